"""Looking at reminders again when their message is about to be sent: what is no longer so is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_
from sqlmodel import Session, col, func, select

from kinerja.models import PlannedReminder, ReminderState, StopReason
from kinerja.reports.reminder_details import Details, details_of
from kinerja.reports.stage_asked import Asked
from kinerja.reports.stage_conditions import answer_of
from kinerja.reports.stage_people import people_of
from kinerja.reports.windows import OpenWindow
from kinerja.rules.periods import local_date
from kinerja.rules.reminder_moments import good_moment
from kinerja.rules.reminders import Reminder, Whom
from kinerja.rules.working_days import IsWorkingDay
from kinerja.services.queueing_reminders import bundle_of, person_of
from kinerja.services.reminder_board import Board
from kinerja.services.reminder_days import PersonDays, days_of
from kinerja.services.reminder_people import POST, WHO, holds_another_post, people_there

WESTERNMOST, EASTERNMOST = "Asia/Jakarta", "Asia/Jayapura"
"""The zones in which a day begins last and first."""

_Open = dict[int, tuple[Whom, ...]]
"""Who has still something to do, and as whom."""


@dataclass(frozen=True, slots=True)
class Item:
    """A reminder that is still so: its window, as whom it asks, which step of how many it is, and its numbers."""

    id: int
    reminder: Reminder
    one: OpenWindow
    whom: tuple[Whom, ...]
    number: int
    of: int
    details: Details


@dataclass(frozen=True, slots=True)
class Checked:
    """What a message of reminders still says, to somebody with these days; nothing where it is not sent."""

    bundle: int
    items: tuple[Item, ...]
    today: date
    only_post: int | None
    """The person's post, where they hold one only."""


@dataclass(frozen=True, slots=True)
class _Somebody:
    """A person at this moment: their days, their clock, their unit, and how many messages they had today."""

    days: PersonDays
    local: datetime
    post_id: int
    unit_id: int
    only_post: bool
    sent_today: int

    def works_for(self, reminder: Reminder) -> IsWorkingDay:
        """Return which days count as worked for a reminder: a clock of the law runs on in absences."""
        return self.days.works if reminder.pauses else self.days.time.calendar.works


def check_reminders(
    session: Session, board: Board, keys: Collection[str], *, most_a_day: int, now: datetime
) -> dict[str, Checked]:
    """Return for each message what it still says.

    What no longer holds is stopped, and what comes at a bad moment is put off to a better one.
    """
    people = sorted({person_of(key) for key in keys})
    check = _Check(session, board, people, most_a_day, now)
    found: dict[str, list[Item]] = {key: [] for key in keys}
    for row in _rows(session, people, keys):
        item = check.item(row)
        if isinstance(item, StopReason):
            row.state, row.reason = ReminderState.STOPPED, item
        elif isinstance(item, datetime):
            row.state, row.send_at, row.outbox_key = ReminderState.PLANNED, item, None
        elif row.outbox_key is not None:
            found[row.outbox_key].append(item)
    session.flush()
    return {key: check.message(key, items) for key, items in found.items()}


def _rows(
    session: Session, people: Sequence[int], keys: Collection[str]
) -> Sequence[PlannedReminder]:
    return session.exec(
        select(PlannedReminder)
        .where(
            col(PlannedReminder.person_id).in_(people),
            col(PlannedReminder.outbox_key).in_(keys),
            col(PlannedReminder.state) == ReminderState.QUEUED,
        )
        .order_by(col(PlannedReminder.due), col(PlannedReminder.id))
        .with_for_update()
    ).all()


class _Check:
    """The check of some people's reminders at one moment."""

    def __init__(
        self, session: Session, board: Board, people: Sequence[int], most_a_day: int, now: datetime
    ) -> None:
        self._session = session
        self._board = board
        self._now = now
        self._people = people
        self._most_a_day = most_a_day
        self._known = {
            who: one
            for day in {local_date(now, WESTERNMOST), local_date(now, EASTERNMOST)}
            for who, one in _present(session, board, people, now, day)
        }
        self._newest = _newest_steps(session, people)
        self._open: dict[tuple[str, OpenWindow, date], _Open] = {}

    def message(self, key: str, items: Sequence[Item]) -> Checked:
        """Return what a message says with the reminders that are left of it."""
        who = self._known.get(person_of(key))
        if who is None:
            return Checked(bundle_of(key), (), local_date(self._now, WESTERNMOST), None)
        only_post = who.post_id if who.only_post else None
        return Checked(bundle_of(key), tuple(items), who.local.date(), only_post)

    def item(self, row: PlannedReminder) -> Item | StopReason | datetime:
        """Return what is still to be said, why it is not, or when it is better said."""
        who = self._known.get(row.person_id)
        if who is None:
            return StopReason.GONE
        reminder = self._board.of_code(row.code)
        if reminder is None:
            return StopReason.SWITCHED_OFF
        found = self._window(who, reminder, row)
        if isinstance(found, StopReason):
            return found
        if self._newest[row.person_id, row.code, row.starts_on, row.due] > row.planned_for:
            return StopReason.OVERTAKEN
        better = self._better_moment(who, reminder, row)
        if better is not None:
            return StopReason.CLOSED if better.date() > found.window.closes else better
        return self._item(who, reminder, found, row)

    def _window(
        self, who: _Somebody, reminder: Reminder, row: PlannedReminder
    ) -> OpenWindow | StopReason:
        today = who.local.date()
        of_period = [
            one
            for one in self._board.windows.of(reminder, who.unit_id, today)
            if one.starts_on == row.starts_on
        ]
        found = next((one for one in of_period if one.window.due == row.due), None)
        if found is None:
            return StopReason.MOVED if of_period else StopReason.CLOSED
        if row.person_id not in self._to_remind(reminder, found, today):
            return StopReason.DONE
        return found

    def _to_remind(self, reminder: Reminder, one: OpenWindow, today: date) -> _Open:
        """Return who of the people still has it to do, and as whom; asked once for all of them."""
        key = (reminder.code, one, today)
        if key not in self._open:
            asked = Asked(reminder, one, today, WHO)
            parts = [and_(*answer_of(asked, whom)) for whom in reminder.whom]
            query = select(WHO.id, *parts).where(
                WHO.id.in_(self._people), people_of(reminder, one, today, WHO).to_remind
            )
            self._open[key] = {
                who: tuple(whom for whom, has in zip(reminder.whom, has_to, strict=True) if has)
                for who, *has_to in self._session.connection().execute(query).all()
            }
        return self._open[key]

    def _better_moment(
        self, who: _Somebody, reminder: Reminder, row: PlannedReminder
    ) -> datetime | None:
        """Return when it is better said; what somebody put off themselves comes beyond the most of a day."""
        works = who.works_for(reminder)
        hours = who.days.hours(at_end=reminder.at_end_of_work)
        if row.snoozed_until is None and who.sent_today >= self._most_a_day:
            tomorrow = datetime.combine(who.local.date(), time(), who.local.tzinfo)
            return good_moment(tomorrow + timedelta(days=1), hours, works).astimezone(UTC)
        moment = good_moment(who.local, hours, works)
        return None if moment == who.local else moment.astimezone(UTC)

    def _item(
        self, who: _Somebody, reminder: Reminder, one: OpenWindow, row: PlannedReminder
    ) -> Item | StopReason:
        """Return what is said; a digest with nothing in it is done, which only looking closely tells."""
        today = who.local.date()
        whom = self._to_remind(reminder, one, today)[row.person_id]
        details: Details | None = {}
        if whom != (Whom.EMPLOYEE,):
            details = details_of(
                self._session, reminder, one, row.person_id, today, self._board.closes_day
            )
        if details is None:
            return StopReason.DONE
        laid = [step.mark for step in self._board.laid(reminder, one, who.days.by_calendar)]
        number = laid.index(row.step) + 1 if row.step in laid else len(laid)
        of = max(number, len(laid), 1)
        return Item(row.id or 0, reminder, one, whom, max(number, 1), of, details)


def _present(
    session: Session, board: Board, people: Sequence[int], now: datetime, day: date
) -> Iterator[tuple[int, _Somebody]]:
    """Yield those of the people for whom it is a day, who hold a post on it, are in service and linked."""
    columns = (WHO.id, POST.id, POST.unit_id, holds_another_post(day))
    query = people_there(columns, day).where(WHO.id.in_(people))
    posts = session.connection().execute(query).all()
    days = days_of(session, board.calendars, people, day)
    sent = _sent(session, people, now)
    for who, post, unit, others in posts:
        one = days[who]
        local = one.local(now)
        if local.date() == day:
            today = {key for key, at in sent[who] if one.local(at).date() == day}
            yield who, _Somebody(one, local, post, unit, not others, len(today))


def _sent(
    session: Session, people: Sequence[int], now: datetime
) -> dict[int, list[tuple[str | None, datetime]]]:
    """Return the messages of the last day by person, each reminder of them with its moment."""
    columns: tuple[Any, ...] = (
        col(PlannedReminder.person_id),
        col(PlannedReminder.outbox_key),
        col(PlannedReminder.sent_at),
    )
    rows = session.connection().execute(
        select(*columns).where(
            col(PlannedReminder.person_id).in_(people),
            col(PlannedReminder.state) == ReminderState.SENT,
            col(PlannedReminder.sent_at) >= now - timedelta(days=1),
        )
    )
    found: dict[int, list[tuple[str | None, datetime]]] = defaultdict(list)
    for who, key, at in rows:
        found[who].append((key, at))
    return found


def _newest_steps(
    session: Session, people: Sequence[int]
) -> dict[tuple[int, str, date, date], date]:
    """Return the day of the newest step of each reminder of people that went out, or is about to."""
    key: tuple[Any, ...] = (
        col(PlannedReminder.person_id),
        col(PlannedReminder.code),
        col(PlannedReminder.starts_on),
        col(PlannedReminder.due),
    )
    last: Any = func.max(col(PlannedReminder.planned_for))
    rows = session.connection().execute(
        select(*(*key, last))
        .where(
            col(PlannedReminder.person_id).in_(people),
            col(PlannedReminder.state).in_((ReminderState.QUEUED, ReminderState.SENT)),
        )
        .group_by(*key)
    )
    return {(who, code, starts, due): newest for who, code, starts, due, newest in rows}
