"""What a model file is by its own bytes, read without any model library and without running anything.

A file whose SHA-256 is pinned needs no more than that.  One that is only recorded at its first use
is looked at here: is it whole, is it of the format its name says, and does it hold weights alone.
"""

from __future__ import annotations

import json
import os
import pickletools
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

from core.errors import WeightsError

HEADER_LIMIT = 100_000_000
"""Bytes of a safetensors header, as in the format's own reader."""

PICKLED = {".bin", ".pth", ".pt", ".ckpt"}

TENSOR_NAMES = re.compile(
    r"torch(\.storage)? \w*Storage"
    r"|torch (Size|device|bool|u?int\d+|b?float\d+|half|double|long)"
    r"|torch\._utils _rebuild_(tensor_v2|parameter)"
    r"|collections OrderedDict|_codecs encode|numpy dtype|numpy\.(_core|core)\.multiarray scalar"
)
"""What a pickle of weights refers to, as “module name”."""

_ZIP = b"PK\x03\x04"


def check_format(path: Path) -> None:
    """Refuse a file that is not whole or not what its name says.

    Raises:
        WeightsError: says what it is instead and what to do.
    """
    if path.suffix == ".safetensors":
        tensor_shapes(path)
    elif path.suffix in PICKLED:
        _check_pickle(path)
    elif path.suffix == ".json":
        _check_json(path)


def tensor_shapes(path: Path) -> dict[str, tuple[int, ...]]:
    """Names and shapes of the tensors of a safetensors file, from its header.

    Raises:
        WeightsError: a PyTorch pickle, another file, or one that ends too early.
    """
    size = os.path.getsize(path)
    with path.open("rb") as stream:
        start = stream.read(8)
        if start[:4] == _ZIP or start[:1] == b"\x80":
            raise WeightsError(
                "This is a PyTorch pickle, which may run a program when opened, under the name of a "
                "safetensors file; choose the safetensors file of the publisher.",
                path=path,
            )
        length = struct.unpack("<Q", start)[0] if len(start) == 8 else size
        if length > min(size - 8, HEADER_LIMIT):
            raise WeightsError("This is not a whole safetensors file; download it again.", path=path)
        header = _header(stream.read(length), path)
    end = max((entry["data_offsets"][1] for entry in header.values()), default=0)
    if 8 + length + end != size:
        raise WeightsError(
            "This file has {size:,} bytes where its contents need {needed:,}: the download "
            "broke off; download it again.",
            size=size,
            needed=8 + length + end,
            path=path,
        )
    return {name: tuple(entry["shape"]) for name, entry in header.items()}


def _header(raw: bytes, path: Path) -> dict[str, Any]:
    try:
        header = {name: entry for name, entry in json.loads(raw).items() if name != "__metadata__"}
        for entry in header.values():
            tuple(entry["shape"]), int(entry["data_offsets"][1])
    except (ValueError, AttributeError, TypeError, LookupError) as error:
        raise WeightsError("This is not a safetensors file; download it again.", path=path) from error
    return header


def _check_pickle(path: Path) -> None:
    """A PyTorch file: a ZIP whose checksums are right and whose pickle names nothing but tensors."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.testzip() is not None:
                raise WeightsError("This weights file is damaged; download it again.", path=path)
            pickles = [name for name in archive.namelist() if name.endswith("data.pkl")]
            for name in pickles:
                _refuse_code(archive.read(name), path)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise WeightsError(
            "This is not a whole PyTorch weights file of today's format; download it again.", path=path
        ) from error
    if not pickles:
        raise WeightsError("This ZIP holds no PyTorch weights; choose the weights file itself.", path=path)


def _refuse_code(pickled: bytes, path: Path) -> None:
    try:
        names = [_named(code.name, argument) for code, argument, _ in pickletools.genops(pickled)]
    except ValueError as error:
        raise WeightsError("This weights file is damaged; download it again.", path=path) from error
    foreign = [name for name in names if name and not TENSOR_NAMES.fullmatch(name)]
    if foreign:
        raise WeightsError(
            "This file would run {program} when opened; it is not used. Choose the publisher's own file.",
            program=foreign[0].replace(" ", "."),
            path=path,
        )


def _named(code: str, argument: Any) -> str:
    """“module name” that an instruction of a pickle fetches; empty for all other instructions."""
    if code in {"GLOBAL", "INST"}:
        return str(argument)
    # Names taken from the stack could be anything; PyTorch writes none.
    return "a hidden name" if code in {"STACK_GLOBAL", "EXT1", "EXT2", "EXT4"} else ""


def _check_json(path: Path) -> None:
    try:
        json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WeightsError("This is not a configuration; export or download it again.", path=path) from error
