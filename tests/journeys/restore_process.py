"""Restores, or exports, in a process of its own, so that a test can kill it at any moment.

Everything is imported once; each line of standard input, a JSON list, is done by a fork:
[library, seconds] restores everybody's prints, [library, seconds, target] exports them. Standard
output says the process's number, `ready` when the library is open, `done` and `ended`.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from core.domain.recipe import RestoreRecipe
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.paths import LibraryPaths
from core.progress import Progress
from core.services.exporting import ExportOptions, export_photos
from core.services.restoring import restore_faces
from tests.core.services.restoring_setup import painting_tools, read_family


def say(text: object) -> None:
    os.write(1, f"{text}\n".encode())


def serve() -> None:
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            work(*json.loads(line))
            os._exit(0)
        say(process)
        os.waitpid(process, 0)
        say("ended")


def work(library_folder: str, seconds: float, target: str = "") -> None:
    """Restore, or with a target export; takes `seconds` longer for each batch or photo."""
    paths = LibraryPaths(Path(library_folder))
    with Library.open(paths) as library, Decoder(paths.decode_journal) as decoder:
        say("ready")
        family = read_family(library)
        if target:
            photos = [face.photo_id for face in family.faces.values()]
            export_photos(library, decoder, photos, ExportOptions(Path(target)), slow(seconds))
        else:
            tools = painting_tools(decoder, batch_size=3, seconds=seconds)
            restore_faces(library, tools, family.prints(), RestoreRecipe(), Progress())
        say("done")


def slow(seconds: float) -> Progress:
    """A progress whose every report takes its time."""
    return Progress(lambda _fraction, _message: time.sleep(seconds))


if __name__ == "__main__":
    serve()
