"""The words of the application in other languages than English.

`python -m ridfr_desktop.translations.update` reads the sources anew into the .ts files (Qt Linguist)
and compiles them to .qm. Both are kept in the repository, so that running needs no tool.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

FOLDER = Path(__file__).resolve().parent
LANGUAGES = ("en", "de")
"""English needs its file for plurals alone."""

_installed: list[QTranslator] = []


def install_translator(application: QCoreApplication, language: str) -> None:
    """Speak `language`, or with "system" the desktop's if it is one of ours, else English."""
    while _installed:
        application.removeTranslator(_installed.pop())
    chosen = language if language in LANGUAGES else QLocale.system().name().partition("_")[0]
    code = chosen if chosen in LANGUAGES else "en"
    if language == "system" and code == QLocale.system().name().partition("_")[0]:
        QLocale.setDefault(QLocale.system())
    else:
        QLocale.setDefault(QLocale(code))
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in ((f"qtbase_{code}", qt), (f"ridfr_{code}", str(FOLDER))):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)
            _installed.append(translator)
