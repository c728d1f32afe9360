from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import SQLModel, select

from kinerja.errors import Unknown
from kinerja.models import (
    AuditEntry,
    EmploymentKind,
    Person,
    Position,
    RaterAssignment,
    Role,
    RoleGrant,
    Unit,
)
from kinerja.rules.access import OPERATOR, Actor
from kinerja.rules.tables import FileRefused
from kinerja.services.importing_people import import_people
from tests.files import ANI, BUDI, HEAD, PART_TIME, PEOPLE, agency, person, places, sheets

NOW = datetime(2026, 2, 3, 2, 0, tzinfo=UTC)
TODAY = date(2026, 2, 3)
LATER = date(2026, 3, 2)
OUTSIDE = {"jenis": "", "pangkat_golongan": ""}


@pytest.fixture
def bring(database):
    """Import rows on a day; gives (new, changed, unchanged)."""

    def imported(rows, *, today=TODAY, columns=PEOPLE, actor=OPERATOR):
        with database.unit_of_work() as session:
            done = import_people(session, actor, sheets(rows, columns), now=NOW, today=today)
        return done.new, done.changed, done.unchanged

    return imported


@pytest.fixture
def look(database):
    """Return the rows of a query."""

    def rows(query):
        with database.reading() as session:
            return list(session.exec(query))

    return rows


@pytest.fixture
def contents(database):
    """Return all rows of all tables."""

    def everything():
        with database.reading() as session:
            tables = SQLModel.metadata.sorted_tables
            return {
                table.name: sorted(map(repr, session.connection().execute(table.select())))
                for table in tables
            }

    return everything


def post_of(look, nip: str) -> Position:
    query = select(Position).join(Person, Person.id == Position.person_id)
    return look(query.where(Person.nip == nip))[0]


def raters_of(look, nip: str) -> list[tuple]:
    query = select(Person.nip, RaterAssignment.starts_on, RaterAssignment.ends_on)
    query = query.join(RaterAssignment, RaterAssignment.rater_id == Person.id)
    query = query.where(RaterAssignment.position_id == post_of(look, nip).id)
    return [tuple(row) for row in look(query.order_by(RaterAssignment.id))]


def roles_of(look, nip: str) -> list[tuple]:
    query = select(RoleGrant.role, Unit.name, RoleGrant.starts_on, RoleGrant.ends_on)
    query = query.join(Unit, Unit.id == RoleGrant.unit_id)
    query = query.join(Person, Person.id == RoleGrant.person_id).where(Person.nip == nip)
    return [tuple(row) for row in look(query.order_by(RoleGrant.id))]


def test_an_agency_is_taken_in(bring, look):
    assert (3, 0, 0) == bring(agency())
    (budi,) = look(select(Person).where(Person.nip == BUDI))
    assert ("Budi Perawat", EmploymentKind.CIVIL_SERVANT, "III/a", TODAY) == (
        budi.name,
        budi.kind,
        budi.grade,
        budi.joined_on,
    )
    assert [("Dinas Kesehatan", "Asia/Jakarta"), ("Puskesmas A", "Asia/Makassar")] == [
        tuple(row) for row in look(select(Unit.name, Unit.zone).order_by(Unit.name))
    ]
    post = post_of(look, BUDI)
    assert ("Perawat", None, None) == (post.title, post.starts_on, post.ends_on)
    assert [(ANI, None, None)] == raters_of(look, BUDI)
    assert [] == raters_of(look, HEAD)


def test_the_same_file_twice_changes_nothing(bring, contents):
    rows = [*agency(peran="admin"), person("KEPALA-X", atasan_nip="", **OUTSIDE)]
    bring(rows)
    before = contents()
    assert (0, 0, 4) == bring(rows, today=LATER)
    assert before == contents()


def test_the_order_of_rows_does_not_matter(bring, look):
    assert (3, 0, 0) == bring(agency()[::-1])
    assert [(ANI, None, None)] == raters_of(look, BUDI)


def test_people_who_are_missing_stay(bring, look):
    bring(agency())
    assert (1, 0, 0) == bring([person(PART_TIME, jenis="PPPK Paruh Waktu")], today=LATER)
    assert 4 == len(look(select(Person)))


def test_corrections_stay_in_place_and_are_kept_in_the_trail(bring, look):
    bring(agency())
    before = post_of(look, BUDI)
    moved = {"jabatan": "Perawat Ahli", "unit": "Puskesmas B", "nama": "Budi P.", "jenis": "CPNS"}
    assert (0, 1, 2) == bring(agency(**moved), today=LATER)
    after = post_of(look, BUDI)
    assert (before.id, "Perawat Ahli", None) == (after.id, after.title, after.starts_on)
    assert ["Puskesmas B"] == look(select(Unit.name).where(Unit.id == after.unit_id))
    trail = look(select(AuditEntry.action, AuditEntry.detail).order_by(AuditEntry.id))
    trail = dict(tuple(row) for row in trail)
    assert {"name": ["Budi Perawat", "Budi P."], "kind": ["pns", "cpns"]} == (
        trail["person.corrected"]
    )
    assert ["Perawat", "Perawat Ahli"] == trail["position.corrected"]["title"]


def test_a_title_alone_is_corrected(bring, look):
    bring(agency())
    unit = post_of(look, BUDI).unit_id
    assert (0, 1, 2) == bring(agency(jabatan="Perawat Ahli"), today=LATER)
    assert ("Perawat Ahli", unit) == (post_of(look, BUDI).title, post_of(look, BUDI).unit_id)
    assert (0, 1, 2) == bring(agency(jabatan="Perawat Ahli", unit="Puskesmas B"), today=LATER)
    assert unit != post_of(look, BUDI).unit_id


def test_another_superior_begins_today(bring, look):
    bring(agency())
    assert (0, 1, 2) == bring(agency(atasan_nip=HEAD), today=LATER)
    yesterday = LATER - timedelta(days=1)
    assert [(ANI, None, yesterday), (HEAD, LATER, None)] == raters_of(look, BUDI)
    bring(agency(), today=LATER)
    assert [(ANI, None, yesterday), (ANI, LATER, None)] == raters_of(look, BUDI)


def test_an_empty_superior_ends_the_assignment(bring, look):
    bring(agency())
    bring(agency(atasan_nip=""), today=LATER)
    assert [(ANI, None, LATER - timedelta(days=1))] == raters_of(look, BUDI)
    bring(agency(), today=LATER + timedelta(days=9))
    assert 2 == len(raters_of(look, BUDI))


@pytest.mark.parametrize(
    ("nip", "role", "unit"),
    [
        (BUDI, "admin", "Puskesmas A"),
        (HEAD, "admin", "Dinas Kesehatan"),
        (BUDI, "auditor", "Dinas Kesehatan"),
        (BUDI, "pemilik", "Dinas Kesehatan"),
    ],
)
def test_roles_hold_over_the_own_unit_or_the_agency(bring, look, nip, role, unit):
    bring([row | ({"peran": role} if row["nip"] == nip else {}) for row in agency()])
    ((granted, over, starts_on, ends_on),) = roles_of(look, nip)
    expected = {"admin": Role.ADMIN, "auditor": Role.AUDITOR, "pemilik": Role.OWNER}[role]
    assert (expected, unit, TODAY, None) == (granted, over, starts_on, ends_on)


def test_a_role_follows_the_file(bring, look):
    bring(agency(peran="admin"))
    bring(agency(peran="auditor"), today=LATER)
    yesterday = LATER - timedelta(days=1)
    assert [
        (Role.ADMIN, "Puskesmas A", TODAY, yesterday),
        (Role.AUDITOR, "Dinas Kesehatan", LATER, None),
    ] == roles_of(look, BUDI)
    bring(agency(), today=LATER)
    assert [(Role.ADMIN, "Puskesmas A", TODAY, yesterday)] == roles_of(look, BUDI)


def test_a_file_without_the_column_leaves_roles_and_grades(bring, look):
    bring(agency(peran="admin"))
    columns = tuple(name for name in PEOPLE if name not in ("peran", "pangkat_golongan"))
    assert (0, 0, 3) == bring(agency(), columns=columns, today=LATER)
    assert 1 == len(roles_of(look, BUDI))


def test_an_administrator_moves_with_the_unit(bring, look):
    bring(agency(peran="admin"))
    bring(agency(peran="admin", unit="Puskesmas B"), today=LATER)
    assert ["Puskesmas A", "Puskesmas B"] == [over for _r, over, _s, _e in roles_of(look, BUDI)]


def test_the_zone_and_place_of_a_unit_are_corrected(bring, look):
    bring(agency())
    rows = [row | {"zona": "WIT"} for row in agency()]
    rows[0]["unit_induk"] = "Pemda"
    bring(rows, today=LATER)
    assert {"Asia/Jayapura"} == set(look(select(Unit.zone)))
    (parent,) = look(select(Unit.parent_id).where(Unit.name == "Dinas Kesehatan"))
    assert ["Pemda"] == look(select(Unit.name).where(Unit.id == parent))


def test_a_superior_without_nip_and_without_unit(bring, look):
    bupati = person("Bupati-1", "Ibu Bupati", unit="", unit_induk="", jabatan="", **OUTSIDE)
    assert (2, 0, 0) == bring([bupati | {"atasan_nip": ""}, person(BUDI, atasan_nip="BUPATI-1")])
    assert [("Bupati-1", None, None)] == raters_of(look, BUDI)
    assert 1 == len(look(select(Position)))
    assert (1, 0, 0) == bring([person("Bupati-2", **OUTSIDE, atasan_nip="")], today=LATER)
    assert (0, 1, 0) == bring([person("BUPATI-1", **OUTSIDE, atasan_nip="")], today=LATER)


def test_a_superior_known_from_an_earlier_file(bring, look):
    bring(agency())
    bring([person(PART_TIME, jenis="PPPK")], today=LATER)
    assert [(ANI, None, None)] == raters_of(look, PART_TIME)


def test_a_circle_through_an_earlier_file_is_refused(bring, contents):
    bring(agency())
    before = contents()
    with pytest.raises(FileRefused) as refused:
        bring([agency()[0] | {"atasan_nip": BUDI}], today=LATER)
    assert [(2, "atasan_nip")] == places(refused.value)
    assert before == contents()


def test_somebody_who_comes_back_gets_a_new_position(bring, look, database):
    bring(agency())
    with database.unit_of_work() as session:
        session.get(Position, post_of(look, BUDI).id).ends_on = TODAY
    assert (0, 1, 2) == bring(agency(), today=LATER)
    days = look(select(Position.starts_on).where(Position.ends_on.is_(None)))
    assert LATER in days


def test_of_two_present_posts_the_fitting_one_is_meant(bring, look, database):
    bring(agency())
    first = post_of(look, BUDI)
    with database.unit_of_work() as session:
        session.add(Position(person_id=first.person_id, unit_id=first.unit_id, title="Plt. Kepala"))
    assert (0, 0, 3) == bring(agency(), today=LATER)


def test_a_dirty_file_changes_nothing(bring, contents):
    before = contents()
    rows = [
        *agency(nip="19900303201503100"),
        person("199003032015030000"),
        person("198102022006042001", atasan_nip="199999999999999999"),
        person("198203032007052002", zona="WIBB"),
        person("198304042008062003", ""),
        person("198304042008062003", "Dua"),
    ]
    with pytest.raises(FileRefused) as refused:
        bring(rows)
    assert [
        (4, "nip"),
        (5, "nip"),
        (6, "atasan_nip"),
        (7, "zona"),
        (8, "nama"),
        (9, "nip"),
    ] == places(refused.value)
    assert before == contents()


@pytest.mark.parametrize("actor", [Actor(1), Actor(0)])
def test_only_the_command_line_may_import(bring, actor):
    with pytest.raises(Unknown):
        bring(agency(), actor=actor)


def test_many_people_are_taken_in(bring, look):
    rows = [person(HEAD, atasan_nip="")] + [
        person(f"19900303201503{1 + n // 999}{n % 999 + 1:03}", f"Nama {n}", atasan_nip=HEAD)
        for n in range(1_500)
    ]
    assert (1_501, 0, 0) == bring(rows)
    assert (0, 0, 1_501) == bring(rows, today=LATER)
