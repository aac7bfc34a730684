"""Reading only regular files; writing whole files or none."""

from __future__ import annotations

import hashlib
import os
import socket
from pathlib import Path

import pytest

from core.errors import ExportFailed, UnreadablePhoto
from core.imaging.files import atomic_write, digest_of, read_content, stamp_of


def test_content_comes_with_its_digest_and_stamp(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"x" * 3_000_000)
    content = read_content(path, limit=1 << 30)
    assert content.digest == digest_of(path) == hashlib.sha256(content.data).hexdigest()
    assert content.stamp == stamp_of(path)
    assert content.stamp.size == 3_000_000


def test_a_changed_file_has_another_stamp(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"one")
    before = stamp_of(path)
    path.write_bytes(b"two")
    os.utime(path, ns=(0, before.mtime_ns - 10))
    assert stamp_of(path) != before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_devices_sockets_and_folders_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "socket.jpg"))
    (tmp_path / "folder.jpg").mkdir()
    for path in (*tmp_path.glob("*.jpg"), Path("/dev/zero")):
        with pytest.raises(UnreadablePhoto, match="not opened"):
            read_content(path, limit=1 << 30)
    listener.close()


def test_missing_empty_and_huge_files_are_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "empty.jpg").touch()
    (tmp_path / "huge.jpg").write_bytes(b"x" * 1000)
    for name, words in (("gone", "no longer there"), ("empty", "empty"), ("huge", "at most")):
        with pytest.raises(UnreadablePhoto, match=words) as caught:
            read_content(tmp_path / f"{name}.jpg", limit=999)
        assert caught.value.path == str(tmp_path / f"{name}.jpg")


def test_a_file_that_keeps_changing_is_left_for_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "growing.jpg"
    path.write_bytes(b"begin")
    fstat = os.fstat

    def grow_first(descriptor: int) -> os.stat_result:
        with path.open("ab") as stream:
            stream.write(b"more")
        return fstat(descriptor)

    monkeypatch.setattr(os, "fstat", grow_first)
    with pytest.raises(UnreadablePhoto, match="being changed"):
        read_content(path, limit=1 << 20)


def test_a_written_file_is_complete_and_alone(tmp_path: Path) -> None:
    atomic_write(tmp_path / "a.jpg", b"data")
    assert (tmp_path / "a.jpg").read_bytes() == b"data"
    assert os.listdir(tmp_path) == ["a.jpg"]


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"mine")
    with pytest.raises(ExportFailed, match="already there"):
        atomic_write(tmp_path / "a.jpg", b"theirs")
    assert (tmp_path / "a.jpg").read_bytes() == b"mine"
    assert os.listdir(tmp_path) == ["a.jpg"]
    atomic_write(tmp_path / "a.jpg", b"theirs", overwrite=True)
    assert (tmp_path / "a.jpg").read_bytes() == b"theirs"


def test_a_dangling_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").symlink_to(tmp_path / "elsewhere.jpg")
    with pytest.raises(ExportFailed):
        atomic_write(tmp_path / "a.jpg", b"data")
    assert not (tmp_path / "elsewhere.jpg").exists()


def test_drives_without_hard_links_still_never_overwrite(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(1, "not supported")

    monkeypatch.setattr(os, "link", refuse)
    atomic_write(tmp_path / "a.jpg", b"first")
    with pytest.raises(ExportFailed, match="already there"):
        atomic_write(tmp_path / "a.jpg", b"second")
    assert (tmp_path / "a.jpg").read_bytes() == b"first"
    assert os.listdir(tmp_path) == ["a.jpg"]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportFailed, match="No space left"):
        atomic_write(tmp_path / "a.jpg", b"data")
    assert os.listdir(tmp_path) == []
