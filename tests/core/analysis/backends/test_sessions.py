"""Providers are always named: a GPU only when there is one, and never when unwanted."""

from __future__ import annotations

import onnxruntime
import pytest

from core.analysis.backends.sessions import providers, session_options


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
