"""The report of a run: a page, a contact sheet and JSON of what was restored."""
