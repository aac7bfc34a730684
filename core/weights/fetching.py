"""Downloads through pooch: HTTPS, a known SHA-256, progress that can be cancelled."""

from __future__ import annotations

from pathlib import Path

import pooch

from core.errors import WeightsError
from core.progress import Progress


class _Bar:
    """What pooch's downloader calls a progress bar, reporting to ours."""

    def __init__(self, progress: Progress, name: str) -> None:
        self._progress = progress
        self._name = name
        self._done = 0
        self.total = 0

    def update(self, count: int) -> None:
        self._done += count
        megabytes = f"{self._done / 1e6:.1f} of {self.total / 1e6:.1f} MB"
        self._progress(self._done / max(self.total, 1), f"{self._name}: {megabytes}")

    def reset(self) -> None:
        # pooch resets the bar when the file is complete, and then counts it in one step.
        self._done = 0

    def close(self) -> None:
        """Nothing to close."""


def fetch(url: str, target: Path, sha256: str, progress: Progress) -> None:
    """Download `url` to `target`, which exists only if its SHA-256 is right.

    Raises:
        WeightsError: no connection, not found, or another file than expected.
        Cancelled: the user asked to stop.
    """
    pooch.get_logger().setLevel("WARNING")  # progress says it better than its log lines
    downloader = pooch.HTTPDownloader(progressbar=_Bar(progress, target.name), timeout=30)
    try:
        pooch.retrieve(
            url, known_hash=f"sha256:{sha256}", fname=target.name, path=target.parent, downloader=downloader
        )
    except ValueError as error:
        raise WeightsError(f"{url} is not the expected file; nothing was installed.") from error
    except OSError as error:
        raise WeightsError(f"{url} could not be downloaded; check the connection and try again.") from error
