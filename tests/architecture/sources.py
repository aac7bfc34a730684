"""The project's source files, each read and parsed once for all rules."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.conftest import REPOSITORY

PACKAGES = ("core", "ridfr_desktop", "training")


@cache
def sources() -> tuple[Path, ...]:
    """Every Python file of ours, tests included; migrations are written by Alembic."""
    return tuple(
        sorted(
            path
            for folder in (*PACKAGES, "tests")
            for path in (REPOSITORY / folder).rglob("*.py")
            if "versions" not in path.parts
        )
    )


@cache
def product() -> tuple[Path, ...]:
    """What the user runs: `sources` without the tests."""
    return tuple(path for path in sources() if path.relative_to(REPOSITORY).parts[0] in PACKAGES)


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    """Shared by all rules: to be read, not changed."""
    return ast.parse(text_of(path))


def name_of(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def check(paths: tuple[Path, ...], found_in: Callable[[Path], object]) -> None:
    """A rule finds nothing in any of the files; else all that it finds is listed."""
    found = {name_of(path): found_in(path) for path in paths}
    offences = [f"{name}: {what}" for name, what in found.items() if what]
    assert not offences, "\n".join(offences)
