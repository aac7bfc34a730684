from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from core.domain.alignment import LITE_128
from core.restoration.ridfr.detail import OCTAVES, DetailInjection, agreement, face_region, light_octaves
from core.restoration.ridfr.folding import PixelFolding


def pictures(seed: int) -> Tensor:
    """Two smooth pictures (2, 3, 128, 128) in [-1, 1]."""
    rough = torch.randn(2, 3, 16, 16, generator=torch.Generator().manual_seed(seed))
    return functional.interpolate(rough, (128, 128), mode="bicubic").clamp(-1, 1)


@pytest.fixture
def injection() -> DetailInjection:
    torch.manual_seed(0)
    return DetailInjection((8, 8, 8)).requires_grad_(False)


def injected(injection: DetailInjection, estimate: Tensor, reference: Tensor) -> Tensor:
    folding = PixelFolding()
    latents = folding.encode(estimate)
    return folding.decode(injection(latents, latents, reference))


def contrasts(picture: Tensor) -> Tensor:
    return torch.stack([octave.square().mean().sqrt() for octave in light_octaves(picture)])


def test_octaves_are_halved_each_time() -> None:
    octaves = light_octaves(pictures(0))
    assert [octave.shape[-1] for octave in octaves] == [128 >> octave for octave in range(OCTAVES)]


def test_where_nothing_is_lost_nothing_is_injected(injection: DetailInjection) -> None:
    injection.loss.bias.fill_(-30)
    estimate = pictures(1)
    assert torch.allclose(injected(injection, estimate, pictures(2)), estimate, atol=1e-4)


def test_where_all_is_lost_the_references_detail_is_given(injection: DetailInjection) -> None:
    injection.loss.bias.fill_(30)
    pale = 0.05 * pictures(2)
    inside = slice(54, 86)
    given, wanted = (
        contrasts(picture[..., inside, inside])
        for picture in (injected(injection, pale, pictures(2)), pictures(2))
    )
    assert torch.all((given / wanted)[:3] > 0.7)


def test_shares_say_how_much_of_an_octave_is_given_back() -> None:
    torch.manual_seed(0)
    injection = DetailInjection((8, 8, 8), shares=(1.0, 0.0, 0.0, 0.0)).requires_grad_(False)
    injection.loss.bias.fill_(30)
    pale = 0.05 * pictures(2)
    change = injected(injection, pale, pictures(2)) - pale
    finest = light_octaves(pictures(2) - pale)[0] * face_region(LITE_128)
    assert torch.allclose(change.mean(dim=1, keepdim=True), finest, atol=1e-3)


def test_colour_is_never_taken_over(injection: DetailInjection) -> None:
    grey = pictures(1).mean(dim=1, keepdim=True).expand(-1, 3, -1, -1)
    result = injected(injection, grey, pictures(2))
    assert torch.allclose(result, result[:, :1].expand_as(result), atol=1e-4)


def test_hair_and_background_are_left_alone() -> None:
    region = face_region(LITE_128)[0, 0]
    eyes = [region[round(y), round(x)] for x, y in LITE_128.points]
    assert min(eyes) > 0.9
    assert max(region[:8].max(), region[:, :8].max(), region[:, -8:].max()) < 0.1


def test_detail_is_the_same_alone_and_in_a_batch(injection: DetailInjection) -> None:
    for parameter in injection.parameters():
        parameter.add_(0.1 * torch.randn_like(parameter))
    both = injected(injection, pictures(1), pictures(2))
    alone = injected(injection, pictures(1)[1:], pictures(2)[1:])
    assert torch.allclose(both[1:], alone, atol=1e-4)


def test_pictures_agree_with_themselves_and_not_with_their_negative() -> None:
    picture = pictures(3)
    assert agreement(picture, 0.4 * picture - 0.2).min() > 0.99, "brightness and contrast do not matter"
    assert agreement(picture, -picture).max() == 0


def test_detail_is_left_where_the_reference_shows_something_else(injection: DetailInjection) -> None:
    injection.loss.bias.fill_(30)
    estimate = pictures(1)
    assert torch.allclose(injected(injection, estimate, -estimate), estimate, atol=1e-4)


def test_a_blurred_reference_puts_no_blur_on_a_sharp_face(injection: DetailInjection) -> None:
    injection.loss.bias.fill_(30)
    sharp = pictures(2)
    blurred = functional.interpolate(functional.avg_pool2d(sharp, 16), (128, 128), mode="bilinear")
    before, after = contrasts(sharp), contrasts(injected(injection, sharp, blurred))
    assert torch.all(after[:2] / before[:2] > 0.95)


def chosen(
    injection: DetailInjection, estimate: Tensor, references: list[Tensor], shares: list[float]
) -> Tensor:
    """Which of the references (2, 3, 128, 128) was taken, by the face."""
    together = torch.stack(references, dim=1)
    latents = PixelFolding().encode(estimate)
    taken = injection.choose(latents, together, torch.tensor([shares] * 2))
    return (together - taken[:, None]).abs().amax(dim=(2, 3, 4)).argmin(dim=1)


def test_of_several_references_the_one_that_fits_the_picture_is_taken(injection: DetailInjection) -> None:
    estimate = pictures(1)
    others = [pictures(2), 0.5 * estimate + 0.1, pictures(3)]
    assert chosen(injection, estimate, others, [1 / 3] * 3).tolist() == [1, 1]


def test_a_reference_that_counts_for_nothing_is_never_taken(injection: DetailInjection) -> None:
    estimate = pictures(1)
    assert chosen(injection, estimate, [pictures(2), estimate], [1.0, 0.0]).tolist() == [0, 0]
