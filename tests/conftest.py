"""What all tests share: no network, no screen, one thread, and folders of their own."""

# ruff: noqa: E402 - the environment is set before Qt, numpy or torch are imported

from __future__ import annotations

import os

# Before Qt, numpy or torch are imported by any test.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import importlib.metadata
import shutil
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import numpy as np
import pytest
from numpy.typing import NDArray

from core.paths import LibraryPaths

if TYPE_CHECKING:
    from core.library.library import Library

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"

# The same examples every time, and no deadline: the machine may be busy.
hypothesis.settings.register_profile("ridfr", deadline=None, derandomize=True, database=None)
hypothesis.settings.load_profile("ridfr")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """`run.py test`: what the linters said, once more above the last line."""
    summary = os.environ.get("CHECKS_SUMMARY")
    if summary:
        terminalreporter.section("checks before the tests")
        terminalreporter.line(summary)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests marked `gpu`, `weights`, `shared` or `full_size` run only where those are."""
    absent = {
        "shared": None if SHARED.is_dir() else "needs the photographs of ../shared",
        "weights": None if os.environ.get("RIDFR_TEST_PACKS") else "needs RIDFR_TEST_PACKS=folder of packs",
        "full_size": (
            None if os.environ.get("RIDFR_TEST_FULL_SIZE") else "needs RIDFR_TEST_FULL_SIZE=1, 8 GB, minutes"
        ),
        "gpu": None if os.environ.get("RIDFR_TEST_GPU") else "needs RIDFR_TEST_GPU=1 and a CUDA device",
    }
    for item in items:
        for name, reason in absent.items():
            if reason and item.get_closest_marker(name):
                item.add_marker(pytest.mark.skip(reason=reason))
        if "qapp" in getattr(item, "fixturenames", ()):
            # An exception out of a signal handler is lost in Qt's event loop, and the test waits on.
            item.add_marker(pytest.mark.timeout(method="thread"))


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that opens a connection fails; sockets inside the machine's kernel are allowed."""
    connect = socket.socket.connect

    def local_only(self: socket.socket, address: object) -> None:
        if self.family != getattr(socket, "AF_UNIX", None):
            raise AssertionError(f"a test tried to connect to {address!r}")
        connect(self, address)

    def refuse(address: object, *_arguments: object, **_options: object) -> None:
        raise AssertionError(f"a test tried to connect to {address!r}")

    monkeypatch.setattr(socket.socket, "connect", local_only)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's library, packs and settings are never touched."""
    home = tmp_path / "user"
    monkeypatch.setenv("RIDFR_LIBRARY", str(home / "library"))
    monkeypatch.setenv("RIDFR_PACKS", str(home / "packs"))
    monkeypatch.setenv("RIDFR_SETTINGS", str(home / "settings.toml"))


@pytest.fixture(autouse=True)
def one_torch_thread() -> None:
    """Two cores are shared by many; and sums in a fixed order give fixed bytes."""
    torch = sys.modules.get("torch")
    if torch is not None:
        torch.set_num_threads(1)


@pytest.fixture(autouse=True)
def no_window_left() -> Iterator[None]:
    """Windows go with their test: each style sheet of a later one would dress them all anew."""
    yield
    qt = sys.modules.get("PySide6.QtWidgets")
    if qt is None or not isinstance(qt.QApplication.instance(), qt.QApplication):
        return
    for widget in qt.QApplication.topLevelWidgets():
        if widget.parent() is None:
            widget.close()
            widget.deleteLater()
    core = sys.modules["PySide6.QtCore"]
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)


@pytest.fixture
def library_paths(tmp_path: Path) -> LibraryPaths:
    """Where the `library` fixture lives; nothing is there yet."""
    return LibraryPaths(tmp_path / "library")


@pytest.fixture(scope="session")
def empty_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library without photos, to be copied: making its tables takes longer than most tests."""
    from core.library.library import Library

    paths = LibraryPaths(tmp_path_factory.mktemp("empty") / "library")
    Library.open(paths).close()
    return paths.root


@pytest.fixture
def library(empty_library: Path, library_paths: LibraryPaths) -> Iterator[Library]:
    """A real, empty library on disk."""
    from core.library.library import Library

    shutil.copytree(empty_library, library_paths.root)
    with Library.open(library_paths) as opened:
        yield opened


@pytest.fixture(scope="session")
def astronaut() -> NDArray[np.uint8]:
    """(512, 512, 3) RGB photograph with one face (NASA, public domain)."""
    from skimage.data import astronaut as load

    return np.asarray(load(), dtype=np.uint8)


@pytest.fixture(scope="session")
def group_photo() -> Path:
    """insightface's t1.jpg with six faces, inside the installed package; never copied elsewhere."""
    files = importlib.metadata.files("insightface") or []
    found = [Path(str(file.locate())) for file in files if file.name == "t1.jpg"]
    if not found:
        pytest.skip("the installed insightface brings no t1.jpg")
    return found[0]


@pytest.fixture
def shared() -> Path:
    """The folder of photographs beside the checkout; use together with the `shared` mark."""
    return SHARED
