"""Progress that reports, splits and cancels.

A service calls ``progress(0.4, "37 of 90")``; the call reports *and* raises
`Cancelled` when the user asked to stop, so every report is a safe point to stop at.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from core.errors import Cancelled
from core.sentence import Sentence

Item = TypeVar("Item")
Listener = Callable[[float, str], None]


class CancelToken:
    """Thread-safe wish to stop, to pause or to make room, shared by a job and its parts."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()
        self._room_wanted = threading.Event()
        self._running = threading.Event()
        self._running.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()

    @property
    def paused(self) -> bool:
        return not self._running.is_set()

    def cancel(self) -> None:
        """Stop at the next report; wakes a paused job so that it can end."""
        self._cancelled.set()
        self._running.set()

    def pause(self) -> None:
        self._running.clear()

    def resume(self) -> None:
        self._running.set()

    @property
    def room_wanted(self) -> bool:
        """Divisible work is to end at its next seam; what is left is done later."""
        return self._room_wanted.is_set()

    def make_room(self) -> None:
        self._room_wanted.set()

    def keep_room(self) -> None:
        self._room_wanted.clear()

    def check(self) -> None:
        """Wait while paused, then raise `Cancelled` if the user asked to stop."""
        self._running.wait()
        if self.cancelled:
            raise Cancelled


class Progress:
    """Share of a job: reports fractions in [0, 1] of its own span of the whole."""

    def __init__(
        self,
        listener: Listener | None = None,
        *,
        token: CancelToken | None = None,
        start: float = 0.0,
        span: float = 1.0,
    ) -> None:
        self._listener = listener
        self.token = token or CancelToken()
        self._start = start
        self._span = span

    def __call__(self, fraction: float, message: str = "") -> None:
        """Report `fraction` of this share; raises `Cancelled` when asked to stop."""
        self.token.check()
        if self._listener is not None:
            bounded = min(max(fraction, 0.0), 1.0)
            self._listener(self._start + self._span * bounded, message)

    def part(self, index: int, count: int) -> Progress:
        """The share of item `index` of `count` equal items."""
        share = self._span / max(count, 1)
        return Progress(self._listener, token=self.token, start=self._start + index * share, span=share)

    def between(self, start: float, end: float) -> Progress:
        """The share from `start` to `end`, fractions of this one."""
        return Progress(
            self._listener,
            token=self.token,
            start=self._start + self._span * start,
            span=self._span * (end - start),
        )

    def over(self, items: Sequence[Item], message: str = "") -> Iterator[Item]:
        """Iterate over `items`, reporting before each and once at the end."""
        count = len(items)
        for index, item in enumerate(items):
            self(index / count, how_far(message, index + 1, count))
            yield item
        self(1.0, how_far(message, count, count) if count else message)


def how_far(thing: str, done: int, total: int) -> Sentence:
    """ "Photo 7 of 90": where work is that goes over things; `count_in` finds the numbers again."""
    if not thing:
        return Sentence("{done} of {total}", done=done, total=total)
    return Sentence("{thing} {done} of {total}", thing=thing, done=done, total=total)


def count_in(message: str) -> tuple[int, int] | None:
    """How many things are done and how many there are; None in a message that tells of something else."""
    if not isinstance(message, Sentence) or not {"done", "total"} <= message.values.keys():
        return None
    return int(message.values["done"]), int(message.values["total"])
