"""One person: their references, their faces through the years, what to review and what to restore."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from core.app import App
from core.domain.face_tile import FaceTile, confirmed_together
from core.domain.reports import Problem
from core.jobs.job import Lane
from core.services.people import (
    ban_reference,
    clear_reference,
    confirm,
    merge_people,
    move_faces,
    name_person,
    pin_reference,
    reject,
    set_birth_date,
    set_cover,
    split_person,
)
from core.services.people_browsing import (
    PersonCard,
    PersonOverview,
    References,
    RestorableTile,
    name_list,
    person_overview,
    person_references,
    person_timeline,
    restorable_tiles,
    restored_tiles,
)
from core.services.purity import PurityReport, purity
from ridfr_desktop.navigation import Place
from ridfr_desktop.page import PageContext
from ridfr_desktop.pages.face_page import FacePage, same_name
from ridfr_desktop.pages.person_page_faces import PersonFaces
from ridfr_desktop.pages.person_page_header import PersonHeader
from ridfr_desktop.reason_words import ReasonWords
from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.face_model import Picture
from ridfr_desktop.widgets.message_pane import MessagePane
from ridfr_desktop.widgets.notice_bar import NoticeBar
from ridfr_desktop.widgets.reference_strip import GapChip, ReferenceChip, ReferenceStrip

MANY = 1_500
"""Faces of a person from which comparing them would keep edits waiting in the screen's lane."""


@dataclass(frozen=True)
class PersonRead:
    """What is read first, so that the page stands at once."""

    overview: PersonOverview
    names: dict[str, int]
    """Everybody who has a name."""


class PersonPage(FacePage):
    """Quick things first: who it is, then the faces, then what takes comparing."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._person = 0
        self._names: dict[str, int] = {}
        self._photo_of: dict[int, int] = {}
        self._purity: PurityReport | None = None
        self._together: tuple[FaceTile, ...] = ()
        self._seen_together: set[tuple[FaceTile, ...]] = set()
        """Said to be right while the window is open."""
        self._doubts: dict[int, str] = {}
        self._words = ReasonWords(self)
        self._header = PersonHeader(self._pictures, context.tones, self)
        self._header.named.connect(self._name)
        self._header.born.connect(self._set_birth)
        self._header.restore_asked.connect(lambda: self.go.emit(Place("batch", self._person, text="person")))
        self._about_strip = QLabel(self.tr("References: these faces guide the restorations"))
        self._about_strip.setProperty("quiet", True)
        self._strip = ReferenceStrip(context.tones, self)
        self._strip.pin_asked.connect(self._pin)
        self._strip.ban_asked.connect(lambda face: self._want("ban", [face]))
        self._strip.opened.connect(self._open_face)
        self._strip.nearest_asked.connect(self._show_nearest)
        self._pictures.ready.connect(self._strip.repaint_chips)
        self._warning = NoticeBar(self)
        self._faces = PersonFaces(self._pictures, context.tones, self)
        self._faces.wanted.connect(self._want)
        self._faces.moved.connect(self._move)
        self._faces.opened.connect(lambda photo, ids: self.go.emit(Place("photo", photo, ids=ids)))
        self._faces.review_asked.connect(lambda: self.go.emit(Place("review", self._person)))
        self._gone = MessagePane(context.tones, self)
        self._gone.acted.connect(lambda kind: self.go.emit(Place(kind)))
        self._lay_out()

    def _lay_out(self) -> None:
        known = QWidget()
        layout = QVBoxLayout(known)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 0, 0)
        layout.setSpacing(3 * GRID)
        head = QVBoxLayout()
        head.setContentsMargins(GRID, 0, 3 * GRID, 0)
        head.setSpacing(2 * GRID)
        for part in (self._header, self._about_strip, self._strip, self._warning, self._notice):
            head.addWidget(part)
        layout.addLayout(head)
        layout.addWidget(self._faces, 1)
        self._stack = QStackedLayout(self)
        for widget in (known, self._gone):
            self._stack.addWidget(widget)

    def open(self, place: Place) -> None:
        if place.id != self._person:
            self._person = place.id
            self._faces.clear()
            self._warning.clear()
            self._header.show_restorable(None)
            self._purity, self._together, self._doubts = None, (), {}
        self._faces.take_focus()
        self.refresh()

    def refresh(self) -> None:
        person = self._person
        self._read("person", lambda app: read_person(app, person), self._show, failure=self._say_gone)
        self._read("timeline", lambda app: person_timeline(app.library, person), self._show_timeline)
        self._read("restored", lambda app: restored_tiles(app.library, person), self._faces.show_restored)

    def escape(self) -> bool:
        for bar in (self._notice, self._warning):
            if bar.isVisible():
                bar.clear()
                return True
        return self._header.close_edit() or self._faces.close_name()

    def shortcuts(self) -> Sequence[tuple[str, str]]:
        return (
            ("Enter", self.tr("Yes, this is the person; or open the photo")),
            ("Del", self.tr("Not this person")),
            ("F2", self.tr("Someone else")),
            ("S", self.tr("Split off as somebody new")),
            ("P", self.tr("Always use a reference")),
            ("Ctrl+Z", self.tr("Undo")),
        )

    def _say_gone(self, _: Problem) -> None:
        """Merged, split back or forgotten since somebody came here."""
        words = self.tr("They were made one with somebody else, or taken back.")
        back = [("people", self.tr("All people"))]
        self._gone.show_message("person", self.tr("This person is no longer in the library"), words, back)
        self._stack.setCurrentWidget(self._gone)

    def _show(self, read: PersonRead) -> None:
        self._stack.setCurrentIndex(0)
        self._names = read.names
        self._header.show_overview(read.overview, list(read.names))
        self._faces.offer_names(list(read.names))
        self._read_what_takes_comparing(read.overview.card)

    def _read_what_takes_comparing(self, card: PersonCard) -> None:
        """Faces with each other and with those of everybody else; nobody waits for it."""
        person, lane = card.id, Lane.READ if card.faces > MANY else Lane.SCREEN
        self._read(
            "references", lambda app: person_references(app.library, person), self._show_references, lane=lane
        )
        self._read(
            "restorable", lambda app: restorable_tiles(app.library, person), self._show_restorable, lane=lane
        )
        self._check_purity()

    def _show_timeline(self, tiles: list[FaceTile]) -> None:
        self._photo_of = {tile.id: tile.photo_id for tile in tiles}
        self._together = confirmed_together(tiles)
        self._faces.show_timeline(tiles)
        self._say_doubts()

    def _show_references(self, references: References) -> None:
        chips = [
            ReferenceChip(
                face_id=chip.face_id,
                picture=self._painter(tile),
                year=self.tr("no date") if chip.year is None else str(chip.year),
                word=self._words.of_strip(chip.reasons, chip.age),
                pinned=chip.pinned,
            )
            for chip, tile in references.chips
        ]
        for widget in (self._about_strip, self._strip):
            widget.setVisible(bool(chips or references.gaps))
        gaps = [GapChip(self._words.of_gap(gap), gap.nearest_face_ids) for gap in references.gaps]
        self._strip.show_chips(chips, gaps)

    def _show_nearest(self, faces: tuple[int, ...]) -> None:
        """Of years without a good photo: what comes nearest."""
        self._faces.look_at(dict.fromkeys(faces, self.tr("comes nearest")))

    def _painter(self, tile: FaceTile) -> Picture:
        return lambda: self._pictures.face(tile)

    def _show_restorable(self, tiles: list[RestorableTile]) -> None:
        self._faces.show_restorable(tiles)
        self._header.show_restorable(len({each.tile.photo_id for each in tiles}))

    def _check_purity(self) -> None:
        """Needs the face pack's figures; without a pack there is nothing to compare, and nothing said."""
        person, app = self._person, self.context.app
        self.context.operations.run(
            Lane.INDEX,
            "",
            lambda _: purity(app.library, person, app.analyzer().embedder),
            self._show_purity,
            failure=_say_nothing,
            quiet=True,
        )

    def _show_purity(self, report: object) -> None:
        assert isinstance(report, PurityReport)
        if report.person_id == self._person:
            self._purity = report
            self._say_doubts()

    def _say_doubts(self) -> None:
        """Confirmed faces that may be somebody else's: two of one photo, or by their looks."""
        together = () if self._together in self._seen_together else self._together
        findings = () if self._purity is None else self._purity.findings
        doubts = {tile.id: self.tr("twice in one photo") for tile in together}
        doubts |= {each.face_id: self._words.of_odd(each) for each in findings}
        if doubts == self._doubts:
            return
        self._doubts = doubts
        if not doubts:
            self._warning.clear()
            return
        choices = [(self.tr("Look at them"), lambda: self._faces.look_at(doubts))]
        words = self.tr("%Ln confirmed face(s) may be somebody else.", "", len(doubts))
        if not findings:
            photos = len({tile.photo_id for tile in together})
            words = self.tr("%Ln photo(s) with two confirmed faces: one may be somebody else.", "", photos)
            choices.append((self.tr("Both are right"), self._accept_together))
        self._warning.ask(words, choices, focus=False)

    def _accept_together(self) -> None:
        self._seen_together.add(self._together)
        self._say_doubts()

    def _want(self, what: str, faces: Sequence[int]) -> None:
        """What was asked for the selected faces."""
        person, chosen = self._person, list(faces)
        if what == "restore":
            self.go.emit(Place("restore", self._photo_of.get(chosen[0], 0), ids=(chosen[0],)))
            return

        def edit(app: App) -> object:
            match what:
                case "confirm":
                    return confirm(app.library, chosen, person)
                case "reject":
                    return reject(app.library, chosen, person)
                case "split":
                    return split_person(app.library, person, chosen)
                case "cover":
                    return set_cover(app.library, person, chosen[0])
            choose = pin_reference if what == "pin" else ban_reference
            return [choose(app.library, person, face) for face in chosen]

        self._edits.run(edit)

    def _move(self, faces: list[int], name: str) -> None:
        self._edits.run(lambda app: move_faces(app.library, faces, name))

    def _pin(self, face: int, pinned: bool) -> None:
        person, choose = self._person, pin_reference if pinned else clear_reference
        self._edits.run(lambda app: choose(app.library, person, face))

    def _name(self, name: str) -> None:
        person, holder = self._person, same_name(self._names, name)
        if holder is None or holder == person:
            self._edits.run(lambda app: name_person(app.library, person, name))
            return
        words = self.tr("There is {name} already. Are these two the same person?").format(name=name)
        self._notice.ask(
            words,
            [
                (self.tr("Merge into {name}").format(name=name), lambda: self._merge(holder)),
                (self.tr("Cancel"), _nothing),
            ],
        )

    def _merge(self, into: int) -> None:
        person = self._person
        self._edits.run(
            lambda app: merge_people(app.library, into, [person]),
            lambda _: self.go.emit(Place("person", into)),
        )

    def _set_birth(self, day: date | None) -> None:
        person = self._person
        self._edits.run(lambda app: set_birth_date(app.library, person, day))

    def _open_face(self, face: int) -> None:
        if face in self._photo_of:
            photos = tuple(dict.fromkeys(self._photo_of.values()))
            self.go.emit(Place("photo", self._photo_of[face], ids=photos))


def read_person(app: App, person_id: int) -> PersonRead:
    """Head of the page and all names; runs in a lane.

    Raises:
        LibraryError: there is no such person.
    """
    return PersonRead(person_overview(app.library, person_id), name_list(app.library))


def _nothing() -> None:
    """The answer that changes nothing."""


def _say_nothing(_: Problem) -> None:
    """See `_check_purity`."""
