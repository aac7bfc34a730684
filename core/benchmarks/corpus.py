"""Photographs made from a seed: the same bytes on every machine with the same Pillow."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

TWELVE_MEGAPIXELS = (4000, 3000)
_BASES = 2
"""Different scenes; each photo is a turned and shifted one with its own light."""


@dataclass(frozen=True)
class Corpus:
    """A folder of made photographs."""

    folder: Path
    files: tuple[Path, ...]
    manifest: str
    """SHA-256 over names and contents."""
    size: int
    """Bytes of all files."""


class PhotoMaker:
    """Draws photo-like pictures: soft shapes, edges, fine texture and grain."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self._bases: dict[tuple[int, int], list[NDArray[np.uint8]]] = {}

    def picture(self, size: tuple[int, int]) -> Image.Image:
        """The next RGB picture of (width, height)."""
        if size not in self._bases:
            self._bases[size] = [self._scene(size) for _ in range(_BASES)]
        base = self._bases[size][int(self._random.integers(_BASES))]
        shift = self._random.integers(0, min(size), size=2)
        moved = np.roll(base, tuple(int(step) for step in shift), axis=(0, 1))
        if self._random.random() < 0.5:
            moved = moved[:, ::-1]
        light = self._random.uniform(0.85, 1.0)
        return Image.fromarray(np.ascontiguousarray(moved)).point(lambda value: int(value * light))

    def _scene(self, size: tuple[int, int]) -> NDArray[np.uint8]:
        width, height = size
        scene = np.zeros((height, width, 3), dtype=np.float32)
        for cells, strength in ((6, 90.0), (40, 40.0), (250, 22.0)):
            shape = (max(cells * height // width, 2), cells, 3)
            layer = Image.fromarray(self._random.integers(0, 256, shape, dtype=np.uint8))
            scene += (
                (np.asarray(layer.resize(size, Image.Resampling.BICUBIC), np.float32) - 128) / 128 * strength
            )
        scene += self._random.normal(0, 4, (height, width, 1)).astype(np.float32)
        return np.clip(scene + 128, 0, 255).astype(np.uint8)


def write_jpegs(
    folder: Path, count: int, size: tuple[int, int], *, seed: int, progressive: bool = False
) -> Corpus:
    """`count` JPEGs of `size`, with the date and camera that a real one has."""
    maker = PhotoMaker(seed)

    def contents() -> Iterator[tuple[str, bytes]]:
        for index in range(count):
            yield f"photo-{index:05}.jpg", _jpeg(maker.picture(size), index, progressive=progressive)

    return _write(folder, contents())


def write_mixed(folder: Path, count: int, *, seed: int) -> Corpus:
    """A family's archive: mostly phone photos, some old small ones, progressive JPEGs and PNGs."""
    maker = PhotoMaker(seed)

    def contents() -> Iterator[tuple[str, bytes]]:
        for index in range(count):
            kind, name = index % 10, f"photo-{index:05}"
            if kind == 0:
                yield f"{name}.png", _encoded(maker.picture((1600, 1200)), "PNG", compress_level=1)
            elif kind <= 2:
                yield f"{name}.jpg", _jpeg(maker.picture((2048, 1536)), index)
            else:
                yield f"{name}.jpg", _jpeg(maker.picture(TWELVE_MEGAPIXELS), index, progressive=kind == 3)

    return _write(folder, contents())


def write_tiny(folder: Path, count: int, *, seed: int) -> Corpus:
    """Many tiny different JPEGs, a thousand to a folder: only bookkeeping costs time."""
    random = np.random.default_rng(seed)

    def contents() -> Iterator[tuple[str, bytes]]:
        for index in range(count):
            pixels = Image.fromarray(random.integers(0, 256, (8, 8, 3), dtype=np.uint8))
            yield f"{index // 1000:03}/tiny-{index:06}.jpg", _encoded(pixels, "JPEG")

    return _write(folder, contents())


def write_faces(folder: Path, count: int, portrait: NDArray[np.uint8], *, seed: int) -> Corpus:
    """12-megapixel photos, each with one real face (`portrait`, RGB) somewhere in it."""
    maker, random = PhotoMaker(seed), np.random.default_rng(seed)

    def contents() -> Iterator[tuple[str, bytes]]:
        for index in range(count):
            picture = maker.picture(TWELVE_MEGAPIXELS)
            side = int(random.uniform(0.4, 0.8) * picture.height)
            face = Image.fromarray(portrait).resize((side, side), Image.Resampling.BICUBIC)
            corner = random.integers(0, [picture.width - side, picture.height - side])
            picture.paste(face, (int(corner[0]), int(corner[1])))
            yield f"photo-{index:05}.jpg", _jpeg(picture, index)

    return _write(folder, contents())


def manifest_of(files: Sequence[Path], folder: Path) -> str:
    """SHA-256 over the names and contents of `files`."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.relative_to(folder).as_posix().encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _write(folder: Path, contents: Iterator[tuple[str, bytes]]) -> Corpus:
    files = []
    for name, content in contents:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        files.append(file)
    size = sum(file.stat().st_size for file in files)
    return Corpus(folder, tuple(files), manifest_of(files, folder), size)


def _jpeg(picture: Image.Image, index: int, *, progressive: bool = False) -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "RIDFR", "bench"  # make and model
    exif.get_ifd(0x8769)[0x9003] = f"20{index % 25:02}:01:{1 + index % 28:02} 12:00:00"  # taken
    return _encoded(picture, "JPEG", quality=88, progressive=progressive, exif=exif)


def _encoded(picture: Image.Image, format: str, **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, format, **options)
    return stream.getvalue()
