"""The Identity Injection Module (RIDFR, section 3.2): reference features -> tokens -> attention.

The identity vector asks (query), the reference's spatial features answer (key and value), and a
shortcut keeps what the vector alone says; the resulting tokens enter the prior through decoupled
cross-attention, a second pair of keys and values beside those of the (empty) prompt:

    z' = Attention(Q, K_prompt, V_prompt) + scale * Attention(Q, K_id, V_id)

The context is composite (RefID): beside the identity's tokens a reference gives one token per
place of its face.  What lies near in the aligned face is looked at first,

    logits = Q K^T / sqrt(d) - g_h |place_q - place_k|^2

with one learnt g per head; identity tokens lie nowhere and are near to all.

Keys and values have no bias, so tokens of zeros add exactly nothing: a face without reference is
restored by the prior and the content module alone, also inside a mixed batch.
"""

from __future__ import annotations

import math
from typing import NamedTuple, cast

import torch
from diffusers import ConfigMixin, ModelMixin, UNet2DConditionModel
from diffusers.configuration_utils import register_to_config
from diffusers.models.attention_processor import Attention
from diffusers.models.embeddings import IPAdapterFaceIDPlusImageProjection
from torch import Tensor, nn
from torch.nn import functional

from core.restoration.ridfr.composite import CompositeContext
from core.restoration.ridfr.detail import DetailInjection
from core.restoration.ridfr.face_features import REDUCTION, FaceFeatures, face_places
from core.restoration.ridfr.identity_encoder import IdentityFeatures

LOCALITY = (8.0, 128.0)
"""Range over the heads in which g begins: they look as far as 1/4 and 1/16 of the face."""


class IdentityContext(NamedTuple):
    """What the prior's cross-attention layers receive as `encoder_hidden_states`.

    It travels through diffusers' blocks as it is and is taken apart by `DecoupledAttention`;
    nothing is kept on a module between calls, so faces and threads cannot mix.
    """

    prompt: Tensor
    """(B, L, D) the empty prompt."""
    tokens: Tensor
    """(B, N, D) tokens, reference after reference; zeros where a face has no reference."""
    scale: Tensor
    """(B,) adapter scale."""
    bias: Tensor
    """(B, N) added to the logits of the tokens: log of a reference's weight, very low for padding."""
    pictures: Tensor | None = None
    """(B, R, 3, S, S) the references themselves in [-1, 1], where detail is injected."""
    shares: Tensor | None = None
    """(B, R) how much the detail of each counts; sums to 1."""

    def to_dtype(self, dtype: torch.dtype) -> IdentityContext:
        """The context in a prior's precision; weights of references keep theirs."""
        return self._replace(prompt=self.prompt.to(dtype), tokens=self.tokens.to(dtype))


class DecoupledAttention:
    """Attention processor of one cross-attention layer.

    Not an `nn.Module`: a module set as processor would become part of the prior and be saved
    and counted with it.  The layers belong to the `IdentityInjectionModule`.
    """

    def __init__(self, to_key: nn.Module, to_value: nn.Module, near: Nearness | None = None) -> None:
        self.to_key = to_key
        self.to_value = to_value
        self.near = near

    def __call__(
        self,
        attention: Attention,
        hidden_states: Tensor,
        encoder_hidden_states: IdentityContext,
        attention_mask: Tensor | None = None,
    ) -> Tensor:
        """Attend from (B, L, C) to the prompt and to the identity tokens."""
        del attention_mask
        prompt, tokens, scale, bias = encoder_hidden_states[:4]
        query = _split(attention.to_q(hidden_states), attention.heads)
        attended = _attend(query, attention.to_k(prompt), attention.to_v(prompt), attention.heads)
        logits = bias[:, None, None].to(query.dtype)
        if self.near is not None:
            logits = logits + self.near(query.shape[-2], tokens.shape[1]).to(query.dtype)
        identity = _attend(query, self.to_key(tokens), self.to_value(tokens), attention.heads, logits)
        joined = attended + scale[:, None, None].to(identity.dtype) * identity
        output: Tensor = attention.to_out[1](attention.to_out[0](joined))
        return output


class Nearness(nn.Module):
    """How much the heads of one layer prefer tokens of the same place of the face."""

    places: Tensor
    """(M, 2) of the tokens of one reference that have a place; these are its last M."""

    def __init__(self, heads: int, global_tokens: int, side: int) -> None:
        super().__init__()
        low, high = (math.log(value) for value in LOCALITY)
        spread = torch.linspace(low, high, heads) if heads > 1 else torch.tensor([(low + high) / 2])
        self.log_gain = nn.Parameter(spread)
        self.global_tokens = global_tokens
        self.register_buffer("places", face_places(side), persistent=False)

    def forward(self, queries: int, tokens: int) -> Tensor:
        """Logits (heads, L, N) to add, for L = s^2 queries and the N tokens of some references."""
        asking = face_places(math.isqrt(queries)).to(self.places.device)
        distance = (asking[:, None] - self.places[None]).square().sum(dim=-1)
        one = functional.pad(distance, (self.global_tokens, 0))
        return -self.log_gain.exp()[:, None, None] * one.repeat(1, tokens // one.shape[1])


class IdentityProjection(IPAdapterFaceIDPlusImageProjection):  # type: ignore[misc]
    """IP-Adapter-FaceID-Plus' projection with the features as an argument.

    The parent keeps the reference's features on itself between two calls, which mixes up faces
    in batches and threads; weights and arithmetic are the parent's.  With its `shortcut` (v2, and
    the paper's text) the vector's own tokens are added to what the features make of them.
    """

    def forward(self, vector: Tensor, spatial: Tensor) -> Tensor:
        """Identity vector (B, V) and spatial features (B, L, C) -> tokens (B, N, D)."""
        tokens = self.proj(vector).reshape(len(vector), self.num_tokens, self.embed_dim)
        asking = self.norm(tokens)
        features = self.proj_in(spatial)
        latents = asking
        for layer in self.layers:
            latents = layer(features, latents, latents)
        answer: Tensor = self.norm_out(self.proj_out(latents))
        return asking + answer if self.shortcut else answer


class IdentityInjectionModule(ModelMixin, ConfigMixin):  # type: ignore[misc]
    """Projection of references to tokens, and the adapter layers that carry them.

    The projection is FaceID-Plus' perceiver, or with `feature_tokens` RefID's composite context of
    the identity vector and that many tokens of a second encoder.
    """

    config_name = "config.json"

    @register_to_config  # type: ignore[untyped-decorator]
    def __init__(
        self,
        *,
        layer_widths: tuple[int, ...] = (80, 160),
        token_width: int = 128,
        tokens: int = 8,
        vector_size: int = 128,
        feature_width: int = 256,
        depth: int = 2,
        head_width: int = 32,
        layer_heads: tuple[int, ...] = (4, 4),
        place_side: int = 0,
        place_width: int = 96,
        detail_shares: tuple[float, ...] = (),
        shortcut: bool = True,
        feature_tokens: int = 0,
    ) -> None:
        super().__init__()
        if feature_tokens:
            self.projection = CompositeContext(
                vector_size=vector_size,
                feature_width=feature_width,
                feature_tokens=feature_tokens,
                width=token_width,
            )
        else:
            self.projection = IdentityProjection(
                embed_dims=token_width,
                output_dims=token_width,
                hidden_dims=feature_width,
                id_embeddings_dim=vector_size,
                depth=depth,
                dim_head=head_width,
                heads=token_width // head_width,
                num_tokens=tokens,
            )
            self.projection.shortcut = shortcut
        self.to_keys = nn.ModuleList(nn.Linear(token_width, width, bias=False) for width in layer_widths)
        self.to_values = nn.ModuleList(nn.Linear(token_width, width, bias=False) for width in layer_widths)
        self.features = FaceFeatures(token_width, place_width) if place_side else None
        self.detail = DetailInjection(shares=detail_shares) if detail_shares else None
        self.near = nn.ModuleList(Nearness(heads, tokens, place_side) for heads in layer_heads if place_side)

    @property
    def token_shape(self) -> tuple[int, int]:
        """(N, D) of the tokens of one reference."""
        places, described = int(self.config["place_side"]) ** 2, int(self.config["feature_tokens"])
        own = 1 + described if described else int(self.config["tokens"])
        width = int(self.config["token_width"])
        pixels = 3 * REDUCTION**2 * places // width if self.detail is not None else 0
        return own + places + pixels, width

    @staticmethod
    def layers_of(prior: UNet2DConditionModel) -> dict[str, tuple[int, ...]]:
        """Widths and heads of the prior's cross-attention layers, in the order of its processors."""
        layers = [prior.get_submodule(name) for name in _cross_attentions(prior)]
        return {
            "layer_widths": tuple(layer.to_q.out_features for layer in layers),
            "layer_heads": tuple(layer.heads for layer in layers),
        }

    def attach(self, prior: UNet2DConditionModel) -> None:
        """Give every cross-attention layer of the prior its second pair of keys and values."""
        processors = dict(prior.attn_processors)
        near = [cast(Nearness | None, layer) for layer in self.near or [None] * len(self.to_keys)]
        names = _cross_attentions(prior)
        for name, key, value, layer in zip(names, self.to_keys, self.to_values, near, strict=True):
            processors[f"{name}.processor"] = DecoupledAttention(key, value, layer)
        prior.set_attn_processor(processors)

    def forward(self, features: IdentityFeatures, crop: Tensor) -> Tensor:
        """Tokens (B, N, D) of references: those of their identity, then those of their places.

        Args:
            features: what the identity encoder sees in the references.
            crop: the references themselves (B, 3, S, S) in [-1, 1], S eight times `place_side`.
        """
        tokens: Tensor = self.projection(features.vector, features.spatial)
        if self.features is None:
            return tokens
        if crop.shape[-1] != REDUCTION * self.config["place_side"]:
            raise ValueError(
                f"a reference of {crop.shape[-1]} px does not fit {self.config['place_side']} places"
            )
        rows = [tokens, self.features(crop)]
        if self.detail is not None:
            rows.append(crop.reshape(len(crop), -1, tokens.shape[-1]))
        return torch.cat(rows, dim=1)

    def split(self, context: IdentityContext) -> IdentityContext:
        """Part what `forward` joined: tokens for the attention, pictures for the detail injection."""
        if self.detail is None:
            return context
        count, width = self.token_shape
        side = REDUCTION * int(self.config["place_side"])
        attended = count - 3 * side**2 // width
        batch = len(context.tokens)
        rows = context.tokens.reshape(batch, -1, count, width)
        bias = context.bias.reshape(batch, -1, count)
        return context._replace(
            tokens=rows[:, :, :attended].flatten(1, 2),
            bias=bias[:, :, :attended].flatten(1),
            pictures=rows[:, :, attended:].reshape(batch, -1, 3, side, side),
            shares=bias[:, :, 0].softmax(dim=1),
        )


def _cross_attentions(prior: UNet2DConditionModel) -> list[str]:
    """Names of the cross-attention layers, in the order of `attn_processors`."""
    names = [name.removesuffix(".processor") for name in prior.attn_processors]
    return [name for name in names if name.endswith("attn2")]


def _split(x: Tensor, heads: int) -> Tensor:
    """(B, L, C) -> (B, heads, L, C / heads)."""
    return x.reshape(*x.shape[:-1], heads, -1).transpose(1, 2)


def _attend(query: Tensor, key: Tensor, value: Tensor, heads: int, bias: Tensor | None = None) -> Tensor:
    """Scaled dot-product attention: query (B, h, L, c), key and value (B, N, C) -> (B, L, C)."""
    key, value = _split(key, heads), _split(value, heads)
    attended = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
    return attended.transpose(1, 2).flatten(2)


def identity_context(
    tokens: Tensor, scale: Tensor, bias: Tensor | None = None, prompt: Tensor | None = None
) -> IdentityContext:
    """Context of a batch: tokens (B, N, D), scale (B,), bias (B, N) or all tokens alike.

    The prompt (L, D) is the cached empty one of a text encoder; without it, that of a prior which
    never had one: one token of zeros.
    """
    said = torch.zeros_like(tokens[:, :1]) if prompt is None else prompt.expand(len(tokens), -1, -1)
    return IdentityContext(said, tokens, scale, torch.zeros_like(tokens[..., 0]) if bias is None else bias)
