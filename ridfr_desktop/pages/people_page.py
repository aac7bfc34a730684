"""Everybody in the library as cards: groups that wait for a name first, then people by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QLocale, QPoint, QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from core.app import App
from core.services.forgetting import ForgetReport, forget_person
from core.services.people import hide_person, merge_people, name_person
from core.services.people_browsing import PeopleCards, PersonCard, people_cards
from ridfr_desktop.navigation import Place
from ridfr_desktop.page import PageContext
from ridfr_desktop.pages.face_page import FacePage, same_name
from ridfr_desktop.theme import GRID
from ridfr_desktop.widgets.elided_label import ElidedLabel
from ridfr_desktop.widgets.face_delegate import FaceDelegate, words_height
from ridfr_desktop.widgets.face_drop_grid import FaceDropGrid
from ridfr_desktop.widgets.face_model import FaceEntry, FaceModel
from ridfr_desktop.widgets.message_pane import MessagePane

CARD = 168
GROUPS_SHOWN = 12
"""Groups without a name among the cards; the review goes through all of them."""


class PeoplePage(FacePage):
    """Typing on a card names it; the same name, or one card dragged on another, makes one person."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._cards = PeopleCards((), (), 0)
        self._by_id: dict[int, PersonCard] = {}
        self._model = FaceModel(self._pictures, self)
        self._grid = FaceDropGrid(context.tones, self)
        self._grid.set_cell_size(QSize(CARD, CARD + words_height()))
        self._grid.show_model(self._model)
        self._grid.setAccessibleName(self.tr("People"))
        triggers = self._grid.EditTrigger
        self._grid.setEditTriggers(triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self._delegate = FaceDelegate(context.tones, self._grid)
        self._delegate.complete_from(lambda: [card.name or "" for card in self._cards.people])
        self._delegate.named.connect(self._name)
        self._grid.setItemDelegate(self._delegate)
        self._delegate.closeEditor.connect(self._show_cards, Qt.ConnectionType.QueuedConnection)
        self._grid.opened.connect(self._open_person)
        self._grid.dropped.connect(self._merge)
        self._grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._grid.customContextMenuRequested.connect(self._show_menu)
        for key in ("Return", "Enter"):
            self._key(key, self._open_current, self._grid)
        self._key("Del", self._hide_selected, self._grid)
        self._lay_out()

    def _lay_out(self) -> None:
        self._title = QLabel(self.tr("People"))
        self._title.setObjectName("title")
        self._count = ElidedLabel()
        self._count.setProperty("quiet", True)
        self._find = QLineEdit()
        self._find.setPlaceholderText(self.tr("Find a person"))
        self._find.setAccessibleName(self.tr("Find a person"))
        self._find.setClearButtonEnabled(True)
        self._find.setFixedWidth(200)
        self._find.textChanged.connect(self._show_cards)
        self._hidden = QCheckBox()
        self._hidden.toggled.connect(self.refresh)
        self._review = QPushButton(self.tr("Review…"))
        self._review.setProperty("primary", True)
        self._review.clicked.connect(lambda: self.go.emit(Place("review")))
        header = QHBoxLayout()
        header.setSpacing(3 * GRID)
        header.setContentsMargins(GRID, 0, 3 * GRID, 0)
        header.addWidget(self._title)
        header.addWidget(self._count, 1, Qt.AlignmentFlag.AlignVCenter)
        for widget in (self._hidden, self._find, self._review):
            header.addWidget(widget)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._grid)
        self._stack.addWidget(self._empty_state())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 0, 0)
        layout.setSpacing(3 * GRID)
        layout.addLayout(header)
        layout.addLayout(self._notice_line())
        layout.addLayout(self._stack, 1)

    def open(self, place: object) -> None:
        self.refresh()
        self._grid.setFocus()

    def refresh(self) -> None:
        hidden = self._hidden.isChecked()
        self._read("people", lambda app: people_cards(app.library, hidden=hidden), self._show)

    def escape(self) -> bool:
        if self._notice.isVisible():
            self._notice.clear()
            self._grid.setFocus()
            return True
        if self._find.text():
            self._find.clear()
            return True
        return False

    def shortcuts(self) -> Sequence[tuple[str, str]]:
        return (
            ("Enter", self.tr("Open a person, or review a group")),
            ("F2", self.tr("Name")),
            ("Del", self.tr("Hide")),
            ("Ctrl+Z", self.tr("Undo")),
        )

    def _show(self, cards: PeopleCards) -> None:
        self._cards = cards
        self._by_id = {card.id: card for card in (*cards.groups, *cards.people)}
        self._hidden.setText(self.tr("Show %Ln hidden", "", cards.hidden))
        self._hidden.setVisible(cards.hidden > 0)
        waiting = bool(cards.groups) or any(card.suggested for card in cards.people)
        self._review.setEnabled(waiting)
        self._show_cards()

    def _show_cards(self) -> None:
        if self._grid.editing:
            # Cards that are shown anew would close the editor; it asks again when it is done.
            return
        cards, wanted = self._cards, self._find.text().strip().casefold()
        people = [card for card in cards.people if wanted in (card.name or "").casefold()]
        groups = [] if wanted else list(cards.groups[:GROUPS_SHOWN])
        chosen, current = self._grid.selected_ids(), self._grid.current_id()
        scrolled = self._grid.verticalScrollBar().value()
        waiting = self._groups_title(len(cards.groups))
        titles = [waiting] * len(groups) + [self.tr("People") if groups else ""] * len(people)
        self._model.show_entries([self._entry(card) for card in (*groups, *people)], titles)
        self._grid.select_ids(chosen, current)
        self._grid.verticalScrollBar().setValue(scrolled)
        self._count.setText(self._counted(cards))
        self._stack.setCurrentIndex(0 if self._by_id else 1)

    def _groups_title(self, count: int) -> str:
        if count > GROUPS_SHOWN:
            return self.tr("Who is this? The {shown} largest of {all} groups").format(
                shown=GROUPS_SHOWN, all=QLocale().toString(count)
            )
        return self.tr("Who is this?")

    def _counted(self, cards: PeopleCards) -> str:
        words = self.tr("%Ln person(s)", "", len(cards.people))
        if cards.groups:
            words += "  ·  " + self.tr("%Ln group(s) without a name", "", len(cards.groups))
        return words

    def _entry(self, card: PersonCard) -> FaceEntry:
        cover = card.cover
        return FaceEntry(
            id=card.id,
            picture=lambda: None if cover is None else self._pictures.face(cover),
            caption=card.name or self.tr("Who is this?"),
            note=self._note(card),
            progress=card.reviewed if card.name and card.suggested else None,
            named=card.name is not None,
        )

    def _note(self, card: PersonCard) -> str:
        words = self.tr("%Ln photo(s)", "", card.photos)
        if card.name is not None and card.suggested:
            # First what waits: the narrow card may cut the rest.
            words = self.tr("%Ln to review", "", card.suggested) + "  ·  " + words
        return words + ("  ·  " + self.tr("hidden") if card.hidden else "")

    def _open_current(self) -> None:
        number = self._grid.current_id()
        if number is not None:
            self._open_person(number)

    def _open_person(self, number: int) -> None:
        """A group is a question; a person has a page."""
        named = self._by_id[number].name is not None
        self.go.emit(Place("person" if named else "review", number))

    def _name(self, number: int, name: str) -> None:
        card = self._by_id.get(number)
        if card is None or name == card.name:
            return
        holder = same_name({each.name or "": each.id for each in self._cards.people}, name)
        if holder is None or holder == number:
            self._edits.run(lambda app: name_person(app.library, number, name))
        else:
            self._ask_merge(holder, [number])
        self._grid.setFocus()

    def _ask_merge(self, into: int, others: Sequence[int]) -> None:
        name = self._by_id[into].name or self.tr("this group")
        photos = sum(self._by_id[number].photos for number in others)
        words = self.tr("There is {name} already. Are these %Ln photo(s) {name} too?", "", photos)
        merge = (self.tr("Merge"), lambda: self._merge_now(into, others))
        self._notice.ask(words.format(name=name), [merge, (self.tr("Cancel"), self._grid.setFocus)])

    def _merge(self, into: int, others: Sequence[int]) -> None:
        """Two names may be a slip of the hand: asked first. A group has no name to lose."""
        named = [self._by_id[number] for number in others if self._by_id[number].name]
        if not named:
            self._merge_now(into, others)
            return
        target = self._by_id[into]
        if target.name is None and len(named) == 1:
            rest = [number for number in (into, *others) if number != named[0].id]
            self._merge_now(named[0].id, rest)
            return
        words = self.tr("Make {others} and {name} one person? They will be called {name}.").format(
            others=", ".join(card.name or "" for card in named), name=target.name or named[0].name
        )
        kept = into if target.name else named[0].id
        rest = [number for number in (into, *others) if number != kept]
        merge = (self.tr("Merge"), lambda: self._merge_now(kept, rest))
        self._notice.ask(words, [merge, (self.tr("Cancel"), self._grid.setFocus)])

    def _merge_now(self, into: int, others: Sequence[int]) -> None:
        self._edits.run(lambda app: merge_people(app.library, into, list(others)))
        self._grid.setFocus()

    def _merge_selected(self) -> None:
        """Into the one with a name and most faces."""
        cards = [self._by_id[number] for number in self._grid.selected_ids()]
        kept = max(cards, key=lambda card: (card.name is not None, card.faces))
        self._merge(kept.id, [card.id for card in cards if card.id != kept.id])

    def _hide_selected(self) -> None:
        chosen = [self._by_id[number] for number in self._grid.selected_ids()]
        for card in chosen:
            self._edits.run(self._hider(card))

    def _hider(self, card: PersonCard) -> Callable[[App], object]:
        return lambda app: hide_person(app.library, card.id, not card.hidden)

    def _ask_forget(self, card: PersonCard) -> None:
        words = self.tr(
            "Forget {name}? The name, %Ln face(s) and everything restored from them are deleted from this "
            "library and its backups. This cannot be undone. Your photos are not touched.",
            "",
            card.faces,
        ).format(name=card.name or self.tr("this group"))
        forget = (self.tr("Forget"), lambda: self._forget(card.id))
        self._notice.ask(words, [(self.tr("Cancel"), self._grid.setFocus), forget])

    def _forget(self, person: int) -> None:
        edit = lambda app: forget_person(app.library, person, decoder=app.decoder)  # noqa: E731
        self._edits.run(edit, self._tell_forgotten, for_good=True)

    def _tell_forgotten(self, report: object) -> None:
        assert isinstance(report, ForgetReport)
        self.context.cache.forget_all()
        words = self.tr("Forgotten: %Ln face(s) and all that was made of them.", "", report.faces)
        if report.originals:
            left = self.tr("%Ln of your own photos still have the name in them.", "", len(report.originals))
            words += " " + left
        self._notice.tell(words, seconds=20)

    def _show_menu(self, at: QPoint) -> None:
        index = self._grid.indexAt(at)
        if not index.isValid():
            return
        if not self._grid.selectionModel().isSelected(index):
            select = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self._grid.selectionModel().setCurrentIndex(index, select)
        menu = self.menu_for(self._grid.selected_ids())
        menu.popup(self._grid.viewport().mapToGlobal(at))

    def menu_for(self, numbers: Sequence[int]) -> QMenu:
        """What can be done with these people."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        cards = [self._by_id[number] for number in numbers]
        first = cards[0]
        if len(cards) == 1:
            menu.addAction(self.tr("Open"), lambda: self._open_person(first.id))
            menu.addAction(self.tr("Name (F2)"), lambda: self._grid.edit(self._grid.currentIndex()))
            if first.suggested:
                review = self.tr("Review %Ln face(s)", "", first.suggested)
                menu.addAction(review, lambda: self.go.emit(Place("review", first.id)))
        else:
            menu.addAction(self.tr("Make them one person"), self._merge_selected)
        menu.addSeparator()
        hide = self.tr("Show again (Del)") if first.hidden else self.tr("Hide (Del)")
        menu.addAction(hide, self._hide_selected)
        if len(cards) == 1:
            menu.addAction(self.tr("Forget…"), lambda: self._ask_forget(first))
        return menu

    def _empty_state(self) -> MessagePane:
        pane = MessagePane(self.context.tones, self)
        words = self.tr("When photos have been read, the people in them are gathered here.")
        pane.show_message("people", self.tr("Nobody yet"), words, [("all", self.tr("Go to the photos"))])
        pane.acted.connect(lambda kind: self.go.emit(Place(kind)))
        return pane
