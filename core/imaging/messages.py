"""What the decoder and its worker say to each other: JSON headers and raw bytes, never pickle.

The worker handles hostile files; should one take it over, all it can send is data that is
checked here. A message is a length-prefixed JSON header followed by the raw blocks whose sizes
the header names.
"""

from __future__ import annotations

import json
import math
import struct
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import numpy as np

from core.domain.photo import CameraFacts, FileStamp, NamedRegion, PhotoFacts
from core.imaging.decoded import Decoded, SourceMetadata
from core.sentence import sentence_as_json, sentence_from_json

LENGTH = struct.Struct("<Q")
LARGEST_HEADER = 64 << 20
LARGEST_BLOCK = 4 << 30


class BrokenMessage(Exception):
    """The other side went away, or said something that is no message."""


@dataclass(frozen=True)
class Request:
    """One thing asked of the worker."""

    action: str
    """"decode" or "metadata"."""
    path: Path
    max_side: int | None = None
    thumbnail_side: int | None = None


def write_message(stream: IO[bytes], header: dict[str, Any], *blocks: bytes | memoryview) -> None:
    """Send a header and its blocks."""
    text = json.dumps({**header, "blocks": [len(block) for block in blocks]}).encode("ascii")
    stream.write(LENGTH.pack(len(text)) + text)
    for block in blocks:
        stream.write(block)
    stream.flush()


def read_message(stream: IO[bytes]) -> tuple[dict[str, Any], list[bytearray]]:
    """Wait for a header and its blocks.

    Raises:
        BrokenMessage: the stream ended or holds something else.
    """
    (length,) = LENGTH.unpack(_exactly(stream, LENGTH.size))
    if length > LARGEST_HEADER:
        raise BrokenMessage("the header is too long")
    try:
        header = json.loads(bytes(_exactly(stream, length)))
        sizes = [int(size) for size in header["blocks"]]
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise BrokenMessage("the header cannot be read") from error
    if len(sizes) > 8 or any(not 0 <= size <= LARGEST_BLOCK for size in sizes):
        raise BrokenMessage("the blocks have impossible sizes")
    return header, [_exactly(stream, size) for size in sizes]


def _exactly(stream: IO[bytes], count: int) -> bytearray:
    data = bytearray(count)
    view, filled = memoryview(data), 0
    while filled < count:
        got = stream.readinto(view[filled:])  # type: ignore[attr-defined]
        if not got:
            raise BrokenMessage("the worker ended")
        filled += got
    return data


def request_header(request: Request) -> dict[str, Any]:
    return {**asdict(request), "path": str(request.path)}


def request_from(header: dict[str, Any]) -> Request:
    return Request(header["action"], Path(header["path"]), header["max_side"], header["thumbnail_side"])


def send_decoded(stream: IO[bytes], decoded: Decoded) -> None:
    """The worker's answer to "decode"."""
    facts = {
        **asdict(decoded.facts),
        "taken_at": decoded.facts.taken_at and decoded.facts.taken_at.isoformat(),
        "metadata_problem": sentence_as_json(decoded.facts.metadata_problem),
    }
    header = {
        "digest": decoded.digest,
        "facts": facts,
        "shape": decoded.pixels.shape,
        "scale": decoded.scale,
        "stamp": asdict(decoded.stamp),
        "has_thumbnail": decoded.thumbnail is not None,
    }
    pixels = np.ascontiguousarray(decoded.pixels).data.cast("B")
    write_message(stream, header, pixels, decoded.thumbnail or b"")


def decoded_from(header: dict[str, Any], blocks: list[bytearray]) -> Decoded:
    """Check and rebuild the answer to "decode".

    Raises:
        BrokenMessage: the answer is not what a worker of ours would send.
    """
    try:
        height, width, depth = (int(side) for side in header["shape"])
        pixels, thumbnail = blocks
        if depth != 3 or height * width * depth != len(pixels):
            raise BrokenMessage("the pixels do not fit their size")
        return Decoded(
            digest=str(header["digest"]),
            facts=facts_from(header["facts"]),
            pixels=np.frombuffer(pixels, dtype=np.uint8).reshape(height, width, depth),
            scale=_finite(header["scale"]),
            thumbnail=bytes(thumbnail) if header["has_thumbnail"] else None,
            stamp=FileStamp(**{key: int(number) for key, number in header["stamp"].items()}),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise BrokenMessage("the answer cannot be read") from error


def facts_from(values: dict[str, Any]) -> PhotoFacts:
    """Facts from their JSON form."""
    moment = values["taken_at"]
    camera = values["camera"]
    place = {
        key: camera[key] if camera[key] is None else _finite(camera[key]) for key in ("latitude", "longitude")
    }
    return PhotoFacts(
        width=int(values["width"]),
        height=int(values["height"]),
        orientation=int(values["orientation"]),
        format=str(values["format"]),
        taken_at=None if moment is None else datetime.fromisoformat(moment),
        camera=CameraFacts(
            make=str(camera["make"]),
            model=str(camera["model"]),
            lens=str(camera["lens"]),
            description=str(camera["description"]),
            **place,
        ),
        regions=tuple(region_from(region) for region in values["regions"]),
        restored_by_ai=bool(values["restored_by_ai"]),
        metadata_problem=sentence_from_json(str(values["metadata_problem"])),
    )


def region_from(values: dict[str, Any]) -> NamedRegion:
    sides = (_finite(values[key]) for key in ("x", "y", "width", "height"))
    return NamedRegion(str(values["name"]), *sides)


def send_metadata(stream: IO[bytes], source: SourceMetadata) -> None:
    """The worker's answer to "metadata"."""
    parts = (source.exif, source.xmp, source.icc, source.iptc)
    write_message(stream, {"present": [part is not None for part in parts]}, *(part or b"" for part in parts))


def metadata_from(header: dict[str, Any], blocks: list[bytearray]) -> SourceMetadata:
    """Check and rebuild the answer to "metadata".

    Raises:
        BrokenMessage: the answer is not what a worker of ours would send.
    """
    present = header.get("present")
    if not isinstance(present, list) or len(present) != 4 or len(blocks) != 4:
        raise BrokenMessage("the answer cannot be read")
    parts = [bytes(block) if there else None for there, block in zip(present, blocks, strict=True)]
    return SourceMetadata(*parts)


def _finite(value: object) -> float:
    if not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError("not a number")
    return float(value)
