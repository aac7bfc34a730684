"""`ridfr packs`: model files, where they come from, and whether they are intact."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from core.app import Models
from core.cli.interrupt import stop_on_interrupt
from core.cli.lazy import DefaultCommand, command_app
from core.cli.options import JsonOption, LibraryOption
from core.cli.output import Output
from core.cli.progress_bar import progress_bar
from core.domain.reports import Problem
from core.errors import SettingsError
from core.paths import packs_folder, with_home
from core.progress import Progress
from core.settings import load_settings
from core.weights.registry import Pack
from core.weights.store import PackStore

app = command_app(DefaultCommand, "See, download, add and remove models. Packs are shared by all libraries.")

PackArgument = Annotated[str, typer.Argument(metavar="PACK", help="Name of a pack.", show_default=False)]


RECORDED = "none published: recorded when added"


@dataclass(frozen=True)
class PackStatus:
    """One pack and whether its files are here."""

    pack: Pack
    installed: bool
    missing: tuple[str, ...] = ()
    """Packs still to be installed so that it works."""


@app.command("list")
def list_(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the packs, their licence, and which are installed."""
    store, output = _store(), Output(as_json)
    found = [_status(store, pack) for pack in store.packs()]
    output.table(
        ["Pack", "What", "Installed", ">Download", "Licence"],
        [(one.pack.name, one.pack.title, _place(one), _size(one.pack), one.pack.licence) for one in found],
    )
    output.finish(found)


@app.command()
def show(pack: PackArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Show a pack with its files, its licence and what it works with."""
    store, output = _store(), Output(as_json)
    status = _status(store, store.pack(pack))
    output.line(f"{status.pack.title} ({_place(status)})", style="bold")
    for line in status.pack.licence_text.splitlines():
        output.line(line)
    if status.pack.files:
        output.table(
            ["File", ">Bytes", "SHA-256"],
            [(file.name, _bytes(file.size), file.sha256 or RECORDED) for file in status.pack.files],
        )
    for group in status.pack.requires:
        output.line(f"Works with {' or '.join(group)}.")
    for name in status.pack.optional:
        output.line(f"Uses {name} where it is installed.")
    if status.missing:
        output.line(f"Still to be installed: {', '.join(status.missing)}.")
    output.finish(status)


@app.command()
def download(
    pack: PackArgument,
    accept_licence: Annotated[
        bool, typer.Option("--accept-licence", help="I read the licence, and those of its parts.")
    ] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Download a pack and its parts after you accept the licences. The only command that uses the network.

    A download that was stopped goes on where it was.
    """
    store, output = _store(), Output(as_json)
    wanted = store.pack(pack)
    # One that is there already is fetched anew: the way out when a file was damaged.
    needed = store.missing(pack) or (wanted,)
    for one in needed:
        _accept_licence(one, output, accepted=accept_licence, can_ask=not as_json)
    with stop_on_interrupt() as token, progress_bar("Downloading", shown=output.shows_progress) as listener:
        progress = Progress(listener, token=token)
        for index, one in enumerate(needed):
            store.download(one.name, accept_licence=True, progress=progress.part(index, len(needed)))
    Models(load_settings(), store).prepare(pack)
    key = "restorer" if wanted.kind == "restorer" else "pack"
    use = "" if wanted.kind == "part" else f' Use it with the setting: {key} = "{pack}"'
    output.line(f"{wanted.title} is installed.{use}")
    output.finish(_status(store, wanted))


@app.command()
def add(
    pack: PackArgument,
    source: Annotated[Path, typer.Argument(help="Its folder, ZIP file or single file.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Install a pack from files you have already; every file is checked."""
    store, output = _store(), Output(as_json)
    located = store.add(pack, with_home(source))
    Models(load_settings(), store).prepare(pack)
    output.line(f"{located.pack.title} is installed in {located.folder}.")
    for file, digest in zip(located.pack.files, located.digests, strict=True):
        if not file.sha256:
            output.line(f"{file.name} is recorded with SHA-256 {digest}.")
    status = _status(store, located.pack)
    if status.missing:
        output.line(f"Still to be installed: {', '.join(status.missing)}.")
    output.finish(status)


@app.command()
def verify(
    packs: Annotated[
        list[str] | None, typer.Argument(metavar="[PACK...]", help="None means all installed ones.")
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare every file of the packs with its pinned or recorded SHA-256."""
    store, output = _store(), Output(as_json)
    names = packs or [pack.name for pack in store.packs() if store.installed(pack.name)]
    problems = [Problem(name, "Model not intact", said) for name in names for said in store.verify(name)]
    output.line(f"{len(names)} packs checked.")
    output.finish(problems, problems=problems)


@app.command()
def remove(pack: PackArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Delete a downloaded pack; its parts stay for other packs."""
    store, output = _store(), Output(as_json)
    store.remove(pack)
    output.line(f"{store.pack(pack).title} is removed.")
    output.finish(_status(store, store.pack(pack)))


def _accept_licence(pack: Pack, output: Output, *, accepted: bool, can_ask: bool) -> None:
    """Show a licence; without --accept-licence, ask.

    Raises:
        SettingsError: it was not accepted.
    """
    if accepted or pack.bundled:
        return
    output.note(f"{pack.title}, {_size(pack) or 'size not known'}\n")
    for line in pack.licence_text.splitlines():
        output.note(line)
    if not can_ask or not typer.confirm("Do you accept this licence?", err=True):
        raise SettingsError("Nothing was downloaded: the licence was not accepted (--accept-licence).")


def _store() -> PackStore:
    return PackStore(packs_folder())


def _status(store: PackStore, pack: Pack) -> PackStatus:
    missing = tuple(one.name for one in store.missing(pack.name))
    return PackStatus(pack, not missing, missing)


def _place(status: PackStatus) -> str:
    if status.pack.bundled and not status.pack.requires:
        return "bundled" if status.installed else "missing"
    return "yes" if status.installed else "no"


def _size(pack: Pack) -> str:
    return f"{pack.download_bytes / 1e6:.0f} MB" if pack.download_bytes else ""


def _bytes(size: int | None) -> str:
    return "" if size is None else str(size)
