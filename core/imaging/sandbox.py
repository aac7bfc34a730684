"""Takes from the worker process what decoding does not need; the rest of the defence is the process."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

if sys.platform != "win32":  # it has no such limits; time and the process boundary remain
    import resource

PARENT_CHECK_SECONDS = 1.0


def limit_resources(memory_bytes: int) -> None:
    """No more memory than allowed, no core dumps, no file written."""
    sys.dont_write_bytecode = True
    if sys.platform != "win32":
        # macOS knows RLIMIT_AS by name but does not enforce it.
        wanted = ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_AS, memory_bytes))
        for kind, value in wanted:
            _, hard = resource.getrlimit(kind)
            allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
            resource.setrlimit(kind, (allowed, allowed))


def limit_time(seconds: float) -> None:
    """Let the system end this process in `seconds`; 0 lifts the limit.

    The parent stops a slow worker long before; this one still works when the parent is gone and
    native code never gives the interpreter a turn.
    """
    if sys.platform != "win32":
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
