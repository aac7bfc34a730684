"""Detail injection: what a small restorer takes from the reference's own pixels.

Identity lies in the middle frequencies of a face, which are just what a poor picture has lost.  A
full-size prior paints them from tokens; one of 16 M parameters cannot, so `lite` carries them over:
reference and face are aligned by their landmarks, both are taken apart into octaves of light
(Laplacian pyramid, Burt & Adelson 1983), and in the face region

    x_k + c s_k a_k (ref_k - x_k)

takes the place of octave k of the estimate.  a_k is what the estimate has lost there, with r_k the
ratio of its contrast to the truth's: a = sqrt(1 - r^2), predicted by a small network that looks at
estimate, low-quality picture and reference.  c says whether both agree in what they show at a place,
as far as the coarse light tells: a smile is not put on a closed mouth.  It is nothing as well where the
reference itself is blurred: a blur is not put on a face.  s_k are the shares of the restorer, chosen on
people of the dev split that no figure is reported of.  Where little is lost nothing is taken over,
whoever the reference shows; colour never is.

Of several references the one is taken whose coarse light fits best, which is the one of the nearest
pose, light and expression; a mean of several would blur what it is to sharpen (80 such faces, severe:
IDS .65 with the best of four, .60 with their mean, .61 with any one).

Tried and left out: moving the reference's parts by a learnt flow.  It bends the person into the blur
(40 dev faces, severe: IDS .41 with it, .59 without); so does an affine registration by the coarse light
(80 faces: .55 against .61).  Mirrored references as further candidates gain less than .01 and turn moles
and partings round.  Giving each place to the reference that fits it there makes eyes of two photos (100
dev faces, four references: IDS .62, sharpness .47, against .63 and .58), and giving on only what another
reference shows as well costs likeness (.626) and hides few stray contours.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.domain.alignment import LITE_128, AlignmentTemplate
from core.restoration.ridfr.folding import FOLD, PixelFolding

OCTAVES = 4
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
WEIGHT_GAIN = 0.1
"""By how much better, as a correlation, a reference must fit that weighs e times less."""
FACE_AXES = (0.95, 1.25)
"""Half axes of the face region, in eye distances: brows, cheeks and chin, without hair and collar."""
FLAT = 1e-6
"""Product of variances under which a place shows nothing that could agree."""
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

    def forward(self, estimate: Tensor, low_quality: Tensor, reference: Tensor) -> Tensor:
        """Folded latents of the estimate with detail.

        Args:
            estimate: clean latents predicted by the prior (B, 48, S/4, S/4).
            low_quality: latents of the low-quality picture, same shape.
            reference: reference crop (B, 3, S, S) in [-1, 1] on the same template.
        """
        lost = self.lost(estimate, low_quality, reference)
        wanted = ((lost - TOLERANCE) / (1 - TOLERANCE)).clamp(min=0)
        picture = self.folding.decode(estimate)
        wanted = wanted * agreement(picture, reference)
        ours, theirs = light_octaves(picture), light_octaves(reference)
        change = torch.zeros_like(reference[:, :1])
        for octave in reversed(range(OCTAVES)):
            like = ours[octave]
            share = self.shares[octave] * resize(wanted[:, octave, None], like)
            share = (share * sharper(theirs[octave], like)).clamp(max=1)
            change = resize(change, like) + resize(self.region, like) * share * (theirs[octave] - like)
        injected: Tensor = estimate + self.folding.encode(change.expand(-1, 3, -1, -1))
        return injected

    def choose(self, estimate: Tensor, references: Tensor, shares: Tensor) -> Tensor:
        """The reference (B, 3, S, S) of each face whose coarse light fits its estimate best.

        Args:
            estimate: clean latents predicted by the prior (B, 48, S/4, S/4).
            references: (B, R, 3, S, S) in [-1, 1].
            shares: (B, R) how much each counts; 0 is none at all.
        """
        if references.shape[1] == 1:
            return references[:, 0]
        picture = self.folding.decode(estimate)
        fits = torch.stack([fit(picture, other, self.region) for other in references.unbind(1)], dim=1)
        fits = fits + WEIGHT_GAIN * (shares / shares.amax(dim=1, keepdim=True).clamp(min=FLAT)).log()
        return references[torch.arange(len(references)), fits.argmax(dim=1)]

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


def light_octaves(picture: Tensor) -> list[Tensor]:
    """Laplacian pyramid of the light of pictures (B, 3, S, S): octave k is (B, 1, S / 2^k, S / 2^k)."""
    light = picture.mean(dim=1, keepdim=True)
    octaves = []
    for _ in range(OCTAVES):
        reduced = _reduce(light)
        octaves.append(light - resize(reduced, light))
        light = reduced
    return octaves


def resize(x: Tensor, like: Tensor) -> Tensor:
    """Bring maps (B, C, h, w) to the size of others."""
    return functional.interpolate(x, like.shape[-2:], mode="bilinear", align_corners=False)


def sharper(theirs: Tensor, ours: Tensor) -> Tensor:
    """In [0, 1], at each place of an octave (B, 1, s, s): whether the reference has detail to give."""
    low, high = CONTRAST
    ratio = (contrast_energy(theirs) / contrast_energy(ours)).sqrt()
    return ((ratio - low) / (high - low)).clamp(0, 1)


def contrast_energy(octave: Tensor) -> Tensor:
    """Mean square of an octave (B, 1, s, s) in a window around each place, above the floor."""
    window = CONTRAST_WINDOW
    mean = functional.avg_pool2d(octave.square(), window, 1, window // 2, count_include_pad=False)
    return mean + CONTRAST_FLOOR**2


def fit(estimate: Tensor, reference: Tensor, region: Tensor) -> Tensor:
    """Correlation (B,) of the coarse light of two pictures (B, 3, S, S) in a region (1, 1, S, S)."""
    ours, theirs = (_coarse_light(picture) for picture in (estimate, reference))
    weight = resize(region, ours)
    weight = weight / weight.sum()
    ours, theirs = (x - (x * weight).sum(dim=(1, 2, 3), keepdim=True) for x in (ours, theirs))
    spread = (ours.square() * weight).sum(dim=(1, 2, 3)) * (theirs.square() * weight).sum(dim=(1, 2, 3))
    return (ours * theirs * weight).sum(dim=(1, 2, 3)) / (spread + FLAT).sqrt()


def agreement(estimate: Tensor, reference: Tensor) -> Tensor:
    """c in [0, 1] of the places (B, 1, S/4, S/4) of two pictures (B, 3, S, S)."""
    ours, theirs = _coarse_light(estimate), _coarse_light(reference)
    ours, theirs = ours - _window_mean(ours), theirs - _window_mean(theirs)
    spread = _window_mean(ours.square()) * _window_mean(theirs.square())
    correlation = _window_mean(ours * theirs) / (spread + FLAT).sqrt()
    low, high = AGREEMENT
    return ((correlation - low) / (high - low)).clamp(0, 1)


def _window_mean(x: Tensor) -> Tensor:
    return functional.avg_pool2d(x, AGREEMENT_WINDOW, 1, AGREEMENT_WINDOW // 2, count_include_pad=False)


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


def _coarse_light(picture: Tensor) -> Tensor:
    """Light (B, 1, S/4, S/4) of pictures (B, 3, S, S)."""
    return _reduce(_reduce(picture.mean(dim=1, keepdim=True)))


def _reduce(light: Tensor) -> Tensor:
    """Half the size, after the binomial filter 1 4 6 4 1."""
    row = torch.tensor([1.0, 4.0, 6.0, 4.0, 1.0], device=light.device, dtype=light.dtype) / 16
    kernel = (row[:, None] * row)[None, None]
    return functional.conv2d(functional.pad(light, (2, 2, 2, 2), mode="reflect"), kernel, stride=2)
