"""The composition root: parts are built when asked for, once, and from what was verified."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from core.app import JUDGE_PACK, App, Models
from core.errors import LibraryError, SettingsError, WeightsError
from core.library.library import Library
from core.paths import LibraryPaths
from core.settings import Settings
from core.weights.store import PackStore


@pytest.fixture
def models(tmp_path: Path) -> Models:
    return Models(Settings(threads=1), PackStore(tmp_path / "packs"))


def test_the_bundled_pack_finds_and_recognises_a_face(models: Models, astronaut: NDArray[np.uint8]) -> None:
    [face] = models.analyzer().analyze(astronaut)
    assert face.score > 0.5
    assert face.embedding is not None
    assert np.linalg.norm(face.embedding) == pytest.approx(1.0, abs=1e-5)


def test_models_are_built_once(models: Models) -> None:
    assert models.analyzer() is models.analyzer()
    assert models.judge() is models.analyzer().embedder


def test_the_judge_is_the_embedded_one_whatever_the_pack(tmp_path: Path) -> None:
    models = Models(Settings(pack="opencv"), PackStore(tmp_path / "packs"))
    assert models.judge().name == Models(Settings(pack=JUDGE_PACK), models.packs).judge().name
    with pytest.raises(WeightsError, match="ridfr packs download opencv"):
        models.analyzer()


@pytest.mark.parametrize(("pack", "error"), [("nonsense", WeightsError), ("lite", SettingsError)])
def test_a_pack_that_is_none_is_refused(tmp_path: Path, pack: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        Models(Settings(pack=pack), PackStore(tmp_path)).analyzer()


def test_an_absolute_path_is_a_folder_of_models(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="no ONNX model"):
        Models(Settings(pack=str(tmp_path)), PackStore(tmp_path / "packs")).analyzer()


def test_a_face_pack_is_no_restorer(models: Models) -> None:
    with pytest.raises(SettingsError, match="not a restorer pack"):
        models.restorer("embedded")


@pytest.mark.parametrize(("choice", "answer"), [("stop", False), ("cpu", True)])
def test_the_settings_answer_when_a_graphics_card_is_too_small(
    tmp_path: Path, choice: str, answer: bool
) -> None:
    models = Models(Settings(short_of_memory=choice), PackStore(tmp_path))
    assert models.ask_for_cpu("Go on on the CPU?") is answer
    assert Models(Settings(), PackStore(tmp_path), ask_for_cpu=lambda _: True).ask_for_cpu("?")


def test_the_device_of_the_settings_is_the_restorers(models: Models, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def load(_folder: Path, *, device: str | None, **_options: object) -> object:
        asked.append(device)
        return object()

    monkeypatch.setattr("core.restoration.ridfr.loading.load_restorer", load)
    for device in ("auto", "cpu"):
        chosen = Models(Settings(device=device), models.packs)
        assert not chosen.has_restorer()
        chosen.restorer()
        assert chosen.has_restorer()
    assert asked == [None, "cpu"]


def test_an_app_holds_the_library_until_it_is_closed(tmp_path: Path) -> None:
    with App.open(Settings(), tmp_path / "library") as app:
        assert app.thumbnails.folder == tmp_path / "library" / "thumbnails"
        with pytest.raises(LibraryError):
            Library.open(LibraryPaths(tmp_path / "library"))
    app.close()
    Library.open(LibraryPaths(tmp_path / "library")).close()


def test_closing_ends_the_decoders_process(tmp_path: Path, group_photo: Path) -> None:
    with App.open(Settings(), tmp_path / "library") as app:
        decoder = app.decoder
        assert decoder is app.decoder
        assert decoder.decode(group_photo, max_side=200).pixels.shape[2] == 3
    assert app._decoder is None


def test_opening_an_app_loads_no_model(tmp_path: Path) -> None:
    before = {"torch", "dlib", "onnxruntime"} & set(sys.modules)
    App.open(Settings(), tmp_path / "library").close()
    assert {"torch", "dlib", "onnxruntime"} & set(sys.modules) == before
