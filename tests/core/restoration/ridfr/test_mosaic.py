from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from core.domain.alignment import LITE_128
from core.restoration.ridfr.detail import face_region
from core.restoration.ridfr.mosaic import Mosaic, mosaic, shared_detail, single
from core.restoration.ridfr.octaves import light_octaves

ALL = (slice(None), slice(None), slice(30, 98), slice(30, 98))
"""The middle of a picture, away from the borders."""


def picture(seed: int) -> Tensor:
    """One smooth picture (1, 3, 128, 128) in [-1, 1]."""
    rough = torch.randn(1, 3, 16, 16, generator=torch.Generator().manual_seed(seed))
    return functional.interpolate(rough, (128, 128), mode="bicubic").clamp(-1, 1)


def joined(estimate: Tensor, references: list[Tensor], shares: list[float]) -> Mosaic:
    together = torch.stack(references, dim=1)
    return mosaic(estimate, together, torch.tensor([shares]), face_region(LITE_128))


def test_of_one_reference_nothing_is_changed_or_doubted() -> None:
    given = joined(picture(1), [picture(2)], [1.0])
    alone = single(picture(2))
    assert torch.equal(given.picture, alone.picture)
    assert all(torch.equal(ours, theirs) for ours, theirs in zip(given.octaves, alone.octaves, strict=True))
    assert all(shared.min() == 1 for shared in given.shared)


def test_the_reference_that_fits_the_face_gives_the_picture() -> None:
    estimate = picture(1)
    given = joined(estimate, [picture(2), 0.5 * estimate + 0.1, picture(3)], [1 / 3] * 3)
    assert torch.allclose(given.picture[ALL], (0.5 * estimate + 0.1)[ALL], atol=1e-5)


def test_each_half_of_a_face_comes_from_the_reference_that_shows_it() -> None:
    estimate, left, right = picture(1), picture(1).clone(), picture(1).clone()
    left[..., 64:] = picture(2)[..., 64:]
    right[..., :64] = picture(3)[..., :64]
    given = joined(estimate, [left, right], [0.5, 0.5])
    for columns in (slice(34, 50), slice(78, 94)):
        assert torch.allclose(given.picture[..., 40:90, columns], estimate[..., 40:90, columns], atol=1e-4)


def test_a_reference_that_counts_for_nothing_is_never_taken_nor_heard() -> None:
    estimate = picture(1)
    given = joined(estimate, [picture(2), estimate], [1.0, 0.0])
    assert torch.equal(given.picture, picture(2))
    assert all(shared.min() == 1 for shared in given.shared), "the only one is believed"


def test_what_one_reference_alone_shows_is_doubted() -> None:
    person = picture(1)
    odd = person.clone()
    odd[..., 60:68, 60:68] += 0.8 * torch.randn(8, 8, generator=torch.Generator().manual_seed(0))
    weight = torch.tensor([1.0, 0.01])
    given = joined(person, [odd, person.clone()], weight.tolist())
    assert given.shared[0][..., 62:66, 62:66].mean() < 0.85
    assert given.shared[0][..., 90:110, 90:110].min() == pytest.approx(1.0)


def test_references_are_joined_alike_alone_and_in_a_batch() -> None:
    estimates = torch.cat([picture(1), picture(4)])
    pairs = [torch.cat([picture(2), picture(5)]), torch.cat([picture(3), picture(6)])]
    references = torch.stack(pairs, dim=1)
    shares = torch.tensor([[0.5, 0.5], [0.7, 0.3]])
    both = mosaic(estimates, references, shares, face_region(LITE_128))
    alone = mosaic(estimates[1:], references[1:], shares[1:], face_region(LITE_128))
    assert torch.allclose(both.picture[1:], alone.picture, atol=1e-5)
    for ours, theirs in zip(both.shared, alone.shared, strict=True):
        assert torch.allclose(ours[1:], theirs, atol=1e-4)


def test_detail_shares_all_with_itself_and_contradicts_its_negative() -> None:
    octave = light_octaves(picture(7))[1]
    assert shared_detail(octave, 0.5 * octave)[..., 8:-8, 8:-8].mean() > 0.95
    assert shared_detail(octave, -octave)[..., 8:-8, 8:-8].mean() < -0.95
