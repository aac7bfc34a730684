"""Decodes files of unknown origin in a process of their own.

One worker is kept alive. A file that crashes it, hangs it or eats the memory costs one line: the
worker is replaced and the next file goes on. A file that has ended two workers is not opened
again until it changes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import psutil

from core.errors import UnreadablePhoto
from core.imaging.decode_journal import DEATHS_TO_QUARANTINE, DecodeJournal
from core.imaging.decoded import Decoded, SourceMetadata
from core.imaging.files import stamp_of
from core.imaging.limits import DecodeLimits
from core.imaging.messages import BrokenMessage, Request, decoded_from, metadata_from, request_header
from core.imaging.worker_process import WorkerProcess, WorkerTimeout
from core.sentence import Sentence, sentence_from_json

__all__ = ["Decoded", "Decoder", "SourceMetadata"]

WORKER_MODULE = "core.imaging.worker"

Answer = TypeVar("Answer")


class Decoder:
    """Reads photos through the worker; safe to use from several threads, one file at a time.

    Args:
        journal: file that names what is being opened, see `LibraryPaths.decode_journal`.
        timeout: seconds for one file.
        memory_bytes: memory of the worker, where the system can limit it; by default half of the
            machine's, at most 3 GiB.
        worker: module that is run as the worker.
    """

    def __init__(
        self,
        journal: Path,
        *,
        timeout: float = 60.0,
        memory_bytes: int | None = None,
        worker: str = WORKER_MODULE,
    ) -> None:
        memory = memory_bytes or min(DecodeLimits().memory_bytes, psutil.virtual_memory().total // 2)
        self.limits = DecodeLimits(memory_bytes=memory, seconds=timeout)
        self._journal = DecodeJournal(journal)
        self._module = worker
        self._worker: WorkerProcess | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Decoder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the worker; a later `decode` would start a new one."""
        with self._lock:
            self._stop()
            self._journal.close()

    def decode(
        self, path: Path, *, max_side: int | None = None, thumbnail_side: int | None = None
    ) -> Decoded:
        """Read a photo.

        Args:
            path: of the file.
            max_side: longest side of the pixels wanted; None is full size.
            thumbnail_side: longest side of the thumbnail wanted; None makes none.

        Raises:
            UnreadablePhoto: the file is not a picture that can be decoded safely.
        """
        return self._ask(Request("decode", path, max_side, thumbnail_side), decoded_from)

    def metadata(self, path: Path) -> SourceMetadata:
        """The metadata blocks of a file, to be carried on by its export.

        Raises:
            UnreadablePhoto: the file is not a picture that can be opened safely.
        """
        return self._ask(Request("metadata", path), metadata_from)

    def _ask(self, request: Request, read: Callable[[dict[str, Any], list[bytearray]], Answer]) -> Answer:
        path = request.path
        with self._lock:
            stamp = stamp_of(path)
            while not self._journal.quarantined(path, stamp):
                self._journal.opening(path)
                try:
                    header, blocks = self._exchange(request)
                    answer = None if "error" in header else read(header, blocks)
                except WorkerTimeout as error:
                    self._journal.died(path, stamp)
                    message = Sentence(
                        "Reading this file took over {seconds:g} seconds; it was left out.",
                        seconds=self.limits.seconds,
                    )
                    raise UnreadablePhoto(message, path=path) from error
                except BrokenMessage:
                    # Perhaps the system, short of memory, ended the worker: the file gets a second chance.
                    self._stop()
                    self._journal.died(path, stamp)
                    continue
                self._journal.forget(path)
                if answer is None:
                    raise UnreadablePhoto(sentence_from_json(str(header["error"])), path=path)
                return answer
        raise UnreadablePhoto(
            "This file has stopped the picture decoder {times} times, so it is most likely "
            "damaged; it is left out until it changes.",
            times=DEATHS_TO_QUARANTINE,
            path=path,
        )

    def _exchange(self, request: Request) -> tuple[dict[str, Any], list[bytearray]]:
        worker = self._running()
        answered = False
        try:
            reply = worker.ask(request_header(request), self.limits.seconds)
            answered = True
        finally:
            # Also after Ctrl-C between question and answer: the next answer would be the wrong one.
            if not answered:
                self._stop()
        return reply

    def _running(self) -> WorkerProcess:
        if self._worker is None:
            self._worker = WorkerProcess(self._module, self.limits)
        return self._worker

    def _stop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.stop()
