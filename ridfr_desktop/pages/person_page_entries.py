"""What the cells of a person's page say: dates, how likely, how much to gain, by which reference."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.domain.face import FaceState
from core.domain.face_tile import FaceTile
from core.domain.reasons import ReasonCode
from core.domain.restoration import Decision
from core.services.people_browsing import RestorableTile, RestoredTile
from ridfr_desktop.date_words import day_words
from ridfr_desktop.reason_words import ReasonWords
from ridfr_desktop.widgets.face_model import FaceEntry, Mark, Picture
from ridfr_desktop.widgets.face_pictures import FacePictures

R = ReasonCode
SHARPNESS = (R.SHARP, R.FAIRLY_SHARP, R.SMALL, R.BLURRED)
PLAIN = (R.PINNED, *SHARPNESS, R.YEARS_APART, R.SAME_YEAR)
"""Reasons for a reference that say something in a small place."""
MUCH, SOME = 0.35, 0.2
"""Expected gain from which words say so."""


class PersonEntries(QObject):
    """Makes entries of tiles; pictures are asked for when a cell is painted."""

    def __init__(self, pictures: FacePictures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._words = ReasonWords(self)

    def face(self, tile: FaceTile, whole: bool, note: str = "") -> FaceEntry:
        """A face, or its whole photo; `note` says why it is to be looked at."""
        ask = self._pictures.photo if whole else self._pictures.face
        picture: Picture = lambda: ask(tile)  # noqa: E731
        open_ = tile.state is FaceState.SUGGESTED
        if open_ and not note:
            note = self._words.of_probability(tile.probability)
        day = self.tr("no date") if tile.taken_at is None else day_words(tile.taken_at)
        mark = Mark.OPEN if open_ else Mark.NONE
        return FaceEntry(tile.id, picture, day, note, mark=mark, told=note)

    def restorable(self, each: RestorableTile) -> FaceEntry:
        year = self.tr("no date") if each.tile.year is None else str(each.tile.year)
        gain = self.tr("little to gain")
        if each.gain >= SOME:
            gain = self.tr("much to gain") if each.gain >= MUCH else self.tr("something to gain")
        reference = each.reference
        note = told = ""
        if reference is not None:
            taken = self.tr("an undated photo") if reference.year is None else str(reference.year)
            plain = [reason for reason in each.reasons if reason.code in PLAIN]
            words = [taken, *map(self._words.of, plain)]
            note = self.tr("with {reference}").format(reference=", ".join(words[:3]))
            told = self._words.listed(each.reasons)
        second = None if reference is None else lambda: self._pictures.face(reference)
        return FaceEntry(
            each.tile.id,
            lambda: self._pictures.face(each.tile),
            f"{year}  ·  {gain}",
            note,
            second,
            told=told,
        )

    def restored(self, each: RestoredTile) -> FaceEntry:
        year = self.tr("no date") if each.tile.year is None else str(each.tile.year)
        kept = self.tr("kept") if each.decision is Decision.KEPT else self.tr("not decided")
        reasons = () if each.judgement is None else each.judgement.reasons
        mark = Mark.KEPT if each.decision is Decision.KEPT else Mark.HELD
        return FaceEntry(
            id=each.restoration_id,
            picture=lambda: self._pictures.before(each),
            second=lambda: self._pictures.result(each.restoration_id, each.crop),
            caption=f"{year}  ·  {kept}",
            note=self._words.in_brief(reasons),
            mark=mark,
            told=self._words.all_of(reasons),
        )
