"""The application as it is started by a user, with a pair of eyes that a test can ask.

Nothing is pressed from in here: the test learns where a thing is on the screen, and sends real
events there. Each line on standard input is a question as JSON, each answered by a line of JSON:
["spot", kind, words, number] by [x, y] or null, ["words"] by all that can be read, ["rests"] by
whether nothing runs.

Usage: python -m tests.journeys.observed_desktop [arguments of the application]
"""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import QObject, QSocketNotifier

from core.app import App
from core.services.sample import album
from ridfr_desktop import __main__ as start
from ridfr_desktop import application
from tests.journeys.desktop_eyes import Eyes
from tests.journeys.short_album import SHORT_ALBUM


class Observed(application.Application):
    """Answers one question after the other while it runs."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._eyes = Eyes(self)
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, QObject(self))
        self._notifier.activated.connect(self._answer)

    def _answer(self) -> None:
        line = sys.stdin.readline()
        if not line:
            self._notifier.setEnabled(False)
            return
        print(json.dumps(self._look(*json.loads(line))), flush=True)  # noqa: T201 - the test reads it

    def _look(self, what: str, *about: object) -> object:
        if what == "words":
            return self._eyes.words()
        if what == "rests":
            return self._eyes.rests
        kind, words, number = about
        try:
            widget, at = self._eyes.spot(str(kind), str(words), int(str(number)))
        except (AssertionError, IndexError):
            return None
        seen = widget.mapToGlobal(at)
        return [seen.x(), seen.y()] if widget.isEnabled() else None


if __name__ == "__main__":
    album.ENTRIES = SHORT_ALBUM
    application.Application = Observed  # type: ignore[misc]
    sys.exit(start.main())
