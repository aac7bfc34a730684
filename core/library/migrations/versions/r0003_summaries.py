"""What a card says of a person, kept until something of it changes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

STALE = "DELETE FROM person_summaries WHERE person_id"
OF_FACE = "= (SELECT person_id FROM faces WHERE id = {}.face_id)"
IN_PHOTO = "IN (SELECT person_id FROM faces WHERE photo_id = {})"

TRIGGERS = {
    "face_added": f"AFTER INSERT ON faces WHEN NEW.person_id IS NOT NULL BEGIN {STALE} = NEW.person_id;",
    "face_gone": f"AFTER DELETE ON faces WHEN OLD.person_id IS NOT NULL BEGIN {STALE} = OLD.person_id;",
    "face_moved": (
        "AFTER UPDATE OF person_id, state, photo_id ON faces "
        f"BEGIN {STALE} IN (OLD.person_id, NEW.person_id);"
    ),
    "quality_added": f"AFTER INSERT ON face_quality BEGIN {STALE} {OF_FACE.format('NEW')};",
    "quality_gone": f"AFTER DELETE ON face_quality BEGIN {STALE} {OF_FACE.format('OLD')};",
    "quality_changed": f"AFTER UPDATE OF score ON face_quality BEGIN {STALE} {OF_FACE.format('NEW')};",
    "place_added": f"AFTER INSERT ON photo_locations BEGIN {STALE} {IN_PHOTO.format('NEW.photo_id')};",
    "place_gone": f"AFTER DELETE ON photo_locations BEGIN {STALE} {IN_PHOTO.format('OLD.photo_id')};",
    "place_changed": (
        "AFTER UPDATE OF photo_id ON photo_locations WHEN OLD.photo_id IS NOT NEW.photo_id "
        f"BEGIN {STALE} {IN_PHOTO.format('OLD.photo_id')}; {STALE} {IN_PHOTO.format('NEW.photo_id')};"
    ),
    "photo_restored": (
        "AFTER UPDATE OF restored_by_ai ON photos WHEN OLD.restored_by_ai IS NOT NEW.restored_by_ai "
        f"BEGIN {STALE} {IN_PHOTO.format('NEW.id')};"
    ),
}
"""Whatever a summary depends on; a table that is rebuilt later needs its triggers made again."""


def upgrade() -> None:
    op.create_table(
        "person_summaries",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("photos", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("suggested", sa.Integer(), nullable=False),
        sa.Column("best_face_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_person_summaries_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_summaries")),
    )
    for name, trigger in TRIGGERS.items():
        op.execute(f"CREATE TRIGGER summary_{name} {trigger} END")
