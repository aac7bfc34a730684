"""What a restorer's folder does not hold itself: files of other packs, verified by those who own them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from core.restoration.ridfr.device import AskForCpu
from core.restoration.ridfr.reference_encoder import VectorEncoder

Files = Mapping[str, tuple[Path, str]]
"""File name of packs.toml -> (verified path, SHA-256)."""


@dataclass(frozen=True)
class RestorerParts:
    """What a restorer of full size takes from elsewhere; `lite` needs none of it."""

    files: Files = field(default_factory=dict)
    open_vectors: Callable[[], VectorEncoder] | None = None
    """Loads ArcFace (buffalo_l): another face pack's vectors are another space."""
    cache: Path | None = None
    """Folder for what is computed once, the empty prompt."""
    ask_for_cpu: AskForCpu | None = None
