"""A progress bar with rate and time left, on standard error and only for a terminal."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from core.cli.values import printable
from core.progress import Listener, count_in

_WINDOW_SECONDS = 20.0


class RateMeter:
    """Items per second, from messages such as "37 of 90"; starts anew when the count does."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()
        self._total = 0

    def update(self, message: str) -> str:
        """Note the count in `message`; gives "3.1/s", or "" as long as it is unknown."""
        found = count_in(message)
        if found is None:
            return self._rate()
        count, total = found
        if total != self._total or (self._seen and count < self._seen[-1][1]):
            self._seen.clear()
            self._total = total
        now = self._clock()
        self._seen.append((now, count))
        while now - self._seen[0][0] > _WINDOW_SECONDS and len(self._seen) > 2:
            self._seen.popleft()
        return self._rate()

    def _rate(self) -> str:
        if len(self._seen) < 2:
            return ""
        (first, start), (last, end) = self._seen[0], self._seen[-1]
        if last <= first or end <= start:
            return ""
        rate = (end - start) / (last - first)
        return f"{rate:.1f}/s" if rate >= 0.1 else f"{60 * rate:.1f}/min"


@contextmanager
def progress_bar(title: str, *, shown: bool) -> Iterator[Listener | None]:
    """A listener for `core.progress.Progress` that draws a bar; None when not `shown`."""
    if not shown:
        yield None
        return
    meter = RateMeter()
    bar = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("{task.fields[message]}"),
        console=Console(stderr=True, highlight=False),
        transient=True,
    )
    task = bar.add_task(title, total=1.0, rate="", message="")

    def listen(fraction: float, message: str) -> None:
        text = Text(printable(message)).markup
        bar.update(task, completed=fraction, rate=meter.update(message), message=text)

    with bar:
        yield listen
