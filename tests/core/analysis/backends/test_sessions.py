"""Providers are always named: a GPU only when there is one, and never when unwanted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import onnxruntime
import pytest

from core.analysis.backends.sessions import providers, session_options
from tests.core.analysis.toy_packs import save_embedder


@pytest.fixture
def cuda(monkeypatch: pytest.MonkeyPatch) -> None:
    available = ["TensorrtExecutionProvider", "CUDAExecutionProvider", "CPUExecutionProvider"]
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: available)
    monkeypatch.setattr(onnxruntime, "preload_dlls", lambda: None)


@pytest.mark.usefixtures("cuda")
def test_a_gpu_is_used_when_there_is_one() -> None:
    assert providers("auto") == ["CUDAExecutionProvider", "CPUExecutionProvider"]


@pytest.mark.usefixtures("cuda")
def test_a_gpu_is_not_used_when_unwanted() -> None:
    assert providers("cpu") == ["CPUExecutionProvider"]


def test_without_a_gpu_the_cpu_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["AzureExecutionProvider"])
    assert providers("auto") == ["CPUExecutionProvider"]


def test_threads_are_what_was_asked_for() -> None:
    assert session_options(3).intra_op_num_threads == 3


OPEN = """
import sys
from pathlib import Path
from core.analysis.backends.sessions import open_session
model = Path(sys.argv[1])
open_session(model.read_bytes(), source=model, threads=1)
"""


def test_opening_a_model_is_told_to_nobody(tmp_path: Path) -> None:
    save_embedder(tmp_path / "toy.onnx", 8)
    home = tmp_path / "home"
    home.mkdir()
    # What pytest's own process has set must not help.
    given = {key: value for key, value in os.environ.items() if key != "ORT_DISABLE_TELEMETRY"}
    own = {"HOME": str(home), "XDG_CACHE_HOME": str(home / ".cache"), "PYTHONPATH": os.fspath(Path.cwd())}
    subprocess.run(
        [sys.executable, "-c", OPEN, str(tmp_path / "toy.onnx")], env=given | own, check=True, timeout=300
    )
    assert list(home.rglob("*")) == []
