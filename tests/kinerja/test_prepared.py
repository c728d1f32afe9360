"""What the hot path reads is what SQLAlchemy reads, on both databases."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import bindparam, text, update
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlmodel import col, func, select

from kinerja.database import change, read
from kinerja.models import AuditEntry, Indicator, IndicatorValue, Person, ReportLine, ReportStatus
from kinerja.models.report import ProgressReport
from tests import builders

NOON = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)


@pytest.fixture
def line(database):
    with database.unit_of_work() as session:
        post = builders.position(session, builders.person(session, "Budi"), builders.unit(session))
        plan = builders.plan(session, post)
        report = builders.report(
            session, plan, date(2026, 1, 1), ReportStatus.DRAFT, opened_at=NOON
        )
        result = builders.result(session, plan, "Imunisasi")
        indicator = builders.indicator(session, result, "Cakupan", target=Decimal("95.5"))
        line = builders.line(session, report, result)
        session.add(
            IndicatorValue(line_id=line.id, indicator_id=indicator.id, actual=Decimal("12.25"))
        )
        session.add(AuditEntry(at=NOON, action="x", subject="y", subject_id=7, detail={"a": [1]}))
        return line


EVERYTHING = (
    select(ProgressReport, ReportLine.id, Indicator.target, IndicatorValue)
    .join(ReportLine, col(ReportLine.report_id) == col(ProgressReport.id))
    .join(IndicatorValue, col(IndicatorValue.line_id) == col(ReportLine.id))
    .join(Indicator, col(Indicator.id) == col(IndicatorValue.indicator_id))
    .where(
        col(ReportLine.id) == bindparam("line"),
        col(ProgressReport.opened_at) <= bindparam("moment"),
        col(ProgressReport.period) == bindparam("period"),
        col(ProgressReport.status).in_([ReportStatus.DRAFT, ReportStatus.SUBMITTED]),
    )
    .limit(5)
)
AUDIT = select(AuditEntry.at, AuditEntry.detail, func.count().over()).where(
    col(AuditEntry.subject_id) == bindparam("number")
)
RENAME = update(Person).where(col(Person.id) == bindparam("who")).values(name=bindparam("called"))


def test_values_and_names_are_those_of_sqlalchemy(database, line):
    given = {"line": line.id, "moment": NOON, "period": date(2026, 1, 1)}
    with database.reading() as session:
        expected = session.connection().execute(EVERYTHING, given).all()
        found = read(session, EVERYTHING, **given)
        again = read(session, EVERYTHING, **given)

    assert 1 == len(expected)
    assert [tuple(row) for row in expected] == [tuple(row) for row in found] == again
    assert [list(row._mapping) for row in expected] == [list(row._fields) for row in found]
    assert (ReportStatus.DRAFT, NOON) == (found[0].status, found[0].opened_at)
    assert (Decimal("95.5"), Decimal("12.25")) == (found[0].target, found[0].actual)


def test_documents_and_functions_are_read(database, line):
    with database.reading() as session:
        expected = session.connection().execute(AUDIT, {"number": 7}).all()

        assert [tuple(row) for row in expected] == read(session, AUDIT, number=7)
        assert [] == read(session, AUDIT, number=8)


def test_what_the_session_holds_is_written_first(database, line):
    with database.unit_of_work() as session:
        somebody = builders.person(session, "Ani")
        somebody.name = "Ani Wijaya"

        names = read(session, select(col(Person.name)).where(col(Person.id) == somebody.id))

    assert [("Ani Wijaya",)] == names


def test_changes_are_counted(database, line):
    with database.unit_of_work() as session:
        who = builders.person(session, "Ani").id
        session.flush()

        assert 1 == change(session, RENAME, who=who, called="Ayu")
        assert 0 == change(session, RENAME, who=who + 1, called="Ayu")
    with database.reading() as session:
        assert "Ayu" == session.get(Person, who).name


def test_a_list_that_is_given_is_refused(database):
    some = select(Person.id).where(col(Person.id).in_(bindparam("ids", expanding=True)))
    with database.reading() as session, pytest.raises(TypeError):
        read(session, some, ids=[1])


def test_errors_are_those_of_sqlalchemy_and_tell_no_values(database):
    nowhere = select(text("1")).select_from(text("no_such_table")).where(text("1 = :secret"))
    with (
        database.reading() as session,
        pytest.raises((OperationalError, ProgrammingError)) as raised,
    ):
        read(session, nowhere, secret="198001012005011001")

    assert "198001012005011001" not in str(raised.value)


@pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
def test_a_lost_connection_is_given_up(database, postgres):
    who = select(Person.id).where(col(Person.id) == bindparam("who"))
    with database.reading() as session:
        read(session, who, who=1)
        postgres.restart()
        with pytest.raises(DBAPIError) as raised:
            read(session, who, who=1)

    assert raised.value.connection_invalidated
    with database.reading() as session:
        assert [] == read(session, who, who=1)
