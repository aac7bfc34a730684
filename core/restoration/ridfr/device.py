"""What this machine can run: one plan, made once when a restorer is loaded."""

from __future__ import annotations

import torch

from core.domain.recipe import ExecutionPlan
from core.errors import DeviceError

CPU_BATCH = 4
"""Larger batches gain nothing on a CPU and cost memory (70 MB a face)."""
CUDA_BATCH = 16


def choose_plan(device: str | None) -> ExecutionPlan:
    """Plan for a named device, or for the best there is.

    Raises:
        DeviceError: CUDA is asked for and not there.
    """
    has_cuda = torch.cuda.is_available()
    if device == "cuda" and not has_cuda:
        raise DeviceError("No CUDA device was found; restoring on the CPU works on every machine.")
    if device == "cuda" or (device is None and has_cuda):
        return ExecutionPlan(device="cuda", dtype="float32", batch_size=CUDA_BATCH)
    return ExecutionPlan(device="cpu", dtype="float32", batch_size=CPU_BATCH, threads=torch.get_num_threads())
