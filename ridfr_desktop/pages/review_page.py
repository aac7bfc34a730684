"""What waits for an answer: groups without a name, suggested faces, and results that were held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from core.app import App
from core.domain.face_tile import FaceTile
from core.domain.restoration import Decision
from core.services.people import confirm, ignore, ignore_stranger, reject, split_person
from core.services.people_browsing import (
    PeopleCards,
    PersonCard,
    RestoredTile,
    certain_faces,
    frequent_of,
    group_faces,
    held_results,
    people_cards,
    person_overview,
    review_queue,
)
from core.services.versions import decide
from ridfr_desktop.navigation import Place
from ridfr_desktop.page import PageContext
from ridfr_desktop.pages.face_page import FacePage, original_image, same_name
from ridfr_desktop.pages.review_page_held import HeldResults
from ridfr_desktop.pages.review_page_question import FaceQuestion
from ridfr_desktop.pages.review_page_sheet import GroupSheet
from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.message_pane import MessagePane

LONGEST = 24
"""Letters of a name on a button."""


@dataclass(frozen=True)
class Waiting:
    """What there is to review at one place."""

    cards: PeopleCards
    person: PersonCard | None = None
    """Whom the faces may be; a group without a name when `faces` is a sheet."""
    faces: tuple[FaceTile, ...] = ()
    certain: tuple[FaceTile, ...] = ()
    """Faces that are the person's, the best first."""


class ReviewPage(FacePage):
    """One question at a time; an answer is shown at once and written behind it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._place = Place("review")
        self._waiting = Waiting(PeopleCards((), (), 0))
        self._queue: list[FaceTile] = []
        self._answered: list[int] = []
        self._pending: set[int] = set()
        self._put_off: list[int] = []
        self._question = FaceQuestion(self._pictures, context.tones, self)
        self._sheet = GroupSheet(self._pictures, context.tones, self)
        self._held = HeldResults(self._pictures, context.tones, self)
        self._done = MessagePane(context.tones, self)
        self._done.acted.connect(self._go_on)
        self._ways: list[tuple[str, Place]] = []
        self._edits.failed.connect(self._not_answered)
        self._pictures.ready.connect(self._picture_ready)
        self._connect_question()
        self._connect_sheet()
        self._held.decided.connect(self._decide)
        self._held.opened.connect(lambda photo, face: self.go.emit(Place("restore", photo, ids=(face,))))
        for part in (self._question, self._sheet, self._held):
            part.undone.connect(self._edits.undo)
        self._stack = QStackedLayout()
        for widget in (self._question, self._sheet, self._held, self._done):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 0, 0)
        layout.addLayout(self._notice_line())
        layout.addLayout(self._stack, 1)

    def _connect_question(self) -> None:
        ask = self._question
        ask.yes.connect(self._confirm)
        ask.no.connect(lambda: self._answer(lambda app, face, who: reject(app.library, [face], who)))
        ask.ignored.connect(lambda: self._answer(lambda app, face, _: ignore(app.library, [face])))
        ask.split.connect(lambda: self._answer(lambda app, face, who: split_person(app.library, who, [face])))
        ask.somebody.connect(self._say_somebody)
        ask.later.connect(self._put_face_off)

    def _connect_sheet(self) -> None:
        self._sheet.named.connect(self._name_group)
        self._sheet.ignored.connect(self._ignore_group)
        self._sheet.split.connect(self._split_group)
        self._sheet.later.connect(self._put_group_off)

    def open(self, place: Place) -> None:
        self._place = place
        self._answered, self._put_off, self._queue = [], [], []
        self._pending.clear()
        self.refresh()

    def refresh(self) -> None:
        place = self._place
        if place.text == "held":
            self._read("review", lambda app: held_results(app.library), self._show_held)
            return
        known = self._waiting
        if self._queue and known.person is not None and known.person.id == place.id:
            self._read("review", lambda app: still_waiting(app, known), self._show)
            return
        put_off = tuple(self._put_off)
        self._read("review", lambda app: waiting_at(app, place.id, put_off), self._show)

    def escape(self) -> bool:
        if self._notice.isVisible():
            self._notice.clear()
            return True
        return False

    def shortcuts(self) -> Sequence[tuple[str, str]]:
        return (
            ("Enter", self.tr("Yes, or keep")),
            ("Del", self.tr("No, or discard")),
            ("I", self.tr("Ignore: a stranger")),
            ("S", self.tr("Split off: somebody new")),
            ("Space", self.tr("Take a face out of the group, or put it back")),
            ("F2", self.tr("Someone else")),
            ("L", self.tr("Later")),
            ("1 to 9", self.tr("One of the people you name most")),
            ("Ctrl+Z", self.tr("Undo")),
        )

    def _show(self, waiting: Waiting) -> None:
        self._waiting = waiting
        names = [card.name or "" for card in waiting.cards.people]
        frequent = [(card.id, card.name or "") for card in frequent_of(waiting.cards)]
        for part in (self._question, self._sheet):
            part.offer_names(names)
            part.frequent.show_people(frequent)
        if waiting.person is None or not waiting.faces:
            self._show_done()
        elif waiting.person.name is None:
            self._show_sheet(waiting.person, waiting.faces)
        else:
            self._show_question(waiting.person, waiting)

    def _show_sheet(self, group: PersonCard, faces: Sequence[FaceTile]) -> None:
        left = len(self._waiting.cards.groups)
        self._sheet.counter.setText(self.tr("%Ln group(s) left", "", left))
        self._sheet.show_group(faces)
        self._stack.setCurrentWidget(self._sheet)

    def _show_question(self, person: PersonCard, waiting: Waiting) -> None:
        before = self._queue[0].id if self._queue else 0
        queue = [tile for tile in waiting.faces if tile.id not in self._pending]
        # An answered face that waits again was taken back: it is asked about first. What is on the
        # screen stays on the screen; what was put off comes last.
        back = {tile.id for tile in queue} & set(self._answered)
        self._answered = [face for face in self._answered if face not in back]
        later = set(self._put_off)
        queue.sort(key=lambda tile: (tile.id not in back, tile.id != before, tile.id in later))
        self._queue = queue
        self._question.show_person(person, waiting.certain)
        self._stack.setCurrentWidget(self._question)
        self._ask(anew=not queue or queue[0].id != before)

    def _ask(self, *, anew: bool = True) -> None:
        if not self._queue:
            self._show_done()
            return
        done = len(self._answered)
        words = self.tr("{number} of {all}").format(
            number=QLocale().toString(done + 1), all=QLocale().toString(done + len(self._queue))
        )
        self._question.counter.setText(words)
        if anew:
            tile = self._queue[0]
            self._question.show_face(tile)
            photo = tile.photo_id
            work = lambda app: original_image(app, photo)  # noqa: E731
            self._read("photo", work, self._question.show_photo, failure=self._question.say_missing)

    def _confirm(self) -> None:
        self._answer(lambda app, face, who: confirm(app.library, [face], who))

    def _say_somebody(self, who: int | str) -> None:
        self._answer(lambda app, face, _: confirm(app.library, [face], who))

    def _answer(self, edit: Callable[[App, int, int], object]) -> None:
        """Go on to the next face at once; the edit follows in its lane."""
        person = self._waiting.person
        if not self._queue or person is None:
            return
        face, who = self._queue.pop(0).id, person.id
        self._answered.append(face)
        self._pending.add(face)
        self._edits.run(lambda app: edit(app, face, who), lambda _: self._pending.discard(face))
        self._ask()

    def _tell_edit(self, words: str, can_undo: bool) -> None:
        """Between two questions nothing moves: the words stand beside Undo."""
        if self._stack.currentWidget() is self._question:
            self._question.said.setText(words)
        else:
            super()._tell_edit(words, can_undo)

    def _not_answered(self) -> None:
        """An edit could not be made: its face is asked about again."""
        self._pending.clear()
        self.refresh()

    def _put_face_off(self) -> None:
        if len(self._queue) > 1:
            tile = self._queue.pop(0)
            self._put_off.append(tile.id)
            self._queue.append(tile)
            self._ask()

    def _name_group(self, who: int | str, faces: list[int], others: list[int]) -> None:
        group = self._waiting.person
        if group is None:
            return
        names = {card.name or "": card.id for card in self._waiting.cards.people}
        known = same_name(names, who) if isinstance(who, str) else who

        def edit(app: App) -> object:
            if others:
                reject(app.library, others, group.id)
            return confirm(app.library, faces, who if known is None else known)

        self._edits.run(edit)

    def _ignore_group(self, faces: list[int], others: list[int]) -> None:
        """A stranger, everywhere and from now on."""
        group = self._waiting.person
        if group is None or not faces:
            return

        def edit(app: App) -> object:
            if others:
                reject(app.library, others, group.id)
            return ignore_stranger(app.library, faces)

        self._edits.run(edit)

    def _split_group(self, faces: list[int]) -> None:
        group = self._waiting.person
        if group is not None:
            self._edits.run(lambda app: split_person(app.library, group.id, faces))

    def _put_group_off(self) -> None:
        if self._waiting.person is not None:
            self._put_off.append(self._waiting.person.id)
            self._place = Place("review")
            self.refresh()

    def _show_held(self, results: list[RestoredTile]) -> None:
        if results:
            self._held.show_results(results)
            self._stack.setCurrentWidget(self._held)
        else:
            self._show_done()

    def _decide(self, numbers: list[int], decision: Decision) -> None:
        self._edits.run(lambda app: decide(app.library, numbers, decision, app.decoder))

    def _show_done(self) -> None:
        """Nothing waits here: where else something does."""
        cards, person = self._waiting.cards, self._waiting.person
        others = [
            card for card in cards.people if card.suggested and (person is None or card.id != person.id)
        ]
        ways: list[tuple[str, Place]] = []
        if person is not None and person.name is not None:
            words = self.tr("Go to {name}").format(name=_short(person.name))
            ways.append((words, Place("person", person.id)))
        if self._place.text != "held" and cards.groups and self._place.id:
            ways.append((self.tr("%Ln group(s) without a name", "", len(cards.groups)), Place("review")))
        for card in sorted(others, key=lambda card: -card.suggested)[:2]:
            words = self.tr("%Ln face(s) of {name}", "", card.suggested).format(name=_short(card.name or ""))
            ways.append((words, Place("review", card.id)))
        self._ways = [*ways[:3], (self.tr("People"), Place("people"))]
        buttons = [(str(at), words.replace("&", "&&")) for at, (words, _) in enumerate(self._ways)]
        elsewhere = self.tr("Elsewhere faces wait for an answer.") if others else ""
        self._done.show_message("question", self.tr("Nothing is waiting here"), elsewhere, buttons)
        self._stack.setCurrentWidget(self._done)

    def _go_on(self, at: str) -> None:
        self.go.emit(self._ways[int(at)][1])

    def _picture_ready(self, _number: int, kind: str) -> None:
        """The small picture of the photo came before the large one."""
        if kind == "photo" and self._queue and self._stack.currentWidget() is self._question:
            self._question.show_small_photo()


def _short(name: str) -> str:
    """A name that leaves room for others beside it."""
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def waiting_at(app: App, person_id: int, put_off: Sequence[int] = ()) -> Waiting:
    """What there is to review of a person or group; with 0 the largest group that is not put off."""
    cards = people_cards(app.library, hidden=bool(person_id))
    known = {card.id: card for card in (*cards.groups, *cards.people)}
    if person_id == 0 or (person_id not in known):
        later = {number: at for at, number in enumerate(put_off)}
        groups = sorted(cards.groups, key=lambda card: later.get(card.id, -1))
        person = groups[0] if groups else None
    else:
        person = known[person_id]
    if person is None:
        return Waiting(cards)
    if person.name is None:
        return Waiting(cards, person, tuple(group_faces(app.library, person.id)))
    faces = tuple(review_queue(app.library, person.id))
    return Waiting(cards, person, faces, tuple(certain_faces(app.library, person.id)))


def still_waiting(app: App, waiting: Waiting) -> Waiting:
    """The faces of a person's review, read again between two answers: the rest stays as it was."""
    assert waiting.person is not None, "asked only while a person is reviewed"
    person = person_overview(app.library, waiting.person.id).card
    return replace(waiting, person=person, faces=tuple(review_queue(app.library, person.id)))
