"""CLIP ViT-H and FaRL from the names of their published files."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional
from transformers import CLIPVisionConfig, CLIPVisionModel

from core.errors import WeightsError
from core.restoration.ridfr import vision_transformers
from core.restoration.ridfr.vision_transformers import VIT_B, VIT_H, load_clip, load_farl

WIDTH, HEADS, LAYERS, PATCH = 32, 2, 3, 56
TINY = CLIPVisionConfig(
    hidden_size=WIDTH,
    intermediate_size=64,
    num_hidden_layers=LAYERS,
    num_attention_heads=HEADS,
    patch_size=PATCH,
    image_size=224,
    hidden_act="quick_gelu",
)


def test_both_networks_have_their_published_sizes() -> None:
    with torch.device("meta"):
        large, small = CLIPVisionModel(VIT_H), CLIPVisionModel(VIT_B)
    assert sum(p.numel() for p in large.parameters()) == 630_766_080
    assert sum(p.numel() for p in small.parameters()) == 85_799_424
    assert large.embeddings.num_positions == 257
    assert small.embeddings.num_positions == 197


def openai_weights() -> dict[str, Tensor]:
    """A tiny vision transformer under the names of CLIP's first release."""
    torch.manual_seed(0)
    shapes = {
        "class_embedding": (WIDTH,),
        "positional_embedding": (17, WIDTH),
        "conv1.weight": (WIDTH, 3, PATCH, PATCH),
        "proj": (WIDTH, 8),
    }
    for name in ("ln_pre", "ln_post"):
        shapes |= {f"{name}.weight": (WIDTH,), f"{name}.bias": (WIDTH,)}
    for number in range(LAYERS):
        block = f"transformer.resblocks.{number}"
        for name in ("ln_1", "ln_2"):
            shapes |= {f"{block}.{name}.weight": (WIDTH,), f"{block}.{name}.bias": (WIDTH,)}
        shapes |= {
            f"{block}.attn.in_proj_weight": (3 * WIDTH, WIDTH),
            f"{block}.attn.in_proj_bias": (3 * WIDTH,),
        }
        for name, (outside, inside) in {
            "attn.out_proj": (WIDTH, WIDTH),
            "mlp.c_fc": (64, WIDTH),
            "mlp.c_proj": (WIDTH, 64),
        }.items():
            shapes |= {f"{block}.{name}.weight": (outside, inside), f"{block}.{name}.bias": (outside,)}
    return {name: 0.3 * torch.randn(shape) for name, shape in shapes.items()}


def plain_forward(weights: dict[str, Tensor], pixels: Tensor) -> Tensor:
    """CLIP's vision transformer written out."""

    def norm(x: Tensor, name: str) -> Tensor:
        return functional.layer_norm(x, (WIDTH,), weights[f"{name}.weight"], weights[f"{name}.bias"])

    def linear(x: Tensor, name: str) -> Tensor:
        return functional.linear(x, weights[f"{name}.weight"], weights[f"{name}.bias"])

    x = functional.conv2d(pixels, weights["conv1.weight"], stride=PATCH).flatten(2).transpose(1, 2)
    x = torch.cat([weights["class_embedding"].expand(len(x), 1, -1), x], 1)
    x = norm(x + weights["positional_embedding"], "ln_pre")
    for number in range(LAYERS):
        block = f"transformer.resblocks.{number}"
        inner = norm(x, f"{block}.ln_1")
        packed = functional.linear(
            inner, weights[f"{block}.attn.in_proj_weight"], weights[f"{block}.attn.in_proj_bias"]
        )
        query, key, value = packed.reshape(len(x), 17, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        attended = ((query @ key.mT) / (WIDTH / HEADS) ** 0.5).softmax(-1) @ value
        x = x + linear(attended.transpose(1, 2).flatten(2), f"{block}.attn.out_proj")
        hidden = linear(norm(x, f"{block}.ln_2"), f"{block}.mlp.c_fc")
        x = x + linear(hidden * torch.sigmoid(1.702 * hidden), f"{block}.mlp.c_proj")
    return norm(x, "ln_post")


def test_farls_tokens_are_those_of_the_network_written_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vision_transformers, "VIT_B", TINY)
    weights = openai_weights()
    published = {f"visual.{name}": tensor for name, tensor in weights.items()}
    torch.save({"state_dict": published | {"visual.lm_head.weight": torch.zeros(2)}}, tmp_path / "farl.pth")
    picture = torch.rand(2, 3, 224, 224) * 2 - 1
    encoder = load_farl(tmp_path / "farl.pth")
    pixels = ((picture + 1) / 2 - encoder.mean) / encoder.deviation
    assert torch.allclose(encoder(picture), plain_forward(weights, pixels), atol=1e-4)


@pytest.fixture
def clip_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny CLIP as h94 publishes its image encoder: prefixed, with a projection and old positions."""
    monkeypatch.setattr(vision_transformers, "VIT_H", TINY)
    torch.manual_seed(3)
    weights = {f"vision_model.{name}": tensor for name, tensor in CLIPVisionModel(TINY).state_dict().items()}
    weights["visual_projection.weight"] = torch.zeros(8, WIDTH)
    weights["vision_model.embeddings.position_ids"] = torch.arange(17)[None]
    save_file(
        {name: tensor.contiguous() for name, tensor in weights.items()}, tmp_path / "clip_vision.safetensors"
    )
    return tmp_path / "clip_vision.safetensors"


def test_clips_tokens_are_what_enters_its_last_layer(clip_file: Path) -> None:
    encoder = load_clip(clip_file)
    entering: list[Tensor] = []
    encoder.network.encoder.layers[-1].register_forward_pre_hook(
        lambda _layer, inputs, given: entering.append(inputs[0] if inputs else given["hidden_states"]),
        with_kwargs=True,
    )
    tokens = encoder(torch.rand(1, 3, 224, 224))
    assert tokens.shape == (1, 17, WIDTH)
    assert torch.equal(tokens, entering[0])


def test_the_view_of_nothing_is_that_of_the_mean_colour(clip_file: Path) -> None:
    encoder = load_clip(clip_file)
    even = (encoder.mean * 2 - 1).expand(1, 3, 224, 224)
    assert torch.allclose(encoder.of_blank(), encoder(even), atol=1e-5)


def test_files_of_other_networks_are_refused(tmp_path: Path) -> None:
    save_file({"a": torch.zeros(1)}, tmp_path / "other.safetensors")
    with pytest.raises(WeightsError, match="not a CLIP"):
        load_clip(tmp_path / "other.safetensors")
    with pytest.raises(WeightsError, match="not a FaRL"):
        load_farl(tmp_path / "other.safetensors")
