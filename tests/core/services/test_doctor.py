"""The doctor: what works, what is missing, and an installation that fails leaves all as it was."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from core.errors import DeviceError
from core.services import doctor
from core.services.doctor import Part, diagnose, enable_gpu, has_cuda_provider, probe
from core.settings import Settings
from core.weights.store import PackStore

CPU = Part("onnxruntime", True, "1.31.1", providers=("CPUExecutionProvider",))
CUDA = Part("onnxruntime", True, "1.31.1", providers=("CUDAExecutionProvider", "CPUExecutionProvider"))


def test_a_package_that_works_tells_its_version() -> None:
    part = probe("dlib")
    assert part.works
    assert part.version
    assert part.problem == ""


@pytest.mark.parametrize(
    ("code", "said"),
    [("import no_such_package", "No module named"), ("import os; os.abort()", "code -6")],
)
def test_a_package_that_fails_or_crashes_costs_one_sentence(
    code: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(doctor._PROBES, "dlib", code)
    part = probe("dlib")
    assert not part.works
    assert part.problem.startswith("Recognising people")
    assert said in part.problem


def test_a_package_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(doctor._PROBES, "dlib", "import time; time.sleep(60)")
    monkeypatch.setattr(doctor, "_PROBE_SECONDS", 0.5)
    assert "hangs" in probe("dlib").problem


def test_a_missing_pack_and_a_full_disk_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "probe", lambda name: Part(name, True, "1"))
    monkeypatch.setattr(doctor, "LITTLE_DISK", 1e9)
    found = diagnose(Settings(pack="opencv"), tmp_path / "not" / "there", PackStore(tmp_path / "packs"))
    said = " ".join(problem.message for problem in found.problems)
    assert "ridfr packs download opencv" in said
    assert "GB are free here" in said
    assert "embedded" in found.packs


def test_a_folder_without_models_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "probe", lambda name: Part(name, True, "1"))
    found = diagnose(Settings(pack=str(tmp_path)), tmp_path, PackStore(tmp_path / "packs"))
    assert any("no face pack in" in problem.message for problem in found.problems)


def test_enabling_the_gpu_installs_the_same_version(monkeypatch: pytest.MonkeyPatch) -> None:
    answers, installed = iter([CPU, CUDA]), []
    monkeypatch.setattr(doctor, "probe", lambda name: next(answers))
    monkeypatch.setattr(doctor, "_pip_install", lambda requirement: installed.append(requirement) or "")
    assert has_cuda_provider(enable_gpu())
    assert installed == ["onnxruntime-gpu==1.31.1"]


@pytest.mark.parametrize("failure", ["no such wheel", ""])
def test_a_failed_gpu_installation_is_taken_back(failure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[str] = []

    def pip(requirement: str) -> str:
        installed.append(requirement)
        return failure if "gpu" in requirement else ""

    monkeypatch.setattr(doctor, "probe", lambda name: CPU)
    monkeypatch.setattr(doctor, "_pip_install", pip)
    with pytest.raises(DeviceError, match="CPU build is back"):
        enable_gpu()
    assert installed == ["onnxruntime-gpu==1.31.1", "onnxruntime==1.31.1"]


def test_pip_is_asked_to_replace_and_to_leave_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    def ran(command: list[str], **_options: object) -> subprocess.CompletedProcess[bytes]:
        assert "--force-reinstall" in command
        assert "--no-deps" in command
        return subprocess.CompletedProcess(command, 1, b"first\nthe reason\n")

    monkeypatch.setattr(subprocess, "run", ran)
    assert doctor._pip_install("onnxruntime==1") == "the reason"
