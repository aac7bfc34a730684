"""One reference picture out of several: at each place the one that fits the picture there.

A whole reference fits nowhere quite: one has the mouth, another the turn of the head.  Each place is
given to the reference whose coarse light fits it best, by the whole face and by the place (100 dev
faces that no figure is reported of, severe, four references: IDS .649 and 24.1 dB, against .642 and
24.0 with the one that fits the face best).  What only one of the references shows there, glasses, teeth,
the edge of a turned cheek, belongs to that photo and not to the person: it is not shared, and not given
on.  That is what alignment learning teaches a full-size prior (RIDFR, Eq. 6); here the references are
asked themselves (.643, 24.2 dB, and fewer stray contours).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from core.restoration.ridfr.octaves import FLAT, coarse_light, correlation, light_octaves, resize, window_mean

PLACE = 0.6
"""How much the fit at a place counts beside that of the whole face."""
PLACE_WINDOW = 7
"""Side of the window of that fit, in places of 4 px: most of an eye distance."""
SEAM_WINDOW = 5
"""Width of the seams between parts, in places of 4 px."""
WEIGHT_GAIN = 0.1
"""By how much better, as a correlation, a reference must fit that weighs e times less."""
SHARED = (-0.3, 0.3)
"""Correlations of two references' detail at which none, and all, of it is shared."""
SHARED_WINDOW = 5
"""Side of the window of that correlation, in places of an octave."""
SHARED_FLOOR = 1e-4
"""Mean square of detail under which two references cannot be said to differ: one grey level."""


class Mosaic(NamedTuple):
    """What references give together, at each place."""

    picture: Tensor
    """(B, 3, S, S) in [-1, 1]."""
    octaves: list[Tensor]
    """Octaves of its light, finest first, without the seams' steps: (B, 1, s, s)."""
    shared: list[Tensor]
    """(B, 1, s, s) in [0, 1] of each octave: whether another reference shows it as well."""


def single(reference: Tensor) -> Mosaic:
    """Of one reference (B, 3, S, S), which nobody contradicts."""
    octaves = light_octaves(reference)
    return Mosaic(reference, octaves, [torch.ones_like(octave) for octave in octaves])


def mosaic(estimate: Tensor, references: Tensor, shares: Tensor, region: Tensor) -> Mosaic:
    """Join references at the places where they fit.

    Args:
        estimate: pictures (B, 3, S, S) in [-1, 1].
        references: (B, R, 3, S, S).
        shares: (B, R) how much each counts; 0 is none at all.
        region: (1, 1, S, S) in [0, 1], where the whole face is compared.
    """
    if references.shape[1] == 1:
        return single(references[:, 0])
    parts = _parts(estimate, references, shares, region)
    pyramids = [light_octaves(picture) for picture in references.unbind(1)]
    octaves = [_joined(parts, layers) for layers in zip(*pyramids, strict=True)]
    shared = [_shared(parts, layers, shares > 0) for layers in zip(*pyramids, strict=True)]
    return Mosaic(_joined(parts, references.unbind(1)), octaves, shared)


def fit(estimate: Tensor, reference: Tensor, region: Tensor) -> Tensor:
    """Correlation (B,) of the coarse light of two pictures (B, 3, S, S) in a region (1, 1, S, S)."""
    ours, theirs = (coarse_light(picture) for picture in (estimate, reference))
    weight = resize(region, ours)
    weight = weight / weight.sum()
    ours, theirs = (x - (x * weight).sum(dim=(1, 2, 3), keepdim=True) for x in (ours, theirs))
    spread = (ours.square() * weight).sum(dim=(1, 2, 3)) * (theirs.square() * weight).sum(dim=(1, 2, 3))
    return (ours * theirs * weight).sum(dim=(1, 2, 3)) / (spread + FLAT).sqrt()


def shared_detail(ours: Tensor, theirs: Tensor) -> Tensor:
    """Correlation around each place of one octave (B, 1, s, s) of two references."""
    energies = [window_mean(octave.square(), SHARED_WINDOW) + SHARED_FLOOR for octave in (ours, theirs)]
    return window_mean(ours * theirs, SHARED_WINDOW) / (energies[0] * energies[1]).sqrt()


def _parts(estimate: Tensor, references: Tensor, shares: Tensor, region: Tensor) -> Tensor:
    """Weights (B, R, h, w) of the references at each place; they sum to 1."""
    whole = torch.stack([fit(estimate, picture, region) for picture in references.unbind(1)], dim=1)
    whole = whole[:, :, None, None]
    places = torch.cat(
        [correlation(estimate, picture, PLACE_WINDOW) for picture in references.unbind(1)], dim=1
    )
    weight = WEIGHT_GAIN * (shares / shares.amax(dim=1, keepdim=True)).log()
    best = (whole + PLACE * (places - whole) + weight[:, :, None, None]).argmax(dim=1)
    parts = functional.one_hot(best, references.shape[1]).permute(0, 3, 1, 2).to(estimate.dtype)
    return window_mean(parts, SEAM_WINDOW)


def _joined(parts: Tensor, layers: Sequence[Tensor]) -> Tensor:
    total = torch.zeros_like(layers[0])
    for number, layer in enumerate(layers):
        total = total + resize(parts[:, number, None], layer) * layer
    return total


def _shared(parts: Tensor, layers: Sequence[Tensor], given: Tensor) -> Tensor:
    """Whether what is taken of one octave, at each place, is shown by another reference as well.

    Args:
        parts: (B, R, h, w).
        layers: the octave of each reference (B, 1, s, s).
        given: (B, R) whether there is such a reference; one that is alone is believed.
    """
    low, high = SHARED
    supports = []
    for ours, layer in enumerate(layers):
        support = torch.full_like(layer, -1.0)
        for theirs, other in enumerate(layers):
            if theirs != ours:
                found = shared_detail(layer, other)
                support = torch.where(given[:, theirs, None, None, None], support.maximum(found), support)
        supports.append(((support - low) / (high - low)).clamp(0, 1))
    alone = (given.sum(dim=1) < 2)[:, None, None, None]
    return torch.where(alone, 1.0, _joined(parts, supports))
