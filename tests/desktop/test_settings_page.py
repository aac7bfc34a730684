"""Settings: every section shows what is, and changes apply at once."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QPlainTextEdit, QPushButton

from core.progress import Progress
from core.services.folders import list_folders
from core.services.packs import pack_states
from core.services.people import name_person
from core.settings import Settings
from ridfr_desktop.navigation import Place
from ridfr_desktop.pages import settings_page_models
from ridfr_desktop.pages.settings_page import SettingsPage
from ridfr_desktop.pages.settings_page_device import DeviceSettings
from ridfr_desktop.pages.settings_page_folders import FolderSettings
from ridfr_desktop.pages.settings_page_look import LookSettings
from ridfr_desktop.pages.settings_page_models import ModelSettings
from ridfr_desktop.pages.settings_page_privacy import PrivacySettings
from ridfr_desktop.pages.settings_section import SettingsSection
from tests.desktop.conftest import Desk


@pytest.fixture
def saved(desk: Desk) -> list[Settings]:
    changes: list[Settings] = []
    object.__setattr__(desk.context, "change_settings", changes.append)
    return changes


def section(page: SettingsPage, kind: type[SettingsSection]) -> SettingsSection:
    return next(made for _, made in page._sections if isinstance(made, kind))


def press(widget: object, words: str) -> None:
    buttons = widget.findChildren(QPushButton)  # type: ignore[attr-defined]
    next(button for button in buttons if button.text() == words).click()


def test_a_folder_shows_its_photos_and_can_be_followed(desk: Desk) -> None:
    page = desk.open(SettingsPage, Place("settings"))
    follow = section(page, FolderSettings).findChildren(QCheckBox)[0]
    was = list_folders(desk.library)[0].watched
    follow.click()
    desk.settle()
    assert list_folders(desk.library)[0].watched is not was


def test_a_folder_is_removed_only_after_a_question(desk: Desk) -> None:
    page = desk.open(SettingsPage, Place("settings"))
    press(section(page, FolderSettings), "Remove…")
    box = page.findChild(QDialog)
    assert box is not None
    assert len(list_folders(desk.library)) == 1
    press(box, "Remove the folder")
    desk.until(lambda: not list_folders(desk.library))


def test_a_download_shows_the_licence_first(desk: Desk) -> None:
    page = desk.open(SettingsPage, Place("settings", text="models"))
    models = section(page, ModelSettings)
    asked: list[str] = []
    models._download = lambda state: asked.append(state.name)  # type: ignore[attr-defined]
    button = next(
        each
        for each in models.findChildren(QPushButton)
        if "OpenCV" in each.accessibleName() and each.text() == "Download…"
    )
    button.click()
    dialog = next(each for each in page.findChildren(QDialog) if each.isVisible())
    assert "opencv_zoo" in dialog.findChild(QPlainTextEdit).toPlainText()
    assert not asked
    press(dialog, "I accept this licence")
    assert asked == ["opencv"]


def test_bundled_models_are_intact(desk: Desk) -> None:
    page = desk.open(SettingsPage, Place("settings", text="models"))
    models = section(page, ModelSettings)
    assert isinstance(models, ModelSettings)
    press(models, "Check all files")
    desk.until(lambda: models._verdict.text() == "All files are intact.")


def test_a_person_is_forgotten_only_after_a_question_and_the_report_says_what_went(desk: Desk) -> None:
    with desk.library.snapshot() as tx:
        person = tx.people.all()[0]
    name_person(desk.library, person.id, "Uncle")
    page = desk.open(SettingsPage, Place("settings", text="privacy"))
    privacy = section(page, PrivacySettings)
    assert isinstance(privacy, PrivacySettings)
    assert privacy._people.currentText() == "Uncle"
    press(privacy, "Forget…")
    box = page.findChild(QDialog)
    assert box is not None
    assert "cannot be undone" in box.informativeText()  # type: ignore[attr-defined]
    press(box, "Forget")
    desk.until(lambda: not privacy._report.isHidden())
    with desk.library.snapshot() as tx:
        assert person.id not in {each.id for each in tx.people.all()}


def test_a_download_shows_how_far_it_is_and_can_be_cancelled(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, may_end = threading.Event(), threading.Event()

    def download(_packs: object, _name: str, progress: Progress) -> None:
        progress(0.4, "")
        began.set()
        may_end.wait(60)
        progress(0.5, "")

    monkeypatch.setattr(settings_page_models, "download_pack", download)
    page = desk.open(SettingsPage, Place("settings", text="models"))
    models = section(page, ModelSettings)
    assert isinstance(models, ModelSettings)
    [state] = [each for each in pack_states(desk.context.app.packs) if each.name == "opencv"]
    models._download(state)
    card = models._by_name["opencv"]
    desk.wait(lambda: began.is_set() and card._bar.value() == 400)
    assert card._bar.isVisible()
    assert card._buttons.isHidden()
    card._cancel.click()
    may_end.set()
    desk.until(lambda: not models._fetching)
    assert card._bar.isHidden()
    assert card._facts.text().startswith("cancelled")


def test_the_device_and_what_to_do_without_memory_are_saved(desk: Desk, saved: list[Settings]) -> None:
    page = desk.open(SettingsPage, Place("settings", text="device"))
    for box in section(page, DeviceSettings).findChildren(QComboBox):
        box.setCurrentIndex(box.findData("cpu"))
        box.activated.emit(box.currentIndex())
    assert [(each.device, each.short_of_memory) for each in saved] == [("cpu", "stop"), ("auto", "cpu")]


def test_choosing_a_language_saves_it(desk: Desk, saved: list[Settings]) -> None:
    page = desk.open(SettingsPage, Place("settings", text="look"))
    look = section(page, LookSettings)
    box = look.findChildren(QComboBox)[1]
    box.setCurrentIndex(box.findData("de"))
    box.activated.emit(box.currentIndex())
    assert [settings.language for settings in saved] == ["de"]
