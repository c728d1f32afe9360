"""The commands of working time: groups of employees, patterns of work, and the agency's quiet hours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from bot import year_ground as reading
from bot.settings import load_settings
from bot.year_ground import Ground
from kinerja.messages import N_


def add_to(commands: typer.Typer, ground: Ground) -> None:
    """Add the commands of working time."""
    for name, make in (("group", _group), ("pattern", _pattern), ("quiet", _quiet)):
        commands.command(name)(make(ground))


def _group(ground: Ground) -> Callable[..., None]:
    def group(
        name: Annotated[str, typer.Argument(help="The group, as the column kelompok names it.")],
        periods: Annotated[str, typer.Option(help="monthly or quarterly; else the cycle's.")] = "",
        pattern: Annotated[str, typer.Option(help="The pattern of work, for example school.")] = "",
    ) -> None:
        """Say how often a group of employees is evaluated, and when it works."""
        kind = reading.PERIODS[reading.one_of(periods, tuple(reading.PERIODS))] if periods else None
        settings = load_settings()
        with ground.database(settings) as database:
            from kinerja.models import PeriodKind  # noqa: PLC0415 - slow to import
            from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - as above
            from kinerja.services.working_times import set_group  # noqa: PLC0415 - as above

            now, today = ground.moment(settings)
            with database.unit_of_work() as session:
                set_group(
                    session,
                    OPERATOR,
                    name,
                    period_kind=PeriodKind(kind) if kind else None,
                    pattern=pattern,
                    now=now,
                    today=today,
                )
        ground.tell(N_("The group {name} is set."), name=name)

    return group


def _pattern(ground: Ground) -> Callable[..., None]:
    def pattern(
        name: Annotated[str, typer.Argument(help="Its name, for the column pola_kerja.")],
        *,
        kind: Annotated[str, typer.Option(help="five_day, six_day, shift or school.")] = "shift",
        rest: Annotated[str, typer.Option(help="Rest days: saturday,sunday.")] = "",
        rotation: Annotated[str, typer.Option(help="1 for work, 0 for rest: 11100.")] = "",
        begins: Annotated[str, typer.Option(help="The first day of the rotation.")] = "",
        hour: Annotated[str, typer.Option(help="When reminders come.")] = "08:00",
        ends: Annotated[str, typer.Option(help="When the day's work ends.")] = "15:00",
        holidays: Annotated[
            bool, typer.Option("--holidays/--no-holidays", help="Whether holidays are free.")
        ] = False,
    ) -> None:
        """Make or correct a pattern of work, such as the roster of a team."""
        settings = load_settings()
        with ground.database(settings) as database:
            from kinerja.models import PatternKind  # noqa: PLC0415 - as above
            from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - slow to import
            from kinerja.services import working_times  # noqa: PLC0415 - as above

            content = working_times.PatternContent(
                PatternKind(reading.one_of(kind, reading.KINDS)),
                reading.rest_days(rest),
                holidays,
                rotation,
                reading.day(begins) if begins else None,
                reading.hour(hour),
                reading.hour(ends),
            )
            now, today = ground.moment(settings)
            with database.unit_of_work() as session:
                working_times.set_pattern(session, OPERATOR, name, content, now=now, today=today)
        ground.tell(N_("The pattern of work {name} is set."), name=name)

    return pattern


def _quiet(ground: Ground) -> Callable[..., None]:
    def quiet(
        begins: Annotated[str, typer.Argument(help="From when, for example 20:00.")],
        ends: Annotated[str, typer.Argument(help="Until when, for example 07:00.")],
    ) -> None:
        """Set the hours between which the agency rings nobody's phone."""
        settings = load_settings()
        with ground.database(settings) as database:
            from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - slow to import
            from kinerja.services.working_times import set_quiet_hours  # noqa: PLC0415 - as above

            now, today = ground.moment(settings)
            with database.unit_of_work() as session:
                set_quiet_hours(
                    session,
                    OPERATOR,
                    reading.hour(begins),
                    reading.hour(ends),
                    now=now,
                    today=today,
                )
        ground.tell(N_("Quiet hours: {begins} to {ends}."), begins=begins, ends=ends)

    return quiet
