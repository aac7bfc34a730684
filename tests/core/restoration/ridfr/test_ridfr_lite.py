"""The shipped `lite` on the public-domain astronaut photograph."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from skimage.data import astronaut

from core.analysis.backends import centerface
from core.domain.alignment import LITE_128
from core.domain.recipe import RestoreRecipe
from core.progress import Progress
from core.restoration.restorer import Reference, Restorer, RestoreRequest
from core.restoration.ridfr.loading import load_restorer
from core.weights.store import PackStore
from training.crops import align_crop
from training.degradations import PRESETS, degrade, generator_of
from training.metrics import psnr

LITE = Path(__file__).parents[4] / "resources" / "restorers" / "lite"


@pytest.fixture(scope="module")
def lite() -> Restorer:
    return load_restorer(LITE, threads=1, device="cpu")


@pytest.fixture(scope="module")
def face(tmp_path_factory: pytest.TempPathFactory) -> np.ndarray:
    """The astronaut's face on the restorer's template."""
    pack = PackStore(tmp_path_factory.mktemp("packs")).locate("embedded")
    picture = np.ascontiguousarray(astronaut())
    found = centerface.load(pack.path("centerface.onnx"), threads=1, device="cpu").detect(picture)[0]
    points = tuple((float(x), float(y)) for x, y in found.landmarks.array)
    return np.ascontiguousarray(align_crop(picture, points, LITE_128)[..., :3])


def test_the_shipped_restorer_is_small_and_says_what_it_may_be_used_for(lite: Restorer) -> None:
    assert lite.spec.parameters <= 28_000_000
    assert sum(file.stat().st_size for file in LITE.iterdir()) <= 60_000_000
    assert "not commercial" in lite.spec.licence
    assert lite.spec.weights in (LITE / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("preset", ["moderate", "severe"])
def test_a_damaged_face_comes_back_nearer_to_the_truth(lite: Restorer, face: np.ndarray, preset: str) -> None:
    whole = np.ones(face.shape[:2], dtype=bool)
    reference = Reference(lite.encode_reference(face))
    damaged = [degrade(face, PRESETS[preset], generator_of(f"astronaut {n}")) for n in range(4)]
    requests = [RestoreRequest(crop, (reference,), RestoreRecipe(seed=1)) for crop in damaged]
    restored = lite.restore(requests, Progress()).crops
    before = np.mean([psnr(crop, face, whole) for crop in damaged])
    after = np.mean([psnr(crop, face, whole) for crop in restored])
    assert after > before
