"""People: named by the user, or groups that nobody named yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, Select, case, delete, exists, func, select, update
from sqlalchemy.dialects.sqlite import insert

from core.domain.face import BELONGING, FaceSource, FaceState
from core.domain.person import Person
from core.errors import LibraryError
from core.library.batches import batches
from core.library.constraints import Constraints
from core.library.naming import clean_name, name_key
from core.library.tables import FaceRow, PersonCoverRow, PersonRow

PersonQuery = Select[PersonRow, int, int, int]


class People(Constraints):
    """People by number or name; no two have the same name."""

    def create(self, name: str | None, *, person_id: int | None = None) -> int:
        """A new person; `person_id` brings one back that was removed.

        Raises:
            LibraryError: somebody has this name or number already.
        """
        values: dict[str, object] = {"hidden": False} | self._named(name, besides=None)
        if person_id is not None:
            values["id"] = person_id
        return self._session.scalars(insert(PersonRow).values(**values).returning(PersonRow.id)).one()

    def get(self, person_id: int) -> Person:
        """One person.

        Raises:
            LibraryError: there is no such person.
        """
        found = self._read(_people().where(PersonRow.id == person_id))
        if not found:
            raise LibraryError(
                "The library has no person number {number}; `ridfr people` lists them.", number=person_id
            )
        return found[0]

    def find(self, name: str) -> Person | None:
        """The person of this name; case and spaces do not count."""
        found = self._read(_people().where(PersonRow.name_key == name_key(name)))
        return found[0] if found else None

    def all(self, *, hidden: bool = False, strangers: bool = False) -> list[Person]:
        """People with most confirmed faces first, then by number; the hidden ones too if asked.

        `strangers` gives those who are ignored everywhere instead.
        """
        everybody = _EVERYBODY.where(PersonRow.stranger.is_(strangers))
        if not hidden:
            everybody = everybody.where(PersonRow.hidden.is_(False))
        numbers: dict[int, dict[FaceState, int]] = {}
        for person_id, state, number in self._session.execute(_NUMBERS):
            numbers.setdefault(person_id, {})[state] = number
        people = [
            Person(number, name, born, cover, away, *_belonging(numbers.get(number, {})), ignored)
            for number, name, born, cover, away, ignored in self._session.execute(
                everybody.order_by(PersonRow.id)
            )
        ]
        return sorted(
            people, key=lambda person: (person.name is None, -person.confirmed - person.suggested, person.id)
        )

    def numbers(self, among: Sequence[int] | None = None) -> set[int]:
        """The numbers of everybody, strangers included; or those of a few given ones that are theirs."""
        everybody = select(PersonRow.id)
        if among is None:
            return set(self._session.scalars(everybody))
        return {
            number
            for ids in batches(among)
            for number in self._session.scalars(everybody.where(PersonRow.id.in_(ids)))
        }

    def rename(self, person_id: int, name: str | None) -> None:
        """Give a person a name, or (None) take it away.

        Raises:
            LibraryError: there is no such person, or another one has this name.
        """
        self._change(person_id, **self._named(name, besides=person_id))

    def set_birth_date(self, person_id: int, day: date | None) -> None:
        self._change(person_id, birth_date=day)

    def hide(self, person_id: int, hidden: bool = True) -> None:
        self._change(person_id, hidden=hidden)

    def set_stranger(self, person_id: int, stranger: bool = True) -> None:
        """Ignore somebody everywhere, or no longer: then faces that were ignored by likeness come back."""
        self._change(person_id, stranger=stranger)
        before, now = FaceState.SUGGESTED, FaceState.IGNORED
        if not stranger:
            before, now = now, before
        self._session.execute(
            update(FaceRow)
            .where(FaceRow.person_id == person_id, FaceRow.state == before)
            .where(FaceRow.probability.is_not(None))
            .values(state=now)
            .execution_options(synchronize_session=False)
        )

    def set_cover(self, person_id: int, face_id: int | None) -> None:
        """The face that stands for a person; None leaves the choice to the program."""
        self._session.execute(delete(PersonCoverRow).where(PersonCoverRow.person_id == person_id))
        if face_id is not None:
            self._session.execute(insert(PersonCoverRow).values(person_id=person_id, face_id=face_id))

    def remove(self, person_id: int) -> None:
        """Remove a person; their faces stay and belong to nobody."""
        freed = case((FaceRow.source == FaceSource.MODEL, FaceState.UNKNOWN), else_=FaceState.MANUAL)
        self._session.execute(
            update(FaceRow)
            .where(FaceRow.person_id == person_id)
            .values(person_id=None, probability=None, state=freed)
            .execution_options(synchronize_session=False)
        )
        self._session.execute(delete(PersonRow).where(PersonRow.id == person_id))

    def delete_empty_groups(self) -> int:
        """Remove people without a name and without a face; their number."""
        used = exists().where(FaceRow.person_id == PersonRow.id)
        removed = self._session.scalars(
            delete(PersonRow)
            .where(PersonRow.name.is_(None), ~used)
            .returning(PersonRow.id)
            .execution_options(synchronize_session=False)
        )
        return len(removed.all())

    def _change(self, person_id: int, **values: object) -> None:
        changed = self._session.scalars(
            update(PersonRow)
            .where(PersonRow.id == person_id)
            .values(**values)
            .returning(PersonRow.id)
            .execution_options(synchronize_session=False)
        ).first()
        if changed is None:
            self.get(person_id)  # says so in words

    def _named(self, name: str | None, *, besides: int | None) -> dict[str, object]:
        """The columns of a name that nobody but `besides` has."""
        if name is None:
            return {"name": None, "name_key": None}
        holder = self.find(name)
        if holder is not None and holder.id != besides:
            raise LibraryError(
                "There is already a person called {name}; merge the two, or choose another name.",
                name=holder.name or name,
            )
        return {"name": clean_name(name), "name_key": name_key(name)}

    def _read(self, query: PersonQuery) -> list[Person]:
        return [
            Person(row.id, row.name, row.birth_date, cover, row.hidden, confirmed, suggested, row.stranger)
            for row, cover, confirmed, suggested in self._session.execute(query)
        ]


def _people() -> PersonQuery:
    return select(
        PersonRow, PersonCoverRow.face_id, _count(FaceState.CONFIRMED), _count(FaceState.SUGGESTED)
    ).outerjoin(PersonCoverRow, PersonCoverRow.person_id == PersonRow.id)


_EVERYBODY: Select[*tuple[Any, ...]] = select(
    PersonRow.id,
    PersonRow.name,
    PersonRow.birth_date,
    PersonCoverRow.face_id,
    PersonRow.hidden,
    PersonRow.stranger,
).outerjoin(PersonCoverRow, PersonCoverRow.person_id == PersonRow.id)

# For everybody at once, from the index alone.
_NUMBERS: Select[*tuple[Any, ...]] = (
    select(FaceRow.person_id, FaceRow.state, func.count())
    .where(FaceRow.person_id.is_not(None), FaceRow.state.in_(BELONGING))
    .group_by(FaceRow.person_id, FaceRow.state)
)


def _belonging(faces: Mapping[FaceState, int]) -> tuple[int, int]:
    """Numbers of confirmed and of suggested faces."""
    return faces.get(FaceState.CONFIRMED, 0), faces.get(FaceState.SUGGESTED, 0)


def _count(state: FaceState) -> ScalarSelect[int]:
    """Number of a person's faces in one state, from the index alone."""
    return (
        select(func.count())
        .where(FaceRow.person_id == PersonRow.id, FaceRow.state == state)
        .correlate(PersonRow)
        .scalar_subquery()
    )
