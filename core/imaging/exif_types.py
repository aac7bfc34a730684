"""Gives EXIF values back the type that the standard asks for.

Pillow writes bytes of a sub-block as BYTE unless it knows the tag; the standard (CIPA DC-008)
has UNDEFINED for most of them, and strict readers refuse the other. Both types take one byte an
element, so only the type field of an entry changes and the layout stays as it is.
"""

from __future__ import annotations

import struct

HEADER = b"Exif\0\0"
EXIF_POINTER = 0x8769
BYTE, UNDEFINED = 1, 7
ENTRY = 12

UNDEFINED_TAGS = frozenset(
    {
        0x8828,  # OECF
        0x9000,  # ExifVersion
        0x9101,  # ComponentsConfiguration
        0x927C,  # MakerNote
        0x9286,  # UserComment
        0xA000,  # FlashpixVersion
        0xA20C,  # SpatialFrequencyResponse
        0xA300,  # FileSource
        0xA301,  # SceneType
        0xA302,  # CFAPattern
        0xA40B,  # DeviceSettingDescription
    }
)


def with_standard_types(block: bytes) -> bytes:
    """The block with UNDEFINED where the standard has it.

    Args:
        block: as `Image.Exif.tobytes` made it, with or without its "Exif" header.
    """
    start = len(HEADER) if block.startswith(HEADER) else 0
    order = "<" if block[start : start + 2] == b"II" else ">"
    patched = bytearray(block)
    (main,) = struct.unpack_from(order + "L", block, start + 4)
    for entry in _entries(block, start + main, order):
        tag, _, _, value = struct.unpack_from(order + "HHLL", block, entry)
        if tag == EXIF_POINTER:
            for inner in _entries(block, start + value, order):
                inner_tag, kind = struct.unpack_from(order + "HH", block, inner)
                if inner_tag in UNDEFINED_TAGS and kind == BYTE:
                    struct.pack_into(order + "H", patched, inner + 2, UNDEFINED)
    return bytes(patched)


def _entries(block: bytes, directory: int, order: str) -> list[int]:
    """Where the entries of a directory begin."""
    (count,) = struct.unpack_from(order + "H", block, directory)
    return [directory + 2 + index * ENTRY for index in range(count)]
