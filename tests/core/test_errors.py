"""Errors carry a title, a sentence and a path; what a batch may go on after is a type."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.domain.reports import Problem
from core.errors import (
    Cancelled,
    DeviceError,
    ExportFailed,
    LibraryError,
    PhotoError,
    RidfrError,
    SettingsError,
    UnreadablePhoto,
    UnsuitableFace,
    WeightsError,
)


@pytest.mark.parametrize("kind", [UnreadablePhoto, UnsuitableFace, ExportFailed])
def test_a_batch_goes_on_after_errors_of_one_photo(kind: type[RidfrError]) -> None:
    assert issubclass(kind, PhotoError)


@pytest.mark.parametrize("kind", [WeightsError, DeviceError, LibraryError, SettingsError])
def test_a_batch_ends_with_other_errors(kind: type[RidfrError]) -> None:
    assert issubclass(kind, RidfrError)
    assert not issubclass(kind, PhotoError)


def test_a_cancel_is_no_error() -> None:
    assert not issubclass(Cancelled, RidfrError)


def test_an_error_reads_as_path_and_sentence() -> None:
    assert str(UnreadablePhoto("It ends too early.", path=Path("a.jpg"))) == "a.jpg: It ends too early."
    assert str(LibraryError("It is in use.")) == "It is in use."


def test_a_problem_keeps_title_message_and_path_of_its_error() -> None:
    problem = Problem.of(UnreadablePhoto("It is empty.", path="a.jpg"))
    assert problem == Problem("a.jpg", "Photo could not be read", "It is empty.")


def test_values_fill_in_a_message_and_without_any_it_is_taken_as_it_is() -> None:
    assert LibraryError("Face {number} is gone.", number=7).message == "Face 7 is gone."
    assert LibraryError("Try {stem}.", path="a").message == "Try {stem}."
