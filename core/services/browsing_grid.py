"""The photographs of a place as the grid shows them: numbers, order, sections and marks, all at once."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntFlag, StrEnum
from functools import partial
from operator import itemgetter

from core.domain.photo import UnreadableFile
from core.domain.search import Query
from core.imaging.thumbnails import ThumbnailStore
from core.library.grid import DatedPhotos
from core.library.library import Library, Transaction
from core.services.browsing import thumbnail_bytes
from core.services.searching import search_photos

UNREADABLE = "unreadable"
"""Period of the section of files that could not be read."""
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
    UNREADABLE = 8
    """Not a photo yet, but a file that could not be read at all."""


@dataclass(frozen=True)
class PhotoFilter:
    """Only photos for which all of this holds; the default holds for every photo."""

    person: int = 0
    """Who is in the photo, 0 for anybody."""
    since: int = 0
    """First year, 0 for no limit."""
    until: int = 0
    """Last year, included."""
    folder: int = 0
    """Number of the folder they lie in or below, 0 for all."""
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
    """"1958", "1958-06", "" for those without a date, or `UNREADABLE`."""
    count: int


@dataclass(frozen=True)
class GridPhotos:
    """Equally long columns, in the order they are shown; files that could not be read at the end."""

    name: str
    """Of the folder or album; empty for other places."""
    ids: tuple[int, ...]
    """Of photos; of an unreadable file less than 0, a key of `unreadable`."""
    taken: tuple[str | None, ...]
    """ISO 8601 as the camera wrote it."""
    marks: bytes
    """One `Mark` each."""
    sections: tuple[GridSection, ...]
    rows: dict[int, int]
    """Where each photo is, by its number."""
    by_hand: bool = False
    """An album that the user fills."""
    unreadable: Mapping[int, UnreadableFile] = field(default_factory=dict)

    @property
    def photos(self) -> tuple[int, ...]:
        """Numbers of the photos, without the unreadable files."""
        return self.ids[: len(self.ids) - len(self.unreadable)]


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
        numbers, taken_at = _sorted(tx, inside, request.sort)
        ids, taken = tuple(numbers), tuple(taken_at)
        marks = _marks(ids, tx.grid.offline(), tx.grid.restored(), tx.grid.troubled())
        unreadable = {-each.id: each for each in _unreadable(tx, request)}
    dated = request.sort in {Sort.NEWEST, Sort.OLDEST}
    sections = _sections(taken) if dated else ()
    if unreadable:
        ids, taken = (*ids, *unreadable), (*taken, *(None for _ in unreadable))
        marks += bytes([Mark.UNREADABLE]) * len(unreadable)
        sections = (*sections, GridSection(UNREADABLE, len(unreadable))) if dated else ()
    rows_of = dict(zip(ids, range(len(ids)), strict=True))
    return GridPhotos(name, ids, taken, marks, sections, rows_of, by_hand, unreadable)


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


def _unreadable(tx: Transaction, request: GridRequest) -> list[UnreadableFile]:
    """Files of a place that could not be read: shown where a folder is shown as it is."""
    if request.filter is not None or request.kind not in {"all", "folder"}:
        return []
    found = tx.grid.unreadable()
    if request.kind == "folder" and found:
        folder = tx.folders.get(request.id).path
        found = [each for each in found if each.path.is_relative_to(folder)]
    return found


def _found(library: Library, request: GridRequest) -> frozenset[int] | None:
    """What a search or a filter lets through, None for everything."""
    queries: list[Query | str] = []
    if request.kind == "search":
        queries.append(request.text)
    if request.kind == "restorable":
        queries.append(Query(restorable=True))
    if request.filter is not None:
        queries.append(_query_of(library, request.filter))
    found = [frozenset(search_photos(library, query)) for query in queries]
    return frozenset.intersection(*found) if found else None


def _query_of(library: Library, wanted: PhotoFilter) -> Query:
    folder = None
    if wanted.folder:
        with library.snapshot() as tx:
            folder = tx.folders.get(wanted.folder).path
    return Query(
        folder=folder,
        all_of=(wanted.person,) if wanted.person else (),
        since=date(wanted.since, 1, 1) if wanted.since else None,
        until=date(wanted.until, 12, 31) if wanted.until else None,
        unknown_faces=wanted.unknown_faces,
        restorable=wanted.restorable,
        restored=wanted.restored,
        offline=wanted.offline,
    )


def _sorted(tx: Transaction, inside: Collection[int] | None, sort: Sort) -> DatedPhotos:
    if inside is None and sort in {Sort.NEWEST, Sort.OLDEST}:
        return tx.grid.by_date(newest_first=sort is Sort.NEWEST)
    rows = list(zip(*tx.grid.by_date(), strict=True)) if inside is None else tx.grid.of(inside)
    match sort:
        case Sort.ADDED:
            rows.sort(reverse=True, key=itemgetter(0))
        case Sort.NAME:
            paths = tx.grid.paths()
            rows.sort(key=lambda row: _name_key(paths.get(row[0], b"")))
        case Sort.NEWEST:
            rows.sort(key=lambda row: (row[1] or "", row[0]), reverse=True)
        case Sort.OLDEST:
            rows.sort(key=lambda row: (row[1] is None, row[1] or "", row[0]))
    return [row[0] for row in rows], [row[1] for row in rows]


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
    """By month, or by year where months would hold only a few photos each; `taken` is in order."""
    months = _grouped(taken, len("1958-06"))
    return months if len(taken) >= SPARSE * len(months) else _grouped(taken, len("1958"))


def _grouped(taken: Sequence[str | None], length: int) -> tuple[GridSection, ...]:
    """Photos whose dates begin alike, each end found by halving: most photos are never looked at."""
    sections: list[GridSection] = []
    first, everything = 0, range(len(taken))
    while first < len(taken):
        period = (taken[first] or "")[:length]
        other = partial(_begins_otherwise, taken, period)
        end = bisect_left(everything, True, lo=first, key=other)
        sections.append(GridSection(period, end - first))
        first = end
    return tuple(sections)


def _begins_otherwise(taken: Sequence[str | None], period: str, row: int) -> bool:
    return (taken[row] or "")[: len(period)] != period if period else bool(taken[row])
