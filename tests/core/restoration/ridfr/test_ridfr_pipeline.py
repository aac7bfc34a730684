from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch

from core.errors import Cancelled
from core.progress import CancelToken, Progress
from core.restoration.restorer import Reference, RestoreRequest
from core.restoration.ridfr.pipeline import RidfrPipeline
from core.restoration.ridfr.references import plan_predictions
from core.restoration.ridfr.sampling import SamplingSettings, Trajectory

Build = Callable[..., RestoreRequest]


def estimates(pipeline: RidfrPipeline, requests: list[RestoreRequest]) -> torch.Tensor:
    """Pictures predicted by the first step, in shares of white: floats, so that small differences show."""
    with torch.inference_mode():
        identity = pipeline.gather_identities(requests)
        low_quality = pipeline.prepare_inputs(requests)
        trajectory = Trajectory(SamplingSettings(), 3)
        noise = pipeline.draw_noise(requests, low_quality.latents)
        noisy = trajectory.start(low_quality.latents, noise)
        clean = pipeline.denoise(noisy, low_quality, trajectory.timesteps[0], identity)
        return pipeline.configuration.codec.decode(clean) / 2


def test_a_batch_equals_its_faces_restored_alone(pipeline: RidfrPipeline, request_for: Build) -> None:
    requests = [
        request_for(1, (5,), seed=1),
        request_for(2, (5, 6, 7), seed=2),
        request_for(3, (), seed=3),
        request_for(4, (8, 9), seed=4, reference_rule="tokens"),
    ]
    together = estimates(pipeline, requests)
    alone = torch.cat([estimates(pipeline, [request]) for request in requests])
    assert (together - alone).abs().max() < 1e-4


def test_the_same_request_gives_the_same_bytes(pipeline: RidfrPipeline, request_for: Build) -> None:
    first, second = (pipeline.restore([request_for(1, (2,), seed=7)], Progress()).crops[0] for _ in range(2))
    assert first.tobytes() == second.tobytes()


def test_another_seed_gives_another_face(pipeline: RidfrPipeline, request_for: Build) -> None:
    first, second = pipeline.restore([request_for(1, seed=1), request_for(1, seed=2)], Progress()).crops
    assert not np.array_equal(first, second)


@pytest.mark.parametrize("rule", ["mean-prediction", "tokens"])
def test_copies_of_a_reference_equal_one(pipeline: RidfrPipeline, request_for: Build, rule: str) -> None:
    one = estimates(pipeline, [request_for(1, (5,), reference_rule=rule)])
    three = estimates(pipeline, [request_for(1, (5, 5, 5), reference_rule=rule)])
    assert (one - three).abs().max() < 1e-4


@pytest.mark.parametrize("rule", ["mean-prediction", "tokens"])
def test_a_reference_of_great_weight_counts_as_if_alone(
    pipeline: RidfrPipeline, request_for: Build, rule: str
) -> None:
    both = request_for(1, (5, 6), reference_rule=rule)
    heavy, light = (
        Reference(one.tokens, weight) for one, weight in zip(both.references, (1.0, 1e-9), strict=True)
    )
    weighted = estimates(pipeline, [RestoreRequest(both.crop, (heavy, light), both.recipe)])
    assert (weighted - estimates(pipeline, [request_for(1, (5,))])).abs().max() < 1e-4


def test_guidance_of_one_is_the_plain_mean_and_shares_always_sum_to_one(request_for: Build) -> None:
    plain = plan_predictions(request_for(1, (5, 6)), 0)
    guided = plan_predictions(request_for(1, (5, 6), guidance=1.5), 0)
    assert [row.share for row in plain] == [0.5, 0.5]
    assert [row.share for row in guided] == [0.75, 0.75, -0.5]


def test_no_identity_scale_is_no_reference(pipeline: RidfrPipeline, request_for: Build) -> None:
    with_scale = estimates(pipeline, [request_for(1, (5,), identity_scale=0.0)])
    assert torch.equal(with_scale, estimates(pipeline, [request_for(1)]))


def test_cached_tokens_equal_fresh_ones(
    pipeline: RidfrPipeline, picture: Callable[[int], np.ndarray]
) -> None:
    fresh = pipeline.encode_reference(picture(5))
    cached = np.frombuffer(fresh.tobytes(), dtype=np.float16).reshape(fresh.shape)
    assert fresh.dtype == np.float16
    assert np.array_equal(cached, pipeline.encode_reference(picture(5)))


def test_results_keep_the_order_of_requests_of_different_steps(
    pipeline: RidfrPipeline, request_for: Build
) -> None:
    requests = [request_for(1, steps=2), request_for(2, steps=3), request_for(3, steps=2)]
    together = pipeline.restore(requests, Progress()).crops
    alone = [pipeline.restore([request], Progress()).crops[0] for request in requests]
    worst = max(np.abs(a.astype(int) - b).max() for a, b in zip(together, alone, strict=True))
    assert worst <= 1


def test_cancel_is_honoured_at_the_next_step(pipeline: RidfrPipeline, request_for: Build) -> None:
    token, seen = CancelToken(), []

    def listen(fraction: float, message: str) -> None:
        seen.append((fraction, message))
        token.cancel()

    with pytest.raises(Cancelled):
        pipeline.restore([request_for(1)], Progress(listen, token=token))
    assert len(seen) == 1


def test_a_crop_of_the_wrong_size_is_refused(pipeline: RidfrPipeline) -> None:
    with pytest.raises(ValueError, match="128"):
        pipeline.encode_reference(np.zeros((64, 64, 3), dtype=np.uint8))


def test_a_recipe_for_another_restorer_is_refused(pipeline: RidfrPipeline, request_for: Build) -> None:
    request = request_for(1)
    other = RestoreRequest(request.crop, (), type(request.recipe)(restorer="sd15"))
    with pytest.raises(ValueError, match="sd15"):
        pipeline.restore([other], Progress())


@pytest.mark.parametrize("steps", [1, 4, 8, 20])
def test_sampling_starts_at_t_star_and_goes_down(steps: int) -> None:
    timesteps = Trajectory(SamplingSettings(start_timestep=500), steps).timesteps.tolist()
    assert len(timesteps) == steps
    assert abs(timesteps[0] - 500) <= 1
    assert timesteps == sorted(timesteps, reverse=True)


def test_the_solver_ends_at_the_clean_picture_when_the_prediction_is_right() -> None:
    clean = torch.linspace(-1, 1, 48 * 4).reshape(1, 48, 2, 2)
    trajectory = Trajectory(SamplingSettings(), 6)
    noisy = trajectory.start(
        clean * 0.9, torch.randn(clean.shape, generator=torch.Generator().manual_seed(0))
    )
    for timestep in trajectory.timesteps:
        noisy = trajectory.step(clean, timestep, noisy)
    assert (noisy - clean).abs().max() < 1e-5


def test_an_antithetic_start_is_the_mean_over_a_noise_and_its_negative(
    pipeline: RidfrPipeline, request_for: Build
) -> None:
    requests = [request_for(1, (2,), steps=1, seed=3)]
    plain = pipeline.restore(requests, Progress()).crops[0]
    sampling = replace(pipeline.card.sampling, antithetic_start=True)
    pipeline.card = replace(pipeline.card, sampling=sampling)
    both = pipeline.restore(requests, Progress()).crops[0]
    drawn = pipeline.draw_noise
    pipeline.draw_noise = lambda *inputs: -drawn(*inputs)  # type: ignore[method-assign]
    mirrored = pipeline.restore(requests, Progress()).crops[0]
    assert not np.array_equal(plain, both)
    assert np.array_equal(both, mirrored)
