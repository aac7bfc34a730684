"""Groups that load a command only when it runs, and groups that have a main verb."""

from __future__ import annotations

import importlib
import sys

import pytest
import typer
from typer.testing import CliRunner

from core.cli.__main__ import RidfrCommands
from core.cli.__main__ import app as ridfr
from core.cli.lazy import DefaultCommand, command_app

run = CliRunner().invoke


@pytest.fixture
def animals() -> typer.Typer:
    app = command_app(DefaultCommand, "Animals.")

    @app.command("list")
    def list_(loud: bool = False) -> None:
        """List animals."""
        typer.echo("CAT" if loud else "cat")

    @app.command()
    def feed(animal: str) -> None:
        """Feed one."""
        typer.echo(f"fed {animal}")

    return app


def test_without_a_command_the_main_verb_runs(animals: typer.Typer) -> None:
    assert run(animals, []).output == "cat\n"
    assert run(animals, ["--loud"]).output == "CAT\n"


def test_a_named_command_runs(animals: typer.Typer) -> None:
    assert run(animals, ["feed", "dog"]).output == "fed dog\n"
    assert run(animals, ["list", "--loud"]).output == "CAT\n"


def test_a_misspelt_command_is_told_with_a_suggestion(animals: typer.Typer) -> None:
    result = run(animals, ["fed"])
    assert result.exit_code == 2
    assert "'feed'" in result.output


def test_help_shows_the_commands_and_the_main_verbs_options(animals: typer.Typer) -> None:
    shown = run(animals, ["--help"]).output
    assert "feed" in shown
    assert "--loud" in shown


def test_help_of_the_program_names_every_command_without_loading_it() -> None:
    for module, _ in RidfrCommands.table.values():
        sys.modules.pop(module, None)
    shown = run(ridfr, ["--help"]).output
    for name, (module, summary) in RidfrCommands.table.items():
        assert name in shown
        assert summary in shown
        assert module not in sys.modules


@pytest.mark.parametrize("name", RidfrCommands.table)
def test_every_command_can_be_loaded_and_has_help(name: str) -> None:
    module, _ = RidfrCommands.table[name]
    app = importlib.import_module(module).app
    result = run(app, ["--help"])
    assert result.exit_code == 0, result.output
    assert "--json" in result.output or "COMMAND" in result.output
