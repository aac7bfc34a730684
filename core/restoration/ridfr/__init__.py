"""The RIDFR model and its pipeline (heavy: torch and diffusers)."""
