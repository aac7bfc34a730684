"""Settings: one TOML file, checked, never half written, never silently ignored."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from core.errors import SettingsError
from core.settings import ExportSettings, Settings, load_settings, save_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_without_a_file_the_defaults_hold(file: Path) -> None:
    assert load_settings(file) == Settings()
    assert not file.exists()


def test_what_is_saved_is_loaded_again(file: Path) -> None:
    settings = Settings(pack="buffalo_l", threads=3, export=ExportSettings(format="png", quality=80))
    assert load_settings(save_settings(settings, file)) == settings


def test_the_users_file_is_the_default_place() -> None:
    written = save_settings(Settings(references=4))
    assert str(written) == os.environ["RIDFR_SETTINGS"]
    assert load_settings().references == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("pakc = 'opencv'", "There is no setting named “pakc”"),
        ("[export]\nqualty = 3", "“export.qualty”"),
        ("references = 0", "“references” cannot be 0"),
        ("threads = 'many'", "“threads”"),
        ("version = 2", "newer"),
        ("pack = ", "cannot be read"),
        ("[export]\nformat = 'gif'", "“export.format”"),
    ],
)
def test_a_wrong_line_is_told_in_a_sentence(file: Path, text: str, said: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=said) as caught:
        load_settings(file)
    assert caught.value.path == str(file)
    assert "\n" not in caught.value.message


def test_bytes_that_are_no_text_are_told(file: Path) -> None:
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings(file)


def test_settings_cannot_be_changed_in_place() -> None:
    with pytest.raises(ValidationError):
        Settings().pack = "opencv"


def test_an_environment_variable_is_no_setting(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setenv("PACK", "opencv")
    monkeypatch.setenv("THREADS", "many")
    assert load_settings(file) == Settings()


def test_a_failed_save_keeps_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(Settings(references=2), file)

    def full_disk(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(SettingsError, match="No space left"):
        save_settings(Settings(references=5), file)
    assert load_settings(file).references == 2
    assert [path.name for path in file.parent.glob("*settings*")] == ["settings.toml"]


def test_no_threads_means_all_cores() -> None:
    assert Settings().worker_threads == (os.cpu_count() or 1)
    assert Settings(threads=3).worker_threads == 3
