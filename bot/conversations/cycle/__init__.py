"""The year of the agency (/siklus): its stages month by month, and a deadline moved with preview and reason."""

from __future__ import annotations

from datetime import date

from bot.conversations.cycle import holidays
from bot.conversations.cycle.cards import place_of, stage_card, title_of
from bot.conversations.cycle.moving import MOVE_FORM
from bot.conversations.cycle.words import window_moved
from bot.talk.conversation import Audience, Command, Conversation
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, NN_, Month, lines, say
from kinerja.models import PeriodKind
from kinerja.reports.cycle import WindowRow, calendar_of, cycle_of, scope_of, window_in_force
from kinerja.rules.periods import first_of_month, month_after, month_before
from kinerja.services.cycles import open_cycle
from kinerja.services.telling import Notice
from kinerja.services.window_news import tell_window_moved

LISTED = 8


def show(turn: Turn, month: date = date.min) -> Answer:
    """Show what is due in a month, the present one by default."""
    scope = scope_of(turn.session, turn.actor, turn.today)
    first = first_of_month(turn.today if month == date.min else month)
    rows = calendar_of(turn.session, turn.actor, scope.unit_id, first, turn.today)
    listed = [
        say("{number}. {due}: {what}", number=number, due=row.due, what=title_of(row))
        for number, row in enumerate(rows[:LISTED], start=1)
    ]
    heading = say(N_("<b>Deadlines in {month}</b>"), month=Month(first))
    text = lines(
        heading,
        say(N_("Unit: {name}"), name=scope.name) if scope.name else None,
        *(listed or [say(N_("Nothing is due in this month."))]),
        say(N_("A number opens the stage; there it can be moved.")) if listed else None,
    )
    return Reply(text, _calendar_rows(turn, rows[:LISTED], first, opened=bool(rows)))


def _calendar_rows(
    turn: Turn, rows: list[WindowRow], first: date, *, opened: bool
) -> tuple[tuple[Button, ...], ...]:
    numbers = [
        button("{number}", action("cycle.stage", row.period_id, row.stage.value), number=number)
        for number, row in enumerate(rows, start=1)
    ]
    turning = tuple(
        button(sentence, action("cycle.show", other.isoformat()), month=Month(other))
        for sentence, other in (
            ("‹ {month}", month_before(first)),
            ("{month} ›", month_after(first)),
        )
    )
    found: list[tuple[Button, ...]] = [tuple(numbers[:4]), tuple(numbers[4:]), turning]
    scope = scope_of(turn.session, turn.actor, turn.today)
    last: tuple[Button, ...] = (button(N_("Holidays"), action("cycle.holidays")), home())
    if scope.unit_id is None and not opened:
        known = cycle_of(turn.session, turn.actor, first.year, turn.today)
        if known is None:
            year = str(first.year)
            last = (button(N_("Open {year}"), action("cycle.open", first.year), year=year), *last)
    return tuple(row for row in (*found, last) if row)


def ask_to_open(turn: Turn, year: int) -> Answer:
    """Ask how often is evaluated in the year to be opened."""
    text = say(
        N_(
            "<b>Open the year {year}</b>\nThe deadlines follow the rules in force; you can move each of "
            "them afterwards. Reports stay monthly. How often is evaluated?"
        ),
        year=str(year),
    )
    rows = (
        (
            button(N_("Every month"), action("cycle.open.yes", year, PeriodKind.MONTH.value)),
            button(N_("Every quarter"), action("cycle.open.yes", year, PeriodKind.QUARTER.value)),
        ),
        (button(N_("‹ Deadlines"), action("cycle.show")), home()),
    )
    return Reply(text, rows)


def open_year(turn: Turn, year: int, kind: str) -> Answer:
    """Open it."""
    if kind not in (PeriodKind.MONTH, PeriodKind.QUARTER):
        raise Refused(N_("Please choose one of the buttons."))
    open_cycle(
        turn.session,
        turn.actor,
        year,
        PeriodKind(kind),
        closes_day=turn.options.window_closes_day,
        now=turn.now,
        today=turn.today,
    )
    return show(turn, date(year, turn.today.month, 1))


def stage(turn: Turn, period_id: int, name: str) -> Answer:
    """Show one stage of a period, with how it was moved."""
    return stage_card(turn, place_of(turn, period_id, name))


def begin_move(turn: Turn, period_id: int, name: str) -> Answer:
    """Ask for the new due day."""
    place = place_of(turn, period_id, name)
    row = window_in_force(turn.session, turn.actor, place, turn.today)
    return Start("cycle_move", {"period": row.period_id, "stage": row.stage.value})


def tell_them(turn: Turn, move_id: int) -> Answer:
    """Tell everybody whom the move concerns."""
    told = tell_window_moved(turn.session, turn.actor, move_id, now=turn.now, today=turn.today)
    text = say(NN_("{n} person is told.", "{n} people are told."), n=told)
    return Reply(text, ((button(N_("‹ Deadlines"), action("cycle.show")), home()),))


CONVERSATION = Conversation(
    name="cycle",
    commands=(Command(("siklus", "cycle"), N_("Stages and deadlines"), show, Audience.ADMIN),),
    actions={
        "cycle.show": show,
        "cycle.open": ask_to_open,
        "cycle.open.yes": open_year,
        "cycle.stage": stage,
        "cycle.move": begin_move,
        "cycle.tell": tell_them,
        **holidays.ACTIONS,
    },
    forms=(MOVE_FORM, holidays.ADD_FORM),
    notices={Notice.WINDOW_MOVED: window_moved},
)
