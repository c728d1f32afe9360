"""The import of templates: what the plan of a position usually says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import load_settings
from bot.year_ground import Ground
from kinerja.messages import N_


def add_to(commands: typer.Typer, ground: Ground) -> None:
    """Add the import of templates to ``kinerja import``."""
    commands.command("templates")(_import_templates(ground))


def _import_templates(ground: Ground) -> Callable[..., None]:
    def import_templates(
        file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or XLSX file.")],
    ) -> None:
        """Take in templates of plans by position, whole or not at all."""
        settings = load_settings()
        sheets = ground.sheets(file)
        with ground.database(settings) as database:
            from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - slow to import
            from kinerja.services.importing_templates import (  # noqa: PLC0415 - as above
                import_templates as take_in,
            )

            now, today = ground.moment(settings)
            with database.unit_of_work() as session:
                done = take_in(session, OPERATOR, sheets, now=now, today=today)
        ground.tell(
            N_("Templates: {new} new, {changed} changed, {unchanged} unchanged."),
            new=done.new,
            changed=done.changed,
            unchanged=done.unchanged,
        )
        if done.unused:
            ground.tell(N_("Columns not used: {columns}"), columns=", ".join(done.unused))

    return import_templates
