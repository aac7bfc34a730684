"""The benchmarks compare equal work, and say so when it was not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.benchmarks import corpus, indexing, peers
from core.benchmarks.indexing import Bench
from core.benchmarks.results import Target
from core.imaging.decoder import Decoder
from tests.fakes import FakeAnalyzer

SMALL = (640, 480)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    """Tiny corpora: what is measured here is not worth much, what is compared is."""
    monkeypatch.setattr(corpus, "TWELVE_MEGAPIXELS", SMALL)
    monkeypatch.setattr(indexing, "TWELVE_MEGAPIXELS", SMALL)
    with Decoder(tmp_path / "decoding.json") as decoder:
        yield Bench(tmp_path, decoder, FakeAnalyzer, rounds=3, scale=0.001)


@pytest.mark.parametrize("progressive", [True, False])
def test_thumbnails_show_the_same_and_are_timed(bench: Bench, progressive: bool) -> None:
    result = indexing.thumbnails(bench, progressive=progressive)
    assert "differ" not in result.invalid
    assert result.ratio.low <= result.ratio.median <= result.ratio.high
    assert min(result.ours_seconds, result.peer_seconds, result.bound_seconds) > 0


def test_indexing_finds_the_same_photos_as_the_plain_loop(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing.corpus, "write_mixed", lambda folder, count, seed: _few(folder))
    result = indexing.plain_index(bench)
    assert (result.id, result.items, result.rounds) == ("B3", 4, 3)
    assert "differ" not in result.invalid


def test_a_peer_that_finds_other_photos_makes_the_run_invalid(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing.corpus, "write_mixed", lambda folder, count, seed: _few(folder))
    monkeypatch.setattr(peers, "index_plainly", lambda *_: peers.Written(frozenset({"another"}), 0))
    result = indexing.plain_index(bench)
    assert "the photos found differ" in result.invalid
    assert not result.met


def test_an_unchanged_folder_is_seen_as_unchanged(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Bench, "count", lambda self, full, at_least: 30)
    result = indexing.unchanged_index(bench)
    assert (result.item, result.items) == ("file", 30)
    assert "differ" not in result.invalid


def test_a_target_is_met_from_below_or_above() -> None:
    assert Target(5.0, 6.0).met_by(5.0)
    assert not Target(5.0, 6.0).met_by(4.9)
    assert Target(2.5, 1.5, at_most=True).met_by(2.0)
    assert not Target(2.5, 1.5, at_most=True).met_by(2.6)


def _few(folder: Path) -> corpus.Corpus:
    return corpus.write_jpegs(folder, 4, SMALL, seed=3)
