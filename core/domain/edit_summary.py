"""What an edit was: a code, names and a number. English is for the command line, as everywhere in core."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum


class EditCode(StrEnum):
    """Kept in journals, so codes stay as they are; names and number of each are in its English words."""

    CONFIRM = "confirm"
    CONFIRM_SUGGESTED = "confirm-suggested"
    MOVE = "move"
    REJECT = "reject"
    IGNORE = "ignore"
    IGNORE_STRANGER = "ignore-stranger"
    NO_FACE = "no-face"
    DRAW = "draw"
    DRAW_OF = "draw-of"
    POINTS = "points"
    NAME = "name"
    MERGE = "merge"
    SPLIT = "split"
    HIDE = "hide"
    SHOW = "show"
    COVER = "cover"
    BIRTH_SET = "birth-set"
    BIRTH_CLEAR = "birth-clear"
    APART = "apart"
    RELATE = "relate"
    UNRELATE = "unrelate"
    PIN = "pin"
    BAN = "ban"
    CHOOSE_FREELY = "choose-freely"
    KEEP = "keep"
    DISCARD = "discard"
    ALBUM_MAKE = "album-make"
    ALBUM_ADD = "album-add"
    ALBUM_TAKE_OUT = "album-take-out"
    ALBUM_RENAME = "album-rename"
    ALBUM_REMOVE = "album-remove"
    TOLD = "told"
    """Only the words are known: an older version wrote them down."""


class EditSummary(str):
    """English words that follow "Undo": "merge Bob into Ann", which know what they are made of."""

    code: EditCode
    names: tuple[str, ...]
    number: int
    """Of faces or photos; 0 where there is none to tell."""
    without: int
    """Faces that are gone since, and so were left out."""

    __slots__ = ("code", "names", "number", "without")

    def __new__(
        cls, code: EditCode, names: Sequence[str] = (), *, number: int = 0, without: int = 0
    ) -> EditSummary:
        words = names[0] if code is EditCode.TOLD else _in_english(code, names, number)
        if without:
            words += f" (without {_counted(without, 'face')} that {'is' if without == 1 else 'are'} gone)"
        summary = super().__new__(cls, words)
        summary.code, summary.names, summary.number, summary.without = code, tuple(names), number, without
        return summary

    def leaving_out(self, faces: int) -> EditSummary:
        """The same edit, without faces that are gone."""
        return EditSummary(self.code, self.names, number=self.number, without=faces)

    def as_json(self) -> str:
        """For the journal; `read` gives it back."""
        return json.dumps([self.code, self.number, *self.names], ensure_ascii=False)

    @staticmethod
    def read(written: str) -> EditSummary:
        """What `as_json` wrote; words of older libraries and codes of newer ones are told as they are."""
        if written.startswith('["'):
            code, number, *names = json.loads(written)
            if code in EditCode.__members__.values():
                return EditSummary(EditCode(code), names, number=number)
            written = " ".join([code, *names])
        return EditSummary(EditCode.TOLD, (written,))


_ENGLISH = {
    EditCode.CONFIRM: "confirm {face} as {0}",
    EditCode.CONFIRM_SUGGESTED: "confirm {face} as suggested",
    EditCode.MOVE: "move {face} to {0}",
    EditCode.REJECT: "reject {face} as {0}",
    EditCode.IGNORE: "ignore {face}",
    EditCode.IGNORE_STRANGER: "ignore {face} of a stranger",
    EditCode.NO_FACE: "mark {face} as no face",
    EditCode.DRAW: "draw a face",
    EditCode.DRAW_OF: "draw a face of {0}",
    EditCode.POINTS: "set the points of face {0}",
    EditCode.NAME: "name {0} {1}",
    EditCode.MERGE: "merge {0} into {1}",
    EditCode.SPLIT: "split {face} from {0}",
    EditCode.HIDE: "hide {0}",
    EditCode.SHOW: "show {0} again",
    EditCode.COVER: "choose a cover for {0}",
    EditCode.BIRTH_SET: "set the birth date of {0}",
    EditCode.BIRTH_CLEAR: "clear the birth date of {0}",
    EditCode.APART: "keep {0} and {1} apart",
    EditCode.RELATE: "note {0} as {1} of {2}",
    EditCode.UNRELATE: "note {0} no longer with a note on {1}",
    EditCode.PIN: "pin a reference of {0}",
    EditCode.BAN: "ban a reference of {0}",
    EditCode.CHOOSE_FREELY: "neither pin nor ban a reference of {0}",
    EditCode.KEEP: "keep {restored}",
    EditCode.DISCARD: "discard {restored}",
    EditCode.ALBUM_MAKE: "make the album {0}",
    EditCode.ALBUM_ADD: "add {photo} to {0}",
    EditCode.ALBUM_TAKE_OUT: "take {photo} out of {0}",
    EditCode.ALBUM_RENAME: "rename the album {0} {1}",
    EditCode.ALBUM_REMOVE: "remove the album {0}",
}


def _in_english(code: EditCode, names: Sequence[str], number: int) -> str:
    counts = {
        "face": _counted(number, "face"),
        "restored": _counted(number, "restored face"),
        "photo": _counted(number, "photo"),
    }
    return _ENGLISH[code].format(*names, **counts)


def _counted(number: int, noun: str) -> str:
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"
