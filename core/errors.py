"""The errors of the product.

::

    RidfrError                 title, message, path
    ├── PhotoError             this photo or face failed; a batch goes on
    │   ├── UnreadablePhoto    the file is not a picture we can decode
    │   ├── UnsuitableFace     too small, too sharp, no landmarks, no reference ...
    │   └── ExportFailed       this photo could not be written
    ├── WeightsError           a model file is missing, corrupt or not licensed yet
    ├── DeviceError            out of memory, or something this machine cannot do
    ├── LibraryError           locked, too new, damaged, unknown name or number
    └── SettingsError          a setting or an argument is not usable

    Cancelled                  not an error: the user asked to stop

A batch collects `PhotoError` as a `Problem` in its report; everything else ends the job.
"""

from __future__ import annotations

from pathlib import Path

from core.sentence import Sentence, Value

_OF_A_FILE = "{path}: {message}"


class RidfrError(Exception):
    """Root of all errors we raise; the UI formats, core explains."""

    title = "Something went wrong"

    def __init__(self, message: str, *, path: Path | str | None = None, **values: Value) -> None:
        """`values` fill in the fields of `message`; without any it is taken as it is."""
        self.message = Sentence(message, **values) if values else message
        """One or two plain sentences: what happened, what was kept, the way out."""
        super().__init__(self.message)
        self.path = None if path is None else str(path)

    @property
    def sentence(self) -> str:
        """The message, after the file that it is about."""
        return Sentence(_OF_A_FILE, path=self.path, message=self.message) if self.path else self.message

    def __str__(self) -> str:
        return str(self.sentence)


class PhotoError(RidfrError):
    """This photo or face failed; a batch notes it and goes on."""

    title = "Photo skipped"


class UnreadablePhoto(PhotoError):
    """The file is not a picture that can be decoded safely."""

    title = "Photo could not be read"


class UnsuitableFace(PhotoError):
    """The face cannot or need not be restored; the message says why."""

    title = "Face left alone"


class ExportFailed(PhotoError):
    """One photo could not be written; the others are."""

    title = "Photo could not be exported"


class WeightsError(RidfrError):
    """A model file is missing, corrupt, refused, or its licence is not accepted yet."""

    title = "Model not available"


class DeviceError(RidfrError):
    """Out of memory, or something this machine cannot run."""

    title = "Not possible on this machine"


class LibraryError(RidfrError):
    """The library is locked, too new, damaged, or has no such thing."""

    title = "Library problem"


class SettingsError(RidfrError):
    """A setting or an argument cannot be used."""

    title = "Setting not usable"


class Cancelled(Exception):
    """The user asked to stop; what was finished is kept."""
