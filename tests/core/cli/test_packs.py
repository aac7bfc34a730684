"""`ridfr packs` for restorers of several parts, and `ridfr bench restore`."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from tests.core.cli.conftest import Ridfr


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """What the export of a training of full size writes."""
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "config.json").write_text('{"format": 1}')
    save_file({"conv_in.weight": np.zeros((2, 7), np.float32)}, folder / "content.safetensors")
    return folder


def test_a_restorer_shows_what_it_works_with_and_what_is_missing(ridfr: Ridfr) -> None:
    shown = ridfr("packs", "show", "sd15-tile").out
    assert "Works with faceid-plusv2 or faceid-plus." in shown
    assert "Still to be installed: sd15-base, faceid-plusv2, clip-vit-h, controlnet-tile, buffalo_l." in shown
    assert "none published: recorded when added" in ridfr("packs", "show", "controlnet-tile").out


def test_a_download_of_a_restorer_asks_for_the_licence_of_every_part(ridfr: Ridfr) -> None:
    ran = ridfr("packs", "download", "sd15-tile", "--json")
    assert ran.code == 2
    assert "Open RAIL-M" in ran.err
    assert "the licence was not accepted" in ran.err


def test_an_added_content_module_is_recorded_and_its_parts_are_named(ridfr: Ridfr, export: Path) -> None:
    ran = ridfr("packs", "add", "sd15", export)
    assert ran.code == 0
    assert "content.safetensors is recorded with SHA-256" in ran.out
    assert "Still to be installed: sd15-base" in ran.out
    assert ridfr("packs", "verify", "sd15").code == 0
    assert ridfr("packs", "remove", "sd15").code == 0
    assert ridfr("packs", "verify", "sd15").code == 1


def test_wrong_truncated_and_pickled_files_are_refused_in_one_sentence(ridfr: Ridfr, export: Path) -> None:
    content = export / "content.safetensors"
    content.write_bytes(content.read_bytes()[:-5])
    assert "the download broke off" in ridfr("packs", "add", "sd15", export).err
    content.write_bytes(b"PK\x03\x04 a pickle in a ZIP")
    assert "PyTorch pickle" in ridfr("packs", "add", "sd15", export).err
    (export / "ip-adapter-faceid-plusv2_sd15.bin").write_bytes(b"another")
    ran = ridfr("packs", "add", "faceid-plusv2", export)
    assert (ran.code, "another version" in ran.err) == (2, True)


def test_a_restorer_is_timed(ridfr: Ridfr) -> None:
    settings = Path(os.environ["RIDFR_SETTINGS"])
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text("version = 1\nthreads = 1\n")
    ran = ridfr("bench", "restore", "--restorer", "lite", "--batch", "1", "--rounds", "1", "--json")
    [figure] = ran.value["figures"]
    assert figure["seconds"] > 0
    assert figure["peak_memory"] > 100_000_000
    assert figure["plan"]["device"] in {"cpu", "cuda"}
    assert ridfr("bench", "restore", "--restorer", "lite", "--untrained").code == 2
