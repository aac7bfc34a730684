"""The real sizes: counted on torch's meta device, and run once end to end on a CPU."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from diffusers import AutoencoderKL
from transformers import CLIPTextModel

from core.domain.recipe import ExecutionPlan, RestoreRecipe
from core.progress import Progress
from core.restoration.restorer import Reference, RestoreRequest
from core.restoration.ridfr.content import ContentInjectionModule
from core.restoration.ridfr.device import SD15_NEEDS
from core.restoration.ridfr.identity import IdentityInjectionModule
from core.restoration.ridfr.latents import SD15_VAE
from core.restoration.ridfr.modules import parameters_of
from core.restoration.ridfr.sd15_networks import TEXT_ENCODER, build_content, build_unet
from core.restoration.ridfr.untrained import FACEID_PLUS, untrained_pipeline


def test_every_network_has_its_published_number_of_parameters() -> None:
    with torch.device("meta"):
        unet, text = build_unet(), CLIPTextModel(TEXT_ENCODER)
        tile, vae = build_content("picture"), AutoencoderKL(**SD15_VAE)
        content = ContentInjectionModule.from_prior(unet, 3)
        widths = IdentityInjectionModule.layers_of(unet)["layer_widths"]
        identity = IdentityInjectionModule(layer_widths=widths, **FACEID_PLUS)
    counted = {
        "unet": parameters_of(unet),
        "content": parameters_of(content),
        "tile": parameters_of(tile),
        "vae": parameters_of(vae),
        "text": parameters_of(text),
        "projection": parameters_of(identity.projection),
        "layers": parameters_of(identity.to_keys, identity.to_values),
    }
    assert {name: round(count / 1e6, 2) for name, count in counted.items()} == {
        "unet": 859.52,
        "content": 360.20,
        "tile": 361.28,
        "vae": 83.65,
        "text": 123.06,
        "projection": 33.58,
        "layers": 19.17,
    }
    sampling = counted["unet"] + counted["tile"] + counted["vae"] + counted["layers"]
    assert sampling <= SD15_NEEDS.parameters <= 1.01 * sampling


def test_seven_and_eight_channels_are_the_tile_module_without_its_encoder() -> None:
    with torch.device("meta"):
        unet = build_unet()
        built = {condition: build_content(condition) for condition in ("pixels", "latents", "picture")}
        derived = ContentInjectionModule.from_prior(unet, 3)
    shapes = {name: built[name].conv_in.weight.shape for name in built}
    assert shapes == {"pixels": (320, 7, 3, 3), "latents": (320, 8, 3, 3), "picture": (320, 4, 3, 3)}
    assert derived.state_dict().keys() == built["pixels"].state_dict().keys()
    assert not [name for name in derived.state_dict() if "cond_embedding" in name]


@pytest.mark.slow
@pytest.mark.full_size
@pytest.mark.timeout(3600)
def test_a_face_is_restored_at_full_size_on_a_cpu() -> None:
    torch.set_num_threads(1)
    pipeline = untrained_pipeline("pixels", plan=ExecutionPlan("cpu", "float32", 1, threads=1))
    assert round(pipeline.spec.parameters / 1e6) == 1356
    rng = np.random.default_rng(0)
    reference = Reference(pipeline.encode_reference(rng.integers(0, 256, (224, 224, 3)).astype(np.uint8)))
    assert reference.tokens.shape == (4, 768)
    crop = rng.integers(0, 256, (512, 512, 3)).astype(np.uint8)
    recipe = RestoreRecipe(restorer=pipeline.spec.name, steps=1)
    steps: list[str] = []
    result = pipeline.restore(
        [RestoreRequest(crop, (reference,), recipe)], Progress(lambda _, message: steps.append(message))
    )
    assert steps == ["step 1 of 1", "step 1 of 1"]
    assert result.crops[0].shape == (512, 512, 3)
    assert result.crops[0].std() > 1
