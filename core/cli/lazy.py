"""Command groups that load a command's module only when it runs.

`ridfr --help` shows names and summaries from a table, so that it starts without the
database, numpy or any model.
"""

from __future__ import annotations

import importlib
from typing import Any, ClassVar

import typer
import typer.main
from typer.core import TyperCommand, TyperGroup


def command_app(group: type[TyperGroup] = TyperGroup, help: str = "") -> typer.Typer:
    """The Typer app of one command module, spelt the same everywhere."""
    return typer.Typer(cls=group, help=help, add_completion=False, rich_markup_mode=None)


class LazyCommands(TyperGroup):
    """Commands named in `table`: name -> (module that defines `app`, one-line summary)."""

    table: ClassVar[dict[str, tuple[str, str]]] = {}

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, (_, summary) in self.table.items():
            self.add_command(TyperCommand(name=name, help=summary))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Like the group of Typer, but with the real command in place of its summary."""
        name, command, rest = super().resolve_command(ctx, args)
        if command is None or name is None:
            return name, command, rest
        return name, self.load(name), rest

    def load(self, name: str) -> Any:
        """Import the module of command `name` and give its click command."""
        module, _ = self.table[name]
        command = typer.main.get_command(importlib.import_module(module).app)
        command.name = name
        return command


class DefaultCommand(TyperGroup):
    """A group whose command `default` runs when none is named: `ridfr people` lists people."""

    default: ClassVar[str] = "list"

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        asks_help = bool(args) and args[0] in {"--help", "-h"}
        if not args or (args[0] not in self.commands and args[0].startswith("-") and not asks_help):
            args = [self.default, *args]
        return super().parse_args(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The commands, then the options of the one that runs when none is named."""
        super().format_help(ctx, formatter)
        command = self.commands[self.default]
        command.format_help(
            command.make_context(self.default, [], parent=ctx, resilient_parsing=True), formatter
        )


class DefaultRun(DefaultCommand):
    """A group whose main verb is the group's own name: `ridfr restore --person Ann`."""

    default = "run"
