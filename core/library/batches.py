"""Long lists of numbers or names in pieces that one statement can take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

Key = TypeVar("Key", int, bytes)

SIZE = 5_000
"""Well under SQLite's limit of 32,766 bound values."""


def batches(ids: Iterable[Key]) -> Iterator[list[Key]]:
    """The distinct `ids` in ascending order, at most `SIZE` at a time."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), SIZE):
        yield ordered[start : start + SIZE]
