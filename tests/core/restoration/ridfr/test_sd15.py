"""`sd15` and `sd15-tile` from files in the published layouts, tiny, through the code that users run."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import UniPCMultistepScheduler
from safetensors.torch import load_file, save_file

from core.domain.recipe import ExecutionPlan, RestoreRecipe
from core.errors import DeviceError, WeightsError
from core.paths import RESOURCES
from core.progress import Progress
from core.restoration.restorer import Reference, RestoreRequest
from core.restoration.ridfr import constants, device
from core.restoration.ridfr.content import ContentInjectionModule
from core.restoration.ridfr.latents import OLD_ATTENTION, load_vae
from core.restoration.ridfr.loading import load_pipeline, prepare_restorer
from core.restoration.ridfr.parts import RestorerParts
from core.restoration.ridfr.pipeline import RidfrPipeline
from core.restoration.ridfr.references import plan_predictions
from core.restoration.ridfr.sampling import Trajectory
from tests.core.restoration.ridfr.sd15_files import shrink, write_content, write_parts

PNDM = {
    "num_train_timesteps": 1000,
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "beta_schedule": "scaled_linear",
    "skip_prk_steps": True,
    "set_alpha_to_one": False,
    "steps_offset": 1,
    "clip_sample": False,
}
"""SD1.5's published scheduler."""

TILE = RESOURCES / "restorers" / "sd15-tile"


@pytest.fixture(scope="module", autouse=True)
def _tiny() -> Iterator[None]:
    torch.set_num_threads(1)
    with pytest.MonkeyPatch.context() as patch:
        shrink(patch)
        yield


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> RestorerParts:
    return write_parts(tmp_path_factory.mktemp("parts"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_content(tmp_path_factory.mktemp("packs") / "sd15", "pixels")


@pytest.fixture
def sd15(folder: Path, parts: RestorerParts) -> RidfrPipeline:
    return load_pipeline(folder, device="cpu", parts=parts)


def picture(number: int, side: int = 512) -> np.ndarray:
    coarse = np.random.default_rng(number).integers(0, 256, (8, 8, 3)).astype(np.uint8)
    return np.kron(coarse, np.ones((side // 8, side // 8, 1), dtype=np.uint8))


def request(
    restorer: RidfrPipeline, crop: int, references: tuple[int, ...] = (), **settings: object
) -> RestoreRequest:
    recipe = RestoreRecipe(restorer=restorer.spec.name, **settings)  # type: ignore[arg-type]
    chosen = tuple(Reference(restorer.encode_reference(picture(number, 224))) for number in references)
    return RestoreRequest(picture(crop), chosen, recipe)


@torch.inference_mode()
def first_step(restorer: RidfrPipeline, requests: list[RestoreRequest]) -> torch.Tensor:
    """The noise predicted at the middle of the schedule: floats, so that small differences show."""
    low_quality = restorer.prepare_inputs(requests)
    noise = restorer.draw_noise(requests, low_quality.latents)
    timestep = torch.tensor(499)
    clean = restorer.denoise(noise, low_quality, timestep, restorer.gather_identities(requests))
    share = restorer.configuration.prediction.signal_share(timestep[None], torch.device("cpu"))  # type: ignore[attr-defined]
    return (noise - share.sqrt() * clean) / (1 - share).sqrt()


def worst(one: torch.Tensor, other: torch.Tensor) -> float:
    return float((one - other).abs().max())


def test_a_batch_equals_its_faces_restored_alone(sd15: RidfrPipeline) -> None:
    requests = [
        request(sd15, 1, (5,), seed=1),
        request(sd15, 2, (5, 6), seed=2, guidance=1.3, content_guidance=1.2),
        request(sd15, 3, (), seed=3),
        request(sd15, 4, (8, 9), seed=4, reference_rule="tokens"),
    ]
    alone = torch.cat([first_step(sd15, [one]) for one in requests])
    sd15.plan = replace(sd15.plan, batch_size=4)
    assert worst(first_step(sd15, requests), alone) < 1e-4
    sd15.plan = replace(sd15.plan, batch_size=3)
    assert worst(first_step(sd15, requests), alone) < 1e-4


@pytest.mark.parametrize("rule", ["mean-prediction", "tokens"])
def test_copies_of_a_reference_equal_one(sd15: RidfrPipeline, rule: str) -> None:
    settings = {"reference_rule": rule, "guidance": 1.2, "content_guidance": 1.2}
    one = first_step(sd15, [request(sd15, 1, (5,), **settings)])
    three = first_step(sd15, [request(sd15, 1, (5, 5, 5), **settings)])
    assert worst(one, three) < 1e-5


def test_refids_rule_is_followed_term_by_term(sd15: RidfrPipeline) -> None:
    """eps = (1 - s_i) eps(0, 0) + (s_i - s_c) eps(LQ, 0) + s_c / N sum_i eps(LQ, c_i)."""
    s_i, s_c = 1.4, 1.1
    found = first_step(sd15, [request(sd15, 1, (5, 6), guidance=s_c, content_guidance=s_i)])
    first, second = (first_step(sd15, [request(sd15, 1, (number,))]) for number in (5, 6))
    nobody = first_step(sd15, [request(sd15, 1)])
    doubled = first_step(sd15, [request(sd15, 1, content_guidance=2.0)])
    nothing = 2 * nobody - doubled  # 2 eps(LQ, 0) - eps(0, 0) turned over
    wanted = (1 - s_i) * nothing + (s_i - s_c) * nobody + s_c / 2 * (first + second)
    assert worst(found, wanted) < 1e-4
    assert worst(nobody, nothing) > 1e-3


def test_the_rules_cost_what_they_say(sd15: RidfrPipeline) -> None:
    def passes(**settings: object) -> int:
        return len(plan_predictions(request(sd15, 1, (5, 6, 7), **settings), 0))

    assert passes() == 3
    assert passes(guidance=1.2, content_guidance=1.2) == 4
    assert passes(guidance=1.5) == 4
    assert passes(reference_rule="tokens") == 1


def test_a_fresh_content_module_leaves_the_priors_own_noise(sd15: RidfrPipeline) -> None:
    prior = sd15.denoiser.prior
    sd15.denoiser.content = ContentInjectionModule.from_prior(prior, 3)
    given = first_step(sd15, [request(sd15, 1, (5,))])
    with_other_face = first_step(sd15, [request(sd15, 2, (5,))])
    assert torch.equal(given, with_other_face)
    assert sd15.denoiser.content.conv_in.weight.shape[1] == 7


def test_content_and_identity_both_matter(sd15: RidfrPipeline) -> None:
    base = first_step(sd15, [request(sd15, 1, (5,))])
    assert worst(base, first_step(sd15, [request(sd15, 2, (5,))])) > 1e-3
    assert worst(base, first_step(sd15, [request(sd15, 1, (6,))])) > 1e-3


def test_without_reference_the_adapter_is_told_so(sd15: RidfrPipeline) -> None:
    """FaceID-Plus has seen dropped images; silence is what an adapter scale of zero asks for."""
    absent = sd15.configuration.absent
    assert absent is not None
    told = first_step(sd15, [request(sd15, 1)])
    as_reference = RestoreRequest(picture(1), (Reference(absent),), RestoreRecipe(restorer="sd15"))
    assert worst(told, first_step(sd15, [as_reference])) < 1e-6
    assert worst(told, first_step(sd15, [request(sd15, 1, identity_scale=0.0)])) > 1e-4


def test_references_are_encoded_alike_and_their_networks_let_go(sd15: RidfrPipeline) -> None:
    fresh, again = (sd15.encode_reference(picture(5, 224)) for _ in range(2))
    assert fresh.dtype == np.float16
    assert fresh.shape == (4, 64)
    assert np.array_equal(fresh, again)
    encoder = sd15.configuration.encoder
    assert encoder._tokens is not None  # type: ignore[attr-defined]
    sd15.restore([request(sd15, 1, (5,), steps=1)], Progress())
    assert (encoder._tokens, encoder._vectors) == (None, None)  # type: ignore[attr-defined]


def test_the_same_request_gives_the_same_bytes_and_another_seed_others(sd15: RidfrPipeline) -> None:
    def restored(seed: int) -> bytes:
        return sd15.restore([request(sd15, 1, (5,), seed=seed)], Progress()).crops[0].tobytes()

    assert restored(7) == restored(7)
    assert restored(7) != restored(8)


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")
def test_the_paper_samples_from_noise_and_20_steps_reach_the_schedules_end(sd15: RidfrPipeline) -> None:
    assert sd15.card.sampling.start == "noise"
    noise = torch.randn(1, 4, 8, 8)
    trajectory = Trajectory(sd15.card.sampling, 20)
    assert torch.equal(trajectory.start(torch.zeros_like(noise), noise), noise)
    published = UniPCMultistepScheduler.from_config(PNDM)
    published.set_timesteps(20)
    assert trajectory.timesteps.tolist() == published.timesteps.tolist()
    assert trajectory.timesteps[[0, 1, -2, -1]].tolist() == [999, 949, 100, 50]


def test_tile_takes_the_whole_picture_and_starts_from_it(parts: RestorerParts) -> None:
    tile = load_pipeline(TILE, device="cpu", parts=parts)
    assert (tile.spec.name, tile.spec.default_steps) == ("sd15-tile", 20)
    given = tile.prepare_inputs([request(tile, 1)])
    assert given.condition.shape == (1, 3, 512, 512)
    assert given.condition.min() >= 0
    assert given.latents.abs().max() > 0
    result = tile.restore([request(tile, 1, (5,), steps=1)], Progress())
    assert result.crops[0].shape == (512, 512, 3)
    assert worst(first_step(tile, [request(tile, 1)]), first_step(tile, [request(tile, 2)])) > 1e-3


def test_the_ablation_joins_latents(tmp_path: Path, parts: RestorerParts) -> None:
    ablation = load_pipeline(write_content(tmp_path / "eight", "latents"), device="cpu", parts=parts)
    given = ablation.prepare_inputs([request(ablation, 1)])
    assert torch.equal(given.condition, given.latents)
    assert ablation.denoiser.content.conv_in.weight.shape[1] == 8


def test_colours_follow_the_recipe(sd15: RidfrPipeline) -> None:
    plain, matched = (
        sd15.restore([request(sd15, 1, steps=1, colour_match=name)], Progress()).crops[0]
        for name in ("auto", "adain")
    )
    wanted = picture(1).astype(float).mean((0, 1))
    assert np.abs(matched.mean((0, 1)) - wanted).max() < 12
    assert np.abs(plain.mean((0, 1)) - wanted).max() > 12


def test_cleaning_first_needs_its_pack(sd15: RidfrPipeline) -> None:
    with pytest.raises(WeightsError, match="swinir-face"):
        sd15.restore([request(sd15, 1, pre_restore=True)], Progress())


def test_cleaning_first_changes_what_is_given(sd15: RidfrPipeline) -> None:
    sd15.configuration = replace(sd15.configuration, open_cleaner=lambda: torch.nn.Hardtanh(0.25, 0.75))  # type: ignore[arg-type,return-value]
    given = sd15.prepare_inputs([request(sd15, 1), request(sd15, 1, pre_restore=True)])
    assert given.picture[0].abs().max() > 0.9
    assert given.picture[1].abs().max() <= 0.5


def test_running_out_of_memory_goes_down_and_is_recorded(
    sd15: RidfrPipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts: list[ExecutionPlan] = []
    denoise = sd15.denoise

    def hungry(*inputs: object) -> torch.Tensor:
        attempts.append(sd15.plan)
        if sd15.plan.batch_size > 1 or not sd15.plan.tiled:
            raise torch.OutOfMemoryError
        return denoise(*inputs)  # type: ignore[arg-type]

    monkeypatch.setattr(sd15, "denoise", hungry)
    sd15.plan = replace(sd15.plan, batch_size=4)
    result = sd15.restore([request(sd15, 1, steps=1)], Progress())
    assert [(plan.batch_size, plan.tiled) for plan in attempts] == [
        (4, False),
        (2, False),
        (1, False),
        (1, True),
    ]
    assert result.plan == replace(sd15.plan, batch_size=1, tiled=True)
    assert sd15.configuration.codec.vae.use_tiling  # type: ignore[attr-defined]


def test_the_cpu_is_asked_for_after_the_card(sd15: RidfrPipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_inputs: object) -> None:
        raise torch.OutOfMemoryError

    monkeypatch.setattr(sd15, "denoise", never)
    monkeypatch.setattr(device, "place", lambda *_: None)
    sd15.plan = ExecutionPlan("cuda", "float16", 1, tiled=True, offloaded=True)
    with pytest.raises(DeviceError, match="graphics card"):
        sd15.restore([request(sd15, 1, steps=1)], Progress())


def test_tiles_change_a_picture_only_a_little(sd15: RidfrPipeline) -> None:
    codec = sd15.configuration.codec
    latents = codec.encode(torch.rand(1, 3, 512, 512) * 2 - 1)
    whole = codec.decode(latents)
    codec.tile(True)
    assert codec.decode(latents).shape == whole.shape
    assert not torch.equal(codec.decode(latents), whole)


def test_encoding_takes_the_mode_and_scales_it(sd15: RidfrPipeline) -> None:
    codec = sd15.configuration.codec
    face = torch.rand(1, 3, 512, 512) * 2 - 1
    moments = codec.vae.encode(face).latent_dist.mean * 0.18215  # type: ignore[attr-defined]
    assert torch.equal(codec.encode(face), moments)
    assert torch.equal(codec.encode(face), codec.encode(face))


def test_prompt_and_nobody_are_computed_once(
    folder: Path, parts: RestorerParts, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare_restorer(folder, parts)

    def again(*_inputs: object) -> None:
        raise AssertionError("computed twice")

    monkeypatch.setattr(constants, "empty_prompt", again)
    prompt = load_pipeline(folder, device="cpu", parts=parts).configuration.prompt
    assert prompt is not None
    assert prompt.shape == (77, 64)
    other = parts.files | {"text_encoder.safetensors": (Path("other"), "f" * 64)}
    with pytest.raises(AssertionError, match="twice"):
        prepare_restorer(folder, replace(parts, files=other))


@pytest.mark.parametrize(
    "name", ["unet.safetensors", "clip_vision.safetensors", "ip-adapter-faceid-plusv2_sd15.bin"]
)
def test_a_missing_part_is_named(folder: Path, parts: RestorerParts, name: str) -> None:
    files = {other: found for other, found in parts.files.items() if other != name}
    with pytest.raises(WeightsError, match="installed"):
        load_pipeline(folder, device="cpu", parts=replace(parts, files=files))


def test_an_exchanged_content_module_is_refused(folder: Path, parts: RestorerParts, tmp_path: Path) -> None:
    copied = Path(shutil.copytree(folder, tmp_path / "copied"))
    content = bytearray((copied / "content.safetensors").read_bytes())
    content[-1] ^= 1
    (copied / "content.safetensors").write_bytes(content)
    with pytest.raises(WeightsError, match="content module"):
        load_pipeline(copied, device="cpu", parts=parts)


def test_a_tile_controlnet_is_no_content_module(parts: RestorerParts, tmp_path: Path) -> None:
    folder = write_content(tmp_path / "tile", "picture")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"condition": "pixels"}))
    with pytest.raises(WeightsError, match="sd15-tile"):
        load_pipeline(folder, device="cpu", parts=parts)


def test_the_weights_hash_covers_every_part_and_the_settings(
    folder: Path, parts: RestorerParts, tmp_path: Path
) -> None:
    base = load_pipeline(folder, device="cpu", parts=parts).spec.weights
    path, _ = parts.files["vae.safetensors"]
    other = replace(parts, files=parts.files | {"vae.safetensors": (path, "e" * 64)})
    assert load_pipeline(folder, device="cpu", parts=other).spec.weights != base
    copied = Path(shutil.copytree(folder, tmp_path / "copied"))
    config = json.loads((copied / "config.json").read_text())
    (copied / "config.json").write_text(json.dumps(config | {"sampling": {"default_steps": 9}}))
    assert load_pipeline(copied, device="cpu", parts=parts).spec.weights != base


def test_a_vae_of_before_the_renaming_loads_alike(parts: RestorerParts, tmp_path: Path) -> None:
    path, _ = parts.files["vae.safetensors"]
    renamed = {}
    for name, tensor in load_file(path).items():
        for old, new in OLD_ATTENTION.items():
            if f".attentions.0.{new}." in name:
                name = name.replace(f".{new}.", f".{old}.")
                tensor = tensor[:, :, None, None] if tensor.dim() == 2 else tensor
        renamed[name] = tensor
    save_file(renamed, tmp_path / "vae.safetensors")
    first, second = (load_vae(one).state_dict() for one in (path, tmp_path / "vae.safetensors"))
    assert "vae.encoder.mid_block.attentions.0.to_q.weight" in first
    assert all(torch.equal(first[name], second[name]) for name in first)
