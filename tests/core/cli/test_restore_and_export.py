"""Restoring, deciding and exporting from the command line, with a restorer that needs no weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.app import Models
from core.restoration.restorer import Crop, RestoredFaces, RestoreRequest
from tests.core.cli.conftest import Ridfr
from tests.fakes import FakeRestorer


class Brighter(FakeRestorer):
    """Gives the face back a little brighter: the guard can see who it is."""

    def restore(self, requests: list[RestoreRequest], progress: object) -> RestoredFaces:
        given = super().restore(requests, progress)
        return RestoredFaces(tuple(_brighter(request.crop) for request in requests), given.plan)


def _brighter(crop: Crop) -> Crop:
    return np.clip(crop.astype(np.int16) + 6, 0, 255).astype(np.uint8)


@pytest.fixture
def restorer(monkeypatch: pytest.MonkeyPatch) -> FakeRestorer:
    made = Brighter()
    monkeypatch.setattr(Models, "restorer", lambda self, name=None: made)
    return made


@pytest.fixture
def named(ridfr: Ridfr, filled: Path, restorer: FakeRestorer) -> Path:
    """Both prints are confirmed as one person."""
    assert ridfr("people", "confirm", "Eileen", 1, 2).code == 0
    return filled


def test_what_to_restore_must_be_said(ridfr: Ridfr, filled: Path) -> None:
    ran = ridfr("restore")
    assert (ran.code, "--person" in ran.err) == (2, True)


def test_a_restorer_that_is_not_installed_is_one_sentence(ridfr: Ridfr, filled: Path) -> None:
    ran = ridfr("restore", "--all", "--restorer", "nonsense")
    assert ran.code == 2
    assert "nonsense" in ran.err


def test_a_face_is_restored_listed_and_not_done_twice(
    ridfr: Ridfr, named: Path, restorer: FakeRestorer
) -> None:
    first = ridfr("restore", "--face", 2, "--json")
    [made] = first.value["restorations"]
    assert first.code == 0
    assert (made["face_id"], made["reference_face_ids"]) == (2, [1])
    assert ridfr("restore", "--face", 2, "--json").value["report"]["repeated"] == [made["id"]]
    assert restorer.restored == 1
    [listed] = ridfr("restore", "list", "--person", "Eileen", "--json").value
    assert listed["id"] == made["id"]


def test_people_are_restored_with_the_settings_asked_for(ridfr: Ridfr, named: Path) -> None:
    ran = ridfr("restore", "--person", "Eileen", "--seed", 7, "--strength", 0.5, "--no-keep", "--json")
    for made in ran.value["restorations"]:
        assert (made["recipe"]["seed"], made["recipe"]["strength"]) == (7, 0.5)
        assert made["decision"] == "none"


def test_a_result_is_kept_discarded_and_composed(ridfr: Ridfr, named: Path) -> None:
    [made] = ridfr("restore", "--face", 2, "--no-keep", "--json").value["restorations"]
    [kept] = ridfr("restore", "keep", made["id"], "--json").value
    assert kept["faces"] == [[2, made["id"]]]
    [back] = ridfr("restore", "discard", made["id"], "--json").value
    assert back["faces"] == [[2, None]]
    again = ridfr("restore", "compose", made["photo_id"], "--face", f"2={made['id']}", "--json").value
    assert again["faces"] == [[2, made["id"]]]
    ran = ridfr("restore", "compose", made["photo_id"], "--face", "2:3")
    assert (ran.code, "no choice" in ran.err) == (2, True)


def test_restored_photos_are_exported_with_a_label_and_originals_on_request(
    ridfr: Ridfr, named: Path, tmp_path: Path
) -> None:
    [made] = ridfr("restore", "--face", 2, "--no-keep", "--json").value["restorations"]
    ridfr("restore", "keep", made["id"])
    out = tmp_path / "out"
    planned = ridfr("export", "--all", "--out", out, "--dry-run", "--json").value
    assert not out.exists()
    done = ridfr("export", "--all", "--out", out, "--size", 200, "--json").value
    written = [item for item in done["items"] if item["state"] == "written"]
    assert [item["target"] for item in written] == [
        item["target"] for item in planned["items"] if item["target"]
    ]
    [file] = out.iterdir()
    assert b"compositeWithTrainedAlgorithmicMedia" in file.read_bytes()
    with Image.open(file) as image:
        assert max(image.size) == 200
    both = ridfr(
        "export", "--all", "--originals", "--out", tmp_path / "both", "--no-label", "--format", "png"
    )
    assert both.code == 0
    assert len(list((tmp_path / "both").iterdir())) == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--template", "{nonsense}"], "nonsense"), ([], "--person"), (["--all", "--format", "gif"], "gif")],
    ids=str,
)
def test_a_wrong_export_is_told_and_writes_nothing(
    ridfr: Ridfr, filled: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    ran = ridfr("export", "--out", tmp_path / "out", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert not (tmp_path / "out").exists()
