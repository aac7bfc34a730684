from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from core.restoration.ridfr.detail import OCTAVES
from training.detail import disagreement_loss, lost_detail, lost_detail_loss


def face(seed: int = 0) -> Tensor:
    rough = torch.randn(1, 3, 32, 32, generator=torch.Generator().manual_seed(seed))
    return functional.interpolate(rough, (64, 64), mode="bicubic") * 0.5


def blurred(picture: Tensor) -> Tensor:
    return functional.avg_pool2d(picture, 5, 1, 2, count_include_pad=False)


VALID = torch.ones(1, 1, 64, 64)


def test_an_estimate_like_the_truth_has_lost_nothing() -> None:
    assert all(octave.max() == 0 for octave in lost_detail(face(), face()))


def test_a_blurred_estimate_has_lost_its_finest_octave_most() -> None:
    lost = [float(octave.mean()) for octave in lost_detail(blurred(face()), face())]
    assert lost[0] > 0.9
    assert lost[0] > lost[1] > lost[-1]


def test_lost_and_left_contrast_together_are_the_truths() -> None:
    octaves = lost_detail(0.6 * face(), face())
    assert abs(float(octaves[0].median()) - 0.8) < 0.02


def test_who_knows_what_is_lost_has_no_loss() -> None:
    known = [torch.full((1, 1, 64 >> octave, 64 >> octave), 0.7) for octave in range(OCTAVES)]
    assert lost_detail_loss(torch.full((1, OCTAVES, 16, 16), 0.7), known, VALID) < 1e-6
    wrong = lost_detail_loss(torch.full((1, OCTAVES, 16, 16), 0.2), known, VALID)
    assert abs(float(wrong) - 0.5) < 1e-5


def test_what_two_references_share_costs_nothing_and_what_they_do_not_costs_all() -> None:
    lost = torch.full((1, OCTAVES, 16, 16), 0.8)
    shared, opposed, foreign = (
        float(disagreement_loss([lost, lost], [face(), other])) for other in (face(), -face(), face(1))
    )
    assert shared < 0.05
    assert abs(foreign - 0.64) < 0.15, "a^2 where nothing is in common"
    assert opposed > 1.1


def test_nothing_taken_over_disagrees_with_nobody() -> None:
    none = torch.zeros(1, OCTAVES, 16, 16)
    assert disagreement_loss([none, none], [face(), face(1)]) == 0
