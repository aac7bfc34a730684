"""Contact sheets: rows of before, restored and reference as one picture to look at.

Pillow's own scalable font, so that a sheet looks the same on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from core.services.reports.pictures import FaceStrip

GROUND, PANEL, TEXT, MUTED, ACCENT = "#161616", "#1f1f1f", "#e6e6e6", "#a0a0a0", "#e0a030"
CELL = 192
GAP = 8
LABEL = 236
ROWS = 9
"""Rows of a column of the sheet; more go into the next column."""
HEADINGS = ("before", "restored", "reference")
FOOTNOTE = "Restored by a model: details are a guess. Not for identification."


@dataclass(frozen=True)
class SheetRow:
    """One face: its three pictures and the words beside them."""

    title: str
    lines: tuple[str, ...]
    strip: FaceStrip
    marked: bool = False
    """Set apart in the accent colour: held for review."""


def draw_sheet(rows: Sequence[SheetRow], title: str) -> Image.Image:
    """All rows as one picture."""
    columns = max(-(-len(rows) // ROWS), 1)
    deep = min(max(len(rows), 1), ROWS)
    width = columns * (LABEL + 3 * (CELL + GAP)) + (columns - 1) * 4 * GAP + 3 * GAP
    height = 96 + deep * (CELL + GAP) + 44
    sheet = Image.new("RGB", (width, height), GROUND)
    draw = ImageDraw.Draw(sheet)
    draw.text((2 * GAP, 16), title, fill=TEXT, font=_font(24))
    for index, row in enumerate(rows):
        column, line = divmod(index, ROWS)
        left = 2 * GAP + column * (LABEL + 3 * (CELL + GAP) + 4 * GAP)
        if line == 0:
            for place, heading in enumerate(HEADINGS):
                draw.text((left + LABEL + place * (CELL + GAP), 64), heading, fill=MUTED, font=_font(17))
        _draw_row(sheet, draw, row, left, 92 + line * (CELL + GAP))
    draw.text((2 * GAP, height - 34), FOOTNOTE, fill=MUTED, font=_font(16))
    return sheet


def _draw_row(sheet: Image.Image, draw: ImageDraw.ImageDraw, row: SheetRow, left: int, top: int) -> None:
    draw.text((left, top + 4), row.title, fill=TEXT, font=_font(19))
    for number, text in enumerate(_wrapped(row.lines)):
        colour = ACCENT if row.marked and number == 0 else MUTED
        draw.text((left, top + 34 + number * 21), text, fill=colour, font=_font(15))
    for place, picture in enumerate((row.strip.before, row.strip.restored, row.strip.reference)):
        at = (left + LABEL + place * (CELL + GAP), top)
        if picture is None:
            draw.rectangle((*at, at[0] + CELL - 1, at[1] + CELL - 1), fill=PANEL)
            draw.text((at[0] + GAP, at[1] + GAP), "none", fill=MUTED, font=_font(15))
        else:
            sheet.paste(picture.resize((CELL, CELL), Image.Resampling.LANCZOS), at)


def _wrapped(lines: Sequence[str], size: int = 15) -> list[str]:
    """Lines broken at spaces so that they fit beside the pictures."""
    font, result = _font(size), []
    for line in lines:
        held = ""
        for word in line.split():
            longer = f"{held} {word}".strip()
            if held and font.getlength(longer) > LABEL - 2 * GAP:
                result.append(held)
                held = word
            else:
                held = longer
        result.append(held)
    return result[:7]


def _font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)
