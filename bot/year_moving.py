"""Moving a deadline from the command line: found by its names, shown first, then done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, select

from bot.year_commands import NOT_OPEN, period_name
from kinerja.database import Database
from kinerja.errors import Refused
from kinerja.messages import N_, NN_, Message, say
from kinerja.models import Stage, Unit
from kinerja.reports.concerned import concerned
from kinerja.reports.cycle import WindowRow, windows_of
from kinerja.rules.access import OPERATOR
from kinerja.rules.cells import same
from kinerja.rules.cycle import Place
from kinerja.rules.deadlines import Window, check_window, moved
from kinerja.services.moving_windows import move_window, window_at
from kinerja.services.window_news import tell_window_moved


@dataclass(frozen=True)
class Wanted:
    """What the command line asks for; days that are None stay."""

    stage: str
    period: str
    opens: date | None
    due: date
    closes: date | None
    reason: str
    unit: str
    yes: bool
    tell: bool


def move_deadline(
    database: Database, wanted: Wanted, *, now: datetime, today: date
) -> list[Message]:
    """Show what would move and whom it concerns; with ``yes`` move it, and with ``tell`` tell them."""
    with database.unit_of_work() as session:
        place = _place(session, wanted, today)
        held = window_at(session, place)
        if held is None:
            raise Refused(_NO_STAGE, stage=wanted.stage, period=wanted.period)
        before = Window(held.opens, held.due, held.closes)
        after = moved(before, wanted.due)
        window = Window(wanted.opens or after.opens, wanted.due, wanted.closes or after.closes)
        check_window(window)
        whom = concerned(session, OPERATOR, place.unit_id, today)
        said = [
            say(_DUE, before=before.due, due=window.due),
            say(_WINDOW, opens=window.opens, closes=window.closes),
            say(_CONCERNS, n=whom.people, linked=whom.linked),
        ]
        if not wanted.yes:
            return [*said, say(N_("Nothing was changed. To move it, add --yes."))]
        move = move_window(
            session, OPERATOR, place, window, reason=wanted.reason, now=now, today=today
        )
        if move is None:
            return [*said, say(N_("It has these days already."))]
        if wanted.tell:
            told = tell_window_moved(session, OPERATOR, move.id or 0, now=now, today=today)
            said.append(say(_TOLD, n=told))
        return [*said, say(N_("The deadline is moved."))]


def _place(session: Session, wanted: Wanted, today: date) -> Place:
    try:
        stage, year = Stage(wanted.stage), int(wanted.period[:4])
    except ValueError:
        raise Refused(_NO_STAGE, stage=wanted.stage, period=wanted.period) from None
    rows = windows_of(session, OPERATOR, year, today)
    if not rows:
        raise Refused(NOT_OPEN, year=str(year))
    found = next((row for row in rows if _is(row, stage, wanted.period)), None)
    if found is None:
        raise Refused(_NO_STAGE, stage=wanted.stage, period=wanted.period)
    return Place(found.period_id, stage, _unit(session, wanted.unit))


def _is(row: WindowRow, stage: Stage, period: str) -> bool:
    return row.stage is stage and period_name(row).casefold() == period.casefold()


def _unit(session: Session, name: str) -> int | None:
    if not name:
        return None
    found = [unit.id for unit in session.exec(select(Unit)) if same(unit.name) == same(name)]
    if len(found) != 1:
        raise Refused(
            N_("There are {count} units with the name {name}; exactly one is needed."),
            count=len(found),
            name=name,
        )
    return found[0]


_NO_STAGE = N_("There is no stage {stage} in the period {period}. See: kinerja cycle show")
_DUE = N_("Due: {before} → {due}")
_WINDOW = N_("Opens {opens}, closes {closes}")
_CONCERNS = NN_(
    "Concerns {n} employee, of whom {linked} can be told here.",
    "Concerns {n} employees, of whom {linked} can be told here.",
)
_TOLD = NN_("{n} person is told.", "{n} people are told.")
