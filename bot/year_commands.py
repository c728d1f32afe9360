"""The commands of the year: ``kinerja cycle`` and ``kinerja import holidays``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from bot import working_time_commands
from bot import year_ground as reading
from bot.settings import load_settings
from bot.year_ground import Ground
from kinerja.errors import Refused
from kinerja.messages import N_, NN_, Message, say

if TYPE_CHECKING:
    from kinerja.database import Database
    from kinerja.reports.cycle import WindowRow

NOT_OPEN = N_("The cycle of {year} is not open. Please run: kinerja cycle open {year}")

Year = Annotated[int, typer.Argument(help="The year, for example 2026.")]
Periods = Annotated[str, typer.Option(help="How often is evaluated: monthly or quarterly.")]


def cycle_commands(ground: Ground) -> typer.Typer:
    """Return the commands of ``kinerja cycle``."""
    commands = typer.Typer(no_args_is_help=True, help="The year: its stages and their deadlines.")
    for name, make in (
        ("open", _open),
        ("show", _show),
        ("move", _move),
        ("next", _next),
    ):
        commands.command(name)(make(ground))
    working_time_commands.add_to(commands, ground)
    return commands


def _open(ground: Ground) -> Callable[..., None]:
    def open_(year: Year, periods: Periods = "monthly") -> None:
        """Open a year, or complete it; deadlines that were moved stay."""
        kind = reading.PERIODS[reading.one_of(periods, tuple(reading.PERIODS))]
        settings = load_settings()
        with ground.database(settings) as database:
            from kinerja.models import PeriodKind  # noqa: PLC0415 - slow to import
            from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - as above
            from kinerja.services.cycles import open_cycle  # noqa: PLC0415 - as above

            now, today = ground.moment(settings)
            with database.unit_of_work() as session:
                done = open_cycle(
                    session,
                    OPERATOR,
                    year,
                    PeriodKind(kind),
                    closes_day=settings.report.window_closes_day,
                    now=now,
                    today=today,
                )
        ground.tell(
            NN_(
                "The cycle of {year} is open: {n} new deadline. See: kinerja cycle show {year}",
                "The cycle of {year} is open: {n} new deadlines. See: kinerja cycle show {year}",
            ),
            n=done.new_windows,
            year=str(year),
        )

    return open_


def _show(ground: Ground) -> Callable[..., None]:
    def show(
        year: Annotated[int, typer.Argument(help="The year; the present one by default.")] = 0,
        stage: Annotated[str, typer.Option(help="Only this stage, for example filing.")] = "",
    ) -> None:
        """Print every stage of a year: period, opens, due, closes, unit, times moved."""
        settings = load_settings()
        with ground.database(settings) as database:
            from kinerja.reports.cycle import cycle_of, windows_of  # noqa: PLC0415 - slow to import
            from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - as above

            today = ground.moment(settings)[1]
            year = year or today.year
            with database.reading() as session:
                cycle = cycle_of(session, OPERATOR, year, today)
                rows = windows_of(session, OPERATOR, year, today)
        if cycle is None:
            raise Refused(NOT_OPEN, year=str(year))
        shown = [row for row in rows if stage in ("", row.stage.value)]
        reading.print_table(
            ("stage", "period", "opens", "due", "closes", "unit", "moved"),
            [
                (
                    row.stage.value,
                    period_name(row),
                    str(row.opens),
                    str(row.due),
                    str(row.closes),
                    row.unit or "–",
                    str(row.moves or "–"),
                )
                for row in shown
            ],
        )

    return show


def _move(ground: Ground) -> Callable[..., None]:
    def move(  # noqa: PLR0913 - a command may have many options
        stage: Annotated[str, typer.Argument(help="The stage, for example monthly_report.")],
        period: Annotated[str, typer.Argument(help="2026-02, 2026-Q1 or 2026.")],
        *,
        due: Annotated[str, typer.Option(help="The new due day, for example 2026-03-05.")],
        reason: Annotated[str, typer.Option(help="Why; kept in the history.")],
        opens: Annotated[str, typer.Option(help="Another opening day.")] = "",
        closes: Annotated[str, typer.Option(help="Another closing day.")] = "",
        unit: Annotated[str, typer.Option(help="Only for this unit and those below it.")] = "",
        yes: Annotated[bool, typer.Option("--yes", help="Do it; else it is only shown.")] = False,
        tell: Annotated[bool, typer.Option("--tell", help="Tell those it concerns.")] = False,
    ) -> None:
        """Move a deadline; without --yes only what would change and whom it concerns is shown."""
        from bot.year_moving import Wanted, move_deadline  # noqa: PLC0415 - slow to import

        settings = load_settings()
        days = (
            reading.day(opens) if opens else None,
            reading.day(due),
            reading.day(closes) if closes else None,
        )
        wanted = Wanted(stage, period, *days, reason=reason, unit=unit, yes=yes, tell=tell)
        with ground.database(settings) as database:
            now, today = ground.moment(settings)
            said = move_deadline(database, wanted, now=now, today=today)
        for message in said:
            ground.tell(message.id, **message.values)

    return move


def _next(ground: Ground) -> Callable[..., None]:
    def next_() -> None:
        """Print the next due day: 08.00 of that day, stage, period; only of stages that are reminded of."""
        settings = load_settings()
        with ground.database(settings) as database:
            from kinerja.reports.cycle import next_due  # noqa: PLC0415 - slow to import
            from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - as above

            today = ground.moment(settings)[1]
            stages = {
                one.stage
                for one in settings.reminders.plan(
                    self_assessment=settings.evaluation.self_assessment
                ).sent
            }
            with database.reading() as session:
                found = next_due(session, OPERATOR, stages, today)
        if found is None:
            raise Refused(
                N_("No deadline lies ahead. Please open the next year: kinerja cycle open")
            )
        morning = datetime.combine(found.due, time(8), ZoneInfo(settings.agency.zone))
        row = (morning.isoformat(timespec="minutes"), found.stage.value, period_name(found))
        sys.stdout.write("\t".join(row) + "\n")

    return next_


def joint_leave_lines(database: Database, today: date) -> list[Message]:
    """Say what is missing about the holidays of this year and the next."""
    from kinerja.reports.holidays import holidays_known  # noqa: PLC0415 - slow to import

    said: list[Message] = []
    with database.reading() as session:
        for year in (today.year, today.year + 1):
            known = holidays_known(session, year)
            if not known.joint_leave:
                said.append(say(_NO_JOINT_LEAVE, year=str(year)))
            if known.estimated:
                days = ", ".join(f"{day:%d/%m}" for day in known.estimated)
                said.append(say(_ESTIMATED, year=str(year), days=days))
    return said


_NO_JOINT_LEAVE = N_(
    "Joint leave of {year} is not known yet. Once it is decreed, please run: kinerja import holidays FILE"
)
_ESTIMATED = N_(
    "Holidays of {year} that are only estimated: {days}. Please take in the decreed list: kinerja import "
    "holidays FILE"
)


def period_name(row: WindowRow) -> str:
    """Return the short name of a window's period: 2026-02, 2026-Q1 or 2026."""
    year = row.starts_on.year
    return {"month": f"{year}-{row.ordinal:02}", "quarter": f"{year}-Q{row.ordinal}"}.get(
        row.period.value, str(year)
    )
