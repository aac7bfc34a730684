"""Restoring faces: the protocol and the identity guard here, the model in `ridfr`."""
