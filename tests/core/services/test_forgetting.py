"""Forgetting: whatever told of a person is searched for in every byte of the library folder."""

from __future__ import annotations

import base64
import hashlib
import random
import shutil
import string
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from core.domain.face import Embedding
from core.domain.photo import NamedRegion
from core.domain.recipe import ExecutionPlan, RestoreRecipe
from core.domain.restoration import Decision, RestorationState
from core.errors import LibraryError
from core.library.backup import back_up
from core.library.database import compact
from core.library.forgetting import NameInText
from core.library.library import Library, Transaction
from core.paths import LibraryPaths
from core.services.albums import create_album, list_albums
from core.services.forgetting import forget_all_faces, forget_person
from core.services.people import confirm, ignore_stranger, list_people, name_person, relate, set_birth_date
from core.services.undoing import next_undo
from tests.core.services.faces import add_person_photos, add_photo, near

NAME = "".join(random.Random(8).choices(string.ascii_letters, k=24))
FIRST_NAME = "".join(random.Random(9).choices(string.ascii_letters, k=24))


def traces(paths: LibraryPaths, vector: Embedding) -> list[str]:
    """Files of the library folder that hold the name or the vector in any form."""
    half, single = vector.astype("<f2").tobytes(), vector.astype("<f4").tobytes()
    forms = [half, single, base64.b64encode(half), base64.b64encode(single)]
    names = [form for name in (NAME, FIRST_NAME) for form in (name, name.casefold())]
    forms += [code for name in names for code in (name.encode(), name.encode("utf-16-le"))]
    return [
        str(file.relative_to(paths.root))
        for file in sorted(paths.root.rglob("*"))
        if file.is_file() and any(form in file.read_bytes() for form in forms)
    ]


def restore(library: Library, face_id: int, references: list[int]) -> int:
    """A finished restoration with its crop, kept and composed; all as the services leave them."""
    key = hashlib.sha256(str(face_id).encode()).hexdigest()
    (library.paths.restorations / f"{key}.png").write_bytes(b"crop " + str(face_id).encode())
    (library.paths.versions / f"{key}.png").write_bytes(b"version")
    with library.transaction() as tx:
        face = tx.faces.get(face_id)
        number = tx.restorations.plan(
            face_id=face_id,
            person_id=face.person_id,
            key=key,
            recipe=RestoreRecipe(),
            reference_face_ids=references,
            input_digest="1" * 64,
        )
        plan = ExecutionPlan(device="cpu", dtype="float32", batch_size=1, threads=1)
        tx.restorations.finish(
            number,
            state=RestorationState.DONE,
            plan=plan,
            crop=f"{key}.png",
            result_digest="2" * 64,
            judgement=None,
            seconds=1.0,
        )
        tx.restorations.decide([number], Decision.KEPT)
        tx.versions.add(face.photo_id, [(face_id, number)], file=f"{key}.png", digest="3" * 64, scale=1.0)
    return number


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library folder in which everything tells of a person: copies, results, words."""
    paths = LibraryPaths(tmp_path_factory.mktemp("told") / "library")
    with Library.open(paths) as library:
        _tell(library)
    return paths.root


@pytest.fixture
def library(told: Path, library_paths: LibraryPaths) -> Iterator[Library]:
    """That library, of this test's own."""
    shutil.copytree(told, library_paths.root)
    with Library.open(library_paths) as opened:
        yield opened


def _tell(library: Library) -> None:
    faces = add_person_photos(library, "her", 4)
    other = add_person_photos(library, "him", 3)
    confirm(library, faces, FIRST_NAME)
    confirm(library, other, "Bob")
    name_person(library, FIRST_NAME, NAME)
    relate(library, "Bob", NAME, f"husband of {NAME}")
    relate(library, NAME, "Bob", "wife")
    set_birth_date(library, NAME, date(1950, 1, 2))
    create_album(library, "Hers", f"person:{NAME}")
    create_album(library, f"Summer with {NAME.upper()}")
    with library.transaction() as tx:
        regions = (NamedRegion(NAME, 1.0, 2.0, 30.0, 40.0), NamedRegion("Bob", 100.0, 2.0, 30.0, 40.0))
        add_photo(tx, "named.jpg", [], regions=regions)
        tx.references.pin(find_number(tx, NAME), faces[0])
        tx.references.put_tokens(faces[0], "w", near("her", 0).astype(np.float16).reshape(1, -1))
    restore(library, faces[1], [faces[0]])
    restore(library, other[0], [other[1]])
    back_up(library.paths.database, library.paths.backups, "library-0001-before")
    (library.paths.root / "exports.json").write_text("{}")
    (library.paths.root / "ridfr.log").write_text(f"confirmed {NAME}")


def find_number(tx: Transaction, name: str) -> int:
    found = tx.people.find(name)
    assert found is not None
    return found.id


def test_no_byte_tells_of_somebody_who_was_forgotten(library: Library) -> None:
    vector = near("her", 0)
    before = traces(library.paths, vector)
    assert {"library.sqlite", "ridfr.log", "backups/library-0001-before.sqlite"} <= set(before)
    name_person(library, NAME, FIRST_NAME)
    name_person(library, FIRST_NAME, NAME)
    assert "library.sqlite-wal" in traces(library.paths, vector)
    report = forget_person(library, NAME)
    assert (report.faces, report.restorations, report.versions, report.backups) == (4, 1, 1, 1)
    assert traces(library.paths, vector) == []
    library.close()
    assert traces(library.paths, vector) == []


def test_everybody_else_is_still_known(library: Library) -> None:
    forget_person(library, NAME)
    assert [(person.name, person.confirmed) for person in list_people(library, hidden=True)] == [("Bob", 3)]
    assert next_undo(library) is None
    assert {album.name for album in list_albums(library)} == {"Summer with 2"}
    assert len(list(library.paths.restorations.iterdir())) == len(list(library.paths.versions.iterdir())) == 1
    with library.snapshot() as tx:
        assert [region.name for photo in tx.photos.all() for region in photo.facts.regions] == ["Bob"]


def test_a_copy_without_the_person_takes_the_place_of_the_others(library: Library) -> None:
    forget_person(library, NAME)
    [copy] = library.paths.backups.iterdir()
    assert copy.name == "library-after-forgetting.sqlite"


def test_the_users_own_photos_that_name_somebody_are_listed(library: Library) -> None:
    assert forget_person(library, NAME).originals == ("/photos/named.jpg",)


def test_forgetting_that_was_interrupted_ends_when_the_library_is_opened(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(_engine: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("core.library.library.compact", killed)
    with pytest.raises(KeyboardInterrupt):
        forget_person(library, NAME)
    library.close()
    monkeypatch.setattr("core.library.library.compact", compact)
    Library.open(library.paths).close()
    assert traces(library.paths, near("her", 0)) == []


def test_forgetting_while_another_program_reads_says_so_and_ends_later(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.library.database.CHECKPOINT_MILLISECONDS", 1)
    with Library.open(library.paths, exclusive=False) as reader, reader.snapshot() as tx:
        tx.people.all()
        with pytest.raises(LibraryError, match="reads the library"):
            forget_person(library, NAME)
    library.close()
    with Library.open(library.paths) as again:
        assert traces(again.paths, near("her", 0)) == []


def test_all_faces_can_be_forgotten_and_the_photos_stay(library: Library) -> None:
    report = forget_all_faces(library)
    assert (report.faces, report.restorations) == (7, 2)
    assert traces(library.paths, near("her", 0)) == []
    with library.snapshot() as tx:
        assert (tx.photos.count(), tx.faces.numbers(range(100)), tx.people.numbers()) == (8, set(), set())
        assert len(tx.photos.unanalyzed("any", "any")) == 8
    assert list(library.paths.restorations.iterdir()) == []


def test_forgetting_everybody_forgets_the_names_of_strangers_too(library: Library) -> None:
    stranger = ignore_stranger(library, add_person_photos(library, "somebody", 1))
    name_person(library, stranger, "Zed")
    create_album(library, "Zed 1999")
    forget_all_faces(library)
    assert not any("Zed" in album.name for album in list_albums(library))


def test_results_that_nothing_names_go_and_other_files_stay(library: Library) -> None:
    orphan, foreign = library.paths.restorations / f"{'a' * 64}.png", library.paths.restorations / "my.png"
    for file in (orphan, foreign):
        file.write_bytes(b"x")
    assert library.sweep_results() == 1
    assert foreign.exists()
    assert not orphan.exists()
    assert len(list(library.paths.versions.iterdir())) == 2


def test_words_that_only_contain_the_name_stay(library: Library) -> None:
    name_person(library, NAME, "Ann")
    relate(library, "Bob", "Ann", "known from the annual fair")
    for name in ("Annual fair", "Joanna and ANN"):
        create_album(library, name)
    forget_person(library, "Ann")
    albums = {album.name for album in list_albums(library)}
    assert "Annual fair" in albums
    assert any(name.startswith("Joanna and ") for name in albums)
    assert not any(name.endswith("ANN") for name in albums)


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("Ann", "Ann's garden", True),
        ("Ann", "ANNS Garten", True),
        ("Ann", "Joanna, annual", False),
        ("Özil", "mit ÖZIL", True),
        ("A", "a cat", True),
        ("A", "cat", False),
        ("山田", "昨日山田さんと", True),
        ("José", "Fest mit Jose\N{COMBINING ACUTE ACCENT}", True),
        ("Jose\N{COMBINING ACUTE ACCENT}", "bei JOSÉ", True),
        ("Ann", "An\N{LATIN SMALL LETTER N}\N{COMBINING TILDE}e", False),
        ("Strauß", "Familie STRAUSS", True),
        ("STRAUSS", "Familie Strauß", True),
    ],
)
def test_a_name_is_found_as_a_word(name: str, text: str, named: bool) -> None:
    assert NameInText(name).is_in(text) == named
