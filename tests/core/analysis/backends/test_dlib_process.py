"""dlib's network behind a pipe: the same vectors, and words when it is not there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core.analysis.backends import dlib
from core.analysis.backends.dlib import DlibEmbedder
from core.analysis.backends.dlib_process import CHIP_SHAPE, DlibProcess
from core.errors import DeviceError, WeightsError
from core.weights.store import LocatedPack


@pytest.fixture(scope="module")
def model(embedded: LocatedPack) -> Path:
    return embedded.path("dlib_face_recognition_resnet_model_v1.dat")


@pytest.fixture(scope="module")
def network(model: Path) -> Iterator[DlibProcess]:
    running = DlibProcess(model)
    yield running
    running.close()


def chip(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, CHIP_SHAPE, dtype=np.uint8)


def test_the_vectors_are_those_of_the_network_itself(network: DlibProcess, embedder: DlibEmbedder) -> None:
    apart = DlibEmbedder(network, np.zeros(dlib.DIMENSIONS))
    assert np.array_equal(apart.describe(chip(1)), embedder.describe(chip(1)))


def test_a_chip_of_another_size_is_refused_and_the_next_one_answered(network: DlibProcess) -> None:
    with pytest.raises(ValueError, match="150"):
        network.compute_face_descriptor(chip(1)[:100])
    assert network.compute_face_descriptor(chip(1)).shape == (dlib.DIMENSIONS,)


def test_a_network_that_has_stopped_is_said_in_words(model: Path) -> None:
    network = DlibProcess(model)
    network.close()
    with pytest.raises(DeviceError, match="has stopped"):
        network.compute_face_descriptor(chip(1))


def test_another_file_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "network.dat"
    path.write_bytes(b"not a network")
    with pytest.raises(WeightsError, match="not dlib's face model"):
        dlib.load(path, np.zeros(dlib.DIMENSIONS), apart=True)
