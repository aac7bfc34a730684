"""What this machine can run, and what is missing, in plain words.

Each heavy package is tried in a process of its own: one that crashes on import, or hangs in
a driver, costs one line of the answer and not the program.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from shutil import disk_usage

import psutil

from core.domain.reports import Problem
from core.errors import DeviceError
from core.sentence import Sentence
from core.settings import Settings
from core.weights.store import PackStore

GIGABYTE = 1e9
LITTLE_MEMORY = 2.0
"""Gigabytes of free memory under which restoring may fail."""
LITTLE_DISK = 1.0
_PROBE_SECONDS = 120

_PROBES = {
    "torch": (
        "import torch; there = torch.cuda.is_available(); facts = {'version': torch.__version__, "
        "'cuda': torch.cuda.get_device_name(0) if there else '', "
        "'memory': torch.cuda.get_device_properties(0).total_memory / 1e9 if there else 0}"
    ),
    "onnxruntime": (
        "import onnxruntime; facts = {'version': onnxruntime.__version__, "
        "'providers': [p for p in onnxruntime.get_available_providers() if p != 'AzureExecutionProvider']}"
    ),
    "dlib": "import dlib; facts = {'version': dlib.__version__}",
    "cv2": "import cv2; facts = {'version': cv2.__version__}",
    "diffusers": "import diffusers; facts = {'version': diffusers.__version__}",
    "PySide6": "import PySide6.QtWidgets, PySide6; facts = {'version': PySide6.__version__}",
    "pillow_heif": "import pillow_heif; facts = {'version': pillow_heif.__version__}",
    "rawpy": "import rawpy; facts = {'version': rawpy.__version__}",
}
_PURPOSE = {
    "torch": Sentence("Restoring faces"),
    "onnxruntime": Sentence("Finding faces"),
    "dlib": Sentence("Recognising people with the embedded pack"),
    "cv2": Sentence("Preparing faces"),
    "diffusers": Sentence("Restoring faces"),
    "PySide6": Sentence("The desktop application (the command line works)"),
    "pillow_heif": Sentence("Reading HEIC photos"),
    "rawpy": Sentence("Reading RAW photos"),
}


@dataclass(frozen=True)
class Part:
    """One package this program stands on."""

    name: str
    works: bool
    version: str = ""
    cuda: str = ""
    """Name of the CUDA device that torch finds."""
    memory: float = 0.0
    """Gigabytes of that device."""
    providers: tuple[str, ...] = ()
    """What onnxruntime can run on."""
    problem: str = ""
    """Why it does not work, in one sentence."""


@dataclass(frozen=True)
class Diagnosis:
    """The answer of `ridfr doctor`."""

    python: str
    system: str
    cores: int
    memory_free: float
    """Gigabytes."""
    memory_total: float
    disk_free: float
    """Gigabytes where the library lies."""
    library: Path
    pack: str
    restorer: str
    parts: tuple[Part, ...]
    packs: tuple[str, ...]
    """Installed packs, face and restorer."""
    problems: tuple[Problem, ...]

    def part(self, name: str) -> Part:
        return next(part for part in self.parts if part.name == name)

    @property
    def cuda(self) -> str:
        """Name of the CUDA device, empty when there is none."""
        return self.part("torch").cuda


def diagnose(settings: Settings, library: Path, packs: PackStore) -> Diagnosis:
    """Look at this machine, the packages, the packs and the room that is left."""
    parts = tuple(probe(name) for name in _PROBES)
    memory = psutil.virtual_memory()
    disk = disk_usage(_existing(library)).free / GIGABYTE
    problems = [Problem(part.name, "Missing", part.problem) for part in parts if not part.works]
    for name in (settings.pack, settings.restorer, "embedded"):
        problems += [Problem("", "Model", said) for said in _pack_problems(packs, name)]
    if memory.available / GIGABYTE < LITTLE_MEMORY:
        free = f"{memory.available / GIGABYTE:.1f} GB"
        problems.append(
            Problem(
                "", "Memory", Sentence("Only {free} of memory are free; close other programs.", free=free)
            )
        )
    if disk < LITTLE_DISK:
        problems.append(
            Problem(str(library), "Disk", Sentence("Only {disk:.1f} GB are free here; make room.", disk=disk))
        )
    return Diagnosis(
        python=platform.python_version(),
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        cores=psutil.cpu_count() or 1,
        memory_free=memory.available / GIGABYTE,
        memory_total=memory.total / GIGABYTE,
        disk_free=disk,
        library=library,
        pack=settings.pack,
        restorer=settings.restorer,
        parts=parts,
        packs=tuple(pack.name for pack in packs.packs() if packs.installed(pack.name)),
        problems=tuple(dict.fromkeys(problems)),
    )


def probe(name: str) -> Part:
    """Import one package in a process of its own."""
    code = f"{_PROBES[name]}; import json; print('\\n' + json.dumps(facts))"
    try:
        ran = subprocess.run(
            [sys.executable, "-P", "-c", code], capture_output=True, timeout=_PROBE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        hangs = Sentence(
            "{purpose} does not work: {name} hangs when it is loaded.", purpose=_PURPOSE[name], name=name
        )
        return Part(name, False, problem=hangs)
    if ran.returncode == 0:
        facts = json.loads(ran.stdout.splitlines()[-1])
        return Part(name, True, **{**facts, "providers": tuple(facts.get("providers", ()))})
    said = ran.stderr.decode(errors="replace").strip().splitlines()
    reason = said[-1] if said else f"it ends with code {ran.returncode}"
    return Part(
        name,
        False,
        problem=Sentence(
            "{purpose} does not work: {name} cannot be loaded ({reason}).",
            purpose=_PURPOSE[name],
            name=name,
            reason=reason,
        ),
    )


def enable_gpu() -> Part:
    """Replace onnxruntime by its CUDA build of the same version, or leave all as it was.

    Both builds own the same folder, so the CUDA build is unpacked over the other one: it can
    be no dependency, and must be repeated after an upgrade.

    Raises:
        DeviceError: the installation failed; the CPU build is back.
    """
    version = probe("onnxruntime").version
    if not version:
        raise DeviceError("onnxruntime does not work on this machine; install RIDFR Desktop again first.")
    failed = _pip_install(f"onnxruntime-gpu=={version}")
    after = probe("onnxruntime")
    if not failed and has_cuda_provider(after):
        return after
    _pip_install(f"onnxruntime=={version}")
    reason = failed or Sentence("its CUDA part cannot be loaded")
    raise DeviceError(
        "The CUDA build of onnxruntime was not installed ({reason}); the CPU build is back.", reason=reason
    )


def has_cuda_provider(part: Part) -> bool:
    """Whether this onnxruntime can run on CUDA."""
    return "CUDAExecutionProvider" in part.providers


def _pip_install(requirement: str) -> str:
    """Install one package over another; the last line pip said when it failed, else ""."""
    command = [sys.executable, "-m", "pip", "install", "-q", "--force-reinstall", "--no-deps", requirement]
    ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    lines = ran.stdout.decode(errors="replace").strip().splitlines()
    return "" if ran.returncode == 0 else (lines[-1] if lines else "pip failed")


def _pack_problems(packs: PackStore, name: str) -> tuple[str, ...]:
    if Path(name).is_absolute():
        found = any(Path(name).glob("*.onnx"))
        return (
            ()
            if found
            else (Sentence("There is no face pack in {name}; change the setting “pack”.", name=name),)
        )
    return packs.verify(name)


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(one for one in (folder, *folder.parents) if one.exists())
