"""Small pictures and damaged files, made when a test needs them."""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 200, 30), (30, 30, 200), (240, 240, 240)


def write_picture(path: Path, colour: tuple[int, int, int] = RED, *, mark: int = 0, side: int = 64) -> Path:
    """A picture whose middle is `colour` (who it shows, to `FakeAnalyzer`); `mark` makes it unique."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.full((side, side, 3), colour, dtype=np.uint8)
    pixels[0, :3] = [(mark >> shift) & 255 for shift in (0, 8, 16)]
    Image.fromarray(pixels).save(path, format="PNG")
    return path


def write_album(folder: Path, count: int) -> list[Path]:
    """`count` different pictures of three people in three folders, two of them twice."""
    colours = (RED, GREEN, BLUE)
    paths = [
        write_picture(folder / f"year {index % 3}" / f"{index:03}.png", colours[index % 3], mark=index)
        for index in range(count)
    ]
    for index in (0, 1):
        copy = folder / "copies" / f"{index}.png"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(paths[index].read_bytes())
        paths.append(copy)
    return paths


def write_bomb(path: Path) -> Path:
    """A PNG of a few bytes that says it is 60,000 pixels wide and high."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    return path


def write_broken_exif(path: Path) -> Path:
    """A good JPEG whose EXIF block points far beyond its end."""
    plain = path.with_name("plain for exif.tmp")
    Image.fromarray(np.full((64, 64, 3), GREEN, dtype=np.uint8)).save(plain, format="JPEG")
    data = plain.read_bytes()
    plain.unlink()
    exif = b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<HHHII", 500, 0x0112, 3, 0xFFFFFFFF, 0xFFFFFFF0)
    path.write_bytes(data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:])
    return path


def write_damaged_corpus(folder: Path) -> dict[str, Path]:
    """Files that must cost one line each, by what is wrong with them."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "whole.tmp"
    noise = np.random.default_rng(0).integers(0, 255, (96, 96, 3), dtype=np.uint8)
    Image.fromarray(noise).save(whole, format="JPEG")
    truncated = folder / "truncated.jpg"
    truncated.write_bytes(whole.read_bytes()[:400])
    whole.unlink()
    empty = folder / "empty.jpg"
    empty.touch()
    text = folder / "text.jpg"
    text.write_text("Dear diary, this is no picture.\n" * 20)
    return {
        "truncated": truncated,
        "empty": empty,
        "text": text,
        "bomb": write_bomb(folder / "bomb.png"),
    }


def write_odd_names(folder: Path) -> list[Path]:
    """Pictures with names that file systems allow and programs trip over."""
    names = ["new\nline.png", "quote'\".png", "ünïcødé 写真.PNG", "-rf.png", " space .png", "%s{x}$(y).png"]
    if os.name == "posix":
        names.append(os.fsdecode(b"latin-\xe9.png"))
    return [write_picture(folder / name, mark=index) for index, name in enumerate(names)]
