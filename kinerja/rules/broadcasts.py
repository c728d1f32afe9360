"""What holds for announcements: when they go out, who has to look, and how outcomes are named."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.models import BroadcastState, OutboxStatus
from kinerja.rules.periods import QUIET_FROM, QUIET_UNTIL

UNREACHABLE = "unreachable"
"""How the error of a message begins whose reader blocked the bot or is gone."""
PAUSED, NIGHT, STOPPED = "paused", "quiet hours", "stopped"
"""Why a message of a batch was taken out of the queue; the first two bring it back."""

_WHEN = re.compile(
    r"(?:(?P<day>\d{1,2})[/\-.](?P<month>\d{1,2})(?:[/\-.](?P<year>\d{2,4}))?\s+)?"
    r"(?:(?:jam|pukul|at)\s+)?(?P<hour>\d{1,2})[.:](?P<minute>\d{2})"
)

_LOCAL = re.compile(r"20\d\d-(0[1-9]|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d")

_EARLIER: Mapping[str, frozenset[BroadcastState]] = {
    "change": frozenset({BroadcastState.DRAFT}),
    "submit": frozenset({BroadcastState.DRAFT}),
    "discard": frozenset({BroadcastState.DRAFT}),
    "decide": frozenset({BroadcastState.WAITING}),
    "take back": frozenset({BroadcastState.WAITING, BroadcastState.SCHEDULED}),
    "pause": frozenset({BroadcastState.RUNNING}),
    "resume": frozenset({BroadcastState.PAUSED}),
    "cancel": frozenset({BroadcastState.RUNNING, BroadcastState.PAUSED, BroadcastState.SCHEDULED}),
    "retry": frozenset({BroadcastState.DONE}),
    "correct": frozenset({BroadcastState.RUNNING, BroadcastState.PAUSED, BroadcastState.DONE}),
    "recall": frozenset(
        {
            BroadcastState.RUNNING,
            BroadcastState.PAUSED,
            BroadcastState.DONE,
            BroadcastState.CANCELLED,
        }
    ),
    "remind": frozenset({BroadcastState.DONE, BroadcastState.CANCELLED}),
}


@dataclass(frozen=True, slots=True)
class Ways:
    """How the agency wants announcements: a second administrator's look, and the quiet hours."""

    second_approval: bool = True
    quiet_from: int = QUIET_FROM
    quiet_until: int = QUIET_UNTIL

    def needs_second(self, *, urgent: bool) -> bool:
        """Say whether a second administrator has to look; before an urgent one always."""
        return urgent or self.second_approval

    def is_quiet(self, now: datetime, zone: str) -> bool:
        """Say whether it is quiet time in a zone."""
        hour = now.astimezone(ZoneInfo(zone)).hour
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until


USUAL = Ways()
"""How announcements go where the agency has not said otherwise."""


def check_state(state: BroadcastState, deed: str) -> None:
    """Refuse a deed that an announcement has no use for in its state."""
    if state not in _EARLIER[deed]:
        raise Refused(
            N_(
                "This announcement has gone on meanwhile, so nothing was changed. Please open it again."
            )
        )


def starts_at(local: str, zone: str) -> datetime:
    """Return the moment a local time (``2026-03-01T08:00``) is in a zone."""
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))


def is_turn(local: str, zone: str, now: datetime, ways: Ways, *, urgent: bool) -> bool:
    """Say whether an announcement may go out in a zone: its time has come, and it is not quiet."""
    if local and starts_at(local, zone) > now:
        return False
    return urgent or not ways.is_quiet(now, zone)


def check_local(local: str) -> str:
    """Return a local time as it is kept, or refuse what is none."""
    if local and not _LOCAL.fullmatch(local):
        raise Refused(N_("Please choose one of the buttons."))
    return local


def read_when(written: str, now_local: datetime) -> str:
    """Read a day and time such as ``3/3 08.00``; a time alone is today's, or tomorrow's where it is past."""
    found = _WHEN.fullmatch(written.strip().lower())
    trouble = Refused(
        N_("Please write day and time, for example {example}."),
        example=f"{now_local + timedelta(days=1):%d/%m} 08.00",
    )
    if found is None:
        raise trouble
    try:
        chosen = datetime.combine(
            _day(found, now_local), time(int(found["hour"]), int(found["minute"]))
        )
    except ValueError:
        raise trouble from None
    here = now_local.replace(tzinfo=None)
    if chosen <= here and found["day"] is None:
        chosen += timedelta(days=1)
    if chosen <= here:
        raise Refused(N_("That moment is past. Please choose a later one."))
    if chosen > here + timedelta(days=366):
        raise Refused(N_("Please choose a day within the next twelve months."))
    return chosen.strftime("%Y-%m-%dT%H:%M")


def _day(found: re.Match[str], now_local: datetime) -> date:
    if found["day"] is None:
        return now_local.date()
    year = int(found["year"] or now_local.year)
    day = date(year + 2000 if year < 100 else year, int(found["month"]), int(found["day"]))
    if found["year"] is None and day < now_local.date():
        return day.replace(year=day.year + 1)
    return day


def reason_of(status: OutboxStatus | None, error: str) -> str:
    """Return the sentence that says why somebody did not get an announcement; empty where they did."""
    if status is None:
        return N_("Not linked to Telegram; please tell them another way.")
    if status is OutboxStatus.UNKNOWN:
        return N_("Telegram gave no answer; it may have arrived and was not sent again.")
    if status is OutboxStatus.FAILED:
        if error.startswith(UNREACHABLE):
            return N_("Has blocked the bot or deleted the Telegram account.")
        return N_("Telegram refused the message.")
    if status is OutboxStatus.CANCELLED:
        return _CANCELLED.get(error, N_("Not sent."))
    return "" if status is OutboxStatus.SENT else N_("Still waiting.")


_CANCELLED = {
    PAUSED: N_("Waiting: the sending is paused."),
    NIGHT: N_("Waiting until the quiet hours are over."),
    STOPPED: N_("Not sent: the announcement was cancelled."),
    "the chat is no longer linked": N_("Not linked to Telegram; please tell them another way."),
}
