"""The Qt face of RIDFR Desktop: it knows the services of `core`, never SQL or torch."""
