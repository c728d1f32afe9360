"""The command ``kinerja remind``: who is reminded of what at a moment, and why somebody is not."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot import year_ground as reading
from bot.settings import load_settings
from bot.year_ground import Ground
from kinerja.errors import Refused
from kinerja.messages import N_

if TYPE_CHECKING:
    from kinerja.reports.reminders import Found

HEADER = ("nip", "nama", "stage", "step", "due", "zone", "send_at", "reachable")
FORMATS = ("table", "csv")
REASONS = {
    "now": N_("{stage}, {period}: reminded now, step {step} of {of} in all."),
    "done": N_("{stage}, {period}: done, so nothing is sent."),
    "before_start": N_("{stage}, {period}: due on {due}, before the person came into the system."),
    "not_sent": N_(
        "{stage}, {period}: would be due on {due}; the agency has not switched this reminder on."
    ),
    "muted": N_("{stage}, {period}: due on {due}; the person has switched this reminder off."),
    "away": N_(
        "{stage}, {period}: away on this day; the newest step follows on the first working day."
    ),
    "not_today": N_("{stage}, {period}: no step falls on this day; it is due on {due}."),
    "not_this_hour": N_("{stage}, {period}: step {step} goes out on this day at {hour} {zone}."),
}


def remind_command(ground: Ground) -> Callable[..., None]:
    """Return the command."""

    def remind(
        at: Annotated[
            str, typer.Option(help="The moment with its zone: 2026-02-25T08:00+07:00.")
        ] = "",
        output: Annotated[str, typer.Option("--format", help="table or csv.")] = "table",
        explain: Annotated[
            str, typer.Option(help="Say for this NIP why they get one or not.")
        ] = "",
        *,
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help="Only show; nothing is sent.")
        ] = False,
    ) -> None:
        """Show who gets which reminder at a moment, as if everything before it had been sent."""
        if not dry_run:
            raise Refused(
                N_("This command only shows reminders, it sends none. Please add --dry-run.")
            )
        reading.one_of(output, FORMATS)
        settings = load_settings()
        moment = _moment(at) if at else ground.moment(settings)[0]
        with ground.database(settings) as database:
            from kinerja.reports.reminders import reminders_at, reminders_of  # noqa: PLC0415 - slow
            from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - as above

            closes_day, plan = (
                settings.report.window_closes_day,
                settings.reminders.plan(self_assessment=settings.evaluation.self_assessment),
            )
            with database.reading() as session:
                if explain:
                    found = reminders_of(session, OPERATOR, explain, moment, closes_day, plan)
                else:
                    found = reminders_at(session, OPERATOR, moment, closes_day, plan)
        if explain:
            _explain(ground, explain, found)
        else:
            _print(output, found)

    return remind


def _moment(written: str) -> datetime:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Refused(
            N_("“{word}” is no moment with its zone. Please write it like 2026-02-25T08:00+07:00."),
            word=written,
        )
    return moment


def _print(output: str, found: Sequence[Found]) -> None:
    rows = [_row(one) for one in found]
    if output == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)
        return
    reading.print_table(HEADER, rows)


def _row(one: Found) -> tuple[str, ...]:
    return (
        one.person.nip,
        one.person.name,
        one.reminder.name.value,
        one.step.mark if one.step else "",
        one.due.isoformat(),
        one.zone,
        one.send_at.isoformat(timespec="minutes") if one.send_at else "",
        "yes" if one.reachable else "no",
    )


def _explain(ground: Ground, nip: str, found: Sequence[Found]) -> None:
    if not found:
        raise Refused(
            N_("Nobody with the NIP {nip} holds a post, or no stage is open for them now."), nip=nip
        )
    for one in found:
        ground.tell(
            REASONS[one.why.value],
            stage=one.reminder.name.value,
            period=one.starts_on.strftime("%Y-%m"),
            step=one.step.mark if one.step else "–",
            of=one.of,
            due=one.due,
            hour=one.send_at.strftime("%H:%M") if one.send_at else "",
            zone=one.zone,
        )
