"""Model packs for a screen: what there is, whether it is here, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.progress import Progress
from core.weights.registry import Pack
from core.weights.store import PackStore


@dataclass(frozen=True)
class PackState:
    """One pack and whether its files are here."""

    name: str
    kind: str
    """"face" or "restorer"; "part" for what restorers are made of."""
    title: str
    licence: str
    licence_text: str
    commercial: bool
    bundled: bool
    installed: bool
    download_bytes: int
    """What a download transfers, missing parts included; 0 when it cannot be downloaded."""
    missing: tuple[str, ...] = ()
    """Titles of packs that have to be installed with it."""


def pack_states(packs: PackStore) -> list[PackState]:
    """Every pack in the order of the list."""
    return [_state(packs, pack) for pack in packs.packs()]


def download_pack(packs: PackStore, name: str, progress: Progress) -> None:
    """Download a pack, and first what it works with; the user has read the licences.

    Raises:
        WeightsError: no connection, or a file is not the pinned one.
        Cancelled: the user asked to stop; nothing is left behind.
    """
    wanted = packs.missing(name) or (packs.pack(name),)
    for number, pack in enumerate(wanted):
        packs.download(pack.name, accept_licence=True, progress=progress.part(number, len(wanted)))


def add_pack(packs: PackStore, name: str, source: Path) -> None:
    """Install a pack from a file, folder or ZIP on the disk; every file is checked.

    Raises:
        WeightsError: the files are not those of the pack.
    """
    packs.add(name, source)


def verify_packs(packs: PackStore, names: Sequence[str] = ()) -> list[str]:
    """What is wrong with installed packs, one sentence a file; empty when all is well."""
    chosen = names or [pack.name for pack in packs.packs() if packs.installed(pack.name)]
    return [sentence for name in chosen for sentence in packs.verify(name)]


def remove_pack(packs: PackStore, name: str) -> None:
    """Delete a downloaded pack.

    Raises:
        WeightsError: the pack belongs to the installation.
    """
    packs.remove(name)


def _state(packs: PackStore, pack: Pack) -> PackState:
    missing = packs.missing(pack.name)
    return PackState(
        name=pack.name,
        kind=pack.kind,
        title=pack.title,
        licence=pack.licence,
        licence_text=pack.licence_text,
        commercial=pack.commercial,
        bundled=pack.bundled,
        installed=packs.installed(pack.name),
        download_bytes=sum(each.download_bytes for each in missing) or pack.download_bytes,
        missing=tuple(each.title for each in missing if each.name != pack.name),
    )
