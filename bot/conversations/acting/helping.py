"""Helping a rater: checking evidence and preparing words, report after report; deciding nothing."""

from __future__ import annotations

from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Text
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, LocalTime, Month, lines, say
from kinerja.reports.assisting import report_to_prepare, reports_to_prepare
from kinerja.reports.evidence_queue import Scope, evidence_to_check
from kinerja.services.handing_over import LONGEST_NOTE
from kinerja.services.preparing_words import prepare_words


def show(turn: Turn, number: int = 1) -> Answer:
    """Show the reports that wait, one at a time, with what can be prepared of each."""
    shown = page_of(reports_to_prepare(turn.session, turn.actor, turn.today), number, 1)
    back = button(N_("‹ Who acts"), action("act"))
    if not shown.items:
        return Reply(say(N_("No report is to be prepared. Thank you.")), ((back, home()),))
    (one,) = shown.items
    open_pieces = len(
        evidence_to_check(turn.session, turn.actor, Scope.REPORT, one.report_id, turn.today).open
    )
    text = lines(
        say(N_("<b>To prepare</b>: {name}, {month}"), name=one.name, month=Month(one.period)),
        say(N_("Sent {time}."), time=LocalTime(one.submitted_at, turn.zone)),
        say(N_("Evidence to check: {count}"), count=open_pieces),
        say(N_("Your words:\n{text}"), text=one.words)
        if one.words
        else say(N_("No words are prepared yet.")),
        say(N_("The superior decides, and sends feedback in their own name.")),
    )
    label = N_("Change the words") if one.words else N_("Prepare words")
    deeds = (
        button(N_("Read the report"), action("rev.open", one.report_id)),
        button(label, action("act.words", one.report_id)),
    )
    checking = (
        (button(N_("Check the evidence"), action("rev.go", Scope.REPORT.value, one.report_id)),)
        if open_pieces
        else ()
    )
    turning = shown.turning(lambda page: action("act.help", page))
    rows = (deeds, checking, turning, (back, home()))
    return Reply(text, tuple(row for row in rows if row), protected=True)


def begin_words(turn: Turn, report_id: int) -> Answer:
    """Ask for the words."""
    one = report_to_prepare(turn.session, turn.actor, report_id, turn.today)
    return Start("actwords", {"report": report_id, "who": one.name})


def _save(turn: Turn, answers: Answers) -> Answer:
    report_id = answers["report"]
    prepare_words(
        turn.session, turn.actor, report_id, answers["text"], now=turn.now, today=turn.today
    )
    ids = [one.report_id for one in reports_to_prepare(turn.session, turn.actor, turn.today)]
    return show(turn, ids.index(report_id) + 1 if report_id in ids else 1)


WORDS = Form(
    name="actwords",
    about_others=True,
    title=lambda _turn, answers: say(N_("Words about {name}'s report"), name=answers["who"]),
    readers=N_("Only the superior reads them, while giving feedback, and may change every word."),
    fields=(
        Text(
            name="text",
            label=N_("Words"),
            question=N_(
                "What went well, what can be improved, which next step? Name what the report shows."
            ),
            longest=LONGEST_NOTE,
        ),
    ),
    save=_save,
    back=lambda _answers: action("act.help"),
)
ACTIONS: dict[str, Handler] = {"act.help": show, "act.words": begin_words}
