from __future__ import annotations

from pathlib import Path

import torch

from core.restoration.ridfr.content import ContentInjectionModule
from core.restoration.ridfr.denoiser import Denoiser
from core.restoration.ridfr.face_features import FaceFeatures, face_places
from core.restoration.ridfr.folding import PixelFolding
from core.restoration.ridfr.identity import Nearness, identity_context
from core.restoration.ridfr.modules import RidfrModules

CHANNELS, SIDE, TOKENS, WIDTH = 48, 32, 2 + 16 * 16, 32


def inputs(batch: int = 2) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    torch.manual_seed(1)
    shape = (batch, CHANNELS, SIDE, SIDE)
    return torch.randn(shape), torch.randn(shape), torch.randint(0, 500, (batch,))


def context(tokens: torch.Tensor, scale: float = 1.0) -> object:
    return identity_context(tokens, torch.full((len(tokens),), scale))


def predict(modules: RidfrModules, identity: object) -> torch.Tensor:
    noisy, low_quality, timestep = inputs()
    denoiser = Denoiser(modules.prior, modules.content)
    with torch.no_grad():
        content = denoiser.inject_content(noisy, low_quality, timestep, identity.prompt)
        return denoiser.predict_clean(noisy, low_quality, timestep, content, identity)


def test_a_fresh_content_module_leaves_the_prior_its_own_prediction(modules: RidfrModules) -> None:
    noisy, low_quality, timestep = inputs()
    modules.identity.attach(modules.prior)
    empty = context(torch.zeros(2, TOKENS, WIDTH))
    content = ContentInjectionModule.from_prior(modules.prior, CHANNELS)
    with torch.no_grad():
        down, middle = content.residuals(noisy, low_quality, timestep, empty.prompt)
        alone = modules.prior(noisy, timestep, empty, return_dict=False)[0]
        together = modules.prior(
            noisy,
            timestep,
            empty,
            down_block_additional_residuals=down,
            mid_block_additional_residual=middle,
            return_dict=False,
        )[0]
    assert torch.equal(alone, together)


def test_the_content_module_widens_the_input_convolution_with_zeros(modules: RidfrModules) -> None:
    content = ContentInjectionModule.from_prior(modules.prior, CHANNELS)
    assert content.conv_in.weight.shape[1] == 2 * CHANNELS
    assert torch.equal(content.conv_in.weight[:, :CHANNELS], modules.prior.conv_in.weight)
    assert not content.conv_in.weight[:, CHANNELS:].any()


def test_the_content_module_comes_back_from_diffusers_own_format(
    modules: RidfrModules, tmp_path: Path
) -> None:
    noisy, low_quality, timestep = inputs()
    prompt = torch.zeros(2, 1, WIDTH)
    modules.content.save_pretrained(tmp_path)
    loaded = ContentInjectionModule.from_pretrained(tmp_path)
    with torch.no_grad():
        before = modules.content.residuals(noisy, low_quality, timestep, prompt)[1]
        after = loaded.residuals(noisy, low_quality, timestep, prompt)[1]
    assert torch.equal(before, after)


def test_tokens_of_zeros_equal_an_adapter_scale_of_zero(modules: RidfrModules) -> None:
    modules.identity.attach(modules.prior)
    silent = predict(modules, context(torch.randn(2, TOKENS, WIDTH), scale=0.0))
    absent = predict(modules, context(torch.zeros(2, TOKENS, WIDTH)))
    assert torch.equal(silent, absent)


def test_tokens_change_the_prediction(modules: RidfrModules) -> None:
    modules.identity.attach(modules.prior)
    absent = predict(modules, context(torch.zeros(2, TOKENS, WIDTH)))
    given = predict(modules, context(torch.randn(2, TOKENS, WIDTH)))
    assert (absent - given).abs().max() > 1e-3


def test_attaching_the_identity_module_adds_nothing_to_the_priors_file(modules: RidfrModules) -> None:
    before = set(modules.prior.state_dict())
    modules.identity.attach(modules.prior)
    assert set(modules.prior.state_dict()) == before


def test_the_encoder_gives_unit_vectors_and_spatial_features(modules: RidfrModules) -> None:
    with torch.no_grad():
        features = modules.encoder.eval()(torch.randn(3, 3, 128, 128).clamp(-1, 1))
    assert torch.allclose(features.vector.norm(dim=1), torch.ones(3), atol=1e-5)
    assert features.spatial.shape == (3, 49, 16)


def test_folding_loses_nothing() -> None:
    picture = torch.randn(1, 3, 128, 128)
    folding = PixelFolding()
    assert folding.encode(picture).shape == (1, 48, 32, 32)
    assert torch.allclose(folding.decode(folding.encode(picture)), picture, atol=1e-5)


def test_a_token_says_only_what_lies_near_its_place() -> None:
    torch.manual_seed(0)
    network = FaceFeatures(width=8, hidden=8)
    picture = torch.randn(1, 3, 128, 128)
    changed = picture.clone()
    changed[..., :8, :8] = 0
    with torch.no_grad():
        moved = (network(picture) - network(changed)).abs().sum(dim=-1).reshape(16, 16)
    assert moved[0, 0] > 1e-3
    assert moved[6:, 6:].max() == 0


def test_heads_prefer_tokens_of_the_same_place_and_identity_is_near_everywhere() -> None:
    near = Nearness(heads=2, global_tokens=3, side=4)
    with torch.no_grad():
        logits = near(queries=16, tokens=2 * (3 + 16))
    assert logits.shape == (2, 16, 38)
    assert logits[..., :3].abs().max() == 0
    assert torch.equal(logits[0, :, 3:19].argmax(dim=1), torch.arange(16))
    assert torch.equal(logits[..., :19], logits[..., 19:])
    assert (logits[1, 0, 4] < logits[0, 0, 4]).item(), "the last head looks nearest"


def test_places_are_centres_in_shares_of_the_face() -> None:
    assert face_places(2).tolist() == [[0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]]
