"""Files made byte by byte: a decompression bomb and a RAW file."""

from __future__ import annotations

import struct
import zlib

Entry = tuple[int, int, list[int]]
"""Tag, type and values of one TIFF directory entry."""

CODES = {1: "B", 2: "B", 3: "H", 4: "I", 10: "i"}


def flat_png(side: int) -> bytes:
    """A black one-bit PNG that claims `side` x `side` pixels in a few KB."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (side * (1 + (side + 7) // 8)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def tiny_dng(preview: bytes) -> bytes:
    """A DNG with a 400 x 300 JPEG preview and 64 x 64 sensor pixels, by Adobe's specification."""
    sensor = b"\x10\x00" * 4096
    preview_at, sensor_at = 8, 8 + len(preview)
    raw_at = sensor_at + len(sensor)
    # fmt: off
    raw = directory(raw_at, [
        (254, 4, [0]), (256, 4, [64]), (257, 4, [64]), (258, 3, [16]), (259, 3, [1]), (262, 3, [32803]),
        (273, 4, [sensor_at]), (277, 3, [1]), (278, 4, [64]), (279, 4, [len(sensor)]),
        (33421, 3, [2, 2]), (33422, 1, [0, 1, 1, 2]),
    ])
    main_at = raw_at + len(raw)
    main = directory(main_at, [
        (254, 4, [1]), (256, 4, [400]), (257, 4, [300]), (258, 3, [8, 8, 8]), (259, 3, [7]), (262, 3, [6]),
        (271, 2, [*b"Acme\0"]), (272, 2, [*b"Box\0"]), (273, 4, [preview_at]), (274, 3, [1]),
        (277, 3, [3]), (278, 4, [300]), (279, 4, [len(preview)]), (330, 4, [raw_at]),
        (50706, 1, [1, 4, 0, 0]), (50708, 2, [*b"Acme Box\0"]),
        (50721, 10, [1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1]),
    ])
    # fmt: on
    return b"II*\0" + struct.pack("<I", main_at) + preview + sensor + raw + main


def directory(at: int, entries: list[Entry]) -> bytes:
    """A little-endian TIFF directory for offset `at`, with its long values behind it."""
    body, extra = b"", b""
    extra_at = at + 2 + 12 * len(entries) + 4
    for tag, kind, values in sorted(entries):
        count = len(values) // 2 if kind == 10 else len(values)
        data = struct.pack(f"<{len(values)}{CODES[kind]}", *values)
        if len(data) > 4:
            pointer, extra = extra_at + len(extra), extra + data
            data = struct.pack("<I", pointer)
        body += struct.pack("<HHI", tag, kind, count) + data.ljust(4, b"\0")
    return struct.pack("<H", len(entries)) + body + b"\0" * 4 + extra
