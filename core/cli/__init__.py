"""The `ridfr` command: every verb of `core.services` for a terminal or a script."""
