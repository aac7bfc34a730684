"""The words for reasons that core gives as codes and numbers, in the language of the window."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from PySide6.QtCore import QLocale, QObject

from core.domain.reasons import Reason, ReasonCode
from core.services.purity import LikelyOther, OddFace
from core.services.reference_gaps import GapPlace, ReferenceGap

R = ReasonCode
SURE = 0.99
"""Probability above which a figure would say that something is certain."""


class ReasonWords(QObject):
    """Says a reason as a sentence, or as one or two words where there is little room."""

    def of(self, reason: Reason) -> str:
        """A reason in words; those of which only English words are known stay as they are."""
        numbers = [QLocale().toString(value, "f", 2) for value in reason.values]
        words = self._counted(reason) or self._words.get(reason.code)
        return words.format(*numbers) if words else str(reason)

    def all_of(self, reasons: Iterable[Reason]) -> str:
        """Sentences one after the other."""
        return " ".join(map(self.of, reasons))

    def listed(self, reasons: Iterable[Reason]) -> str:
        """Short reasons with commas between them."""
        return ", ".join(map(self.of, reasons))

    def of_probability(self, probability: float | None) -> str:
        """How likely a suggested face is the person's; None: the photo's own metadata says so."""
        if probability is None:
            return self.tr("from the photo's metadata")
        words = self.tr("over {percent} % likely") if probability > SURE else self.tr("{percent} % likely")
        return words.format(percent=round(100 * min(probability, SURE)))

    def of_strip(self, reasons: Iterable[Reason], age: int | None) -> str:
        """Why a face is among a person's references, in two or three words: "age 8, sharp"."""
        short = self._short()
        told = [short[each.code] for each in reasons if each.code in short]
        if age is not None and age >= 0:
            told = [self.tr("age {years}").format(years=age), *told]
            told = [words for words in told if words not in (short[R.YOUNGER], short[R.OLDER])]
        return ", ".join(told[:2])

    def in_brief(self, reasons: Sequence[Reason]) -> str:
        """What the guard says of a result, in a few words and with its numbers; "" for nothing."""
        if not reasons:
            return ""
        numbers = [QLocale().toString(value, "f", 2) for value in reasons[-1].values]
        short = {
            R.NO_REFERENCE: self.tr("not judged: no reference"),
            R.NO_FACE_IN_RESULT: self.tr("no face recognised"),
            R.NOT_CLOSER: self.tr("not closer: {0}, before {1}"),
            R.BELOW_OWN_RANGE: self.tr("unlike the person: {0}, at least {1}"),
            R.BELOW_ANY_RANGE: self.tr("unlike the person: {0}, at least {1}"),
            R.LOW_IN_OWN_RANGE: self.tr("unsure: {0}, usual from {1}"),
            R.LOW_IN_ANY_RANGE: self.tr("unsure: {0}, usual from {1}"),
            R.AS_CLOSE_AS_OWN: self.tr("close to the person: {0}"),
            R.AS_CLOSE_AS_ANY: self.tr("close to the person: {0}"),
        }
        words = short.get(reasons[-1].code)
        return self.of(reasons[-1]) if words is None else words.format(*numbers)

    def of_gap(self, gap: ReferenceGap) -> str:
        """Years without a good photo."""
        after, until = gap.period[0], gap.period[1] + 1
        words = {
            GapPlace.ALL: self.tr("No sharp photo from the front"),
            GapPlace.BEFORE: self.tr("No sharp photo from the front before {until}"),
            GapPlace.SINCE: self.tr("No sharp photo from the front since {after}"),
            GapPlace.BETWEEN: self.tr("No sharp photo from the front between {after} and {until}"),
        }[gap.place]
        return words.format(after=after, until=until)

    def of_odd(self, face: OddFace | LikelyOther) -> str:
        """Why a confirmed face may be somebody else's, in a few words."""
        if isinstance(face, LikelyOther):
            return self.tr("more like {name}").format(name=face.other)
        return self.tr("unlike the others")

    @cached_property
    def _words(self) -> dict[ReasonCode, str]:
        return self._reference() | self._result() | self._face()

    def _counted(self, reason: Reason) -> str:
        if reason.code is R.EYES_APART:
            return self.tr("%Ln pixel(s) between the eyes", "", round(reason.values[0]))
        if reason.code is R.YEARS_APART:
            return self.tr("%Ln year(s) apart", "", round(reason.values[0]))
        if reason.code is R.TOO_SMALL:
            distance, least = (round(value) for value in reason.values)
            return self.tr(
                "The face is too small: %Ln pixel(s) between the eyes, at least {least} are needed.",
                "",
                distance,
            ).format(least=least)
        return ""

    def _reference(self) -> dict[ReasonCode, str]:
        return {
            R.PINNED: self.tr("pinned by you"),
            R.CONFIRMED: self.tr("confirmed"),
            R.SUGGESTED: self.tr("suggested, not confirmed"),
            R.SHARP: self.tr("sharp"),
            R.FAIRLY_SHARP: self.tr("fairly sharp"),
            R.BLURRED: self.tr("blurred"),
            R.SMALL: self.tr("small"),
            R.LOOKS_AHEAD: self.tr("looks into the camera"),
            R.SAME_TURN: self.tr("turned the same way"),
            R.TURNED_LEFT: self.tr("turned to the left"),
            R.TURNED_RIGHT: self.tr("turned to the right"),
            R.SAME_TIME: self.tr("taken at the same time"),
            R.SAME_YEAR: self.tr("less than a year apart"),
            R.SAME_LIGHT: self.tr("same light"),
            R.ANOTHER_PRINT: self.tr("may be another print of the same photograph"),
            R.BEST: self.tr("best"),
            R.YOUNGER: self.tr("younger"),
            R.OLDER: self.tr("older"),
            R.ANOTHER_AGE: self.tr("another age"),
            R.ANOTHER_PHOTO: self.tr("another photo"),
        }

    def _short(self) -> dict[ReasonCode, str]:
        """For a chip; what it adds besides sharpness and side goes without saying."""
        return {
            R.YOUNGER: self.tr("younger"),
            R.OLDER: self.tr("older"),
            R.SHARP: self.tr("sharp"),
            R.FAIRLY_SHARP: self.tr("fairly sharp"),
            R.BLURRED: self.tr("soft"),
            R.SMALL: self.tr("small"),
            R.LOOKS_AHEAD: self.tr("front"),
            R.TURNED_LEFT: self.tr("from the left"),
            R.TURNED_RIGHT: self.tr("from the right"),
        }

    def _result(self) -> dict[ReasonCode, str]:
        return {
            R.NO_REFERENCE: self.tr(
                "There is no reference of this person, so the likeness cannot be judged."
            ),
            R.NO_FACE_IN_RESULT: self.tr("No face could be recognised in the result."),
            R.NOT_CLOSER: self.tr(
                "The result is not closer to the references ({0}) than the damaged face was ({1})."
            ),
            R.BELOW_OWN_RANGE: self.tr(
                "The result ({0}) is less like the references than photos of this person are ({1})."
            ),
            R.BELOW_ANY_RANGE: self.tr(
                "The result ({0}) is less like the references than photos of one person are ({1})."
            ),
            R.LOW_IN_OWN_RANGE: self.tr(
                "The result ({0}) is like the person, but photos of this person are usually more alike ({1})."
            ),
            R.LOW_IN_ANY_RANGE: self.tr(
                "The result ({0}) is like the person, but two photos of one person are usually more alike "
                "({1}). Too few photos of this person are known to measure by them."
            ),
            R.AS_CLOSE_AS_OWN: self.tr(
                "The result ({0}) is as close to the references as most photos of this person are ({1})."
            ),
            R.AS_CLOSE_AS_ANY: self.tr(
                "The result ({0}) is as close to the references as most photos of one person are ({1})."
            ),
        }

    def _face(self) -> dict[ReasonCode, str]:
        return {
            R.NOT_A_FACE: self.tr("You said that this is not a face."),
            R.IGNORED: self.tr("You chose to ignore this face."),
            R.RESTORED_PHOTO: self.tr("This photo was already restored by AI; restore its original instead."),
            R.NO_LANDMARKS: self.tr(
                "The eyes and the mouth of this face are not known; set them in its photo (P)."
            ),
            R.SHARP_ALREADY: self.tr("The face is already as large and sharp as the restorer can make it."),
            R.PROFILE: self.tr(
                "The face is seen from the side; restorers are made for faces that look ahead."
            ),
            R.UNCERTAIN_PERSON: self.tr("It is not certain who this is; confirm the person first."),
            R.NOBODY: self.tr("Nobody has said who this is; name the person, or choose a reference."),
            R.NO_GUIDE: self.tr("There is no good enough photo of this person to guide it."),
            R.KEPT_ALREADY: self.tr("It is restored already."),
            R.DISCARDED_ALREADY: self.tr("You discarded its restoration."),
            R.WAITS_FOR_REVIEW: self.tr("Its result waits for review."),
        }
