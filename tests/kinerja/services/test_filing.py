"""Copying into e-Kinerja: what is to be copied, closed, changed and opened again."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from kinerja.errors import Refused, Unknown
from kinerja.models import AuditEntry, Filing, FilingSpan, ReportStatus
from kinerja.reports.filing import filing_overview, filing_posts, to_be_filed
from kinerja.rules.access import OPERATOR
from kinerja.rules.filing import FilingState
from kinerja.rules.logs import LogContent
from kinerja.services.filing import file_span, reopen_span
from kinerja.services.logs import delete_log, edit_log
from tests.builders import NOW, TODAY, agency, log, position, report

DAY, WEEK, MONTH, QUARTER = FilingSpan
EMPTY, OPEN, FILED, CHANGED = FilingState
MONDAY, TUESDAY = date(2026, 2, 2), date(2026, 2, 3)
LATER = TODAY + timedelta(days=8)


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


@pytest.fixture
def record(session, made):
    return Record(session, made)


class Record:
    """Budi's record and what is copied of it, an hour after another."""

    def __init__(self, session, made):
        self.session, self.made = session, made
        self.post = made.budi.position.id
        self.now = NOW + timedelta(hours=1)

    def overview(self, today=LATER):
        self.session.flush()
        return filing_overview(self.session, self.made.budi.actor, self.post, today)

    def state(self, span, day=TUESDAY):
        return self.overview().at(span, day).state

    def files(self, span, day=TUESDAY, **more):
        seen = more.pop("seen", None) or self.overview().at(span, day).version
        self.now += timedelta(hours=1)
        arguments = {"seen": seen, "now": self.now, "today": LATER} | more
        return file_span(self.session, self.made.budi.actor, self.post, span, day, **arguments)

    def reopens(self, span, day=TUESDAY):
        arguments = {"now": self.now, "today": LATER}
        return reopen_span(self.session, self.made.budi.actor, self.post, span, day, **arguments)

    def logs(self, day=TUESDAY, **more):
        values = {"position_id": self.post, "created_at": self.now} | more
        return log(self.session, self.made.budi.person, day, **values)

    def sends(self, period, **more):
        values = {"submitted_at": self.now} | more
        return report(self.session, self.made.plan, period, ReportStatus.SUBMITTED, **values)


def test_a_day_is_open_until_it_is_copied_and_with_it_nothing_else(record):
    record.logs(MONDAY)
    record.logs(TUESDAY)
    assert (OPEN, OPEN) == (record.state(DAY), record.state(WEEK))

    assert FILED is record.files(DAY).state

    assert (FILED, OPEN) == (record.state(DAY), record.state(DAY, MONDAY))
    assert OPEN is record.state(WEEK)
    assert [MONDAY] == [one.first for one in record.overview().waiting]


def test_days_copied_one_by_one_make_a_copied_week(record):
    for day in (MONDAY, TUESDAY):
        record.logs(day)
        record.files(DAY, day)
    assert FILED is record.state(WEEK)


def test_a_log_that_comes_later_opens_its_day_only(record):
    record.logs(MONDAY)
    record.logs(TUESDAY)
    record.files(WEEK)
    record.now += timedelta(hours=1)
    record.logs(TUESDAY)
    assert (FILED, OPEN) == (record.state(DAY, MONDAY), record.state(DAY))


def test_an_edited_log_is_to_be_copied_again(record, session, made):
    kept = record.logs(MONDAY)
    record.files(DAY, MONDAY)
    content = LogContent(MONDAY, "Rapat kader di Melati")
    later = record.now + timedelta(hours=1)
    edit_log(session, made.budi.actor, kept.id, content, now=later, today=LATER, closes_day=10)
    assert CHANGED is record.state(DAY, MONDAY)
    record.now = later
    assert FILED is record.files(DAY, MONDAY).state


def test_a_log_deleted_after_it_was_copied_is_said_once(record, session, made):
    kept, never = record.logs(MONDAY), record.logs(TUESDAY)
    record.files(DAY, MONDAY)
    record.now += timedelta(hours=1)
    for one in (kept, never):
        delete_log(session, made.budi.actor, one.id, now=record.now, today=LATER)
    assert (CHANGED, EMPTY) == (record.state(DAY, MONDAY), record.state(DAY, TUESDAY))
    assert FILED is record.files(DAY, MONDAY).state
    assert () == record.overview().waiting


def test_a_month_closes_with_its_logs_and_opens_after_a_correction(record, session):
    sent = record.sends(date(2026, 1, 1))
    record.logs(date(2026, 1, 20))
    assert (OPEN, OPEN) == (record.state(MONTH, sent.period), record.state(DAY, date(2026, 1, 20)))

    view = record.files(MONTH, sent.period)

    assert (FILED, MONTH, sent.period) == (view.state, view.by, view.by_first)
    assert FILED is record.state(DAY, date(2026, 1, 20))
    sent.submitted_at = record.now + timedelta(hours=1)
    assert CHANGED is record.state(MONTH, sent.period)
    assert FILED is record.state(DAY, date(2026, 1, 20))


def test_a_correction_opens_the_month_as_changed(record):
    first = record.sends(date(2026, 1, 1))
    record.files(MONTH, first.period)
    first.status = ReportStatus.REPLACED
    record.now += timedelta(hours=1)
    record.sends(first.period, version=2, opened_at=record.now)
    assert CHANGED is record.state(MONTH, first.period)


def test_a_quarter_closes_its_months_and_opens_with_a_report_more(record):
    january = record.sends(date(2026, 1, 1))
    record.files(QUARTER, january.period)
    assert (FILED, QUARTER) == (
        record.state(MONTH, january.period),
        record.overview().at(MONTH, january.period).by,
    )
    record.now += timedelta(hours=1)
    record.sends(date(2026, 2, 1), opened_at=record.now)
    assert OPEN is record.state(MONTH, date(2026, 2, 1))
    assert FILED is record.state(MONTH, january.period)
    assert OPEN is record.state(QUARTER)


def test_what_is_over_waits(record):
    record.sends(date(2026, 1, 1))
    record.logs(LATER)
    record.logs(MONDAY)
    waiting = {(one.span, one.first) for one in record.overview().waiting}
    assert {(DAY, MONDAY), (MONTH, date(2026, 1, 1))} == waiting
    assert 2 == record.overview().count
    in_april = record.overview(date(2026, 4, 2)).waiting
    assert (QUARTER, date(2026, 1, 1)) in {(one.span, one.first) for one in in_april}


def test_a_report_that_is_being_written_has_nothing_to_copy(record, session, made):
    report(session, made.plan, date(2026, 1, 1))
    assert EMPTY is record.state(MONTH, date(2026, 1, 1))
    with pytest.raises(Refused):
        record.files(MONTH, date(2026, 1, 1), seen="")


def test_what_has_changed_since_it_was_shown_is_not_closed(record, session):
    record.logs(MONDAY)
    seen = record.overview().at(DAY, MONDAY).version
    record.now += timedelta(hours=1)
    record.logs(MONDAY)
    with pytest.raises(Refused):
        record.files(DAY, MONDAY, seen=seen)
    assert [] == session.exec(select(Filing)).all()


def test_a_log_of_a_month_shown_without_it_keeps_the_month_open(record):
    record.sends(date(2026, 1, 1))
    seen = record.overview().at(MONTH, date(2026, 1, 1)).version
    record.logs(date(2026, 1, 31))
    with pytest.raises(Refused):
        record.files(MONTH, date(2026, 1, 1), seen=seen)


def test_copying_twice_keeps_one_row_with_the_last_time(record, session):
    record.logs(MONDAY)
    record.files(DAY, MONDAY)
    record.files(DAY, MONDAY)
    (kept,) = session.exec(select(Filing)).all()
    session.refresh(kept)
    assert record.now == kept.filed_at


def test_opening_a_day_of_a_copied_week_leaves_the_other_days(record):
    for day in (MONDAY, TUESDAY):
        record.logs(day)
    record.files(WEEK)
    assert OPEN is record.reopens(DAY).state
    assert FILED is record.state(DAY, MONDAY)
    assert OPEN is record.reopens(DAY).state


def test_opening_a_week_opens_its_days(record):
    for day in (MONDAY, TUESDAY):
        record.logs(day)
        record.files(DAY, day)
    assert OPEN is record.reopens(WEEK).state
    assert (OPEN, OPEN) == (record.state(DAY, MONDAY), record.state(DAY, TUESDAY))


def test_opening_a_month_leaves_what_was_copied_by_day(record, session):
    record.sends(date(2026, 1, 1))
    day = date(2026, 1, 20)
    record.logs(day)
    record.files(DAY, day)
    record.files(MONTH, date(2026, 1, 1))
    assert OPEN is record.reopens(MONTH, date(2026, 1, 1)).state
    assert FILED is record.state(DAY, day)
    done = session.exec(
        select(AuditEntry.action)
        .where(col(AuditEntry.subject) == MONTH.value)
        .order_by(col(AuditEntry.id))
    ).all()
    assert ["file", "reopen"] == done


def test_posts_are_apart_and_unassigned_work_goes_with_the_first(record, session, made):
    second = position(session, made.budi.person, made.section, "Bendahara")
    record.logs(MONDAY, position_id=None)
    record.logs(TUESDAY, position_id=second.id)
    actor = made.budi.actor
    assert ["Perawat", "Bendahara"] == [post.title for post in filing_posts(session, actor, LATER)]
    days = {
        one.post.title: [view.first for view in one.waiting]
        for one in to_be_filed(session, actor, LATER)
    }
    assert {"Perawat": [MONDAY], "Bendahara": [TUESDAY]} == days
    assert [] == to_be_filed(session, OPERATOR, LATER)


def test_only_the_holder_closes(record, session, made):
    record.logs(MONDAY)
    seen = record.overview().at(DAY, MONDAY).version
    arguments = {"seen": seen, "now": NOW, "today": LATER}
    for actor in (made.ani.actor, made.citra.actor, made.eka.actor, OPERATOR):
        with pytest.raises(Unknown):
            file_span(session, actor, record.post, DAY, MONDAY, **arguments)
