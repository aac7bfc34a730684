"""One run of `ridfr bench people`."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.analysis.analyzer import FaceEmbedder
from core.benchmarks.people_corpus import DIMENSIONS, LabelledFaces, hard_faces
from core.benchmarks.people_crops import CropFaces, read_crops
from core.benchmarks.people_library import ReactionRow, reactions
from core.benchmarks.people_quality import QualityRow, compare
from core.benchmarks.people_scale import AddingRow, ScaleRow, options_for, scale
from core.clustering.options import GroupOptions
from core.progress import Progress

PARTS = ("quality", "scale", "reactions")
_SYNTHETIC = 3000
"""Hard synthetic faces in the table of quality; Chinese whispers takes minutes for more."""


@dataclass(frozen=True)
class PeopleSettings:
    """What to measure."""

    parts: tuple[str, ...] = PARTS
    faces: Path | None = None
    """Folder of labelled crops; without one, quality is that on synthetic faces."""
    sizes: tuple[int, ...] = (10_000,)
    peers_to: int = 3000
    """Size up to which the peers run too; they are quadratic."""
    dimensions: int = DIMENSIONS
    added: int = 1000
    library_faces: int = 100_000
    of_one: int = 11_000
    rounds: int = 5


@dataclass(frozen=True)
class PeopleReport:
    """Everything one run says."""

    quality: tuple[QualityRow, ...]
    scale: tuple[ScaleRow, ...]
    adding: tuple[AddingRow, ...]
    reactions: tuple[ReactionRow, ...]
    seconds: float


def run_people_benchmarks(
    settings: PeopleSettings, embedder: Callable[[], FaceEmbedder], cache: Path, progress: Progress
) -> PeopleReport:
    """Measure the parts that `settings` names; crops are embedded once and remembered in `cache`.

    Raises:
        SettingsError: the folder of faces holds no labelled crops.
        Cancelled: the user asked to stop.
    """
    started = time.monotonic()
    quality: list[QualityRow] = []
    sizes: tuple[list[ScaleRow], list[AddingRow]] = ([], [])
    reacted: list[ReactionRow] = []
    if "quality" in settings.parts:
        quality = _quality(settings, embedder, cache, progress.between(0.0, 0.4))
    if "scale" in settings.parts:
        sizes = scale(
            settings.sizes,
            peers_to=settings.peers_to,
            dimensions=settings.dimensions,
            added=settings.added,
            progress=progress.between(0.4, 0.8),
        )
    if "reactions" in settings.parts:
        progress(0.8, f"Building a library of {settings.library_faces} faces")
        with tempfile.TemporaryDirectory(prefix="ridfr-bench-") as scratch:
            folder = Path(scratch) / "library"
            reacted = reactions(folder, settings.library_faces, settings.of_one, settings.rounds)
    seconds = time.monotonic() - started
    return PeopleReport(tuple(quality), tuple(sizes[0]), tuple(sizes[1]), tuple(reacted), seconds)


def _quality(
    settings: PeopleSettings, embedder: Callable[[], FaceEmbedder], cache: Path, progress: Progress
) -> list[QualityRow]:
    if settings.faces is None:
        faces = hard_faces(_SYNTHETIC, dimensions=settings.dimensions)
        return compare("hard synthetic", faces, options_for(settings.dimensions), progress)
    model = embedder()
    crops = read_crops(settings.faces, model, cache, progress.between(0.0, 0.5))
    options = GroupOptions.of_embedder(model.name, model.same_person, model.impostor)
    sets = _sets(crops)
    rows = []
    for number, (name, faces) in enumerate(sets):
        rows.extend(compare(name, faces, options, progress.between(0.5, 1.0).part(number, len(sets))))
    return rows


def _sets(crops: CropFaces) -> list[tuple[str, LabelledFaces]]:
    """All people, those of LFW, and those of families, the hard case."""
    chosen: Sequence[tuple[str, list[bool]]] = [
        ("all people", [True] * len(crops.sources)),
        ("LFW", [source == "lfw" for source in crops.sources]),
        ("families", [bool(family) for family in crops.families]),
    ]
    return [(name, crops.chosen(keep)) for name, keep in chosen if sum(keep) > 1]
