"""Named steps from one schema to the next, each run once."""
