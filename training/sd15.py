"""The paper's size: Stable Diffusion 1.5 as prior, FaceID-Plus as identity module, a fresh content module.

``tiny-sd15`` has the same parts in a size that trains in seconds: a UNet of two levels, a VAE of four
with eight channels, a reference encoder without weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from torch import Tensor
from torch.nn import functional

from core.analysis.backends import insightface
from core.domain.alignment import ARCFACE_112, FACEID_224, FFHQ_512, AlignmentTemplate
from core.domain.face import Landmarks
from core.restoration.restorer import Crop
from core.restoration.ridfr.conditions import CONDITION_CHANNELS, CONDITIONS
from core.restoration.ridfr.configuration import Configuration
from core.restoration.ridfr.content import ContentInjectionModule
from core.restoration.ridfr.device import LITE_NEEDS
from core.restoration.ridfr.identity import IdentityInjectionModule
from core.restoration.ridfr.identity_encoder import IdentityFeatures
from core.restoration.ridfr.latents import VaeLatents
from core.restoration.ridfr.modules import DenoisingModules
from core.restoration.ridfr.parts import RestorerParts
from core.restoration.ridfr.prediction import Epsilon
from core.restoration.ridfr.reference_encoder import VectorEncoder
from core.restoration.ridfr.sampling import SD15_SAMPLING, TRAINING_TIMESTEPS, SamplingSettings
from core.restoration.ridfr.sd15_loading import UNET, Sd15Loader
from core.restoration.ridfr.sd15_networks import load_unet
from core.restoration.ridfr.untrained import untrained_pipeline
from core.weights.store import PackStore

ADAPTERS = ("faceid-plusv2", "faceid-plus")
"""Packs of the identity module, the better one first."""

OPTIONAL = ("controlnet-tile", "swinir-face")

TINY_TEMPLATE = FFHQ_512.at(64)
TINY_LATENT_SIDE = 8
TINY_WIDTH = 32
TINY_PROMPT_TOKENS = 2
PATCHES, PATCH = 7, 4


@dataclass(frozen=True)
class Parts:
    """What a training model of this size is put together from."""

    modules: DenoisingModules
    configuration: Configuration
    template: AlignmentTemplate
    sampling: SamplingSettings


class PatchEncoder:
    """A reference encoder without weights: colours of places, for the tiny model."""

    template = ARCFACE_112

    def __call__(self, picture: Tensor) -> IdentityFeatures:
        """Vector (B, 48) of unit length and 49 patches of 48 values of crops (B, 3, 112, 112)."""
        coarse = functional.adaptive_avg_pool2d(picture, PATCH).flatten(1)
        fine = functional.adaptive_avg_pool2d(picture, PATCHES * PATCH)
        patches = functional.unfold(fine, PATCH, stride=PATCH).transpose(1, 2)
        return IdentityFeatures(functional.normalize(coarse, dim=1), patches, ())

    def release(self) -> None:
        """Nothing to let go of."""


def sd15_parts(packs: Path, condition: str) -> Parts:
    """The user's own downloads, with a content module that begins as a copy of the UNet.

    Args:
        packs: folder of packs: sd15-base, faceid-plusv2 or faceid-plus, clip-vit-h and buffalo_l.
        condition: "pixels" (7 channels, the paper's) or "latents" (8, its ablation).

    Raises:
        WeightsError: a pack is missing or does not fit.
    """
    parts = restorer_parts(packs)
    loader = Sd15Loader(packs, {"restorer": "sd15", "licence": "", "condition": condition}, parts)
    prior = load_unet(loader.path(UNET))
    # The LoRA is fused afterwards: the content module is a copy of Stable Diffusion's own UNet.
    content = ContentInjectionModule.from_prior(prior, CONDITION_CHANNELS[condition])
    loader.adapter.fuse_into(prior)
    modules = DenoisingModules(prior, content, loader.adapter.module())
    return Parts(modules, loader.configuration(), FFHQ_512, SD15_SAMPLING)


def restorer_parts(packs: Path) -> RestorerParts:
    """What restorers of full size take from the user's packs.

    Raises:
        WeightsError: a pack that all of them need is missing, or a file is not the pinned one.
    """
    store = PackStore(packs)
    adapter = next((name for name in ADAPTERS if store.installed(name)), ADAPTERS[0])
    names = ["sd15-base", adapter, "clip-vit-h", *(name for name in OPTIONAL if store.installed(name))]
    files = {name: found for pack in names for name, found in store.locate(pack).all_files().items()}
    faces = store.locate("buffalo_l").folder
    return RestorerParts(files, lambda: arcface(faces), packs / "computed")


def arcface(folder: Path) -> VectorEncoder:
    """ArcFace's vectors of crops that are aligned for FaceID."""
    _, embedder = insightface.load(folder, threads=1)
    landmarks = Landmarks.from_array(FACEID_224.points)

    def vector(crop: Crop) -> np.ndarray:
        return np.asarray(embedder.embed(crop, [landmarks])[0], dtype=np.float32)

    return vector


def untrained_sd15_parts(condition: str) -> Parts:
    """Random weights of full size, to measure how fast training is."""
    pipeline = untrained_pipeline(condition, device="cpu")
    denoiser = pipeline.denoiser
    modules = DenoisingModules(denoiser.prior, denoiser.content, pipeline.identity)
    return Parts(modules, pipeline.configuration, FFHQ_512, SD15_SAMPLING)


def tiny_sd15_parts(condition: str) -> Parts:
    """Fresh modules of the tiny model."""
    prior = UNet2DConditionModel(
        sample_size=TINY_LATENT_SIDE,
        in_channels=4,
        out_channels=4,
        block_out_channels=(32, 64),
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
        layers_per_block=1,
        cross_attention_dim=TINY_WIDTH,
        attention_head_dim=4,
        norm_num_groups=8,
    )
    features = 3 * PATCH**2
    identity = IdentityInjectionModule(
        **IdentityInjectionModule.layers_of(prior),
        token_width=TINY_WIDTH,
        tokens=4,
        vector_size=features,
        feature_width=features,
        depth=1,
        head_width=16,
    )
    content = ContentInjectionModule.from_prior(prior, CONDITION_CHANNELS[condition])
    vae = AutoencoderKL(
        block_out_channels=(8, 8, 8, 8),
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        layers_per_block=1,
        latent_channels=4,
        norm_num_groups=4,
        sample_size=TINY_TEMPLATE.size,
    )
    configuration = Configuration(
        codec=VaeLatents(vae),
        condition=CONDITIONS[condition](),
        prediction=Epsilon(),
        encoder=PatchEncoder(),
        needs=LITE_NEEDS,
        prompt=torch.zeros(TINY_PROMPT_TOKENS, TINY_WIDTH),
    )
    sampling = SamplingSettings(start_timestep=TRAINING_TIMESTEPS, default_steps=4, start="noise")
    return Parts(DenoisingModules(prior, content, identity), configuration, TINY_TEMPLATE, sampling)
