"""The machine is kept awake by a process that ends with us, or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from ridfr_desktop.sleep_inhibition import SleepInhibitor, command_for

linux_only = pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for the program")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A systemd-inhibit that writes down what it was asked, and waits as the real one does."""
    path = tmp_path / "bin" / "systemd-inhibit"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\necho "$@" > "{tmp_path}/asked"\nexec cat\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(path.parent), prepend=os.pathsep)
    return path


def process_of(inhibitor: SleepInhibitor) -> subprocess.Popen[bytes]:
    assert inhibitor._end is not None
    alive = inhibitor._end.peek()
    assert alive is not None
    process = alive[2][0]
    assert isinstance(process, subprocess.Popen)
    return process


@linux_only
def test_the_lock_is_held_until_it_is_released(program: Path) -> None:
    inhibitor = SleepInhibitor("linux")
    inhibitor.hold("Restoring")
    process = process_of(inhibitor)
    assert inhibitor.held
    assert process.poll() is None
    inhibitor.release()
    assert process.returncode is not None
    assert not inhibitor.held


@linux_only
def test_a_lock_whose_holder_is_gone_is_let_go(program: Path) -> None:
    inhibitor = SleepInhibitor("linux")
    inhibitor.hold("Restoring")
    process = process_of(inhibitor)
    del inhibitor
    assert process.returncode is not None
    assert process.stdin is not None
    assert process.stdin.closed


@linux_only
def test_the_command_says_who_and_why(program: Path) -> None:
    command = command_for("linux", "Restoring faces")
    assert command is not None
    assert command[:2] == [str(program), "--what=idle:sleep"]
    assert "--why=Restoring faces" in command


def test_without_such_a_program_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    inhibitor = SleepInhibitor("linux")
    inhibitor.hold("Restoring")
    assert not inhibitor.held
    inhibitor.release()
