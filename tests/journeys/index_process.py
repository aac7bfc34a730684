"""Indexes a folder in a process of its own, so that a test can kill it at any moment.

Usage: python -m tests.journeys.index_process LIBRARY PHOTOS SECONDS_PER_PHOTO
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from core.analysis.analyzer import Image
from core.domain.face import DetectedFace
from core.imaging.decoder import Decoder
from core.library.library import Library
from core.paths import LibraryPaths
from core.progress import Progress
from core.services.indexing import IndexOptions, index_folders
from tests.fakes import FakeAnalyzer


class SlowAnalyzer(FakeAnalyzer):
    """Takes its time, so that there is a middle to be killed in."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds

    def analyze(self, image: Image, scale: float = 1.0) -> list[DetectedFace]:
        time.sleep(self._seconds)
        return super().analyze(image, scale)


def main(library_folder: str, photos: str, seconds: str) -> None:
    paths = LibraryPaths(Path(library_folder))
    with Library.open(paths) as library, Decoder(paths.decode_journal) as decoder:
        print("ready", flush=True)  # noqa: T201 - the test waits for it
        analyzer = SlowAnalyzer(float(seconds))
        options = IndexOptions(batch_size=4, thumbnail_side=32)
        index_folders(library, decoder, analyzer, [Path(photos)], Progress(), options=options)
        print("done", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
