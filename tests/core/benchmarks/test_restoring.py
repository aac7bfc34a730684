"""What `ridfr bench restore` times."""

from __future__ import annotations

from core.benchmarks.restoring import RestoreSetting, time_restorer
from core.progress import Progress
from tests.fakes import FakeRestorer


class FakeMeter:
    name = "test"
    resets = 0

    def reset(self) -> None:
        self.resets += 1

    def peak(self) -> int:
        return 1000 * self.resets


def test_every_setting_is_warmed_up_and_timed_per_face() -> None:
    restorer, meter, seen = FakeRestorer(), FakeMeter(), list[float]()
    settings = [RestoreSetting(1), RestoreSetting(4, references=2, rule="tokens")]
    progress = Progress(lambda fraction, _: seen.append(fraction))
    report = time_restorer(restorer, settings, meter, progress, rounds=3)
    assert restorer.restored == 4 * (1 + 4)
    assert restorer.encoded == 1 + 2
    assert [figure.peak_memory for figure in report.figures] == [1000, 2000]
    assert all(0 < figure.best <= figure.seconds for figure in report.figures)
    assert report.figures[1].plan.batch_size == 4
    assert (report.restorer, report.device) == ("fake", "test")
    assert seen == sorted(seen)
    assert seen[-1] == 1.0
