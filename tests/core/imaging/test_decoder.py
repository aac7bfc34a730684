"""The worker process: crashes, hangs and hostile files cost one line each."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.errors import DeviceError, UnreadablePhoto
from core.imaging.decode_journal import DEATHS_TO_QUARANTINE
from core.imaging.decoder import Decoder
from core.imaging.decoding import decode_file
from core.imaging.messages import LENGTH, BrokenMessage, read_message
from core.sentence import Sentence
from tests.core.imaging.conftest import Saver
from tests.core.imaging.failing_worker import HANGS
from tests.core.imaging.made_files import flat_png

REPOSITORY = Path(__file__).resolve().parents[3]
PATIENCE = 120.0
"""Seconds that a loaded machine may take."""


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "decoding.json"


@pytest.fixture
def decoder(journal: Path) -> Iterator[Decoder]:
    """A real worker that fails on files named crash or hang."""
    with failing(journal) as opened:
        yield opened


def failing(journal: Path, *, timeout: float = 60.0) -> Decoder:
    return Decoder(journal, worker="tests.core.imaging.failing_worker", timeout=timeout)


def test_the_worker_decodes_as_this_process_would(save: Saver, journal: Path) -> None:
    path = save("a.jpg", exif=Image.Exif())
    with Decoder(journal) as decoder:
        ours, theirs = (
            decode_file(path, max_side=200, thumbnail_side=64),
            decoder.decode(path, max_side=200, thumbnail_side=64),
        )
    assert np.array_equal(ours.pixels, theirs.pixels)
    assert (ours.digest, ours.facts, ours.scale) == (theirs.digest, theirs.facts, theirs.scale)
    assert (ours.thumbnail, ours.stamp) == (theirs.thumbnail, theirs.stamp)


def test_what_was_left_out_of_a_photo_comes_through_the_worker_as_sentences(
    save: Saver, journal: Path
) -> None:
    path = save("a.png", icc_profile=b"no profile at all" * 20, xmp=b"<x:xmpmeta damaged")
    with Decoder(journal) as decoder:
        problem = decoder.decode(path).facts.metadata_problem
    assert isinstance(problem, Sentence)
    assert all(isinstance(each, Sentence) for each in problem.values.values())


def test_metadata_blocks_come_through_the_worker(save: Saver, journal: Path) -> None:
    path = save("a.jpg", xmp=b"<x/>", comment=b"hello")
    with Decoder(journal) as decoder:
        source = decoder.metadata(path)
    assert (source.exif, source.xmp, source.icc) == (None, b"<x/>", None)


def test_unreadable_files_are_named_and_the_worker_stays(save: Saver, decoder: Decoder) -> None:
    good, bad = save("a.jpg"), save("b.jpg")
    bad.write_bytes(b"no photo")
    for path in (bad, bad.with_name("gone.jpg"), bad.parent):
        with pytest.raises(UnreadablePhoto) as caught:
            decoder.decode(path)
        assert caught.value.path == str(path)
    assert decoder.decode(good).facts.width == 400


def test_a_file_that_crashes_the_decoder_costs_one_line(save: Saver, decoder: Decoder) -> None:
    good, bad = save("a.jpg"), save("crash.jpg")
    assert decoder.decode(good).facts.width == 400
    with pytest.raises(UnreadablePhoto, match="2 times") as caught:
        decoder.decode(bad)
    assert caught.value.path == str(bad)
    assert decoder.decode(good).facts.width == 400


def test_a_quarantined_file_is_not_opened_again_until_it_changes(save: Saver, journal: Path) -> None:
    bad = save("crash.jpg")
    with failing(journal) as decoder, pytest.raises(UnreadablePhoto):
        decoder.decode(bad)
    assert json.loads(journal.read_text())["deaths"][str(bad)]["deaths"] == 2
    with Decoder(journal) as decoder:  # its worker would read the file without trouble
        with pytest.raises(UnreadablePhoto, match="until it changes"):
            decoder.decode(bad)
        save("crash.jpg", Image.new("RGB", (9, 9)))
        assert decoder.decode(bad).facts.width == 9
    assert not journal.exists()


def test_a_file_that_hangs_the_decoder_is_left_after_the_time(save: Saver, journal: Path) -> None:
    good, bad = save("a.jpg"), save("hang.jpg")
    with failing(journal, timeout=1.0) as decoder:
        with pytest.raises(UnreadablePhoto, match="over 1 seconds"):
            decoder.decode(bad)
        with pytest.raises(UnreadablePhoto, match="over 1 seconds"):
            decoder.decode(bad)
        with pytest.raises(UnreadablePhoto, match="2 times"):
            decoder.decode(bad)
    with failing(journal) as decoder:
        assert decoder.decode(good).facts.width == 400


def test_a_worker_killed_from_outside_is_replaced_without_a_line(save: Saver, decoder: Decoder) -> None:
    path = save("a.jpg")
    decoder.decode(path)
    worker_of(decoder).kill()
    assert decoder.decode(path).facts.width == 400
    assert decoder.decode(path).facts.width == 400


def test_a_decoder_that_prints_disturbs_nothing(save: Saver, decoder: Decoder) -> None:
    assert decoder.decode(save("chatter.jpg")).facts.width == 400


def test_the_journal_names_the_file_being_opened(save: Saver, journal: Path) -> None:
    bad = save("hang.jpg")
    marker = bad.with_suffix(HANGS)
    with failing(journal) as decoder:
        reading = threading.Thread(target=refused, args=(decoder, bad))
        reading.start()
        for _ in range(DEATHS_TO_QUARANTINE):
            wait_until(marker.exists)
            assert json.loads(journal.read_text())["opening"] == str(bad)
            marker.unlink()
            worker_of(decoder).kill()
        reading.join()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits a process's memory")
def test_a_file_that_wants_more_memory_than_allowed_is_refused(tmp_path: Path, journal: Path) -> None:
    # Small enough for the pixel limit, but eight-bit copies of it would not fit.
    bomb = tmp_path / "bomb.png"
    bomb.write_bytes(flat_png(7_000))
    with Decoder(journal, memory_bytes=700 << 20) as decoder:
        with pytest.raises(UnreadablePhoto) as caught:
            decoder.decode(bomb)
        assert caught.value.path == str(bomb)
        bomb.write_bytes(flat_png(100))
        assert decoder.decode(bomb).facts.width == 100


def test_strange_names_are_opened(save: Saver, decoder: Decoder) -> None:
    plain = save("a.jpg")
    for name in ("-rf.jpg", "new\nline.jpg", "naïve 🙂.jpg", os.fsdecode(b"caf\xe9.jpg"), "n" * 251 + ".jpg"):
        path = plain.with_name(name)
        path.write_bytes(plain.read_bytes())
        assert decoder.decode(path).facts.width == 400


def test_several_threads_share_one_worker(save: Saver, decoder: Decoder) -> None:
    before = set(psutil.Process().children())
    paths = [save(f"{side}.png", Image.new("RGB", (side, side))) for side in range(5, 13)]
    found: dict[Path, int] = {}
    threads = [
        threading.Thread(target=lambda path=path: found.update({path: decoder.decode(path).facts.width}))
        for path in paths
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[path] for path in paths] == list(range(5, 13))
    assert len(set(psutil.Process().children()) - before) == 1


def test_no_process_is_left_after_closing(save: Saver, decoder: Decoder) -> None:
    before = set(psutil.Process().children())
    decoder.decode(save("a.jpg"))
    (child,) = set(psutil.Process().children()) - before
    decoder.close()
    assert not child.is_running()
    decoder.close()


@pytest.mark.parametrize("how", ["decoding", "idle"])
def test_the_worker_ends_with_a_killed_parent(save: Saver, journal: Path, how: str) -> None:
    good, hangs = save("a.jpg"), save("hang.jpg")
    program = (
        "import time; from pathlib import Path; from core.imaging.decoder import Decoder\n"
        f"decoder = Decoder(Path({str(journal)!r}), worker='tests.core.imaging.failing_worker')\n"
        f"decoder.decode(Path({str(good)!r}))\n"
        "print(decoder._worker._process.pid, flush=True)\n"
        f"decoder.decode(Path({str(hangs)!r})) if {how == 'decoding'} else time.sleep(600)"
    )
    # The worker gets the path of its parent, in which `-c` puts "" for this folder: name it.
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        if how == "decoding":
            wait_until(hangs.with_suffix(HANGS).exists)
        parent.kill()
    gone, alive = psutil.wait_procs([worker], timeout=PATIENCE)
    assert not alive
    assert gone


def test_the_worker_imports_only_what_it_needs(tmp_path: Path) -> None:
    program = "import sys, core.imaging.worker; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    out = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True
    )
    heavy = {
        "torch",
        "sqlalchemy",
        "cv2",
        "dlib",
        "onnxruntime",
        "PySide6",
        "scipy",
        "skimage",
        "sklearn",
        "typer",
    }
    assert not heavy & set(out.stdout.split())


def test_a_worker_that_cannot_start_is_the_machines_problem(save: Saver, journal: Path) -> None:
    with (
        Decoder(journal, worker="no.such.module") as decoder,
        pytest.raises(DeviceError, match="installation"),
    ):
        decoder.decode(save("a.jpg"))


def test_a_damaged_journal_is_no_obstacle(save: Saver, journal: Path) -> None:
    for text in ("", "[]", '{"deaths": {"a": 3}}', "\0" * 100):
        journal.write_text(text)
        with Decoder(journal) as decoder:
            assert decoder.decode(save("a.jpg")).facts.width == 400


def test_full_size_pixels_can_be_changed_by_the_caller(
    save: Saver, journal: Path, portrait: NDArray[np.uint8]
) -> None:
    with Decoder(journal) as decoder:
        pixels = decoder.decode(save("a.png")).pixels
    assert np.array_equal(pixels, portrait)
    pixels[0, 0] = 7


def refused(decoder: Decoder, path: Path) -> None:
    with pytest.raises(UnreadablePhoto):
        decoder.decode(path)


def worker_of(decoder: Decoder) -> psutil.Process:
    assert decoder._worker is not None
    return psutil.Process(decoder._worker._process.pid)


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.parametrize(
    "text", ['{"blocks": [Infinity]}', '{"blocks": ' + "[" * 100_000, "[]", '{"blocks": [-1]}']
)
def test_nonsense_of_a_worker_is_a_broken_message(text: str) -> None:
    message = LENGTH.pack(len(text)) + text.encode()
    with pytest.raises(BrokenMessage):
        read_message(io.BytesIO(message))
