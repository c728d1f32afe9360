"""The commands ``kinerja audit``: whether the audit trail is whole, and its head to be kept elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.audit_key import known_key
from bot.settings import load_settings
from bot.year_ground import Ground
from kinerja.errors import Refused
from kinerja.messages import N_, NN_, Message, say

if TYPE_CHECKING:
    from kinerja.reports.audit_chain import Broken
    from kinerja.rules.audit_chain import Head

_FAULTS = {
    "gap": N_("The audit trail is broken: entry {seq} of the chain is missing."),
    "gone": N_(
        "The audit trail is broken at entry {seq}: what was recorded as {subject} {id} is gone."
    ),
    "altered": N_("The audit trail is broken at entry {seq}: {subject} {id} was altered."),
    "emptied": N_(
        "The audit trail is broken at entry {seq}: {subject} {id} was emptied, and no entry says that it "
        "was erased."
    ),
    "head": N_(
        "The audit trail is broken: the exported head {seq} is not in the chain. Its end was cut, or it was "
        "written anew."
    ),
    "record": N_(
        "A record is not what was signed with entry {seq}: {subject} {id} was altered, removed or put back."
    ),
    "unsigned": N_("A record was never signed: {subject} {id} has no entry in the audit trail."),
}


def audit_commands(ground: Ground) -> typer.Typer:
    """Return the commands of ``kinerja audit``."""
    commands = typer.Typer(no_args_is_help=True, help="The audit trail, sealed into one chain.")
    commands.command("verify")(_verify(ground))
    commands.command("head")(_head(ground))
    return commands


def _verify(ground: Ground) -> Callable[..., None]:
    def verify(
        head: Annotated[
            Path | None,
            typer.Option(help="A file with heads that `kinerja audit head` printed earlier."),
        ] = None,
    ) -> None:
        """Check the audit trail and every record that was signed; name the first that is broken."""
        settings = load_settings()
        heads = _heads(head) if head else []
        with ground.database(settings) as database:
            from kinerja.reports.audit_chain import verify_chain  # noqa: PLC0415 - slow to import
            from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - as above

            key = known_key(settings.audit)
            if key is None:
                raise Refused(
                    N_(
                        "There is no audit key here, so nothing can be verified. Please set audit.key."
                    )
                )
            with database.snapshot() as session:
                found = verify_chain(session, OPERATOR, key, heads)
        if found.broken is not None:
            broken = said_of(found.broken)
            raise Refused(broken.id, **broken.values)
        ground.tell(
            N_(
                "The audit trail is whole: {entries} entries are sealed, {waiting} wait, {records} records "
                "are as they were signed."
            ),
            entries=found.entries,
            waiting=found.waiting,
            records=found.records,
        )
        if heads:
            ground.tell(
                NN_("{n} exported head is in the chain.", "{n} exported heads are in the chain."),
                n=len(heads),
            )

    return verify


def _head(ground: Ground) -> Callable[..., None]:
    def head() -> None:
        """Print the head of the chain as a line; kept elsewhere, it shows later whether the end was cut."""
        settings = load_settings()
        with ground.database(settings) as database:
            from kinerja.reports.audit_chain import chain_head  # noqa: PLC0415 - slow to import
            from kinerja.rules.access import OPERATOR  # noqa: PLC0415 - as above

            with database.reading() as session:
                found = chain_head(session, OPERATOR)
        if found is None:
            raise Refused(N_("Nothing is sealed yet, so there is no head."))
        line = {"seq": found.seq, "head": found.link, "sealed_at": found.sealed_at.isoformat()}
        typer.echo(json.dumps(line))

    return head


def said_of(broken: Broken) -> Message:
    """Return what is broken, in words."""
    return say(
        _FAULTS[broken.fault.value],
        seq=str(broken.seq),
        subject=broken.subject or "audit",
        id="–" if broken.subject_id is None else str(broken.subject_id),
    )


def _heads(file: Path) -> Sequence[Head]:
    from kinerja.rules.audit_chain import Head  # noqa: PLC0415 - slow to import

    try:
        lines = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        found = [Head(int(line["seq"]), str(line["head"])) for line in lines]
    except (OSError, ValueError, LookupError, TypeError):
        found = []
    if not found:
        raise Refused(
            N_("{file} holds no head. It is what this command prints: kinerja audit head"),
            file=str(file),
        )
    return found
