"""ONNX Runtime sessions: explicit providers, bounded threads, plain errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    InvalidArgument,
    InvalidGraph,
    InvalidProtobuf,
    NoSuchFile,
    NotImplemented,
    RuntimeException,
)

from core.errors import WeightsError

SESSION_ERRORS = (
    Fail,
    InvalidArgument,
    InvalidGraph,
    InvalidProtobuf,
    NoSuchFile,
    NotImplemented,
    RuntimeException,
    RuntimeError,
    ValueError,
    OSError,
)
"""What ONNX Runtime raises for a file that is not a model it can run."""


def providers(device: str = "auto") -> list[str]:
    """Execution providers in order: CUDA when there is one and `device` allows it, then CPU."""
    if device == "cpu" or "CUDAExecutionProvider" not in onnxruntime.get_available_providers():
        return ["CPUExecutionProvider"]
    onnxruntime.preload_dlls()  # finds CUDA and cuDNN inside the wheels that PyTorch brings
    return ["CUDAExecutionProvider", "CPUExecutionProvider"]


def session_options(threads: int | None) -> Any:
    """Options with `threads` intra-op threads (None: the machine's cores), errors logged only."""
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.inter_op_num_threads = 1
    if threads is not None:
        options.intra_op_num_threads = threads
    return options


def open_session(
    model: bytes, *, source: Path, threads: int | None = None, device: str = "auto"
) -> onnxruntime.InferenceSession:
    """A session over the bytes of a model; `source` is named when it cannot be loaded.

    Raises:
        WeightsError: the bytes are not a model that ONNX Runtime can run.
    """
    try:
        return onnxruntime.InferenceSession(
            model, sess_options=session_options(threads), providers=providers(device)
        )
    except SESSION_ERRORS as error:
        raise WeightsError("This is not a model that can be run; add the pack again.", path=source) from error
