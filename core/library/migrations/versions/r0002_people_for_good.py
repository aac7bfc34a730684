"""Undo and redo that last, strangers, relations between people, sidecars, and indexes for searching."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

COULD_BE_UNDONE = frozenset(
    {
        "name",
        "merge",
        "split",
        "confirm",
        "reject",
        "ignore",
        "no-face",
        "birth-date",
        "cover",
        "hide",
        "reference",
    }
)
"""Edits that an undo of the older program looked at; it left decisions about restorations alone."""


def upgrade() -> None:
    op.add_column("photo_locations", sa.Column("sidecar", sa.String(), server_default="", nullable=False))
    op.add_column("people", sa.Column("stranger", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column(
        "journal", sa.Column("state", sa.String(length=16), server_default="standing", nullable=False)
    )
    op.create_index(op.f("ix_journal_state"), "journal", ["state"])
    op.drop_index("ix_faces_person_id_state", "faces")
    op.create_index(op.f("ix_faces_person_id_state_photo_id"), "faces", ["person_id", "state", "photo_id"])
    op.create_index(op.f("ix_faces_state_photo_id"), "faces", ["state", "photo_id"])
    op.create_index(op.f("ix_face_quality_score"), "face_quality", ["score"])
    _create_relations()
    _settle_journal(op.get_bind())


def _create_relations() -> None:
    op.create_table(
        "relations",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["other_id"], ["people.id"], name=op.f("fk_relations_other_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_relations_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "other_id", name=op.f("pk_relations")),
    )
    op.create_index(op.f("ix_relations_other_id"), "relations", ["other_id"])


def _settle_journal(connection: sa.Connection) -> None:
    """An undo was a line of its own; from now on the line of the edit says that it was taken back."""
    rows = connection.execute(sa.text("SELECT id, action, forward, inverse FROM journal ORDER BY id")).all()
    standing: list[int] = []
    undoable: list[int] = []
    undone: list[int] = []
    for row in rows:
        if row.action == "undo":
            if undoable:
                undone.append(undoable.pop())
                standing.remove(undone[-1])
            connection.execute(sa.text("DELETE FROM journal WHERE id = :id"), {"id": row.id})
            continue
        standing.append(row.id)
        if row.action in COULD_BE_UNDONE:
            undoable.append(row.id)
        if row.action == "decide":
            values = {"id": row.id, "forward": _steps(row.forward), "inverse": _steps(row.inverse)}
            update = "UPDATE journal SET forward = :forward, inverse = :inverse WHERE id = :id"
            connection.execute(sa.text(update), values)
    for entry in undone:
        state = "undone" if not standing or entry > standing[-1] else "passed"
        connection.execute(
            sa.text("UPDATE journal SET state = :state WHERE id = :id"), {"id": entry, "state": state}
        )


def _steps(text: str) -> str:
    """Decisions by restoration, as the steps that every other edit is made of."""
    decisions: dict[str, Any] | list[Any] = json.loads(text)
    if isinstance(decisions, list):
        return text
    steps = [
        {"kind": "Decide", "restoration_id": int(number), "decision": decision}
        for number, decision in decisions.items()
    ]
    return json.dumps(steps, sort_keys=True)
