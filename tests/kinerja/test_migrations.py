"""Migrations: up, down and up again with data, the same tables as the models, and one newest state."""

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import inspect
from sqlmodel import SQLModel, select

from kinerja.database import Database
from kinerja.migrations import HEAD, config_for, current_revision, downgrade, upgrade
from kinerja.models import Person
from tests import builders


@pytest.fixture
def empty(empty_url):
    database = Database(empty_url)
    yield database
    database.close()


def revisions(database):
    return [
        one.revision for one in ScriptDirectory.from_config(config_for(database)).walk_revisions()
    ]


def test_head_names_the_newest_file(empty):
    assert revisions(empty)[0] == HEAD


def test_an_empty_database_has_no_revision_and_is_brought_to_the_newest(empty):
    assert current_revision(empty) is None
    upgrade(empty)
    assert HEAD == current_revision(empty)


def test_the_migrations_make_what_the_models_say(empty):
    upgrade(empty)
    command.check(config_for(empty))


def test_upgrading_twice_changes_nothing_and_keeps_the_data(empty):
    upgrade(empty)
    with empty.unit_of_work() as session:
        builders.agency(session)
    upgrade(empty)
    with empty.reading() as session:
        assert 5 == len(session.exec(select(Person)).all())


def test_every_migration_goes_down_and_up_again_with_data(empty):
    """The stairway: each step is taken back and repeated, rows present, children kept."""
    for revision in reversed(revisions(empty)):
        upgrade(empty, revision)
        if revision == HEAD:
            with empty.unit_of_work() as session:
                builders.agency(session)
        downgrade(empty, "-1")
        upgrade(empty, revision)
    downgrade(empty, "base")
    assert {"alembic_version"} >= set(inspect(empty.engine).get_table_names())
    upgrade(empty)
    assert set(SQLModel.metadata.tables) <= set(inspect(empty.engine).get_table_names())
