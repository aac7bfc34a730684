"""What this machine can run: a plan made when a restorer is loaded, and smaller ones when memory runs out.

The way down is: half the batch until it is one face, the VAE in tiles, weights kept in main memory and
brought to the device layer by layer, and last the CPU, which is slow enough that the user is asked.
Every result carries the plan it was made with: other plans may give other bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import psutil
import torch
from accelerate import cpu_offload
from accelerate.hooks import remove_hook_from_module
from torch import nn

from core.domain.recipe import ExecutionPlan
from core.errors import DeviceError

MEBIBYTE = 2**20
RESERVE = 512 * MEBIBYTE
"""Left free: the CUDA context's workspaces, and other programs of the desktop."""


@dataclass(frozen=True)
class MemoryNeeds:
    """What a restorer needs on a device, in bytes."""

    parameters: int
    """Number of parameters that are there while sampling."""
    per_face: int
    """Activations of one face more in a batch, in the device's precision."""
    tiles_save: int = 0
    """How much less of that when the VAE works in tiles; 0 where there is no VAE."""
    can_offload: bool = False
    largest_batch: int = 16
    largest_cpu_batch: int = 4
    half_precision: bool = False
    """Runs in fp16 on CUDA; its CPU form is fp32, which is faster there than bf16."""


LITE_NEEDS = MemoryNeeds(parameters=28_000_000, per_face=70 * MEBIBYTE)
"""Larger batches than four gain nothing on a CPU."""

SD15_NEEDS = MemoryNeeds(
    parameters=1_325_000_000,
    per_face=900 * MEBIBYTE,
    tiles_save=450 * MEBIBYTE,
    can_offload=True,
    largest_cpu_batch=1,
    half_precision=True,
)
"""Calculated, not measured: UNet 860, ControlNet 361, VAE 84, adapter 19 M parameters; the rest is the
VAE decoder's widest layer and the UNet's first level."""

AskForCpu = Callable[[str], bool]
"""Asked with one sentence; True goes on on the CPU."""


def choose_plan(
    device: str | None, needs: MemoryNeeds = LITE_NEEDS, *, free: int | None = None
) -> ExecutionPlan:
    """Plan for a named device, or for the best there is.

    Args:
        device: "cpu", "cuda" or None.
        needs: of the restorer.
        free: free bytes of the CUDA device; None asks it.

    Raises:
        DeviceError: CUDA is asked for and not there, or main memory is too small for the weights.
    """
    has_cuda = torch.cuda.is_available()
    if device == "cuda" and not has_cuda:
        raise DeviceError("No CUDA device was found; restoring on the CPU works on every machine.")
    if device == "cpu" or not has_cuda:
        return cpu_plan(needs)
    return cuda_plan(needs, torch.cuda.mem_get_info()[0] if free is None else free)


def cpu_plan(needs: MemoryNeeds) -> ExecutionPlan:
    """Plan for the CPU, in fp32.

    Raises:
        DeviceError: the weights are larger than the memory that is available.
    """
    available = psutil.virtual_memory().available
    wanted = 4 * needs.parameters + needs.per_face
    if wanted > available:
        raise DeviceError(
            "This restorer needs {wanted:.1f} GB of free memory on the CPU and {free:.1f} GB "
            "are free; close other programs, or use the restorer “lite”.",
            wanted=wanted / 1e9,
            free=available / 1e9,
        )
    return ExecutionPlan("cpu", "float32", needs.largest_cpu_batch, threads=torch.get_num_threads())


def cuda_plan(needs: MemoryNeeds, free: int) -> ExecutionPlan:
    """The largest plan that fits into `free` bytes of a CUDA device, the smallest if none does."""
    dtype, size = ("float16", 2) if needs.half_precision else ("float32", 4)
    room = free - RESERVE - size * needs.parameters
    batch = min(max(room // needs.per_face, 1), needs.largest_batch)
    tiled = needs.tiles_save > 0 and room < needs.per_face
    offloaded = needs.can_offload and room < needs.per_face - needs.tiles_save
    return ExecutionPlan("cuda", dtype, int(batch), tiled=tiled, offloaded=offloaded)


def smaller_plan(plan: ExecutionPlan, needs: MemoryNeeds) -> ExecutionPlan | None:
    """The next plan down after `plan` ran out of memory; None after the last one.

    Raises:
        DeviceError: the next one is the CPU, and its memory is too small as well.
    """
    if plan.batch_size > 1:
        return replace(plan, batch_size=plan.batch_size // 2)
    if needs.tiles_save and not plan.tiled:
        return replace(plan, tiled=True)
    if needs.can_offload and not plan.offloaded and plan.device != "cpu":
        return replace(plan, offloaded=True)
    if plan.device != "cpu":
        return replace(cpu_plan(needs), batch_size=1, tiled=plan.tiled)
    return None


def plan_after_running_out(
    plan: ExecutionPlan, needs: MemoryNeeds, ask_for_cpu: AskForCpu | None
) -> ExecutionPlan:
    """`smaller_plan`, having asked the user before it is the CPU.

    Raises:
        DeviceError: there is no smaller plan, or the user does not want the CPU.
    """
    following = smaller_plan(plan, needs)
    if following is None:
        raise DeviceError(
            "There is not enough memory to restore a single face; close other programs and try again."
        )
    if following.device == plan.device:
        return following
    question = "The graphics card has too little memory for one face. Go on on the CPU, which takes minutes?"
    if ask_for_cpu is not None and ask_for_cpu(question):
        return following
    raise DeviceError(
        "The graphics card has too little memory for one face; close other programs, use the restorer "
        "“lite”, or choose the CPU as the device."
    )


def ran_out_of_memory(error: BaseException) -> bool:
    """Whether PyTorch said so: on a CPU it has no exception of its own for it."""
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    return isinstance(error, RuntimeError) and "DefaultCPUAllocator" in str(error)


def place(modules: Sequence[nn.Module], plan: ExecutionPlan) -> None:
    """Bring the large modules to where the plan wants them, in its precision.

    When offloading they stay in main memory, and each layer comes to the device while it computes.
    """
    device, dtype = torch.device(plan.device), getattr(torch, plan.dtype)
    for module in modules:
        remove_hook_from_module(module, recurse=True)
        if plan.offloaded:
            cpu_offload(_moved(module, torch.device("cpu"), dtype), execution_device=device)
        else:
            _moved(module, device, dtype)


def _moved(module: nn.Module, device: torch.device, dtype: torch.dtype) -> nn.Module:
    # diffusers' own `to` warns of layers to be kept in fp32 also where there are none.
    return nn.Module.to(module, device=device, dtype=dtype)


class MemoryMeter:
    """Largest memory in use since the last reset: on CUDA by tensors, else by the whole process."""

    def __init__(self, device: str) -> None:
        self.device = device

    @property
    def name(self) -> str:
        """What the device calls itself."""
        return torch.cuda.get_device_name() if self.device == "cuda" else "CPU"

    def reset(self) -> None:
        """Begin to measure anew."""
        if self.device == "cuda":
            torch.cuda.synchronize()
            torch.cuda.reset_peak_memory_stats()

    def peak(self) -> int:
        """Bytes; on a CPU the largest the process ever was, where the system says so."""
        if self.device == "cuda":
            torch.cuda.synchronize()
            return int(torch.cuda.max_memory_allocated())
        memory = psutil.Process().memory_info()
        return int(getattr(memory, "peak_wset", 0) or _peak_resident() or memory.rss)


def _peak_resident() -> int:
    """Largest resident size of this process on Linux; 0 elsewhere."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    sizes = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    return int(sizes[0]) * 1024 if sizes else 0
