#!/usr/bin/env python3
"""Set up and start RIDFR Desktop: ``python3 run.py [what]``, with the standard library only.

==================  ==========================================================
``run.py``          the desktop application
``run.py test``     linters, types, import contracts and all tests
``run.py train …``  ``python -m training train …``; also ``evaluate`` and ``export``
``run.py …``        the command line: ``ridfr …``; try ``run.py demo``
==================  ==========================================================

The first start makes ``.venv`` beside this file and installs the project into it. A change
of ``pyproject.toml``, of Python or of this folder's place installs again; an interrupted
installation starts over at the next start.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent
WINDOWS = os.name == "nt"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
STAMP = VENV / "installed.sha256"
LOCK = ROOT / ".venv.lock"
OLDEST, NEWEST = (3, 11), (3, 13)
TRAINING = {"train", "evaluate", "export", "score", "-h", "--help"}
NOT_DONE = 2
MOST_WORKERS = 4  # each holds a copy of torch and Qt, about 1 GB
ALONE = ("-n", "--numprocesses", "--dist", "--pdb", "--trace", "-s", "--capture=no")

CHECKS = (
    ("ruff check", ["-m", "ruff", "check", "."]),
    ("ruff format", ["-m", "ruff", "format", "--check", "."]),
    ("mypy", ["-m", "mypy"]),
    ("import contracts", ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"]),
)


def main(arguments: list[str]) -> int:
    unusable = unusable_python(sys.version_info[:3])
    if unusable:
        say(unusable)
        return NOT_DONE
    try:
        install()
    except KeyboardInterrupt:
        say("\nInstallation stopped. The next start begins it again.")
        return NOT_DONE
    except InstallationFailed as failure:
        say(str(failure))
        return NOT_DONE
    if arguments[:1] == ["test"]:
        return test(arguments[1:])
    return start(module_for(arguments))


def unusable_python(version: tuple[int, ...]) -> str:
    """Why this Python cannot be used, or ""."""
    if OLDEST <= version[:2] <= NEWEST:
        return ""
    have = ".".join(str(part) for part in version)
    return f"RIDFR Desktop needs Python 3.11, 3.12 or 3.13; this is {have}. Start it as: python3.12 run.py"


def module_for(arguments: list[str]) -> list[str]:
    """The module to run and its arguments."""
    if not arguments:
        return ["ridfr_desktop"]
    if arguments[0] == "train":
        verb = [] if not arguments[1:] or arguments[1] in TRAINING else ["train"]
        return ["training", *verb, *arguments[1:]]
    return ["core.cli", *arguments]


def start(command: list[str]) -> int:
    """Become ``python -m command``; the working folder stays the user's."""
    # -P: a folder called "core" where the user stands must not replace ours.
    line = [str(PYTHON), "-P", "-m", *command]
    if not WINDOWS:
        os.execv(line[0], line)
    return subprocess.call(line)


def test(arguments: list[str]) -> int:
    """Run every check and then pytest, whose summary is the last line; non-zero if any fails."""
    results = {}
    for name, command in CHECKS:
        say(f"== {name}")
        results[name] = subprocess.call([str(PYTHON), *command], cwd=ROOT)
    summary = ", ".join(f"{name}: {'FAILED' if code else 'passed'}" for name, code in results.items())
    say(f"== {summary}\n== pytest")
    # pytest prints this again above its last line (tests/conftest.py).
    environment = {**os.environ, "CHECKS_SUMMARY": summary}
    pytest = [str(PYTHON), "-m", "pytest", *over_the_cores(arguments), *arguments]
    tests = subprocess.call(pytest, cwd=ROOT, env=environment)
    return tests or int(any(results.values()))


def over_the_cores(arguments: list[str]) -> list[str]:
    """Options that spread all tests over the cores; none where the user names tests or wants one process."""
    if any(not argument.startswith("-") or argument.startswith(ALONE) for argument in arguments):
        return []
    workers = min(usable_cores(), MOST_WORKERS)
    return ["-n", str(workers), "--dist", "worksteal"] if workers > 1 else []


def usable_cores() -> int:
    """Cores this process may run on; containers and `taskset` often leave fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class InstallationFailed(Exception):
    """With a text for the user: what failed, what pip said, and the way out."""


def install() -> None:
    """Make the virtual environment match this project, unless it does already."""
    wanted = fingerprints()
    if stamp() == wanted:
        return
    with lock():
        before = stamp()
        if before == wanted:  # another start did it while this one waited
            return
        began = time.monotonic()
        # No stamp: nothing there yet, or an installation that did not end. Start clean.
        update = before[:1] == wanted[:1]
        say("Installing what changed …" if update else "First start: installing, a few minutes …")
        if not update:
            make_environment()
        STAMP.unlink(missing_ok=True)
        pip(["install", "--disable-pip-version-check", "-e", f"{ROOT}[dev]"])
        STAMP.write_text("\n".join(wanted), encoding="ascii")
        say(f"Installed in {time.monotonic() - began:.0f} s.")


def stamp() -> list[str]:
    """Fingerprints of the finished installation; empty when there is none."""
    try:
        return STAMP.read_text(encoding="ascii").split() if PYTHON.exists() else []
    except OSError:
        return []


def fingerprints() -> list[str]:
    """SHA-256 of the environment's place (Python and folder) and of ``pyproject.toml``."""
    project = (ROOT / "pyproject.toml").read_bytes()
    return [hashlib.sha256(part).hexdigest() for part in (place(), project)]


def place() -> bytes:
    """Which Python the environment is made of, and where it lies."""
    return f"{sys.version_info[:2]} {sys.base_prefix} {ROOT}".encode("utf-8", "surrogateescape")


def make_environment() -> None:
    """A fresh virtual environment; what an interrupted installation left is removed."""
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if made.returncode:
        raise InstallationFailed(
            f"{made.stdout.decode(errors='replace')}\n"
            f"The virtual environment {VENV} could not be made (above: why). "
            "On Debian and Ubuntu install python3-venv, then start again."
        )


def pip(arguments: list[str]) -> None:
    """Run pip quietly, with the seconds ticking on a terminal; on failure show all it said."""
    with open(VENV / "install.log", "w+b") as said:
        process = subprocess.Popen(
            [str(PYTHON), "-m", "pip", *arguments], stdout=said, stderr=subprocess.STDOUT, cwd=ROOT
        )
        try:
            wait_ticking(process)
        except KeyboardInterrupt:
            process.wait()
            raise
        if process.returncode == 0:
            return
        said.seek(0)
        raise InstallationFailed(
            f"{said.read().decode(errors='replace')}\n"
            "Installing failed (above: all that pip said). Mend the cause, mostly the network or a full "
            "disk, and start again."
        )


def wait_ticking(process: subprocess.Popen[bytes]) -> None:
    began = time.monotonic()
    while True:
        try:
            process.wait(timeout=1.0)
        except subprocess.TimeoutExpired:
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{time.monotonic() - began:4.0f} s ")
                sys.stderr.flush()
            continue
        if sys.stderr.isatty():
            sys.stderr.write("\r")
        return


@contextlib.contextmanager
def lock() -> Iterator[None]:
    """One installation at a time; the system lets go of it when the process dies."""
    with open(LOCK, "a+b") as file:
        lock_file(file)
        yield


def lock_file(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - this is a terminal program


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
