"""A decoder worker in which files named crash, hang or chatter do that, and all others are read."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

from core.imaging import worker
from core.imaging.decoded import Decoded

decode_file = worker.decode_file

HANGS = ".hangs"
"""Suffix of the file that says that the worker now hangs on its neighbour."""


def decode_or_fail(path: Path, **options: Any) -> Decoded:
    if "crash" in path.name:
        os._exit(139)
    if "hang" in path.name:
        path.with_suffix(HANGS).touch()
        time.sleep(600)
    if "chatter" in path.name:
        os.write(1, b"libtiff: warning, warning\n" * 100)
    return decode_file(path, **options)


if __name__ == "__main__":
    worker.decode_file = decode_or_fail
    worker.main(sys.argv[1:])
