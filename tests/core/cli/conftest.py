"""The command line as a function, and a small library that was indexed for real."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.cli.__main__ import main


@dataclass(frozen=True)
class Ran:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def value(self) -> Any:
        return json.loads(self.out)


Ridfr = Callable[..., Ran]


@pytest.fixture
def ridfr(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ridfr:
    """Run `ridfr` with these arguments in this process."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # main() replaces it

    def run(*arguments: object) -> Ran:
        capfd.readouterr()
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        printed = capfd.readouterr()
        return Ran(int(end.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory, astronaut: NDArray[np.uint8]) -> Path:
    """Two prints of one photograph, one without a face, and a file that is no photo."""
    folder = tmp_path_factory.mktemp("photos")
    portrait = Image.fromarray(astronaut)
    portrait.save(folder / "large.jpg", quality=95)
    portrait.resize((300, 300), Image.Resampling.LANCZOS).save(folder / "small.png")
    portrait.crop((0, 300, 200, 500)).save(folder / "no-face.jpg")
    (folder / "broken.jpg").write_bytes(b"not a picture")
    return folder


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory, photos: Path) -> Path:
    """A library folder that `ridfr index` has filled with `photos`; copy it before changing it."""
    folder = tmp_path_factory.mktemp("indexed") / "library"
    with pytest.raises(SystemExit):
        main(["index", str(photos), "--library", str(folder)])
    return folder


@pytest.fixture
def filled(indexed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of this test's own with two faces of one person, used by default."""
    folder = tmp_path / "filled"
    shutil.copytree(indexed, folder)
    monkeypatch.setenv("RIDFR_LIBRARY", str(folder))
    return folder
