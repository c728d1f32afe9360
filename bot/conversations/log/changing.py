"""Changing a log until a report has gathered it: each part is a small form of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.conversations.log.cards import screen, show, what
from bot.conversations.log.noting import OUTSIDE, result_question, results
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Choice, Day, Field, Number, Option, Text
from bot.talk.form import Form
from bot.talk.privacy import ask_about_nik
from bot.talk.turn import Answer, Button, Reply, Rows, Start, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.logs import LogView, log_card
from kinerja.rules.logs import LogContent, check_amount, check_day, clean_text, read_times
from kinerja.services.logs import delete_log, edit_log, restore_log
from kinerja.services.report_windows import logs_open_from

NONE = "=none"
CHANGED = N_("Changed.")


def day_before(turn: Turn, log_id: int) -> Answer:
    """Move a log to the day before."""
    log = log_card(turn.session, turn.actor, log_id, turn.today)
    return _changed(turn, log, day=log.day - timedelta(days=1))


def delete(turn: Turn, log_id: int) -> Answer:
    """Delete a log; one tap brings it back."""
    delete_log(turn.session, turn.actor, log_id, now=turn.now, today=turn.today)
    rows: Rows = (
        (button(N_("Bring it back"), action("log.restore", log_id)),),
        (button(N_("Your logs"), action("log.list")), home()),
    )
    return Reply(say(N_("The log was deleted.")), rows)


def restore(turn: Turn, log_id: int) -> Answer:
    """Bring back a deleted log."""
    restore_log(turn.session, turn.actor, log_id, now=turn.now, today=turn.today)
    return show(turn, log_id)


def ask_what(turn: Turn, log_id: int) -> Answer:
    """Offer what can be changed."""
    log = log_card(turn.session, turn.actor, log_id, turn.today)
    rows: Rows = (
        (_part(N_("Text"), "logtext", log_id), _part(N_("Result"), "logresult", log_id)),
        (_part(N_("Day"), "logday", log_id), _part(N_("Amount"), "logamount", log_id)),
        (_part(N_("Time"), "logtime", log_id),),
        (button(N_("‹ The log"), action("log.open", log_id)), home()),
    )
    return Reply(lines(what(log), say(N_("What do you want to change?"))), rows)


def ask_part(turn: Turn, form: str, log_id: int) -> Answer:
    """Ask for one part of a log anew."""
    log = log_card(turn.session, turn.actor, log_id, turn.today)
    if form not in {one.name for one in CHANGING_FORMS}:
        return screen(log)
    return Start(form, {"log": log_id, "now": log.text, "unit": log.unit})


def _part(label: str, form: str, log_id: int) -> Button:
    return button(label, action("log.part", form, log_id))


def _changed(turn: Turn, log: LogView, **changes: Any) -> Reply:
    content = LogContent(log.day, log.text, log.lineage, log.amount, log.starts_at, log.ends_at)
    edit_log(
        turn.session,
        turn.actor,
        log.id,
        replace(content, **changes),
        now=turn.now,
        today=turn.today,
        closes_day=turn.options.window_closes_day,
    )
    return screen(log_card(turn.session, turn.actor, log.id, turn.today), say(CHANGED))


def _save_text(turn: Turn, answers: Answers) -> Answer:
    return _changed(turn, _log(turn, answers), text=answers["text"])


def _save_result(turn: Turn, answers: Answers) -> Answer:
    lineage = None if answers["result"] == OUTSIDE else answers["result"]
    return _changed(turn, _log(turn, answers), lineage=lineage)


def _save_day(turn: Turn, answers: Answers) -> Answer:
    return _changed(turn, _log(turn, answers), day=date.fromisoformat(answers["day"]))


def _save_amount(turn: Turn, answers: Answers) -> Answer:
    amount = None if answers["amount"] == NONE else Decimal(answers["amount"])
    return _changed(turn, _log(turn, answers), amount=amount)


def _save_times(turn: Turn, answers: Answers) -> Answer:
    begins, ends = (None, None) if answers["times"] == NONE else read_times(answers["times"])
    return _changed(turn, _log(turn, answers), starts_at=begins, ends_at=ends)


def _log(turn: Turn, answers: Answers) -> LogView:
    return log_card(turn.session, turn.actor, answers["log"], turn.today)


def _check_text(turn: Turn, answers: Answers, value: Any) -> Message | None:
    clean_text(value)
    return ask_about_nik(turn, answers, value)


def _check_day(turn: Turn, _answers: Answers, value: Any) -> Message | None:
    closes_day = turn.options.window_closes_day
    open_from = logs_open_from(turn.session, turn.actor, turn.today, closes_day)
    check_day(date.fromisoformat(value), turn.today, open_from)
    return None


def _check_amount(_turn: Turn, _answers: Answers, value: Any) -> Message | None:
    check_amount(None if value == NONE else Decimal(value))
    return None


def _check_times(_turn: Turn, _answers: Answers, value: Any) -> Message | None:
    if value != NONE:
        read_times(value)
    return None


def _amount_question(_turn: Turn, answers: Answers) -> Message:
    if answers["unit"]:
        return say(
            N_("How many {unit}? The amounts of the month add up in your report."),
            unit=answers["unit"],
        )
    return say(N_("How many were done?"))


def _none_offer(label: str) -> Any:
    def offer(_turn: Turn, _answers: Answers) -> list[Option]:
        return [(NONE, say(label))]

    return offer


def part_form(name: str, field: Field, save: Any) -> Form:
    return Form(
        name=name,
        title=N_("Quick log"),
        fields=(field,),
        save=save,
        review=False,
        back=lambda answers: action("log.open", answers["log"]),
    )


CHANGING_FORMS = (
    part_form(
        "logtext",
        Text(
            name="text",
            label=N_("What was done"),
            question=N_("What was done? Please write it anew."),
            check=_check_text,
            longest=2000,
        ),
        _save_text,
    ),
    part_form(
        "logresult",
        Choice(name="result", label=N_("Result"), question=result_question, choices=results),
        _save_result,
    ),
    part_form(
        "logday",
        Day(
            name="day",
            label=N_("Day"),
            question=N_("Which day was it? For a night shift, the day it began."),
            check=_check_day,
        ),
        _save_day,
    ),
    part_form(
        "logamount",
        Number(
            name="amount",
            label=N_("Amount"),
            question=_amount_question,
            check=_check_amount,
            also=_none_offer(N_("No amount")),
        ),
        _save_amount,
    ),
    part_form(
        "logtime",
        Text(
            name="times",
            label=N_("Time"),
            question=N_(
                "From when to when? For example 08.00-10.30, or 22.00-06.00 for a night shift."
            ),
            check=_check_times,
            also=_none_offer(N_("No time")),
            longest=40,
        ),
        _save_times,
    ),
)

CHANGING_ACTIONS: dict[str, Handler] = {
    "log.before": day_before,
    "log.delete": delete,
    "log.restore": restore,
    "log.change": ask_what,
    "log.part": ask_part,
}
