"""The first schema.

Column types are spelled out and never import the program's tables: this step has to do the
same for ever, whatever becomes of them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _create_library()
    _create_photos()
    _create_faces()
    _create_users_word()
    _create_references()
    _create_restorations()
    _create_versions()
    _create_albums()


def _create_library() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )
    op.create_table(
        "folders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path", sa.LargeBinary(), nullable=False),
        sa.Column("volume", sa.String(), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("watched", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_folders")),
        sa.UniqueConstraint("path", name=op.f("uq_folders_path")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("forward", sa.Text(), nullable=False),
        sa.Column("inverse", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
        sqlite_autoincrement=True,
    )


def _create_photos() -> None:
    op.create_table(
        "photos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("orientation", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("taken_at", sa.String(), nullable=True),
        sa.Column("make", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("lens", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("regions", sa.Text(), nullable=False),
        sa.Column("restored_by_ai", sa.Boolean(), nullable=False),
        sa.Column("metadata_problem", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photos")),
        sa.UniqueConstraint("digest", name=op.f("uq_photos_digest")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_photos_taken_at"), "photos", ["taken_at"])
    op.create_table(
        "photo_locations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folder_id", sa.Integer(), nullable=False),
        sa.Column("relative", sa.LargeBinary(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=True),
        sa.Column("size", sa.String(), nullable=False),
        sa.Column("mtime_ns", sa.String(), nullable=False),
        sa.Column("ctime_ns", sa.String(), nullable=False),
        sa.Column("inode", sa.String(), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["folder_id"],
            ["folders.id"],
            name=op.f("fk_photo_locations_folder_id_folders"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photos.id"], name=op.f("fk_photo_locations_photo_id_photos"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo_locations")),
        sa.UniqueConstraint("folder_id", "relative", name=op.f("uq_photo_locations_folder_id_relative")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_photo_locations_photo_id"), "photo_locations", ["photo_id"])
    op.create_table(
        "file_problems",
        sa.Column("location_id", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["photo_locations.id"],
            name=op.f("fk_file_problems_location_id_photo_locations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("location_id", name=op.f("pk_file_problems")),
    )
    op.create_table(
        "analyses",
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("detector", sa.String(), nullable=False),
        sa.Column("embedder", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photos.id"], name=op.f("fk_analyses_photo_id_photos"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("photo_id", "detector", "embedder", name=op.f("pk_analyses")),
    )


def _create_faces() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("name_key", sa.String(), nullable=True),
        sa.Column("birth_date", sa.String(length=10), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("name_key", name=op.f("uq_people_name_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "faces",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("x", sa.Double(), nullable=False),
        sa.Column("y", sa.Double(), nullable=False),
        sa.Column("width", sa.Double(), nullable=False),
        sa.Column("height", sa.Double(), nullable=False),
        sa.Column("landmarks", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("probability", sa.Double(), nullable=True),
        sa.Column("detector", sa.String(), nullable=False),
        sa.Column("embedder", sa.String(), nullable=True),
        sa.Column("score", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_faces_person_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photos.id"], name=op.f("fk_faces_photo_id_photos"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_faces")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_faces_person_id_state"), "faces", ["person_id", "state"])
    op.create_index(op.f("ix_faces_photo_id"), "faces", ["photo_id"])
    op.create_table(
        "face_quality",
        sa.Column("face_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("eye_distance", sa.Double(), nullable=False),
        sa.Column("size", sa.Double(), nullable=False),
        sa.Column("sharpness", sa.Double(), nullable=False),
        sa.Column("frontal", sa.Double(), nullable=False),
        sa.Column("yaw", sa.Double(), nullable=False),
        sa.Column("light", sa.Double(), nullable=False),
        sa.Column("detection", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["face_id"], ["faces.id"], name=op.f("fk_face_quality_face_id_faces"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("face_id", name=op.f("pk_face_quality")),
    )
    op.create_table(
        "face_vectors",
        sa.Column("face_id", sa.Integer(), nullable=False),
        sa.Column("embedder", sa.String(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["face_id"], ["faces.id"], name=op.f("fk_face_vectors_face_id_faces"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("face_id", "embedder", name=op.f("pk_face_vectors")),
    )
    op.create_table(
        "person_covers",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("face_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["face_id"], ["faces.id"], name=op.f("fk_person_covers_face_id_faces"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_person_covers_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_covers")),
    )
    op.create_index(op.f("ix_person_covers_face_id"), "person_covers", ["face_id"])


def _create_users_word() -> None:
    op.create_table(
        "rejections",
        sa.Column("face_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["face_id"], ["faces.id"], name=op.f("fk_rejections_face_id_faces"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_rejections_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("face_id", "person_id", name=op.f("pk_rejections")),
    )
    op.create_index(op.f("ix_rejections_person_id"), "rejections", ["person_id"])
    op.create_table(
        "face_links",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("must", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"], ["faces.id"], name=op.f("fk_face_links_first_id_faces"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["faces.id"], name=op.f("fk_face_links_second_id_faces"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_face_links")),
    )
    op.create_index(op.f("ix_face_links_second_id"), "face_links", ["second_id"])


def _create_references() -> None:
    op.create_table(
        "reference_choices",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("face_id", sa.Integer(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["face_id"], ["faces.id"], name=op.f("fk_reference_choices_face_id_faces"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_reference_choices_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", "face_id", name=op.f("pk_reference_choices")),
    )
    op.create_index(op.f("ix_reference_choices_face_id"), "reference_choices", ["face_id"])
    op.create_table(
        "reference_tokens",
        sa.Column("face_id", sa.Integer(), nullable=False),
        sa.Column("weights", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("columns", sa.Integer(), nullable=False),
        sa.Column("tokens", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["face_id"], ["faces.id"], name=op.f("fk_reference_tokens_face_id_faces"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("face_id", "weights", name=op.f("pk_reference_tokens")),
    )


def _create_restorations() -> None:
    op.create_table(
        "restorations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("face_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("decision", sa.String(length=16), nullable=False),
        sa.Column("recipe", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("input_digest", sa.String(), nullable=False),
        sa.Column("alignment", sa.String(), nullable=False),
        sa.Column("result_digest", sa.String(), nullable=False),
        sa.Column("crop", sa.String(), nullable=False),
        sa.Column("likeness", sa.String(length=16), nullable=True),
        sa.Column("likeness_before", sa.Double(), nullable=True),
        sa.Column("likeness_after", sa.Double(), nullable=True),
        sa.Column("judgement", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["face_id"], ["faces.id"], name=op.f("fk_restorations_face_id_faces"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_restorations_person_id_people"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restorations")),
        sa.UniqueConstraint("key", name=op.f("uq_restorations_key")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_restorations_face_id"), "restorations", ["face_id"])
    op.create_index(op.f("ix_restorations_person_id"), "restorations", ["person_id"])
    op.create_index(op.f("ix_restorations_state"), "restorations", ["state"])
    op.create_table(
        "restoration_references",
        sa.Column("restoration_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("face_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["face_id"],
            ["faces.id"],
            name=op.f("fk_restoration_references_face_id_faces"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["restoration_id"],
            ["restorations.id"],
            name=op.f("fk_restoration_references_restoration_id_restorations"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("restoration_id", "position", name=op.f("pk_restoration_references")),
    )
    op.create_index(op.f("ix_restoration_references_face_id"), "restoration_references", ["face_id"])


def _create_versions() -> None:
    op.create_table(
        "versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("composition", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("scale", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photos.id"], name=op.f("fk_versions_photo_id_photos"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_versions")),
        sa.UniqueConstraint("photo_id", "composition", name=op.f("uq_versions_photo_id_composition")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "version_faces",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("face_id", sa.Integer(), nullable=False),
        sa.Column("restoration_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["face_id"], ["faces.id"], name=op.f("fk_version_faces_face_id_faces"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["restoration_id"],
            ["restorations.id"],
            name=op.f("fk_version_faces_restoration_id_restorations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["versions.id"],
            name=op.f("fk_version_faces_version_id_versions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "face_id", name=op.f("pk_version_faces")),
    )
    op.create_index(op.f("ix_version_faces_face_id"), "version_faces", ["face_id"])
    op.create_index(op.f("ix_version_faces_restoration_id"), "version_faces", ["restoration_id"])


def _create_albums() -> None:
    op.create_table(
        "albums",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("rule", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_albums")),
        sa.UniqueConstraint("name_key", name=op.f("uq_albums_name_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "album_photos",
        sa.Column("album_id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["album_id"], ["albums.id"], name=op.f("fk_album_photos_album_id_albums"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["photos.id"], name=op.f("fk_album_photos_photo_id_photos"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("album_id", "photo_id", name=op.f("pk_album_photos")),
    )
    op.create_index(op.f("ix_album_photos_photo_id"), "album_photos", ["photo_id"])
