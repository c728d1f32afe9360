"""Whom each stage concerns and who has it still to do: the conditions, asked of a small agency."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import col, select

from kinerja.models import (
    Absence,
    AbsenceKind,
    EmployeeGroup,
    EmploymentKind,
    EndKind,
    EndOfService,
    Evaluation,
    EvaluationState,
    Filing,
    FilingSpan,
    Learning,
    LearningKind,
    LearningState,
    LogEntry,
    PerformancePlan,
    Period,
    PeriodKind,
    Person,
    PlanStatus,
    ReminderMute,
    ReportStatus,
    ResultCheck,
    WorkingTime,
)
from kinerja.reports.stage_people import people_of
from kinerja.reports.windows import windows_around
from kinerja.rules.access import OPERATOR
from kinerja.rules.reminders import of_code
from kinerja.services.cycles import open_cycle
from kinerja.services.workdays import ensure_workdays
from tests import builders
from tests.builders import NOW, TODAY

JANUARY = date(2026, 1, 1)


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        ensure_workdays(session, TODAY)
        yield session
        session.rollback()


@pytest.fixture
def made(session):
    """The agency of the builders, where Gita rates Ani, who rates Budi."""
    made = builders.agency(session)
    gita = builders.person(session, "Gita")
    builders.position(session, gita, made.root, "Kepala dinas")
    builders.rated_by(session, made.ani.position, gita)
    return made


def window(session, code, day=TODAY, starts_on=JANUARY):
    (found,) = (
        one
        for one in windows_around(session, day, 10).of(of_code(code), None, day)
        if one.starts_on == starts_on
    )
    return found


def who(session, code, day=TODAY, starts_on=JANUARY, of="to_remind"):
    people = people_of(of_code(code), window(session, code, day, starts_on), day)
    names = session.exec(select(Person.name).where(getattr(people, of)).order_by(Person.name))
    return [name.split()[0] for name in names]


def test_planning_is_for_who_has_no_plan_and_for_raters_of_plans_that_wait(session, made):
    everybody = ["Ani", "Budi", "Citra", "Dedi", "Eka", "Gita"]
    assert everybody == who(session, "planning", of="concerned")
    assert ["Ani", "Citra", "Dedi", "Eka", "Gita"] == who(session, "planning")
    builders.plan(session, made.ani.position)
    assert "Ani" not in who(session, "planning")
    session.get(PerformancePlan, made.plan.id).status = PlanStatus.SUBMITTED
    assert {"Ani", "Budi"} <= set(who(session, "planning"))


def test_a_report_is_open_until_that_of_every_planned_post_is_sent(session, made):
    assert "Budi" in who(session, "monthly_report")
    report = builders.report(session, made.plan, status=ReportStatus.SUBMITTED, submitted_at=NOW)
    assert "Budi" not in who(session, "monthly_report")
    second = builders.position(session, made.budi.person, made.elsewhere, "Plt. Kepala")
    assert "Budi" not in who(session, "monthly_report")
    plan = builders.plan(session, second)
    assert "Budi" in who(session, "monthly_report")
    builders.report(session, plan, status=ReportStatus.ACCEPTED, submitted_at=NOW)
    assert "Budi" not in who(session, "monthly_report")
    report.status = ReportStatus.RETURNED
    assert "Budi" in who(session, "monthly_report")


def test_a_month_wholly_on_confirmed_leave_is_out_of_the_counts(session, made):
    first = {"person_id": made.budi.id, "entered_at": NOW, "confirmed_at": NOW}
    session.add(
        Absence(
            kind=AbsenceKind.LEAVE, first_day=date(2026, 1, 2), last_day=date(2026, 1, 14), **first
        )
    )
    rest = Absence(
        kind=AbsenceKind.SICK, first_day=date(2026, 1, 15), last_day=date(2026, 1, 29), **first
    )
    session.add(rest)
    assert "Budi" in who(session, "monthly_report")
    rest.last_day = date(2026, 1, 30)
    assert "Budi" not in who(session, "monthly_report")
    rest.confirmed_at = None
    assert "Budi" in who(session, "monthly_report")
    rest.confirmed_at, rest.kind = NOW, AbsenceKind.TRIP
    assert "Budi" in who(session, "monthly_report")


def test_filing_is_for_who_has_reported_and_not_ticked_it(session, made):
    assert [] == who(session, "filing", of="concerned")
    builders.report(session, made.plan, status=ReportStatus.SUBMITTED, submitted_at=NOW)
    assert ["Budi"] == who(session, "filing")
    filed = {"person_id": made.budi.id, "position_id": made.budi.position.id, "filed_at": NOW}
    session.add(Filing(span=FilingSpan.QUARTER, first_day=JANUARY, **filed))
    assert ["Budi"] == who(session, "filing")
    session.add(Filing(span=FilingSpan.MONTH, first_day=JANUARY, **filed))
    assert [] == who(session, "filing")
    assert ["Budi"] == who(session, "filing", of="concerned")


def test_feedback_is_for_the_rater_and_for_the_leader_while_the_result_is_with_them(session, made):
    report = builders.report(session, made.plan, status=ReportStatus.SUBMITTED, submitted_at=NOW)
    assert ["Ani"] == who(session, "feedback")
    line = builders.line(session, report, made.results[0])
    session.add(ResultCheck(line_id=line.id, leader_id=made.eka.id, asked_at=NOW, due_on=TODAY))
    assert ["Ani", "Eka"] == who(session, "feedback")
    assert ["Ani"] == who(session, "feedback", day=date(2026, 2, 4))
    report.status = ReportStatus.ACCEPTED
    assert [] == who(session, "feedback")
    assert ["Ani", "Eka"] == who(session, "feedback", of="concerned")


def test_the_daily_log_is_for_who_logged_nothing_on_the_day(session, made):
    assert "Budi" in who(session, "daily_log", starts_on=TODAY)
    row = LogEntry(person_id=made.budi.id, day=TODAY, text="Kunjungan", created_at=NOW)
    session.add(row)
    assert "Budi" not in who(session, "daily_log", starts_on=TODAY)
    row.deleted_at = NOW
    assert "Budi" in who(session, "daily_log", starts_on=TODAY)


def test_exceptions_are_for_raters_and_leaders_of_results(session, made):
    monday = date(2026, 2, 2)
    assert ["Ani", "Dedi", "Gita"] == who(session, "exceptions", starts_on=monday)
    made.results[0].leader_id = made.eka.id
    session.add(made.results[0])
    assert ["Ani", "Dedi", "Eka", "Gita"] == who(session, "exceptions", starts_on=monday)


def test_what_is_overdue_goes_to_whoever_rates_the_rater(session, made):
    builders.rated_by(session, made.budi.position, made.ani.person)
    assert ["Gita"] == who(session, "escalation.monthly_report")
    report = builders.report(session, made.plan, status=ReportStatus.SUBMITTED, submitted_at=NOW)
    assert [] == who(session, "escalation.monthly_report")
    assert ["Gita"] == who(session, "escalation.feedback")
    # Feedback was due on 4 February; what came later is not the rater's delay.
    report.submitted_at = NOW + timedelta(days=2)
    assert [] == who(session, "escalation.feedback")
    assert [] == who(session, "escalation.planning")
    report.status = ReportStatus.RETURNED
    assert [] == who(session, "escalation.feedback")
    session.add(
        EndOfService(
            person_id=made.budi.id,
            kind=EndKind.RETIREMENT,
            last_day=date(2026, 2, 2),
            entered_at=NOW,
        )
    )
    assert [] == who(session, "escalation.monthly_report")


def test_who_has_switched_a_reminder_off_is_not_reminded_unless_it_is_a_legal_deadline(
    session, made
):
    for name in ("monthly_report", "planning"):
        session.add(ReminderMute(person_id=made.ani.id, name=name, muted_at=NOW))
    assert "Ani" not in who(session, "monthly_report")
    assert "Ani" in who(session, "monthly_report", of="open")
    assert "Ani" in who(session, "planning")


def test_a_contract_or_a_post_that_ends_concerns_the_employee_and_the_rater(session, made):
    last = date(2026, 3, 6)
    end = {"person_id": made.budi.id, "last_day": last, "entered_at": NOW}
    session.add(EndOfService(kind=EndKind.CONTRACT_END, **end))
    assert ["Ani", "Budi"] == who(session, "contract_end", starts_on=last)
    made.citra.position.ends_on = last
    assert ["Ani", "Budi", "Citra", "Dedi"] == who(session, "contract_end", starts_on=last)
    session.add(
        EndOfService(
            person_id=made.citra.id,
            kind=EndKind.DEATH,
            last_day=date(2026, 2, 1),
            entered_at=NOW,
        )
    )
    assert ["Ani", "Budi"] == who(session, "contract_end", starts_on=last)


def test_an_evaluation_is_for_raters_until_everybody_evaluated_then_is_rated(session, made):
    everybody = ["Ani"]
    assert everybody == who(session, "periodic_evaluation")
    assert [] == who(session, "annual_evaluation", date(2026, 12, 1), of="muted")
    assert ["Ani", "Budi"] == who(session, "annual_evaluation", date(2026, 12, 1))
    opened = open_cycle(
        session, OPERATOR, 2026, PeriodKind.MONTH, closes_day=10, now=NOW, today=TODAY
    )
    period = session.exec(
        select(Period).where(
            col(Period.cycle_id) == opened.cycle.id,
            col(Period.kind) == PeriodKind.MONTH,
            col(Period.ordinal) == 1,
        )
    ).one()
    row = Evaluation(
        person_id=made.budi.id,
        position_id=made.budi.position.id,
        period_id=period.id,
        rater_id=made.ani.id,
        state=EvaluationState.PROPOSED,
        begun_at=NOW,
    )
    session.add(row)
    assert everybody == who(session, "periodic_evaluation")
    row.state = EvaluationState.RELEASED
    assert [] == who(session, "periodic_evaluation")
    concerned = who(session, "periodic_evaluation", of="concerned")
    assert ["Ani", "Budi", "Citra", "Dedi", "Eka", "Gita"] == concerned


def test_a_group_that_is_evaluated_by_quarters_is_asked_after_the_quarter_only(session, made):
    group = EmployeeGroup(name="Guru", period_kind=PeriodKind.QUARTER)
    session.add(group)
    session.flush()
    session.add(WorkingTime(person_id=made.budi.id, group_id=group.id))
    assert [] == who(session, "periodic_evaluation")
    april = date(2026, 4, 8)
    found = windows_around(session, april, 10).of(of_code("periodic_evaluation"), None, april)
    quarter = next(one for one in found if one.kind is PeriodKind.QUARTER)
    people = people_of(of_code("periodic_evaluation"), quarter, april)
    assert ["Ani Lestari"] == list(session.exec(select(Person.name).where(people.to_remind)))


def learnt(session, person, hours, **more):
    day = more.pop("on", TODAY)
    values = {"kind": LearningKind.SEMINAR, "title": "Seminar", "provider": "LAN"} | more
    row = Learning(
        person_id=person.id, starts_on=day, ends_on=day, hours=hours, sent_at=NOW, **values
    )
    session.add(row)
    session.flush()
    return row


def test_lesson_hours_are_asked_for_until_they_are_reached(session, made):
    assert "Budi" in who(session, "learning")
    learnt(session, made.budi, Decimal(12), state=LearningState.CONFIRMED)
    extra = learnt(session, made.budi, Decimal("7.5"))
    assert "Budi" in who(session, "learning")
    half = learnt(session, made.budi, Decimal("0.5"), by_employer=False)
    assert "Budi" not in who(session, "learning")
    extra.state = LearningState.RETURNED
    assert "Budi" in who(session, "learning")
    extra.state, half.deleted_at = LearningState.WAITING, NOW
    assert "Budi" in who(session, "learning")
    learnt(session, made.budi, Decimal(20), on=date(2025, 12, 30))
    assert "Budi" in who(session, "learning")


def test_contract_employees_are_informed_until_the_employers_hours_are_used_up(session, made):
    assert "Budi" not in who(session, "learning.contract", of="concerned")
    session.get(Person, made.budi.id).kind = EmploymentKind.CONTRACT
    assert "Budi" in who(session, "learning.contract")
    assert "Budi" not in who(session, "learning", of="concerned")
    learnt(session, made.budi, Decimal(24), by_employer=False)
    assert "Budi" in who(session, "learning.contract")
    learnt(session, made.budi, Decimal(24))
    assert "Budi" not in who(session, "learning.contract")
