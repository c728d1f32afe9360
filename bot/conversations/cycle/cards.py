"""The card of one stage of a period."""

from __future__ import annotations

from datetime import date

from bot.conversations.cycle.words import STAGES, period_of
from bot.talk.turn import Button, Reply, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, Message, lines, say
from kinerja.models import Stage
from kinerja.reports.cycle import WindowRow, moves_of, scope_of, window_in_force
from kinerja.rules.cycle import Place
from kinerja.rules.periods import first_of_month

HISTORY = 3


def place_of(turn: Turn, period_id: int, name: str) -> Place:
    """Return the place a button means, for the unit the administrator answers for."""
    try:
        wanted = Stage(name)
    except ValueError:
        raise Refused(N_("Please choose one of the buttons.")) from None
    return Place(period_id, wanted, scope_of(turn.session, turn.actor, turn.today).unit_id)


def stage_card(turn: Turn, place: Place, said: Message | None = None, *more: Button) -> Reply:
    """Return the card of a stage: its window, and how it was moved."""
    row = window_in_force(turn.session, turn.actor, place, turn.today)
    history = [
        say(
            N_("• {before} → {due}: {reason} ({by})"),
            before=move.due_before,
            due=move.due,
            reason=move.reason,
            by=move.by or say(N_("command line")),
        )
        for move in moves_of(turn.session, turn.actor, place, turn.today)[:HISTORY]
    ]
    text = lines(
        said,
        say("<b>{what}</b>", what=title_of(row)),
        say(N_("Opens {opens}, due {due}, closes {closes}."), **_days(row)),
        say(N_("Moved before:")) if history else None,
        *history,
    )
    move = button(N_("Move the deadline"), action("cycle.move", row.period_id, row.stage.value))
    back = button(N_("‹ Deadlines"), action("cycle.show", first_of_month(row.due).isoformat()))
    return Reply(text, ((*more, move), (back, home())))


def title_of(row: WindowRow) -> Message:
    """Say stage and period of a window."""
    return say(
        "{stage}, {period}",
        stage=say(STAGES[row.stage]),
        period=period_of(row.period, row.starts_on, row.ordinal),
    )


def _days(row: WindowRow) -> dict[str, date]:
    return {"opens": row.opens, "due": row.due, "closes": row.closes}
