"""Starts, asks and ends one worker process."""

from __future__ import annotations

import threading
import weakref
from typing import Any

from core.child_process import end_child, start_child
from core.errors import DeviceError
from core.imaging.limits import DecodeLimits
from core.imaging.messages import BrokenMessage, read_message, write_message
from core.sentence import system_reason

START_SECONDS = 60.0
"""For a cold disk and a busy machine; it takes 0.3 seconds otherwise."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""For numpy: the lanes share the cores out."""


class WorkerTimeout(Exception):
    """The worker did not answer in time and was ended."""


class WorkerProcess:
    """A fresh interpreter that runs the worker module.

    Not `multiprocessing`: its spawned children import the program's main module again, Qt and all,
    and answer with pickles, which a hostile file could use against the parent.

    Raises:
        DeviceError: no worker can be started on this machine.
    """

    def __init__(self, module: str, limits: DecodeLimits) -> None:
        try:
            self._process = start_child(
                module, str(limits.memory_bytes), str(limits.seconds), PYTHONFAULTHANDLER="", **ONE_THREAD
            )
        except OSError as error:
            raise DeviceError(
                "The picture decoder could not be started: {reason}.", reason=system_reason(error)
            ) from error
        # A decoder that nobody stopped ends with the last reference to it.
        self._end = weakref.finalize(self, end_child, self._process)
        try:
            self._receive(START_SECONDS)
        except (BrokenMessage, WorkerTimeout) as error:
            self.stop()
            raise DeviceError(
                "The picture decoder could not be started; is the installation complete?"
            ) from error

    def ask(self, header: dict[str, Any], seconds: float) -> tuple[dict[str, Any], list[bytearray]]:
        """Send a request and wait for its answer.

        Raises:
            WorkerTimeout: no answer in time; the worker is gone.
            BrokenMessage: the worker died, or answered nonsense.
        """
        assert self._process.stdin is not None
        try:
            write_message(self._process.stdin, header)
        except (OSError, ValueError) as error:
            raise BrokenMessage("the worker ended") from error
        return self._receive(seconds)

    def stop(self) -> None:
        """End the process and wait until it is gone."""
        self._end()

    def _receive(self, seconds: float) -> tuple[dict[str, Any], list[bytearray]]:
        assert self._process.stdout is not None
        expired = threading.Event()
        timer = threading.Timer(seconds, self._expire, (expired,))
        timer.daemon = True
        timer.start()
        try:
            return read_message(self._process.stdout)
        except BrokenMessage as error:
            if expired.is_set():
                raise WorkerTimeout from error
            raise
        finally:
            timer.cancel()

    def _expire(self, expired: threading.Event) -> None:
        expired.set()
        self._process.kill()
