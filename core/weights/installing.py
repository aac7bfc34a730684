"""The files of a pack out of what the user has: a folder, a ZIP, or a single file; checked before use."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
import zlib
from pathlib import Path

from core.errors import WeightsError
from core.weights.formats import check_format
from core.weights.registry import Pack, PackFile


def digest(path: Path) -> str:
    """SHA-256 of a file.

    Raises:
        WeightsError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise WeightsError("This file cannot be read; check its permissions.", path=path) from error


def check(path: Path, sha256: str) -> None:
    """Refuse a file that is missing or has another hash.

    Raises:
        WeightsError: says which.
    """
    if not path.is_file():
        raise WeightsError("This file of the pack is missing.", path=path.name)
    if digest(path) != sha256:
        raise WeightsError("This file is damaged or another version; it is not used.", path=path)


def accept(path: Path, file: PackFile) -> str:
    """Hash of an incoming file: the pinned one, or that of a whole file of the right format.

    Raises:
        WeightsError: missing, wrong, truncated, or a pickle with more than weights.
    """
    if not path.is_file():
        raise WeightsError(
            "This file of the pack is missing ({places}).",
            places=" or ".join(file.places),
            path=path.name,
        )
    if file.sha256:
        check(path, file.sha256)
        return file.sha256
    check_format(path)
    if file.size is not None and os.path.getsize(path) != file.size:
        raise WeightsError(
            "This file should have {size:,} bytes; download it again.", size=file.size, path=path
        )
    return digest(path)


def collect(pack: Pack, source: Path, incoming: Path) -> None:
    """Copy the pack's files out of a folder, a ZIP, or a single file into `incoming`.

    Raises:
        WeightsError: the source holds no file of the pack.
    """
    if source.is_dir():
        _copy_from_folder(pack, source, incoming)
    elif source.is_file() and (file := _named_like(pack, source)) is not None:
        shutil.copyfile(source, incoming / file.name)
    elif zipfile.is_zipfile(source):
        unpack(pack, source, incoming)
    else:
        raise WeightsError("This is neither a folder nor a ZIP file with the pack's models.", path=source)


def unpack(pack: Pack, archive: Path, incoming: Path) -> None:
    """Extract exactly the files of the pack, wherever they lie in the ZIP.

    Raises:
        WeightsError: the archive is damaged or encrypted.
    """
    try:
        with zipfile.ZipFile(archive) as members:
            for member in members.infolist():
                file = _found_at(pack, member.filename)
                if file is not None:
                    with members.open(member) as source, (incoming / file.name).open("wb") as target:
                        shutil.copyfileobj(source, target)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError) as error:
        raise WeightsError("The archive of the pack cannot be read.", path=archive.name) from error


def _copy_from_folder(pack: Pack, source: Path, incoming: Path) -> None:
    for file in pack.files:
        found = next((source / place for place in file.places if (source / place).is_file()), None)
        if found is not None:
            shutil.copyfile(found, incoming / file.name)


def _named_like(pack: Pack, source: Path) -> PackFile | None:
    """The file that a single one is: by its name, or the only one the pack has."""
    named = [file for file in pack.files if source.name in {Path(place).name for place in file.places}]
    if len(named) == 1:
        return named[0]
    single = len(pack.files) == 1 and not zipfile.is_zipfile(source)
    return pack.files[0] if single else None


def _found_at(pack: Pack, member: str) -> PackFile | None:
    """The file of the pack that a member of an archive is."""
    for file in pack.files:
        if member.rpartition("/")[2] == file.name or any(
            member == place or member.endswith(f"/{place}") for place in file.sources
        ):
            return file
    return None
