"""Typed notices of what changed, free of Qt; views reload just these ids."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PhotosChanged:
    """Rows of these photos (or their faces) were added or changed."""

    photo_ids: frozenset[int]


@dataclass(frozen=True)
class PeopleChanged:
    """Names, members or suggestions of these people changed."""

    person_ids: frozenset[int]


@dataclass(frozen=True)
class RestorationsChanged:
    """State or decision of these restorations changed."""

    restoration_ids: frozenset[int]


Event = PhotosChanged | PeopleChanged | RestorationsChanged
