"""The photographs of a place as the grid shows them: numbers, order, sections and marks, all at once."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntFlag, StrEnum
from itertools import groupby
from operator import itemgetter

from core.domain.search import Query
from core.imaging.thumbnails import ThumbnailStore
from core.library.grid import DatedPhoto
from core.library.library import Library, Transaction
from core.services.browsing import thumbnail_bytes
from core.services.searching import search_photos

SPARSE = 6
"""With fewer photos a month than this, years make better sections."""


class Sort(StrEnum):
    NEWEST = "newest"
    OLDEST = "oldest"
    NAME = "name"
    ADDED = "added"
    """The newest in the library first."""


class Mark(IntFlag):
    """What a grid says of a photo beside its picture."""

    OFFLINE = 1
    RESTORED = 2
    TROUBLED = 4
    """Something about it could not be read; the inspector says what."""


@dataclass(frozen=True)
class PhotoFilter:
    """Only photos for which all of this holds; the default holds for every photo."""

    person: int = 0
    """Who is in the photo, 0 for anybody."""
    since: int = 0
    """First year, 0 for no limit."""
    until: int = 0
    """Last year, included."""
    unknown_faces: bool = False
    restorable: bool = False
    restored: bool = False
    offline: bool = False


@dataclass(frozen=True)
class GridRequest:
    """What to show: a kind of place (see `ridfr_desktop.navigation.Place`), its order and a filter."""

    kind: str
    id: int = 0
    text: str = ""
    sort: Sort = Sort.NEWEST
    filter: PhotoFilter | None = None


@dataclass(frozen=True)
class GridSection:
    """Photos of one period that follow one another."""

    period: str
    """"1958", "1958-06", or "" for those without a date."""
    count: int


@dataclass(frozen=True)
class GridPhotos:
    """Equally long columns, in the order they are shown."""

    name: str
    """Of the folder or album; empty for other places."""
    ids: tuple[int, ...]
    taken: tuple[str | None, ...]
    """ISO 8601 as the camera wrote it."""
    marks: bytes
    """One `Mark` each."""
    sections: tuple[GridSection, ...]
    rows: dict[int, int]
    """Where each photo is, by its number."""
    by_hand: bool = False
    """An album that the user fills."""


def open_grid(library: Library, request: GridRequest) -> GridPhotos:
    """The photos of a place, sorted and in sections.

    Raises:
        LibraryError: no such folder or album.
        SettingsError: the words of a search cannot be understood.
    """
    found = _found(library, request)
    with library.snapshot() as tx:
        name, inside, by_hand = _inside(tx, request)
        if found is not None:
            inside = found if inside is None else found.intersection(inside)
        rows = _sorted(tx, inside, request.sort)
        ids = tuple(row[0] for row in rows)
        marks = _marks(ids, tx.grid.offline(), tx.grid.restored(), tx.grid.troubled())
    taken = tuple(row[1] for row in rows)
    dated = request.sort in {Sort.NEWEST, Sort.OLDEST}
    sections = _sections(taken) if dated else ()
    return GridPhotos(
        name, ids, taken, marks, sections, dict(zip(ids, range(len(ids)), strict=True)), by_hand
    )


def grid_thumbnail(library: Library, store: ThumbnailStore, photo_id: int) -> bytes | None:
    """The stored JPEG thumbnail of a photo, or None when there is none yet."""
    with library.snapshot() as tx:
        digest = tx.grid.digest(photo_id)
    return None if digest is None else thumbnail_bytes(store, digest)


def _inside(tx: Transaction, request: GridRequest) -> tuple[str, Collection[int] | None, bool]:
    """Name and photos of a place, None for all; and whether it is an album filled by hand."""
    match request.kind:
        case "restored":
            return "", tx.grid.restored(), False
        case "offline":
            return "", tx.grid.offline(), False
        case "folder":
            folder = tx.folders.get(request.id)
            return folder.path.name or str(folder.path), tx.photos.under(folder.path), False
        case "album":
            album = tx.albums.get(request.id)
            return album.name, tx.albums.photo_ids(request.id), not album.rule
    return "", None, False


def _found(library: Library, request: GridRequest) -> frozenset[int] | None:
    """What a search or a filter lets through, None for everything."""
    queries: list[Query | str] = []
    if request.kind == "search":
        queries.append(request.text)
    if request.kind == "restorable":
        queries.append(Query(restorable=True))
    if request.filter is not None:
        queries.append(_query_of(request.filter))
    found = [frozenset(search_photos(library, query)) for query in queries]
    return frozenset.intersection(*found) if found else None


def _query_of(wanted: PhotoFilter) -> Query:
    return Query(
        all_of=(wanted.person,) if wanted.person else (),
        since=date(wanted.since, 1, 1) if wanted.since else None,
        until=date(wanted.until, 12, 31) if wanted.until else None,
        unknown_faces=wanted.unknown_faces,
        restorable=wanted.restorable,
        restored=wanted.restored,
        offline=wanted.offline,
    )


def _sorted(tx: Transaction, inside: Collection[int] | None, sort: Sort) -> list[DatedPhoto]:
    newest = sort is Sort.NEWEST
    rows = tx.grid.by_date(newest_first=newest) if inside is None else tx.grid.of(inside)
    match sort:
        case Sort.ADDED:
            rows.sort(reverse=True, key=itemgetter(0))
        case Sort.NAME:
            paths = tx.grid.paths()
            rows.sort(key=lambda row: _name_key(paths.get(row[0], b"")))
        case Sort.NEWEST if inside is not None:
            rows.sort(key=lambda row: (row[1] or "", row[0]), reverse=True)
        case Sort.OLDEST if inside is not None:
            rows.sort(key=lambda row: (row[1] is None, row[1] or "", row[0]))
    return rows


def _name_key(relative: bytes) -> tuple[str, bytes]:
    return os.fsdecode(relative).rpartition("/")[2].casefold(), relative


def _marks(ids: Sequence[int], *marked: Collection[int]) -> bytes:
    offline, restored, troubled = marked
    if not (offline or restored or troubled):
        return bytes(len(ids))
    return bytes(
        (each in offline) * Mark.OFFLINE
        | (each in restored) * Mark.RESTORED
        | (each in troubled) * Mark.TROUBLED
        for each in ids
    )


def _sections(taken: Sequence[str | None]) -> tuple[GridSection, ...]:
    """By month, or by year where months would hold only a few photos each."""
    months = _grouped([day[:7] if day else "" for day in taken])
    if len(taken) >= SPARSE * len(months):
        return months
    return _grouped([day[:4] if day else "" for day in taken])


def _grouped(periods: Sequence[str]) -> tuple[GridSection, ...]:
    return tuple(GridSection(period, len(list(group))) for period, group in groupby(periods))
