"""What an edit was, in the language of the window: the words after "Undo:" and "Done:"."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.domain.edit_summary import EditCode, EditSummary

E = EditCode


class EditWords(QObject):
    """Edits of which only English words are known, from an older library, stay as they are."""

    def of(self, summary: str) -> str:
        """The words of an edit, with how many faces were left out because they are gone."""
        if not isinstance(summary, EditSummary):
            return summary
        words = self._counted(summary) or self._named().get(summary.code)
        if not words:
            return str(summary)
        words = words.format(*summary.names)
        if summary.without:
            words += " " + self.tr("(without %Ln face(s) gone since)", "", summary.without)
        return words

    def _counted(self, summary: EditSummary) -> str:
        number = summary.number
        match summary.code:
            case E.CONFIRM:
                return self.tr("confirm %Ln face(s) as {0}", "", number)
            case E.CONFIRM_SUGGESTED:
                return self.tr("confirm %Ln face(s) as suggested", "", number)
            case E.MOVE:
                return self.tr("move %Ln face(s) to {0}", "", number)
            case E.REJECT:
                return self.tr("reject %Ln face(s) as {0}", "", number)
            case E.IGNORE:
                return self.tr("ignore %Ln face(s)", "", number)
            case E.IGNORE_STRANGER:
                return self.tr("ignore %Ln face(s) of a stranger", "", number)
            case E.NO_FACE:
                return self.tr("mark %Ln face(s) as no face", "", number)
            case E.SPLIT:
                return self.tr("split %Ln face(s) from {0}", "", number)
            case E.KEEP:
                return self.tr("keep %Ln restored face(s)", "", number)
            case E.DISCARD:
                return self.tr("discard %Ln restored face(s)", "", number)
            case E.ALBUM_ADD:
                return self.tr("add %Ln photo(s) to {0}", "", number)
            case E.ALBUM_TAKE_OUT:
                return self.tr("take %Ln photo(s) out of {0}", "", number)
        return ""

    def _named(self) -> dict[EditCode, str]:
        return {
            E.DRAW: self.tr("draw a face"),
            E.DRAW_OF: self.tr("draw a face of {0}"),
            E.POINTS: self.tr("set the points of face {0}"),
            E.NAME: self.tr("name {0} {1}"),
            E.MERGE: self.tr("merge {0} into {1}"),
            E.HIDE: self.tr("hide {0}"),
            E.SHOW: self.tr("show {0} again"),
            E.COVER: self.tr("choose a cover for {0}"),
            E.BIRTH_SET: self.tr("set the birth date of {0}"),
            E.BIRTH_CLEAR: self.tr("clear the birth date of {0}"),
            E.APART: self.tr("keep {0} and {1} apart"),
            E.RELATE: self.tr("note {0} as {1} of {2}"),
            E.UNRELATE: self.tr("note {0} no longer with a note on {1}"),
            E.PIN: self.tr("pin a reference of {0}"),
            E.BAN: self.tr("ban a reference of {0}"),
            E.CHOOSE_FREELY: self.tr("neither pin nor ban a reference of {0}"),
            E.ALBUM_MAKE: self.tr("make the album {0}"),
            E.ALBUM_RENAME: self.tr("rename the album {0} {1}"),
            E.ALBUM_REMOVE: self.tr("remove the album {0}"),
        }
