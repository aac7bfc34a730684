"""Restorers of full size through the composition root: tiny files, the shipped list of packs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.app import Models
from core.domain.recipe import RestoreRecipe
from core.errors import WeightsError
from core.progress import Progress
from core.restoration.restorer import RestoreRequest
from core.settings import Settings
from core.weights.registry import Pack, read_packs
from core.weights.store import PackStore
from tests.core.restoration.ridfr.sd15_files import shrink, write_content, write_parts

PARTS = ("sd15-base", "faceid-plusv2", "clip-vit-h", "controlnet-tile")


@pytest.fixture(autouse=True)
def _tiny() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        shrink(patch)
        yield


def unpinned(pack: Pack) -> Pack:
    """The pack for tiny files: their hashes are recorded; ArcFace has no tiny form."""
    files = tuple(replace(file, sha256="", size=None) for file in pack.files)
    requires = tuple(group for group in pack.requires if group != ("buffalo_l",))
    return replace(pack, files=files, requires=requires)


@pytest.fixture
def models(tmp_path: Path) -> Models:
    packs = [unpinned(pack) if pack.kind != "face" else pack for pack in read_packs()]
    return Models(Settings(threads=1), PackStore(tmp_path / "packs", packs=packs))


def request(name: str) -> RestoreRequest:
    crop = np.random.default_rng(0).integers(0, 256, (512, 512, 3)).astype(np.uint8)
    return RestoreRequest(crop, (), RestoreRecipe(restorer=name, steps=1))


def test_a_restorer_without_its_parts_says_what_to_download(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="ridfr packs download sd15-base"):
        Models(Settings(), PackStore(tmp_path)).restorer("sd15-tile")


def test_installed_parts_make_both_restorers(models: Models, tmp_path: Path) -> None:
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    write_parts(downloads)
    for name in PARTS:
        models.packs.add(name, downloads)
    models.packs.add("sd15", write_content(tmp_path / "export", "pixels"))
    models.prepare("sd15")
    assert (models.packs.folder / "computed" / "sd15_constants.safetensors").is_file()
    for name in ("sd15", "sd15-tile"):
        restorer = models.restorer(name)
        assert restorer.spec.name == name
        assert restorer.restore([request(name)], Progress()).crops[0].shape == (512, 512, 3)
    with pytest.raises(WeightsError, match="buffalo_l"):
        restorer.encode_reference(np.zeros((224, 224, 3), np.uint8))
