"""Who must be reminded at a moment, written slowly from the words of the table of reminders.

It shares no code with the assistant: neither its marks, nor its windows, nor its calendars. One day after the other is
looked at, one person after the other.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from tests.year.table import DAY, Planned, laid_out, planned
from tests.year.world import (
    ESCALATED,
    EVALUATION,
    FEEDBACK,
    FILING,
    LEARNING,
    PLANNING,
    REPORT,
    Human,
    Post,
    Window,
    World,
)

ALL = (PLANNING, REPORT, FILING, FEEDBACK, LEARNING, EVALUATION, *ESCALATED)
WANTED_HOURS = 20
ON_LEAVE = frozenset({"leave", "sick", "study_leave"})


class Sending(NamedTuple):
    """A reminder somebody must get: exactly one for each of these."""

    stage: str
    period: date
    step: str
    due: date
    person: str


def is_worked(world: World, human: Human, unit: str, day: date) -> bool:
    """Say whether a day is one of work by somebody's roster, holidays included."""
    roster = world.rosters[human.roster]
    if day in roster.free:
        return False
    if roster.rotation:
        if roster.rotation[(day - roster.begins).days % len(roster.rotation)] == "0":
            return False
    elif day.weekday() in roster.rests:
        return False
    if not roster.keeps_holidays:
        return True
    local = (world.places[one].free for one in world.upwards(unit) if one is not None)
    return day not in world.holidays and not any(day in free for free in local)


def is_away(human: Human, day: date) -> bool:
    return any(one.first <= day <= one.last for one in human.away)


def is_quiet(quiet: tuple[time, time], at: time) -> bool:
    begins, ends = quiet
    if begins <= ends:
        return begins <= at < ends
    return at >= begins or at < ends


def where(world: World, human: Human, moment: datetime) -> tuple[Post, datetime] | None:
    """Return the post somebody holds at a moment, the oldest of several, and their local time."""
    for post in human.posts:
        local = moment.astimezone(ZoneInfo(human.zone or world.places[post.unit].zone))
        if post.first <= local.date() <= min(post.last, human.last_day):
            return post, local
    return None


def window_for(world: World, stage: str, period: date, unit: str) -> Window:
    """Return the window that holds for a unit: its own, or the nearest one upwards."""
    of_units = world.windows[stage, period]
    return next(of_units[one] for one in world.upwards(unit) if one in of_units)


def end_of_month(month: date) -> date:
    return (month + 31 * DAY).replace(day=1) - DAY


def is_off(world: World, human: Human, unit: str, first: date, last: date) -> bool:
    """Say whether somebody was on confirmed leave on every day of work of a period."""
    spans = [one for one in human.away if one.kind in ON_LEAVE and one.confirmed]
    if not any(one.first <= last and first <= one.last for one in spans):
        return False
    days = [first + n * DAY for n in range((last - first).days + 1)]
    return all(
        any(one.first <= day <= one.last for one in spans)
        for day in days
        if is_worked(world, human, unit, day)
    )


def _raters(world: World, human: Human, day: date) -> set[str]:
    """Return who rates the posts somebody holds on a day."""
    if human.last_day < day:
        return set()
    return {
        who
        for post in human.posts
        if post.first <= day <= post.last
        for who, first, last in post.raters
        if first <= day <= last
    } - {human.key}


def _two_above(world: World, human: Human, day: date) -> set[str]:
    return {
        above
        for rater in _raters(world, human, day)
        for above in _raters(world, world.people[rater], day) - {human.key}
    }


@dataclass
class Waiting:
    """Which raters have something that waits for them, and who is two steps below whom, on a day."""

    plans: set[str]
    reports: dict[date, set[str]]
    evaluated: dict[str, list[Human]]
    """Whom somebody rates by an approved plan; nobody is ever rated in these years."""
    below: dict[str, list[Human]]
    """Whose raters somebody rates; only of posts that are held on the day."""

    @classmethod
    def of(cls, world: World, day: date) -> "Waiting":
        found = cls(set(), {}, {}, {})
        for human in world.people.values():
            for above in _two_above(world, human, day):
                found.below.setdefault(above, []).append(human)
            raters = [
                {who for who, first, last in post.raters if first <= day <= last}
                for post in human.posts
            ]
            first_post = human.posts[0]
            if human.plan == "approved" and first_post.first <= day <= first_post.last:
                for who in raters[0] - {human.key}:
                    found.evaluated.setdefault(who, []).append(human)
            if human.plan == "submitted":
                found.plans |= raters[0]
            for month, sent in human.reports.items():
                if sent.state == "submitted":
                    found.reports.setdefault(month, set()).update(raters[sent.post])
        return found


class Oracle:
    """Tells moment after moment what must be sent, and remembers what it said.

    Everybody is looked at once a day, from the own hour on and outside quiet hours, and again when days, hours, post,
    account or deadlines changed.
    """

    def __init__(self, world: World, stages: Collection[str] = ALL) -> None:
        self.world = world
        self.stages = frozenset(stages)
        self.sent: set[Sending] = set()
        self._newest: dict[tuple[str, date, date, str], date] = {}
        self._looked: dict[str, tuple[date, int]] = {}
        self._waiting: dict[tuple[int, date], Waiting] = {}
        self._open: dict[tuple[int, str, date], list[tuple[str, date, Window]]] = {}
        self._laid: dict[tuple, dict[date, Planned]] = {}

    def at(self, moment: datetime) -> set[Sending]:
        """Return what must be sent at a moment, given what was said at the moments before."""
        found = set()
        for human in self.world.people.values():
            for sending, step in self._of(human, moment):
                found.add(sending)
                self._newest[sending.stage, sending.period, sending.due, human.key] = step.day
        self.sent |= found
        return found

    def remember(self, sent: Iterable[Sending], moment: datetime) -> None:
        """Take over what was sent while nobody asked, or while the clock was wrong."""
        for one in sent:
            human = self.world.people[one.person]
            post = human.posts[-1]
            held = where(self.world, human, moment)
            window = window_for(
                self.world,
                ESCALATED.get(one.stage, one.stage),
                one.period,
                (held or (post,))[0].unit,
            )
            row = planned(
                one.stage,
                window._replace(due=one.due),
                one.period,
                lambda day, who=human, unit=post.unit: is_worked(self.world, who, unit, day),
            )
            step = next(step for step in row if step.name == one.step)
            key = (one.stage, one.period, one.due, one.person)
            self._newest[key] = max(step.day, self._newest.get(key, step.day))
            self.sent.add(one)

    def listed(self, moment: datetime) -> set[Sending]:
        """Return what falls on this very moment, as if everything before had been sent; also to whom no chat is linked."""
        found = set()
        for human in self.world.people.values():
            held = where(self.world, human, moment)
            if held is None or human.dead or self.hour_of(human) != held[1].time():
                continue
            for sending, day, _step in self._come(human, *held):
                if day == held[1].date():
                    found.add(sending)
        return found

    def hour_of(self, human: Human) -> time:
        """Return when reminders come to somebody: at the own hour, or at the end of the quiet hours it lies in."""
        hour = human.hour or self.world.rosters[human.roster].hour
        quiet = human.quiet or self.world.quiet
        return quiet[1] if is_quiet(quiet, hour) else hour

    def _of(self, human: Human, moment: datetime) -> Iterator[tuple[Sending, Planned]]:
        held = where(self.world, human, moment)
        if held is None or human.dead or not human.linked:
            return
        post, local = held
        if local.time() < self.hour_of(human):
            return
        if is_quiet(human.quiet or self.world.quiet, local.time()):
            return
        if self._looked.get(human.key) == (local.date(), human.version):
            return
        self._looked[human.key] = (local.date(), human.version)
        for sending, _day, step in self._come(human, post, local):
            key = (sending.stage, sending.period, sending.due, human.key)
            if sending not in self.sent and self._newest.get(key, date.min) < step.day:
                yield sending, step

    def _come(
        self, human: Human, post: Post, local: datetime
    ) -> Iterator[tuple[Sending, date, Planned]]:
        """Yield the newest step of each stage that is to be done, on a day somebody works."""
        today = local.date()
        if not is_worked(self.world, human, post.unit, today) or is_away(human, today):
            return
        for stage, period, window in self.open_windows(post.unit, today):
            if window.due < human.joined:
                continue
            if not self.is_to_be_done(human, stage, period, window, today):
                continue
            found = self.newest(human, post, stage, period, window, today)
            if found is not None and found[0] >= max(human.joined, window.since):
                yield Sending(stage, period, found[1].name, window.due, human.key), *found

    def open_windows(self, unit: str, day: date) -> list[tuple[str, date, Window]]:
        key = (self.world.version, unit, day)
        if key not in self._open:
            held = (
                (stage, period, window_for(self.world, stage, period, unit))
                for stage, period in self.world.windows
            )
            found = [one for one in held if one[2].opens <= day <= one[2].closes]
            found += [
                (told, period, window)
                for told, of_stage in ESCALATED.items()
                for stage, period, window in found
                if stage == of_stage
            ]
            self._open[key] = [one for one in found if one[0] in self.stages]
        return self._open[key]

    def newest(
        self, human: Human, post: Post, stage: str, period: date, window: Window, today: date
    ) -> tuple[date, Planned] | None:
        """Return the newest step whose day has come, and that day."""
        key = (self.world.version, human.key, human.version, post.unit, stage, period)
        if key not in self._laid:

            def works(day: date) -> bool:
                return is_worked(self.world, human, post.unit, day)

            self._laid[key] = laid_out(
                planned(stage, window, period, works),
                window,
                lambda day: works(day) and not is_away(human, day),
            )
        come = [day for day in self._laid[key] if day <= today]
        return (max(come), self._laid[key][max(come)]) if come else None

    def is_to_be_done(
        self, human: Human, stage: str, period: date, window: Window, today: date
    ) -> bool:
        """Say whether a stage of a period is somebody's, and left to be done."""
        key = (self.world.happened, today)
        if key not in self._waiting:
            self._waiting = {key: Waiting.of(self.world, today)}
        waiting = self._waiting[key]
        if stage == FEEDBACK:
            return human.key in waiting.reports.get(period, ())
        if stage == EVALUATION:
            return any(
                not is_off(self.world, one, one.posts[0].unit, period, end_of_month(period))
                for one in waiting.evaluated.get(human.key, ())
            )
        if stage in ESCALATED:
            return self._is_overdue_below(human, ESCALATED[stage], period, window, waiting)
        rates = stage == PLANNING and human.key in waiting.plans
        return rates or (human.employee and has_left(self.world, human, stage, period))

    def _is_overdue_below(
        self, human: Human, stage: str, period: date, window: Window, waiting: Waiting
    ) -> bool:
        for below in waiting.below.get(human.key, ()):
            if stage == FEEDBACK:
                sent = below.reports.get(period)
                if sent is not None and sent.state == "submitted" and sent.day <= window.due:
                    return True
            elif (
                below.employee
                and below.joined <= window.due
                and has_left(self.world, below, stage, period)
            ):
                return True
        return False


def has_left(world: World, human: Human, stage: str, period: date) -> bool:
    """Say whether an employee still has to do something in a stage of a period."""
    if stage == PLANNING:
        return human.plan != "approved"
    if stage == LEARNING:
        return human.learnt < WANTED_HOURS
    sent = human.reports.get(period)
    reported = sent is not None and sent.state in ("submitted", "accepted")
    if stage == FILING:
        return reported and period not in human.filed
    unit = human.posts[-1].unit
    return not reported and not is_off(world, human, unit, period, end_of_month(period))
