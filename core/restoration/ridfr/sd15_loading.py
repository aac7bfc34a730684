"""`sd15` and `sd15-tile`: a folder with settings (and a content module) and the user's own downloads.

The folder's ``config.json`` says ``"configuration": "sd15"`` and what the content module is given:

    condition   "pixels"   the paper's 7 channels;  ``modules.content`` names its file and SHA-256
                "latents"  its ablation with 8;     likewise
                "picture"  ControlNet-Tile, from its own pack
    sampling    fields of `SamplingSettings`, by default those of `SD15_SAMPLING`
    colour_match, channel_order   "none" and "rgb" unless said otherwise

Everything else is found by the file names of packs.toml.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import Any

from core.domain.alignment import FFHQ_512
from core.errors import WeightsError
from core.restoration.ridfr.conditions import CONDITIONS
from core.restoration.ridfr.configuration import Configuration
from core.restoration.ridfr.constants import Constants, read_constants
from core.restoration.ridfr.device import SD15_NEEDS, choose_plan
from core.restoration.ridfr.faceid_plus import VERSION_2, FaceIdPlus, read_faceid_plus
from core.restoration.ridfr.latents import load_vae
from core.restoration.ridfr.modules import DenoisingModules
from core.restoration.ridfr.parts import RestorerParts
from core.restoration.ridfr.pipeline import RestorerCard, RidfrPipeline
from core.restoration.ridfr.prediction import Epsilon
from core.restoration.ridfr.reference_encoder import FaceIdEncoder, VectorEncoder
from core.restoration.ridfr.sampling import SD15_SAMPLING, SamplingSettings
from core.restoration.ridfr.sd15_networks import load_content, load_unet
from core.restoration.ridfr.swinir import SwinIr, load_swinir
from core.restoration.ridfr.vision_transformers import load_clip

UNET, VAE, TEXT_ENCODER = "unet.safetensors", "vae.safetensors", "text_encoder.safetensors"
CLIP, TILE, SWINIR = "clip_vision.safetensors", "controlnet_tile.bin", "face_swinir_v1.ckpt"
FACEID = "faceid-plus"
"""In the name of the identity adapter's file, of either version and format."""


class Sd15Loader:
    """Loads the pieces of one restorer of full size."""

    def __init__(self, folder: Path, config: Mapping[str, Any], parts: RestorerParts) -> None:
        self.folder = folder
        self.config = config
        self.parts = parts
        self.condition = str(config.get("condition", "pixels"))
        if self.condition not in CONDITIONS:
            raise WeightsError(
                "The restorer's config.json knows no condition “{condition}”.",
                condition=self.condition,
                path=folder,
            )

    def pipeline(self, device: str | None) -> RidfrPipeline:
        """The restorer.

        Raises:
            WeightsError: a part is missing or does not fit.
            DeviceError: this machine cannot run it.
        """
        plan = choose_plan(device, SD15_NEEDS)
        prior = load_unet(self.path(UNET))
        self.adapter.fuse_into(prior)
        content = load_content(self.content[0], self.condition)
        modules = DenoisingModules(prior, content, self.adapter.module())
        card = RestorerCard(
            name=self.config["restorer"],
            weights=self.digest(),
            licence=self.config["licence"],
            template=FFHQ_512,
            sampling=self.sampling,
        )
        return RidfrPipeline(modules, card, plan, self.configuration(), ask_for_cpu=self.parts.ask_for_cpu)

    def configuration(self) -> Configuration:
        """Codec, condition, encoders and cached tokens."""
        constants = self.constants()
        return Configuration(
            codec=load_vae(self.path(VAE)),
            condition=CONDITIONS[self.condition](),
            prediction=Epsilon(),
            encoder=FaceIdEncoder(
                self.open_vectors,
                lambda: load_clip(self.path(CLIP)),
                channel_order=self.config.get("channel_order", "rgb"),
            ),
            needs=SD15_NEEDS,
            prompt=constants.prompt,
            absent=constants.absent,
            colour_match=self.config.get("colour_match", "none"),
            open_cleaner=self.load_cleaner if SWINIR in self.parts.files else None,
        )

    @property
    def sampling(self) -> SamplingSettings:
        """The paper's, but for what the folder says."""
        return SamplingSettings(**asdict(SD15_SAMPLING) | self.config.get("sampling", {}))

    @cached_property
    def adapter_file(self) -> tuple[Path, str]:
        """The identity adapter, of either version."""
        named = [found for name, found in self.parts.files.items() if FACEID in name]
        if not named:
            raise WeightsError("The identity adapter is not installed: ridfr packs download faceid-plusv2.")
        return named[0]

    @cached_property
    def adapter(self) -> FaceIdPlus:
        """The identity adapter, read."""
        return read_faceid_plus(self.adapter_file[0])

    @cached_property
    def content(self) -> tuple[Path, str]:
        """File and hash of the content module."""
        if self.condition == "picture":
            return self.found(TILE)
        entry = self.config.get("modules", {}).get("content")
        if entry is None:
            raise WeightsError(
                "The restorer's config.json names no content module; add the folder that the export of the "
                "training writes (ridfr packs add sd15 FOLDER).",
                path=self.folder,
            )
        path = self.folder / str(entry["file"])
        if _digest_of(path) != entry["sha256"]:
            raise WeightsError(
                "The content module is not the one its config.json was written for; add the folder again.",
                path=path,
            )
        return path, str(entry["sha256"])

    def constants(self) -> Constants:
        """The empty prompt and the tokens of no reference, computed when they are not cached yet."""
        return read_constants(
            None if self.parts.cache is None else self.parts.cache / "sd15_constants.safetensors",
            text_encoder=self.found(TEXT_ENCODER),
            clip=self.found(CLIP),
            adapter=self.adapter_file,
            load_adapter=lambda: self.adapter,
        )

    def digest(self) -> str:
        """SHA-256 over all that makes a result but the recipe."""
        hashes = {name: self.found(name)[1] for name in (UNET, VAE, TEXT_ENCODER, CLIP)}
        hashes |= {"adapter": self.adapter_file[1], "content": self.content[1]}
        if SWINIR in self.parts.files:
            hashes["cleaner"] = self.found(SWINIR)[1]
        settings = [self.condition, asdict(self.sampling), VERSION_2 in self.adapter_file[0].name]
        settings += [self.config.get("colour_match", "none"), self.config.get("channel_order", "rgb")]
        text = json.dumps([hashes, settings], sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def open_vectors(self) -> VectorEncoder:
        """ArcFace.

        Raises:
            WeightsError: its pack is not installed.
        """
        if self.parts.open_vectors is None:
            raise WeightsError(
                "References are read with the pack “buffalo_l”; install it: ridfr packs download buffalo_l."
            )
        return self.parts.open_vectors()

    def load_cleaner(self) -> SwinIr:
        """SwinIR, loaded anew each time: batches that are cleaned are few."""
        return load_swinir(self.path(SWINIR))

    def found(self, name: str) -> tuple[Path, str]:
        """Path and hash of a part.

        Raises:
            WeightsError: it is not installed.
        """
        if name not in self.parts.files:
            raise WeightsError(
                "The restorer “{restorer}” needs {name}, which is not installed: ridfr packs "
                "show {restorer}.",
                restorer=self.config["restorer"],
                name=name,
            )
        return self.parts.files[name]

    def path(self, name: str) -> Path:
        """Path of a part; see `found`."""
        return self.found(name)[0]


def _digest_of(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise WeightsError("The content module is missing; add the folder again.", path=path) from error
