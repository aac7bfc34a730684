"""What a user waits for never walks through a whole table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from core.domain.edit_summary import EditCode, EditSummary
from core.domain.face import FaceState
from core.domain.restoration import RestorationState
from core.domain.search import Query
from core.library.library import Library, Transaction
from tests.core.library.samples import add_face, add_photo

Statements = list[tuple[str, object]]


@contextmanager
def recorded(tx: Transaction) -> Iterator[Statements]:
    """Statements of the block that read or change rows, with their values."""
    connection = tx.photos._session.connection()
    statements: Statements = []

    def note(_connection: object, _cursor: object, text: str, values: object, *_rest: object) -> None:
        statements.append((text, values))

    event.listen(connection.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(connection.engine, "before_cursor_execute", note)


def scans(tx: Transaction, statements: Statements) -> list[str]:
    """Steps of the query plans that walk through a table."""
    connection = tx.photos._session.connection()
    steps = [
        row[3]
        for text, values in statements
        for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)  # type: ignore[arg-type]
    ]
    return [step for step in steps if step.startswith("SCAN ") and "CONSTANT ROW" not in step]


OPEN_A_PERSON: dict[str, Callable[[Transaction], object]] = {
    "person": lambda tx: tx.people.get(1),
    "person by name": lambda tx: tx.people.find("Ada"),
    "faces": lambda tx: tx.faces.of_person(1),
    "photos": lambda tx: tx.photos.of_person(1),
    "photo rows": lambda tx: tx.photos.with_ids([1, 2]),
    "references": lambda tx: tx.references.of(1),
    "restorations": lambda tx: tx.restorations.of_person(1),
    "one photo's faces": lambda tx: tx.faces.of_photo(1),
    "one photo's restorations": lambda tx: tx.restorations.of_photos(1),
    "one photo's versions": lambda tx: tx.versions.of_photo(1),
}

EDIT: dict[str, Callable[[Transaction], object]] = {
    "confirm": lambda tx: tx.people.assign(1, 1, FaceState.CONFIRMED),
    "reject": lambda tx: tx.people.reject(1, 1),
    "journal": lambda tx: tx.journal.record(
        "confirm", EditSummary(EditCode.CONFIRM_SUGGESTED, number=1), "[]", "[]"
    ),
    "remove a person": lambda tx: tx.people.remove(1),
    "known by digest": lambda tx: tx.photos.find("0" * 64),
    "a page of photos": lambda tx: tx.photos.all(limit=100, after=3),
    "the queue": lambda tx: tx.restorations.in_state(RestorationState.PLANNED),
}


@pytest.mark.parametrize("name", [*OPEN_A_PERSON, *EDIT])
def test_no_table_is_walked_through(library: Library, name: str) -> None:
    with library.transaction() as tx:
        person = tx.people.create("Ada")
        for number in range(5):
            tx.people.assign(add_face(tx, number, name=str(number)), person, FaceState.CONFIRMED)
        with recorded(tx) as statements:
            (OPEN_A_PERSON | EDIT)[name](tx)
        assert statements
        assert scans(tx, statements) == []


def test_a_walk_through_a_table_would_be_noticed(library: Library) -> None:
    with library.transaction() as tx:
        with recorded(tx) as statements:
            tx.photos.count()
        assert scans(tx, statements)


FEW: dict[str, tuple[str, Callable[[Transaction], object]]] = {
    "offline": ("ix_photo_locations_offline", lambda tx: tx.grid.offline()),
    "found offline": ("ix_photo_locations_offline", lambda tx: tx.search.photo_ids(Query(offline=True))),
    "troubled": ("ix_photos_troubled", lambda tx: tx.grid.troubled()),
}


@pytest.mark.parametrize("name", FEW)
def test_a_few_photos_are_found_without_looking_at_the_others(library: Library, name: str) -> None:
    index, ask = FEW[name]
    with library.transaction() as tx:
        add_photo(tx)
        with recorded(tx) as statements:
            ask(tx)
        walks = [step for step in scans(tx, statements) if "photo" in step]
    assert walks
    assert all(f"USING INDEX {index}" in step for step in walks)


def test_known_files_are_looked_up_by_their_names(library: Library) -> None:
    with library.transaction() as tx:
        add_photo(tx)
        with recorded(tx) as statements:
            assert set(tx.photos.known_files(1, [b"a.jpg", b"b.jpg"])) == {b"a.jpg"}
        assert scans(tx, statements) == []


def test_opening_a_person_takes_a_few_statements_however_many_faces(library: Library) -> None:
    counts = []
    with library.transaction() as tx:
        person = tx.people.create("Ada")
        for faces in (3, 40):
            for number in range(faces):
                face_id = add_face(tx, number, name=f"{faces} {number}")
                tx.people.assign(face_id, person, FaceState.CONFIRMED)
            with recorded(tx) as statements:
                photo_ids = {face.photo_id for face in tx.faces.of_person(person)}
                tx.photos.with_ids(photo_ids)
            counts.append(len(statements))
    assert counts[0] == counts[1] <= 3
