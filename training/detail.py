"""What the detail injection learns: how much of each octave an estimate has lost.

It is not learnt from the distance of the result to the truth: whose best answer to a reference that
fits only nearly is to take nothing over, which is how restorers lose the person.
"""

from __future__ import annotations

from torch import Tensor

from core.restoration.ridfr.detail import contrast_energy, light_octaves, resize


def lost_detail(estimate: Tensor, clean: Tensor) -> list[Tensor]:
    """a = sqrt(1 - r^2) of each octave, r the ratio of the estimate's contrast to the truth's.

    Args:
        estimate: pictures (B, 3, S, S) in [-1, 1].
        clean: the truths.
    """
    pairs = zip(light_octaves(estimate), light_octaves(clean), strict=True)
    return [
        (1 - contrast_energy(ours) / contrast_energy(theirs)).clamp(0, 1).sqrt() for ours, theirs in pairs
    ]


def lost_detail_loss(predicted: Tensor, lost: list[Tensor], valid: Tensor) -> Tensor:
    """Mean distance of what is said to be lost (B, OCTAVES, s, s) to what is, where valid (B, 1, S, S)."""
    total = valid.new_zeros(())
    for octave, wanted in enumerate(lost):
        known = resize(valid, wanted)
        distance = (resize(predicted[:, octave, None], wanted) - wanted).abs()
        total = total + (distance * known).sum() / known.sum().clamp(min=1)
    return total / len(lost)
