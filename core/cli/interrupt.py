"""Ctrl-C that loses nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from core.progress import CancelToken

_STOPPING = b"\nStopping after what is being done; press Ctrl-C again to end at once.\n"


@contextmanager
def stop_on_interrupt() -> Iterator[CancelToken]:
    """A token that the first Ctrl-C cancels; a second Ctrl-C ends the process at once."""
    token = CancelToken()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        token.cancel()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        # Not print(): a signal may come while the same stream is being written.
        os.write(2, _STOPPING)

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield token
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
