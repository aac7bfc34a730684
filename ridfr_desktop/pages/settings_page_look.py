"""Appearance and language."""

from __future__ import annotations

from ridfr_desktop.page import PageContext
from ridfr_desktop.pages.settings_section import SettingsSection, button, field_name


class LookSettings(SettingsSection):
    """Either choice builds the window anew at once."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.heading(self.tr("Appearance"))
        self.choice(
            self.tr("Colours"),
            "appearance",
            (
                ("system", self.tr("As the system")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
            ),
        )
        self.heading(self.tr("Language"))
        # Languages are named in themselves, so that one finds one's own.
        languages = (("system", self.tr("As the system")), ("en", "English"), ("de", "Deutsch"))
        self.choice(self.tr("Language"), "language", languages)
        self.heading(self.tr("Keyboard"))
        self.add(
            field_name(self.tr("Every command has a key.")),
            button(self.tr("Show the shortcuts"), lambda: self.command.emit("shortcuts", None)),
        )
        self.finish()
