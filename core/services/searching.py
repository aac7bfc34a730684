"""Searching: "anna AND bob NOT carl 1950-1960" as a query, and the photos that it finds.

People stand beside each other or with AND; OR joins people of whom one is enough (it binds closer
than AND, and a search has one such list); NOT or "-" leaves somebody out. "only" wants nobody else
in the photo. Other words: unknown, restorable, restored, offline, sharp, blurred, a year, two years
or days with ".." or "-" between them, before:YEAR, after:YEAR, quality>0.5, quality<0.3,
folder:PATH, album:NAME. What is none of these is looked for in descriptions and file names. Names
of several words need no quotation marks.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from core.domain.person import Person
from core.domain.search import Query
from core.errors import SettingsError
from core.library.library import Library
from core.library.naming import name_key
from core.paths import with_home

__all__ = ["Query", "complete", "describe", "parse_query", "search_photos"]

SHARP_FACE, BLURRED_FACE = 0.6, 0.3
"""Quality scores that the words "sharp" and "blurred" stand for."""

FLAGS = {
    "unknown": {"unknown_faces": True},
    "restorable": {"restorable": True},
    "restored": {"restored": True},
    "offline": {"offline": True},
    "only": {"exactly": True},
    "exactly": {"exactly": True},
    "sharp": {"min_quality": SHARP_FACE},
    "blurred": {"max_quality": BLURRED_FACE},
}
WORDS = (*FLAGS, "before:", "after:", "folder:", "album:", "quality>", "quality<", "AND", "OR", "NOT")
MOST_COMPLETIONS = 20

_TERM = re.compile(r'(-?)(\w+:)?"([^"]*)"?|(\S+)')
_QUALITY = re.compile(r"quality([<>])=?(?:(\d*\.?\d+)|.*)", re.IGNORECASE)
_DAY = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_SPAN = re.compile(rf"({_DAY})?\.\.({_DAY})?|(\d{{4}})[-–](\d{{4}})|({_DAY})")


@dataclass(frozen=True)
class _Term:
    text: str
    quoted: bool = False
    negated: bool = False


class _Parser:
    """Reads terms one after the other; what was read stands in `query`."""

    def __init__(self, terms: Sequence[_Term], people: Sequence[Person]) -> None:
        self.terms = list(terms)
        self.names = {name_key(person.label): person.id for person in people}
        self.longest = max((len(name.split()) for name in self.names), default=1)
        self.query = Query()
        self.album = ""
        self.at = 0
        self.words: list[str] = []
        self.last_group: list[int] = []
        """People joined by OR so far, the last one read at its end."""

    def parse(self) -> Query:
        while self.at < len(self.terms):
            self._next()
        self._close_group()
        return replace(self.query, text=" ".join(self.words))

    def _next(self) -> None:
        term = self.terms[self.at]
        operator = term.text.upper() if not (term.quoted or term.negated) else ""
        person = self._person(self.at)
        if operator == "OR" and self.last_group and self._person(self.at + 1) is not None:
            self.at += 1
            self.last_group.append(self._take_person())
        elif operator == "NOT" or term.negated:
            self.at += operator == "NOT"
            self._leave_out()
        elif operator == "AND":
            self.at += 1
        elif person is not None:
            self._close_group()
            self.last_group = [self._take_person()]
        else:
            self.at += 1
            if term.text == "OR" and not term.quoted:  # in small letters it may be a word of a description
                raise SettingsError("OR stands between two people of the library: anna OR bob.")
            if term.quoted or not self._word(term.text):
                self.words.append(term.text)

    def _person(self, start: int) -> tuple[int, int] | None:
        """(person, number of terms) of the longest name that begins at `start`."""
        for length in range(min(self.longest, len(self.terms) - start), 0, -1):
            named = " ".join(term.text for term in self.terms[start : start + length])
            if (person := self.names.get(name_key(named))) is not None:
                return person, length
        return None

    def _take_person(self) -> int:
        found = self._person(self.at)
        assert found is not None, "asked only where a name begins"
        self.at += found[1]
        return found[0]

    def _leave_out(self) -> None:
        self._close_group()
        if self._person(self.at) is None:
            said = self.terms[self.at].text if self.at < len(self.terms) else ""
            if said:
                raise SettingsError(
                    "NOT needs a person after it, and “{said}” is nobody in the library.", said=said
                )
            raise SettingsError("NOT needs a person after it.")
        self.query = replace(self.query, none_of=(*self.query.none_of, self._take_person()))

    def _close_group(self) -> None:
        group, self.last_group = tuple(dict.fromkeys(self.last_group)), []
        if len(group) > 1 and self.query.any_of:
            raise SettingsError("A search can have one list of people joined by OR; search twice instead.")
        if len(group) > 1:
            self.query = replace(self.query, any_of=group)
        elif group:
            self.query = replace(self.query, all_of=tuple(dict.fromkeys((*self.query.all_of, *group))))

    def _word(self, text: str) -> bool:
        """Whether `text` is a word of the search language; then it is in the query."""
        if (flag := FLAGS.get(text.lower())) is not None:
            self.query = replace(self.query, **flag)  # type: ignore[arg-type]
            return True
        key, separator, value = text.partition(":")
        if separator and value and key.lower() in _KEYS:
            self._keyed(key.lower(), value)
            return True
        if (quality := _QUALITY.fullmatch(text)) is not None:
            if (bound := quality[2]) is None or float(bound) > 1.0:
                raise SettingsError(
                    "“{text}” is no quality; it lies between 0 and 1: quality>0.5.", text=text
                )
            part = "min_quality" if quality[1] == ">" else "max_quality"
            self.query = replace(self.query, **{part: float(quality[2])})  # type: ignore[arg-type]
            return True
        if (span := _SPAN.fullmatch(text)) is not None and text != "..":
            first, last = _days(span)
            self.query = replace(self.query, since=first or self.query.since, until=last or self.query.until)
            return True
        return False

    def _keyed(self, key: str, value: str) -> None:
        if key == "folder":
            self.query = replace(self.query, folder=with_home(Path(value)).absolute())
        elif key == "album":
            self.album = value
        elif key == "before":
            self.query = replace(self.query, until=_days_on(_first_day(value), -1))
        else:
            self.query = replace(self.query, since=_days_on(_last_day(value), 1))


_KEYS = frozenset({"folder", "album", "before", "after"})


def _terms(text: str) -> list[_Term]:
    found = []
    for match in _TERM.finditer(text):
        minus, key, quoted, bare = match.groups()
        if bare is None:
            # A key in front of quotation marks keeps its meaning: album:"My album".
            found.append(_Term(f"{key or ''}{quoted}", quoted=not key, negated=bool(minus)))
        else:
            negated = len(bare) > 1 and bare.startswith("-")
            found.append(_Term(bare.removeprefix("-") if negated else bare, negated=negated))
    return [term for term in found if term.text]


def parse_query(text: str, people: Sequence[Person], albums: Sequence[tuple[str, int]] = ()) -> Query:
    """What `text` looks for.

    Args:
        people: everybody who can be named, groups by their label ("Person 17").
        albums: names and numbers.

    Raises:
        SettingsError: NOT stands before nobody, two lists with OR, a day that is none, no such album.
    """
    parser = _Parser(_terms(text), people)
    query = parser.parse()
    if not parser.album:
        return query
    numbers = {name_key(name): number for name, number in albums}
    if (album := numbers.get(name_key(parser.album))) is None:
        raise SettingsError("There is no album “{name}”; `ridfr albums` lists them.", name=parser.album)
    return replace(query, album=album)


def read_query(library: Library, text: str) -> Query:
    """As `parse_query`, with the people and albums of the library."""
    with library.snapshot() as tx:
        people = tx.people.all(hidden=True)
        albums = [(album.name, album.id) for album in tx.albums.all()] if "album:" in text.lower() else []
    return parse_query(text, people, albums)


def search_photos(library: Library, query: Query | str) -> list[int]:
    """Photos that a query finds, by date, undated last; restorable ones by expected gain.

    Raises:
        SettingsError: the text of a query cannot be understood.
        LibraryError: the album of the query is gone.
    """
    wanted = read_query(library, query) if isinstance(query, str) else query
    with library.snapshot() as tx:
        found = tx.search.photo_ids(wanted)
        for kept in (
            None if wanted.folder is None else tx.photos.under(wanted.folder),
            None if wanted.album is None else tx.albums.photo_ids(wanted.album),
        ):
            if kept is not None:
                inside = set(kept)
                found = [photo_id for photo_id in found if photo_id in inside]
    return found


def complete(library: Library, prefix: str) -> list[str]:
    """Texts that begin like `prefix`, its last word or words completed: names first, then other words."""
    with library.snapshot() as tx:
        names = sorted(person.name for person in tx.people.all() if person.name)
        albums = [f'album:"{album.name}"' for album in tx.albums.all()]
    starts = [0, *(match.end() for match in re.finditer(r"\s+", prefix))]
    found: list[str] = []
    for start in starts:  # the longest rest of the text that something begins with comes first
        head, rest = prefix[:start], prefix[start:]
        if rest:
            offers = (*names, *WORDS, *albums)
            found += [head + offer for offer in offers if offer.casefold().startswith(rest.casefold())]
    return list(dict.fromkeys(found))[:MOST_COMPLETIONS]


def describe(query: Query, people: Sequence[Person]) -> str:
    """The query in words, for the head of a page: "Anna and Bob, without Carl, 1950 to 1960"."""
    names = {person.id: person.label for person in people}
    named = [" and ".join(names.get(each, str(each)) for each in query.all_of)]
    named += [" or ".join(names.get(each, str(each)) for each in query.any_of)]
    parts = [" with ".join(part for part in named if part)]
    if query.exactly:
        parts = [f"only {parts[0]}" if parts[0] else "nobody"]
    without = " and ".join(names.get(each, str(each)) for each in query.none_of)
    parts += [f"without {without}" if without else ""]
    parts += [_span_words(query.since, query.until)]
    flags = (
        (query.unknown_faces, "with faces nobody named"),
        (query.restorable, "that restoring may help"),
        (query.restored, "restored"),
        (query.offline, "offline"),
        (query.min_quality is not None, f"faces of quality {query.min_quality} and more"),
        (query.max_quality is not None, f"faces of quality {query.max_quality} and less"),
        (bool(query.text), f"“{query.text}”"),
    )
    parts += [words for said, words in flags if said]
    return ", ".join(part for part in parts if part) or "all photos"


def _span_words(since: date | None, until: date | None) -> str:
    if since is None or until is None:
        if since is None and until is None:
            return ""
        return f"until {until}" if since is None else f"since {since}"
    whole = (since.month, since.day, until.month, until.day) == (1, 1, 12, 31)
    if whole:
        return str(since.year) if since.year == until.year else f"{since.year} to {until.year}"
    return f"{since} to {until}"


def _days(span: re.Match[str]) -> tuple[date | None, date | None]:
    first, last, first_year, last_year, single = span.groups()
    if single is not None:
        return _first_day(single), _last_day(single)
    start, end = first or first_year, last or last_year
    if start and end and _first_day(start) > _last_day(end):
        start, end = end, start
    return (_first_day(start) if start else None), (_last_day(end) if end else None)


def _first_day(text: str) -> date:
    """The first day of a year, a month or a day."""
    try:
        year, month, day = [*(int(part) for part in text.split("-")), 1, 1][:3]
        return date(year, month, day)
    except ValueError as error:
        raise SettingsError(
            "“{text}” is not a date; write 1950, 1950-06 or 1950-06-30.", text=text
        ) from error


def _last_day(text: str) -> date:
    first = _first_day(text)
    match text.count("-"):
        case 0:
            return date(first.year, 12, 31)
        case 1:
            return first.replace(day=monthrange(first.year, first.month)[1])
    return first


def _days_on(day: date, days: int) -> date:
    """Some days later, where the calendar goes on."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))
