"""Grouping: faces that look alike become people, named or not yet.

What always holds: a face the user confirmed never moves, also when they confirm it while
grouping computes; a name from the photo's own metadata is not overruled by likeness; people keep
their numbers from run to run; the same faces give the same people.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.clustering.cluster import group, place
from core.clustering.options import GroupOptions
from core.clustering.suggesting import Merge, Split, find_merges, find_splits
from core.domain.face import FaceState, likelihood_words
from core.domain.grouping import (
    NO_GROUP,
    NO_PERSON,
    GroupingFaces,
    Placement,
    Suggestion,
    SuggestionKind,
)
from core.domain.reports import GroupReport
from core.library.library import Library, Transaction
from core.progress import Progress
from core.sentence import Sentence


def group_people(
    library: Library,
    embedder_name: str,
    same_person: float,
    impostor: float,
    progress: Progress,
    *,
    anew: bool = False,
    options: GroupOptions | None = None,
) -> GroupReport:
    """Group the faces that `embedder_name` has embedded, and suggest who they may be.

    Faces of nobody join the people there are, or make new groups; who belongs to a person,
    confirmed or suggested, stays there. `anew` thinks over all that no user confirmed.
    `same_person` and `impostor` are the embedder's cosines (see `FaceEmbedder`).

    Raises:
        Cancelled: the user asked to stop; nothing was written.
    """
    started = time.monotonic()
    progress(0.0, Sentence("Reading faces"))
    with library.snapshot() as tx:
        faces = _faces_to_group(tx, embedder_name)
    progress(0.1, Sentence("Comparing {number} faces", number=len(faces)))
    arrange = group if anew else place
    options = options or GroupOptions.of_embedder(embedder_name, same_person, impostor)
    placements = arrange(faces, options, progress.between(0.1, 0.9))
    if not anew:
        placements = _of_nobody(faces, placements)
    progress(0.9, Sentence("Writing people"))
    with library.transaction() as tx:
        people = _people_of_groups(tx, placements)
        now = _faces_to_group(tx, embedder_name)
        free = _still_free(tx, now, faces, placements)
        moved = _place(tx, _still_allowed(now, faces, placements, free), people)
        tx.people.delete_empty_groups()
        tx.summaries.renew()
        left = tx.people.all(hidden=True)
    progress(1.0, Sentence("{number} people", number=len(left)))
    return GroupReport(
        faces=len(faces),
        people=len(left),
        placed=len(moved),
        unknown=sum(placement.group == NO_GROUP for placement in placements),
        person_ids=frozenset(moved.values()) - {NO_PERSON},
        seconds=time.monotonic() - started,
    )


def suggest_merges_and_splits(
    library: Library, embedder_name: str, same_person: float, impostor: float, progress: Progress
) -> list[Suggestion]:
    """What grouping would change about the people there are; nothing is written.

    Merges first, then splits, each surest first. A merge that the user refuses is remembered by
    a cannot-link between two of the faces, a refused split by confirming its faces.

    Raises:
        Cancelled: the user asked to stop.
    """
    with library.snapshot() as tx:
        faces = _faces_to_group(tx, embedder_name)
        labels = {person.id: person.label for person in tx.people.all(hidden=True)}
    options = GroupOptions.of_embedder(embedder_name, same_person, impostor)
    merges = find_merges(faces, options, progress.between(0.0, 0.5))
    splits = find_splits(faces, options, progress.between(0.5, 1.0))
    return [
        *(_merge_suggestion(merge, labels) for merge in merges if set(merge.person_ids) <= labels.keys()),
        *(_split_suggestion(split, labels) for split in splits if split.person_id in labels),
    ]


def _merge_suggestion(merge: Merge, labels: Mapping[int, str]) -> Suggestion:
    one, other = (labels[person] for person in merge.person_ids)
    words = f"{one} and {other} are {likelihood_words(merge.probability)} the same person."
    return Suggestion(SuggestionKind.MERGE, merge.person_ids, (), merge.probability, words)


def _split_suggestion(split: Split, labels: Mapping[int, str]) -> Suggestion:
    count, label = len(split.face_ids), labels[split.person_id]
    words = f"{count} faces of {label} are {likelihood_words(split.probability)} somebody else."
    return Suggestion(SuggestionKind.SPLIT, (split.person_id,), split.face_ids, split.probability, words)


def _of_nobody(faces: GroupingFaces, placements: Sequence[Placement]) -> list[Placement]:
    """The placements of faces that belonged to nobody."""
    nobody = set(faces.face_ids[faces.person_ids == NO_PERSON].tolist())
    return [placement for placement in placements if placement.face_id in nobody]


def _faces_to_group(tx: Transaction, embedder_name: str) -> GroupingFaces:
    """The library's faces, with suggestions from the photos' own metadata held fast.

    Such a suggestion has no probability: no model made it, so no model moves it.
    """
    faces = tx.people.grouping_input(embedder_name)
    held = [
        face.id
        for person in tx.people.all(hidden=True)
        if person.name is not None and person.suggested
        for face in tx.faces.of_person(person.id, states=(FaceState.SUGGESTED,))
        if face.probability is None
    ]
    return replace(faces, confirmed=faces.confirmed | np.isin(faces.face_ids, held)) if held else faces


def _people_of_groups(tx: Transaction, placements: Sequence[Placement]) -> dict[int, int]:
    """Group → person; groups without one become new unnamed people, in the order of their first face."""
    people: dict[int, int] = {}
    for placement in sorted(placements, key=lambda placement: placement.face_id):
        if placement.group not in people and placement.group != NO_GROUP:
            person_id = placement.person_id
            people[placement.group] = tx.people.create(None) if person_id is None else person_id
    return people


def _still_free(
    tx: Transaction, now: GroupingFaces, faces: GroupingFaces, placements: Sequence[Placement]
) -> list[tuple[Placement, int]]:
    """Placements of faces nobody decided about, with the person they had: edits made meanwhile win."""
    before = dict(zip(faces.face_ids.tolist(), faces.person_ids.tolist(), strict=True))
    free = {
        face_id
        for face_id, person_id, confirmed in zip(
            now.face_ids.tolist(), now.person_ids.tolist(), now.confirmed.tolist(), strict=True
        )
        if not confirmed and before.get(face_id) == person_id
    }
    known = tx.people.numbers()
    return [
        (placement, before[placement.face_id])
        for placement in placements
        if placement.face_id in free
        and (placement.person_id is None or placement.person_id in known)
        and (placement.face_id, placement.person_id) not in now.rejections
    ]


def _still_allowed(
    now: GroupingFaces,
    faces: GroupingFaces,
    placements: Sequence[Placement],
    free: Sequence[tuple[Placement, int]],
) -> list[tuple[Placement, int]]:
    """The free placements; those that edits made meanwhile forbid leave their face unknown.

    Forbidden are a second face of one photo beside a face that did not go where grouping meant
    it to, and what a new cannot-link parts.
    """
    planned = dict(zip(faces.face_ids.tolist(), faces.person_ids.tolist(), strict=True))
    planned |= {placement.face_id: placement.person_id or NO_PERSON for placement in placements}
    homes: dict[int, tuple[bool, int]] = {}  # face -> (is a new group, its number)
    for placement, _ in free:
        if placement.group != NO_GROUP:
            is_new = placement.person_id is None
            homes[placement.face_id] = (is_new, placement.group if is_new else placement.person_id or 0)
    photos = dict(zip(now.face_ids.tolist(), now.photo_ids.tolist(), strict=True))
    moving = {placement.face_id for placement, _ in free}
    taken: set[tuple[tuple[bool, int], int]] = set()
    for face_id, person_id in zip(now.face_ids.tolist(), now.person_ids.tolist(), strict=True):
        if face_id not in moving and person_id != NO_PERSON:
            homes[face_id] = (False, person_id)
            if planned.get(face_id) != person_id:
                taken.add((homes[face_id], photos[face_id]))
    forbidden = {face for face in moving & homes.keys() if (homes[face], photos[face]) in taken}
    for pair in sorted(set(now.cannot_links) - set(faces.cannot_links)):
        one, other = sorted(pair, key=lambda face: (face in moving, face))
        together = one in homes and homes[one] == homes.get(other)
        if together and other in moving and not forbidden & {one, other}:
            forbidden.add(other)
    return [
        (each._replace(person_id=None, group=NO_GROUP, probability=0.0), was)
        if each.face_id in forbidden
        else (each, was)
        for each, was in free
    ]


def _place(
    tx: Transaction, placements: Sequence[tuple[Placement, int]], people: Mapping[int, int]
) -> dict[int, int]:
    """Write the suggestions; faces whose person changed, with the person they have now or had."""
    moved: dict[int, int] = {}
    for placement, was in placements:
        person_id = people.get(placement.group, NO_PERSON)
        if person_id != NO_PERSON:
            tx.people.assign(placement.face_id, person_id, FaceState.SUGGESTED, placement.probability)
        elif was != NO_PERSON:
            tx.people.assign(placement.face_id, None, FaceState.UNKNOWN)
        if person_id != was:
            moved[placement.face_id] = person_id or was
    return moved
