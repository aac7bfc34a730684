"""dlib's network in a process of its own.

dlib does not let go of the interpreter while it computes: in our process each face would stop the
window for a tenth of a second and more. The child is a fresh interpreter that runs `backends.dlib`
and answers chips with vectors; it ends with us, because its input ends.
"""

from __future__ import annotations

import contextlib
import os
import threading
import weakref
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from core.child_process import end_child, start_child
from core.errors import DeviceError, WeightsError
from core.sentence import system_reason

MODULE = "core.analysis.backends.dlib"
READY = b"R"
"""What the child says once the network is loaded."""
CHIP_SHAPE = (150, 150, 3)
DIMENSIONS = 128
VECTOR_BYTES = 8 * DIMENSIONS
NICENESS = 5
"""The window and the other programs of the machine come first."""


class DlibProcess:
    """The network behind a pipe; safe to use from several threads, one chip at a time.

    Raises:
        WeightsError: the file is not dlib's face model.
        DeviceError: no process can be started on this machine.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            process = start_child(MODULE, str(path), OMP_NUM_THREADS="1")
        except OSError as error:
            raise DeviceError(
                "The face model could not be started: {reason}.", reason=system_reason(error)
            ) from error
        self.close = weakref.finalize(self, end_child, process)
        assert process.stdin is not None
        assert process.stdout is not None
        self._input, self._output = process.stdin, process.stdout
        if _read(self._output, len(READY)) != READY:
            self.close()
            raise WeightsError("This is not dlib's face model; add the pack again.", path=path)

    def compute_face_descriptor(self, chip: NDArray[np.uint8]) -> NDArray[np.float64]:
        """dlib's raw vector (128,) of an aligned RGB chip (150, 150, 3).

        Raises:
            ValueError: the chip has another shape.
            DeviceError: the process is gone.
        """
        if chip.shape != CHIP_SHAPE:
            raise ValueError(f"dlib's chips are {CHIP_SHAPE}, not {chip.shape}")
        with self._lock:
            with contextlib.suppress(OSError, ValueError):  # said below: there is no answer
                self._input.write(np.ascontiguousarray(chip, dtype=np.uint8).tobytes())
                self._input.flush()
            answer = _read(self._output, VECTOR_BYTES)
        if len(answer) != VECTOR_BYTES:
            raise DeviceError("The face model has stopped. Start the application again; nothing is lost.")
        return np.frombuffer(answer, dtype="<f8")


def serve(network: object, chips: IO[bytes], vectors: IO[bytes]) -> None:
    """In the child: answer chips until there are no more."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    size = int(np.prod(CHIP_SHAPE))
    vectors.write(READY)
    vectors.flush()
    while len(sent := _read(chips, size)) == size:
        chip = np.frombuffer(sent, dtype=np.uint8).reshape(CHIP_SHAPE)
        found = network.compute_face_descriptor(chip)  # type: ignore[attr-defined]
        vectors.write(np.array(found, dtype="<f8").tobytes())
        vectors.flush()


def _read(stream: IO[bytes], size: int) -> bytes:
    """So many bytes, fewer when the other side is gone."""
    try:
        return stream.read(size)
    except (OSError, ValueError):
        return b""
