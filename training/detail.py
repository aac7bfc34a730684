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


def disagreement_loss(predicted: list[Tensor], references: list[Tensor]) -> Tensor:
    """L_align of RIDFR (Eq. 6) of what two references of one person give, as a share of its energy.

    With a of an octave alike for both, ||a o_1 - a o_2||^2 / (2 ||o_1|| ||o_2||) is a^2 (1 - rho) with rho
    the correlation of their octaves: detail that belongs to one photo costs, what both show does not.

    Args:
        predicted: what is said to be lost (B, OCTAVES, s, s) under each reference.
        references: both (B, 3, S, S).
    """
    total = predicted[0].new_zeros(())
    first, second = (light_octaves(reference) for reference in references)
    for octave, (ours, theirs) in enumerate(zip(first, second, strict=True)):
        apart = 1 - shared_detail(ours, theirs)
        for lost in predicted:
            total = total + (resize(lost[:, octave, None], apart).square() * apart).mean()
    return total / (len(predicted) * len(first))


def shared_detail(ours: Tensor, theirs: Tensor) -> Tensor:
    """Correlation around each place of one octave (B, 1, s, s) of two pictures; 0 where both are flat."""
    product = (contrast_energy(ours + theirs) - contrast_energy(ours - theirs)) / 4
    return product / (contrast_energy(ours) * contrast_energy(theirs)).sqrt()
