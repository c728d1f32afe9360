"""The commands ``kinerja export``: what others can read, and this program too."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from bot import year_ground as reading
from bot.settings import load_settings
from bot.year_ground import Ground
from kinerja.errors import Refused
from kinerja.messages import N_, NN_

FORMATS = ("csv", "xlsx")


def export_commands(ground: Ground) -> typer.Typer:
    """Return the commands of ``kinerja export``."""
    commands = typer.Typer(no_args_is_help=True, help="Write CSV or XLSX files.")
    commands.callback()(_group)
    commands.command("plans")(_plans(ground))
    return commands


def _group() -> None:
    """Write CSV or XLSX files."""


def _plans(ground: Ground) -> Callable[..., None]:
    def export_plans(
        year: Annotated[int, typer.Option(help="The year; the present one by default.")] = 0,
        output: Annotated[str, typer.Option("--format", help="csv or xlsx.")] = "xlsx",
        out: Annotated[Path | None, typer.Option(help="The file to write.")] = None,
    ) -> None:
        """Write the approved plans of a year as `import plans` reads them."""
        reading.one_of(output, FORMATS)
        if out is None:
            raise typer.BadParameter("say where to write: --out FILE", param_hint="--out")
        settings = load_settings()
        with ground.database(settings) as database:
            from kinerja.documents.plan_list import plan_csv, plan_xlsx  # noqa: PLC0415 - slow
            from kinerja.reports.plans_export import plans_to_export  # noqa: PLC0415 - as above
            from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - as above

            year = year or ground.moment(settings)[1].year
            with database.reading() as session:
                plans = plans_to_export(session, OPERATOR, year)
            _write(out, (plan_csv if output == "csv" else plan_xlsx)(plans))
        ground.tell(
            NN_("{n} plan of {year} written to {file}.", "{n} plans of {year} written to {file}."),
            n=len(plans),
            year=str(year),
            file=str(out),
        )

    return export_plans


def _write(file: Path, content: bytes) -> None:
    """Write a file whole, or leave what was there before."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise Refused(N_("The file {name} cannot be written."), name=str(file)) from None
