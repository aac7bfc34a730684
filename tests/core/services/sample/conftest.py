"""One album for all tests that only look at it."""

from __future__ import annotations

import pytest

from core.progress import Progress
from core.services.sample.album import AlbumPlan, build_album


@pytest.fixture(scope="session")
def album(tmp_path_factory: pytest.TempPathFactory) -> AlbumPlan:
    return build_album(tmp_path_factory.mktemp("sample") / "album", Progress())
