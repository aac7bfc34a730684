"""What never changes between faces and needs large networks: computed once, kept in a file of 240 KB.

The empty prompt by SD1.5's text encoder, and the identity tokens of no reference: FaceID-Plus was
trained with images dropped, which its code shows as a vector of zeros and as CLIP's view of pixels
that are all zero (after normalisation: the mean colour).  The file says which weights it was made
with and is made anew when they are others.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from core.errors import WeightsError
from core.restoration.restorer import IdentityTokens
from core.restoration.ridfr.faceid_plus import FaceIdPlus
from core.restoration.ridfr.identity_encoder import IdentityFeatures
from core.restoration.ridfr.sd15_networks import empty_prompt
from core.restoration.ridfr.vision_transformers import TokenEncoder, load_clip

WeightsFile = tuple[Path, str]
"""A verified path and its SHA-256."""


class Constants(NamedTuple):
    """Tokens that every restoration shares."""

    prompt: Tensor
    """(77, 768) in fp32."""
    absent: IdentityTokens
    """(4, 768)"""


def read_constants(
    cache: Path | None,
    *,
    text_encoder: WeightsFile,
    clip: WeightsFile,
    adapter: WeightsFile,
    load_adapter: Callable[[], FaceIdPlus],
) -> Constants:
    """The constants of these weights, from the cache or computed and put there.

    Raises:
        WeightsError: a file does not fit.
    """
    made_with = {"text_encoder": text_encoder[1], "clip": clip[1], "adapter": adapter[1]}
    if cache is not None and (known := _read(cache, made_with)) is not None:
        return known
    constants = Constants(empty_prompt(text_encoder[0]), tokens_of_nobody(load_adapter(), load_clip(clip[0])))
    if cache is not None:
        _write(cache, constants, made_with)
    return constants


@torch.inference_mode()
def tokens_of_nobody(adapter: FaceIdPlus, clip: TokenEncoder) -> IdentityTokens:
    """Identity tokens (N, D) of a reference that is not there."""
    module = adapter.module()
    spatial = clip.of_blank()
    vector = torch.zeros(1, int(module.config["vector_size"]))
    tokens: Tensor = module(IdentityFeatures(vector, spatial, ()), spatial)
    return tokens[0].numpy().astype(np.float16)


def _read(cache: Path, made_with: dict[str, str]) -> Constants | None:
    try:
        with safe_open(cache, "pt") as file:
            if (file.metadata() or {}).get("made_with") != json.dumps(made_with, sort_keys=True):
                return None
            return Constants(file.get_tensor("prompt"), file.get_tensor("absent").numpy())
    except (OSError, SafetensorError):
        # Not there yet, or broken: it can be computed again.
        return None


def _write(cache: Path, constants: Constants, made_with: dict[str, str]) -> None:
    temporary = cache.with_name(cache.name + ".new")
    tensors = {"prompt": constants.prompt.contiguous(), "absent": torch.from_numpy(constants.absent)}
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        save_file(tensors, temporary, {"made_with": json.dumps(made_with, sort_keys=True)})
        os.replace(temporary, cache)
    except (OSError, SafetensorError) as error:
        raise WeightsError(
            "The empty prompt cannot be kept; check permissions and free space.", path=cache
        ) from error
