"""Detail injection: what a small restorer takes from the reference's own pixels.

Identity lies in the middle frequencies of a face, which are just what a poor picture has lost.  A
full-size prior paints them from tokens; one of 16 M parameters cannot, so `lite` carries them over:
reference and face are aligned by their landmarks, both are taken apart into octaves of light
(Laplacian pyramid, Burt & Adelson 1983), and in the face region

    x_k + c m_k s_k a_k (ref_k - x_k)

takes the place of octave k of the estimate.  a_k is what the estimate has lost there, with r_k the
ratio of its contrast to the truth's: a = sqrt(1 - r^2), predicted by a small network that looks at
estimate, low-quality picture and reference.  c says whether both agree in what they show at a place,
as far as the coarse light tells: a smile is not put on a closed mouth.  m_k is nothing where the
reference is blurred itself, for a blur is not put on a face, or where it shows what no other reference
shows.  s_k are the shares of the restorer, chosen on people of the dev split that no figure is reported
of.  Where little is lost nothing is taken over, whoever the reference shows; colour never is.

Several references are joined first, each where it fits (`mosaic`), and what only one of them shows is not
given on; a mean of several would blur what it is to sharpen (80 such faces, severe: IDS .60 with the mean
of four, .61 with any one).

Tried and left out: moving the reference's parts by a learnt flow.  It bends the person into the blur
(40 dev faces, severe: IDS .41 with it, .59 without); so does an affine registration by the coarse light
(80 faces: .55 against .61).  Mirrored references as further candidates gain less than .01 and turn moles
and partings round.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from core.domain.alignment import LITE_128, AlignmentTemplate
from core.restoration.ridfr.folding import FOLD, PixelFolding
from core.restoration.ridfr.mosaic import Mosaic, mosaic
from core.restoration.ridfr.octaves import OCTAVES, correlation, light_octaves, resize, window_mean

TOLERANCE = 0.5
"""What is lost up to here is left as it is: the low-quality picture knows better than the reference."""
AGREEMENT = (-0.2, 0.5)
"""Correlations of the coarse light at which nothing, and all, of the lost detail is taken over."""
AGREEMENT_WINDOW = 9
"""Side of the window of a correlation, in places of 4 px: about an eye distance."""
CONTRAST = (0.4, 0.8)
"""Ratios of the reference's contrast to the estimate's at which nothing, and all, is taken over."""
CONTRAST_WINDOW = 5
"""Side of the window, in places of an octave, in which contrast is measured."""
CONTRAST_FLOOR = 0.01
"""Contrast that the grain of a print hides: one grey level in a hundred."""
FACE_AXES = (0.95, 1.25)
"""Half axes of the face region, in eye distances: brows, cheeks and chin, without hair and collar."""
FACE_EDGE = 0.08
"""Softness of its edge, in shares of the axes."""


class DetailInjection(nn.Module):
    """Estimate, low-quality picture and reference -> estimate with the reference's detail."""

    shares: Tensor
    """(OCTAVES,) s, finest first."""
    region: Tensor
    """(1, 1, S, S) in [0, 1]: where detail is taken over."""

    def __init__(
        self,
        widths: tuple[int, int, int] = (40, 64, 80),
        shares: Sequence[float] = (1.0,) * OCTAVES,
    ) -> None:
        super().__init__()
        fine, middle, coarse = widths
        self.folding = PixelFolding()
        self.look_fine = nn.Sequential(nn.Conv2d(9 * FOLD**2, fine, 3, padding=1), _Residual(fine))
        self.look_middle = nn.Sequential(nn.Conv2d(fine, middle, 3, 2, padding=1), _Residual(middle))
        self.look_coarse = nn.Sequential(nn.Conv2d(middle, coarse, 3, 2, padding=1), _Residual(coarse))
        self.join_middle = nn.Sequential(nn.Conv2d(coarse + middle, middle, 1), _Residual(middle))
        self.join_fine = nn.Sequential(nn.Conv2d(middle + fine, fine, 1), _Residual(fine))
        self.loss = nn.Conv2d(fine, OCTAVES, 3, padding=1)
        self.register_buffer("shares", torch.tensor(list(shares)), persistent=False)
        self.register_buffer("region", face_region(LITE_128), persistent=False)

    def forward(self, estimate: Tensor, low_quality: Tensor, references: Tensor, shares: Tensor) -> Tensor:
        """Folded latents of the estimate with detail.

        Args:
            estimate: clean latents predicted by the prior (B, 48, S/4, S/4).
            low_quality: latents of the low-quality picture, same shape.
            references: reference crops (B, R, 3, S, S) in [-1, 1] on the same template.
            shares: (B, R) how much each counts; 0 is none at all.
        """
        picture = self.folding.decode(estimate)
        given = mosaic(picture, references, shares, self.region)
        changes = self.changes(estimate, low_quality, picture, given)
        change = torch.zeros_like(changes[-1])
        for octave in reversed(changes):
            change = resize(change, octave) + octave
        injected: Tensor = estimate + self.folding.encode(change.expand(-1, 3, -1, -1))
        return injected

    def changes(self, estimate: Tensor, low_quality: Tensor, picture: Tensor, given: Mosaic) -> list[Tensor]:
        """What is added to each octave of the estimate's light: (B, 1, s, s), finest first."""
        lost = self.lost(estimate, low_quality, given.picture)
        wanted = ((lost - TOLERANCE) / (1 - TOLERANCE)).clamp(min=0)
        wanted = wanted * agreement(picture, given.picture)
        changes = []
        for octave, ours in enumerate(light_octaves(picture)):
            theirs = given.octaves[octave]
            share = self.shares[octave] * resize(wanted[:, octave, None], ours)
            share = (share * sharper(theirs, ours) * given.shared[octave]).clamp(max=1)
            changes.append(resize(self.region, ours) * share * (theirs - ours))
        return changes

    def lost(self, estimate: Tensor, low_quality: Tensor, reference: Tensor) -> Tensor:
        """a of each octave, finest first: (B, OCTAVES, S/4, S/4) in [0, 1]; arguments as `forward`'s."""
        fine = self.look_fine(torch.cat([estimate, low_quality, self.folding.encode(reference)], dim=1))
        middle = self.look_middle(fine)
        coarse = self.look_coarse(middle)
        middle = self.join_middle(torch.cat([resize(coarse, middle), middle], dim=1))
        fine = self.join_fine(torch.cat([resize(middle, fine), fine], dim=1))
        return torch.sigmoid(self.loss(fine))


class _Residual(nn.Module):
    """x + conv(silu(conv(silu(norm(x)))))."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.GroupNorm(8, channels),
            nn.SiLU(),
            nn.Conv2d(channels, channels, 3, padding=1),
            nn.SiLU(),
            nn.Conv2d(channels, channels, 3, padding=1),
        )

    def forward(self, x: Tensor) -> Tensor:
        output: Tensor = x + self.body(x)
        return output


def sharper(theirs: Tensor, ours: Tensor) -> Tensor:
    """In [0, 1], at each place of an octave (B, 1, s, s): whether the reference has detail to give."""
    low, high = CONTRAST
    ratio = (contrast_energy(theirs) / contrast_energy(ours)).sqrt()
    return ((ratio - low) / (high - low)).clamp(0, 1)


def contrast_energy(octave: Tensor) -> Tensor:
    """Mean square of an octave (B, 1, s, s) in a window around each place, above the floor."""
    return window_mean(octave.square(), CONTRAST_WINDOW) + CONTRAST_FLOOR**2


def agreement(estimate: Tensor, reference: Tensor) -> Tensor:
    """c in [0, 1] of the places (B, 1, S/4, S/4) of two pictures (B, 3, S, S)."""
    low, high = AGREEMENT
    found = correlation(estimate, reference, AGREEMENT_WINDOW)
    return ((found - low) / (high - low)).clamp(0, 1)


def face_region(template: AlignmentTemplate) -> Tensor:
    """Soft ellipse (1, 1, S, S) around the landmarks of a template."""
    points = torch.tensor(template.points)
    eye_distance = (points[1] - points[0]).norm()
    axis = torch.arange(template.size, dtype=torch.float32)
    y, x = torch.meshgrid(axis, axis, indexing="ij")
    across, along = (length * eye_distance for length in FACE_AXES)
    centre = points.mean(dim=0)
    radius = (((x - centre[0]) / across).square() + ((y - centre[1]) / along).square()).sqrt()
    return torch.sigmoid((1 - radius) / FACE_EDGE)[None, None]
