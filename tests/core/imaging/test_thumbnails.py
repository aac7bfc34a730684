"""The store of thumbnails."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from core.errors import ExportFailed, UnreadablePhoto
from core.imaging.thumbnails import ThumbnailStore
from tests.core.imaging.conftest import jpeg

DIGEST = "ab" * 32


def test_a_thumbnail_comes_back(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path)
    path = store.put(DIGEST, jpeg(Image.new("RGB", (40, 30), "red")))
    assert path == store.path(DIGEST)
    assert path.parent.name == "ab"
    assert DIGEST in store
    assert store.open(DIGEST).size == (40, 30)


def test_missing_and_damaged_thumbnails_say_what_to_do(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path)
    with pytest.raises(UnreadablePhoto, match="index the folder again"):
        store.open(DIGEST)
    store.put(DIGEST, b"\xff\xd8 no picture")
    with pytest.raises(UnreadablePhoto, match="index the folder again"):
        store.open(DIGEST)


def test_a_removed_thumbnail_is_gone(tmp_path: Path) -> None:
    store = ThumbnailStore(tmp_path)
    store.put(DIGEST, b"data")
    store.remove(DIGEST)
    store.remove(DIGEST)
    assert DIGEST not in store


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "AB" * 32, "ab" * 31])
def test_only_digests_name_thumbnails(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="digest"):
        ThumbnailStore(tmp_path).path(name)


def test_a_drive_that_takes_no_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "ab").write_bytes(b"in the way")
    with pytest.raises(ExportFailed, match="could not be written"):
        ThumbnailStore(tmp_path).put(DIGEST, b"data")
