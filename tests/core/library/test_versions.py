from __future__ import annotations

import pytest

from core.errors import LibraryError
from core.library.library import Library
from tests.core.library.samples import LEFT, RIGHT, add_photo, analyse, detection
from tests.core.library.test_restorations import planned


def test_the_same_composition_is_one_version_in_whatever_order(library: Library) -> None:
    with library.transaction() as tx:
        photo_id = add_photo(tx)
        a, b = analyse(tx, photo_id, detection(LEFT), detection(RIGHT, "ben"))
        restored = planned(tx, a)
        first = tx.versions.add(photo_id, [(a, restored), (b, None)], file="1.png", digest="1", scale=1.0)
        again = tx.versions.add(photo_id, [(b, None), (a, restored)], file="2.png", digest="2", scale=2.0)
        (version,) = tx.versions.of_photo(photo_id)
    assert first == again == version.id
    assert version.faces == ((a, restored), (b, None))
    assert (version.file, version.digest, version.scale) == ("2.png", "2", 2.0)


def test_the_version_chosen_last_is_the_last(library: Library) -> None:
    with library.transaction() as tx:
        photo_id = add_photo(tx)
        (face,) = analyse(tx, photo_id, detection(LEFT))
        compositions = [[(face, planned(tx, face))], [(face, None)]]
        ids = [
            tx.versions.add(photo_id, each, file="1.png", digest="1", scale=1.0)
            for each in (*compositions, compositions[0])
        ]
        assert [version.id for version in tx.versions.of_photo(photo_id)] == [ids[1], ids[0]]


def test_an_unknown_version_is_a_plain_sentence(library: Library) -> None:
    with library.snapshot() as tx, pytest.raises(LibraryError, match="no version number 3"):
        tx.versions.get(3)
