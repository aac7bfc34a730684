"""Finding faces, describing them, and judging how good they are."""
