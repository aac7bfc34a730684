"""Ratios with honest margins, foreign load noticed."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from core.benchmarks.measuring import (
    Comparison,
    ForeignLoad,
    Sample,
    cpu_seconds,
    interleaved,
    peak_memory,
    ratio,
    timed,
)

BURN = "import time; end = time.process_time() + 0.3\nwhile time.process_time() < end: pass"


def test_the_ratio_is_a_median_inside_its_interval() -> None:
    found = ratio([1.0, 2.0, 3.0, 4.0, 100.0])
    assert found.median == 3.0
    assert 1.0 <= found.low <= 3.0 <= found.high <= 100.0


def test_equal_rounds_leave_no_margin_and_a_seed_repeats() -> None:
    assert ratio([2.0] * 5) == ratio([2.0] * 5)
    assert (ratio([2.0] * 5).low, ratio([2.0] * 5).high) == (2.0, 2.0)


def test_a_comparison_takes_turns_after_a_warm_up() -> None:
    calls: list[str] = []
    compared = interleaved(lambda: calls.append("a"), lambda: calls.append("b"), rounds=3)
    assert calls == ["a", "b"] * 4
    assert len(compared.ours) == len(compared.peer) == 3


def test_speedups_are_peer_over_ours() -> None:
    compared = Comparison((Sample(1.0, 0.5), Sample(2.0, 1.0)), (Sample(4.0, 4.0), Sample(8.0, 8.0)), 0.0)
    assert compared.speedup().median == 4.0
    assert compared.cpu_speedup().median == 8.0


@pytest.mark.parametrize(("load", "valid"), [(0.0, True), (0.3, True), (0.31, False)])
def test_a_run_beside_foreign_load_is_invalid(load: float, valid: bool) -> None:
    assert Comparison((Sample(1, 1),), (Sample(1, 1),), load).valid is valid


def test_cpu_seconds_of_children_count() -> None:
    before = cpu_seconds()
    subprocess.run([sys.executable, "-c", BURN], check=True)
    assert cpu_seconds() - before > 0.25


def test_our_own_children_are_no_foreign_load() -> None:
    load, before = ForeignLoad(), time.perf_counter()
    subprocess.run([sys.executable, "-c", BURN], check=True)
    assert load.cores() * (time.perf_counter() - before) >= 0.0


def test_sleeping_costs_wall_time_only() -> None:
    sample = timed(lambda: time.sleep(0.05))
    assert sample.wall >= 0.05
    assert sample.cpu < sample.wall


def test_peak_memory_is_that_of_a_python_at_least() -> None:
    assert peak_memory() > 10_000_000
