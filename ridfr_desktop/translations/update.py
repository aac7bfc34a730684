"""`python -m ridfr_desktop.translations.update`: read the sources anew, then compile.

New strings appear in `ridfr_de.ts` as unfinished: translate them there (Qt Linguist, or any
editor), and run this again. `ridfr_en.ts` holds plural forms alone.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ridfr_desktop.translations import FOLDER, LANGUAGES

TOOLS = Path(sys.executable).parent


def update() -> None:
    """Bring the .ts files up to date with the sources, and the .qm files with them."""
    sources = sorted(str(path) for path in FOLDER.parent.rglob("*.py"))
    for language in LANGUAGES:
        plurals = ["-pluralonly"] if language == "en" else []
        target = ["-target-language", language, "-ts", str(file_of(language))]
        _run("pyside6-lupdate", "-no-obsolete", "-locations", "none", *plurals, *sources, *target)
    compile_all()


def compile_all() -> None:
    """.ts to .qm."""
    for language in LANGUAGES:
        source = file_of(language)
        fresh = source.with_suffix(".qm.new")
        _run("pyside6-lrelease", "-silent", str(source), "-qm", str(fresh))
        # Qt maps the file into memory: a program that runs would crash if it were written anew in place.
        fresh.replace(source.with_suffix(".qm"))


def file_of(language: str) -> Path:
    """The Qt Linguist file of a language."""
    return FOLDER / f"ridfr_{language}.ts"


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([str(TOOLS / tool), *arguments], check=True)


if __name__ == "__main__":
    update()
