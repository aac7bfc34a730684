"""Words for tooltips, which Qt takes for rich text as soon as there is a "<" in them."""

from __future__ import annotations


def plain(words: str) -> str:
    """The same words, shown as they are: names of files and people may hold anything."""
    return words.replace("<", "‹")
