"""What a command prints: text for people, or one JSON value for programs.

Standard output carries the result, standard error everything on the way to it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from enum import IntEnum

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from core.cli.values import jsonable, printable
from core.domain.reports import Problem

STOPPED = "Stopped; what was finished is kept."
_PIPE_WIDTH = 10_000
"""Columns when nobody looks: a piped table is never cut."""


class ExitCode(IntEnum):
    """How a command ended."""

    DONE = 0
    PROBLEMS = 1
    """Done, with problems listed."""
    NOT_DONE = 2


class Output:
    """Prints results; with `as_json` only the value reaches standard output."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self._console = _console(sys.stdout)
        self._notes = _console(sys.stderr)

    @property
    def shows_progress(self) -> bool:
        """True when a person watches: standard error is a terminal and no JSON was asked for."""
        return self._notes.is_terminal and not self.as_json

    def line(self, text: str, *, style: str = "") -> None:
        """One line of the result, for people only."""
        if not self.as_json:
            self._console.print(Text(printable(text), style=style), soft_wrap=True)

    def note(self, text: str) -> None:
        """One line beside the result, on standard error."""
        self._notes.print(Text(printable(text)), soft_wrap=True)

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """A table for people; columns whose name starts with ">" are right-aligned."""
        if self.as_json:
            return
        table = Table(box=None, pad_edge=False, header_style="bold")
        for column in columns:
            right = column.startswith(">")
            table.add_column(column.removeprefix(">"), justify="right" if right else "left", overflow="fold")
        for row in rows:
            table.add_row(*(Text("" if cell is None else printable(cell)) for cell in row))
        if self._console.is_terminal:
            self._console.print(table)
            return
        with self._console.capture() as printed:
            self._console.print(table)
        # No padding at the end of a line that goes to a file or another program.
        self._console.out("\n".join(line.rstrip() for line in printed.get().splitlines()))

    def value(self, value: object) -> None:
        """The machine-readable result; printed only when JSON was asked for."""
        if self.as_json:
            sys.stdout.write(json.dumps(jsonable(value), indent=2) + "\n")

    def event(self, value: object) -> None:
        """One of several results of a command that goes on: JSON on one line."""
        if self.as_json:
            sys.stdout.write(json.dumps(jsonable(value)) + "\n")
            sys.stdout.flush()

    def problems(self, problems: Sequence[Problem], heading: str = "Problems") -> None:
        """One line for each problem."""
        if not problems:
            return
        self.line(f"{heading} ({len(problems)}):", style="bold")
        for problem in problems:
            where = f"{problem.path}: " if problem.path else ""
            self.line(f"  {where}{problem.message}")

    def finish(self, value: object, *, problems: Sequence[Problem] = (), cancelled: bool = False) -> None:
        """Print `value` as JSON if wanted, list the problems, and end with the right code.

        Raises:
            typer.Exit: there were problems, or the user stopped the command.
        """
        self.value(value)
        self.problems(problems)
        if cancelled:
            self.note(STOPPED)
            raise typer.Exit(ExitCode.NOT_DONE)
        if problems:
            raise typer.Exit(ExitCode.PROBLEMS)


def _console(stream: object) -> Console:
    console = Console(file=stream, highlight=False, markup=False, emoji=False)  # type: ignore[arg-type]
    if not console.is_terminal:
        console.width = _PIPE_WIDTH
    return console


def counted(count: int, thing: str) -> str:
    """ "1 face", "7 faces"."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
