"""Typed notices of what changed, free of Qt; views reload just these ids."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PhotosChanged:
    """Rows of these photos (or their faces) were added or changed."""

    photo_ids: frozenset[int]
