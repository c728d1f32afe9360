"""The ``kinerja`` command: thin, one function a command."""

from __future__ import annotations

import os
import sys
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot import plan_imports, year_imports
from bot.audit_commands import audit_commands
from bot.broadcast_cli import broadcast_commands
from bot.export_commands import export_commands
from bot.reminder_commands import remind_command
from bot.settings import WrongSettings, load_settings
from bot.terminal import (
    Language,
    complain,
    language_of_the_terminal,
    moment_of,
    opened,
    tell,
    text_of,
)
from bot.year_commands import cycle_commands, joint_leave_lines
from bot.year_ground import Ground
from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.rules.tables import FileRefused, Sheet

app = typer.Typer(
    help="An assistant for the performance management of Indonesian civil servants.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
database_commands = typer.Typer(no_args_is_help=True, help="The database.")
import_commands = typer.Typer(no_args_is_help=True, help="Take in CSV or XLSX files.")
app.add_typer(database_commands, name="db")
app.add_typer(import_commands, name="import")
app.add_typer(broadcast_commands, name="broadcast")

File = Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or XLSX file.")]

ROOT = Path(__file__).parents[1]
"""The checkout it runs from."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line; a refusal is said in one line a reason, with exit status 1."""
    os.umask(0o077)
    try:
        app(args=arguments)
    except WrongSettings as wrong:
        complain(str(wrong))
    except FileRefused as refused:
        for problem in refused.problems:
            complain(text_of(problem.message))
        complain(text_of(refused.message))
    except Refused as refused:
        complain(text_of(refused.message))
    sys.exit(1)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it
    if wanted:
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        print(f"kinerja {project['project']['version']}")
        raise typer.Exit


@app.callback()
def options(
    lang: Annotated[str, typer.Option(help="Language of what is said: id or en.")] = "",
    *,
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", is_eager=True, callback=_show_version),
    ] = False,
) -> None:
    if lang not in ("", "id", "en"):
        raise typer.BadParameter("id or en", param_hint="--lang")
    Language.chosen = lang or language_of_the_terminal()


@database_commands.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to the newest state; at the newest it does nothing."""
    with opened(load_settings(), migrated=False) as database:
        from kinerja.migrations import upgrade  # noqa: PLC0415 - Alembic is seldom needed

        upgrade(database)
    tell(N_("The database is up to date."))


@import_commands.command("people")
def import_people_file(file: File) -> None:
    """Take in people, units, superiors and roles, whole or not at all."""
    _import(file, "people", N_("People: {new} new, {changed} changed, {unchanged} unchanged."))


@import_commands.command("plans")
def import_plans_file(
    file: File,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show what would change.")
    ] = False,
) -> None:
    """Take in approved plans, whole or not at all; changed ones become a new version."""
    if dry_run:
        _preview(file)
        return
    _import(file, "plans", N_("Plans: {new} new, {changed} changed, {unchanged} unchanged."))


def _preview(file: Path) -> None:
    settings = load_settings()
    sheets = _sheets(file)
    with opened(settings) as database:
        from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - slow to import
        from kinerja.services.importing_plans import preview_plans  # noqa: PLC0415 - as above

        now, today = moment_of(settings)
        with database.unit_of_work() as session:
            found = preview_plans(session, OPERATOR, sheets, now=now, today=today)
    for sentence, names in (
        (N_("New: {names}"), found.new),
        (N_("Changed, as a new version: {names}"), found.changed),
    ):
        if names:
            tell(sentence, names=", ".join(names))
    tell(
        N_("This would happen: {new} new, {changed} changed, {unchanged} unchanged."),
        new=len(found.new),
        changed=len(found.changed),
        unchanged=found.unchanged,
    )


def _import(file: Path, kind: str, sentence: str) -> None:
    settings = load_settings()
    sheets = _sheets(file)  # before the slow imports: a hostile file is refused at once
    with opened(settings) as database:
        from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - slow to import
        from kinerja.services.importing_people import import_people  # noqa: PLC0415 - as above
        from kinerja.services.importing_plans import import_plans  # noqa: PLC0415 - as above

        take_in = {"people": import_people, "plans": import_plans}[kind]
        now, today = moment_of(settings)
        with database.unit_of_work() as session:
            done = take_in(session, OPERATOR, sheets, now=now, today=today)
    tell(sentence, new=done.new, changed=done.changed, unchanged=done.unchanged)
    if done.unused:
        tell(N_("Columns not used: {columns}"), columns=", ".join(done.unused))


@app.command()
def invite(
    *,
    everyone: Annotated[
        bool, typer.Option("--all", help="Invite everyone who is not linked yet.")
    ] = False,
    again: Annotated[
        bool, typer.Option("--again", help="Replace invitations that are still open, too.")
    ] = False,
) -> None:
    """Issue invitations and print them as CSV; links and codes are shown this once only."""
    if not everyone:
        raise typer.BadParameter("say whom to invite: --all", param_hint="--all")
    settings = load_settings()
    with opened(settings) as database:
        from kinerja.documents.invitation_list import invitation_list  # noqa: PLC0415 - as below
        from kinerja.reports.readiness import bot_name  # noqa: PLC0415 - slow to import
        from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - as above
        from kinerja.services.inviting import issue_invitations  # noqa: PLC0415 - as above

        now, today = moment_of(settings)
        valid_for = timedelta(days=settings.invitations.days)
        with database.unit_of_work() as session:
            issued = issue_invitations(
                session, OPERATOR, now=now, today=today, valid_for=valid_for, again=again
            )
            name = settings.telegram.bot_name or bot_name(session)
        text = invitation_list(issued, bot_name=name, zone=settings.agency.zone)
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    print(text, end="")


@app.command()
def check() -> None:
    """Say whether all is in order, what the agency's data lack, and how texts for e-Kinerja look."""
    settings = load_settings()
    from bot import checking  # noqa: PLC0415 - the other commands do not need it

    findings = []
    try:
        with opened(settings) as database:
            today = moment_of(settings)[1]
            findings += checking.the_data(database, settings, today)
            findings += map(checking.Finding, joint_leave_lines(database, today))
    except Refused as refused:
        findings.append(checking.Finding(refused.message, wrong=True))
    findings += [
        checking.the_evidence_folder(settings.files.path),
        checking.the_audit_key(settings.audit),
        checking.the_bot(settings),
    ]
    law = checking.the_law(settings, moment_of(settings)[1])
    wrong = [text_of(found.said) for found in findings if found.wrong]
    for found in findings:
        if not found.wrong:
            print(text_of(found.said))
    print("\n".join(map(text_of, law)))
    tell(N_("Texts for e-Kinerja, with sample values:"))
    print(checking.the_wording(settings), end="")
    for problem in wrong:
        complain(problem)
    if wrong:
        raise typer.Exit(1)


@app.command()
def run() -> None:
    """Run the assistant until it is told to stop."""
    from bot.app import run as run_bot  # noqa: PLC0415 - the other commands do not need it

    run_bot(load_settings())


@app.command()
def demo(
    port: Annotated[int | None, typer.Option(help="Port of the page; any free one with 0.")] = None,
    directory: Annotated[
        Path | None, typer.Option(help="Keep everything there, and go on.")
    ] = None,
    *,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew in that directory.")] = False,
) -> None:
    """Start the demonstration agency with a local Telegram; no token needed."""
    from bot.demo.agency import main as run_demo  # noqa: PLC0415 - the other commands do not need it

    run_demo(port, directory, fresh=fresh, language=Language.chosen)


def _sheets(file: Path, marker: str = "nip") -> list[Sheet]:
    from kinerja.spreadsheets import COMMAND_LINE, read_sheets  # noqa: PLC0415 - seldom needed

    return read_sheets(file, COMMAND_LINE, marker=marker)


_GROUND = Ground(opened, moment_of, _sheets, tell)
app.add_typer(cycle_commands(_GROUND), name="cycle")
app.add_typer(audit_commands(_GROUND), name="audit")
app.add_typer(export_commands(_GROUND), name="export")
year_imports.add_to(import_commands, _GROUND)
plan_imports.add_to(import_commands, _GROUND)
app.command("remind")(remind_command(_GROUND))
