"""The `embedded` pack, loaded once: it comes with the installation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.analysis.backends import centerface, dlib
from core.analysis.backends.centerface import CenterFace
from core.analysis.backends.dlib import DlibEmbedder
from core.analysis.pipeline import Analyzer
from core.paths import RESOURCES
from core.weights.store import LocatedPack, PackStore


@pytest.fixture(scope="session")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> LocatedPack:
    return PackStore(tmp_path_factory.mktemp("packs")).locate("embedded")


@pytest.fixture(scope="session")
def detector(embedded: LocatedPack) -> CenterFace:
    return centerface.load(embedded.path("centerface.onnx"), threads=1, device="cpu")


@pytest.fixture(scope="session")
def embedder(embedded: LocatedPack) -> DlibEmbedder:
    network = embedded.path("dlib_face_recognition_resnet_model_v1.dat")
    return dlib.load(network, RESOURCES / "models" / "dlib_mean.json")


@pytest.fixture(scope="session")
def analyzer(detector: CenterFace, embedder: DlibEmbedder) -> Analyzer:
    return Analyzer(detector, embedder)


@pytest.fixture(scope="session")
def group_image(group_photo: Path) -> np.ndarray:
    """(886, 1280, 3) six people."""
    return np.asarray(Image.open(group_photo).convert("RGB"))
