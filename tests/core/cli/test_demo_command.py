"""`ridfr demo`: what it prints and how it ends."""

from __future__ import annotations

import json
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

from core.cli import demo_command
from core.domain.reports import Problem
from core.errors import SettingsError
from core.services.reports.results import DemoReport
from tests.core.services.reports.report_samples import report_of, restored_face


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Library folders that were opened; no model is loaded."""
    folders: list[Path] = []
    app = SimpleNamespace(library=None, analyzer=lambda: None, restore_tools=lambda: None)

    def open_(_settings: object, folder: Path) -> nullcontext[SimpleNamespace]:
        folders.append(folder)
        return nullcontext(app)

    monkeypatch.setattr(demo_command, "App", SimpleNamespace(open=open_))
    return folders


def run(monkeypatch: pytest.MonkeyPatch, report: DemoReport, *arguments: str) -> Result:
    monkeypatch.setattr(demo_command, "run_demo", lambda *_: report)
    return CliRunner().invoke(demo_command.app, ["--out", str(report.folder), *arguments])


def test_json_is_all_that_reaches_standard_output(
    monkeypatch: pytest.MonkeyPatch, opened: list[Path], tmp_path: Path
) -> None:
    result = run(monkeypatch, report_of(tmp_path, restored_face()), "--json")
    content = json.loads(result.stdout)
    assert list(content) == ["photos", "faces", "people", "problems", "seconds", "restorations"]
    assert result.exit_code == 0


def test_the_table_and_the_paths_are_shown(
    monkeypatch: pytest.MonkeyPatch, opened: list[Path], tmp_path: Path
) -> None:
    result = run(monkeypatch, report_of(tmp_path, restored_face()))
    assert "likeness 0.50 → 0.70, closer" in result.stdout
    assert str(tmp_path / "report.html") in result.stdout
    assert "Not for identification." in result.stdout


def test_the_library_lies_in_the_demo_folder_whatever_the_user_has_set(
    monkeypatch: pytest.MonkeyPatch, opened: list[Path], tmp_path: Path
) -> None:
    run(monkeypatch, report_of(tmp_path, restored_face()))
    assert opened == [tmp_path / "library"]


def test_a_folder_with_files_of_the_user_is_refused_before_anything_is_made(
    monkeypatch: pytest.MonkeyPatch, opened: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "report.html").write_text("mine")
    result = run(monkeypatch, report_of(tmp_path, restored_face()))
    assert isinstance(result.exception, SettingsError)
    assert opened == []


def test_something_that_must_not_happen_ends_with_one(
    monkeypatch: pytest.MonkeyPatch, opened: list[Path], tmp_path: Path
) -> None:
    wrong = (Problem("album/a.jpg", "Original changed", "This file was changed."),)
    report = replace(report_of(tmp_path, restored_face()), unexpected=wrong)
    assert run(monkeypatch, report).exit_code == 1
