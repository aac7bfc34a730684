"""Reactions of a large library: opening a person of many faces, confirming, undoing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from core.benchmarks.measuring import timed
from core.domain.face import Box, DetectedFace, FaceQuality, FaceState, Landmarks
from core.domain.photo import FileStamp, PhotoFacts
from core.library.library import Library
from core.paths import LibraryPaths
from core.services.face_edits import confirm_many
from core.services.people_browsing import people_cards, person_overview, person_timeline
from core.services.undoing import undo

FACES_A_PHOTO = 2
FACES_A_GROUP = 50
"""Faces of every person but the large one."""

_FACTS = PhotoFacts(
    width=4000, height=3000, orientation=1, format="JPEG", taken_at=datetime(1990, 6, 1), restored_by_ai=False
)
_COPIES = {
    "photos": {"id": "n", "digest": "randomblob(32)"},
    "photo_locations": {"id": "n", "photo_id": "n", "relative": "cast(printf('%08d.jpg', n) as blob)"},
    "faces": {"id": "n", "photo_id": "(n + 1) / :each", "person_id": ":person"},
    "face_quality": {"face_id": "n", "score": "0.3 + 0.6 * ((n * 7919) % 1000) / 1000.0"},
}
"""Table → how the columns of copy n differ from the row that is copied."""


@dataclass(frozen=True)
class ReactionRow:
    """One thing a user does, in a library of many faces."""

    what: str
    faces: int
    """In the library."""
    aim: float
    """Seconds."""
    best: float
    """Seconds of wall time, best of the rounds."""
    median: float
    cpu: float
    """CPU seconds of the best round."""

    @property
    def met(self) -> bool:
        return self.best <= self.aim


def reactions(folder: Path, faces: int, of_one: int, rounds: int) -> list[ReactionRow]:
    """Build a library of `faces` faces, `of_one` of them of one person, and time what users do."""
    with Library.open(LibraryPaths(folder)) as library:
        person = _seed(library)
    _multiply(LibraryPaths(folder).database, faces, of_one, person)
    with Library.open(LibraryPaths(folder)) as library:
        with library.transaction() as tx:
            tx.summaries.renew()  # as grouping leaves a library
        waiting = iter([tile.id for tile in person_timeline(library, person)][-rounds - 1 :])

        def row(what: str, aim: float, work: Callable[[], object]) -> ReactionRow:
            work()
            samples = sorted((timed(work) for _ in range(rounds)), key=lambda sample: sample.wall)
            median = samples[len(samples) // 2].wall
            return ReactionRow(what, faces, aim, samples[0].wall, median, samples[0].cpu)

        return [
            row(f"open a person of {of_one} faces", 0.3, lambda: _open(library, person)),
            row("list all people", 0.3, lambda: people_cards(library)),
            row("confirm a face", 0.05, lambda: confirm_many(library, [next(waiting)])),
            row("undo", 0.05, lambda: undo(library)),
        ]


def _open(library: Library, person: int) -> None:
    person_overview(library, person)
    person_timeline(library, person)


def _seed(library: Library) -> int:
    """A folder, a photo with one face, and the person it is suggested to be; the person's number."""
    box = Box(100.0, 100.0, 200.0, 200.0)
    points = np.array([(160, 180), (240, 180), (200, 220), (165, 260), (235, 260)], dtype=np.float64)
    quality = FaceQuality(0.8, 80.0, 0.8, 0.8, 0.9, 0.0, 0.9, 0.9)
    face = DetectedFace(box, Landmarks.from_array(points), 0.9, quality, None)
    with library.transaction() as tx:
        home = tx.folders.add(Path("/bench"), volume="bench")
        photo = tx.photos.add("00" * 32, _FACTS)
        tx.photos.put_location(photo, home.id, b"00000001.jpg", FileStamp(1, 2, 3, 4))
        tx.faces.reconcile(photo, [face], detector="bench", embedder="bench")
        return tx.people.create("Somebody")


def _multiply(database: Path, faces: int, of_one: int, person: int) -> None:
    """Copy the rows of the seed until there are enough: SQLite makes a million rows in seconds."""
    photos = faces // FACES_A_PHOTO
    people = max((faces - of_one) // FACES_A_GROUP, 1)
    owner = f"case when n <= {of_one} then {person} else {person} + 1 + (n % {people}) end"
    with sqlite3.connect(database) as connection:
        connection.execute("pragma synchronous = off")
        _copy(connection, "people", people + person, {"id": "n", "name": "null", "name_key": "null"}, person)
        for table, changes in _COPIES.items():
            wanted = {
                column: value.replace(":each", str(FACES_A_PHOTO)).replace(":person", owner)
                for column, value in changes.items()
            }
            _copy(connection, table, faces if table.startswith("face") else photos, wanted, 1)
        connection.execute("update faces set state = ?, probability = 0.9", (FaceState.SUGGESTED.value,))
        connection.execute("update faces set person_id = ? where id = 1", (person,))
        connection.execute("analyze")
    connection.close()


def _copy(
    connection: sqlite3.Connection, table: str, until: int, changes: dict[str, str], first: int
) -> None:
    """Rows first + 1 … until of `table`, like row `first` but for `changes` (column → SQL in n)."""
    columns = [row[1] for row in connection.execute(f"pragma table_info({table})")]
    values = ", ".join(changes.get(column, f"seed.{column}") for column in columns)
    key = columns[0]
    connection.execute(
        f"with recursive number(n) as "
        f"(select {first + 1} union all select n + 1 from number where n < {until}) "
        f"insert into {table} ({', '.join(columns)}) select {values} "
        f"from number, (select * from {table} where {key} = {first}) as seed"
    )
