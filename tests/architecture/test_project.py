"""The project's files agree with each other: versions, configuration, documentation, licences."""

from __future__ import annotations

import gc
import os
import re
import sys
import tomllib
from importlib import metadata

import pytest
import typer.main

import core
from core.cli.__main__ import RidfrCommands
from core.cli.__main__ import app as ridfr
from core.restoration.restorer import Restorer
from core.settings import Settings, load_settings, save_settings
from core.weights.registry import read_packs
from tests.conftest import REPOSITORY
from tests.fakes import FakeAnalyzer, FakeRestorer

PYPROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))


def commands() -> list[tuple[str, object]]:
    """Every command and subcommand with its full name."""
    group = typer.main.get_command(ridfr)
    found: list[tuple[str, object]] = []
    for name in RidfrCommands.table:
        command = group.load(name)
        found.append((name, command))
        found += [(f"{name} {sub}", one) for sub, one in getattr(command, "commands", {}).items()]
    return found


def test_the_version_is_the_same_everywhere() -> None:
    assert PYPROJECT["project"]["version"] == core.__version__
    changelog = (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"[{core.__version__}]" in changelog


def test_the_licence_is_the_one_declared() -> None:
    assert PYPROJECT["project"]["license"] == "Apache-2.0"
    assert "Apache License\n                           Version 2.0" in (REPOSITORY / "LICENSE").read_text(
        "utf-8"
    )


def test_every_dependency_says_what_it_is_for() -> None:
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    block = text.split("dependencies = [")[1].split("\n]")[0]
    requirements = [line for line in block.splitlines() if line.strip().startswith('"')]
    without = [line for line in requirements if "#" not in line]
    # A heading above a group explains those of it that have no comment of their own.
    assert len(without) <= 6, without


def test_every_configuration_file_is_valid_toml() -> None:
    folders = [REPOSITORY / name for name in ("core", "ridfr_desktop", "training", "resources", "tests")]
    found = [*REPOSITORY.glob("*.toml"), *(path for folder in folders for path in folder.rglob("*.toml"))]
    assert len(found) > 5
    for path in found:
        try:
            tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as problem:
            pytest.fail(f"{path}: {problem}")


def test_the_packs_and_the_settings_load() -> None:
    names = {pack.name for pack in read_packs()}
    assert {Settings().pack, Settings().restorer} <= names
    assert load_settings(save_settings(Settings())) == Settings()


def test_every_command_is_in_the_readme() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    missing = [name for name in RidfrCommands.table if not re.search(rf"(`|run\.py ){name}\b", readme)]
    assert missing == []


def test_every_subcommand_named_in_the_readme_exists() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    known = {name for name, _ in commands()}
    groups = {name.split(" ")[0] for name in known if " " in name}
    named = re.findall(rf"`({'|'.join(sorted(groups))}) ([a-z][a-z-]+)", readme)
    assert [f"{group} {verb}" for group, verb in named if f"{group} {verb}" not in known] == []


def test_every_command_and_option_has_help_and_takes_library_and_json() -> None:
    for name, command in commands():
        assert command.help, name
        if hasattr(command, "commands"):
            continue
        options = {option for one in command.params for option in one.opts}
        assert {"--library", "--json"} <= options, name
        unexplained = [one.name for one in command.params if not one.help]
        assert unexplained == [] or all(one.isupper() for one in unexplained), f"{name}: {unexplained}"


def test_summaries_of_the_program_fit_a_line() -> None:
    assert all(len(summary) < 70 and summary.endswith(".") for _, summary in RidfrCommands.table.values())


def test_the_fakes_keep_the_protocols() -> None:
    restorer: Restorer = FakeRestorer()
    assert restorer.spec.template.size == 128
    assert FakeAnalyzer().embedder.same_person > 0


def test_no_machine_path_is_written_anywhere() -> None:
    home = re.compile(r"/(?:home|root|Users)/\w+|/work/|C:\\\\Users")
    for path in REPOSITORY.rglob("*.py"):
        relative = path.relative_to(REPOSITORY)
        if relative.parts[0] in {"core", "training", "ridfr_desktop"}:
            assert not home.search(path.read_text(encoding="utf-8")), relative


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on")
def test_qt_does_not_lose_references_to_none() -> None:
    """PySide6 6.12.0 on Python 3.11 drops one reference to None per void call (quality finding)."""
    gui = pytest.importorskip("PySide6.QtGui")
    assert metadata.version("PySide6-Essentials") != "6.12.0"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    image = gui.QImage(8, 8, gui.QImage.Format.Format_RGB32)
    gc.collect()
    before = sys.getrefcount(None)
    for _ in range(500):
        image.fill(0)
        painter = gui.QPainter(image)
        painter.drawPoint(1, 1)
        painter.end()
    assert sys.getrefcount(None) > before - 250
