"""The monthly report (/lapor): the month's card, its results one by one, sending, taking back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.conversations.report import (
    evidence,
    gaps,
    leftovers,
    line_screens,
    months,
    screens,
    starts,
)
from bot.conversations.report.parts import PART_FORMS
from bot.conversations.report.values import VALUE_FORM
from bot.talk.conversation import Command, Conversation, MenuLine
from bot.talk.dialogue_points import how_many_points
from bot.talk.turn import Answer, Reply, Turn, action, button
from kinerja.messages import N_, say
from kinerja.models import FilingSpan
from kinerja.reports.dialogues import open_points
from kinerja.reports.filing import SENT, SpanView, filing_overview
from kinerja.reports.month import month_card, report_of_line
from kinerja.reports.month_card import MonthCard
from kinerja.reports.months import month_states
from kinerja.rules.reporting import asks_about_copy, will_be_late
from kinerja.services.repeating import keep_last_month
from kinerja.services.report_windows import has_missed
from kinerja.services.reporting import complete_report, open_report, set_not_measured
from kinerja.services.sending import submit_report, take_back
from kinerja.services.telling import Notice


def begin(turn: Turn) -> Answer:
    """Open the card of the month that is due, or ask which post it is about."""
    posts, period = months.posts_of(turn)
    if len(posts) == 1:
        return open_month(turn, posts[0].position_id, period)
    return months.choose_post(turn) if posts else gaps.no_plan_screen()


def open_post(turn: Turn, position_id: int) -> Answer:
    """Open the month that is due for one of several posts."""
    _posts, period = months.posts_of(turn)
    return open_month(turn, position_id, period)


def open_month(turn: Turn, position_id: int, period: date) -> Answer:
    """Open the report of a month, begun now if there is none."""
    report_id = open_report(
        turn.session, turn.actor, position_id, period, now=turn.now, today=turn.today
    )
    card = _card(turn, report_id)
    agreed = how_many_points(open_points(turn.session, turn.actor, turn.today))
    return screens.month_screen(card, copied=_copied(turn, card), agreed=agreed)


def show_month(turn: Turn, report_id: int, page: int = 1) -> Answer:
    """Show the card of a month."""
    card = _card(turn, report_id)
    return screens.month_screen(card, page, copied=_copied(turn, card))


def show_line(turn: Turn, line_id: int) -> Answer:
    """Show one result of the report."""
    card = report_of_line(turn.session, turn.actor, line_id, turn.today)
    return line_screens.line_screen(card, card.line(line_id))


def fill_next(turn: Turn, report_id: int) -> Answer:
    """Ask for the first result without an answer, then for the next."""
    return starts.next_open(_card(turn, report_id))


def ask_value(turn: Turn, line_id: int) -> Answer:
    """Ask for the values of one result."""
    card = report_of_line(turn.session, turn.actor, line_id, turn.today)
    return starts.start_values(card, card.line(line_id), guided=False)


def ask_note(turn: Turn, line_id: int) -> Answer:
    """Ask for the note of one result."""
    card = report_of_line(turn.session, turn.actor, line_id, turn.today)
    return starts.start_note(card, card.line(line_id), guided=False)


def ask_obstacle(turn: Turn, line_id: int) -> Answer:
    """Ask what is in the way of one result."""
    card = report_of_line(turn.session, turn.actor, line_id, turn.today)
    return starts.start_obstacle(card.line(line_id))


def not_measured(turn: Turn, line_id: int) -> Answer:
    """Record that a result is not measured this month."""
    set_not_measured(turn.session, turn.actor, line_id, now=turn.now, today=turn.today)
    return show_line(turn, line_id)


def same_as_last_month(turn: Turn, line_id: int) -> Answer:
    """Answer a result as last month; where the answer is words, ask once whether they still fit."""
    card = report_of_line(turn.session, turn.actor, line_id, turn.today)
    line = card.line(line_id)
    if line.in_words and line.last_note is not None:
        last = line.last_note
        question = asks_about_copy(last.note, last.note, last.period)
        if question is not None:
            return line_screens.same_screen(line, question)
    return keep_last_month_anyway(turn, line_id)


def keep_last_month_anyway(turn: Turn, line_id: int) -> Answer:
    """Answer a result as last month, without a question."""
    keep_last_month(turn.session, turn.actor, line_id, now=turn.now, today=turn.today)
    return show_line(turn, line_id)


def show_reason(turn: Turn, report_id: int) -> Answer:
    """Show the whole reason why a report came back."""
    return screens.reason_screen(_card(turn, report_id))


def review(turn: Turn, report_id: int, page: int = 1) -> Answer:
    """Show everything once more before it is sent."""
    card = _card(turn, report_id)
    if card.open_lines:
        return screens.month_screen(card)
    closes_day = turn.options.window_closes_day
    missed = has_missed(turn.session, card, card.joined_on, turn.today, closes_day)
    late = will_be_late(card, turn.today, missed=missed)
    return screens.review_screen(card, page, late=late)


def send(turn: Turn, report_id: int) -> Answer:
    """Send the report, and give the receipt."""
    receipt = submit_report(
        turn.session,
        turn.actor,
        report_id,
        now=turn.now,
        today=turn.today,
        closes_day=turn.options.window_closes_day,
    )
    card = _card(turn, report_id)
    states = month_states(turn.session, turn.actor, card.position_id, turn.today)
    following = months.next_open(states, turn.today)
    return screens.receipt_screen(card, receipt, following, _copied(turn, card))


def undo(turn: Turn, report_id: int) -> Answer:
    """Take a sent report back."""
    take_back(turn.session, turn.actor, report_id, now=turn.now, today=turn.today)
    return show_month(turn, report_id)


def redo(turn: Turn, report_id: int) -> Answer:
    """Go on with a returned report, or correct an accepted one, as a new version."""
    new_id = complete_report(turn.session, turn.actor, report_id, now=turn.now, today=turn.today)
    return show_month(turn, new_id)


def _copied(turn: Turn, card: MonthCard) -> SpanView | None:
    """Return whether one's own report that was sent is in e-Kinerja; a draft asks for nothing."""
    if card.status not in SENT or card.person_id != turn.person_id:
        return None
    overview = filing_overview(
        turn.session, turn.actor, card.position_id, turn.today, about=card.period
    )
    return overview.at(FilingSpan.MONTH, card.period)


def _card(turn: Turn, report_id: int) -> MonthCard:
    return month_card(turn.session, turn.actor, report_id, turn.today)


def _accepted(values: Mapping[str, Any]) -> Reply:
    text = say(N_("Your report for {month} was accepted."), month=values["month"])
    return Reply(text, ((button(N_("Open"), action("rep.month", values["report_id"])),),))


def _returned(values: Mapping[str, Any]) -> Reply:
    text = say(N_("Your report for {month} came back to be completed."), month=values["month"])
    return Reply(text, ((button(N_("Open"), action("rep.month", values["report_id"])),),))


CONVERSATION = Conversation(
    name="report",
    commands=(Command(("lapor", "report"), N_("Monthly performance report"), begin),),
    actions={
        "rep": begin,
        "rep.post": open_post,
        "rep.open": open_month,
        "rep.month": show_month,
        "rep.line": show_line,
        "rep.next": fill_next,
        "rep.value": ask_value,
        "rep.note": ask_note,
        "rep.stuck": ask_obstacle,
        "rep.none": not_measured,
        "rep.same": same_as_last_month,
        "rep.same.yes": keep_last_month_anyway,
        "rep.why": show_reason,
        "rep.review": review,
        "rep.send": send,
        "rep.back": undo,
        "rep.redo": redo,
        **evidence.ACTIONS,
        **months.ACTIONS,
        **gaps.ACTIONS,
        **leftovers.ACTIONS,
    },
    forms=(VALUE_FORM, *PART_FORMS),
    notices={
        Notice.REPORT_ACCEPTED: _accepted,
        Notice.REPORT_RETURNED: _returned,
        **gaps.NOTICES,
    },
    menu=(MenuLine(N_("Monthly report"), "rep"),),
    mends=(button(N_("Change the report"), action("rep")),),
)
