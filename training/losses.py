"""Named losses; each is a function of tensors and returns a scalar unless it says otherwise."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from core.restoration.ridfr.identity_encoder import IdentityFeatures


def distillation_loss(student: Tensor, teacher: Tensor) -> Tensor:
    """1 - cosine of student and teacher vectors (B, D), both of unit length."""
    return (1 - (student * teacher).sum(dim=1)).mean()


def relation_loss(student: Tensor, teacher: Tensor) -> Tensor:
    """Squared difference of the pairwise similarities within a batch (relational distillation).

    Cosines between different faces are what a threshold is set on; fitting each vector alone
    leaves them noisy.
    """
    difference = student @ student.T - teacher @ teacher.T
    return difference.square().mean() * len(student) / max(1, len(student) - 1)


MARGIN, SHARPNESS = 0.2, 32.0
"""CosFace's m and s."""


def classification_loss(student: Tensor, people: Tensor, person: Tensor) -> Tensor:
    """Large-margin cosine loss (CosFace, Wang et al. 2018) over the labelled people.

    Args:
        student: unit vectors (B, D).
        people: one direction per person (P, D), learnt beside the encoder and thrown away.
        person: (B,) number of the person, -1 where nobody knows: such samples do not count.
    """
    known = person >= 0
    if not bool(known.any()):
        return student.sum() * 0
    cosines = student[known] @ functional.normalize(people, dim=1).T
    margin = MARGIN * functional.one_hot(person[known], len(people))
    return functional.cross_entropy(SHARPNESS * (cosines - margin), person[known])


def signal_to_noise_weight(alphas_cumprod: Tensor, low: float = 0.3, high: float = 1.0) -> Tensor:
    """clamp(SNR, low, high) per sample, from alpha-bar at its timestep (B,).

    Late steps have a high SNR and little left to decide; they weigh no more than the middle ones.
    """
    return (alphas_cumprod / (1 - alphas_cumprod)).clamp(low, high)


def epsilon_loss(predicted: Tensor, noise: Tensor) -> Tensor:
    """L_diff of RIDFR (Eq. 2): MSE of the predicted and the true noise (B, C, H, W)."""
    return functional.mse_loss(predicted, noise)


def masked_charbonnier(predicted: Tensor, clean: Tensor, valid: Tensor, weight: Tensor) -> Tensor:
    """Weighted mean of sqrt(d^2 + 1e-4) over valid pixels.

    Args:
        predicted: predicted clean picture (B, 3, S, S).
        clean: the truth, same shape.
        valid: (B, 1, S, S), 1 where the truth is known.
        weight: (B,) weight of each sample.
    """
    distance = ((predicted - clean).square() + 1e-4).sqrt().mean(dim=1, keepdim=True)
    per_sample = (distance * valid).sum(dim=(1, 2, 3)) / valid.sum(dim=(1, 2, 3)).clamp(min=1)
    return (per_sample * weight).mean()


def perceptual_loss(predicted: IdentityFeatures, clean: IdentityFeatures, weight: Tensor) -> Tensor:
    """Distance of the encoder's feature maps, each channel-normalised at its place (as LPIPS)."""
    total = torch.zeros_like(weight)
    for ours, theirs in zip(predicted.pyramid, clean.pyramid, strict=True):
        difference = functional.normalize(ours, dim=1) - functional.normalize(theirs, dim=1)
        total = total + difference.square().sum(dim=1).mean(dim=(1, 2))
    return (total * weight).mean()


def hard_example_identity_loss(
    predicted: Tensor, clean: Tensor, references: Tensor, share: Tensor, weight: Tensor
) -> Tensor:
    """Hard Example Identity Loss of RefID: (1 - lambda) L_ID(HQ, x) + lambda L_ID(REF, x).

    The distance to the truth alone shrinks too fast to teach; the reference, another picture of
    the person, is the harder example.

    Args:
        predicted: identity vectors of the predicted clean images (B, D), unit length.
        clean: of the truths.
        references: of the references.
        share: (B,) lambda; 0 where a sample has no reference.
        weight: (B,) sqrt(alpha-bar), as ReF-LDM scales it: the rough prediction of an early step
            is not judged as hard as that of a late one.
    """
    to_truth = 1 - (predicted * clean).sum(dim=1)
    to_reference = 1 - (predicted * references).sum(dim=1)
    return (((1 - share) * to_truth + share * to_reference) * weight).mean()


def alignment_loss(first: Tensor, second: Tensor) -> Tensor:
    """L_align of RIDFR (Eq. 6): MSE of the predictions under two references of one person."""
    return functional.mse_loss(first, second)
