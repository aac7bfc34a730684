"""Domain values as JSON, and untrusted text made safe to print."""

from __future__ import annotations

import math
import os
import unicodedata
from collections.abc import Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import PurePath
from typing import Any

import numpy as np

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def jsonable(value: Any) -> Json:
    """What `json.dumps` takes: dataclasses become objects, sets sorted lists, NaN null.

    Raises:
        TypeError: the value is of a kind that no report holds.
    """
    match value:
        case Enum():
            return jsonable(value.value)
        case None | bool() | str() | int():
            return value
        case float() | np.floating():
            return float(value) if math.isfinite(value) else None
        case np.integer():
            return int(value)
        case bytes():
            return os.fsdecode(value)
        case PurePath():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): jsonable(item) for key, item in value.items()}
        case Set():
            return [jsonable(item) for item in sorted(value)]
        case Sequence() | np.ndarray():
            return [jsonable(item) for item in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {field.name: jsonable(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def printable(text: object) -> str:
    """`text` without control characters or lone surrogates.

    File names and metadata come from strangers: an escape sequence in one must not reach
    the terminal, and a name that is no Unicode must not end the program.
    """
    return "".join("\ufffd" if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in str(text))
