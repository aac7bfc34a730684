"""The recipe of a restoration: with the same weights and plan it gives the same bytes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

USUAL_REFERENCES, MOST_REFERENCES = 4, 8
"""Reference faces for one restoration: as many as are chosen unless it is said otherwise, and at most."""

LATER_FIELDS = {
    "content_guidance": 1.0,
    "pre_restore": False,
    "colour_match": "auto",
    "outside_references": (),
}
"""Settings that came after the first recipes were stored, with what these meant."""


@dataclass(frozen=True)
class RestoreRecipe:
    """Every setting of one restoration (rule 4 of the product).

    Raises:
        ValueError: a value is out of its range.
    """

    restorer: str = "lite"
    weights: str = ""
    """SHA-256 over the restorer's module hashes; filled in by the service."""
    steps: int = 0
    """Sampling steps; 0 means the restorer's default."""
    seed: int = 0
    identity_scale: float = 1.0
    """Adapter scale of the identity injection module; 0 restores without reference."""
    guidance: float = 1.0
    """Identity guidance; 1 is off (one pass per step)."""
    reference_rule: str = "mean-prediction"
    """Several references: "mean-prediction" (RefID's averaged prediction) or "tokens"."""
    strength: float = 1.0
    """Blend of the restored face over the original at paste-back, [0, 1]."""
    grain: bool = True
    """Put the photo's own grain back onto the restored face."""
    chroma: str = "auto"
    """"auto" keeps the original's chroma for monochrome and tinted prints; "keep"; "restore"."""
    content_guidance: float = 1.0
    """How much more than the prior alone the low-quality face says (RefID's s_i); 1 is off."""
    pre_restore: bool = False
    """Clean the face with SwinIR first, where that pack is installed."""
    colour_match: str = "auto"
    """Colours after restoring: "none", "wavelet" or "adain"; "auto" as the restorer's settings say."""
    outside_references: tuple[str, ...] = ()
    """Digests of aligned reference crops that came from files outside the library."""

    def __post_init__(self) -> None:
        if not 0 <= self.steps <= 1000:
            raise ValueError(f"steps must be 0 to 1000, not {self.steps}")
        if not 0 <= self.seed < 2**63:
            raise ValueError(f"seed must be 0 to 2^63-1, not {self.seed}")
        if not 0.0 <= self.strength <= 1.0:
            raise ValueError(f"strength must be 0 to 1, not {self.strength}")
        if not 0.0 <= self.identity_scale <= 3.0:
            raise ValueError(f"identity_scale must be 0 to 3, not {self.identity_scale}")
        if self.reference_rule not in {"mean-prediction", "tokens"}:
            raise ValueError(f"reference_rule is mean-prediction or tokens, not {self.reference_rule}")
        if self.colour_match not in {"auto", "none", "wavelet", "adain"}:
            raise ValueError(f"colour_match is auto, none, wavelet or adain, not {self.colour_match}")
        if self.chroma not in {"auto", "keep", "restore"}:
            raise ValueError(f"chroma is auto, keep or restore, not {self.chroma}")

    def as_json(self) -> str:
        """Canonical JSON: sorted keys, no spaces; equal recipes give equal text."""
        values = asdict(self)
        for name, usual in LATER_FIELDS.items():
            # Recipes of before the field was there keep their text, and with it their keys.
            if values[name] == usual:
                del values[name]
        return json.dumps(values, sort_keys=True, separators=(",", ":"))

    @staticmethod
    def from_json(text: str) -> RestoreRecipe:
        values = json.loads(text)
        return RestoreRecipe(**values | {"outside_references": tuple(values.get("outside_references", ()))})

    def key(self, face_digest: str, reference_digests: tuple[str, ...]) -> str:
        """SHA-256 naming this restoration: same face, references and recipe, same key.

        `strength`, `grain` and `chroma` act at paste-back only but belong to the key, so
        that a stored result always says how it was made.
        """
        text = "\n".join([self.as_json(), face_digest, *reference_digests])
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class ExecutionPlan:
    """How the recipe was carried out; results are equal bytes only under an equal plan."""

    device: str
    dtype: str
    batch_size: int
    tiled: bool = False
    offloaded: bool = False
    threads: int = 0
    """CPU threads, 0 when not on a CPU."""

    def as_json(self) -> str:
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":"))

    @staticmethod
    def from_json(text: str) -> ExecutionPlan:
        return ExecutionPlan(**json.loads(text))
