"""The rater sees what a correction says differently from the version before."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from kinerja.errors import Unknown
from kinerja.models import ReportLine, ReportStatus
from kinerja.reports.changes import ValueChange, changes_since
from kinerja.services.reporting import complete_report, set_note, set_value
from kinerja.services.sending import submit_report
from tests.builders import NOW, TODAY, agency, line, report

LATER = {"now": NOW + timedelta(days=1), "today": TODAY + timedelta(days=1)}


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


@pytest.fixture
def accepted(session, made):
    """A report with a value and a note on its first result."""
    sent = report(session, made.plan, status=ReportStatus.ACCEPTED, submitted_at=NOW)
    first = {made.indicators[0].id: Decimal(11)}
    line(session, sent, made.results[0], first, measured=True, note="Sebelas")
    for about in made.results[1:]:
        line(session, sent, about, measured=False)
    return sent


@pytest.fixture
def corrected(session, made, accepted):
    """Its correction, sent: twelve, not eleven."""
    new_id = complete_report(session, made.budi.actor, accepted.id, **LATER)
    lines = select(ReportLine).where(ReportLine.report_id == new_id).order_by(ReportLine.ordinal)
    first = session.exec(lines).first()
    about = made.indicators[0].id
    set_value(session, made.budi.actor, first.id, about, Decimal(12), **LATER)
    set_note(session, made.budi.actor, first.id, "Dua belas", **LATER)
    submit_report(session, made.budi.actor, new_id, **LATER, closes_day=10)
    return new_id


def test_the_rater_sees_only_what_changed(session, made, corrected):
    (change,) = changes_since(session, made.ani.actor, corrected, LATER["today"])
    first = made.indicators[0]
    assert change.number == 1
    assert change.values == (ValueChange(first.text, first.unit, Decimal(11), Decimal(12)),)
    assert change.notes == ("Sebelas", "Dua belas")
    assert change.measured is None
    assert change.evidence is None


def test_a_first_version_has_no_difference(session, made, accepted):
    assert changes_since(session, made.ani.actor, accepted.id, TODAY) == ()


def test_others_do_not_learn_that_there_is_one(session, made, corrected):
    with pytest.raises(Unknown):
        changes_since(session, made.eka.actor, corrected, LATER["today"])
