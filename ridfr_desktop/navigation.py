"""Where the user is, and the way back: places on a stack, as in a browser."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

DEPTH = 100
"""Places that Back remembers."""


@dataclass(frozen=True)
class Place:
    """Something to show.

    Kinds: "all", "restorable", "restored", "offline", "folder" (id), "album" (id) and "search"
    (text) are photographs; "people", "person" (id); "review" (id of a person, 0 for unknown
    groups, text "held" for held restorations); "photo" (id); "restore" (id of a photo, ids of
    faces or none for all); "batch" (the queue; with text "photos" and ids, or text "person" or
    "album" and id: offer to restore these); "settings" (text names a section), "welcome".
    """

    kind: str
    id: int = 0
    text: str = ""
    ids: tuple[int, ...] = ()


class Navigation(QObject):
    """A stack of places with one of them shown."""

    moved = Signal(object)
    """`Place` that is to be shown now."""

    def __init__(self, start: Place, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places = [start]
        self._at = 0

    @property
    def place(self) -> Place:
        return self._places[self._at]

    @property
    def can_go_back(self) -> bool:
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        return self._at < len(self._places) - 1

    def latest(self, kinds: Collection[str]) -> Place:
        """The newest place of these kinds on the way here; the present one if there is none."""
        passed = reversed(self._places[: self._at + 1])
        return next((place for place in passed if place.kind in kinds), self.place)

    def go(self, place: Place) -> None:
        """Show `place`; what lay ahead is forgotten. Going where one is already only shows it anew."""
        if place != self.place:
            self._places = [*self._places[: self._at + 1], place][-DEPTH:]
            self._at = len(self._places) - 1
        self.moved.emit(place)

    def replace(self, place: Place) -> None:
        """Show `place` instead of the present one: the way back does not lead through it."""
        self._places[self._at] = place
        self.moved.emit(place)

    def back(self) -> None:
        if self.can_go_back:
            self._at -= 1
            self.moved.emit(self.place)

    def forward(self) -> None:
        if self.can_go_forward:
            self._at += 1
            self.moved.emit(self.place)
