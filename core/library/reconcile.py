"""Bringing new detections of a photo together with the faces that the library knows.

Numbers, names, states, links and boxes drawn by users outlive every new analysis, also by
another detector.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.face import Box

SAME_FACE = 0.5
"""Overlap (intersection over union) above which two boxes are one face."""


def match_boxes(known: Sequence[Box], found: Sequence[Box]) -> dict[int, int]:
    """Index of `known` by index of `found`: each at most once, best overlaps first.

    Deterministic: of equal overlaps the one with the smaller indices wins.
    """
    pairs = [
        (-overlap, known_index, found_index)
        for known_index, known_box in enumerate(known)
        for found_index, found_box in enumerate(found)
        if (overlap := known_box.overlap(found_box)) > SAME_FACE
    ]
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, known_index, found_index in sorted(pairs):
        if found_index not in matched and known_index not in taken:
            matched[found_index] = known_index
            taken.add(known_index)
    return matched
