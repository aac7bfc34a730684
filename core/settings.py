"""The user's settings: frozen values, checked, in one TOML file.

An absent file means the defaults; an unknown key or a value out of range is refused with a
sentence that names the key, so that a misspelt setting is never silently ignored.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import tomllib
from pathlib import Path
from typing import Literal

import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from core.domain.recipe import MOST_REFERENCES, USUAL_REFERENCES
from core.errors import SettingsError
from core.paths import settings_file
from core.sentence import Sentence, system_reason


class ExportSettings(BaseModel):
    """What `ridfr export` and the export dialog start with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["jpeg", "png", "webp", "tiff"] = "jpeg"
    quality: int = Field(92, ge=1, le=100)
    """For JPEG and WebP."""
    long_side: int = Field(0, ge=0, le=100_000)
    """Pixels of the long side at most, in the export dialog; 0 keeps the size."""
    folder: str = ""
    """Where the export dialog wrote last."""
    originals: bool = False
    """The export dialog also writes photos of which nothing was restored."""
    regions: bool = True
    """The export dialog writes the boxes of confirmed names."""
    template: str = "{stem}-restored"
    metadata: Literal["keep", "no-gps", "none"] = "keep"
    label: bool = True
    """Mark results as made with AI (IPTC digital source type and recipe)."""
    collision: Literal["rename", "skip"] = "rename"


class Settings(BaseSettings):
    """Everything a user can set once for all runs."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    """Format of the settings file."""
    pack: str = "embedded"
    """Face pack: a name of `ridfr packs`, or the absolute path of an insightface folder."""
    restorer: str = "lite"
    references: int = Field(USUAL_REFERENCES, ge=1, le=MOST_REFERENCES)
    """Reference photos for one restoration at most; the restorer looks which of them fits the face."""
    threads: int = Field(0, ge=0, le=256)
    """CPU threads of the models; 0 takes all cores."""
    device: Literal["auto", "cpu"] = "auto"
    """What restorers run on: the graphics card where there is one, or always the CPU."""
    short_of_memory: Literal["stop", "cpu"] = "stop"
    """When the graphics card cannot hold even one face: say so, or go on on the CPU."""
    trust_names: bool = False
    """Names in the photos' own metadata count as confirmed, not as suggestions."""
    find_faces: Literal["ask", "yes", "no"] = "ask"
    """Whether the application may look for faces; asked once, in plain words."""
    appearance: Literal["system", "light", "dark"] = "system"
    language: Literal["system", "en", "de"] = "system"
    export: ExportSettings = ExportSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The file is the only source: an environment variable such as PACK is not ours."""
        return (init_settings,)

    @property
    def worker_threads(self) -> int:
        """`threads`, with 0 resolved to the cores of this machine."""
        return self.threads or os.cpu_count() or 1


def load_settings(path: Path | None = None) -> Settings:
    """Settings of `path`, by default the user's file; the defaults when there is none.

    Raises:
        SettingsError: the file cannot be read, is not TOML, or holds something unusable.
    """
    file = path or settings_file()
    try:
        stored = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            "The settings cannot be read ({reason}). Mend or delete the file.",
            reason=str(error),
            path=file,
        ) from error
    try:
        return Settings(**stored)
    except ValidationError as error:
        raise SettingsError(_in_words(error), path=file) from error


def save_settings(settings: Settings, path: Path | None = None) -> Path:
    """Write `settings` completely or not at all; gives the file back.

    Raises:
        SettingsError: the folder cannot be written.
    """
    file = path or settings_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".settings-")
        try:
            with os.fdopen(handle, "wb") as stream:
                tomli_w.dump(settings.model_dump(), stream)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(temporary, file)
        except OSError:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
            raise
    except OSError as error:
        raise SettingsError(
            "The settings cannot be saved: {reason}.", reason=system_reason(error), path=file
        ) from error
    return file


def _in_words(error: ValidationError) -> str:
    """One sentence for the first thing that is wrong."""
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return Sentence(
            "There is no setting named “{key}”. Remove that line, or correct its spelling.", key=key
        )
    if key == "version":
        return Sentence(
            "This file was written by a newer RIDFR Desktop. Install that version, or delete the file."
        )
    return Sentence(
        "The setting “{key}” cannot be {given}: {reason}.",
        key=key,
        given=repr(first["input"]),
        reason=first["msg"].lower(),
    )
