"""Standard output holds the result and nothing else; the exit code says how it went."""

from __future__ import annotations

import json

import pytest
import typer

from core.cli.output import STOPPED, Output
from core.domain.reports import IndexReport, Problem

PROBLEM = Problem("/photos/a.jpg", "Photo could not be read", "It is empty.")


def test_json_is_alone_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    output = Output(as_json=True)
    output.line("for people")
    output.table(["A"], [["b"]])
    output.note("on the way")
    output.finish(IndexReport(seen=2))
    printed = capsys.readouterr()
    assert json.loads(printed.out)["seen"] == 2
    assert printed.err == "on the way\n"


def test_without_json_people_get_lines_and_tables(capsys: pytest.CaptureFixture[str]) -> None:
    output = Output(as_json=False)
    output.line("two photos")
    output.table(["Photo", ">No."], [["a.jpg", 7], [None, 8]])
    output.finish(IndexReport())
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["two", "photos"],
        ["Photo", "No."],
        ["a.jpg", "7"],
        ["8"],
    ]


@pytest.mark.parametrize("as_json", [True, False])
def test_problems_are_listed_and_give_exit_code_1(as_json: bool, capsys: pytest.CaptureFixture[str]) -> None:
    report = IndexReport(problems=(PROBLEM,))
    with pytest.raises(typer.Exit) as end:
        Output(as_json).finish(report, problems=report.problems)
    assert end.value.exit_code == 1
    assert "It is empty." in capsys.readouterr().out


def test_a_stopped_command_says_so_and_gives_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as end:
        Output(as_json=False).finish(IndexReport(), cancelled=True)
    assert end.value.exit_code == 2
    assert STOPPED in capsys.readouterr().err


def test_a_long_line_is_not_wrapped_for_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    Output(as_json=False).table(["Path"], [["x" * 300]])
    assert "x" * 300 in capsys.readouterr().out


def test_a_hostile_name_reaches_nobodys_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    output = Output(as_json=False)
    output.line("a\x1b[2Jb\udcff[red]c")
    output.table(["Name"], [["x\x07[bold]y"]])
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "\x07" not in printed
    assert "[red]c" in printed
    assert "[bold]y" in printed
