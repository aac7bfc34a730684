"""run.py: starts the right thing, installs once, and mends what was interrupted."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import REPOSITORY


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """run.py as a module, with a project folder of its own and a pip that only notes."""
    spec = importlib.util.spec_from_file_location("run_under_test", REPOSITORY / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, value in {
        "ROOT": tmp_path,
        "VENV": tmp_path / ".venv",
        "PYTHON": tmp_path / ".venv/bin/python",
        "STAMP": tmp_path / ".venv/installed.sha256",
        "LOCK": tmp_path / ".venv.lock",
    }.items():
        monkeypatch.setattr(module, name, value)
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    return module


@pytest.fixture
def installs(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done, instead of doing it."""
    done: list[str] = []

    def make_environment() -> None:
        done.append("environment")
        run.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        run.PYTHON.touch()
        run.STAMP.unlink(missing_ok=True)

    monkeypatch.setattr(run, "make_environment", make_environment)
    monkeypatch.setattr(run, "pip", lambda arguments: done.append("pip"))
    return done


def interrupted(_arguments: list[str]) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("arguments", "module"),
    [
        ([], ["ridfr_desktop"]),
        (["index", "photos"], ["core.cli", "index", "photos"]),
        (["--help"], ["core.cli", "--help"]),
        (["train", "tiny.toml", "steps=3"], ["training", "train", "tiny.toml", "steps=3"]),
        (["train", "evaluate", "x.toml"], ["training", "evaluate", "x.toml"]),
        (["train"], ["training"]),
    ],
)
def test_the_first_word_decides_what_starts(run: ModuleType, arguments: list[str], module: list[str]) -> None:
    assert run.module_for(arguments) == module


def test_the_first_start_installs_and_the_second_does_not(run: ModuleType, installs: list[str]) -> None:
    run.install()
    run.install()
    assert installs == ["environment", "pip"]


def test_a_changed_project_is_installed_into_the_same_environment(
    run: ModuleType, installs: list[str]
) -> None:
    run.install()
    (run.ROOT / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    run.install()
    assert installs == ["environment", "pip", "pip"]


def test_an_interrupted_installation_starts_over(
    run: ModuleType, installs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(run, "pip", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.install()
    run.install()
    assert installs == ["environment", "environment", "pip"]


def test_an_interrupted_update_starts_over(
    run: ModuleType, installs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run.install()
    (run.ROOT / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    with monkeypatch.context() as patch:
        patch.setattr(run, "pip", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run.install()
    run.install()
    assert installs == ["environment", "pip", "environment", "pip"]


def test_a_moved_project_gets_a_new_environment(
    run: ModuleType, installs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run.install()
    monkeypatch.setattr(run, "place", lambda: b"another place")
    run.install()
    assert installs == ["environment", "pip", "environment", "pip"]


def test_two_starts_at_once_install_once(run: ModuleType, installs: list[str]) -> None:
    starts = [threading.Thread(target=run.install) for _ in range(4)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert installs == ["environment", "pip"]


def test_pips_errors_are_shown_whole(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    run.VENV.mkdir()
    with pytest.raises(run.InstallationFailed) as failure:
        run.pip(["install", "--no-index", "--disable-pip-version-check", "no-such-package-ridfr"])
    assert "no-such-package-ridfr" in str(failure.value)
    assert "start again" in str(failure.value)


@pytest.mark.parametrize("version", [(3, 8, 18), (3, 10, 2), (3, 14, 0)])
def test_another_python_is_refused_in_a_sentence(run: ModuleType, version: tuple[int, ...]) -> None:
    assert f"this is {'.'.join(map(str, version))}" in run.unusable_python(version)
    assert run.unusable_python((3, 11, 0)) == run.unusable_python((3, 13, 9)) == ""


def test_every_check_runs_and_one_failure_fails(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran: list[list[str]] = []

    def call(command: list[str], **_options: object) -> int:
        ran.append(command[1:])
        return int("mypy" in command)

    monkeypatch.setattr(run.subprocess, "call", call)
    assert run.test(["-k", "index"]) == 1
    assert len(ran) == 5
    assert ran[-1] == ["-m", "pytest", "-k", "index"]
    assert "ruff check: passed, ruff format: passed, mypy: FAILED" in capsys.readouterr().err


@pytest.mark.parametrize(("cores", "workers"), [(2, "2"), (64, "4")])
@pytest.mark.parametrize("arguments", [[], ["-x"], ["--durations=9"]], ids=str)
def test_all_tests_are_spread_over_the_cores(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, arguments: list[str], cores: int, workers: str
) -> None:
    monkeypatch.setattr(run, "usable_cores", lambda: cores)
    assert run.over_the_cores(arguments)[:2] == ["-n", workers]


@pytest.mark.parametrize("arguments", [["tests/core"], ["-x", "-k", "one"], ["-n0"], ["--pdb"]], ids=str)
def test_named_tests_and_debuggers_run_in_one_process(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr(run, "usable_cores", lambda: 8)
    assert run.over_the_cores(arguments) == []


def test_one_core_needs_no_workers(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "usable_cores", lambda: 1)
    assert run.over_the_cores([]) == []
    assert run.usable_cores() == 1


def test_the_result_of_the_checks_stands_above_the_last_line(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("from tests.conftest import pytest_terminal_summary\n")
    (tmp_path / "test_two.py").write_text("def test_one(): pass\ndef test_two(): pass\n")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "xdist",
        "-n1",
        "-p",
        "no:cacheprovider",
        str(tmp_path),
    ]
    environment = {**os.environ, "CHECKS_SUMMARY": "mypy: passed", "PYTHONPATH": str(REPOSITORY)}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # Qt and others take seconds to import
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    *_, checks, last = ran.stdout.splitlines()
    assert checks == "mypy: passed"
    assert last.startswith("2 passed in ")


def test_an_old_python_understands_it_as_far_as_the_version_check() -> None:
    ast.parse((REPOSITORY / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.skipif(os.name == "nt", reason="runs a shell script")
def test_the_continuous_integration_script_is_valid_shell() -> None:
    subprocess.run(["bash", "-n", str(REPOSITORY / ".ci/run")], check=True)
