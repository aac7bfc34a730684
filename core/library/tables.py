"""The tables of a library, as the newest migration leaves them.

What always holds:

* A photo is known by the digest of its bytes, whatever the number of places it lies at;
  its row stays when the last place goes, so that names come back with the file.
* Faces, people and restorations are never given the number of one that was removed.
* A vector belongs to one face and one embedder; a photo restored by AI has none.
* What a user said (confirmations, rejections, links, choices) hangs on face and person
  numbers, never on boxes.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary, MetaData, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from core.domain.face import FaceSource, FaceState
from core.domain.person import EditState
from core.domain.photo import FileStamp
from core.domain.restoration import Decision, Likeness, RestorationState
from core.library.columns import FileName, IsoDate, PlainText, PointList, StampText, word_of


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - read once by SQLAlchemy
        str: PlainText,
        date: IsoDate,
        bytes: LargeBinary,
        FaceState: word_of(FaceState),
        FaceSource: word_of(FaceSource),
        RestorationState: word_of(RestorationState),
        Decision: word_of(Decision),
        Likeness: word_of(Likeness),
        EditState: word_of(EditState),
    }


NEVER_REUSED = {"sqlite_autoincrement": True}
"""Numbers of removed rows stay unused: journals and exports may still name them."""

Digest = String(64)


def _owned_by(column: str, *, primary_key: bool = False) -> Mapped[int]:
    """A reference to the row that this one cannot outlive."""
    return mapped_column(ForeignKey(column, ondelete="CASCADE"), primary_key=primary_key)


class MetaRow(Base):
    """Facts about the library itself."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class FolderRow(Base):
    __tablename__ = "folders"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    path: Mapped[str] = mapped_column(FileName, unique=True)
    volume: Mapped[str]
    online: Mapped[bool]
    watched: Mapped[bool]


class PhotoRow(Base):
    __tablename__ = "photos"
    __table_args__ = (
        Index("ix_photos_troubled", "id", sqlite_where=text("metadata_problem <> ''")),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(Digest, unique=True)
    width: Mapped[int]
    height: Mapped[int]
    orientation: Mapped[int]
    format: Mapped[str]
    taken_at: Mapped[str | None] = mapped_column(index=True)
    """ISO 8601 as the camera wrote it, with an offset only if it wrote one."""
    make: Mapped[str]
    model: Mapped[str]
    lens: Mapped[str]
    description: Mapped[str]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    regions: Mapped[str] = mapped_column(Text)
    """JSON list of [name, x, y, width, height]."""
    restored_by_ai: Mapped[bool]
    metadata_problem: Mapped[str]


class LocationRow(Base):
    """A file of a folder: a place of a photo, or a file that could not be read."""

    __tablename__ = "photo_locations"
    __table_args__ = (
        UniqueConstraint("folder_id", "relative"),
        Index("ix_photo_locations_offline", "photo_id", sqlite_where=text("online = 0")),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    folder_id: Mapped[int] = _owned_by("folders.id")
    relative: Mapped[bytes]
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photos.id", ondelete="CASCADE"), index=True)
    online: Mapped[bool]
    sidecar: Mapped[str] = mapped_column(server_default="")
    """Stamp of the metadata file beside it, as `scanning` writes it; "" when there was none."""
    stamp: Mapped[FileStamp] = mapped_column(StampText, server_default=FileStamp(0, 0, 0, 0).text)


class FileProblemRow(Base):
    """Why a file could not be read; remembered until the file changes."""

    __tablename__ = "file_problems"

    location_id: Mapped[int] = _owned_by("photo_locations.id", primary_key=True)
    message: Mapped[str]


class AnalysisRow(Base):
    """This detector and this embedder have looked at this photo."""

    __tablename__ = "analyses"

    photo_id: Mapped[int] = _owned_by("photos.id", primary_key=True)
    detector: Mapped[str] = mapped_column(primary_key=True)
    embedder: Mapped[str] = mapped_column(primary_key=True)


class PersonRow(Base):
    __tablename__ = "people"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    name_key: Mapped[str | None] = mapped_column(unique=True)
    """The name as it is compared: composed, case folded, single spaces."""
    birth_date: Mapped[date | None]
    hidden: Mapped[bool]
    stranger: Mapped[bool] = mapped_column(server_default=false())
    """Ignored everywhere: in no list, and faces like theirs are ignored as they come."""


class FaceRow(Base):
    __tablename__ = "faces"
    __table_args__ = (
        Index(None, "person_id", "state", "photo_id"),
        Index(None, "state", "photo_id"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photos.id", ondelete="CASCADE"), index=True)
    x: Mapped[float]
    y: Mapped[float]
    width: Mapped[float]
    height: Mapped[float]
    landmarks: Mapped[tuple[tuple[float, float], ...] | None] = mapped_column(PointList)
    state: Mapped[FaceState]
    source: Mapped[FaceSource]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"))
    probability: Mapped[float | None]
    detector: Mapped[str]
    embedder: Mapped[str | None]
    score: Mapped[float]


class FaceQualityRow(Base):
    """The parts of `FaceQuality`."""

    __tablename__ = "face_quality"

    face_id: Mapped[int] = _owned_by("faces.id", primary_key=True)
    score: Mapped[float] = mapped_column(index=True)
    eye_distance: Mapped[float]
    size: Mapped[float]
    sharpness: Mapped[float]
    frontal: Mapped[float]
    yaw: Mapped[float]
    light: Mapped[float]
    detection: Mapped[float]


class FaceVectorRow(Base):
    __tablename__ = "face_vectors"

    face_id: Mapped[int] = _owned_by("faces.id", primary_key=True)
    embedder: Mapped[str] = mapped_column(primary_key=True)
    vector: Mapped[bytes]
    """Little-endian float16, unit length."""


class PersonCoverRow(Base):
    """The face that stands for a person, chosen by the user."""

    __tablename__ = "person_covers"

    person_id: Mapped[int] = _owned_by("people.id", primary_key=True)
    face_id: Mapped[int] = mapped_column(ForeignKey("faces.id", ondelete="CASCADE"), index=True)


class PersonSummaryRow(Base):
    """What a card says of a person; triggers remove the row when something of it changes."""

    __tablename__ = "person_summaries"

    person_id: Mapped[int] = _owned_by("people.id", primary_key=True)
    photos: Mapped[int]
    confirmed: Mapped[int]
    suggested: Mapped[int]
    best_face_id: Mapped[int | None]


class RelationRow(Base):
    """A note of the user on what somebody is to somebody else."""

    __tablename__ = "relations"

    person_id: Mapped[int] = _owned_by("people.id", primary_key=True)
    other_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    note: Mapped[str]


class RejectionRow(Base):
    """The user said: this face is not this person."""

    __tablename__ = "rejections"

    face_id: Mapped[int] = _owned_by("faces.id", primary_key=True)
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class FaceLinkRow(Base):
    """The user said: these two faces are one person (`must`), or two."""

    __tablename__ = "face_links"

    first_id: Mapped[int] = _owned_by("faces.id", primary_key=True)
    """The smaller number of the two."""
    second_id: Mapped[int] = mapped_column(
        ForeignKey("faces.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    must: Mapped[bool]


class ReferenceChoiceRow(Base):
    """A face pinned to a person's references, or banned from them."""

    __tablename__ = "reference_choices"

    person_id: Mapped[int] = _owned_by("people.id", primary_key=True)
    face_id: Mapped[int] = mapped_column(
        ForeignKey("faces.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    pinned: Mapped[bool]
    """False: banned."""


class ReferenceTokenRow(Base):
    """Identity tokens of a face for one set of weights."""

    __tablename__ = "reference_tokens"

    face_id: Mapped[int] = _owned_by("faces.id", primary_key=True)
    weights: Mapped[str] = mapped_column(primary_key=True)
    rows: Mapped[int]
    columns: Mapped[int]
    tokens: Mapped[bytes]
    """Little-endian float16 (rows, columns)."""


class RestorationRow(Base):
    __tablename__ = "restorations"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    face_id: Mapped[int] = mapped_column(ForeignKey("faces.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    key: Mapped[str] = mapped_column(Digest, unique=True)
    state: Mapped[RestorationState] = mapped_column(index=True)
    decision: Mapped[Decision]
    recipe: Mapped[str] = mapped_column(Text)
    plan: Mapped[str | None] = mapped_column(Text)
    input_digest: Mapped[str]
    alignment: Mapped[str]
    """From the photo to the crop, as JSON (2, 3): analysis may move the landmarks later."""
    result_digest: Mapped[str]
    crop: Mapped[str]
    likeness: Mapped[Likeness | None]
    """None when the guard has not judged it."""
    likeness_before: Mapped[float | None]
    likeness_after: Mapped[float | None]
    judgement: Mapped[str]
    reason: Mapped[str]
    seconds: Mapped[float | None]


class RestorationReferenceRow(Base):
    __tablename__ = "restoration_references"

    restoration_id: Mapped[int] = _owned_by("restorations.id", primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    face_id: Mapped[int] = mapped_column(ForeignKey("faces.id", ondelete="CASCADE"), index=True)


class VersionRow(Base):
    __tablename__ = "versions"
    __table_args__ = (UniqueConstraint("photo_id", "composition"), NEVER_REUSED)

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = _owned_by("photos.id")
    composition: Mapped[str]
    """The faces and restorations as canonical text; equal compositions are one version."""
    turn: Mapped[int]
    """Grows with every choice in the library; the photo's version of the last turn is in use."""
    file: Mapped[str]
    digest: Mapped[str] = mapped_column(Digest)
    scale: Mapped[float]


class VersionFaceRow(Base):
    __tablename__ = "version_faces"

    version_id: Mapped[int] = _owned_by("versions.id", primary_key=True)
    face_id: Mapped[int] = mapped_column(
        ForeignKey("faces.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    restoration_id: Mapped[int | None] = mapped_column(
        ForeignKey("restorations.id", ondelete="CASCADE"), index=True
    )


class AlbumRow(Base):
    __tablename__ = "albums"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(unique=True)
    rule: Mapped[str] = mapped_column(FileName)
    """May hold a folder's path."""


class AlbumPhotoRow(Base):
    __tablename__ = "album_photos"

    album_id: Mapped[int] = _owned_by("albums.id", primary_key=True)
    photo_id: Mapped[int] = mapped_column(
        ForeignKey("photos.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int]


class JournalRow(Base):
    """One edit of the user, and how to do and undo it."""

    __tablename__ = "journal"
    __table_args__ = (NEVER_REUSED,)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[str] = mapped_column(String(32))
    """UTC, ISO 8601."""
    action: Mapped[str]
    summary: Mapped[str]
    forward: Mapped[str] = mapped_column(Text)
    inverse: Mapped[str] = mapped_column(Text)
    state: Mapped[EditState] = mapped_column(server_default=EditState.STANDING.value, index=True)
