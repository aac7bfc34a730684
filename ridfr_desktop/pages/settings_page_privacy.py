"""Privacy: whether faces are looked for, forgetting a person, deleting all face data."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QPlainTextEdit

from core.jobs.job import Lane
from core.jobs.queue import Work
from core.services.forgetting import ForgetReport, forget_all_faces, forget_person
from core.services.people_browsing import people_cards
from ridfr_desktop.page import PageContext
from ridfr_desktop.pages.settings_section import SettingsSection, button
from ridfr_desktop.widgets.wrapping_check import WrappingCheck


class PrivacySettings(SettingsSection):
    """What cannot be undone is asked for first, and its report says what went."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.heading(self.tr("Faces"))
        self._find = WrappingCheck(self.tr("Find the people in my photos"))
        self._find.setChecked(context.app.settings.find_faces == "yes")
        self._find.toggled.connect(self._set_find)
        self.add(self._find)
        self.sentence(
            self.tr(
                "Faces are found and compared on this computer. Face data stays in the library folder: "
                "{folder}"
            ).format(folder=context.app.library.paths.root)
        )
        self._trust = WrappingCheck(self.tr("Trust names that other programs wrote"))
        self._trust.setChecked(context.app.settings.trust_names)
        self._trust.toggled.connect(lambda on: self.change(trust_names=on))
        self.add(self._trust)
        self.heading(self.tr("Forget a person"))
        self.sentence(
            self.tr(
                "Deletes the name, the faces' data, references, restorations and what older copies of the "
                "library hold of the person. Your photos stay. This cannot be undone."
            )
        )
        self._people = QComboBox()
        self._people.setMinimumWidth(280)
        self._people.setAccessibleName(self.tr("Person to forget"))
        self._forget = button(self.tr("Forget…"), self._ask_person)
        self.add(self._people, self._forget)
        self.heading(self.tr("Delete all face data"))
        self.sentence(
            self.tr("Every face, person, reference and restoration goes. Photos, folders and albums stay.")
        )
        self.add(button(self.tr("Delete all face data…"), self._ask_all))
        self._report = QPlainTextEdit()
        self._report.setReadOnly(True)
        self._report.setFixedHeight(140)
        self._report.setAccessibleName(self.tr("What was deleted"))
        self._report.hide()
        self.add(self._report)
        self.finish()

    def refresh(self) -> None:
        library = self.context.app.library
        self.read(lambda _: people_cards(library, hidden=True).people, self._show_people)

    def _show_people(self, people: object) -> None:
        assert isinstance(people, tuple)
        self._people.clear()
        for card in people:
            self._people.addItem(card.name or "", card.id)
        self._forget.setEnabled(bool(people))

    def _set_find(self, on: bool) -> None:
        self.change(find_faces="yes" if on else "no")
        if on:
            self.command.emit("index", ())

    def _ask_person(self) -> None:
        person, name = self._people.currentData(), self._people.currentText()
        app = self.context.app
        self.ask(
            self.tr("Forget {name}?").format(name=name),
            self.tr("This cannot be undone. Your photos stay; what the library knows of this person goes."),
            self.tr("Forget"),
            lambda: self._run(
                self.tr("Forgetting"), lambda _: forget_person(app.library, person, decoder=app.decoder)
            ),
        )

    def _ask_all(self) -> None:
        library = self.context.app.library
        self.ask(
            self.tr("Delete all face data?"),
            self.tr("This cannot be undone. Names, references and restorations go; your photos stay."),
            self.tr("Delete all face data"),
            lambda: self._run(self.tr("Deleting face data"), lambda _: forget_all_faces(library)),
        )

    def _run(self, title: str, work: Work) -> None:
        self.context.operations.run(Lane.INDEX, title, work, self._done)

    def _done(self, report: object) -> None:
        assert isinstance(report, ForgetReport)
        lines = [
            self.tr("%Ln face(s) forgotten", "", report.faces),
            self.tr("%Ln restoration(s) deleted", "", report.restorations),
            self.tr("%Ln older copies of the library deleted", "", report.backups),
        ]
        if report.originals:
            lines.append(self.tr("Your own photos that name the person, left as they are:"))
            lines += report.originals
        self._report.setPlainText("\n".join(lines))
        self._report.show()
        self.context.cache.forget_all()
        self.changed.emit()
        self.refresh()
