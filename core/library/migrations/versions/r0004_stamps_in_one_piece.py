"""A file's stamp in one piece, as it is compared; indexes of the few photos that are offline or troubled."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

PARTS = ("size", "mtime_ns", "ctime_ns", "inode")


def upgrade() -> None:
    # Columns are added and dropped one by one, as SQLite itself can: a rebuilt table would lose its
    # triggers, and the numbers of removed rows would be given away again.
    stamp = sa.Column("stamp", sa.String(), server_default="0 0 0 0", nullable=False)
    op.add_column("photo_locations", stamp)
    together = " || ' ' || ".join(PARTS)
    op.execute(f"UPDATE photo_locations SET stamp = {together}")
    for part in PARTS:
        op.drop_column("photo_locations", part)
    op.create_index(
        "ix_photo_locations_offline", "photo_locations", ["photo_id"], sqlite_where=sa.text("online = 0")
    )
    op.create_index("ix_photos_troubled", "photos", ["id"], sqlite_where=sa.text("metadata_problem <> ''"))
