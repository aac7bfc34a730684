"""What the cells of a person's page say: dates, how likely, how much to gain, by which reference."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.domain.face import FaceState
from core.domain.face_tile import FaceTile
from core.domain.restoration import Decision, Likeness
from core.services.people_browsing import RestorableTile, RestoredTile
from ridfr_desktop.date_words import day_words
from ridfr_desktop.widgets.face_model import FaceEntry, Mark, Picture
from ridfr_desktop.widgets.face_pictures import FacePictures

PLAIN = ("pinned by you", "sharp", "fairly sharp", "blurred")
"""Reasons for a reference that say something in a small place."""
MUCH, SOME = 0.35, 0.2
"""Expected gain from which words say so."""


class PersonEntries(QObject):
    """Makes entries of tiles; pictures are asked for when a cell is painted."""

    def __init__(self, pictures: FacePictures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures

    def face(self, tile: FaceTile, whole: bool) -> FaceEntry:
        ask = self._pictures.photo if whole else self._pictures.face
        picture: Picture = lambda: ask(tile)  # noqa: E731
        open_ = tile.state is FaceState.SUGGESTED
        note = ""
        if open_:
            note = self.tr("from the photo's metadata")
            if tile.probability is not None:
                note = self.tr("{percent} % likely").format(percent=round(100 * tile.probability))
        day = self.tr("no date") if tile.taken_at is None else day_words(tile.taken_at)
        mark = Mark.OPEN if open_ else Mark.NONE
        return FaceEntry(tile.id, picture, day, note, mark=mark)

    def restorable(self, each: RestorableTile) -> FaceEntry:
        year = self.tr("no date") if each.tile.year is None else str(each.tile.year)
        gain = self.tr("little to gain")
        if each.gain >= SOME:
            gain = self.tr("much to gain") if each.gain >= MUCH else self.tr("something to gain")
        reference = each.reference
        note = ""
        if reference is not None:
            taken = self.tr("no date") if reference.year is None else str(reference.year)
            told = [reason for reason in each.reasons if reason in PLAIN or reason.endswith("apart")]
            note = self.tr("with {reference}").format(reference=", ".join([taken, *told][:3]))
        second = None if reference is None else lambda: self._pictures.face(reference)
        return FaceEntry(
            each.tile.id, lambda: self._pictures.face(each.tile), f"{year}  ·  {gain}", note, second
        )

    def restored(self, each: RestoredTile) -> FaceEntry:
        year = self.tr("no date") if each.tile.year is None else str(each.tile.year)
        kept = self.tr("kept") if each.decision is Decision.KEPT else self.tr("not decided")
        words = {
            None: "",
            Likeness.CLOSE: self.tr("close to the person"),
            Likeness.UNSURE: self.tr("unsure whether still the person"),
            Likeness.DRIFTED: self.tr("no longer the person"),
        }[None if each.judgement is None else each.judgement.likeness]
        mark = Mark.KEPT if each.decision is Decision.KEPT else Mark.HELD
        return FaceEntry(
            id=each.restoration_id,
            picture=lambda: self._pictures.before(each),
            second=lambda: self._pictures.result(each.restoration_id, each.crop),
            caption=f"{year}  ·  {kept}",
            note=words,
            mark=mark,
        )
