"""Column types that keep odd values whole: file names, untrusted text, stamps of files, points."""

from __future__ import annotations

import os
from datetime import date
from enum import StrEnum

import numpy as np
from sqlalchemy import Dialect, Enum, LargeBinary, String
from sqlalchemy.types import TypeDecorator

from core.domain.photo import FileStamp


def plain(text: str) -> str:
    """`text` without lone surrogates: an odd file name or hostile EXIF must not stop a write."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


class PlainText(TypeDecorator[str]):
    """Text from users, EXIF and XMP; a lone surrogate, which UTF-8 cannot hold, becomes U+FFFD."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else plain(value)


class FileName(TypeDecorator[str]):
    """A path as the bytes the file system has, so that any name comes back unchanged."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else os.fsencode(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else os.fsdecode(value)


class StampText(TypeDecorator[FileStamp]):
    """A stamp as one text, to be compared as it is; its numbers need not fit 64 signed bits."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: FileStamp | None, dialect: Dialect) -> str | None:
        return None if value is None else value.text

    def process_result_value(self, value: str | None, dialect: Dialect) -> FileStamp | None:
        return None if value is None else FileStamp.from_text(value)


class IsoDate(TypeDecorator[date]):
    """A day as "YYYY-MM-DD"."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class PointList(TypeDecorator[tuple[tuple[float, float], ...]]):
    """Points (x, y) as little-endian float64, exact."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(
        self, value: tuple[tuple[float, float], ...] | None, dialect: Dialect
    ) -> bytes | None:
        return None if value is None else np.asarray(value, dtype="<f8").tobytes()

    def process_result_value(
        self, value: bytes | None, dialect: Dialect
    ) -> tuple[tuple[float, float], ...] | None:
        if value is None:
            return None
        return tuple((float(x), float(y)) for x, y in np.frombuffer(value, dtype="<f8").reshape(-1, 2))


def word_of(kind: type[StrEnum]) -> Enum:
    """A column that stores the enum's own words, so that the file explains itself."""
    return Enum(kind, native_enum=False, values_callable=_words, length=16)


def _words(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]
