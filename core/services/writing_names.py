"""Confirmed names written beside the photos, where other programs read them; only when asked.

Names go into sidecars (`photo.jpg.xmp`), never into a photo.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.reports import Problem
from core.errors import PhotoError
from core.imaging.sidecars import write_sidecar
from core.library.library import Library
from core.progress import Progress
from core.sentence import Sentence
from core.services.export_subjects import read_subject
from core.services.photo_files import name_of


@dataclass(frozen=True)
class NamesReport:
    """What was written."""

    written: int
    """Sidecars that are new or changed."""
    unchanged: int
    """Photos without confirmed names, or whose sidecar has them already."""
    problems: tuple[Problem, ...] = ()


def write_names(library: Library, photo_ids: Sequence[int], progress: Progress) -> NamesReport:
    """Write the confirmed names of photos into their sidecars; every copy of a photo gets one.

    Raises:
        LibraryError: there is no such photo.
        Cancelled: the user asked to stop; what was written stays.
    """
    written, unchanged = 0, 0
    problems: list[Problem] = []
    for photo_id in progress.over(photo_ids, "Photo"):
        with library.snapshot() as tx:
            subject = read_subject(tx, photo_id)
        places = [place.path for place in subject.photo.locations if place.online]
        if subject.regions and not places:
            message = Sentence("The drive of this photo is not connected; its names were not written.")
            problems.append(Problem(name_of(subject.photo), "Names not written", message))
        changed = False
        for path in places if subject.regions else ():
            try:
                changed |= write_sidecar(path, subject.photo.facts, subject.regions)
            except PhotoError as error:
                problems.append(Problem.of(error, str(path)))
        written, unchanged = written + changed, unchanged + (not changed)
    return NamesReport(written, unchanged, tuple(problems))
