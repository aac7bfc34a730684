"""People, groups and faces for a synthetic library: rows as indexing and naming leave them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.domain.face import FaceSource, FaceState

FACES_A_PHOTO = 2
DIMENSIONS = 128
EMBEDDER = "synthetic"
SIDE = 400.0
"""Pixels of a face's box in its photo of 4000 x 3000."""
NAMED_SHARE, GROUPED_SHARE = 0.6, 0.25
"""Of all faces: those of people with a name, and of groups that nobody named; the rest is nobody's."""
CONFIRMED_SHARE = 0.5
"""Of the faces of named people; the others are suggestions."""
FIRST_NAMES = ("Anna", "Bertha", "Carl", "Dora", "Emil", "Frieda", "Georg", "Hanna", "Ida", "Jakob")
LAST_NAMES = ("Albers", "Brandt", "Claasen", "Dierks", "Eggers", "Freese", "Gerdes", "Hinrichs")


@dataclass(frozen=True)
class _Owners:
    people: NDArray[np.int64]
    """(N,) number of each face's person, 0 for nobody."""
    states: NDArray[np.str_]
    probabilities: list[float | None]


def add_people(connection: sqlite3.Connection, photos: int, people: int, *, seed: int) -> None:
    """Give every photo two faces, of `people` named people, as many groups, and strangers.

    Few people have most faces, as in real families: their numbers fall with their rank.
    """
    random = np.random.default_rng((seed, 1))
    faces = photos * FACES_A_PHOTO
    named: list[tuple[int, str | None, str | None]] = [
        (number + 1, _name(number), _name(number).casefold()) for number in range(people)
    ]
    groups: list[tuple[int, str | None, str | None]] = [
        (people + number + 1, None, None) for number in range(people)
    ]
    connection.executemany(
        "INSERT INTO people (id, name, name_key, hidden, stranger) VALUES (?, ?, ?, 0, 0)", named + groups
    )
    owners = _owners(faces, people, random)
    connection.executemany(_FACE, _face_rows(faces, owners, random))
    connection.executemany(_QUALITY, _quality_rows(faces, random))
    connection.executemany(_VECTOR, _vector_rows(owners, people, random))


_FACE = (
    "INSERT INTO faces (id, photo_id, x, y, width, height, landmarks, state, source, person_id, "
    f"probability, detector, embedder, score) VALUES (?, ?, ?, ?, {SIDE}, {SIDE}, ?, ?, "
    f"'{FaceSource.MODEL.value}', ?, ?, 'synthetic', '{EMBEDDER}', 0.95)"
)
_QUALITY = (
    "INSERT INTO face_quality "
    "(face_id, score, eye_distance, size, sharpness, frontal, yaw, light, detection) "
    "VALUES (?, ?, ?, ?, ?, 0.9, ?, ?, 0.95)"
)
_VECTOR = f"INSERT INTO face_vectors (face_id, embedder, vector) VALUES (?, '{EMBEDDER}', ?)"


def _name(number: int) -> str:
    first, rest = FIRST_NAMES[number % len(FIRST_NAMES)], number // len(FIRST_NAMES)
    last, turn = LAST_NAMES[rest % len(LAST_NAMES)], rest // len(LAST_NAMES)
    return f"{first} {last}" if turn == 0 else f"{first} {last} {turn + 1}"


def _owners(faces: int, people: int, random: np.random.Generator) -> _Owners:
    shares = 1.0 / np.arange(1, people + 1)
    ranks = random.choice(people, faces, p=shares / shares.sum())
    kind = random.random(faces)
    owner = np.where(kind < NAMED_SHARE, ranks + 1, people + 1 + random.integers(0, people, faces))
    owner[kind >= NAMED_SHARE + GROUPED_SHARE] = 0
    # Two faces of a photo are two people.
    pairs = owner.reshape(-1, FACES_A_PHOTO)
    pairs[pairs[:, 0] == pairs[:, 1], 1] = 0
    confirmed = (owner > 0) & (owner <= people) & (random.random(faces) < CONFIRMED_SHARE)
    states = np.full(faces, FaceState.SUGGESTED.value, dtype=object)
    states[confirmed], states[owner == 0] = FaceState.CONFIRMED.value, FaceState.UNKNOWN.value
    likely = np.round(random.uniform(0.6, 1.0, faces), 3)
    suggested = (owner > 0) & ~confirmed
    return _Owners(owner, states, [float(p) if s else None for p, s in zip(likely, suggested, strict=True)])


def _face_rows(faces: int, owners: _Owners, random: np.random.Generator) -> list[tuple[object, ...]]:
    lefts = np.where(np.arange(faces) % FACES_A_PHOTO == 0, 600.0, 2800.0) + random.uniform(0, 200, faces)
    tops = random.uniform(400, 1800, faces)
    points = np.array([(0.3, 0.4), (0.7, 0.4), (0.5, 0.6), (0.35, 0.8), (0.65, 0.8)]) * SIDE
    corners = np.stack([lefts, tops], axis=1)
    return [
        (
            face + 1,
            face // FACES_A_PHOTO + 1,
            float(lefts[face]),
            float(tops[face]),
            (points + corners[face]).astype("<f8").tobytes(),
            owners.states[face],
            int(owners.people[face]) or None,
            owners.probabilities[face],
        )
        for face in range(faces)
    ]


def _quality_rows(faces: int, random: np.random.Generator) -> list[tuple[object, ...]]:
    eyes = np.round(random.lognormal(4.0, 0.8, faces), 1)
    sharpness = np.round(random.beta(4, 2, faces), 3)
    score = np.round(sharpness * random.uniform(0.7, 1.0, faces), 3)
    yaw, light = np.round(random.normal(0, 20, faces), 1), np.round(random.uniform(0.4, 1.0, faces), 2)
    size = np.round(np.clip(eyes / 100.0, 0, 1), 3)
    columns = (score, eyes, size, sharpness, yaw, light)
    return [
        (face + 1, *values) for face, values in enumerate(zip(*(c.tolist() for c in columns), strict=True))
    ]


def _vector_rows(owners: _Owners, people: int, random: np.random.Generator) -> list[tuple[int, bytes]]:
    """Of the faces that belong to somebody: around a middle of their person's own."""
    middles = random.normal(size=(2 * people + 1, DIMENSIONS)).astype(np.float32)
    rows: list[tuple[int, bytes]] = []
    owned = np.flatnonzero(owners.people)
    for part in np.array_split(owned, max(len(owned) // 10_000, 1)):
        vectors = middles[owners.people[part]] + random.normal(size=(len(part), DIMENSIONS), scale=0.8)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        rows += [
            (int(face) + 1, vector.tobytes())
            for face, vector in zip(part, vectors.astype("<f2"), strict=True)
        ]
    return rows
