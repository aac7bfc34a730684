"""Grouping faces into people: exact, constrained, deterministic."""
