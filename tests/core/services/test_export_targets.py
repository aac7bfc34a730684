"""The target folder: no name leads out of it, no name is given twice, nothing is overwritten."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ExportFailed
from core.services.export_targets import NamePlan, TargetFolder
from core.services.templates import name_key, safe_name

PARTS = st.lists(st.text(max_size=12), min_size=1, max_size=3)
LINKED = st.sampled_from(["out", "up", "deep", "file", "dangling", "OUT", "a"])


def folder_with_links(base: Path) -> TargetFolder:
    """A target in which links lead out, up, to a file, and nowhere."""
    target = base / "target"
    target.mkdir()
    (base / "outside").mkdir()
    (base / "secret.txt").write_text("secret")
    links = {"out": base / "outside", "up": base, "deep": Path(".."), "file": base / "secret.txt"}
    for name, goal in links.items():
        (target / name).symlink_to(goal)
    (target / "dangling").symlink_to(base / "outside" / "new.jpg")
    return TargetFolder(target, forbidden=base / "library")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@settings(max_examples=60)
@given(st.lists(LINKED | st.text(max_size=8), min_size=1, max_size=3))
def test_whatever_links_lie_in_the_target_nothing_is_written_outside(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as base:
        folder = folder_with_links(Path(base))
        parts = tuple(safe_name(name) for name in names)
        try:
            written = folder.write(parts, b"picture")
        except ExportFailed:
            written = False
        assert (Path(base) / "secret.txt").read_text() == "secret"
        assert not list((Path(base) / "outside").iterdir())
        assert sorted(os.listdir(base)) == ["outside", "secret.txt", "target"]
        assert not written or folder.path_of(parts).resolve().is_relative_to(folder.root)


@given(st.lists(PARTS, max_size=12))
def test_no_name_is_given_twice(wanted: list[list[str]]) -> None:
    names = NamePlan()
    given_away = [names.claim(tuple(safe_name(part) for part in parts)) for parts in wanted]
    keys = [tuple(name_key(part) for part in parts) for parts in given_away]
    assert len(set(keys)) == len(keys)


def test_a_name_that_differs_in_case_only_gets_a_number() -> None:
    names = NamePlan([("Photos", "a.jpg")])
    assert names.claim(("photos", "A.jpg")) == ("photos", "A (2).jpg")
    assert names.next(("photos", "A.jpg")) == ("photos", "A (3).jpg")


def test_a_file_is_written_once_and_recognised(tmp_path: Path) -> None:
    folder = TargetFolder(tmp_path / "out", forbidden=tmp_path / "library")
    assert folder.write(("a", "b.jpg"), b"one")
    assert not folder.write(("a", "b.jpg"), b"two")
    assert folder.holds(("a", "b.jpg"), b"one")
    assert not folder.holds(("a", "b.jpg"), b"two")
    assert (tmp_path / "out" / "a" / "b.jpg").read_bytes() == b"one"


def test_a_file_where_a_folder_is_wanted_is_said(tmp_path: Path) -> None:
    folder = TargetFolder(tmp_path, forbidden=tmp_path / "library")
    (tmp_path / "a").write_bytes(b"a file")
    with pytest.raises(ExportFailed, match="cannot be made"):
        folder.write(("a", "b.jpg"), b"one")
