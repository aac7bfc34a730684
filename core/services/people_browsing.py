"""Reading people for a screen: cards, a person's faces, what waits for review. Light values, no models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from core.domain.alignment import Similarity
from core.domain.face import SET_ASIDE, Face, FaceState
from core.domain.face_tile import FaceTile
from core.domain.person import Person
from core.domain.photo import Photo
from core.domain.reasons import Reason
from core.domain.restoration import Decision, Judgement, Restoration, RestorationState, Version
from core.library.face_tiles import PersonCount
from core.library.library import Library, Transaction
from core.services.batching import RestorableFace, restorable_faces
from core.services.reference_gaps import ReferenceGap, reference_gaps
from core.services.referencing import ReferenceChip, reference_set

NOBODY = PersonCount(0, 0, 0, None, None)


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person, or a group that nobody named, as a card shows them."""

    id: int
    name: str | None
    cover: FaceTile | None
    photos: int
    confirmed: int
    suggested: int
    hidden: bool = False

    @property
    def faces(self) -> int:
        return self.confirmed + self.suggested

    @property
    def reviewed(self) -> float:
        """Share of the faces that the user has confirmed, [0, 1]."""
        return self.confirmed / self.faces if self.faces else 1.0


@dataclass(frozen=True)
class PeopleCards:
    """Everybody: groups without a name first, the largest first; then people by name."""

    groups: tuple[PersonCard, ...]
    people: tuple[PersonCard, ...]
    hidden: int
    """People and groups that the user does not want to see; among the cards only when asked for."""


@dataclass(frozen=True)
class PersonOverview:
    """The head of a person's page."""

    card: PersonCard
    birth_date: date | None
    first_year: int | None
    last_year: int | None
    ages: tuple[int, int] | None = None
    """Full years on the first and on the last photo; None when that or the birth is not known."""


@dataclass(frozen=True, slots=True)
class RestorableTile:
    """A face that a restoration would help, and the face that would guide it."""

    tile: FaceTile
    gain: float
    """Expected gain, [0, 1]."""
    reference: FaceTile | None
    reasons: tuple[Reason, ...]
    """Why this reference."""


@dataclass(frozen=True, slots=True)
class RestoredTile:
    """A result: what became of a face."""

    tile: FaceTile
    restoration_id: int
    crop: str
    """File name inside the library's `restorations` folder."""
    decision: Decision
    judgement: Judgement | None
    name: str
    """Of the person; "" for nobody."""
    alignment: Similarity | None
    """From the upright photo to the crop."""


@dataclass(frozen=True)
class References:
    """The reference strip of a person."""

    chips: tuple[tuple[ReferenceChip, FaceTile], ...]
    gaps: tuple[ReferenceGap, ...]
    """Years without a good photo."""


@dataclass(frozen=True)
class PhotoFaces:
    """A photo with everybody in it, for the photo page."""

    photo: Photo
    faces: tuple[FaceInPhoto, ...]
    """Those the user set aside are left out."""
    versions: tuple[Version, ...]
    """The one in use last."""
    names: tuple[str, ...]
    """Of everybody in the library, for completion."""
    restored: tuple[tuple[int, int], ...]
    """(restoration, face) of finished results."""


@dataclass(frozen=True)
class FaceInPhoto:
    """A face and who it is."""

    face: Face
    name: str
    """"" when nobody has said who it is."""
    age: int | None
    """Full years when the photo was taken; None when that or the birth is not known."""


def people_cards(library: Library, *, hidden: bool = False) -> PeopleCards:
    """A card for everybody; with `hidden` also for those the user does not want to see."""
    with library.snapshot() as tx:
        everybody = tx.people.all(hidden=True)
        counts, covers = tx.tiles.counts(), tx.tiles.covers()
    shown = [person for person in everybody if hidden or not person.hidden]
    cards = [_card(person, counts.get(person.id, NOBODY), covers.get(person.id)) for person in shown]
    groups = [card for card in cards if card.name is None and card.faces]
    named = [card for card in cards if card.name is not None]
    return PeopleCards(
        groups=tuple(sorted(groups, key=lambda card: (-card.faces, card.id))),
        people=tuple(sorted(named, key=lambda card: ((card.name or "").casefold(), card.id))),
        hidden=sum(person.hidden for person in everybody),
    )


def name_list(library: Library) -> dict[str, int]:
    """Everybody who has a name, by name; the hidden ones too."""
    with library.snapshot() as tx:
        named = [(person.name, person.id) for person in tx.people.all(hidden=True) if person.name]
    return dict(sorted(named, key=lambda pair: pair[0].casefold()))


def person_overview(library: Library, person_id: int) -> PersonOverview:
    """Name, cover and counts of one person.

    Raises:
        LibraryError: there is no such person.
    """
    with library.snapshot() as tx:
        person = tx.people.get(person_id)
        count = tx.tiles.counts(person_id).get(person_id, NOBODY)
        cover = tx.tiles.covers(person_id).get(person_id)
    first, last = (None if day is None else int(day[:4]) for day in (count.first, count.last))
    days = [None if day is None else date.fromisoformat(day[:10]) for day in (count.first, count.last)]
    ages = [age for age in map(person.age_at, days) if age is not None and age >= 0]
    span = (ages[0], ages[1]) if len(ages) == len(days) else None
    return PersonOverview(_card(person, count, cover), person.birth_date, first, last, span)


def person_timeline(library: Library, person_id: int) -> list[FaceTile]:
    """All faces of a person by the date of their photo, those without a date last."""
    with library.snapshot() as tx:
        return sorted(tx.tiles.of_person(person_id), key=_by_date)


def review_queue(library: Library, person_id: int) -> list[FaceTile]:
    """The suggested faces of a person, the likeliest first: most answers are yes, and quick."""
    with library.snapshot() as tx:
        waiting = tx.tiles.of_person(person_id, (FaceState.SUGGESTED,))
    return sorted(waiting, key=lambda tile: (-(tile.probability or 0.0), tile.id))


def certain_faces(library: Library, person_id: int, limit: int = 60) -> list[FaceTile]:
    """The best faces that the user confirmed, to compare others with."""
    with library.snapshot() as tx:
        return tx.tiles.best_of_person(person_id, limit)


def group_faces(library: Library, person_id: int) -> list[FaceTile]:
    """The faces of a group that nobody named, the best first."""
    with library.snapshot() as tx:
        faces = tx.tiles.of_person(person_id)
    return sorted(faces, key=lambda tile: (-(tile.quality or 0.0), tile.id))


def frequent_of(cards: PeopleCards, limit: int = 9) -> list[PersonCard]:
    """Named people with most confirmed faces: those of the keys 1 to 9."""
    return sorted(cards.people, key=lambda card: (-card.confirmed, card.id))[:limit]


def person_references(library: Library, person_id: int) -> References:
    """The faces that guide restorations of a person, and what is missing.

    Raises:
        LibraryError: there is no such person.
    """
    with library.snapshot() as tx:
        embedder = tx.tiles.embedder_of(person_id)
    chips = reference_set(library, person_id, embedder)
    gaps = reference_gaps(library, person_id, embedder)
    with library.snapshot() as tx:
        tiles = tx.tiles.with_ids([chip.face_id for chip in chips])
    shown = [(chip, tiles[chip.face_id]) for chip in chips if chip.face_id in tiles]
    return References(tuple(shown), tuple(gaps))


def restorable_tiles(library: Library, person_id: int) -> list[RestorableTile]:
    """Faces of a person that a restoration would help, each with the reference that would guide it first.

    The greatest expected gain first. What is restorable stands in `core.library.restorable`.

    Raises:
        LibraryError: there is no such person.
    """
    ranked = restorable_faces(library, person_id=person_id)
    guides = {each.reference.face_id for each in ranked if each.reference is not None}
    with library.snapshot() as tx:
        tiles = tx.tiles.with_ids({each.face_id for each in ranked} | guides)
    return [_restorable_tile(each, tiles) for each in ranked if each.face_id in tiles]


def restored_tiles(library: Library, person_id: int) -> list[RestoredTile]:
    """Finished results of a person's faces that were not discarded, the newest first."""
    with library.snapshot() as tx:
        results = [each for each in tx.restorations.of_person(person_id) if each.crop]
        wanted = [each for each in results if each.decision is not Decision.DISCARDED]
        return _results(tx, reversed(wanted))


def held_results(library: Library) -> list[RestoredTile]:
    """Results that wait for somebody to look at them, by person."""
    with library.snapshot() as tx:
        held = tx.restorations.in_state(RestorationState.HELD)
        waiting = [each for each in held if each.decision is Decision.NONE]
        return sorted(_results(tx, waiting), key=lambda each: (each.name.casefold(), each.restoration_id))


def photo_faces(library: Library, photo_id: int) -> PhotoFaces:
    """A photo, who is in it, and its versions.

    Raises:
        LibraryError: there is no such photo.
    """
    with library.snapshot() as tx:
        photo = tx.photos.get(photo_id)
        faces = [face for face in tx.faces.of_photo(photo_id) if face.state not in SET_ASIDE]
        people = {person.id: person for person in tx.people.all(hidden=True)}
        versions = tx.versions.of_photo(photo_id)
        made = [each for each in tx.restorations.of_photos(photo_id) if each.crop]
    return PhotoFaces(
        photo=photo,
        faces=tuple(_in_photo(face, people.get(face.person_id or 0), photo) for face in faces),
        versions=tuple(versions),
        names=tuple(sorted(person.name for person in people.values() if person.name)),
        restored=tuple((each.id, each.face_id) for each in made),
    )


def _in_photo(face: Face, person: Person | None, photo: Photo) -> FaceInPhoto:
    if person is None or person.name is None:
        return FaceInPhoto(face, "", None)
    age = person.age_at(photo.facts.taken_at)
    return FaceInPhoto(face, person.name, age if age is None or age >= 0 else None)


def _results(tx: Transaction, restorations: Iterable[Restoration]) -> list[RestoredTile]:
    listed = list(restorations)
    tiles = tx.tiles.with_ids({each.face_id for each in listed})
    people = {tile.person_id for tile in tiles.values() if tile.person_id is not None}
    names = {person_id: tx.people.get(person_id).name or "" for person_id in people}
    return [
        RestoredTile(
            tile=tiles[each.face_id],
            restoration_id=each.id,
            crop=each.crop,
            decision=each.decision,
            judgement=each.judgement,
            name=names.get(tiles[each.face_id].person_id or 0, ""),
            alignment=each.alignment,
        )
        for each in listed
        if each.face_id in tiles
    ]


def _restorable_tile(each: RestorableFace, tiles: Mapping[int, FaceTile]) -> RestorableTile:
    if each.reference is None:
        return RestorableTile(tiles[each.face_id], each.gain, None, ())
    guide = tiles.get(each.reference.face_id)
    return RestorableTile(tiles[each.face_id], each.gain, guide, each.reference.reasons)


def _card(person: Person, count: PersonCount, cover: FaceTile | None) -> PersonCard:
    return PersonCard(
        id=person.id,
        name=person.name,
        cover=cover,
        photos=count.photos,
        confirmed=count.confirmed,
        suggested=count.suggested,
        hidden=person.hidden,
    )


def _by_date(tile: FaceTile) -> tuple[bool, datetime, int]:
    return tile.taken_at is None, tile.taken_at or datetime.min, tile.id
