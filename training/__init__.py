"""Training, measuring and exporting restorers; uses core, never the application."""
