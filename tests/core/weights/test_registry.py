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
        assert bool(urls) is not pack.bundled
        assert all(url.startswith("https://") for url in urls)


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
