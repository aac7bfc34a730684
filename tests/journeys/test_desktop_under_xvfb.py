"""The four jobs once more in the real process, with mouse and keyboard events of a real X server.

Where things are is asked of eyes in the process (`observed_desktop`); all that happens to it comes
from xdotool. RIDFR_SCREENSHOTS=FOLDER keeps a picture of every step.
"""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import ImageGrab

from core.library.library import Library
from core.paths import LibraryPaths
from tests.journeys.desktop_process import LOOK, PATIENCE, DesktopProcess
from tests.journeys.exported import check_exports

NAME = "Eileen"
PIXELS = 1280 * 800
LIBRARIES = ("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxkbcommon-x11.so.0")
"""What Qt needs to speak with an X server, and minimal systems do not have."""


def why_not() -> str:
    """What is missing here; empty when the journey can be made."""
    missing = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    if not missing:
        known = subprocess.run(["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=False).stdout
        missing = [name for name in LIBRARIES if name not in known]
    return f"needs {', '.join(missing)}" if missing else ""


pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1800),
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "can be made"),
]


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of the test's own."""
    read, write = os.pipe()
    screen = ["-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(["Xvfb", "-displayfd", str(write), *screen], pass_fds=[write])
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    assert number, "Xvfb did not start"
    yield f":{number}"
    server.terminate()
    server.wait(30)


class Desktop(DesktopProcess):
    """The application on a display, with hands at its mouse and keyboard."""

    def __init__(self, display: str, home: Path, library: Path) -> None:
        super().__init__(home, library, {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"})
        self._display = display
        self._shots = os.environ.get("RIDFR_SCREENSHOTS")
        self._numbers = itertools.count(1)

    def click(self, words: str, kind: str = "button", number: int = 0, *, times: int = 1) -> None:
        """A thing by its kind and words, as soon as it is there."""
        x, y = self.find(words, kind, number)
        self._do("mousemove", x, y)
        self._do("click", "--repeat", times, "--delay", 60, 1)

    def keys(self, *keys: str) -> None:
        """Keys and chords one after the other: "ctrl+2", "Tab", "Return"."""
        self._keep_focus()
        for key in keys:
            self._do("key", "--clearmodifiers", key)

    def _keep_focus(self) -> None:
        """What a window manager does, of which there is none: the front window gets the keys."""
        asked = {"env": self.environment, "capture_output": True, "text": True, "check": False}
        seen = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", "."], **asked).stdout.split()
        holder = subprocess.run(["xdotool", "getwindowfocus"], **asked).stdout.strip()
        if seen and holder not in seen:
            self._do("windowfocus", seen[-1])

    def type(self, words: str) -> None:
        self._do("type", "--delay", 40, words)

    def find(self, words: str, kind: str = "button", number: int = 0) -> list[int]:
        """Where a thing is, waited for."""
        return self.until("spot", kind, words, number)  # type: ignore[return-value]

    def settle(self, shot: str) -> None:
        """Wait until nothing runs; then take a picture."""
        time.sleep(LOOK)
        self.until("rests")
        picture = ImageGrab.grab(xdisplay=self._display)
        assert len(picture.getcolors(PIXELS) or ()) > 8, "the screen is empty"
        if self._shots:
            picture.save(Path(self._shots) / f"{next(self._numbers):02} {shot}.png")

    def _do(self, *words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], env=self.environment, check=True, timeout=30)
        time.sleep(LOOK)


@pytest.fixture
def desktop(display: str, tmp_path: Path) -> Iterator[Desktop]:
    (tmp_path / "home").mkdir()
    started = Desktop(display, tmp_path / "home", tmp_path / "library")
    yield started
    started.end()


def test_the_four_jobs_with_real_events_in_the_real_process(desktop: Desktop, tmp_path: Path) -> None:
    welcome_by_mouse(desktop)
    name_somebody_by_keyboard(desktop)
    restore_a_face_by_mouse(desktop)
    restore_an_album_by_keyboard(desktop)
    export_by_keyboard(desktop)
    desktop.keys("ctrl+q")
    assert desktop.process.wait(PATIENCE) == 0
    exports = sorted((tmp_path / "home" / "Restored photos").iterdir())
    assert exports
    with Library.open(LibraryPaths(tmp_path / "library")) as library:
        check_exports(library, exports)


def welcome_by_mouse(desktop: Desktop) -> None:
    desktop.find("Try with a sample album")
    desktop.settle("welcome")
    desktop.click("Try with a sample album")
    desktop.settle("faces")
    desktop.click("Find the people")
    desktop.click("Show my photos")
    desktop.find("Photos", "cell", 6)
    desktop.settle("photos")


def name_somebody_by_keyboard(desktop: Desktop) -> None:
    desktop.keys("ctrl+2")
    desktop.settle("people")
    desktop.keys("Right")
    desktop.type(NAME)
    desktop.keys("Return")
    desktop.find(NAME, "place")
    desktop.settle("named")


def restore_a_face_by_mouse(desktop: Desktop) -> None:
    desktop.click("People", "cell", times=2)
    # The tab moves down when the references arrive; a hand waits for it to come to rest.
    desktop.find("Restorable", "tab")
    desktop.settle("person")
    desktop.click("Restorable", "tab")
    desktop.settle("restorable")
    desktop.click("Faces", "cell", times=2)
    desktop.settle("first result")
    desktop.click("Change…")
    desktop.settle("references")
    desktop.click("marked", "reference")
    desktop.click("others", "reference", 1)
    desktop.click("Use ")
    desktop.settle("chosen reference")
    desktop.click("Keep")
    desktop.settle("kept")
    desktop.until_read("Kept as a new version of this photo.")


def restore_an_album_by_keyboard(desktop: Desktop) -> None:
    desktop.click("Restorable", "place")
    desktop.settle("restorable photos")
    desktop.keys("Right", "shift+Right", "ctrl+n")
    desktop.type("1998")
    desktop.settle("new album")
    desktop.keys("Return")
    desktop.find("1998", "place")
    desktop.settle("album")
    desktop.keys("ctrl+a", "ctrl+r")
    desktop.find("Restore 2 faces")
    desktop.settle("offer")
    desktop.keys("Return")
    desktop.find("Export…")
    desktop.settle("batch done")


def export_by_keyboard(desktop: Desktop) -> None:
    desktop.click("Restored", "place")
    desktop.settle("restored photos")
    desktop.keys("ctrl+a", "ctrl+e")
    desktop.settle("export")
    desktop.find("Export ")
    desktop.keys("Return")
    desktop.find("Show in folder")
    desktop.settle("exported")
    desktop.keys("Escape")
