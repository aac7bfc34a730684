"""A desk with painted photographs that gain from a restoration, and a restorer that paints.

Ann and Ben have two good photos and two damaged prints each; on the group photo are Ann, Ben and
a stranger, all damaged.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from core.app import App
from core.domain.face import Box, Face, FaceState
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.paths import LibraryPaths
from core.progress import Progress
from core.services.indexing import index_folders
from core.settings import Settings
from tests.core.services.restoring_setup import (
    ANN,
    BEN,
    SIDE,
    PaintingRestorer,
    faded,
    index_family,
    write_family,
)
from tests.desktop.conftest import Desk
from tests.desktop.page_contexts import page_context
from tests.fakes import FakeAnalyzer, FakeEmbedder

STRANGER = (60, 160, 60)


class PaintedDesk(Desk):
    """A desk that knows who is on which photo."""

    @property
    def restorer(self) -> PaintingRestorer:
        restorer = self.context.app.restorer()
        assert isinstance(restorer, PaintingRestorer)
        return restorer

    def faces(self, file: str) -> list[Face]:
        """Faces of a file from left to right."""
        with self.library.snapshot() as tx:
            [photo] = [each for each in tx.photos.all() if each.name == file]
            return sorted(tx.faces.of_photo(photo.id), key=lambda face: face.box.x)

    def person(self, name: str) -> int:
        with self.library.snapshot() as tx:
            found = tx.people.find(name)
        assert found is not None
        return found.id


@pytest.fixture(scope="session", name="painted_library")
def write_painted_library(tmp_path_factory: pytest.TempPathFactory, shared_decoder: Decoder) -> Path:
    """Indexed and named once; to be copied, not changed."""
    root = tmp_path_factory.mktemp("painted")
    write_family(root / "photos")
    (root / "group").mkdir()
    strip = np.concatenate([np.full((SIDE, SIDE, 3), faded(each)) for each in (ANN, BEN, STRANGER)], axis=1)
    Image.fromarray(strip.astype(np.uint8)).save(root / "group" / "group.png")
    three = FakeAnalyzer(lambda _: [Box(40 + number * SIDE, 40, 80, 80) for number in range(3)])
    with Library.open(LibraryPaths(root / "library")) as library:
        family = index_family(library, shared_decoder, root / "photos")
        index_folders(library, shared_decoder, three, [root / "group"], Progress())
        with library.transaction() as tx:
            [photo] = [each for each in tx.photos.all() if each.name == "group.png"]
            faces = sorted(tx.faces.of_photo(photo.id), key=lambda face: face.box.x)
            for face, person in zip(faces, (family.ann, family.ben), strict=False):
                tx.people.assign(face.id, person, FaceState.CONFIRMED)
    return root / "library"


@pytest.fixture(name="painted")
def painted_desk(
    painted_library: Path, tmp_path: Path, shared_decoder: Decoder, qtbot: QtBot
) -> Iterator[PaintedDesk]:
    """Pages open here; the models are a painter and a judge of colours."""
    shutil.copytree(painted_library, tmp_path / "library")
    app = App.open(Settings(references=1), tmp_path / "library")
    app._decoder = shared_decoder
    app.models._analyzer, app.models._judge = FakeAnalyzer(), FakeEmbedder()
    app.models._restorers["lite"] = PaintingRestorer()
    with page_context(app, lambda settings: setattr(app, "settings", settings)) as context:
        yield PaintedDesk(context, qtbot)
    app._decoder = None
    app.close()
