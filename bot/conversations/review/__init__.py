"""The rater's inbox (/tinjau): what waits, one report, accepting and returning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.review import corrections, kinds, leading, lists, obstacle, screens, sprint
from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.dialogue_points import how_many_points
from bot.talk.fields import Answers, Text
from bot.talk.form import Form
from bot.talk.turn import Answer, Reply, Start, Turn, action, button, home
from kinerja.errors import Refused, Unknown
from kinerja.messages import N_, Message, Month, lines, say
from kinerja.models import ReportStatus
from kinerja.reports.changes import changes_since
from kinerja.reports.dialogues import open_points
from kinerja.reports.evidence import evidence_of
from kinerja.reports.evidence_queue import Scope, evidence_to_check
from kinerja.reports.help_requests import count_asked, help_requests
from kinerja.reports.inbox import ReviewQueue, count_waiting, decides_on, review_queue
from kinerja.reports.learning_uses import count_to_confirm
from kinerja.reports.month import month_card
from kinerja.reports.plan_inbox import count_plans
from kinerja.reports.result_checks import checks_of, results_to_check
from kinerja.rules.reporting import check_reason
from kinerja.services.accepting_together import accept_routine
from kinerja.services.reviewing import accept_report, return_report
from kinerja.services.telling import Notice


def show_inbox(turn: Turn, page: int = 1) -> Answer:
    """Show what waits: exceptions first where there are many people, else oldest first."""
    return show_list(turn, lists.ALL, page)


def show_list(turn: Turn, which: str, page: int) -> Answer:
    """Show what waits of a kind or of a person."""
    return lists.inbox_screen(_queue(turn), _counts(turn), turn.today, turn.zone, which, page)


def show_more(turn: Turn) -> Answer:
    """Show the kinds of what waits, with how much of each."""
    return kinds.more_screen(_queue(turn), _counts(turn))


def show_people(turn: Turn, page: int = 1) -> Answer:
    """Show whose reports wait."""
    return lists.people_screen(_queue(turn), page)


def show_next(turn: Turn) -> Answer:
    """Open what is next in line: who asks for help, then the first report."""
    asked = [one for one in help_requests(turn.session, turn.actor, turn.today) if one.waits]
    if asked:
        return obstacle.open_one(turn, asked[0].id)
    return show_next_report(turn)


def show_next_report(turn: Turn) -> Answer:
    """Open the report that is next in line, also where a request for help is left for later."""
    queue = _queue(turn)
    return open_report(turn, queue.items[0].report_id) if queue.items else show_inbox(turn)


def open_report(turn: Turn, report_id: int, page: int = 1) -> Answer:
    """Show one report."""
    at = (turn.session, turn.actor, report_id, turn.today)
    card, checks = month_card(*at), checks_of(*at)
    queue = _queue(turn)
    here = next((item for item in queue.items if item.report_id == report_id), None)
    following = queue.after(report_id)
    changes = changes_since(*at) if card.version > 1 else ()
    concerns = lists.reasons(here.concerns) if here else None
    agreed = open_points(turn.session, turn.actor, turn.today, card.person_id)
    return screens.report_screen(
        card,
        checks,
        lines(concerns, how_many_points(agreed)) if agreed else concerns,
        page,
        following.report_id if following else 0,
        changes,
        decides=decides_on(*at),
    )


def ask_together(turn: Turn) -> Answer:
    """Ask whether the reports that need no attention are accepted."""
    queue = _queue(turn)
    return lists.together_screen(queue) if queue.routine else show_inbox(turn)


def accept_together(turn: Turn, mark: str) -> Answer:
    """Accept the reports whose names were confirmed."""
    try:
        count = accept_routine(turn.session, turn.actor, mark, now=turn.now, today=turn.today)
    except Refused as refused:
        queue = _queue(turn)
        if not queue.routine:
            raise
        return lists.together_screen(queue, refused.message)
    return screens.together_done_screen(count, len(_queue(turn).items))


def show_evidence(turn: Turn, report_id: int, number: int) -> Answer:
    """Show one piece of a report's evidence."""
    card = month_card(turn.session, turn.actor, report_id, turn.today)
    pieces = evidence_of(turn.session, turn.actor, report_id, turn.today)
    if not pieces:
        return open_report(turn, report_id)
    return screens.evidence_screen(card, pieces, number)


def accept(turn: Turn, report_id: int) -> Answer:
    """Accept a report; asks once while the leader of one of its results still has time to check it."""
    checks = checks_of(turn.session, turn.actor, report_id, turn.today)
    waiting = [check for check in checks.values() if check.waits]
    card = month_card(turn.session, turn.actor, report_id, turn.today)
    if waiting and card.status is ReportStatus.SUBMITTED:
        return screens.wait_screen(card, waiting)
    return accept_now(turn, report_id)


def accept_now(turn: Turn, report_id: int) -> Answer:
    """Accept a report, whoever still could check a result of it."""
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
    if not decides_on(turn.session, turn.actor, report_id, turn.today):
        raise Unknown
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


def _marked(values: Mapping[str, Any]) -> Reply:
    text = say(
        N_("The evidence of your report for {month} has been looked at."), month=values["month"]
    )
    return Reply(text, ((button(N_("Open"), action("rep.month", values["report_id"])),),))


def _queue(turn: Turn) -> ReviewQueue:
    return review_queue(turn.session, turn.actor, turn.today)


def _counts(turn: Turn) -> kinds.Waiting:
    open_pieces = {
        piece
        for scope in (Scope.WAITING, Scope.WEEK)
        for piece in evidence_to_check(turn.session, turn.actor, scope, 0, turn.today).open
    }
    return kinds.Waiting(
        evidence=len(open_pieces),
        led=len(results_to_check(turn.session, turn.actor, turn.today)),
        plans=count_plans(turn.session, turn.actor, turn.today),
        learning=count_to_confirm(turn.session, turn.actor, turn.today),
        requests=tuple(help_requests(turn.session, turn.actor, turn.today)),
    )


def _waiting(turn: Turn) -> int:
    led = results_to_check(turn.session, turn.actor, turn.today)
    asked = count_asked(turn.session, turn.actor, turn.today)
    asked += count_plans(turn.session, turn.actor, turn.today)
    asked += count_to_confirm(turn.session, turn.actor, turn.today)
    return asked + count_waiting(turn.session, turn.actor, turn.today) + len(led)


CONVERSATION = Conversation(
    name="review",
    commands=(Command(("tinjau", "review"), N_("To review"), show_inbox, Audience.RATER),),
    actions={
        "rev": show_inbox,
        "rev.list": show_list,
        "rev.more": show_more,
        "rev.who": show_people,
        "rev.next": show_next,
        "rev.next.report": show_next_report,
        "rev.diff": corrections.show_changes,
        "rev.open": open_report,
        "rev.proof": show_evidence,
        "rev.accept": accept,
        "rev.accept.now": accept_now,
        "rev.return": ask_reason,
        "rev.all": ask_together,
        "rev.all.yes": accept_together,
        **sprint.ACTIONS,
        **leading.ACTIONS,
    },
    forms=(
        sprint.MARK,
        leading.RECOMMEND,
        Form(
            name="return",
            about_others=True,
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
    notices={
        Notice.REPORT_SUBMITTED: _submitted,
        Notice.REPORT_WITHDRAWN: _withdrawn,
        Notice.EVIDENCE_MARKED: _marked,
        Notice.RESULT_TO_CHECK: leading.told_to_check,
        Notice.RESULTS_CHECKED: leading.told_checked,
        Notice.RESULTS_FALLEN: leading.told_fallen,
    },
    menu=(MenuLine(N_("To review"), "rev", Audience.RATER, badge=_waiting),),
)
