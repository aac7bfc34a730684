"""A real face with the real face pack: found, restored, judged, pasted back and exported.

The restorer stands in for a perfect one: its reference is an undamaged print of the same
photograph, and it gives that face back. What is tested is everything around it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from core.analysis.analyzer import FaceAnalyzer
from core.app import Models
from core.domain.face import Face, FaceState
from core.domain.recipe import RestoreRecipe
from core.domain.restoration import Likeness, Version
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.paths import packs_folder
from core.progress import Progress
from core.restoration.restorer import Crop, IdentityTokens, RestoredFaces, RestoreRequest
from core.services.exporting import ExportOptions, export_photos
from core.services.indexing import index_folders
from core.services.restoring import RestoreTools, restore_faces
from core.settings import Settings
from core.weights.store import PackStore
from tests.core.services.restoring_setup import PLAN, manifest
from tests.fakes import FakeRestorer

SHRINK = 2
Picture = NDArray[np.uint8]


@dataclass
class ReferenceItself(FakeRestorer):
    """Its tokens are the reference's pixels, which are the result."""

    def encode_reference(self, crop: Crop) -> IdentityTokens:
        return crop.reshape(-1, 3).astype(np.float16)

    def restore(self, requests: Sequence[RestoreRequest], progress: Progress) -> RestoredFaces:
        tokens = [request.references[0].tokens for request in progress.over(requests)]
        side = self.spec.template.size
        crops = [each.astype(np.uint8).reshape(side, side, 3) for each in tokens]
        return RestoredFaces(tuple(crops), PLAN)


@pytest.fixture(scope="module")
def analyzer() -> FaceAnalyzer:
    return Models(Settings(), PackStore(packs_folder())).analyzer()


@pytest.fixture
def decoder(tmp_path: Path) -> Iterator[Decoder]:
    with Decoder(tmp_path / "decoding.json") as running:
        yield running


def damaged(picture: Picture, *, sepia: bool = False, turn: int = 0) -> bytes:
    """A print of half the size: blurred, noisy, JPEG; faded to brown, or lying on its side."""
    height, width = picture.shape[0] // SHRINK, picture.shape[1] // SHRINK
    small = Image.fromarray(picture).resize((width, height), Image.Resampling.BOX)
    small = small.filter(ImageFilter.GaussianBlur(1.6))
    if sepia:
        grey = np.asarray(small.convert("L"), dtype=np.float64)[..., None]
        small = Image.fromarray((grey * [1.0, 0.85, 0.65]).astype(np.uint8))
    noise = np.random.default_rng(7).normal(0, 4, (height, width, 3))
    noisy = Image.fromarray(np.clip(np.asarray(small) + noise, 0, 255).astype(np.uint8))
    exif = Image.Exif()
    if turn:
        noisy = noisy.transpose(Image.Transpose.ROTATE_90)
        exif[0x0112] = 6
    packed = io.BytesIO()
    noisy.save(packed, "JPEG", quality=75, exif=exif)
    return packed.getvalue()


@dataclass(frozen=True)
class Album:
    library: Library
    analyzer: FaceAnalyzer
    tools: RestoreTools
    folder: Path

    def faces(self) -> dict[str, Face]:
        with self.library.snapshot() as tx:
            return {photo.path.stem: tx.faces.of_photo(photo.id)[0] for photo in tx.photos.all()}

    def restore(self) -> list[Version]:
        """Confirm everybody and restore the prints."""
        faces = self.faces()
        with self.library.transaction() as tx:
            person = tx.people.create("Eileen")
            for face in faces.values():
                tx.people.assign(face.id, person, FaceState.CONFIRMED)
        prints = [face.id for name, face in faces.items() if name != "good"]
        report = restore_faces(self.library, self.tools, prints, RestoreRecipe(), Progress())
        assert (len(report.restored), report.held, report.problems) == (len(prints), (), ())
        with self.library.snapshot() as tx:
            return [tx.versions.get(each) for each in report.versions]


@pytest.fixture
def album(
    library: Library, analyzer: FaceAnalyzer, decoder: Decoder, tmp_path: Path, astronaut: Picture
) -> Album:
    folder = tmp_path / "album"
    folder.mkdir()
    Image.fromarray(astronaut).save(folder / "good.png")
    (folder / "print.jpg").write_bytes(damaged(astronaut))
    (folder / "brown.jpg").write_bytes(damaged(astronaut, sepia=True))
    (folder / "turned.jpg").write_bytes(damaged(astronaut, turn=90))
    index_folders(library, decoder, analyzer, [folder], Progress())
    return Album(library, analyzer, RestoreTools(ReferenceItself(), analyzer.embedder, decoder), folder)


def test_a_real_face_comes_closer_to_its_person_and_the_original_stays(album: Album) -> None:
    before = manifest(album.folder)
    versions = album.restore()
    assert len(versions) == 3
    with album.library.snapshot() as tx:
        made = [each for version in versions for each in tx.restorations.of_photos(version.photo_id)]
    for restoration in made:
        judged = restoration.judgement
        assert judged is not None
        assert judged.likeness is Likeness.CLOSE
        assert judged.before is not None
        assert judged.after is not None
        assert judged.after > judged.before
    assert manifest(album.folder) == before


def test_the_whole_picture_comes_closer_to_the_good_one(
    album: Album, tmp_path: Path, decoder: Decoder
) -> None:
    album.restore()
    faces = album.faces()
    out = tmp_path / "out"
    ids = [face.photo_id for face in faces.values()]
    report = export_photos(album.library, decoder, ids, ExportOptions(out, template="{stem}"), Progress())
    assert report.written == 3
    good = album.analyzer.analyze(decoder.decode(album.folder / "good.png").pixels)[0].embedding
    for name in ("print", "brown", "turned"):
        damaged_face, restored_face = (
            album.analyzer.analyze(decoder.decode(folder / f"{name}.jpg").pixels)[0].embedding
            for folder in (album.folder, out)
        )
        assert good is not None
        assert damaged_face is not None
        assert restored_face is not None
        assert restored_face @ good > damaged_face @ good + 0.05


def test_a_brown_print_stays_brown(album: Album, decoder: Decoder) -> None:
    album.restore()
    face = album.faces()["brown"]
    with album.library.snapshot() as tx:
        [version] = tx.versions.of_photo(face.photo_id)
    pixels = decoder.decode(album.library.paths.versions / version.file).pixels.astype(np.float64)
    assert face.landmarks is not None
    x, y = (face.landmarks.array[2] * version.scale).astype(int)
    patch = pixels[y - 10 : y + 10, x - 10 : x + 10].reshape(-1, 3).mean(axis=0)
    assert patch[1] / patch[0] == pytest.approx(0.85, abs=0.06)
    assert patch[2] / patch[0] == pytest.approx(0.65, abs=0.06)
