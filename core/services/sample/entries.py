"""What is in the sample album: one entry a file.

Sizes of prints are chosen by the pixels between the eyes that are left: 14 to 40 is what small
prints, scans and mail attachments of the time show. Damage is typical, not chosen to flatter:
some prints are too small to be restored, and some results are held back.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from core.services.sample.prints import Damage, Tone
from core.services.sample.sources import Source

Region = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of a source."""


class Kind(StrEnum):
    ORIGINAL = "original"
    """Undamaged."""
    PRINT = "print"
    OTHER = "other"
    """Without people."""
    BROKEN = "broken"
    """Cut off in the middle, as by a full memory card."""


NIKON = ("NIKON CORPORATION", "NIKON D1")
OLYMPUS = ("OLYMPUS OPTICAL CO.,LTD", "C2000Z")
SCANNER = ("EPSON", "Perfection V600")
PHONE = ("Nokia", "7650")

EVENING = "1999:11:20 21:14:08"
PORTRAIT = "1998:07:02 10:30:00"


@dataclass(frozen=True)
class Entry:
    """One file of the album and how it is made."""

    name: str
    """Path below the album, "/" between the parts."""
    kind: Kind
    source: Source
    note: str
    crop: Region | None = None
    damage: Damage | None = None
    quality: int = 92
    """Of JPEG and WebP."""
    orientation: int = 1
    """EXIF orientation under which the pixels are stored."""
    taken_at: str = EVENING
    """As EXIF writes it; invented."""
    camera: tuple[str, str] = NIKON
    place: tuple[float, float] | None = None
    """Degrees north and east; invented."""


A, B, C, D, E, F = (
    (0, 180, 290, 620),
    (210, 85, 455, 420),
    (375, 200, 655, 620),
    (665, 265, 925, 640),
    (820, 0, 1110, 420),
    (1050, 215, 1280, 600),
)
"""Portraits cut out of the group photograph, each with one person."""


def _original(
    name: str, source: Source, crop: Region | None = None, note: str = "undamaged original"
) -> Entry:
    taken_at = PORTRAIT if source is Source.ASTRONAUT else EVENING
    return Entry(name, Kind.ORIGINAL, source, note, crop, quality=95, taken_at=taken_at)


def _eyes(wanted: float, source: Source, sitter: int = 0) -> float:
    """Scale at which `sitter` has `wanted` pixels between the eyes."""
    return wanted / source.value.sitters[sitter].eye_distance


ORIGINALS = (
    _original("1998 Porträt/Raumanzug.png", Source.ASTRONAUT),
    _original("1998 Porträt/Ausschnitt.tif", Source.ASTRONAUT, (90, 0, 372, 300), "undamaged detail"),
    _original("1999 Card evening/group.jpg", Source.GROUP),
    _original("1999 Card evening/portrait 1.jpg", Source.GROUP, A),
    _original("1999 Card evening/portrait 2.webp", Source.GROUP, B),
    _original("1999 Card evening/portrait 3.jpg", Source.GROUP, C),
    _original("1999 Card evening/portrait 4.png", Source.GROUP, D),
    _original("1999 Card evening/portrait 5.jpg", Source.GROUP, E),
    _original("1999 Card evening/portrait 6.jpg", Source.GROUP, F),
    _original("Backup/group.jpg", Source.GROUP),
)

ASTRONAUT_PRINTS = (
    Entry(
        "1998 Porträt/für Großmutter.jpg",
        Kind.PRINT,
        Source.ASTRONAUT,
        "small print",
        damage=Damage(_eyes(20, Source.ASTRONAUT), blur=0.6, noise=2),
        quality=60,
        taken_at=PORTRAIT,
        camera=OLYMPUS,
        place=(52.0, 13.0),
    ),
    Entry(
        "Scans/scan 0001.jpg",
        Kind.PRINT,
        Source.ASTRONAUT,
        "faded sepia print, scanned with its border, stored on its side",
        damage=Damage(
            _eyes(30, Source.ASTRONAUT),
            blur=1.4,
            noise=5,
            tone=Tone.SEPIA,
            fading=0.25,
            border=0.05,
            skew=1.2,
        ),
        quality=85,
        orientation=6,
        taken_at=PORTRAIT,
        camera=SCANNER,
    ),
    Entry(
        "Scans/newspaper.tif",
        Kind.PRINT,
        Source.ASTRONAUT,
        "grey and noisy",
        damage=Damage(_eyes(26, Source.ASTRONAUT), blur=0.8, noise=13, tone=Tone.GREY),
        taken_at=PORTRAIT,
        camera=SCANNER,
    ),
    Entry(
        "Mail/IMG_0031.jpg",
        Kind.PRINT,
        Source.ASTRONAUT,
        "small and strongly compressed",
        damage=Damage(_eyes(17, Source.ASTRONAUT)),
        quality=38,
        taken_at=PORTRAIT,
        camera=PHONE,
    ),
    Entry(
        "1998 Porträt/unscharf.jpg",
        Kind.PRINT,
        Source.ASTRONAUT,
        "out of focus",
        damage=Damage(_eyes(36, Source.ASTRONAUT), blur=3.0, noise=3),
        quality=80,
        taken_at=PORTRAIT,
        camera=OLYMPUS,
    ),
)

EVENING_PRINTS = (
    Entry(
        "1999 Card evening/out of focus.jpg",
        Kind.PRINT,
        Source.GROUP,
        "out of focus",
        A,
        Damage(_eyes(32, Source.GROUP, 0), blur=2.4, noise=3),
        quality=80,
        camera=OLYMPUS,
    ),
    Entry(
        "Mail/IMG_0107.jpg",
        Kind.PRINT,
        Source.GROUP,
        "small print",
        B,
        Damage(_eyes(17, Source.GROUP, 1), blur=0.6, noise=2),
        quality=60,
        camera=PHONE,
    ),
    Entry(
        "Scans/scan 0002.jpg",
        Kind.PRINT,
        Source.GROUP,
        "sepia print, scanned with its border, stored on its side",
        C,
        Damage(
            _eyes(28, Source.GROUP, 2), blur=1.3, noise=6, tone=Tone.SEPIA, fading=0.2, border=0.06, skew=-1.0
        ),
        quality=85,
        orientation=8,
        camera=SCANNER,
    ),
    Entry(
        "Scans/scan 0003.png",
        Kind.PRINT,
        Source.GROUP,
        "grey and noisy, stored turned around",
        D,
        Damage(_eyes(28, Source.GROUP, 3), blur=0.8, noise=13, tone=Tone.GREY),
        orientation=3,
        camera=SCANNER,
    ),
    Entry(
        "Mail/IMG_0108.webp",
        Kind.PRINT,
        Source.GROUP,
        "small and blurred",
        E,
        Damage(_eyes(18, Source.GROUP, 4), blur=1.1, noise=3),
        quality=60,
        camera=PHONE,
    ),
    Entry(
        "Mail/IMG_0109.jpg",
        Kind.PRINT,
        Source.GROUP,
        "strongly compressed",
        F,
        Damage(_eyes(20, Source.GROUP, 5)),
        quality=22,
        camera=PHONE,
    ),
    Entry(
        "1999 Card evening/10x15 print.jpg",
        Kind.PRINT,
        Source.GROUP,
        "small, soft group print",
        damage=Damage(0.43, blur=0.9, noise=4),
        quality=65,
        camera=SCANNER,
    ),
    Entry(
        "Mail/web thumbnail.jpg",
        Kind.PRINT,
        Source.GROUP,
        "thumbnail from a web page",
        damage=Damage(0.25),
        quality=60,
        camera=PHONE,
    ),
)

OTHERS = (
    Entry("Misc/cat.webp", Kind.OTHER, Source.CAT, "nobody on it", camera=OLYMPUS),
    Entry("Misc/coffee.jpg", Kind.OTHER, Source.COFFEE, "nobody on it", camera=OLYMPUS),
    Entry("Misc/IMG_0666.jpg", Kind.BROKEN, Source.COFFEE, "cut off by a full memory card", camera=OLYMPUS),
)

ENTRIES = ORIGINALS + ASTRONAUT_PRINTS + EVENING_PRINTS + OTHERS
