"""The first start: folders, consent, done; nothing is read before."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from core.settings import Settings
from ridfr_desktop.navigation import Place
from ridfr_desktop.pages import welcome_page
from ridfr_desktop.pages.welcome_page import WelcomePage
from tests.desktop.conftest import Desk


@pytest.fixture
def saved(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    changes: list[Settings] = []
    object.__setattr__(desk.context, "change_settings", changes.append)
    return changes


def asked(page: WelcomePage) -> list[tuple[str, object]]:
    commands: list[tuple[str, object]] = []
    page.command.connect(lambda *command: commands.append(command))
    return commands


def test_the_face_step_names_the_packs_in_use_and_their_licences(desk: Desk) -> None:
    page = desk.open(WelcomePage, Place("welcome", text="/photos"))
    words = " ".join(label.text() for label in page._steps[page._step].findChildren(QLabel))
    assert "Face data stays in this library folder" in words
    assert "CenterFace: MIT" in words
    assert "RIDFR lite" in words


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_the_answer_is_kept_and_the_folders_are_read(
    desk: Desk, saved: list[Settings], answer: str, tmp_path: Path
) -> None:
    page = desk.open(WelcomePage, Place("welcome", text=str(tmp_path)))
    commands = asked(page)
    page._answer(answer)
    assert [settings.find_faces for settings in saved] == [answer]
    assert commands == [("add", (tmp_path,))]
    assert page._step == 2


def test_nothing_is_read_before_there_is_an_answer(desk: Desk, saved: list[Settings]) -> None:
    page = desk.open(WelcomePage, Place("welcome"))
    commands = asked(page)
    assert page._next.isHidden()
    page._use_sample()
    assert page._step == 1
    assert not commands
    assert not saved


def test_the_sample_album_is_made_and_then_read(
    desk: Desk, saved: list[Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    monkeypatch.setattr(welcome_page, "user_data_folder", lambda: tmp_path / "data")
    monkeypatch.setattr(welcome_page, "build_album", lambda folder, _progress: made.append(folder))
    page = desk.open(WelcomePage, Place("welcome"))
    commands = asked(page)
    page._use_sample()
    page._answer("yes")
    desk.until(lambda: bool(commands))
    assert made == [tmp_path / "data" / "Sample album"]
    assert commands == [("add", (made[0],))]
