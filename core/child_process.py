"""Interpreters of our own that work behind a pipe: started, and ended with us."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys

STOP_SECONDS = 2.0
"""That a child has to end by itself once its input has ended."""


def start_child(module: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """`python -m module` with pipes for input and output, our import path and `environment`.

    Raises:
        OSError: no process can be started.
    """
    path = os.pathsep.join(entry for entry in sys.path if entry)
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path, "PYTHONWARNINGS": "ignore", **environment},
        # Ctrl-C is for the program; the child ends with it.
        start_new_session=os.name == "posix",
        creationflags=_windows_flags(),
    )


def end_child(process: subprocess.Popen[bytes]) -> None:
    """End a child and wait until it is gone."""
    with contextlib.suppress(OSError):
        process.stdin.close()  # type: ignore[union-attr]
    try:
        process.wait(0 if process.poll() is not None else STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()  # type: ignore[union-attr]


def _windows_flags() -> int:
    # Numbers of the Windows interface; the names exist only on that system.
    new_process_group, no_window = 0x200, 0x08000000
    return new_process_group | no_window if os.name == "nt" else 0
