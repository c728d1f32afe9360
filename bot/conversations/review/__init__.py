"""The rater's inbox (/tinjau): what waits, one report, accepting and returning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.review import screens
from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.fields import Answers, Text
from bot.talk.form import Form
from bot.talk.turn import Answer, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, Message, Month, lines, say
from kinerja.reports.evidence import evidence_of
from kinerja.reports.inbox import count_waiting, waiting_reports
from kinerja.reports.month import month_card
from kinerja.rules.reporting import check_reason
from kinerja.services.reviewing import accept_report, return_report
from kinerja.services.telling import Notice


def show_inbox(turn: Turn, page: int = 1) -> Answer:
    """Show what waits, oldest first."""
    waiting = waiting_reports(turn.session, turn.actor, turn.today)
    return screens.inbox_screen(waiting, turn.today, page)


def show_next(turn: Turn) -> Answer:
    """Open the report that has waited longest."""
    waiting = waiting_reports(turn.session, turn.actor, turn.today)
    return open_report(turn, waiting[0].report_id) if waiting else show_inbox(turn)


def open_report(turn: Turn, report_id: int, page: int = 1) -> Answer:
    """Show one report."""
    return screens.report_screen(month_card(turn.session, turn.actor, report_id, turn.today), page)


def show_evidence(turn: Turn, report_id: int, number: int) -> Answer:
    """Show one piece of a report's evidence."""
    card = month_card(turn.session, turn.actor, report_id, turn.today)
    pieces = evidence_of(turn.session, turn.actor, report_id, turn.today)
    if not pieces:
        return screens.report_screen(card)
    return screens.evidence_screen(card, pieces, number)


def accept(turn: Turn, report_id: int) -> Answer:
    """Accept a report."""
    accept_report(turn.session, turn.actor, report_id, now=turn.now, today=turn.today)
    card = month_card(turn.session, turn.actor, report_id, turn.today)
    said = say(
        N_("You accepted the report of <b>{name}</b> for {month}. They are told."),
        name=card.person_name,
        month=Month(card.period),
    )
    return screens.decided_screen(card, said, count_waiting(turn.session, turn.actor, turn.today))


def ask_reason(turn: Turn, report_id: int) -> Answer:
    """Ask what is to be completed."""
    card = month_card(turn.session, turn.actor, report_id, turn.today)
    return Start("return", {"report": report_id, "name": card.person_name})


def _return(turn: Turn, answers: Answers) -> Answer:
    until = return_report(
        turn.session,
        turn.actor,
        answers["report"],
        answers["reason"],
        now=turn.now,
        today=turn.today,
    )
    card = month_card(turn.session, turn.actor, answers["report"], turn.today)
    said = say(
        N_("You returned the report of <b>{name}</b>. They are told and have time until {day}."),
        name=card.person_name,
        day=until,
    )
    return screens.decided_screen(card, said, count_waiting(turn.session, turn.actor, turn.today))


def _check_reason(_turn: Turn, _answers: Answers, value: Any) -> None:
    check_reason(str(value))


def _title(_turn: Turn, answers: Answers) -> Message:
    return say(N_("Return the report of {name}"), name=answers["name"])


def _readers(_turn: Turn, answers: Answers) -> Message:
    return say(N_("{name} will read the reason."), name=answers["name"])


def _submitted(values: Mapping[str, Any]) -> Reply:
    text = say(
        N_("{name} sent the report for {month}."), name=values["name"], month=values["month"]
    )
    return Reply(text, ((button(N_("Open"), action("rev.open", values["report_id"])),),))


def _withdrawn(values: Mapping[str, Any]) -> Reply:
    text = say(
        N_("{name} took the report for {month} back to change it. Nothing is to be done for now."),
        name=values["name"],
        month=values["month"],
    )
    return Reply(lines(text), ((home(),),))


def _waiting(turn: Turn) -> int:
    return count_waiting(turn.session, turn.actor, turn.today)


CONVERSATION = Conversation(
    name="review",
    commands=(Command(("tinjau", "review"), N_("To review"), show_inbox, Audience.RATER),),
    actions={
        "rev": show_inbox,
        "rev.next": show_next,
        "rev.open": open_report,
        "rev.proof": show_evidence,
        "rev.accept": accept,
        "rev.return": ask_reason,
    },
    forms=(
        Form(
            name="return",
            title=_title,
            readers=_readers,
            fields=(
                Text(
                    name="reason",
                    label=N_("Reason"),
                    question=N_(
                        "What is to be completed? Please name it, so that one answer is enough."
                    ),
                    check=_check_reason,
                    longest=1000,
                ),
            ),
            save=_return,
            send_label=N_("Return it"),
            back=lambda answers: action("rev.open", answers["report"]),
        ),
    ),
    notices={Notice.REPORT_SUBMITTED: _submitted, Notice.REPORT_WITHDRAWN: _withdrawn},
    menu=(MenuLine(N_("To review"), "rev", Audience.RATER, badge=_waiting),),
)
