"""What an index run has to do: the folders on disk compared with what the library knows.

Nothing is opened here. A file whose stamp is unchanged costs one `stat` and one comparison; only of
others is more read from the library.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from core.domain.photo import FileStamp, Folder
from core.domain.reports import Problem
from core.errors import UnreadablePhoto
from core.library.library import Library
from core.library.photos import KnownFile
from core.paths import with_home
from core.sentence import Sentence, sentence_from_json
from core.services.folders import add_folder, holding, is_online, reconnect
from core.services.scanning import Scan, path_of, relative_name, scan


@dataclass(frozen=True)
class Scope:
    """A folder of the library, and the part of it to look at."""

    folder: Folder
    start: Path
    """The folder itself, or a folder inside it."""
    online: bool


@dataclass(frozen=True)
class FileTask:
    """A file to read: new, changed, back without its stamp, or not analysed yet."""

    folder: Folder
    relative: bytes
    stamp: FileStamp
    known: KnownFile | None
    sidecar: str = ""
    """Stamp of the metadata file beside it; "" for none."""
    names_only: bool = False
    """Only the metadata file beside it changed: the faces are known, who they are may not be."""

    @property
    def path(self) -> Path:
        return path_of(self.folder.path, self.relative)


@dataclass(frozen=True)
class ScopePlan:
    """The comparison of one scope with the library."""

    seen: int
    tasks: tuple[FileTask, ...]
    unchanged: int
    returned: tuple[int, ...]
    """Ids of locations that were offline and are there again, unchanged."""
    missing: tuple[KnownFile, ...]
    """Known files that are gone from a folder that is there."""
    away: int
    """Number of known files in a folder that is not there itself."""
    problems: tuple[Problem, ...]


def open_scopes(library: Library, folders: Sequence[Path]) -> list[Scope]:
    """The scopes that `folders` stand for, nested folders of the library included.

    A folder new to the library is added; one that it knows but that is not there goes offline.
    No folders stand for all that the library has.

    Raises:
        LibraryError: there is no such folder, and the library does not know it either.
    """
    with library.snapshot() as tx:
        known = tx.folders.all()
    scopes: list[Scope] = []
    for path in folders or [folder.path for folder in known]:
        scope = _scope_of(library, with_home(path).resolve(), known)
        scopes += [scope, *_nested(library, known, scope)]
    return [scope for index, scope in enumerate(scopes) if not _covered(scope, scopes, index)]


def _scope_of(library: Library, path: Path, known: Sequence[Folder]) -> Scope:
    folder = holding(known, path)
    if folder is not None and not is_online(reconnect(library, folder)):
        return Scope(folder, path, online=False)
    return Scope(add_folder(library, path), path, online=True)


def _covered(scope: Scope, scopes: Sequence[Scope], index: int) -> bool:
    """Whether another scope looks at all of this one anyway; of two equal ones the first stays."""
    others = [other for other in scopes if other.folder.id == scope.folder.id]
    inside = any(other.start in scope.start.parents for other in others)
    return inside or any(other.start == scope.start for other in scopes[:index])


def _nested(library: Library, known: Sequence[Folder], scope: Scope) -> list[Scope]:
    """Folders of the library inside a scope: walked on their own, so no file has two places."""
    others = [folder for folder in known if folder.id != scope.folder.id]
    inside = [folder for folder in others if scope.start in folder.path.parents]
    return [Scope(folder, folder.path, is_online(reconnect(library, folder))) for folder in inside]


def plan_scope(library: Library, scope: Scope, *, outdated: Set[int], retry: bool) -> ScopePlan:
    """Compare a scope with the library.

    `outdated` are the photos that have to be analysed (again); `retry` reads files again that
    could not be read before.
    """
    with library.snapshot() as tx:
        known_stamps = tx.photos.stamps(scope.folder.id)
        others = [folder.path for folder in tx.folders.all() if folder.id != scope.folder.id]
    stamps = _within(known_stamps, relative_name(scope.folder.path, scope.start))
    if not scope.online:
        return ScopePlan(0, (), 0, (), (), len(stamps), (_offline_problem(scope.folder),))
    inner = [path for path in others if scope.start in path.parents]
    found = scan(scope.folder.path, start=scope.start, leave_out=frozenset([library.paths.root, *inner]))
    names = _to_look_at(found, stamps, everything=bool(outdated))
    # Nothing is known of new files; all by their folder come faster than all by their names.
    asked = None if outdated else [name for name in names if name in stamps]
    with library.snapshot() as tx:
        known = tx.photos.known_files(scope.folder.id, asked)
    return _compare(scope.folder, found, {name: known.get(name) for name in names}, outdated, retry)


def _to_look_at(found: Scan, stamps: Mapping[bytes, str | None], *, everything: bool) -> list[bytes]:
    """Files of which more has to be known than that they are as they were, in the order of the walk.

    Those that are gone come last, by name.
    """
    gone = sorted(stamps.keys() - found.files.keys())
    if everything:
        return [*found.files, *gone]
    beside = found.sidecars
    return [name for name, stamp in found.files.items() if stamps.get(name) != stamp or name in beside] + gone


def _compare(
    folder: Folder, found: Scan, known: Mapping[bytes, KnownFile | None], outdated: Set[int], retry: bool
) -> ScopePlan:
    """`known` has every file that may have changed or gone; what was found beside them is unchanged."""
    tasks: list[FileTask] = []
    returned: list[int] = []
    missing: list[KnownFile] = []
    problems = list(found.problems)
    asked: set[int] = set()
    for name, before in known.items():
        if name not in found.files:
            if before is not None and found.covers(name):
                missing.append(before)
            continue
        stamp, sidecar = found.files[name], found.sidecars.get(name, "")
        task = FileTask(folder, name, FileStamp.from_text(stamp), before, sidecar)
        if before is None or before.stamp_text != stamp or (before.problem and retry):
            tasks.append(task)
            continue
        if not before.online:
            returned.append(before.location_id)
        if before.problem:
            problems.append(_remembered(task.path, before.problem))
        elif before.photo_id is not None and before.photo_id in outdated and before.photo_id not in asked:
            asked.add(before.photo_id)  # its other copies show the same
            tasks.append(task)
        elif before.sidecar != sidecar:
            tasks.append(replace(task, names_only=True))
    seen = len(found.files)
    return ScopePlan(
        seen, tuple(tasks), seen - len(tasks), tuple(returned), tuple(missing), 0, tuple(problems)
    )


def _within(stamps: Mapping[bytes, str | None], base: bytes) -> Mapping[bytes, str | None]:
    if not base:
        return stamps
    return {name: stamp for name, stamp in stamps.items() if name.startswith(base + b"/")}


def _offline_problem(folder: Folder) -> Problem:
    if folder.path.is_dir():
        message = Sentence(
            "Another drive is connected at this place; its photos wait offline until their own is back."
        )
    else:
        message = Sentence(
            "The folder is not there; its photos wait offline until its drive is connected again."
        )
    return Problem(str(folder.path), "Folder offline", message)


def _remembered(path: Path, problem: str) -> Problem:
    return Problem(str(path), UnreadablePhoto.title, sentence_from_json(problem))
