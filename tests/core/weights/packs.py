"""A small list of packs and a fetcher that needs no network."""

from __future__ import annotations

import hashlib
from pathlib import Path

from core.errors import WeightsError
from core.progress import Progress
from core.weights.registry import Pack, PackArchive, PackFile

CONTENTS = {"one.onnx": b"first model", "two.onnx": b"second model"}


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def pack(archive: bytes | None = None) -> Pack:
    files = tuple(
        PackFile(name, digest(content), len(content), "" if archive else f"https://example.org/{name}")
        for name, content in CONTENTS.items()
    )
    zipped = PackArchive("https://example.org/all.zip", digest(archive), len(archive)) if archive else None
    return Pack("mine", "face", "My pack", "MIT", "The MIT licence.", True, False, files, zipped)


class FakeWeb:
    """Serves bytes by URL, and checks them as the real fetcher does."""

    def __init__(self, **pages: bytes) -> None:
        self.pages = {f"https://example.org/{name}": content for name, content in pages.items()}
        self.asked: list[str] = []

    def fetch(self, url: str, target: Path, sha256: str, progress: Progress) -> None:
        self.asked.append(url)
        progress(0.5, url)
        if url not in self.pages:
            raise WeightsError(f"{url} could not be downloaded.")
        if digest(self.pages[url]) != sha256:
            raise WeightsError(f"{url} is not the expected file.")
        target.write_bytes(self.pages[url])
