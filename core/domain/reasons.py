"""Why something was chosen, held back or left alone: a code and its numbers.

Codes are kept in libraries and printed as JSON, so they stay as they are. The words belong to
whoever shows them; `str` of a reason is English, for the command line and for reports.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from core.sentence import Sentence


class ReasonCode(StrEnum):
    """The numbers of each code are in the comment beside it."""

    # References, for and against one.
    PINNED = "pinned"
    CONFIRMED = "confirmed"
    SUGGESTED = "suggested"
    SHARP = "sharp"
    FAIRLY_SHARP = "fairly-sharp"
    BLURRED = "blurred"
    SMALL = "small"
    EYES_APART = "eyes-apart"  # pixels between the eyes
    LOOKS_AHEAD = "looks-ahead"
    SAME_TURN = "same-turn"
    TURNED_LEFT = "turned-left"
    TURNED_RIGHT = "turned-right"
    SAME_TIME = "same-time"
    SAME_YEAR = "same-year"
    YEARS_APART = "years-apart"  # years
    SAME_LIGHT = "same-light"
    ANOTHER_PRINT = "another-print"
    # What a face adds to a person's reference set.
    BEST = "best"
    YOUNGER = "younger"
    OLDER = "older"
    ANOTHER_AGE = "another-age"
    ANOTHER_PHOTO = "another-photo"
    # What the identity guard says of a result; likeness of the result, then what it is measured by.
    NO_REFERENCE = "no-reference"
    NO_FACE_IN_RESULT = "no-face-in-result"
    NOT_CLOSER = "not-closer"
    BELOW_OWN_RANGE = "below-own-range"
    BELOW_ANY_RANGE = "below-any-range"
    LOW_IN_OWN_RANGE = "low-in-own-range"
    LOW_IN_ANY_RANGE = "low-in-any-range"
    AS_CLOSE_AS_OWN = "as-close-as-own"
    AS_CLOSE_AS_ANY = "as-close-as-any"
    # Why a face is not restored, or only after somebody has looked.
    NOT_A_FACE = "not-a-face"
    IGNORED = "ignored"
    RESTORED_PHOTO = "restored-photo"
    NO_LANDMARKS = "no-landmarks"
    TOO_SMALL = "too-small"  # pixels between the eyes, and how many are needed
    SHARP_ALREADY = "sharp-already"
    PROFILE = "profile"
    UNCERTAIN_PERSON = "uncertain-person"
    NOBODY = "nobody"
    NO_GUIDE = "no-guide"
    KEPT_ALREADY = "kept-already"
    DISCARDED_ALREADY = "discarded-already"
    WAITS_FOR_REVIEW = "waits-for-review"
    # What an older version, or somebody else, wrote down in words.
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; `values` are the numbers that its code has."""

    code: ReasonCode
    values: tuple[float, ...] = ()
    text: str = ""
    """Of a reason that was told in words."""

    @property
    def words(self) -> str:
        """In English; `reason_in` finds the reason again."""
        if self.code is ReasonCode.TOLD:
            return self.text
        if self.code is ReasonCode.YEARS_APART and round(self.values[0]) == 1:
            return "1 year apart"
        return Sentence(_ENGLISH[self.code], **{str(place): value for place, value in enumerate(self.values)})

    def __str__(self) -> str:
        return str(self.words)


def told(text: str) -> Reason:
    """A reason of which only the words are known."""
    return Reason(ReasonCode.TOLD, text=text)


def reason_in(words: str) -> Reason | None:
    """The reason that was put in these words, if one was."""
    template, values = (words.template, words.values) if isinstance(words, Sentence) else (words, {})
    code = _CODES.get(template)
    if code is None or any(isinstance(value, str) for value in values.values()):
        return None
    return Reason(code, tuple(map(float, values.values())))


def reasons_as_json(reasons: Iterable[Reason]) -> str:
    """For a library: a list of [code, numbers ...], or of [code, words]; "" for none."""
    listed = [[each.code, *([each.text] if each.text else each.values)] for each in reasons]
    return json.dumps(listed) if listed else ""


def reasons_from_json(written: str) -> tuple[Reason, ...]:
    """What `reasons_as_json` wrote; words of older libraries and codes of newer ones are told as they are."""
    if not written.startswith("[["):
        return (told(written),) if written else ()
    return tuple(_read(str(code), values) for code, *values in json.loads(written))


def _read(code: str, values: list[float | str]) -> Reason:
    if code not in ReasonCode.__members__.values() or code == ReasonCode.TOLD:
        return told(" ".join(map(str, values)) or code)
    return Reason(ReasonCode(code), tuple(float(value) for value in values))


_ENGLISH = {
    ReasonCode.PINNED: "pinned by you",
    ReasonCode.CONFIRMED: "confirmed",
    ReasonCode.SUGGESTED: "suggested, not confirmed",
    ReasonCode.SHARP: "sharp",
    ReasonCode.FAIRLY_SHARP: "fairly sharp",
    ReasonCode.BLURRED: "blurred",
    ReasonCode.SMALL: "small",
    ReasonCode.EYES_APART: "{0:.0f} pixels between the eyes",
    ReasonCode.LOOKS_AHEAD: "looks into the camera",
    ReasonCode.SAME_TURN: "turned the same way",
    ReasonCode.TURNED_LEFT: "turned to the left",
    ReasonCode.TURNED_RIGHT: "turned to the right",
    ReasonCode.SAME_TIME: "taken at the same time",
    ReasonCode.SAME_YEAR: "less than a year apart",
    ReasonCode.YEARS_APART: "{0:.0f} years apart",
    ReasonCode.SAME_LIGHT: "same light",
    ReasonCode.ANOTHER_PRINT: "may be another print of the same photograph",
    ReasonCode.BEST: "best",
    ReasonCode.YOUNGER: "younger",
    ReasonCode.OLDER: "older",
    ReasonCode.ANOTHER_AGE: "another age",
    ReasonCode.ANOTHER_PHOTO: "another photo",
    ReasonCode.NO_REFERENCE: "There is no reference of this person, so the likeness cannot be judged.",
    ReasonCode.NO_FACE_IN_RESULT: "No face could be recognised in the result.",
    ReasonCode.NOT_CLOSER: (
        "The result is not closer to the references ({0:.2f}) than the damaged face was ({1:.2f})."
    ),
    ReasonCode.BELOW_OWN_RANGE: (
        "The result ({0:.2f}) is less like the references than photos of this person are ({1:.2f})."
    ),
    ReasonCode.BELOW_ANY_RANGE: (
        "The result ({0:.2f}) is less like the references than photos of one person are ({1:.2f})."
    ),
    ReasonCode.LOW_IN_OWN_RANGE: (
        "The result ({0:.2f}) is within the range of photos of this person, in its lower half: "
        "they are usually more alike ({1:.2f})."
    ),
    ReasonCode.LOW_IN_ANY_RANGE: (
        "The result ({0:.2f}) is within the range of photos of one person, in its lower half: "
        "they are usually more alike ({1:.2f}). Too few photos of this person are known to measure by them."
    ),
    ReasonCode.AS_CLOSE_AS_OWN: (
        "The result ({0:.2f}) is as close to the references as most photos of this person are ({1:.2f})."
    ),
    ReasonCode.AS_CLOSE_AS_ANY: (
        "The result ({0:.2f}) is as close to the references as most photos of one person are ({1:.2f})."
    ),
    ReasonCode.NOT_A_FACE: "You said that this is not a face.",
    ReasonCode.IGNORED: "You chose to ignore this face.",
    ReasonCode.RESTORED_PHOTO: "This photo was already restored by AI; restore its original instead.",
    ReasonCode.NO_LANDMARKS: "The eyes and the mouth of this face are not known, so it cannot be aligned.",
    ReasonCode.TOO_SMALL: (
        "The face is too small: {0:.0f} pixels between the eyes, at least {1:.0f} are needed."
    ),
    ReasonCode.SHARP_ALREADY: "The face is already as large and sharp as the restorer can make it.",
    ReasonCode.PROFILE: "The face is seen from the side; restorers are made for faces that look ahead.",
    ReasonCode.UNCERTAIN_PERSON: "It is not certain who this is; confirm the person first.",
    ReasonCode.NOBODY: "Nobody has said who this is; name the person, or choose a reference.",
    ReasonCode.NO_GUIDE: "There is no good enough photo of this person to guide it.",
    ReasonCode.KEPT_ALREADY: "It is restored already.",
    ReasonCode.DISCARDED_ALREADY: "You discarded its restoration.",
    ReasonCode.WAITS_FOR_REVIEW: "Its result waits for review.",
}
_CODES = {template: code for code, template in _ENGLISH.items()}
