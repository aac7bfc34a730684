"""The store hands out verified files only, and uses the network only when asked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from core.errors import Cancelled, WeightsError
from core.progress import Progress
from core.weights.store import PackStore
from tests.core.weights.packs import CONTENTS, FakeWeb, pack


@pytest.fixture
def web() -> FakeWeb:
    return FakeWeb(**CONTENTS)


@pytest.fixture
def store(tmp_path: Path, web: FakeWeb) -> PackStore:
    return PackStore(tmp_path / "packs", packs=[pack()], fetcher=web.fetch)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    for name, content in CONTENTS.items():
        (folder / name).write_bytes(content)
    return folder


def zipped(**more: bytes) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, content in {**CONTENTS, **more}.items():
            archive.writestr(f"folder/{name}", content)
    return memory.getvalue()


def left_behind(store: PackStore) -> list[str]:
    return [path.name for path in store.folder.iterdir() if path.name.startswith(".")]


def test_a_pack_that_is_not_installed_says_how_to_get_it(store: PackStore) -> None:
    assert not store.installed("mine")
    with pytest.raises(WeightsError, match="ridfr packs download mine"):
        store.locate("mine")


def test_an_unknown_pack_names_the_known_ones(store: PackStore) -> None:
    with pytest.raises(WeightsError, match="mine"):
        store.locate("yours")


def test_a_download_needs_the_licence_accepted(store: PackStore, web: FakeWeb) -> None:
    with pytest.raises(WeightsError, match="licence"):
        store.download("mine", accept_licence=False, progress=Progress())
    assert web.asked == []


def test_a_downloaded_pack_is_installed_and_verified(store: PackStore) -> None:
    located = store.download("mine", accept_licence=True, progress=Progress())
    assert [path.read_bytes() for path in located.paths] == list(CONTENTS.values())
    assert located.path("two.onnx").parent == located.folder
    assert store.installed("mine")
    assert store.verify("mine") == ()
    assert left_behind(store) == []


def test_a_wrong_download_installs_nothing(store: PackStore, web: FakeWeb) -> None:
    web.pages["https://example.org/two.onnx"] = b"another model"
    with pytest.raises(WeightsError, match="expected"):
        store.download("mine", accept_licence=True, progress=Progress())
    assert not store.installed("mine")
    assert left_behind(store) == []


def test_a_cancelled_download_leaves_nothing(store: PackStore) -> None:
    progress = Progress()
    progress.token.cancel()
    with pytest.raises(Cancelled):
        store.download("mine", accept_licence=True, progress=progress)
    assert left_behind(store) == []


def test_an_archive_gives_exactly_the_files_of_the_pack(tmp_path: Path) -> None:
    archive = zipped(**{"../../evil.onnx": b"evil"})
    web = FakeWeb(**{"all.zip": archive})
    store = PackStore(tmp_path / "packs", packs=[pack(archive)], fetcher=web.fetch)
    located = store.download("mine", accept_licence=True, progress=Progress())
    assert sorted(path.name for path in located.folder.iterdir()) == sorted(CONTENTS)
    assert list(tmp_path.rglob("evil*")) == []


@pytest.mark.parametrize("as_zip", [False, True])
def test_files_can_be_added_by_hand(store: PackStore, source: Path, as_zip: bool) -> None:
    if as_zip:
        source = source / "pack.zip"
        source.write_bytes(zipped())
    assert len(store.add("mine", source).paths) == 2


def test_adding_another_file_is_refused_and_keeps_what_was_there(store: PackStore, source: Path) -> None:
    store.add("mine", source)
    (source / "two.onnx").write_bytes(b"another model")
    with pytest.raises(WeightsError, match="another version"):
        store.add("mine", source)
    assert store.verify("mine") == ()


def test_adding_half_a_pack_names_what_is_missing(store: PackStore, source: Path) -> None:
    (source / "two.onnx").unlink()
    with pytest.raises(WeightsError, match=r"two\.onnx"):
        store.add("mine", source)


def test_adding_from_nowhere_is_refused(store: PackStore, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="nowhere"):
        store.add("mine", tmp_path / "nowhere")


def test_a_changed_file_is_never_handed_out(store: PackStore, source: Path) -> None:
    located = store.add("mine", source)
    located.paths[0].write_bytes(b"tampered")
    with pytest.raises(WeightsError, match=r"one\.onnx"):
        store.locate("mine")
    assert len(store.verify("mine")) == 1


def test_a_removed_pack_is_gone(store: PackStore, source: Path) -> None:
    store.add("mine", source)
    store.remove("mine")
    assert not store.installed("mine")


def test_the_embedded_pack_comes_with_the_installation(tmp_path: Path) -> None:
    store = PackStore(tmp_path / "packs")
    located = store.locate("embedded")
    assert [path.suffix for path in located.paths] == [".onnx", ".dat"]
    assert store.verify("embedded") == ()
    with pytest.raises(WeightsError, match="comes with the installation"):
        store.remove("embedded")


def test_a_folder_of_ones_own_is_recorded_at_first_use(store: PackStore, source: Path) -> None:
    located = store.locate(str(source))
    assert (located.pack.detector, located.folder) == ("insightface", source)
    assert store.locate_folder(source).paths == located.paths


def test_a_folder_that_changed_since_its_first_use_is_refused(store: PackStore, source: Path) -> None:
    store.locate_folder(source)
    (source / "one.onnx").write_bytes(b"swapped")
    with pytest.raises(WeightsError, match=r"one\.onnx changed"):
        store.locate_folder(source)


def test_a_folder_without_models_is_refused(store: PackStore, tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="no ONNX model"):
        store.locate_folder(tmp_path)


def test_a_damaged_archive_is_refused_in_words(store: PackStore, source: Path) -> None:
    archive = source / "pack.zip"
    data = bytearray(zipped())
    data[6] |= 1  # says that it is encrypted
    data[data.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(data)
    with pytest.raises(WeightsError, match="archive"):
        store.add("mine", archive)


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, web: FakeWeb, source: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = PackStore(tmp_path / "file" / "packs", packs=[pack()], fetcher=web.fetch)
    with pytest.raises(WeightsError, match="permissions"):
        store.add("mine", source)
    with pytest.raises(WeightsError, match="permissions"):
        store.download("mine", accept_licence=True, progress=Progress())


def test_a_pack_that_cannot_be_put_in_place_is_one_sentence(store: PackStore, source: Path) -> None:
    store.folder.mkdir()
    (store.folder / "mine").write_bytes(b"in the way")
    with pytest.raises(WeightsError, match="permissions"):
        store.add("mine", source)
    assert left_behind(store) == []


def test_a_record_that_cannot_be_written_is_one_sentence(store: PackStore, source: Path) -> None:
    (store.folder / "recorded.json.new").mkdir(parents=True)
    with pytest.raises(WeightsError, match="permissions"):
        store.locate_folder(source)


def test_a_model_that_cannot_be_read_is_one_sentence(store: PackStore, source: Path) -> None:
    (source / "folder.onnx").mkdir()
    with pytest.raises(WeightsError, match="cannot be read"):
        store.locate_folder(source)
