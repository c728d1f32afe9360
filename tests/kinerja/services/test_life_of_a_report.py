"""Whatever employee and rater do in whatever order, one version counts and nothing is lost."""

import shutil
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from kinerja.database import Database
from kinerja.errors import Refused
from kinerja.models import LogEntry, ProgressReport, ReportLine, ReportStatus
from kinerja.reports.audit_chain import verify_chain
from kinerja.reports.history import earlier_values
from kinerja.reports.inbox import count_waiting
from kinerja.reports.month import month_card
from kinerja.rules.access import OPERATOR
from kinerja.rules.logs import LogContent
from kinerja.services.logs import add_log
from kinerja.services.reporting import (
    complete_report,
    open_report,
    set_not_measured,
    set_value,
)
from kinerja.services.reviewing import accept_report, return_report
from kinerja.services.sending import submit_report, take_back
from tests.builders import NOW, TODAY, agency, indicator, plan, result

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
COUNTED = {ReportStatus.SUBMITTED, ReportStatus.ACCEPTED, ReportStatus.RETURNED}


class Life:
    """January's report of a plan with one result, through any acts of employee and rater."""

    def __init__(self, database):
        self.database = database
        self.days = 0
        with database.unit_of_work() as session:
            self.made = agency(session)
            of = plan(session, self.made.citra.position)
            self.about = result(session, of, "Kelas ibu hamil")
            self.indicator = indicator(session, self.about, "Jumlah", target=Decimal(12))
        self.author, self.rater = self.made.citra, self.made.dedi

    @property
    def moment(self):
        passed = timedelta(days=self.days)
        return {"now": NOW + passed, "today": TODAY + passed}

    def do(self, act, number):
        if act == "wait":
            self.days += 1
            return
        with suppress(Refused), self.database.unit_of_work() as session:
            getattr(self, act)(session, number)

    def versions(self, session):
        query = select(ProgressReport).order_by(ProgressReport.version)
        return list(session.exec(query).all())

    def newest(self, session):
        return open_report(
            session, self.author.actor, self.author.position.id, JANUARY, **self.moment
        )

    def line_of(self, session):
        newest = self.newest(session)
        return session.exec(select(ReportLine.id).where(ReportLine.report_id == newest)).one()

    def fill_in(self, session, number):
        value = Decimal(number)
        line_id = self.line_of(session)
        set_value(session, self.author.actor, line_id, self.indicator.id, value, **self.moment)

    def leave_out(self, session, number):
        set_not_measured(session, self.author.actor, self.line_of(session), **self.moment)

    def log(self, session, number):
        content = LogContent(date(2026, 1, 20), "Kelas", lineage=self.about.lineage)
        add_log(session, self.author.actor, content, **self.moment, closes_day=10)

    def send(self, session, number):
        submit_report(
            session, self.author.actor, self.newest(session), **self.moment, closes_day=10
        )

    def take_back(self, session, number):
        take_back(session, self.author.actor, self.newest(session), **self.moment)

    def complete(self, session, number):
        complete_report(session, self.author.actor, self.newest(session), **self.moment)

    def accept(self, session, number):
        # Also an old version, as a stale button would.
        versions = self.versions(session)
        if versions:
            which = versions[number % len(versions)].id
            accept_report(session, self.rater.actor, which, **self.moment)

    def return_(self, session, number):
        versions = self.versions(session)
        if versions:
            which = versions[number % len(versions)].id
            return_report(session, self.rater.actor, which, "Foto kurang", **self.moment)

    def check(self):
        with self.database.reading() as session:
            versions = self.versions(session)
            assert list(range(1, len(versions) + 1)) == [v.version for v in versions]
            counted = [v for v in versions if v.status in COUNTED]
            assert len(counted) <= 1
            assert {ReportStatus.REPLACED} >= {v.status for v in versions[:-2]}
            waiting = [v for v in versions if v.status is ReportStatus.SUBMITTED]
            assert len(waiting) == count_waiting(session, self.rater.actor, self.moment["today"])
            self.check_total(session, counted)
            gathered = session.exec(select(LogEntry.report_id)).all()
            sent = {v.id for v in versions if v.status is not ReportStatus.DRAFT}
            assert {number for number in gathered if number} <= sent

    def check_total(self, session, counted):
        earlier = earlier_values(session, self.author.position.id, FEBRUARY)
        total = earlier[self.indicator.lineage].total
        shown = Decimal(0)
        for version in counted:
            card = month_card(session, self.author.actor, version.id, self.moment["today"])
            assert card.lines[0].measured is not None
            shown += card.lines[0].indicators[0].actual or 0
        assert shown == total


ACTS = (
    "fill_in",
    "leave_out",
    "log",
    "send",
    "take_back",
    "complete",
    "accept",
    "return_",
    "wait",
)


@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5)), max_size=25))
@settings(max_examples=30)
def test_any_life_of_a_report(sqlite_template, acts):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kinerja.db"
        shutil.copyfile(sqlite_template, path)
        database = Database(f"sqlite:///{path}")
        try:
            life = Life(database)
            for act, number in acts:
                life.do(act, number)
                life.check()
            with database.snapshot() as session:
                found = verify_chain(session, OPERATOR, b"nothing is sealed here")
            # The builders' plans were signed by nobody; each report is as its last deed signed it.
            assert found.broken is None or found.broken.subject == "plan"
        finally:
            database.close()
