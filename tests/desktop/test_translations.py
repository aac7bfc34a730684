"""Every word of the application in German, and room for languages that need more of it."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QWidget

from ridfr_desktop.navigation import Place
from ridfr_desktop.page import Page
from ridfr_desktop.pages.library_page import LibraryPage
from ridfr_desktop.pages.settings_page import SettingsPage
from ridfr_desktop.pages.welcome_page import WelcomePage
from ridfr_desktop.translations import LANGUAGES, install_translator
from ridfr_desktop.translations.update import TOOLS, file_of, read_into
from ridfr_desktop.widgets.elided_label import ElidedLabel
from tests.desktop.conftest import Desk

FIELD = r"\{\w+(?::[^}]*)?\}"


@pytest.fixture
def english_afterwards() -> Iterator[None]:
    yield
    application = QCoreApplication.instance()
    assert application is not None
    install_translator(application, "en")


def messages(language: str) -> Iterator[tuple[str, str, list[str]]]:
    """Context, source and forms of every message of a language."""
    for context in ElementTree.parse(file_of(language)).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = [form.text or "" for form in translation.iter("numerusform")]
            done = translation.get("type") != "unfinished"
            texts = (forms or [translation.text or ""]) if done else [""]
            yield context.findtext("name", ""), message.findtext("source", ""), texts


def test_the_files_hold_every_string_of_the_sources(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    read_into(fresh)
    written = {
        (context.findtext("name"), message.findtext("source"))
        for context in ElementTree.parse(fresh).getroot().iter("context")
        for message in context.iter("message")
    }
    known = {(context, source) for context, source, _ in messages("de")}
    assert written - known == set()


def test_every_string_is_translated_and_keeps_its_fields() -> None:
    for context, source, forms in messages("de"):
        assert all(forms), f"{context}: {source!r} has no German"
        for form in forms:
            assert set(re.findall(FIELD, form)) == set(re.findall(FIELD, source)), source


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_no_brackets(language: str) -> None:
    for context, source, forms in messages(language):
        assert "%n" not in source, f"{context}: {source!r} is to write its number as %Ln: 12,345"
        if "%Ln" in source:
            assert all(form and "(s)" not in form for form in forms), f"{context}: {source!r}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_is_that_of_the_source(language: str, tmp_path: Path) -> None:
    compiled = tmp_path / "fresh.qm"
    command = [str(TOOLS / "pyside6-lrelease"), "-silent", str(file_of(language)), "-qm", str(compiled)]
    subprocess.run(command, check=True, capture_output=True)
    assert compiled.read_bytes() == file_of(language).with_suffix(".qm").read_bytes()


def test_german_is_spoken_when_chosen(qapp: QApplication, english_afterwards: None) -> None:
    install_translator(qapp, "de")
    assert QCoreApplication.translate("LibraryPage", "All photos") == "Alle Fotos"
    assert QCoreApplication.translate("LibraryHeader", "%Ln photo(s)", "", 1) == "1 Foto"
    install_translator(qapp, "en")
    assert QCoreApplication.translate("LibraryHeader", "%Ln photo(s)", "", 2) == "2 photos"


@pytest.mark.parametrize(("language", "words"), [("en", "12,345 photos"), ("de", "12.345 Fotos")])
def test_a_large_number_is_written_in_groups_of_three(
    language: str, words: str, qapp: QApplication, english_afterwards: None
) -> None:
    install_translator(qapp, language)
    assert QCoreApplication.translate("LibraryHeader", "%Ln photo(s)", "", 12345) == words


class Longer(QTranslator):
    """A language that needs 40 % more room than English."""

    def translate(self, context: str, source: str, disambiguation: str = "", n: int = -1) -> str:
        said = source.replace("%Ln", str(n))
        more = "~~~~ " * (len(said) * 2 // 25) + "~" * (len(said) * 2 // 5 % 5)
        return f"[{said}{more.rstrip()}]" if said else ""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False


def cut_off(page: QWidget) -> list[str]:
    """Words of buttons and labels that have less room than they need."""
    found = []
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or isinstance(widget, (ElidedLabel, QComboBox)):
            continue
        hint = widget.sizeHint()
        if isinstance(widget, QAbstractButton) and widget.text():
            wraps = widget.sizePolicy().hasHeightForWidth()
            short = widget.height() < widget.heightForWidth(widget.width())
            if short if wraps else widget.width() < hint.width():
                found.append(widget.text())
        if isinstance(widget, QLabel) and widget.text():
            wraps = widget.wordWrap()
            needed = widget.heightForWidth(widget.width()) if wraps else hint.height()
            if widget.height() < needed or (not wraps and widget.width() < hint.width()):
                found.append(widget.text())
        if widget.mapTo(page, widget.rect().topRight()).x() > page.width():
            found.append(f"{type(widget).__name__} beyond the edge")
    return found


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        (LibraryPage, Place("all")),
        (WelcomePage, Place("welcome")),
        (WelcomePage, Place("welcome", text="/photos")),
        (SettingsPage, Place("settings", text="folders")),
        (SettingsPage, Place("settings", text="models")),
        (SettingsPage, Place("settings", text="privacy")),
    ],
)
def test_nothing_is_cut_off_in_a_language_that_is_40_percent_longer(
    desk: Desk, qapp: QApplication, kind: type[Page], place: Place
) -> None:
    longer = Longer()
    qapp.installTranslator(longer)
    try:
        page = desk.open(kind, place)
        desk.qtbot.wait(100)  # layouts follow in their own time
        assert cut_off(page) == []
    finally:
        qapp.removeTranslator(longer)
