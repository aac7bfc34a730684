"""Keeps the machine awake while a batch runs, with what the system brings; without it, nothing happens.

Linux: `systemd-inhibit` holds a lock of login1 as long as the process lives. macOS: `caffeinate`
likewise. Windows: an execution state of this thread. The screen may go dark everywhere.
"""

from __future__ import annotations

import ctypes
import logging
import shutil
import subprocess
import sys
import weakref

log = logging.getLogger(__name__)

ES_CONTINUOUS, ES_SYSTEM_REQUIRED = 0x80000000, 0x00000001
"""SetThreadExecutionState, winbase.h."""


class SleepInhibitor:
    """Held or not; every method may be called at any time and fails silently."""

    def __init__(self, platform: str = sys.platform) -> None:
        self._platform = platform
        self._end: weakref.finalize[[subprocess.Popen[bytes]], SleepInhibitor] | None = None
        self._held = False

    @property
    def held(self) -> bool:
        return self._held

    def hold(self, reason: str) -> None:
        """Ask the system not to sleep until `release`; `reason` is shown by some desktops."""
        if self._held:
            return
        if self._platform == "win32":
            self._held = _execution_state(ES_CONTINUOUS | ES_SYSTEM_REQUIRED)
            return
        command = command_for(self._platform, reason)
        if command is None:
            return
        try:
            process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            log.info("The system cannot be kept awake: %s", error)
            return
        # An inhibitor that nobody released, its window being gone, lets go with its last reference.
        self._end = weakref.finalize(self, _end_process, process)
        self._held = True

    def release(self) -> None:
        """Let the system sleep again."""
        if not self._held:
            return
        self._held = False
        if self._platform == "win32":
            _execution_state(ES_CONTINUOUS)
            return
        if self._end is not None:
            self._end()


def _end_process(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        # `cat` inside the lock ends with its input, so the lock ends with us even after a crash.
        process.stdin.close()
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def command_for(platform: str, reason: str) -> list[str] | None:
    """The program that holds the lock until its input ends, or None where there is none."""
    if platform == "darwin":
        program = shutil.which("caffeinate")
        return None if program is None else [program, "-i", "cat"]
    program = shutil.which("systemd-inhibit")
    if program is None:
        return None
    return [program, "--what=idle:sleep", "--who=RIDFR Desktop", f"--why={reason}", "--mode=block", "cat"]


def _execution_state(flags: int) -> bool:
    windll = getattr(ctypes, "windll", None)
    return windll is not None and bool(windll.kernel32.SetThreadExecutionState(flags))
