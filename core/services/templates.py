"""Names of exported files: a template with fields, made safe for every system.

Fields come from people's names, albums, file names: text that anybody may have written. Each is
stripped of separators before it is filled in, and each part of the result is made a name that
Linux, macOS and Windows accept, so that a name can never lead out of the target folder.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from core.errors import SettingsError

FIELDS = ("stem", "person", "people", "album", "date", "year", "ext", "n")

LONGEST_NAME = 255
"""Bytes of a file name in UTF-8 on the common file systems."""

DEEPEST = 8
"""Folders that a template may make below each other."""

FORBIDDEN = frozenset('<>:"/\\|?*')
"""Refused by Windows, or separators somewhere."""

DIRECTION_MARKS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Invisible signs that turn the reading direction: they can make .exe look like .jpg."""

RESERVED = re.compile(
    r"^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(\.|$)", re.IGNORECASE
)
"""Names of devices on Windows, with any extension."""

NUMBER_FORMAT = re.compile(r"(0?[1-9])?d?")
EDGES = " ."


@dataclass(frozen=True)
class NameFields:
    """What is filled in for one photo; untrusted text."""

    stem: str
    """Name of the original without its extension."""
    ext: str
    """Extension of the export without a dot."""
    number: int
    """Place in the export, from 1."""
    person: str = ""
    """The person that was restored, or the first one in the photo."""
    people: tuple[str, ...] = ()
    album: str = ""
    taken_at: datetime | None = None

    def values(self) -> dict[str, str | int]:
        """Text by field; words where nothing is known, so that no name is empty."""
        taken = self.taken_at
        return {
            "stem": self.stem,
            "person": self.person or "unknown",
            "people": ", ".join(self.people) or "unknown",
            "album": self.album or "no album",
            "date": taken.date().isoformat() if taken else "undated",
            "year": f"{taken.year:04}" if taken else "undated",
            "ext": self.ext,
            "n": self.number,
        }


def check_template(template: str) -> None:
    """Refuse a template that cannot be filled in.

    Raises:
        SettingsError: an unknown field, an unclosed brace, or a path out of the folder.
    """
    parts = template.split("/")
    if not template.strip(EDGES + "/") or template.startswith("/") or template.endswith("/"):
        raise SettingsError("The name template is empty or starts or ends with “/”; try {stem}-restored.")
    if any(part.strip() in {"", ".", ".."} for part in parts) or len(parts) > DEEPEST:
        raise SettingsError(
            "The name template “{template}” may not use “.”, “..”, “//”, or more than {most} folders.",
            template=template,
            most=DEEPEST,
        )
    for _, field, spec in _pieces(template):
        if field is not None and field not in FIELDS:
            known = ", ".join(f"{{{name}}}" for name in FIELDS)
            raise SettingsError(
                "The name template has no field {{{field}}}; use {known}.", field=field, known=known
            )
        if spec and (field != "n" or not NUMBER_FORMAT.fullmatch(spec)):
            raise SettingsError("Only {{n}} takes a format, like {{n:03}}; “{spec}” is none.", spec=spec)


def fill_template(template: str, fields: NameFields) -> tuple[str, ...]:
    """Folders and file name of one export, each a safe name; the last ends with the extension.

    Raises:
        SettingsError: the template cannot be used, see `check_template`.
    """
    check_template(template)
    values = {
        name: value if isinstance(value, int) else without_separators(value)
        for name, value in fields.values().items()
    }
    filled = "".join(
        literal + ("" if field is None else format(values[field], spec or ""))
        for literal, field, spec in _pieces(template)
    )
    *folders, name = filled.split("/")
    suffix = f".{fields.ext}"
    if name.casefold().endswith(suffix.casefold()):
        name = name[: -len(suffix)]
    return *(safe_name(folder, fallback="photos") for folder in folders), safe_name(name, suffix=suffix)


def numbered(name: str, number: int) -> str:
    """`name` with a number before its extension, still no longer than a name may be."""
    stem, dot, ext = name.rpartition(".")
    return safe_name(stem, suffix=f" ({number}){dot}{ext}")


def safe_name(text: str, *, suffix: str = "", fallback: str = "photo") -> str:
    """One part of a path that every system accepts: `text` made harmless, then `suffix`.

    At most 255 bytes with the suffix, NFC, without separators and control signs, no device name,
    no dot or space at its ends, no dash in front (which programs would take for an option).
    """
    clean = "".join(_harmless(sign) for sign in unicodedata.normalize("NFC", text))
    room = LONGEST_NAME - len(suffix.encode())
    clean = _shortened(unicodedata.normalize("NFC", clean).strip(EDGES), room).strip(EDGES)
    if clean.startswith("-"):
        clean = "_" + clean[1:]
    if RESERVED.match(clean):
        clean = _shortened("_" + clean, room)
    return (clean or fallback) + suffix


def without_separators(text: str) -> str:
    return text.replace("/", "_").replace("\\", "_")


def name_key(name: str) -> str:
    """Equal for names that some file system takes for one: case and composition do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def _harmless(sign: str) -> str:
    if sign in DIRECTION_MARKS:
        return ""
    # Control signs, lone surrogates (names that are no Unicode), line and paragraph separators.
    if sign in FORBIDDEN or unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp", "Cn", "Co"}:
        return "_"
    return sign


def _shortened(text: str, limit: int) -> str:
    """At most `limit` bytes, cut between characters."""
    return text.encode()[:limit].decode(errors="ignore")


def _pieces(template: str) -> Iterator[tuple[str, str | None, str | None]]:
    """Literal text, field after it (None at the end) and its format.

    Raises:
        SettingsError: a brace is not closed, or a field is not plain.
    """
    try:
        for literal, field, spec, conversion in string.Formatter().parse(template):
            if conversion:
                raise SettingsError(
                    "“!{conversion}” cannot be used in the name template.", conversion=conversion
                )
            yield literal, field, spec
    except ValueError as error:
        raise SettingsError(
            "The name template “{template}” has a brace that is not closed; write {{{{ for a brace.",
            template=template,
        ) from error
