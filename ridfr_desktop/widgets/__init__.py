"""Widgets that paint photographs and faces."""
