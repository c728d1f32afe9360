"""Lists of people by name, in pages, each within two taps; and units in totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.conversations.team.words import feedback_line, state_of
from bot.talk.figures import short
from bot.talk.pages import Page, page_of, pages_row, people_rows
from bot.talk.progress import course
from bot.talk.turn import Reply, action, button, home
from kinerja.messages import N_, NN_, Message, Month, lines, say
from kinerja.reports.led_team import LedMember
from kinerja.reports.team import Team, UnitTotals
from kinerja.reports.team_figures import Member, ReportState
from kinerja.rules.periods import local_date

LISTED = 10
"""People on a page: with two lines each it stays under one screen."""
UNITS = 6

ALL, MISSING, WAITING, CARE, DUE = "all", "missing", "waiting", "care", "due"
Due = Mapping[int, date]
"""Since when scheduled feedback is due, by person."""

TITLES = {
    ALL: N_("<b>People I rate ({count})</b>"),
    MISSING: N_("<b>Not reported yet ({count})</b>"),
    WAITING: N_("<b>Waiting for review ({count})</b>"),
    CARE: N_("<b>Needs attention ({count})</b>"),
    DUE: N_("<b>Scheduled feedback due ({count})</b>"),
}


def chosen(team: Team, which: str, due: Due) -> tuple[Member, ...]:
    """Return the members that a list is about; ``due`` are those who wait for scheduled feedback."""
    if which == DUE:
        return tuple(member for member in team.members if member.person_id in due)
    if which == CARE:
        return team.exceptions
    states = {
        MISSING: (ReportState.MISSING, ReportState.NO_PLAN),
        WAITING: (ReportState.WAITING,),
    }.get(which)
    if states is None:
        return team.members
    return tuple(member for member in team.members if member.state in states)


def team_screen(team: Team, which: str, page: int, due: Due) -> Reply:
    """Return the people somebody rates, or those of them a list is about."""
    members = chosen(team, which, due)
    shown = page_of(members, page, LISTED)
    heading = say(TITLES.get(which, TITLES[ALL]), count=len(members))
    if not members:
        text = lines(heading, say(N_("Nobody; all is done.")))
    else:
        listed = [_person(n, one, due.get(one.person_id)) for n, one in _numbered(shown)]
        text = lines(heading, summary(team), *listed)
    turning = pages_row(shown, lambda number: action("team", which, number))
    other = button(N_("Other views"), action("team.more"))
    back = (button(N_("Matrix"), action("mtx")), other)
    if which != ALL:
        back = (button(N_("‹ Team"), action("team")), other)
    rows = people_rows(
        [(n, one.name, action("team.of", one.position_id)) for n, one in _numbered(shown)]
    )
    return Reply(text, (*rows, *turning, (*back, home())), protected=True)


def unit_screen(team: Team, unit_id: int, page: int) -> Reply:
    """Return the people of a unit below, by name."""
    shown = page_of(team.members, page, LISTED)
    heading = say("<b>{unit} ({count})</b>", unit=team.unit, count=len(team.members))
    text = lines(heading, summary(team), *(_person(n, one) for n, one in _numbered(shown)))
    rows = people_rows(
        [(n, one.name, action("team.of", one.position_id)) for n, one in _numbered(shown)]
    )
    turning = pages_row(shown, lambda number: action("team.unit", unit_id, number))
    back = button(N_("‹ Units"), action("team.units"))
    return Reply(text, (*rows, *turning, (back, home())), protected=True)


def led_screen(members: Sequence[LedMember], page: int, *, rates: bool) -> Reply:
    """Return the people whose results somebody leads without rating them."""
    shown = page_of(members, page, LISTED)
    heading = say(N_("<b>Teams I lead ({count})</b>"), count=len(members))
    hint = say(N_("You see only the results that you lead."))
    text = lines(heading, hint, *(_led(n, one) for n, one in _numbered(shown)))
    rows = people_rows(
        [(n, one.name, action("team.led.of", one.position_id)) for n, one in _numbered(shown)]
    )
    turning = pages_row(shown, lambda number: action("team.led", number))
    back = button(N_("‹ Team"), action("team")) if rates else button(N_("Other views"), MORE)
    teams = button(N_("Work teams"), action("wt"))
    return Reply(text, (*rows, *turning, (back, teams, home())), protected=True)


def units_screen(units: Sequence[UnitTotals], page: int) -> Reply:
    """Return the units below in totals, without names."""
    shown = page_of(units, page, UNITS)
    heading = say(
        N_("<b>Units below ({count})</b>\nPeople: {posts}, reported: {sent}, not yet: {missing}."),
        count=len(units),
        posts=sum(one.posts for one in units),
        sent=sum(one.posts - one.missing for one in units),
        missing=sum(one.missing for one in units),
    )
    listed = [
        say(
            N_(
                "{n}. <b>{unit}</b>: {posts} people\n   reported {sent}, of these waiting {waiting}; "
                "not yet {missing}; open obstacles {obstacles}"
            ),
            n=n,
            unit=short(one.name, 60),
            posts=one.posts,
            sent=one.posts - one.missing,
            waiting=one.waiting,
            missing=one.missing,
            obstacles=one.obstacles,
        )
        for n, one in _numbered(shown)
    ]
    rows = people_rows(
        [(n, one.name, action("team.unit", one.unit_id)) for n, one in _numbered(shown)]
    )
    turning = pages_row(shown, lambda number: action("team.units", number))
    back = button(N_("Other views"), MORE)
    return Reply(lines(heading, *listed), (*rows, *turning, (back, home())), protected=True)


def summary(team: Team) -> Message:
    """Say how a team stands, and what the marks behind the names mean."""
    figures = say(
        N_(
            "{month}: accepted {accepted}, waiting for review {waiting}, returned {returned}, not yet "
            "{missing}.\nNeeds attention: {care}; open obstacles: {obstacles}."
        ),
        month=Month(team.period),
        accepted=team.count(ReportState.ACCEPTED),
        waiting=team.count(ReportState.WAITING),
        returned=team.count(ReportState.RETURNED),
        missing=team.count(ReportState.MISSING, ReportState.NO_PLAN),
        care=len(team.exceptions),
        obstacles=team.obstacles,
    )
    marked = any(member.measured for member in team.members)
    legend = say(N_("▰ a result on target so far, ▱ one behind it, ⚠ needs attention"))
    return lines(figures, legend if marked or team.exceptions else None)


def _person(number: int, member: Member, due: date | None = None) -> Message:
    feedback = feedback_line(member)
    if due is not None:
        feedback = say(N_("scheduled feedback due since {day}"), day=due)
    return lines(
        say(
            "{n}. <b>{name}</b>{marks}",
            n=number,
            name=short(member.name, 40),
            marks=_marks(member),
        ),
        say(N_("   {state}; {feedback}"), state=state_of(member), feedback=feedback),
    )


def _marks(member: Member) -> str:
    cells = course(member.on_course, member.measured)
    return "".join(f" {mark}" for mark in (cells, "⚠" if member.concerns else "") if mark)


def _led(number: int, member: LedMember) -> Message:
    head = say(
        NN_(
            "{number}. <b>{name}</b>, {unit}: {n} result",
            "{number}. <b>{name}</b>, {unit}: {n} results",
        ),
        number=number,
        name=short(member.name, 40),
        unit=short(member.unit, 40),
        n=len(member.results),
    )
    if member.waits_since is None:
        return lines(head, say(N_("   nothing to check")))
    since = local_date(member.waits_since, member.zone)
    return lines(head, say(N_("   waits for your check since {day}"), day=since))


def _numbered(shown: Page[Any]) -> list[tuple[int, Any]]:
    return list(enumerate(shown.items, start=shown.first_index + 1))


MORE = action("team.more")
