"""The numbers reminders say, what is overdue by name, and what comes next for somebody."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select

from kinerja.errors import Refused, Unknown
from kinerja.models import (
    EmploymentKind,
    Obstacle,
    PerformancePlan,
    PlanStatus,
    ReportStatus,
    ResultCheck,
    WorkingTime,
)
from kinerja.reports.coming_reminders import own_reminders
from kinerja.reports.overdue_people import overdue_now
from kinerja.reports.reminder_details import details_of
from kinerja.rules.reminders import USUAL, ReminderName, Whom, of_code, plan_of
from kinerja.services.switching_reminders import switch_off_reminder, switch_on_reminder
from kinerja.services.workdays import ensure_workdays
from kinerja.services.working_times import set_own_times
from tests import builders
from tests.builders import NOW, TODAY
from tests.kinerja.reports.test_stage_people import JANUARY, made, session, window  # noqa: F401

EVERYTHING = plan_of(list(ReminderName), {})


def of_name(session, name):  # noqa: F811 - the fixture
    return session.exec(select(builders.Person).where(col(builders.Person.name) == name)).one()


def details(session, code, member, starts_on=JANUARY):  # noqa: F811 - the fixture
    one = window(session, code, starts_on=starts_on)
    return details_of(session, of_code(code), one, member.id, TODAY, 10)


def test_a_rater_hears_how_many_plans_and_reports_wait(session, made):  # noqa: F811
    assert {"plans": 0} == details(session, "planning", made.ani)
    session.get(PerformancePlan, made.plan.id).status = PlanStatus.SUBMITTED
    assert {"plans": 1} == details(session, "planning", made.ani)
    report = builders.report(session, made.plan, status=ReportStatus.SUBMITTED, submitted_at=NOW)
    line = builders.line(session, report, made.results[0])
    session.add(ResultCheck(line_id=line.id, leader_id=made.eka.id, asked_at=NOW, due_on=TODAY))
    assert {"reports": 1, "since": TODAY, "checks": 0} == details(session, "feedback", made.ani)
    assert {"reports": 0, "since": None, "checks": 1} == details(session, "feedback", made.eka)
    assert {} == details(session, "monthly_report", made.budi)


def test_the_digest_of_exceptions_counts_people_and_reasons_or_says_nothing(session, made):  # noqa: F811
    monday = date(2026, 2, 2)
    # Budi has had a plan since January and never logged.
    expected = {"people": 1, "led": 0, "below_target": 0, "obstacle": 0, "no_log": 1}
    assert expected == details(session, "exceptions", made.ani, monday)
    assert details(session, "exceptions", made.citra, monday) is None
    made.results[0].leader_id = made.eka.id
    session.add(made.results[0])
    assert details(session, "exceptions", made.eka, monday) is None
    session.add(
        Obstacle(
            person_id=made.budi.id,
            position_id=made.budi.position.id,
            lineage=made.results[0].lineage,
            text="Kendaraan rusak",
            opened_at=NOW,
        )
    )
    assert 1 == details(session, "exceptions", made.eka, monday)["led"]


def test_a_superior_hears_numbers_and_sees_names_on_asking(session, made):  # noqa: F811
    gita = of_name(session, "Gita")
    builders.position(session, made.citra.person, made.section, "Bidan", made.ani.person)
    assert {"people": 2, "raters": 1} == details(session, "escalation.monthly_report", gita)
    actor = builders.Actor(gita.id)
    found = overdue_now(session, actor, "escalation.monthly_report", JANUARY, TODAY, 10)
    assert [("Budi Santoso", "Ani Lestari"), ("Citra Dewi", "Ani Lestari")] == [
        (one.name, one.rater) for one in found
    ]
    assert [] == overdue_now(session, made.ani.actor, "escalation.feedback", JANUARY, TODAY, 10)
    assert [] == overdue_now(session, actor, "escalation.feedback", date(2025, 1, 1), TODAY, 10)
    assert details(session, "escalation.feedback", gita) is None
    with pytest.raises(Unknown):
        overdue_now(session, actor, "feedback", JANUARY, TODAY, 10)


def comes(session, member, plan=USUAL):  # noqa: F811
    found = own_reminders(session, member.actor, NOW, TODAY, 10, plan)
    return {one.name.value: one for one in found.coming}


def test_what_comes_next_is_shown_with_its_moment_and_place_in_the_row(session, made):  # noqa: F811
    coming = comes(session, made.budi)
    # 3 February, 10.00: January's +3 went out at 8.00, so February's day 25, which is H-3, is next.
    report = coming["monthly_report"]
    assert datetime(2026, 2, 25, 8, tzinfo=ZoneInfo(builders.ZONE)) == report.at
    assert (date(2026, 2, 1), date(2026, 2, 28), 1) == (report.starts_on, report.due, report.number)
    # The cut-off of January's report is 10 February; H-3 is a Saturday and moves to the 9th, to H-1.
    assert datetime(2026, 2, 9, 8, tzinfo=ZoneInfo(builders.ZONE)) == coming["filing"].at
    assert "feedback" not in coming
    assert (Whom.EMPLOYEE,) == report.whom
    assert report.can_switch
    assert not coming["planning"].can_switch
    dated = [one for one in coming.values() if one.at is not None]
    assert sorted(dated, key=lambda one: one.at) == dated
    assert {"planning", "acknowledgement", "objection"} == {
        one.name.value for one in coming.values() if one.at is None
    }


def test_what_is_done_gives_way_to_the_next_window(session, made):  # noqa: F811
    builders.report(session, made.plan, status=ReportStatus.SUBMITTED, submitted_at=NOW)
    assert date(2026, 1, 1) == comes(session, made.ani)["feedback"].starts_on
    builders.report(session, made.plan, date(2026, 2, 1), ReportStatus.ACCEPTED, submitted_at=NOW)
    assert date(2026, 3, 1) == comes(session, made.budi)["monthly_report"].starts_on


def test_every_rank_has_its_reminders_and_a_planned_reminder_has_a_next_step(session, made):  # noqa: F811
    gita = builders.Member(of_name(session, "Gita"), None, 0)
    of_gita = comes(session, gita, EVERYTHING)
    assert {Whom.SUPERIOR} == set(of_gita["escalation"].whom)
    assert datetime(2026, 2, 9, 8, tzinfo=ZoneInfo(builders.ZONE)) == of_gita["exceptions"].at
    of_budi = comes(session, made.budi, EVERYTHING)
    assert "escalation" not in of_budi
    assert datetime(2026, 2, 3, 15, 30, tzinfo=ZoneInfo(builders.ZONE)) == of_budi["daily_log"].at
    assert "contract_end" in of_budi
    assert of_budi["contract_end"].at is None
    made.citra.person.kind = EmploymentKind.CONTRACT
    assert (10, 1) == (
        comes(session, made.citra, EVERYTHING)["learning"].at.month,
        comes(session, made.citra, EVERYTHING)["learning"].of,
    )


def test_own_times_move_what_comes_and_a_zone_must_be_known(session, made):  # noqa: F811
    set_own_times(session, made.budi.actor, hour=time(9), quiet=None, zone="Asia/Jakarta", now=NOW)
    at = datetime(2026, 2, 25, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
    assert at == comes(session, made.budi)["monthly_report"].at
    with pytest.raises(Refused):
        set_own_times(session, made.budi.actor, hour=None, quiet=None, zone="Mars", now=NOW)
    assert "Asia/Jakarta" == session.get(WorkingTime, made.budi.id).zone


def test_a_reminder_is_switched_off_and_on_again_unless_the_law_sets_it(session, made):  # noqa: F811
    switch_off_reminder(session, made.budi.actor, "filing", now=NOW)
    switch_off_reminder(session, made.budi.actor, "filing", now=NOW)
    assert comes(session, made.budi)["filing"].is_off
    switch_on_reminder(session, made.budi.actor, "filing", now=NOW)
    assert not comes(session, made.budi)["filing"].is_off
    with pytest.raises(Refused):
        switch_off_reminder(session, made.budi.actor, "planning", now=NOW)
    with pytest.raises(Unknown):
        switch_off_reminder(session, made.budi.actor, "party", now=NOW)


def test_hours_of_learning_can_be_switched_off_by_contract_employees_only(session, made):  # noqa: F811
    ensure_workdays(session, TODAY)
    with pytest.raises(Refused):
        switch_off_reminder(session, made.citra.actor, "learning", now=NOW)
    made.citra.person.kind = EmploymentKind.CONTRACT
    switch_off_reminder(session, made.citra.actor, "learning", now=NOW)


def test_without_a_post_nothing_comes(session, made):  # noqa: F811
    nobody = builders.Member(builders.person(session, "Hadi"), None, 0)
    assert {} == comes(session, nobody)
