"""The first Ctrl-C asks to stop; the second one ends the process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from core.cli.interrupt import stop_on_interrupt

WAITING = """
import sys, time
from core.cli.interrupt import stop_on_interrupt
with stop_on_interrupt() as token:
    print("ready", flush=True)
    while not token.cancelled:
        time.sleep(0.01)
    print("cancelled", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_cancels_and_says_so(number: int, capfd: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGINT)
    with stop_on_interrupt() as token:
        os.kill(os.getpid(), number)
        while not token.cancelled:
            time.sleep(0.01)
    assert "again to end at once" in capfd.readouterr().err
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_second_interrupt_ends_a_process_that_does_not_stop() -> None:
    command = [sys.executable, "-c", WAITING]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        for said in ("ready", "cancelled"):
            assert process.stdout.readline().strip() == said
            process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == -signal.SIGINT
