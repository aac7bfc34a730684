"""`python -m ridfr_desktop`: parse arguments, start the application."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from core.paths import default_library_folder


def main() -> int:
    parser = argparse.ArgumentParser(prog="ridfr-desktop", description="Open the photo library.")
    parser.add_argument("--library", type=Path, default=default_library_folder(), help="library folder")
    parser.add_argument("files", nargs="*", type=Path, help="folders or photos to open")
    arguments = parser.parse_args()
    # Imported after the arguments: --help answers without a screen.
    from ridfr_desktop.application import run

    return run(arguments.library, arguments.files)


if __name__ == "__main__":
    sys.exit(main())
