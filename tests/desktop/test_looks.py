"""Colours and icons: readable in both appearances."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from core.paths import RESOURCES
from ridfr_desktop.icons import PATHS, draw_icon, icon
from ridfr_desktop.theme import DARK, LIGHT, Tones, palette_of, style_sheet

BOTH = pytest.mark.parametrize("tones", [DARK, LIGHT], ids=["dark", "light"])


def luminance(colour: str) -> float:
    """WCAG 2 relative luminance."""
    parts = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(colour).getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@BOTH
def test_text_on_every_ground_has_enough_contrast(tones: Tones) -> None:
    for ground in (tones.ground, tones.panel, tones.raised):
        for ink in (tones.text, tones.quiet):
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    assert contrast(tones.on_accent, tones.accent) >= 4.5
    assert contrast(tones.accent, tones.ground) >= 4.5


@BOTH
def test_the_style_sheet_is_filled_and_its_pictures_exist(tones: Tones, qapp: object) -> None:
    sheet = style_sheet(tones)
    assert not re.findall(r"\{[a-z_]+\}", sheet)
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    assert all(path.endswith(f"-{tones.name}.svg") for path in pictures)
    assert (tones.name == "light") == (QColor(tones.ground).lightness() > 128)
    assert all((RESOURCES / "icons" / path.rpartition("/")[2]).is_file() for path in pictures)
    assert palette_of(tones).window().color() == QColor(tones.ground)


def test_every_icon_draws_something_inside_its_square(qapp: object) -> None:
    for name in PATHS:
        image = QImage(48, 48, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        painter = QPainter(image)
        draw_icon(painter, name, image.rect(), QColor("#000000"))
        painter.end()
        inked = sum(image.pixelColor(x, y).alpha() > 128 for x in range(48) for y in range(48))
        edge = sum(image.pixelColor(x, 0).alpha() > 128 for x in range(48))
        assert inked >= 8, name
        assert edge == 0, name
    assert not icon("photos", "#ffffff").isNull()
