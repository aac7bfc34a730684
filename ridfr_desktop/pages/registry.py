"""Which page shows which kind of place, and which dialog answers which command: one line each.

A page is built when it is first shown.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ridfr_desktop.dialogs.export_dialog import open_export_dialog
from ridfr_desktop.page import Page, PageContext
from ridfr_desktop.pages.batch_page import BatchPage
from ridfr_desktop.pages.library_page import LibraryPage
from ridfr_desktop.pages.people_page import PeoplePage
from ridfr_desktop.pages.person_page import PersonPage
from ridfr_desktop.pages.photo_page import PhotoPage
from ridfr_desktop.pages.restore_page import RestorePage
from ridfr_desktop.pages.review_page import ReviewPage
from ridfr_desktop.pages.settings_page import SettingsPage
from ridfr_desktop.pages.welcome_page import WelcomePage

PAGES: dict[str, type[Page]] = {
    "all": LibraryPage,
    "restorable": LibraryPage,
    "restored": LibraryPage,
    "offline": LibraryPage,
    "folder": LibraryPage,
    "album": LibraryPage,
    "search": LibraryPage,
    "people": PeoplePage,
    "person": PersonPage,
    "photo": PhotoPage,
    "review": ReviewPage,
    "restore": RestorePage,
    "batch": BatchPage,
    "settings": SettingsPage,
    "welcome": WelcomePage,
}

OpenDialog = Callable[[object, PageContext, QWidget], None]
"""(argument of the command, context, window): shows itself and returns at once."""

COMMANDS: dict[str, OpenDialog] = {"export": open_export_dialog}
"""`Page.command` names that a dialog answers, such as "export" with a tuple of photo ids."""
