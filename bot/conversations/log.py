"""The quick log (/catat): what was done, for which result, in two taps and a sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.talk.conversation import Command, Conversation, MenuLine
from bot.talk.fields import Answers, Choice, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, Message, Month, lines, say, words
from kinerja.reports.logs import LogView, log_card, logs_of, results_to_log
from kinerja.rules.logs import LogContent, parse_log
from kinerja.rules.periods import first_of_month, last_of_month
from kinerja.services.logs import add_log, delete_log, edit_log

OUTSIDE = "-"
"""The choice of work outside the plan; a lineage is never this short."""
LISTED = 5


def begin(turn: Turn) -> Answer:
    """Note something done today; what stands behind the command is the text already."""
    text = turn.incoming.argument.strip()
    if text:
        parse_log(text)  # What cannot be kept is refused at once.
    return Start("log", values={"text": text} if text else {})


def begin_empty(turn: Turn) -> Answer:
    """Note something done today."""
    del turn
    return Start("log")


def show_list(turn: Turn, page: int = 1) -> Answer:
    """Show the month's logs, newest first."""
    first = first_of_month(turn.today)
    logs = logs_of(
        turn.session, turn.actor, turn.actor.person_id or 0, first, last_of_month(first), turn.today
    )
    if not logs:
        text = say(N_("<b>Your logs</b>\nThere are none this month yet."))
        return Reply(text, ((button(N_("Note something"), action("log")), home()),))
    shown = page_of(logs[::-1], page, LISTED)
    listed = [
        say(
            N_("{number}. {day}: {what}"),
            number=shown.first_index + index,
            day=log.day,
            what=_what(log),
        )
        for index, log in enumerate(shown.items, start=1)
    ]
    numbers = tuple(
        button("{number}", action("log.open", log.id), number=shown.first_index + index)
        for index, log in enumerate(shown.items, start=1)
    )
    turning = shown.turning(lambda number: action("log.list", number))
    rows: list[tuple[Button, ...]] = [numbers]
    if turning:
        rows.append(turning)
    rows.append((button(N_("Note something"), action("log")), home()))
    head = say(N_("<b>Your logs of {month}</b>"), month=Month(first))
    return Reply(lines(head, *listed), tuple(rows))


def show(turn: Turn, log_id: int) -> Answer:
    """Show one log."""
    return _screen(turn, log_card(turn.session, turn.actor, log_id, turn.today))


def day_before(turn: Turn, log_id: int) -> Answer:
    """Move a log to the day before."""
    log = log_card(turn.session, turn.actor, log_id, turn.today)
    moved = replace(_content(log), day=log.day - timedelta(days=1))
    edit_log(
        turn.session,
        turn.actor,
        log_id,
        moved,
        now=turn.now,
        today=turn.today,
        closes_day=turn.options.window_closes_day,
    )
    return show(turn, log_id)


def delete(turn: Turn, log_id: int) -> Answer:
    """Delete a log."""
    delete_log(turn.session, turn.actor, log_id, now=turn.now, today=turn.today)
    text = say(N_("The log was deleted."))
    return Reply(text, ((button(N_("Your logs"), action("log.list")), home()),))


def _results(turn: Turn, _answers: Answers) -> list[Option]:
    choices = results_to_log(turn.session, turn.actor, turn.today, turn.today)
    options = [
        (choice.lineage, say("{number}. {text}", number=choice.number, text=short(choice.text, 45)))
        for choice in choices[:6]
    ]
    return [*options, (OUTSIDE, say(N_("Outside the plan")))]


def _save(turn: Turn, answers: Answers) -> Answer:
    amount, text = parse_log(answers["text"])
    lineage = None if answers["result"] == OUTSIDE else answers["result"]
    log_id = add_log(
        turn.session,
        turn.actor,
        LogContent(day=turn.today, text=text, lineage=lineage, amount=amount),
        now=turn.now,
        today=turn.today,
        closes_day=turn.options.window_closes_day,
    )
    log = log_card(turn.session, turn.actor, log_id, turn.today)
    return _screen(turn, log, say(N_("<b>Noted.</b> It goes into this month's report.")))


def _screen(turn: Turn, log: LogView, said: Message | None = None) -> Reply:
    text = lines(
        said,
        say("{day}", day=log.day),
        _what(log),
        words(short(log.result, 120)) if log.result else say(N_("Outside the plan")),
        say(N_("Part of report {number}."), number=log.gathered_by) if log.gathered_by else None,
    )
    rows: list[tuple[Button, ...]] = []
    if not log.gathered_by:
        rows.append(
            (
                button(N_("It was the day before"), action("log.before", log.id)),
                button(N_("Delete"), action("log.delete", log.id)),
            )
        )
    rows.append(
        (button(N_("Note another"), action("log")), button(N_("Your logs"), action("log.list")))
    )
    rows.append((home(),))
    return Reply(text, tuple(rows))


def _what(log: LogView) -> Message:
    if log.amount is None:
        return words(short(log.text, 200))
    return say("{amount} {text}", amount=log.amount, text=short(log.text, 200))


def _content(log: LogView) -> LogContent:
    return LogContent(log.day, log.text, log.lineage, log.amount, log.starts_at, log.ends_at)


CONVERSATION = Conversation(
    name="log",
    commands=(Command(("catat", "log"), N_("Note work when it happens"), begin),),
    actions={
        "log": begin_empty,
        "log.list": show_list,
        "log.open": show,
        "log.before": day_before,
        "log.delete": delete,
    },
    forms=(
        Form(
            name="log",
            title=N_("Quick log"),
            fields=(
                Choice(
                    name="result",
                    label=N_("Result"),
                    question=N_("Which result does it belong to?"),
                    choices=_results,
                ),
                Text(
                    name="text",
                    label=N_("What was done"),
                    question=N_("What was done? For example: 12 posyandu visits."),
                    longest=1000,
                ),
            ),
            save=_save,
            review=False,
        ),
    ),
    menu=(MenuLine(N_("Quick log"), "log"),),
)
