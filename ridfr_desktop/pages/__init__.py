"""One screen each; `registry.py` says which page shows which kind of place."""
