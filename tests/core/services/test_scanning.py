"""Walking folders: what counts as a photo, what is passed over, and that loops end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from core.imaging.files import stamp_of
from core.services.scanning import path_of, relative_name, scan
from tests.core.services.pictures import write_odd_names, write_picture


def names(root: Path, **options: object) -> list[str]:
    return [os.fsdecode(name) for name in scan(root, **options).files]  # type: ignore[arg-type]


def test_photos_are_found_in_a_fixed_order_files_before_folders(tmp_path: Path) -> None:
    for name in ("b/2.png", "b/10.jpg", "a/x/1.PNG", "z.webp", "a/0.HEIC"):
        write_picture(tmp_path / "plain.png").rename(_made(tmp_path / name))
    assert names(tmp_path) == ["z.webp", "a/0.HEIC", "a/x/1.PNG", "b/10.jpg", "b/2.png"]


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_other_files_hidden_ones_and_system_folders_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.png", ".cache/1.png", "@eaDir/1.png", "notes.txt", "song.mp3", "noending"):
        _made(tmp_path / name).touch()
    assert names(tmp_path) == []


def test_a_library_inside_the_folder_is_passed_over(tmp_path: Path) -> None:
    write_picture(tmp_path / "mine.png")
    write_picture(tmp_path / "library" / "restorations" / "crop.png")
    (tmp_path / "library" / "library.sqlite").touch()
    assert names(tmp_path) == ["mine.png"]


def test_folders_that_belong_to_others_are_left_out(tmp_path: Path) -> None:
    write_picture(tmp_path / "mine.png")
    write_picture(tmp_path / "theirs" / "1.png")
    assert names(tmp_path, leave_out=frozenset({tmp_path / "theirs"})) == ["mine.png"]


def test_only_a_part_is_looked_at_when_asked(tmp_path: Path) -> None:
    write_picture(tmp_path / "a" / "1.png")
    write_picture(tmp_path / "b" / "2.png")
    assert names(tmp_path, start=tmp_path / "b") == ["b/2.png"]


def test_link_loops_end_and_every_folder_is_walked_once(tmp_path: Path) -> None:
    write_picture(tmp_path / "z" / "deep" / "1.png")
    (tmp_path / "a").symlink_to(tmp_path / "z", target_is_directory=True)
    (tmp_path / "z" / "deep" / "back").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["z/deep/1.png"]


def test_links_to_outside_are_followed_and_dead_ones_are_not(tmp_path: Path) -> None:
    write_picture(tmp_path / "outside" / "1.png")
    root = tmp_path / "photos"
    root.mkdir()
    (root / "linked").symlink_to(tmp_path / "outside", target_is_directory=True)
    (root / "dead.png").symlink_to(tmp_path / "nothing.png")
    (root / "file.png").symlink_to(tmp_path / "outside" / "1.png")
    assert names(root) == ["linked/1.png"]


def test_a_file_behind_two_links_is_found_once(tmp_path: Path) -> None:
    outside = write_picture(tmp_path / "outside.png")
    root = tmp_path / "photos"
    inside = write_picture(root / "b" / "own.png")
    for name, target in (("first", outside), ("second", outside), ("again", inside)):
        (root / f"{name}.png").symlink_to(target)
    assert names(root) == ["b/own.png", "first.png"]


def test_stamps_are_those_of_the_files_and_of_what_lies_beside_them(tmp_path: Path) -> None:
    for name in ("a.png", "sub/b.png", "sub/c.png"):
        write_picture(tmp_path / name)
    (tmp_path / "sub" / "b.png.xmp").touch()
    (tmp_path / "sub" / "c.xmp").touch()
    found = scan(tmp_path)
    assert {name: stamp_of(path_of(tmp_path, name)).text for name in found.files} == dict(found.files)
    beside = {b"sub/b.png": "sub/b.png.xmp", b"sub/c.png": "sub/c.xmp"}
    assert {name: stamp_of(tmp_path / file).text for name, file in beside.items()} == dict(found.sidecars)


@pytest.mark.skipif(os.name != "posix", reason="pipes with names are a POSIX thing")
def test_pipes_are_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "pipe.jpg")
    assert names(tmp_path) == []


def test_odd_names_come_back_unchanged(tmp_path: Path) -> None:
    written = write_odd_names(tmp_path)
    found = scan(tmp_path).files
    assert {path_of(tmp_path, name) for name in found} == set(written)
    assert all(relative_name(tmp_path, path_of(tmp_path, name)) == name for name in found)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open every folder")
def test_a_folder_that_cannot_be_opened_is_one_problem(tmp_path: Path) -> None:
    write_picture(tmp_path / "closed" / "1.png")
    (tmp_path / "closed").chmod(0)
    found = scan(tmp_path)
    (tmp_path / "closed").chmod(0o700)
    assert [problem.title for problem in found.problems] == ["Folder skipped"]
    assert not found.covers(b"closed/1.png")


def test_a_very_deep_tree_needs_no_deep_stack(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(300):
        folder = folder / "d"
    try:
        write_picture(folder / "1.png")
    except OSError:
        pytest.skip("this file system has no paths that long")
    assert len(names(tmp_path)) == 1
