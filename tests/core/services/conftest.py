"""What service tests share: one decoder, for its worker takes longer to start than most tests to run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from core.domain.reports import IndexReport
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.progress import Progress
from core.services.indexing import IndexOptions, index_folders
from tests.fakes import FakeAnalyzer


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


@pytest.fixture
def analyzer() -> FakeAnalyzer:
    """One face in the middle of every picture; counts what it is asked."""
    return FakeAnalyzer()


@pytest.fixture
def index(
    library: Library, decoder: Decoder, analyzer: FakeAnalyzer, photos: Path
) -> Callable[..., IndexReport]:
    """Index the `photos` folder (or others) with the fake analyzer."""

    def run(*folders: Path, progress: Progress | None = None, **options: object) -> IndexReport:
        return index_folders(
            library,
            decoder,
            analyzer,
            folders or [photos],
            progress or Progress(),
            options=IndexOptions(**options),  # type: ignore[arg-type]
        )

    return run
