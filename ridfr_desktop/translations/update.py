"""`python -m ridfr_desktop.translations.update`: read the sources anew, then compile.

New strings appear in `ridfr_de.ts` as unfinished: translate them there (Qt Linguist, or any
editor), and run this again. `ridfr_en.ts` holds plural forms alone.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from ridfr_desktop.problem_sentences import WAYS_OUT
from ridfr_desktop.translations import FOLDER, LANGUAGES
from ridfr_desktop.translations.core_sentences import as_source, sentences_of_core

TOOLS = Path(sys.executable).parent


def update() -> None:
    """Bring the .ts files up to date with the sources, and the .qm files with them."""
    for language in LANGUAGES:
        plurals = ["-pluralonly"] if language == "en" else []
        read_into(file_of(language), "-no-obsolete", *plurals, "-target-language", language)
    compile_all()


def read_into(target: Path, *options: str) -> None:
    """Write the strings of the sources and the sentences of core into a .ts file; what it has stays."""
    sources = sorted(str(path) for path in FOLDER.parent.rglob("*.py"))
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "core_sentences.py"
        said.write_text(as_source(sentences_of_core() - WAYS_OUT.keys()), "utf-8")
        _run("pyside6-lupdate", "-locations", "none", *options, *sources, str(said), "-ts", str(target))


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
