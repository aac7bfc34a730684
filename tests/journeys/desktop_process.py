"""The application in a process of its own, with somebody who says what is on its screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import REPOSITORY

PATIENCE = 1200.0
"""Seconds that anything may take on a busy machine."""
LOOK = 0.2
"""Seconds between two looks at the screen: a person would not look more often."""


class DesktopProcess:
    """Starts `observed_desktop` on a library; questions as it takes them."""

    def __init__(self, home: Path, library: Path, platform: Mapping[str, str]) -> None:
        """`platform`: the variables that say on which screen."""
        folders = {"HOME": home, "XDG_DATA_HOME": home / "data", "XDG_CONFIG_HOME": home / "config"}
        folders |= {"RIDFR_SETTINGS": home / "settings.toml", "RIDFR_PACKS": home / "packs"}
        self.environment = os.environ | {name: str(path) for name, path in folders.items()} | dict(platform)
        self.arguments = ["--library", str(library)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.observed_desktop", *self.arguments],
            env=self.environment,
            cwd=REPOSITORY,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, *question: object) -> object:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the application has ended"
        return json.loads(answer)

    def until(self, *question: object) -> object:
        """Ask until the answer is one."""
        deadline = time.monotonic() + PATIENCE
        while not (answer := self.ask(*question)):
            assert time.monotonic() < deadline, f"{question} did not come; seen:\n{self.ask('words')}"
            time.sleep(LOOK)
        return answer

    def until_read(self, words: str) -> None:
        """Wait for words on the screen."""
        deadline = time.monotonic() + PATIENCE
        while words not in (seen := str(self.ask("words"))):
            assert time.monotonic() < deadline, f"{words!r} did not come; seen:\n{seen}"
            time.sleep(LOOK)

    def end(self) -> None:
        """As a power cut would."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()
