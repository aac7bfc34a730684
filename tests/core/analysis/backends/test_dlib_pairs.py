"""The published bars hold on people that no constant was measured on."""

from __future__ import annotations

import io
import json
import tarfile
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.analysis.backends.dlib import DlibEmbedder
from core.domain.face import Landmarks

PEOPLE = 35


def two_crops_each(faces: Path) -> dict[str, tuple[str, Landmarks]]:
    """Crop name → (person, landmarks) of the first people of the development split."""
    people: dict[str, list[tuple[str, Landmarks]]] = defaultdict(list)
    for line in (faces / "index.jsonl").read_text().splitlines():
        row = json.loads(line)
        if row["split"] == "dev" and row["person"] and row["source"] in {"lfw", "london", "celeb"}:
            landmarks = Landmarks.from_array(np.array(row["landmarks"]))
            people[row["person"]].append((row["name"], landmarks))
    paired = [(person, crops[:2]) for person, crops in sorted(people.items()) if len(crops) > 1]
    return {name: (person, points) for person, crops in paired[:PEOPLE] for name, points in crops}


@pytest.mark.shared
@pytest.mark.slow
def test_genuine_and_impostor_pairs_fall_on_their_sides(shared: Path, embedder: DlibEmbedder) -> None:
    wanted = two_crops_each(shared / "faces")
    vectors, people = [], []
    for shard in sorted((shared / "faces").glob("*.tar")):
        with tarfile.open(shard) as archive:
            for member in archive:
                name = Path(member.name).name
                if name in wanted:
                    stream = archive.extractfile(member)
                    assert stream is not None
                    crop = np.asarray(Image.open(io.BytesIO(stream.read())).convert("RGB"))
                    person, landmarks = wanted[name]
                    vectors += embedder.embed(crop, [landmarks])
                    people.append(person)
    upper = np.triu_indices(len(people), 1)
    cosines = (np.stack(vectors) @ np.stack(vectors).T)[upper]
    same = (np.array(people)[:, None] == np.array(people)[None])[upper]
    assert cosines[same].mean() > 0.62
    assert abs(cosines[~same].mean()) < 0.1
    assert (cosines[same] > embedder.same_person).mean() > 0.93
    assert (cosines[~same] > embedder.impostor).mean() < 0.01
