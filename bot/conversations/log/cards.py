"""The screens of logs: a month's list, one log, its evidence."""

from __future__ import annotations

from datetime import date

from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.pieces import file_of, name_of
from bot.talk.turn import Answer, Button, Reply, Rows, Turn, action, button, home
from kinerja.messages import N_, Message, Month, lines, say, words
from kinerja.models import Evidence
from kinerja.reports.logs import LogView, log_card, log_pieces, logs_of
from kinerja.rules.periods import first_of_month, last_of_month, month_before
from kinerja.services.report_windows import logs_open_from

LISTED = 5


def show_list(turn: Turn) -> Answer:
    """Show the logs of the present month."""
    return show_month(turn, 1, turn.today)


def show_month(turn: Turn, page: int, month: date) -> Answer:
    """Show the logs of a month, newest first."""
    first = first_of_month(month)
    logs = logs_of(
        turn.session, turn.actor, turn.actor.person_id or 0, first, last_of_month(first), turn.today
    )
    shown = page_of(logs[::-1], page, LISTED)
    numbered = list(enumerate(shown.items, start=shown.first_index + 1))
    if numbered:
        head = say(N_("<b>Your logs of {month}</b>"), month=Month(first))
    else:
        head = say(N_("<b>Your logs of {month}</b>\nThere are none yet."), month=Month(first))
    rows: list[tuple[Button, ...]] = [
        tuple(
            button("{number}", action("log.open", log.id), number=number)
            for number, log in numbered
        ),
        (
            *shown.turning(lambda number: action("log.month", number, first)),
            *_other_month(turn, first),
        ),
        (button(N_("Copy to e-Kinerja"), action("fil")),) if numbered else (),
        (button(N_("Note something"), action("log")), home()),
    ]
    listed = (_in_list(number, log) for number, log in numbered)
    return Reply(lines(head, *listed), tuple(row for row in rows if row))


def show(turn: Turn, log_id: int) -> Answer:
    """Show one log."""
    return screen(log_card(turn.session, turn.actor, log_id, turn.today))


def screen(log: LogView, *said: Message | None) -> Reply:
    """Return a log with all that can be done with it."""
    text = lines(
        *said,
        _when(log),
        what(log),
        words(short(log.result, 120)) if log.result else say(N_("Outside the plan")),
        say(N_("Evidence: {n}"), n=log.evidence) if log.evidence else None,
        say(N_("Part of report {number}."), number=log.gathered_by) if log.gathered_by else None,
    )
    rows: list[tuple[Button, ...]] = []
    if not log.gathered_by:
        evidence = (
            button(N_("Evidence ({n})"), action("log.files", log.id), n=log.evidence)
            if log.evidence
            else button(N_("Add evidence"), action("log.proof", log.id))
        )
        rows = [
            (button(N_("It was the day before"), action("log.before", log.id)), evidence),
            (
                button(N_("Change"), action("log.change", log.id)),
                button(N_("Delete"), action("log.delete", log.id)),
            ),
        ]
    elif log.evidence:
        rows = [(button(N_("Evidence ({n})"), action("log.files", log.id), n=log.evidence),)]
    rows.append(
        (
            button(N_("Note another"), action("log")),
            button(N_("Your logs"), action("log.month", 1, first_of_month(log.day))),
        )
    )
    rows.append((home(),))
    return Reply(text, tuple(rows))


def what(log: LogView) -> Message:
    """Say what was done, with the amount before it."""
    if log.amount is None:
        return words(short(log.text, 300))
    return say("{amount} {text}", amount=log.amount, text=short(log.text, 300))


def show_pieces(turn: Turn, log_id: int) -> Answer:
    """List the evidence of a log."""
    log = log_card(turn.session, turn.actor, log_id, turn.today)
    pieces = log_pieces(turn.session, turn.actor, log_id, turn.today)
    listed = [
        say("{number}. {name}", number=number, name=name_of(piece))
        for number, piece in enumerate(pieces, start=1)
    ]
    numbers = [
        button("{number}", action("log.file", piece.id, log_id), number=number)
        for number, piece in enumerate(pieces, start=1)
    ]
    rows: list[tuple[Button, ...]] = [tuple(numbers[i : i + 8]) for i in range(0, len(numbers), 8)]
    if not log.gathered_by:
        rows.append((button(N_("Add evidence"), action("log.proof", log_id)),))
    rows.append((button(N_("‹ The log"), action("log.open", log_id)), home()))
    head = say(N_("<b>Evidence of the log</b>\n{text}"), text=short(log.text, 120))
    none = None if pieces else say(N_("There is none yet."))
    return Reply(lines(head, *listed[:16], none), tuple(rows[-4:]))


def show_piece(turn: Turn, evidence_id: int, log_id: int) -> Answer:
    """Show one piece of a log's evidence again."""
    log = log_card(turn.session, turn.actor, log_id, turn.today)
    piece = _piece(log_pieces(turn.session, turn.actor, log_id, turn.today), evidence_id)
    if piece is None:
        return show_pieces(turn, log_id)
    rows: Rows = ((button(N_("‹ Evidence"), action("log.files", log_id)), home()),)
    if not log.gathered_by:
        delete = button(N_("Delete this evidence"), action("log.drop", evidence_id, log_id))
        rows = ((delete,), *rows)
    return Reply(name_of(piece, 500), rows, file=file_of(piece), in_place=True)


def _piece(pieces: list[Evidence], evidence_id: int) -> Evidence | None:
    return next((piece for piece in pieces if piece.id == evidence_id), None)


def _in_list(number: int, log: LogView) -> Message:
    if log.evidence:
        return say(
            N_("{number}. {day}: {what} (evidence: {n})"),
            number=number,
            day=log.day,
            what=what(log),
            n=log.evidence,
        )
    return say("{number}. {day}: {what}", number=number, day=log.day, what=what(log))


def _when(log: LogView) -> Message:
    if log.starts_at is None or log.ends_at is None:
        return say("{day}", day=log.day)
    if log.ends_at < log.starts_at:
        return say(
            N_("{day}, {begins}–{ends} the next morning"),
            day=log.day,
            begins=log.starts_at,
            ends=log.ends_at,
        )
    return say("{day}, {begins}–{ends}", day=log.day, begins=log.starts_at, ends=log.ends_at)


def _other_month(turn: Turn, shown: date) -> tuple[Button, ...]:
    """Offer the month before while its window is open, and from there the present one."""
    present = first_of_month(turn.today)
    before = month_before(present)
    if shown != present:
        data = action("log.month", 1, present)
        return (button("{month} ›", data, month=Month(present)),)
    closes_day = turn.options.window_closes_day
    if logs_open_from(turn.session, turn.actor, turn.today, closes_day) > before:
        return ()
    return (button("‹ {month}", action("log.month", 1, before), month=Month(before)),)
