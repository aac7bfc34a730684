"""One decoder for all service tests: its worker takes longer to start than most tests to run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.imaging.decoder import Decoder


@pytest.fixture(scope="session")
def decoder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Decoder]:
    """The real decoder with its worker process."""
    with Decoder(tmp_path_factory.mktemp("decoder") / "decoding.json") as running:
        yield running


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """An empty folder for photographs."""
    folder = tmp_path / "photos"
    folder.mkdir()
    return folder
