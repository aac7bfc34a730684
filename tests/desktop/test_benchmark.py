"""The benchmark of the window runs in small to its end, and the stall meter sees a stall."""

from __future__ import annotations

import json
import os
import signal
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from core.benchmarks import synthetic_library
from core.benchmarks.synthetic_library import build_library
from core.library.library import Library
from core.services.people_browsing import people_cards, restorable_tiles
from ridfr_desktop import benchmark, benchmark_loop, benchmark_peers, benchmark_views
from ridfr_desktop.benchmark import UiReport
from ridfr_desktop.benchmark_loop import Frames
from ridfr_desktop.benchmark_peers import PictureModel
from ridfr_desktop.benchmark_views import ViewResult
from ridfr_desktop.benchmark_work import WorkResult
from ridfr_desktop.stall_meter import StallMeter, Stalls

VIEWS = ("RIDFR Desktop", "QFileSystemModel", "QListView, defaults", "QListView, uniform, batched")


@pytest.fixture(autouse=True)
def in_small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(benchmark_loop, "STEPS", 6)
    monkeypatch.setattr(benchmark_views, "ROUNDS", 1)
    monkeypatch.setattr(benchmark, "PEOPLE", 3)
    monkeypatch.setattr(synthetic_library, "PICTURES", 6)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_stall_of_the_ui_thread_is_seen_in_its_length(qtbot: QtBot) -> None:
    meter = StallMeter()
    meter.start()
    QTimer.singleShot(20, lambda: time.sleep(0.2))
    qtbot.wait(300)
    stalls = meter.stop()
    assert stalls.longest >= 180
    assert stalls.p50 < stalls.longest
    assert stalls.busy_p99 < stalls.longest, "sleeping is not work"


def test_every_view_is_measured_alike_and_nothing_is_left_behind(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str], in_small: Path
) -> None:
    assert benchmark.main(["--photos", "60", "--copies", "0", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert tuple(view["name"] for view in report["views"]) == VIEWS
    for view in report["views"]:
        assert view["photos"] == view["reached"] == 60
        assert 0 < view["first_paint"] <= view["complete"]
        assert 0 < view["frame"]["p50"] <= view["frame"]["p99"]
        assert view["stalls"]["ticks"] > 0
    assert list(in_small.iterdir()) == []


def test_the_table_has_a_line_for_each_view_each_ratio_and_each_work() -> None:
    stalls = Stalls(ticks=100, p50=0.1, p99=30.0, longest=80.0, busy_p99=9.0)
    frame = Frames(p50=4.0, p99=12.0, cpu_p99=8.0)
    ours = ViewResult("ours", 1000, 1000, 200.0, 150.0, 400.0, frame, stalls)
    peer = replace(ours, name="a peer", reached=70, first_paint=800.0)
    report = UiReport((ours, peer), (WorkResult("Indexing", 26, 20.0, stalls),), 2, 1.0, 2.5)
    lines = benchmark.table(report).splitlines()
    assert lines[1].split()[:2] == ["ours", "200.0"]
    assert "70 of 1,000 pictures" in lines[3]
    assert lines[4].split()[:5] == ["a", "peer", ":", "ours", "4.0x"]
    assert "p99 30.0 ms" in lines[5]
    assert "1,000 photos; 2 cores, load 1.0 before, 2.5 after" in lines[-1]


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_interruption_leaves_nothing_behind(
    qtbot: QtBot, capsys: pytest.CaptureFixture[str], in_small: Path
) -> None:
    QTimer.singleShot(0, lambda: signal.raise_signal(signal.SIGTERM))
    assert benchmark.main(["--photos", "100", "--copies", "0"]) == benchmark.INTERRUPTED
    assert "Stopped" in capsys.readouterr().err
    assert list(in_small.iterdir()) == []


def test_a_view_that_wants_every_picture_first_is_cut_short(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(benchmark_peers, "BUDGET", 0.0)
    monkeypatch.setattr(benchmark_views, "BUDGET", 0.0)
    files = [tmp_path / f"{number}.jpg" for number in range(50)]
    for result in benchmark_views.measure_list_views(files):
        assert result.photos == 50
        assert result.reached < 50


def test_icons_are_kept_up_to_a_number(qtbot: QtBot, tmp_path: Path) -> None:
    model = PictureModel([tmp_path / f"{number}.jpg" for number in range(benchmark_peers.KEPT + 10)])
    model.allow(60.0)
    assert all(model._icon(row) is not None for row in range(model.rowCount()))
    assert len(model._icons) == benchmark_peers.KEPT
    assert model.reached == model.rowCount()


def test_the_synthetic_library_is_that_of_a_family(tmp_path: Path) -> None:
    with Library.open(build_library(tmp_path / "synthetic", 600, people=5)) as library:
        cards = people_cards(library)
        restorable = restorable_tiles(library, 1)
    assert len(cards.people) == len(cards.groups) == 5
    assert cards.people[0].faces > cards.people[-1].faces, "few people are on most photos"
    assert 0 < len(restorable) < cards.people[0].faces
    assert all(each.reference is not None for each in restorable)
