"""IP-Adapter-FaceID-Plus for SD1.5 (v1 and v2) from its published files into our own modules.

A checkpoint holds three things: the projection of ArcFace vector and CLIP tokens to four tokens
(33.58 M parameters), the second keys and values of the 16 cross-attention layers (19.17 M), and a
LoRA of rank 128 on all 32 attention layers (25.51 M), which is added to the UNet's weights once.
Published are a PyTorch file of two dictionaries, ``image_proj`` and ``ip_adapter``, and safetensors
whose names begin with these; layers are numbered by their place among the UNet's processors.

v1 and v2 have the same weights by name and shape; only v2 adds the vector's own tokens to what the
perceiver makes of them (the shortcut).  The file does not say which it is; its name does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from diffusers import UNet2DConditionModel
from torch import Tensor, nn

from core.errors import WeightsError
from core.restoration.ridfr.identity import IdentityInjectionModule
from core.restoration.ridfr.tensor_files import assemble, read_tensors

HEAD_WIDTH = 64
"""Width of the perceiver's heads: fixed in every published checkpoint."""

VERSION_2 = "plusv2"
"""In the file name of checkpoints made with the shortcut."""

PERCEIVER_NAMES = {
    "0.norm1": "ln0",
    "0.norm2": "ln1",
    "0.to_q": "attn.to_q",
    "0.to_out": "attn.to_out.0",
    "1.0": "ff.0",
    "1.1": "ff.1.net.0.proj",
    "1.3": "ff.1.net.2",
}
"""Parts of a perceiver layer: published name -> diffusers' name."""

PROJECTION_NAMES = {"proj.0": "proj.net.0.proj", "proj.2": "proj.net.2", "norm": "norm"}

LORA_TARGETS = {"q": "to_q", "k": "to_k", "v": "to_v", "out": "to_out.0"}

_LAYER = re.compile(r"perceiver_resampler\.layers\.(\d+)\.(.+)\.(weight|bias)")
_LORA = re.compile(r"(\d+)\.to_(q|k|v|out)_lora\.(down|up)\.weight")
_ADDED = re.compile(r"(\d+)\.to_(k|v)_ip\.weight")


@dataclass(frozen=True)
class FaceIdPlus:
    """A checkpoint, sorted."""

    path: Path
    shortcut: bool
    """v2."""
    projection: Mapping[str, Tensor]
    """Weights of `IdentityProjection`."""
    keys: Mapping[int, Tensor]
    """Processor's number -> (layer width, 768)."""
    values: Mapping[int, Tensor]
    lora: Mapping[tuple[int, str], tuple[Tensor, Tensor]]
    """(Processor's number, q k v or out) -> (down (128, in), up (out, 128)); may be empty."""

    @property
    def settings(self) -> dict[str, object]:
        """Settings of the `IdentityInjectionModule` that these weights make."""
        width = len(self.projection["proj_in.weight"])
        return {
            "layer_widths": tuple(len(self.keys[number]) for number in sorted(self.keys)),
            "token_width": width,
            "tokens": len(self.projection["proj.net.2.weight"]) // width,
            "vector_size": self.projection["proj.net.0.proj.weight"].shape[1],
            "feature_width": self.projection["proj_in.weight"].shape[1],
            "depth": len({name.split(".")[1] for name in self.projection if name.startswith("layers.")}),
            "head_width": HEAD_WIDTH,
            "shortcut": self.shortcut,
        }

    def module(self, dtype: torch.dtype = torch.float32) -> IdentityInjectionModule:
        """The identity injection module with these weights.

        Raises:
            WeightsError: weights are missing or do not fit each other.
        """
        weights = {f"projection.{name}": tensor for name, tensor in self.projection.items()}
        for kind, layers in (("to_keys", self.keys), ("to_values", self.values)):
            for place, number in enumerate(sorted(layers)):
                weights[f"{kind}.{place}.weight"] = layers[number]
        module: IdentityInjectionModule = assemble(
            lambda: IdentityInjectionModule(**self.settings), weights, path=self.path, dtype=dtype
        )
        return module

    def check_fits(self, prior: UNet2DConditionModel) -> None:
        """Refuse a prior that this checkpoint was not made for.

        Raises:
            WeightsError: its layers are others.
        """
        needed = IdentityInjectionModule.layers_of(prior)["layer_widths"]
        layers = _attention_layers(prior)
        fits = self.settings["layer_widths"] == needed and all(
            number < len(layers) and _fits(layers[number].get_submodule(LORA_TARGETS[target]), *factors)
            for (number, target), factors in self.lora.items()
        )
        if not fits:
            raise WeightsError(
                "This identity adapter was made for another Stable Diffusion; choose the one for 1.5.",
                path=self.path,
            )

    @torch.no_grad()
    def fuse_into(self, prior: UNet2DConditionModel) -> None:
        """Add the LoRA to the prior's attention weights, for good: W + up down, computed in fp32.

        Call once, before `IdentityInjectionModule.attach`.

        Raises:
            WeightsError: the checkpoint is for a prior of other layers.
        """
        self.check_fits(prior)
        layers = _attention_layers(prior)
        for (number, target), (down, up) in self.lora.items():
            weight = layers[number].get_parameter(f"{LORA_TARGETS[target]}.weight")
            weight.copy_((weight.float() + up.float() @ down.float()).to(weight.dtype))


def read_faceid_plus(path: Path, *, shortcut: bool | None = None) -> FaceIdPlus:
    """Read a published checkpoint.

    Args:
        path: ``.bin`` or ``.safetensors``.
        shortcut: whether it is of version 2; None goes by the file's name.

    Raises:
        WeightsError: not readable, another adapter, or for another Stable Diffusion.
    """
    tensors = read_tensors(path)
    projection = _starting_with(tensors, "image_proj.")
    adapter = _starting_with(tensors, "ip_adapter.")
    if not projection or not adapter:
        raise WeightsError("This is not an IP-Adapter checkpoint; choose ip-adapter-faceid-plus.", path=path)
    if "perceiver_resampler.proj_in.weight" not in projection:
        raise WeightsError(
            "This IP-Adapter is not of the kind “FaceID Plus”; choose ip-adapter-faceid-plus or plusv2.",
            path=path,
        )
    width = len(projection["perceiver_resampler.proj_in.weight"])
    outside = projection.get("perceiver_resampler.proj_out.weight")
    if outside is None or len(outside) != width:
        raise WeightsError(
            "This identity adapter was made for another Stable Diffusion; choose the one for 1.5.", path=path
        )
    keys, values, lora = _sort_layers(adapter, path)
    version_2 = VERSION_2 in path.name.lower() if shortcut is None else shortcut
    return FaceIdPlus(path, version_2, _rename_projection(projection, path), keys, values, lora)


def _attention_layers(prior: UNet2DConditionModel) -> list[nn.Module]:
    """All 32 attention layers, in the order by which checkpoints number them."""
    return [prior.get_submodule(name.removesuffix(".processor")) for name in prior.attn_processors]


def _fits(layer: nn.Module, down: Tensor, up: Tensor) -> bool:
    """Whether two factors make a change of this layer's weight."""
    outside, inside = layer.get_parameter("weight").shape
    return down.shape[1] == inside and up.shape[0] == outside and down.shape[0] == up.shape[1]


def _starting_with(tensors: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name[len(prefix) :]: tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def _rename_projection(published: Mapping[str, Tensor], path: Path) -> dict[str, Tensor]:
    """Published names -> those of `IdentityProjection`; keys and values apart."""
    renamed: dict[str, Tensor] = {}
    for name, tensor in published.items():
        stem, _, kind = name.rpartition(".")
        layer = _LAYER.fullmatch(name)
        if layer is None:
            known = PROJECTION_NAMES.get(stem) or stem.removeprefix("perceiver_resampler.")
            renamed[f"{known}.{kind}"] = tensor
        elif layer[2] == "0.to_kv":
            key, value = tensor.chunk(2)
            renamed[f"layers.{layer[1]}.attn.to_k.weight"] = key
            renamed[f"layers.{layer[1]}.attn.to_v.weight"] = value
        elif layer[2] in PERCEIVER_NAMES:
            renamed[f"layers.{layer[1]}.{PERCEIVER_NAMES[layer[2]]}.{kind}"] = tensor
        else:
            raise WeightsError("This identity adapter has an unknown part ({name}).", name=name, path=path)
    return renamed


def _sort_layers(
    adapter: Mapping[str, Tensor], path: Path
) -> tuple[dict[int, Tensor], dict[int, Tensor], dict[tuple[int, str], tuple[Tensor, Tensor]]]:
    """Weights of the attention layers by kind and number."""
    added: dict[str, dict[int, Tensor]] = {"k": {}, "v": {}}
    factors: dict[tuple[int, str], dict[str, Tensor]] = {}
    for name, tensor in adapter.items():
        if found := _ADDED.fullmatch(name):
            added[found[2]][int(found[1])] = tensor
        elif found := _LORA.fullmatch(name):
            factors.setdefault((int(found[1]), found[2]), {})[found[3]] = tensor
        else:
            raise WeightsError("This identity adapter has an unknown part ({name}).", name=name, path=path)
    if not added["k"] or added["k"].keys() != added["v"].keys():
        raise WeightsError("This identity adapter is not complete; download it again.", path=path)
    if any(len(pair) != 2 for pair in factors.values()):
        raise WeightsError("The LoRA of this identity adapter is not complete; download it again.", path=path)
    lora = {layer: (pair["down"], pair["up"]) for layer, pair in factors.items()}
    return added["k"], added["v"], lora
