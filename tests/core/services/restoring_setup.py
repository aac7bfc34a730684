"""A small family of painted photographs, and a restorer that gives faces their person's colour.

`FakeEmbedder` tells people by the colour of the nose: a damaged print has another tint, and the
restorer brings back the colour of the references.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image

from core.domain.face import Face, FaceState
from core.domain.recipe import ExecutionPlan
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.progress import Progress
from core.restoration.restorer import RestoredFaces, RestoreRequest
from core.services.indexing import index_folders
from core.services.restoring import RestoreTools
from tests.fakes import FakeAnalyzer, FakeEmbedder, FakeRestorer

PLAN = ExecutionPlan(device="cpu", dtype="float32", batch_size=4, threads=1)
SIDE = 160
ANN, BEN = (200, 40, 40), (40, 60, 200)
FADED = 24
"""Levels that a damaged print has lost."""


GATE_SECONDS = 120.0
"""A test that forgot to open its gate fails by then."""


def open_gate() -> threading.Event:
    gate = threading.Event()
    gate.set()
    return gate


@dataclass
class PaintingRestorer(FakeRestorer):
    """Shifts each crop to the mean colour of its references; `drift` paints somebody else.

    It begins a batch only while `gate` is set, and says with `begun` that it stands there.
    """

    drift: bool = False
    seconds: float = 0.0
    gate: threading.Event = field(default_factory=open_gate)
    begun: threading.Event = field(default_factory=threading.Event)
    batches: list[int] = field(default_factory=list)

    def restore(self, requests: Sequence[RestoreRequest], progress: Progress) -> RestoredFaces:
        self.batches.append(len(requests))
        self.begun.set()
        assert self.gate.wait(GATE_SECONDS)
        time.sleep(self.seconds)
        crops = []
        for request in progress.over(requests, "step"):
            self.restored += 1
            colours = [each.tokens[0].astype(np.float64) for each in request.references]
            wanted = np.mean(colours, axis=0) if colours else np.full(3, 128.0)
            wanted = 255 - wanted if self.drift else wanted
            shift = wanted - request.crop.reshape(-1, 3).mean(axis=0)
            crops.append(np.clip(np.rint(request.crop + shift), 0, 255).astype(np.uint8))
        return RestoredFaces(tuple(crops), PLAN)


def paint(path: Path, colour: tuple[int, int, int], *, mark: int = 0, side: int = SIDE) -> Path:
    """A photograph of somebody of this colour; `mark` makes it unlike all others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.full((side, side, 3), colour, dtype=np.uint8)
    pixels[0, :3] = [(mark >> shift) & 255 for shift in (0, 8, 16)]
    Image.fromarray(pixels).save(path, format="PNG")
    return path


def faded(colour: tuple[int, int, int]) -> tuple[int, int, int]:
    red, green, blue = (max(level - FADED, 0) for level in colour)
    return red, green, blue


def write_family(folder: Path, prints: int = 2) -> None:
    """Two good photos of Ann and of Ben, and `prints` damaged ones of each."""
    for name, colour in (("ann", ANN), ("ben", BEN)):
        for number in range(2):
            paint(folder / f"{name} {number}.png", colour, mark=ord(name[0]) + number)
        for number in range(prints):
            paint(
                folder / f"{name} print {number}.png", faded(colour), mark=1000 + ord(name[0]) + 10 * number
            )


@dataclass(frozen=True)
class Family:
    """What is in the library after `index_family`; faces by the name of their file."""

    ann: int
    ben: int
    faces: dict[str, Face]

    def prints(self, name: str = "") -> list[int]:
        """Faces on damaged prints, in the order of the file names."""
        return [
            face.id for file, face in sorted(self.faces.items()) if file.startswith(name) and "print" in file
        ]


def index_family(library: Library, decoder: Decoder, folder: Path) -> Family:
    """Index the folder and confirm everybody by the name of the file."""
    index_folders(library, decoder, FakeAnalyzer(), [folder], Progress())
    with library.transaction() as tx:
        people = {name: tx.people.find(name) for name in ("Ann", "Ben")}
        ids = {name: known.id if known else tx.people.create(name) for name, known in people.items()}
        for photo in tx.photos.all():
            name = photo.path.stem.split()[0].title()
            for face in tx.faces.of_photo(photo.id):
                if face.person_id is None and name in ids:
                    tx.people.assign(face.id, ids[name], FaceState.CONFIRMED)
    return read_family(library)


def read_family(library: Library) -> Family:
    """The family as the library has it now."""
    with library.snapshot() as tx:
        ann, ben = tx.people.find("Ann"), tx.people.find("Ben")
        assert ann is not None
        assert ben is not None
        faces = {photo.path.name: tx.faces.of_photo(photo.id)[0] for photo in tx.photos.all()}
    return Family(ann.id, ben.id, faces)


def painting_tools(decoder: Decoder, *, batch_size: int = 4, **manner: object) -> RestoreTools:
    """Tools whose restorer paints; `manner` goes to `PaintingRestorer`."""
    restorer = PaintingRestorer(**manner)  # type: ignore[arg-type]
    return RestoreTools(restorer, FakeEmbedder(), decoder, batch_size)


def manifest(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Modification time and bytes of every file: originals must be the same afterwards."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
