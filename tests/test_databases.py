"""The databases that the other tests stand on."""

import pytest
from sqlalchemy import inspect, text
from sqlmodel import select

from kinerja.database import Database
from kinerja.models import Unit


@pytest.mark.parametrize("turn", ["first", "second"])
def test_every_test_begins_with_the_same_database(database, turn):
    with database.unit_of_work() as session:
        assert [] == session.exec(select(Unit)).all()
        assert 1 == session.execute(text("SELECT count(*) FROM alembic_version")).scalar_one()
        session.add(Unit(name="Dinas", zone="Asia/Jakarta"))
        session.execute(text("DELETE FROM alembic_version"))


def test_an_empty_database_has_no_table(empty_url):
    database = Database(empty_url)
    assert [] == inspect(database.engine).get_table_names()
    database.close()


@pytest.mark.postgres
def test_the_server_can_be_killed_and_started(postgres):
    postgres.restart()
    postgres.create("after_restart")
    postgres.drop("after_restart")
