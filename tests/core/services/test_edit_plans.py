"""Edits of people touch a few rows by their numbers: no statement of theirs walks through a table."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.library.library import Library
from core.paths import LibraryPaths
from core.services.people import (
    confirm,
    confirm_many,
    hide_person,
    ignore,
    move_faces,
    name_person,
    reject,
    set_cover,
)
from core.services.undoing import next_redo, next_undo, redo, undo
from tests.core.library.test_queries import recorded, scans
from tests.core.services.test_undoing import fill

EDITS: dict[str, Callable[[Library], object]] = {
    "confirm": lambda library: confirm(library, [6], 1),
    "accept": lambda library: confirm_many(library, [5]),
    "reject": lambda library: reject(library, [1], 1),
    "move": lambda library: move_faces(library, [1], 2),
    "ignore": lambda library: ignore(library, [2]),
    "name": lambda library: name_person(library, 2, "Robert"),
    "cover": lambda library: set_cover(library, 1, 2),
    "hide": lambda library: hide_person(library, 2),
}


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> LibraryPaths:
    """A filled library that each test leaves as it was."""
    made = LibraryPaths(tmp_path_factory.mktemp("plans") / "library")
    with Library.open(made) as library:
        fill(library)
    return made


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_and_its_undo_walk_through_no_table(paths: LibraryPaths, name: str) -> None:
    with Library.open(paths) as library:
        with library.snapshot() as tx, recorded(tx) as statements:
            EDITS[name](library)
            for step in (next_undo, undo, next_redo, redo, next_undo, undo):
                assert step(library)
        reads = [(text, values) for text, values in statements if not text.startswith(("PRAGMA", "BEGIN"))]
        with library.snapshot() as tx:
            assert len(reads) > 10
            assert scans(tx, reads) == []


def test_the_number_of_statements_does_not_grow_with_the_library(paths: LibraryPaths) -> None:
    with Library.open(paths) as library:
        with library.snapshot() as tx, recorded(tx) as statements:
            confirm(library, [6], 1)
            undo(library)
        writes = [
            text.split()[0] for text, _ in statements if text.startswith(("INSERT", "UPDATE", "DELETE"))
        ]
        # Two faces placed, a rejection looked for, an entry added and marked, others passed by.
        assert sorted(writes) == ["DELETE", "INSERT", "UPDATE", "UPDATE", "UPDATE", "UPDATE"]
