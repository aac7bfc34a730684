"""The cache of thumbnails: at once or later, newest first, nothing decoded twice."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from ridfr_desktop.models.thumbnail_cache import ThumbnailCache


def picture(side: int = 32) -> bytes:
    encoded = io.BytesIO()
    Image.new("RGB", (side, side // 2), (200, 120, 40)).save(encoded, "JPEG")
    return encoded.getvalue()


@pytest.fixture
def cache(qtbot: QtBot) -> Iterator[ThumbnailCache]:
    made = ThumbnailCache(limit_bytes=3 * 32 * 16 * 4)
    yield made
    made.close()


def test_a_picture_is_not_there_at_first_and_announced_when_it_is(
    cache: ThumbnailCache, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(cache.ready) as ready:
        assert cache.request("a", picture) is None
    assert ready.args == ["a"]
    shown = cache.request("a", picture)
    assert shown is not None
    assert (shown.width(), shown.height()) == (32, 16)


def test_a_side_is_kept_in_steps_and_another_size_stands_in_for_it(
    cache: ThumbnailCache, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(cache.ready):
        cache.request("a", picture, 20)
    small = cache.request("a", picture, 24)
    assert small is not None
    assert small.width() == 24  # asked for 20, kept as the next multiple of 8
    with qtbot.waitSignal(cache.ready):
        assert cache.request("a", picture, 32) is not None  # the smaller one meanwhile
    large = cache.request("a", picture, 32)
    assert large is not None
    assert large.width() == 32


def test_scaled_pictures_have_round_corners(cache: ThumbnailCache, qtbot: QtBot) -> None:
    with qtbot.waitSignal(cache.ready):
        cache.request("a", picture, 32)
    shown = cache.request("a", picture, 32)
    assert shown is not None
    image = shown.toImage()
    assert image.pixelColor(0, 0).alpha() < 64
    assert image.pixelColor(16, 8).alpha() == 255


def test_a_picture_that_is_not_there_is_asked_for_again_only_after_indexing(
    cache: ThumbnailCache, qtbot: QtBot
) -> None:
    asked: list[str] = []
    cache.request("gone", lambda: asked.append("x"))
    qtbot.waitUntil(lambda: bool(cache._missing))
    cache.request("gone", lambda: asked.append("x"))
    with qtbot.waitSignal(cache.ready):
        cache.request("other", picture)
    assert asked == ["x"]
    cache.forget_missing()
    with qtbot.waitSignal(cache.ready):
        cache.request("gone", picture)


def test_what_was_asked_for_last_is_read_first(cache: ThumbnailCache, qtbot: QtBot) -> None:
    held, order = threading.Event(), []
    cache.request("first", lambda: held.wait(5) and None)
    for key in "abc":
        cache.request(key, lambda key=key: order.append(key))
    held.set()
    qtbot.waitUntil(lambda: len(order) == 3)
    assert order == ["c", "b", "a"]


def test_the_oldest_pictures_go_when_the_cache_is_full(cache: ThumbnailCache, qtbot: QtBot) -> None:
    for key in "abcd":
        with qtbot.waitSignal(cache.ready):
            cache.request(key, picture)
    assert cache.request("d", picture) is not None
    with qtbot.waitSignal(cache.ready) as again:
        assert cache.request("a", picture) is None
    assert again.args == ["a"]
