"""The export of somebody's own data: no table about people is forgotten, nothing of others is in it."""

import json

import pytest
from sqlmodel import SQLModel

from kinerja.reports.own_data import HeldData, export_of_own, held_about
from kinerja.reports.own_tables import sections
from tests.builders import NOW
from tests.kinerja.walk import build


@pytest.fixture
def world(database):
    with database.unit_of_work() as session:
        yield session, build(session)


def about_people(table):
    keys = {key.column.table.name for key in table.foreign_keys}
    return "person" in keys or "chat_id" in table.columns


def test_every_table_about_people_is_in_the_export():
    exported = {model.__table__.name for model, _ in sections(1, []).values()}
    tables = {t.name for t in SQLModel.metadata.sorted_tables if about_people(t)}
    assert set() == tables - exported


def test_the_export_has_ones_own_record(world):
    session, made = world
    held = export_of_own(session, made.agency.budi.actor, NOW)

    assert 3 == len(held["reports"])
    assert ["Kendaraan rusak", "Loket hanya satu"] == [row["text"] for row in held["obstacles"]]
    assert {"Ani Lestari"} == {row["giver"] for row in held["feedback"]}
    assert [made.agency.section.name] == [row["unit"] for row in held["positions"]]
    assert "token_hash" not in json.dumps(held)


def test_the_export_has_nothing_of_others(world):
    session, made = world
    held = json.dumps(export_of_own(session, made.agency.citra.actor, NOW))

    assert "Budi" not in held
    assert "Kendaraan rusak" not in held


def test_the_numbers_are_ones_own(world):
    session, made = world
    held = held_about(session, made.agency.budi.actor)

    assert (5, 3, 1, 3) == (held.plans, held.reports, held.logs, held.evidence)
    assert (True, 0) == (held.feedback_received > 0, held.feedback_given)
    assert HeldData(0, 0, 0, 0, 0, 0, 0) == held_about(session, made.agency.citra.actor)
