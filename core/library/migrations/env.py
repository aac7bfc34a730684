"""Run by Alembic; `core.library.schema` hands over a connection with an open transaction."""

from alembic import context

from core.library.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot alter most things: Alembic rebuilds the table
)
with context.begin_transaction():
    context.run_migrations()
