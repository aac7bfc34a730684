"""Downloads through pooch, with its HTTP part replaced."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pooch
import pytest

from core.errors import Cancelled, WeightsError
from core.progress import Progress
from core.weights.fetching import fetch

CONTENT = b"model" * 1000
URL = "https://example.org/model.onnx"


@pytest.fixture(autouse=True)
def server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers every request as pooch's downloader would, in two chunks."""

    def download(self: Any, url: str, output: str, _pooch: object, **_options: object) -> None:
        self.progressbar.total = len(CONTENT)
        for chunk in (CONTENT[:2000], CONTENT[2000:]):
            with Path(output).open("ab") as stream:
                stream.write(chunk)
            self.progressbar.update(len(chunk))

    monkeypatch.setattr(pooch.HTTPDownloader, "__call__", download)


def sha256() -> str:
    return hashlib.sha256(CONTENT).hexdigest()


def test_the_right_file_arrives_with_progress(tmp_path: Path) -> None:
    seen: list[float] = []
    fetch(URL, tmp_path / "m.onnx", sha256(), Progress(lambda fraction, _: seen.append(fraction)))
    assert (tmp_path / "m.onnx").read_bytes() == CONTENT
    assert seen == [0.4, 1.0]


def test_another_file_is_refused_and_does_not_stay(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="not the expected file"):
        fetch(URL, tmp_path / "m.onnx", "0" * 64, Progress())
    assert list(tmp_path.iterdir()) == []


def test_cancelling_leaves_no_file(tmp_path: Path) -> None:
    progress = Progress()
    progress.token.cancel()
    with pytest.raises(Cancelled):
        fetch(URL, tmp_path / "m.onnx", sha256(), progress)
    assert list(tmp_path.iterdir()) == []


def test_no_connection_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise ConnectionError("no route")

    monkeypatch.setattr(pooch.HTTPDownloader, "__call__", refuse)
    with pytest.raises(WeightsError, match="connection"):
        fetch(URL, tmp_path / "m.onnx", sha256(), Progress())
