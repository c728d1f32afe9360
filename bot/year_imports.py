"""The imports of the year: holidays and joint leave, absences and ends of service, the catalogue of courses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import load_settings
from bot.year_ground import Ground
from kinerja.messages import N_


def add_to(commands: typer.Typer, ground: Ground) -> None:
    """Add the imports of the year to ``kinerja import``."""
    commands.command("holidays")(_import_holidays(ground))
    commands.command("absences")(_import_absences(ground))
    commands.command("courses")(_import_courses(ground))


def _import_holidays(ground: Ground) -> Callable[..., None]:
    def import_holidays(
        file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or XLSX file.")],
    ) -> None:
        """Take in holidays and joint leave, also of single units; whole or not at all."""
        settings = load_settings()
        sheets = ground.sheets(file)
        with ground.database(settings) as database:
            from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - slow to import
            from kinerja.services import holidays  # noqa: PLC0415 - as above

            now, today = ground.moment(settings)
            with database.unit_of_work() as session:
                done = holidays.import_holidays(session, OPERATOR, sheets, now=now, today=today)
        ground.tell(
            N_("Holidays: {new} new, {changed} changed, {unchanged} unchanged."),
            new=done.new,
            changed=done.changed,
            unchanged=done.unchanged,
        )
        if done.unused:
            ground.tell(N_("Columns not used: {columns}"), columns=", ".join(done.unused))

    return import_holidays


def _import_absences(ground: Ground) -> Callable[..., None]:
    def import_absences(
        file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or XLSX file.")],
    ) -> None:
        """Take in leave, sickness, training, trips, study leave and ends of service; whole or not at all."""
        settings = load_settings()
        sheets = ground.sheets(file)
        with ground.database(settings) as database:
            from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - slow to import
            from kinerja.services.importing_absences import (  # noqa: PLC0415 - as above
                import_absences as take_in,
            )

            now, today = ground.moment(settings)
            with database.unit_of_work() as session:
                done = take_in(session, OPERATOR, sheets, now=now, today=today)
        ground.tell(
            N_("Absences and ends of service: {new} new, {unchanged} unchanged."),
            new=done.new,
            unchanged=done.unchanged,
        )

    return import_absences


def _import_courses(ground: Ground) -> Callable[..., None]:
    def import_courses(
        file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or XLSX file.")],
    ) -> None:
        """Take in the catalogue of courses, by their codes; whole or not at all."""
        settings = load_settings()
        sheets = ground.sheets(file, marker="kode")
        with ground.database(settings) as database:
            from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - slow to import
            from kinerja.services.importing_courses import (  # noqa: PLC0415 - as above
                import_courses as take_in,
            )

            now, today = ground.moment(settings)
            with database.unit_of_work() as session:
                done = take_in(session, OPERATOR, sheets, now=now, today=today)
        ground.tell(
            N_("Courses: {new} new, {changed} changed, {unchanged} unchanged."),
            new=done.new,
            changed=done.changed,
            unchanged=done.unchanged,
        )
        if done.unused:
            ground.tell(N_("Columns not used: {columns}"), columns=", ".join(done.unused))

    return import_courses
