"""What a card says of a person is what their faces say, whatever was changed since it was counted."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from sqlalchemy import text

from core.domain.face import Face, FaceState
from core.library.library import Library, Transaction
from core.library.summaries import Summary
from tests.core.library.test_queries import recorded
from tests.core.services.faces import DETECTOR, EMBEDDER, add_photo, detected
from tests.fakes import quality_of

PEOPLE, PHOTOS = 4, 6


@pytest.fixture
def filled(library: Library) -> Library:
    """Two faces in each of some photos, the first of somebody; every summary is counted."""
    with library.transaction() as tx:
        people = [tx.people.create(None) for _ in range(PEOPLE)]
        for number in range(PHOTOS):
            score = 0.3 + 0.04 * number
            faces = add_photo(tx, f"{number}.jpg", [detected(None, score=score), detected(None, x=500.0)])
            tx.people.assign(faces[0], people[number % PEOPLE], FaceState.SUGGESTED, 0.9)
        tx.summaries.renew()
    return library


def plainly(tx: Transaction) -> dict[int, Summary]:
    """The same, face by face."""
    photos = {photo.id for photo in tx.photos.all()}
    return {number: _summary(tx.faces.of_person(number), photos) for number in tx.people.numbers()}


def _summary(faces: list[Face], photos: set[int]) -> Summary:
    shown = [face for face in faces if face.photo_id in photos]
    confirmed = [face for face in shown if face.state is FaceState.CONFIRMED]

    def worth(face: Face) -> float:
        score = face.quality.score if face.quality else 0.0
        return score + (face.state is FaceState.CONFIRMED) - 2.0 * face.restored_photo

    best = max(shown, key=worth).id if shown else None
    return Summary(len({f.photo_id for f in shown}), len(confirmed), len(shown) - len(confirmed), best)


def some_face(tx: Transaction, pick: random.Random) -> int:
    return pick.choice(sorted(tx.faces.numbers(range(1, 1000))))


def place(tx: Transaction, pick: random.Random) -> None:
    person, state = pick.choice([*tx.people.numbers(), None]), FaceState.UNKNOWN
    if person is not None:
        state = pick.choice([FaceState.CONFIRMED, FaceState.SUGGESTED])
    tx.people.assign(some_face(tx, pick), person, state)


def measure(tx: Transaction, pick: random.Random) -> None:
    tx.faces.describe(some_face(tx, pick), quality_of(40.0, pick.random()), EMBEDDER, None)


def restore(tx: Transaction, pick: random.Random) -> None:
    values = {"photo": pick.randrange(1, PHOTOS + 1), "restored": pick.randrange(2)}
    query = text("UPDATE photos SET restored_by_ai = :restored WHERE id = :photo")
    tx.photos._session.execute(query, values)


def lose(tx: Transaction, pick: random.Random) -> None:
    query = text("DELETE FROM photo_locations WHERE photo_id = :photo")
    tx.photos._session.execute(query, {"photo": pick.randrange(1, PHOTOS + 1)})


def find(tx: Transaction, pick: random.Random) -> None:
    add_photo(tx, f"{pick.randrange(PHOTOS)}.jpg", [])


def scan(tx: Transaction, pick: random.Random) -> None:
    tx.faces.reconcile(
        pick.randrange(1, PHOTOS + 1), [detected(None, x=510.0)], detector=DETECTOR, embedder=EMBEDDER
    )


def person(tx: Transaction, pick: random.Random) -> None:
    everybody = sorted(tx.people.numbers())
    if everybody and pick.random() < 0.5:
        tx.people.remove(pick.choice(everybody))
    else:
        tx.people.create(None)


CHANGES: list[Callable[[Transaction, random.Random], None]] = [
    place, place, place, measure, restore, lose, find, scan, person,
]  # fmt: skip


@pytest.mark.parametrize("seed", range(2))
def test_a_summary_is_never_older_than_what_it_tells_of(filled: Library, seed: int) -> None:
    pick = random.Random(seed)
    with filled.transaction() as tx:
        for step in range(40):
            pick.choice(CHANGES)(tx, pick)
            assert tx.summaries.all() == plainly(tx)
            if step % 7 == 0:
                tx.summaries.renew()
                assert tx.summaries.all() == plainly(tx)


def test_one_edit_makes_one_person_count_again(filled: Library) -> None:
    with filled.transaction() as tx:
        tx.people.assign(1, 1, FaceState.CONFIRMED)
        kept = tx.photos._session.execute(text("SELECT person_id FROM person_summaries ORDER BY 1"))
        assert kept.scalars().all() == [2, 3, 4]


def test_cards_of_everybody_read_no_face_that_is_no_cover(filled: Library) -> None:
    with filled.snapshot() as tx:
        with recorded(tx) as statements:
            tx.tiles.counts()
            tx.tiles.covers()
        faces = [text for text, _ in statements if " faces" in text and "faces.id IN" not in text]
    assert statements
    assert faces == []
