"""The list of packs is complete, and a wrong one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import WeightsError
from core.weights.registry import read_packs


def test_the_shipped_list_has_the_packs_of_the_product() -> None:
    packs = {pack.name: pack for pack in read_packs()}
    assert set(packs) >= {"embedded", "opencv", "buffalo_l", "lite"}
    assert packs["embedded"].bundled
    assert packs["embedded"].download_bytes == 0
    assert not packs["buffalo_l"].commercial
    assert packs["buffalo_l"].download_bytes == 288_621_354


def test_every_pack_states_a_licence_and_every_download_a_hash_and_https() -> None:
    for pack in read_packs():
        assert pack.licence
        assert pack.licence_text
        urls = [file.url for file in pack.files if file.url] + ([pack.archive.url] if pack.archive else [])
        assert all(url.startswith("https://") for url in urls)
        assert not (urls and pack.bundled)


def test_the_parts_of_the_full_size_restorers_are_pinned_where_a_hash_is_published() -> None:
    packs = {pack.name: pack for pack in read_packs()}
    unpinned = [file.name for pack in packs.values() for file in pack.files if not file.sha256]
    assert unpinned == ["controlnet_tile.bin", "config.json", "content.safetensors"]
    for name in ("sd15", "sd15-tile"):
        needed = {part for group in packs[name].requires for part in group}
        assert {"sd15-base", "faceid-plusv2", "clip-vit-h", "buffalo_l"} <= needed
        assert not packs[name].commercial
    assert packs["sd15-base"].download_bytes == 4_265_076_690


def test_a_list_that_needs_a_pack_it_lacks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "packs.toml"
    path.write_text(ENTRY.format(digest="0" * 64).replace("bundled", 'requires = [["q"]]\nbundled'))
    with pytest.raises(WeightsError, match="“q”"):
        read_packs(path)


ENTRY = """
[[pack]]
name = "p"
kind = "face"
title = "P"
bundled = false
commercial = true
licence = "MIT"
licence_text = "MIT"
[[pack.file]]
name = "a.onnx"
url = "https://example.org/a.onnx"
sha256 = "{digest}"
"""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "pack"),
        ("not toml", "reinstall"),
        (ENTRY.format(digest="abc"), "SHA-256"),
        (ENTRY.format(digest="0" * 64).replace("https", "http"), "https"),
        (ENTRY.format(digest="0" * 64).replace('"a.onnx"', '"../a.onnx"'), "plain name"),
        (ENTRY.format(digest="0" * 64) * 2, "twice"),
        (ENTRY.format(digest="0" * 64).replace("title", "tilte"), "tilte"),
    ],
)
def test_a_wrong_list_is_refused_with_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "packs.toml"
    path.write_text(text)
    with pytest.raises(WeightsError, match=reason):
        read_packs(path)


def test_a_missing_list_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="reinstall"):
        read_packs(tmp_path / "none.toml")
