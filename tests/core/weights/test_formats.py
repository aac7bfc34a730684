"""What a model file is by its own bytes; nothing of it is run."""

from __future__ import annotations

import io
import json
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file

from core.errors import WeightsError
from core.weights.formats import check_format, tensor_shapes


@pytest.fixture
def tensors(tmp_path: Path) -> Path:
    path = tmp_path / "unet.safetensors"
    save_file({"a.weight": np.zeros((3, 4), np.float32), "b": np.ones(2, np.float16)}, path, {"by": "test"})
    return path


class Evil:
    def __reduce__(self) -> tuple[object, ...]:
        return (print, ("ran",))


def test_names_and_shapes_come_from_the_header(tensors: Path) -> None:
    assert tensor_shapes(tensors) == {"a.weight": (3, 4), "b": (2,)}


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 0.97])
def test_a_truncated_safetensors_is_refused(tensors: Path, share: float) -> None:
    content = tensors.read_bytes()
    tensors.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(WeightsError, match="download it again") as caught:
        check_format(tensors)
    assert caught.value.path == str(tensors)


def test_a_page_of_a_website_is_refused(tensors: Path) -> None:
    tensors.write_text("<!doctype html><title>Not found</title>" * 40)
    with pytest.raises(WeightsError, match="safetensors"):
        check_format(tensors)


@pytest.mark.parametrize("header", [b"[]", b'{"a": 1}', b'{"a": {"shape": [1]}}', b"\xff\xfe"])
def test_a_header_of_something_else_is_refused(tensors: Path, header: bytes) -> None:
    tensors.write_bytes(len(header).to_bytes(8, "little") + header)
    with pytest.raises(WeightsError, match="safetensors"):
        check_format(tensors)


@pytest.mark.parametrize("zipped", [True, False])
def test_a_pickle_under_the_name_of_safetensors_is_refused(tensors: Path, zipped: bool) -> None:
    if zipped:
        torch.save({"a": torch.zeros(2)}, tensors)
    else:
        tensors.write_bytes(pickle.dumps({"a": [0.0] * 50}))
    with pytest.raises(WeightsError, match="pickle"):
        check_format(tensors)


def test_a_pytorch_file_of_weights_is_accepted(tmp_path: Path) -> None:
    weights = {"state_dict": {"a": torch.zeros(2).half(), "b": torch.nn.Parameter(torch.ones(3))}}
    torch.save(weights, tmp_path / "model.bin")
    check_format(tmp_path / "model.bin")


def test_a_pytorch_file_that_would_run_something_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    torch.save({"a": torch.zeros(2), "b": Evil()}, tmp_path / "model.bin")
    with pytest.raises(WeightsError, match=r"run __builtin__\.print"):
        check_format(tmp_path / "model.bin")
    assert capsys.readouterr().out == ""


def test_names_hidden_on_the_stack_are_refused(tmp_path: Path) -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("model/data.pkl", pickle.dumps(Evil(), protocol=4))
    (tmp_path / "model.bin").write_bytes(memory.getvalue())
    with pytest.raises(WeightsError, match="when opened"):
        check_format(tmp_path / "model.bin")


def test_a_damaged_pytorch_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    torch.save({"a": torch.arange(4000)}, path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(WeightsError, match="damaged"):
        check_format(path)
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(WeightsError, match="whole"):
        check_format(path)


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "model.bin", "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(WeightsError, match="no PyTorch weights"):
        check_format(tmp_path / "model.bin")


def test_settings_must_be_json(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text(json.dumps({"format": 1}))
    check_format(tmp_path / "config.json")
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(WeightsError, match="configuration"):
        check_format(tmp_path / "config.json")
