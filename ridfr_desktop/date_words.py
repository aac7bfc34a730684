"""Dates and moments in the language of the window, years always in full: 1956 is not 2056."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt

SHORT, LONG = QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat


def day_words(day: date) -> str:
    """A day in numbers: "19.11.1956", "11/19/1956"."""
    return QLocale().toString(_day(day), _full_years(QLocale().dateFormat(SHORT)))


def long_day_words(day: date) -> str:
    """A day with the name of its month, without that of the weekday: "19. November 1956"."""
    return QLocale().toString(_day(day), QLocale().dateFormat(LONG).replace("dddd", "").strip(" ,."))


def moment_words(moment: datetime) -> str:
    """Day and time in numbers, as the clock of the place showed them."""
    shown = QDateTime.fromString(moment.isoformat()[:19], Qt.DateFormat.ISODate)
    return QLocale().toString(shown, _full_years(QLocale().dateTimeFormat(SHORT)))


def _day(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _full_years(pattern: str) -> str:
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")
