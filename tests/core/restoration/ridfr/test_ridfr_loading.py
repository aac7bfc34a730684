from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.domain.recipe import RestoreRecipe
from core.errors import DeviceError, WeightsError
from core.progress import Progress
from core.restoration.restorer import Reference, Restorer, RestoreRequest
from core.restoration.ridfr.device import choose_plan
from core.restoration.ridfr.loading import load_restorer
from training.export import ExportOptions, export

Draw = Callable[[int], np.ndarray]


def restore(restorer: Restorer, picture: Draw) -> bytes:
    reference = Reference(restorer.encode_reference(picture(2)))
    request = RestoreRequest(picture(1), (reference,), RestoreRecipe())
    return restorer.restore([request], Progress()).crops[0].tobytes()


def test_a_restorer_loaded_twice_gives_the_same_bytes(pack: Path, picture: Draw) -> None:
    assert restore(load_restorer(pack, threads=1), picture) == restore(
        load_restorer(pack, threads=1), picture
    )


def test_the_spec_tells_template_steps_licence_and_weights(pack: Path) -> None:
    spec = load_restorer(pack, threads=1, device="cpu").spec
    assert (spec.name, spec.template.name, spec.default_steps) == ("lite", "lite-128", 2)
    assert "not commercial" in spec.licence
    assert len(spec.weights) == 64
    assert spec.parameters > 10_000


@pytest.mark.parametrize("module", ["prior", "content", "identity", "encoder"])
def test_a_changed_weights_file_is_refused_with_its_name(pack: Path, module: str) -> None:
    path = pack / f"{module}.safetensors"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    with pytest.raises(WeightsError, match="install the restorer again") as caught:
        load_restorer(pack)
    assert caught.value.path == str(path)


def test_a_missing_weights_file_is_refused(pack: Path) -> None:
    (pack / "prior.safetensors").unlink()
    with pytest.raises(WeightsError, match="missing"):
        load_restorer(pack)


def test_weights_that_do_not_fit_their_configuration_are_refused(pack: Path) -> None:
    config = json.loads((pack / "config.json").read_text())
    config["modules"]["encoder"]["config"]["block_out_channels"] = [8, 16, 24]
    (pack / "config.json").write_text(json.dumps(config))
    with pytest.raises(WeightsError, match="does not fit"):
        load_restorer(pack)


@pytest.mark.parametrize("text", ["", "{", '{"format": 2}', '{"format": 1, "modules": {}}'])
def test_a_folder_without_a_usable_config_is_refused(tmp_path: Path, text: str) -> None:
    if text:
        (tmp_path / "config.json").write_text(text)
    with pytest.raises(WeightsError):
        load_restorer(tmp_path)


def test_cuda_that_is_not_there_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    with pytest.raises(DeviceError, match="CPU works"):
        choose_plan("cuda")


def test_exporting_again_replaces_the_folder_whole(pack: Path) -> None:
    (pack / "left-over.txt").write_text("old")
    export(ExportOptions(run=str(pack.parent / "run"), out=str(pack), default_steps=5))
    assert load_restorer(pack).spec.default_steps == 5
    assert not (pack / "left-over.txt").exists()
    assert not [entry for entry in pack.parent.iterdir() if entry.name.startswith(".")]
