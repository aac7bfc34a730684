"""Restorers made of several packs, and files whose hash nobody states."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from core.errors import WeightsError
from core.progress import Progress
from core.weights.registry import Pack, PackFile
from core.weights.store import PackStore
from tests.core.weights.packs import CONTENTS, FakeWeb, digest, pack

PART = replace(pack(), name="part", kind="part")
OTHER = replace(PART, name="other")
OWN = Pack(
    "own",
    "restorer",
    "Own",
    "MIT",
    "MIT",
    True,
    False,
    files=(PackFile("config.json"), PackFile("content.safetensors", sources=("deep/model.safetensors",))),
    requires=(("part", "other"),),
    optional=("extra",),
)
EXTRA = replace(PART, name="extra", files=(PackFile("extra.onnx", digest(b"extra")),))


@pytest.fixture
def store(tmp_path: Path) -> PackStore:
    web = FakeWeb(**CONTENTS)
    return PackStore(tmp_path / "packs", packs=[PART, OTHER, OWN, EXTRA], fetcher=web.fetch)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """What a training wrote, in the layout of its own folder."""
    folder = tmp_path / "source"
    (folder / "deep").mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    save_file({"a": np.zeros(4, np.float32)}, folder / "deep" / "model.safetensors")
    return folder


def names(packs: tuple[Pack, ...]) -> list[str]:
    return [one.name for one in packs]


def test_a_pack_is_installed_only_with_its_parts(store: PackStore, source: Path) -> None:
    assert names(store.missing("own")) == ["part", "own"]
    store.add("own", source)
    assert names(store.missing("own")) == ["part"]
    with pytest.raises(WeightsError, match="ridfr packs download part"):
        store.locate("own")
    store.download("part", accept_licence=True, progress=Progress())
    assert store.installed("own")


def test_one_of_several_alternatives_is_enough_and_is_used(store: PackStore, source: Path) -> None:
    store.add("own", source)
    store.download("other", accept_licence=True, progress=Progress())
    located = store.locate("own")
    assert [part.pack.name for part in located.parts] == ["other"]
    assert set(located.all_files()) == {"config.json", "content.safetensors", *CONTENTS}


def test_optional_parts_are_used_where_they_are(store: PackStore, source: Path, tmp_path: Path) -> None:
    store.add("own", source)
    store.download("part", accept_licence=True, progress=Progress())
    (tmp_path / "extra.onnx").write_bytes(b"extra")
    store.add("extra", tmp_path / "extra.onnx")
    path, sha256 = store.locate("own").all_files()["extra.onnx"]
    assert (path.read_bytes(), sha256) == (b"extra", digest(b"extra"))
    assert store.locate("own").part("part") is not None
    assert store.locate("own").part("face") is None


def test_a_file_without_known_hash_is_recorded_and_then_held_to_it(store: PackStore, source: Path) -> None:
    store.download("part", accept_licence=True, progress=Progress())
    located = store.add("own", source)
    content = (source / "deep" / "model.safetensors").read_bytes()
    assert located.digests[1] == digest(content)
    assert store.verify("own") == ()
    located.path("content.safetensors").write_bytes(content[:-4] + b"evil")
    assert "damaged" in store.verify("own")[0]
    with pytest.raises(WeightsError, match="damaged"):
        store.locate("own")


def test_a_file_put_there_by_other_means_is_not_used(store: PackStore, source: Path) -> None:
    store.download("part", accept_licence=True, progress=Progress())
    (store.folder / "own").mkdir()
    for name, place in (("config.json", "config.json"), ("content.safetensors", "deep/model.safetensors")):
        (store.folder / "own" / name).write_bytes((source / place).read_bytes())
    with pytest.raises(WeightsError, match="never checked"):
        store.locate("own")


def test_a_truncated_file_without_known_hash_is_refused(store: PackStore, source: Path) -> None:
    path = source / "deep" / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(WeightsError, match="broke off"):
        store.add("own", source)
    assert not store.installed("own")


def test_files_may_be_added_one_after_the_other(store: PackStore, source: Path, tmp_path: Path) -> None:
    (tmp_path / "one.onnx").write_bytes(CONTENTS["one.onnx"])
    with pytest.raises(WeightsError, match=r"two\.onnx"):
        store.add("part", tmp_path / "one.onnx")
    store.add("own", source)
    newer = source / "content.safetensors"
    save_file({"a": np.ones(4, np.float32)}, newer)
    located = store.add("own", newer)
    assert located.path("content.safetensors").read_bytes() == newer.read_bytes()
    assert store.verify("own") == ()


def test_what_is_nowhere_to_be_downloaded_says_so(store: PackStore) -> None:
    with pytest.raises(WeightsError, match="ridfr packs add own"):
        store.download("own", accept_licence=True, progress=Progress())


def test_removing_forgets_the_record(store: PackStore, source: Path) -> None:
    store.add("own", source)
    store.remove("own")
    save_file({"a": np.ones(9, np.float32)}, source / "deep" / "model.safetensors")
    assert len(store.add("own", source).digests) == 2


def test_a_download_of_several_files_goes_on_with_the_next(tmp_path: Path) -> None:
    web = FakeWeb(**{"one.onnx": CONTENTS["one.onnx"]})
    store = PackStore(tmp_path / "packs", packs=[PART], fetcher=web.fetch)
    with pytest.raises(WeightsError, match="could not be downloaded"):
        store.download("part", accept_licence=True, progress=Progress())
    assert os.listdir(store.folder / "downloads" / "part") == ["one.onnx"]
    web.pages["https://example.org/two.onnx"] = CONTENTS["two.onnx"]
    store.download("part", accept_licence=True, progress=Progress())
    assert store.installed("part")
    assert not (store.folder / "downloads").exists()
