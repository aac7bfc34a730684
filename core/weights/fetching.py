"""Downloads through pooch: HTTPS, a SHA-256, progress and cancel, and going on where one stopped."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pooch
import requests

from core.errors import WeightsError
from core.progress import Progress
from core.sentence import Sentence

TIMEOUT = 30
"""Seconds without an answer."""
CHUNK = 2**20
RANGE_NOT_SATISFIABLE = 416
PARTIAL_CONTENT = 206


class ResumingDownloader:
    """A downloader for pooch that keeps what arrived and asks the server for the rest (HTTP Range).

    The rest is asked for on condition that the file is still the same (If-Range with the server's
    own mark of it), so two versions are never mixed, also where no hash is known beforehand.
    """

    def __init__(self, partial: Path, progress: Progress) -> None:
        self._partial = partial
        self._mark = partial.with_name(partial.name + ".etag")
        self._progress = progress

    def __call__(self, url: str, output_file: str, _pooch: object, check_only: bool = False) -> bool | None:
        """Called by pooch: bring `url` to `output_file`."""
        if check_only:
            with requests.head(url, timeout=TIMEOUT, allow_redirects=True) as answer:
                return bool(answer.ok)
        if not self._receive(url):
            # What is here is not a beginning of what the server has: begin anew.
            self._forget()
            self._receive(url)
        os.replace(self._partial, output_file)
        self._mark.unlink(missing_ok=True)
        return None

    def _receive(self, url: str) -> bool:
        """Append what is missing; False if the server cannot continue what is here."""
        have = self._partial.stat().st_size if self._partial.is_file() else 0
        mark = self._mark.read_text(encoding="utf-8") if self._mark.is_file() else ""
        headers = {"Accept-Encoding": "identity"}
        if have and mark:
            headers |= {"Range": f"bytes={have}-", "If-Range": mark}
        with requests.get(url, headers=headers, stream=True, timeout=TIMEOUT) as answer:
            if answer.status_code == RANGE_NOT_SATISFIABLE:
                return False
            answer.raise_for_status()
            continued = answer.status_code == PARTIAL_CONTENT
            start = have if continued else 0
            total = start + int(answer.headers.get("Content-Length", 0))
            self._remember(answer.headers.get("ETag", ""))
            with self._partial.open("ab" if continued else "wb") as stream:
                for chunk in self._reported(answer.iter_content(CHUNK), start, total):
                    stream.write(chunk)
        return True

    def _remember(self, mark: str) -> None:
        """Keep the server's mark of the file; a weak one does not vouch for bytes."""
        if mark and not mark.startswith("W/"):
            self._mark.write_text(mark, encoding="utf-8")
        else:
            self._mark.unlink(missing_ok=True)

    def _forget(self) -> None:
        self._partial.unlink(missing_ok=True)
        self._mark.unlink(missing_ok=True)

    def _reported(self, chunks: Iterator[bytes], done: int, total: int) -> Iterator[bytes]:
        for chunk in chunks:
            yield chunk
            done += len(chunk)
            name = self._partial.name.removesuffix(".part")
            self._progress(
                done / max(total, done),
                Sentence(
                    "{name}: {arrived:.1f} of {size:.1f} MB",
                    name=name,
                    arrived=done / 1e6,
                    size=max(total, done) / 1e6,
                ),
            )


def fetch(url: str, target: Path, sha256: str, progress: Progress) -> None:
    """Download `url` to `target`, which exists only if its SHA-256 is right.

    What had arrived when it was stopped lies beside the target as ``<name>.part`` and is not
    downloaded again.

    Args:
        url: of the file.
        target: where it will be.
        sha256: expected hash; empty where the publisher's is not known.
        progress: reports megabytes.

    Raises:
        WeightsError: no connection, not found, or another file than expected.
        Cancelled: the user asked to stop.
    """
    pooch.get_logger().setLevel("WARNING")  # progress says it better than its log lines
    downloader = ResumingDownloader(target.with_name(target.name + ".part"), progress)
    try:
        pooch.retrieve(
            url,
            known_hash=f"sha256:{sha256}" if sha256 else None,
            fname=target.name,
            path=target.parent,
            downloader=downloader,
        )
    except ValueError as error:
        raise WeightsError(
            "{address} is not the expected file; nothing was installed.", address=url
        ) from error
    except OSError as error:
        raise WeightsError(
            "{address} could not be downloaded; check the connection and the free space and "
            "try again: it goes on where it stopped.",
            address=url,
        ) from error
