"""Several processes are one: they share samples and gradients over gloo, on this machine's loopback."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from training.__main__ import main

REPOSITORY = Path(__file__).parents[2]
RECIPE = REPOSITORY / "training" / "configs" / "tiny-sd15-alignment.toml"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(arguments: list[str], rank: int, port: int) -> subprocess.Popen[bytes]:
    """One of two processes, as torchrun starts them: with one thread each."""
    place = {"RANK": str(rank), "LOCAL_RANK": str(rank), "WORLD_SIZE": "2", "OMP_NUM_THREADS": "1"}
    rendezvous = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}
    return subprocess.Popen(
        [sys.executable, "-m", "training", *arguments],
        cwd=REPOSITORY,
        env={**os.environ, **place, **rendezvous},
        stderr=subprocess.PIPE,
    )


def losses(folder: Path) -> list[dict[str, float]]:
    lines = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    return [{name: line[name] for name in ("diffusion", "alignment")} for line in lines]


def test_two_processes_train_as_one_does(face_folder: Path, crop_cache: Path, tmp_path: Path) -> None:
    common = ["train", str(RECIPE), f"data={face_folder}", f"cache={crop_cache}"]
    common += ["steps=2", "log_steps=1", "sheet_steps=1000"]
    alone, shared = tmp_path / "alone", tmp_path / "shared"
    assert main([*common, f"out={alone}", "accumulate=2"]) == 0
    port = free_port()
    processes = [start([*common, f"out={shared}"], rank, port) for rank in (0, 1)]
    try:
        # The second first: when it dies, the first waits for it and says nothing.
        for process in reversed(processes):
            _, said = process.communicate(timeout=400)
            assert process.returncode == 0, said.decode()
    finally:
        for process in processes:
            process.kill()
    for ours, theirs in zip(losses(alone), losses(shared), strict=True):
        assert ours == pytest.approx(theirs, abs=1e-4)
    one, two = (load_file(run / "whole" / "content.safetensors") for run in (alone, shared))
    assert all(torch.allclose(one[name], two[name], atol=1e-4) for name in one)
