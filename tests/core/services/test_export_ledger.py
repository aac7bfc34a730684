"""Exporting again: what is there already is recognised without encoding it."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.domain.recipe import RestoreRecipe
from core.domain.reports import ExportReport
from core.imaging.decoder import Decoder
from core.imaging.xmp import RDF
from core.library.library import Library
from core.progress import Progress
from core.services.exporting import ExportOptions, export_photos
from core.services.restoring import restore_faces
from tests.core.services.restoring_setup import Family, index_family, painting_tools, write_family

DC = "http://purl.org/dc/elements/1.1/"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def family(library: Library, decoder: Decoder, photos: Path) -> Family:
    """A print each of Ann and Ben, restored and kept."""
    write_family(photos, prints=1)
    family = index_family(library, decoder, photos)
    restore_faces(library, painting_tools(decoder), family.prints(), RestoreRecipe(), Progress())
    return family


def photo_ids(family: Family, part: str = "print") -> list[int]:
    return [face.photo_id for name, face in sorted(family.faces.items()) if part in name]


def export(library: Library, decoder: Decoder, ids: list[int], options: ExportOptions) -> ExportReport:
    return export_photos(library, decoder, ids, options, Progress())


def test_a_second_export_encodes_nothing(
    library: Library, family: Family, decoder: Decoder, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = export(library, decoder, photo_ids(family), ExportOptions(out))

    def refuse(*_arguments: object) -> bytes:
        raise AssertionError("a picture was encoded that is there already")

    monkeypatch.setattr("core.services.exporting.encode_export", refuse)
    second = export(library, decoder, photo_ids(family), ExportOptions(out))
    assert (first.written, second.written) == (2, 0)
    assert {item.note for item in second.items} == {"Already exported."}
    assert [item.target for item in second.items] == [item.target for item in first.items]


def test_an_exported_file_that_was_changed_is_not_taken_for_the_export(
    library: Library, family: Family, decoder: Decoder, out: Path
) -> None:
    export(library, decoder, photo_ids(family, "ben print"), ExportOptions(out))
    (out / "ben print 0-restored.jpg").write_bytes(b"edited elsewhere")
    again = export(library, decoder, photo_ids(family, "ben print"), ExportOptions(out))
    assert [Path(item.target).name for item in again.items] == ["ben print 0-restored (2).jpg"]
    assert (out / "ben print 0-restored.jpg").read_bytes() == b"edited elsewhere"


def test_other_options_are_another_export(
    library: Library, family: Family, decoder: Decoder, out: Path
) -> None:
    export(library, decoder, photo_ids(family, "ben print"), ExportOptions(out))
    assert (
        export(library, decoder, photo_ids(family, "ben print"), ExportOptions(out, quality=60)).written == 1
    )


def test_a_metadata_file_written_since_is_another_export(
    library: Library, family: Family, decoder: Decoder, out: Path, photos: Path
) -> None:
    export(library, decoder, photo_ids(family, "ben print"), ExportOptions(out))
    description = f'<rdf:Description xmlns:dc="{DC}" dc:title="a caption"/>'
    packet = (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">{description}</rdf:RDF></x:xmpmeta>'
    )
    (photos / "ben print 0.png.xmp").write_text(packet)
    assert export(library, decoder, photo_ids(family, "ben print"), ExportOptions(out)).written == 1


def test_what_is_remembered_of_exports_names_nobody(
    library: Library, family: Family, decoder: Decoder, out: Path
) -> None:
    export(library, decoder, photo_ids(family), ExportOptions(out, template="{person} {stem}"))
    remembered = (library.paths.root / "exports.json").read_text()
    assert "Ben" not in remembered
    assert str(out) not in remembered
