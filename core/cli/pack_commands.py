"""`ridfr packs`: model files, where they come from, and whether they are intact."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from core.cli.interrupt import stop_on_interrupt
from core.cli.lazy import DefaultCommand, command_app
from core.cli.options import JsonOption, LibraryOption
from core.cli.output import Output
from core.cli.progress_bar import progress_bar
from core.domain.reports import Problem
from core.errors import SettingsError
from core.paths import packs_folder
from core.progress import Progress
from core.weights.registry import Pack
from core.weights.store import PackStore

app = command_app(DefaultCommand, "See, download, add and remove models. Packs are shared by all libraries.")

PackArgument = Annotated[str, typer.Argument(metavar="PACK", help="Name of a pack.", show_default=False)]


@dataclass(frozen=True)
class PackStatus:
    """One pack and whether its files are here."""

    pack: Pack
    installed: bool


@app.command("list")
def list_(library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """List the packs, their licence, and which are installed."""
    store, output = _store(), Output(as_json)
    found = [PackStatus(pack, store.installed(pack.name)) for pack in store.packs()]
    output.table(
        ["Pack", "What", "Installed", ">Download", "Licence"],
        [(one.pack.name, one.pack.title, _place(one), _size(one.pack), one.pack.licence) for one in found],
    )
    output.finish(found)


@app.command()
def show(pack: PackArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Show a pack with its files and its licence."""
    store, output = _store(), Output(as_json)
    status = PackStatus(store.pack(pack), store.installed(pack))
    output.line(f"{status.pack.title} ({_place(status)})", style="bold")
    for line in status.pack.licence_text.splitlines():
        output.line(line)
    output.table(
        ["File", ">Bytes", "SHA-256"], [(file.name, file.size, file.sha256) for file in status.pack.files]
    )
    output.finish(status)


@app.command()
def download(
    pack: PackArgument,
    accept_licence: Annotated[bool, typer.Option("--accept-licence", help="I read the licence.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Download a pack after you accept its licence. The only command that uses the network."""
    store, output = _store(), Output(as_json)
    wanted = store.pack(pack)
    if not accept_licence and not wanted.bundled:
        output.note(f"{wanted.title}, {_size(wanted)}\n")
        for line in wanted.licence_text.splitlines():
            output.note(line)
        if as_json or not typer.confirm("Do you accept this licence?", err=True):
            raise SettingsError("Nothing was downloaded: the licence was not accepted (--accept-licence).")
    with stop_on_interrupt() as token, progress_bar("Downloading", shown=output.shows_progress) as listener:
        store.download(pack, accept_licence=True, progress=Progress(listener, token=token))
    output.line(f'{wanted.title} is installed. Use it with the setting: pack = "{pack}"')
    output.finish(PackStatus(wanted, True))


@app.command()
def add(
    pack: PackArgument,
    source: Annotated[Path, typer.Argument(help="Its folder, ZIP file or single file.")],
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Install a pack from files you have already; every file is checked."""
    store, output = _store(), Output(as_json)
    located = store.add(pack, source.expanduser())
    output.line(f"{located.pack.title} is installed in {located.folder}.")
    output.finish(PackStatus(located.pack, True))


@app.command()
def verify(
    packs: Annotated[
        list[str] | None, typer.Argument(metavar="[PACK...]", help="None means all installed ones.")
    ] = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compare every file of the packs with its recorded SHA-256."""
    store, output = _store(), Output(as_json)
    names = packs or [pack.name for pack in store.packs() if store.installed(pack.name)]
    problems = [Problem(name, "Model not intact", said) for name in names for said in store.verify(name)]
    output.line(f"{len(names)} packs checked.")
    output.finish(problems, problems=problems)


@app.command()
def remove(pack: PackArgument, library: LibraryOption = None, as_json: JsonOption = False) -> None:
    """Delete a downloaded pack."""
    store, output = _store(), Output(as_json)
    store.remove(pack)
    output.line(f"{store.pack(pack).title} is removed.")
    output.finish(PackStatus(store.pack(pack), False))


def _store() -> PackStore:
    return PackStore(packs_folder())


def _place(status: PackStatus) -> str:
    if status.pack.bundled:
        return "bundled" if status.installed else "missing"
    return "yes" if status.installed else "no"


def _size(pack: Pack) -> str:
    return f"{pack.download_bytes / 1e6:.0f} MB" if pack.download_bytes else ""
