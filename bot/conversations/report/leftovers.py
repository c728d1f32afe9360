"""What a revised plan left behind: logs of a result that is gone, and lines the plan does not have any more."""

from __future__ import annotations

from bot.conversations.report.screens import month_screen
from bot.talk.conversation import Handler
from bot.talk.figures import short
from bot.talk.pages import PAGE, page_of
from bot.talk.turn import Answer, Button, Reply, Rows, Turn, action, button, home
from kinerja.messages import N_, NN_, lines, say
from kinerja.reports.month import month_card, report_of_line
from kinerja.reports.month_card import LogLine, MonthCard
from kinerja.services.settling_logs import move_log, set_log_outside, take_line_out


def sort_logs(turn: Turn, report_id: int, page: int = 1) -> Answer:
    """Ask where the first log of a result that is gone belongs."""
    card = month_card(turn.session, turn.actor, report_id, turn.today)
    return _sort_screen(card, card.stray[0], page) if card.stray else month_screen(card)


def to_result(turn: Turn, log_id: int, line_id: int) -> Answer:
    """Let a log count for a result."""
    report_id = move_log(turn.session, turn.actor, log_id, line_id, now=turn.now, today=turn.today)
    return sort_logs(turn, report_id)


def to_outside(turn: Turn, log_id: int, report_id: int) -> Answer:
    """Let a log count as work outside the plan."""
    set_log_outside(turn.session, turn.actor, log_id, now=turn.now, today=turn.today)
    return sort_logs(turn, report_id)


def ask_to_take_out(turn: Turn, line_id: int) -> Answer:
    """Ask whether a line goes with all it holds."""
    card = report_of_line(turn.session, turn.actor, line_id, turn.today)
    line = card.line(line_id)
    text = say(
        N_(
            "<b>{number}. {text}</b>\nTake this result out of the report, with its value, note and "
            "evidence? Its logs stay and can be given to another result."
        ),
        number=line.number,
        text=short(line.text, 200),
    )
    rows: Rows = (
        (button(N_("Yes, take it out"), action("rep.out.yes", line_id)),),
        (button(N_("No, keep it"), action("rep.line", line_id)), home()),
    )
    return Reply(text, rows)


def take_out(turn: Turn, line_id: int) -> Answer:
    """Take a line out of the report."""
    report_id = take_line_out(turn.session, turn.actor, line_id, now=turn.now, today=turn.today)
    return month_screen(month_card(turn.session, turn.actor, report_id, turn.today))


def _sort_screen(card: MonthCard, log: LogLine, page: int) -> Reply:
    shown = page_of([line for line in card.lines if not line.gone], page, PAGE)
    text = lines(
        say(
            NN_(
                "{n} log belongs to a result that is not in your plan any more.",
                "{n} logs belong to results that are not in your plan any more.",
            ),
            n=len(card.stray),
        ),
        say("<b>{day}</b>: {text}", day=log.day, text=short(log.text, 300)),
        say(N_("Which result does it belong to?")),
        *(
            say("{number}. {text}", number=line.number, text=short(line.text))
            for line in shown.items
        ),
    )
    rows: list[tuple[Button, ...]] = [
        tuple(
            button("{number}", action("rep.sort.to", log.id, line.id), number=line.number)
            for line in shown.items
        ),
        shown.turning(lambda number: action("rep.sort", card.id, number)),
        (button(N_("Outside the plan"), action("rep.sort.out", log.id, card.id)),),
        (button(N_("‹ All results"), action("rep.month", card.id)), home()),
    ]
    return Reply(text, tuple(row for row in rows if row))


ACTIONS: dict[str, Handler] = {
    "rep.sort": sort_logs,
    "rep.sort.to": to_result,
    "rep.sort.out": to_outside,
    "rep.out": ask_to_take_out,
    "rep.out.yes": take_out,
}
