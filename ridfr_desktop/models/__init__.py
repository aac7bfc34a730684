"""Qt item models: thin adapters over values that services return."""
