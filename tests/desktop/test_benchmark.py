"""The benchmark of the window runs in small, and the stall meter sees a stall."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from core.benchmarks.synthetic_library import build_library
from ridfr_desktop import benchmark, benchmark_views
from ridfr_desktop.benchmark_views import measure_grid
from ridfr_desktop.stall_meter import StallMeter


@pytest.fixture(autouse=True)
def few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark_views, "STEPS", 6)


def test_a_stall_of_the_ui_thread_is_seen_in_its_length(qtbot: QtBot) -> None:
    meter = StallMeter()
    meter.start()
    QTimer.singleShot(20, lambda: time.sleep(0.2))
    qtbot.wait(300)
    stalls = meter.stop()
    assert stalls.longest >= 180
    assert stalls.p50 < stalls.longest


def test_our_grid_shows_every_photo_and_its_first_pictures(tmp_path: Path, qtbot: QtBot) -> None:
    result = measure_grid(build_library(tmp_path / "synthetic", 300))
    assert result.photos == 300
    assert 0 < result.first_paint <= result.complete
    assert result.frame_p50 <= result.frame_p99


def test_the_report_is_printed_as_json(qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmark.main(["--photos", "120", "--copies", "0", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    names = [view["name"] for view in report["views"]]
    assert names == ["RIDFR Desktop", "QFileSystemModel", "QListView, defaults"]
    assert all(view["photos"] == 120 for view in report["views"])
