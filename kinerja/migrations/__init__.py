"""Alembic migrations, run from code: ``upgrade`` brings a database to the newest state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from alembic.config import Config

    from kinerja.database import Database

HEAD = "0025"
"""The newest revision; a test holds it against the files, so that a start needs no Alembic."""


def current_revision(database: Database) -> str | None:
    """Return the revision a database is at, or None where it is empty; one plain query."""
    try:
        with database.reading() as session:
            row = session.connection().execute(text("SELECT version_num FROM alembic_version"))
            return row.scalar_one_or_none()
    except DBAPIError:
        return None


def config_for(database: Database) -> Config:
    """Return an Alembic configuration bound to the database."""
    from alembic.config import Config  # noqa: PLC0415 - Alembic is slow to import and seldom used

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["engine"] = database.engine
    return config


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database to a revision, the newest by default; at the newest it does nothing."""
    from alembic import command  # noqa: PLC0415 - as above

    command.upgrade(config_for(database), revision)


def downgrade(database: Database, revision: str) -> None:
    """Take the database back to an earlier revision."""
    from alembic import command  # noqa: PLC0415 - as above

    command.downgrade(config_for(database), revision)
