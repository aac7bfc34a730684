"""Model packs: what exists, where it is, whether it is what it claims to be."""
