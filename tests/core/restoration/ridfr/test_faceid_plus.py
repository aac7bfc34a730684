"""IP-Adapter-FaceID-Plus out of published files, against diffusers' own reading of them."""

from __future__ import annotations

import copy
import pickle
import warnings
from pathlib import Path

import pytest
import torch
from diffusers import AutoencoderKL, StableDiffusionPipeline, UNet2DConditionModel, UniPCMultistepScheduler
from safetensors.torch import save_file

from core.errors import WeightsError
from core.restoration.ridfr.faceid_plus import read_faceid_plus
from core.restoration.ridfr.identity import IdentityInjectionModule, identity_context
from core.restoration.ridfr.identity_encoder import IdentityFeatures
from core.restoration.ridfr.sd15_networks import build_unet
from tests.core.restoration.ridfr.faceid import Checkpoint, checkpoint

WIDTH = 64
BIN = "ip-adapter-faceid-plusv2_sd15.bin"


@pytest.fixture(scope="module")
def prior() -> UNet2DConditionModel:
    """A tiny UNet with two levels of attention."""
    torch.manual_seed(0)
    return UNet2DConditionModel(
        sample_size=8,
        block_out_channels=(16, 32),
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        layers_per_block=1,
        cross_attention_dim=WIDTH,
        attention_head_dim=2,
        norm_num_groups=8,
    ).requires_grad_(False)


@pytest.fixture(scope="module")
def published(prior: UNet2DConditionModel) -> Checkpoint:
    return checkpoint(prior, width=WIDTH, vector=32, features=48)


def inputs() -> tuple[torch.Tensor, ...]:
    torch.manual_seed(2)
    return (
        torch.randn(1, 4, 8, 8),
        torch.randn(1, 5, WIDTH),
        torch.randn(1, 32),
        torch.randn(1, 9, 48),
    )


@pytest.fixture(scope="module")
def read_by_diffusers(prior: UNet2DConditionModel, published: Checkpoint) -> UNet2DConditionModel:
    """The prior with the adapter loaded by diffusers' own pipeline."""
    unet, vae = copy.deepcopy(prior), AutoencoderKL(block_out_channels=(8,), norm_num_groups=8)
    scheduler = UniPCMultistepScheduler(steps_offset=1)
    pipeline = StableDiffusionPipeline(
        vae, None, None, unet, scheduler, None, None, requires_safety_checker=False
    )
    full = {part: {name: one.float() for name, one in each.items()} for part, each in published.items()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pipeline.load_ip_adapter(full, subfolder=None, weight_name=None, image_encoder_folder=None)
    return unet


@pytest.mark.parametrize("version", ["plus", "plusv2"])
def test_the_adapter_predicts_what_diffusers_does(
    prior: UNet2DConditionModel,
    published: Checkpoint,
    read_by_diffusers: UNet2DConditionModel,
    tmp_path: Path,
    version: str,
) -> None:
    path = tmp_path / f"ip-adapter-faceid-{version}_sd15.bin"
    torch.save(published, path)
    adapter = read_faceid_plus(path)
    noisy, prompt, vector, spatial = inputs()
    theirs = read_by_diffusers.encoder_hid_proj.image_projection_layers[0]
    theirs.clip_embeds, theirs.shortcut = spatial[:, None], version == "plusv2"
    ours, module = copy.deepcopy(prior), adapter.module()
    adapter.fuse_into(ours)
    module.attach(ours)
    with torch.no_grad():
        tokens = module(IdentityFeatures(vector, spatial, ()), spatial)
        found = ours(noisy, 7, identity_context(tokens, torch.ones(1), prompt=prompt[0]), return_dict=False)[
            0
        ]
        given = {"image_embeds": [vector[:, None]]}
        wanted = read_by_diffusers(noisy, 7, prompt, added_cond_kwargs=given, return_dict=False)[0]
        without = prior(noisy, 7, prompt, return_dict=False)[0]
    assert adapter.shortcut == (version == "plusv2")
    assert (found - wanted).abs().max() < 2e-5 * wanted.abs().max()
    assert (wanted - without).abs().max() > 0.01


def test_safetensors_and_pickle_hold_the_same(published: Checkpoint, tmp_path: Path) -> None:
    torch.save(published, tmp_path / BIN)
    flat = {f"{part}.{name}": one for part, tensors in published.items() for name, one in tensors.items()}
    save_file(flat, tmp_path / "ip-adapter-faceid-plusv2_sd15.safetensors")
    first = read_faceid_plus(tmp_path / BIN).module().state_dict()
    second = read_faceid_plus(tmp_path / "ip-adapter-faceid-plusv2_sd15.safetensors").module().state_dict()
    assert first.keys() == second.keys()
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_a_checkpoint_of_full_size_has_the_published_parameters(tmp_path: Path) -> None:
    with torch.device("meta"):
        unet = build_unet()
    full = checkpoint(unet, width=768, rank=128)
    torch.save(full, tmp_path / BIN)
    assert (tmp_path / BIN).stat().st_size == pytest.approx(156_558_509, rel=1e-3)
    adapter = read_faceid_plus(tmp_path / BIN)
    module = adapter.module()
    layers = [*module.to_keys.parameters(), *module.to_values.parameters()]
    lora = sum(down.numel() + up.numel() for down, up in adapter.lora.values())
    counts = [sum(p.numel() for p in module.projection.parameters()), sum(p.numel() for p in layers), lora]
    assert [round(count / 1e6, 2) for count in counts] == [33.58, 19.17, 25.51]
    assert adapter.settings["layer_widths"] == IdentityInjectionModule.layers_of(unet)["layer_widths"]
    assert module.token_shape == (4, 768)
    adapter.check_fits(unet)


def test_an_adapter_without_perceiver_is_refused(published: Checkpoint, tmp_path: Path) -> None:
    plain = {"image_proj": {"proj.0.weight": torch.zeros(4, 4)}, "ip_adapter": published["ip_adapter"]}
    torch.save(plain, tmp_path / "ip-adapter-faceid_sd15.bin")
    with pytest.raises(WeightsError, match="FaceID Plus"):
        read_faceid_plus(tmp_path / "ip-adapter-faceid_sd15.bin")


def test_an_adapter_for_another_stable_diffusion_is_refused(
    prior: UNet2DConditionModel, published: Checkpoint, tmp_path: Path
) -> None:
    wide = dict(published["image_proj"]) | {"perceiver_resampler.proj_out.weight": torch.zeros(128, WIDTH)}
    torch.save({"image_proj": wide, "ip_adapter": published["ip_adapter"]}, tmp_path / BIN)
    with pytest.raises(WeightsError, match=r"1\.5"):
        read_faceid_plus(tmp_path / BIN)
    torch.save(published, tmp_path / BIN)
    with torch.device("meta"):
        other = build_unet()
    with pytest.raises(WeightsError, match=r"1\.5"):
        read_faceid_plus(tmp_path / BIN).fuse_into(other)


@pytest.mark.parametrize(
    ("part", "name", "words"),
    [
        ("ip_adapter", "1.to_v_ip.weight", "not complete"),
        ("ip_adapter", "0.to_q_lora.up.weight", "LoRA"),
        ("image_proj", "norm.weight", "norm"),
    ],
)
def test_a_checkpoint_that_lacks_a_weight_is_refused(
    published: Checkpoint, tmp_path: Path, part: str, name: str, words: str
) -> None:
    damaged = {key: dict(tensors) for key, tensors in published.items()}
    del damaged[part][name]
    torch.save(damaged, tmp_path / BIN)
    with pytest.raises(WeightsError, match=words):
        read_faceid_plus(tmp_path / BIN).module()


def test_a_truncated_file_is_refused(published: Checkpoint, tmp_path: Path) -> None:
    torch.save(published, tmp_path / BIN)
    content = (tmp_path / BIN).read_bytes()
    (tmp_path / BIN).write_bytes(content[: len(content) // 2])
    with pytest.raises(WeightsError, match="whole"):
        read_faceid_plus(tmp_path / BIN)


class Evil:
    """Runs a program when unpickled by anybody who lets it."""

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.write_text, (Path("evil"), "ran"))


@pytest.mark.parametrize("zipped", [True, False])
def test_a_pickle_with_code_is_refused_and_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zipped: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    if zipped:
        torch.save({"image_proj": {}, "ip_adapter": {"evil": Evil()}}, tmp_path / BIN)
    else:
        (tmp_path / BIN).write_bytes(pickle.dumps(Evil()))
    with pytest.raises(WeightsError, match="not used"):
        read_faceid_plus(tmp_path / BIN)
    assert not (tmp_path / "evil").exists()
