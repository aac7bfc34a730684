"""Downloads through pooch from a real HTTP server on this machine, whole, broken off and continued."""

from __future__ import annotations

import _socket
import hashlib
import re
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pooch
import pytest

from core.errors import Cancelled, WeightsError
from core.progress import Progress
from core.weights import fetching
from core.weights.fetching import fetch

CONTENT = bytes(range(256)) * 40
SHA256 = hashlib.sha256(CONTENT).hexdigest()


class Server(ThreadingHTTPServer):
    """One file, with ranges, as a model hub serves it."""

    content = CONTENT
    etag = '"first"'
    cut_after: int | None = None
    """Bytes after which the connection breaks, once."""
    ranges = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/model.onnx"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        """The file, or the rest of it if it is still the same (If-Range)."""
        served, wanted = self.server, self.headers.get("Range", "")
        served.asked.append(wanted)
        start = 0
        found = re.fullmatch(r"bytes=(\d+)-", wanted)
        if found and served.ranges and self.headers.get("If-Range") == served.etag:
            start = int(found[1])
            if start >= len(served.content):
                self.send_error(416)
                return
        body = served.content[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", served.etag)
        self.end_headers()
        cut, served.cut_after = served.cut_after, None
        self.wfile.write(body if cut is None else body[:cut])

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(no_network: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that this test, and no other, may connect to."""
    serving = Server()

    def only_here(self: socket.socket, address: object) -> None:
        if address != ("127.0.0.1", serving.server_port):
            raise AssertionError(f"a test tried to connect to {address!r}")
        _socket.socket.connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(fetching, "CHUNK", 1000)
    thread = threading.Thread(target=serving.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield serving
    serving.shutdown()
    serving.server_close()
    thread.join(5)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_right_file_arrives_with_progress(server: Server, tmp_path: Path) -> None:
    seen: list[tuple[float, str]] = []
    fetch(server.url, tmp_path / "m.onnx", SHA256, Progress(lambda *report: seen.append(report)))
    assert (tmp_path / "m.onnx").read_bytes() == CONTENT
    assert names(tmp_path) == ["m.onnx"]
    assert [fraction for fraction, _ in seen] == sorted(fraction for fraction, _ in seen)
    assert seen[-1][0] == 1.0


def test_a_broken_download_goes_on_where_it_stopped(server: Server, tmp_path: Path) -> None:
    server.cut_after = 6000
    with pytest.raises(WeightsError, match="goes on where it stopped"):
        fetch(server.url, tmp_path / "m.onnx", SHA256, Progress())
    have = (tmp_path / "m.onnx.part").stat().st_size
    assert 0 < have <= 6000
    fetch(server.url, tmp_path / "m.onnx", SHA256, Progress())
    assert server.asked == ["", f"bytes={have}-"]
    assert (tmp_path / "m.onnx").read_bytes() == CONTENT
    assert names(tmp_path) == ["m.onnx"]


def test_a_cancelled_download_is_continued_too(server: Server, tmp_path: Path) -> None:
    progress = Progress(lambda fraction, _: progress.token.cancel() if fraction > 0.3 else None)
    with pytest.raises(Cancelled):
        fetch(server.url, tmp_path / "m.onnx", SHA256, progress)
    have = (tmp_path / "m.onnx.part").stat().st_size
    fetch(server.url, tmp_path / "m.onnx", SHA256, Progress())
    assert server.asked[-1] == f"bytes={have}-"
    assert (tmp_path / "m.onnx").read_bytes() == CONTENT


def test_two_versions_of_a_file_are_never_mixed(server: Server, tmp_path: Path) -> None:
    server.cut_after = 6000
    with pytest.raises(WeightsError):
        fetch(server.url, tmp_path / "m.onnx", "", Progress())
    server.content, server.etag = CONTENT[::-1], '"second"'
    fetch(server.url, tmp_path / "m.onnx", "", Progress())
    assert (tmp_path / "m.onnx").read_bytes() == CONTENT[::-1]


def test_a_server_without_ranges_sends_all_again(server: Server, tmp_path: Path) -> None:
    server.cut_after, server.ranges = 6000, False
    with pytest.raises(WeightsError):
        fetch(server.url, tmp_path / "m.onnx", SHA256, Progress())
    fetch(server.url, tmp_path / "m.onnx", SHA256, Progress())
    assert (tmp_path / "m.onnx").read_bytes() == CONTENT


def test_a_beginning_that_is_longer_than_the_file_is_begun_anew(server: Server, tmp_path: Path) -> None:
    (tmp_path / "m.onnx.part").write_bytes(CONTENT * 2)
    (tmp_path / "m.onnx.part.etag").write_text(server.etag)
    fetch(server.url, tmp_path / "m.onnx", SHA256, Progress())
    assert (tmp_path / "m.onnx").read_bytes() == CONTENT


def test_another_file_is_refused_and_does_not_stay(server: Server, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="not the expected file"):
        fetch(server.url, tmp_path / "m.onnx", "0" * 64, Progress())
    assert names(tmp_path) == []


def test_a_file_that_is_there_already_is_not_fetched_again(server: Server, tmp_path: Path) -> None:
    (tmp_path / "m.onnx").write_bytes(CONTENT)
    fetch(server.url, tmp_path / "m.onnx", SHA256, Progress())
    assert server.asked == []


def test_no_connection_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise ConnectionError("no route")

    monkeypatch.setattr(fetching.requests, "get", refuse)
    with pytest.raises(WeightsError, match="connection"):
        fetch("https://example.org/m.onnx", tmp_path / "m.onnx", SHA256, Progress())


def test_pooch_may_ask_whether_a_file_is_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Answer:
        ok = True

        def __enter__(self) -> Answer:
            return self

        def __exit__(self, *_error: object) -> None:
            """Nothing to close."""

    monkeypatch.setattr(fetching.requests, "head", lambda *_url, **_options: Answer())
    downloader = fetching.ResumingDownloader(tmp_path / "part", Progress())
    shelf = pooch.create(path=tmp_path, base_url="https://example.org/", registry={"m.onnx": None})
    assert shelf.is_available("m.onnx", downloader=downloader)
