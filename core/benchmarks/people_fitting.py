"""How the faces of an embedder vary, fitted on labelled crops: what `core/clustering` ships for it.

    python -m core.benchmarks.people_fitting ../shared/faces resources/models/NAME.variation.npz

Only crops of the training split are read; nobody of them is in the development split, which
`ridfr bench people` reports on. What is written are means and covariances over everybody.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from core.analysis.analyzer import FaceEmbedder
from core.app import Models
from core.benchmarks.people_crops import CropFaces, embedded
from core.clustering.variation import Variation, fit_variation
from core.paths import packs_folder
from core.progress import Progress
from core.settings import load_settings
from core.weights.store import PackStore

_LABELLED = 4000
"""Faces of known people, whole families at a time: twice as many as made no difference any more."""

_OTHERS = 900
"""Faces of people nobody names, children and old people above all: they say how everybody is spread."""

TEMPER = 4.0
"""With it `GroupOptions.least` is the bar with the fewest actions of a user on the half of these
people that the fit was not made on."""


def fit_crops(folder: Path, embedder: FaceEmbedder, cache: Path, progress: Progress) -> Variation:
    """Fit on the training split of `folder`."""
    lines = (folder / "index.jsonl").read_text(encoding="utf-8").splitlines()
    rows = chosen_rows([row for row in map(json.loads, lines) if row["split"] == "train"])
    crops: CropFaces = embedded(folder, rows, embedder, cache, progress)
    return fit_variation(crops.faces.vectors, crops.faces.people, temper=TEMPER)


def chosen_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Whole families and people in random order, then faces without a name: the same every time."""
    together: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["person"]:
            together.setdefault(row["family"] or row["person"], []).append(row)
    order = sorted(together)
    np.random.default_rng(0).shuffle(order)
    labelled = [row for key in order for row in together[key]][:_LABELLED]
    others = [row for row in rows if row["source"] in {"utk", "aaf"}]
    drawn = _draw_of_others(rows, len(others))
    return labelled + [others[place] for place in sorted(drawn)]


def _draw_of_others(rows: list[dict[str, Any]], count: int) -> list[int]:
    """Drawn after the people with several faces were shuffled, as the shipped file was."""
    random = np.random.default_rng(0)
    counts = Counter(row["person"] for row in rows if row["person"])
    random.shuffle([person for person, faces in sorted(counts.items()) if faces > 1])
    return random.choice(count, min(_OTHERS, count), replace=False).tolist()  # type: ignore[no-any-return]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("faces", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    embedder = Models(load_settings(), PackStore(packs_folder())).judge()
    cache = packs_folder().parent / "benchmarks"
    fit_crops(arguments.faces, embedder, cache, Progress()).save(arguments.out)


if __name__ == "__main__":
    main()
