"""`ridfr export`: restored photos into a folder, with their metadata, marked as AI-restored."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from core.cli.lazy import command_app
from core.cli.options import AlbumOption, JsonOption, LibraryOption, PersonOption, PhotoOption
from core.cli.output import Output
from core.cli.selection import all_photos, photos_of
from core.cli.session import working
from core.domain.reports import ExportReport
from core.errors import SettingsError
from core.library.library import Library
from core.paths import with_home
from core.services.exporting import ExportOptions, export_photos
from core.services.templates import FIELDS

app = command_app()


class Format(StrEnum):
    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    TIFF = "tiff"


class Metadata(StrEnum):
    KEEP = "keep"
    NO_GPS = "no-gps"
    NONE = "none"


class Collision(StrEnum):
    RENAME = "rename"
    SKIP = "skip"


@app.command()
def export(
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", help="Folder to write into.", show_default=False)
    ],
    person: PersonOption = None,
    photo: PhotoOption = None,
    album: AlbumOption = None,
    everything: Annotated[bool, typer.Option("--all", help="All photos of the library.")] = False,
    originals: Annotated[
        bool, typer.Option("--originals", help="Also photos of which nothing was restored.")
    ] = False,
    format: Annotated[Format | None, typer.Option("--format", help="File format.")] = None,
    quality: Annotated[
        int | None, typer.Option("--quality", min=1, max=100, help="For JPEG and WebP.")
    ] = None,
    size: Annotated[
        int | None, typer.Option("--size", min=16, help="Longest side in pixels; larger photos shrink.")
    ] = None,
    template: Annotated[
        str | None, typer.Option("--template", help=f"Names of the files; fields: {{{'}, {'.join(FIELDS)}}}.")
    ] = None,
    metadata: Annotated[Metadata | None, typer.Option("--metadata", help="Of the original, to keep.")] = None,
    label: Annotated[
        bool | None, typer.Option("--label/--no-label", help="Mark as made with AI, with the recipe.")
    ] = None,
    collision: Annotated[Collision | None, typer.Option("--collision", help="When a name is taken.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the names; write nothing.")] = False,
    library: LibraryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write restored photos to a folder, with their metadata. Nothing is ever overwritten."""
    with working(library, as_json, "Exporting") as session:
        defaults = session.app.settings.export
        options = ExportOptions(
            target=with_home(out).absolute(),
            format=format or defaults.format,
            quality=quality or defaults.quality,
            long_side=size,
            template=template or defaults.template,
            metadata=metadata or defaults.metadata,
            label=defaults.label if label is None else label,
            collision=collision or defaults.collision,
            versions_only=not originals,
            album=album[0] if album and len(album) == 1 else "",
        )
        ids = _chosen(session.library, person or [], photo or [], album or [], everything=everything)
        report = export_photos(
            session.library, session.app.decoder, ids, options, session.progress, dry_run=dry_run
        )
    _show(session.output, report)
    session.output.finish(report, problems=report.problems, cancelled=report.cancelled)


def _chosen(
    library: Library, people: list[str], photos: list[str], albums: list[str], *, everything: bool
) -> list[int]:
    if everything:
        return all_photos(library)
    if not people and not photos and not albums:
        raise SettingsError("Say what to export: --person, --photo, --album or --all.")
    return photos_of(library, people=people, photos=photos, albums=albums)


def _show(output: Output, report: ExportReport) -> None:
    if not report.items:
        output.line(
            "Nothing to export: no face of these photos is restored and kept (--originals takes all)."
        )
        return
    output.table(
        ["Photo", "File", "State", "Note"],
        [(one.source, one.target, one.state, one.note) for one in report.items],
    )
    done = "planned" if report.dry_run else f"written in {report.seconds:.1f} s"
    count = len(report.items) if report.dry_run else report.written
    output.line(f"{count} files {done}.")
