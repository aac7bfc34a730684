"""Takes from the worker process what decoding does not need; the rest of the defence is the process."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

try:
    import resource
except ImportError:  # Windows has no such limits; time and the process boundary remain
    resource = None  # type: ignore[assignment]

PARENT_CHECK_SECONDS = 1.0


def limit_resources(memory_bytes: int) -> None:
    """No more memory than allowed, no core dumps, no file written."""
    sys.dont_write_bytecode = True
    if resource is None:
        return
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)
    # macOS has the name but does not enforce it.
    _lower(resource.RLIMIT_AS, memory_bytes)


def _lower(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, value))


def limit_time(seconds: float) -> None:
    """Let the system end this process in `seconds`; 0 lifts the limit.

    The parent stops a slow worker long before; this one still works when the parent is gone and
    native code never gives the interpreter a turn.
    """
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def end_with_parent() -> None:
    """End this process soon after its parent, even in the middle of a decode."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_CHECK_SECONDS)
        os._exit(1)

    if os.name == "posix":
        threading.Thread(target=watch, daemon=True).start()
