"""The ``kinerja broadcast`` commands: announcements as in the chat, for the whole agency."""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.announcement_file import Desk, read, write
from bot.settings import load_settings, ways_of
from bot.terminal import moment_of, opened, tell, text_of
from kinerja.errors import Refused
from kinerja.messages import N_, NN_, say

if TYPE_CHECKING:
    from kinerja.reports.broadcasts import Progress

broadcast_commands = typer.Typer(no_args_is_help=True, help="Announcements to many people.")

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The announcement's number.")]
_LOOK_EVERY = 1.0


@broadcast_commands.command("send")
def send(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A TOML file that describes it.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say to how many.")] = False,
) -> None:
    """Announce what a file says; where that is asked for, an administrator has to approve it first."""
    from kinerja.reports.broadcasts import broadcast_card  # noqa: PLC0415 - slow to import
    from kinerja.services.broadcasting import discard_broadcast  # noqa: PLC0415 - as above
    from kinerja.services.releasing_broadcasts import submit_broadcast  # noqa: PLC0415 - as above

    wanted = read(file)
    with _desk() as desk:
        number = write(desk, wanted, file.parent)
        desk.session.flush()
        card = broadcast_card(desk.session, desk.actor, number, desk.today, desk.now)
        tell(
            NN_("{n} person, {linked} linked.", "{n} people, {linked} linked."),
            n=card.people,
            linked=card.linked,
        )
        if dry_run:
            discard_broadcast(desk.session, desk.actor, number, **desk.moment)
            return
        state = submit_broadcast(desk.session, desk.actor, number, desk.ways, **desk.moment)
    tell(N_("Announcement {number}: {state}"), number=str(number), state=state.value)


@broadcast_commands.command("list")
def show_all() -> None:
    """List the announcements, newest first."""
    from kinerja.reports.broadcasts import broadcasts_of  # noqa: PLC0415 - slow to import

    with _desk() as desk:
        for one in broadcasts_of(desk.session, desk.actor, desk.today):
            sys.stdout.write(
                f"{one.id}\t{one.day}\t{one.state.value}\t{' '.join(one.text.split())[:60]}\n"
            )


@broadcast_commands.command("watch")
def watch(number: Number) -> None:
    """Show how far it gets, until it is over."""
    from rich.progress import Progress as Bar  # noqa: PLC0415 - slow to import

    with Bar() as bar:
        task = bar.add_task(str(number), total=None)
        while True:
            seen = _progress(number)
            settled = seen.total - seen.waiting
            bar.update(task, total=seen.total, completed=settled)
            if seen.state.value not in ("running", "paused"):
                break
            time.sleep(_LOOK_EVERY)
    tell(
        N_("{state}: {sent} sent, {failed} failed, {blocked} blocked, {unknown} held."),
        state=seen.state.value,
        sent=seen.sent,
        failed=seen.failed,
        blocked=seen.blocked,
        unknown=seen.unknown,
    )


@broadcast_commands.command("approve")
def approve(number: Number) -> None:
    """Approve what an administrator has written."""
    from kinerja.services.releasing_broadcasts import approve_broadcast  # noqa: PLC0415 - slow to import

    with _desk() as desk:
        approve_broadcast(desk.session, desk.actor, number, desk.ways, **desk.moment)
    _say_state(number)


@broadcast_commands.command("pause")
def pause(number: Number) -> None:
    """Stop for now."""
    from kinerja.services.running_broadcasts import pause_broadcast  # noqa: PLC0415 - slow to import

    with _desk() as desk:
        pause_broadcast(desk.session, desk.actor, number, **desk.moment)
    _say_state(number)


@broadcast_commands.command("resume")
def resume(number: Number) -> None:
    """Go on with what was paused."""
    from kinerja.services.running_broadcasts import resume_broadcast  # noqa: PLC0415 - slow to import

    with _desk() as desk:
        resume_broadcast(desk.session, desk.actor, number, desk.ways, **desk.moment)
    _say_state(number)


@broadcast_commands.command("cancel")
def cancel(number: Number) -> None:
    """Stop for good."""
    from kinerja.services.running_broadcasts import cancel_broadcast  # noqa: PLC0415 - slow to import

    with _desk() as desk:
        cancel_broadcast(desk.session, desk.actor, number, **desk.moment)
    _say_state(number)


@broadcast_commands.command("retry")
def retry(number: Number) -> None:
    """Try again where it failed and may work now."""
    from kinerja.services.running_broadcasts import retry_broadcast  # noqa: PLC0415 - slow to import

    with _desk() as desk:
        retry_broadcast(desk.session, desk.actor, number, desk.ways, **desk.moment)
    _say_state(number)


@broadcast_commands.command("recall")
def recall(number: Number) -> None:
    """Take it out of every chat."""
    from kinerja.services.mending_broadcasts import recall_broadcast  # noqa: PLC0415 - slow to import

    with _desk() as desk:
        recall_broadcast(desk.session, desk.actor, number, **desk.moment)
    _say_state(number)


@broadcast_commands.command("correct")
def correct(
    number: Number,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The TOML file with the new words.")],
) -> None:
    """Change the words in every chat."""
    from kinerja.services.mending_broadcasts import correct_broadcast  # noqa: PLC0415 - slow to import

    wanted = read(file)
    with _desk() as desk:
        texts = {"id": wanted.text, "en": wanted.english}
        correct_broadcast(desk.session, desk.actor, number, texts, **desk.moment)
    _say_state(number)


@broadcast_commands.command("report")
def report(number: Number) -> None:
    """Print what became of it for each person, as CSV."""
    from kinerja.reports.broadcast_outcomes import outcomes  # noqa: PLC0415 - slow to import

    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    rows = csv.writer(sys.stdout)
    rows.writerow(["nip", "nama", "unit", "status", "reason", "sent_at", "read_at"])
    with _desk() as desk:
        for one in outcomes(desk.session, desk.actor, number, desk.today):
            status = one.status.value if one.status else "not_linked"
            reason = text_of(say(one.reason)) if one.reason else ""
            cells = [one.nip, _harmless(one.name), _harmless(one.unit), status, reason]
            rows.writerow([*cells, one.sent_at or "", one.read_at or ""])


@contextmanager
def _desk() -> Iterator[Desk]:
    """Yield what a command works with, in one unit of work."""
    from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - slow to import

    settings = load_settings()
    with opened(settings) as database, database.unit_of_work() as session:
        now, today = moment_of(settings)
        yield Desk(session, OPERATOR, ways_of(settings), now, today)


def _progress(number: int) -> Progress:
    from kinerja.reports.broadcasts import broadcast_card  # noqa: PLC0415 - slow to import

    with _desk() as desk:
        card = broadcast_card(desk.session, desk.actor, number, desk.today, desk.now)
    if card.progress is None:
        raise Refused(N_("This announcement has not begun yet."))
    return card.progress


def _say_state(number: int) -> None:
    from kinerja.reports.broadcasts import broadcast_card  # noqa: PLC0415 - slow to import

    with _desk() as desk:
        card = broadcast_card(desk.session, desk.actor, number, desk.today, desk.now)
    tell(N_("Announcement {number}: {state}"), number=str(number), state=card.state.value)


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
