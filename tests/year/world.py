"""A small world in plain values: who works where and when, what is due, and what people have done.

It knows nothing of the assistant. ``Happening``s change it in the order of their moments; the same ones are played into
the database by ``tests.year.played``. ``tests.year.oracle`` reads it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

PLANNING, REPORT, FILING, FEEDBACK = "planning", "monthly_report", "filing", "feedback"
LEARNING = "learning"
EVALUATION = "periodic_evaluation"
ESCALATED = {f"escalation.{stage}": stage for stage in (PLANNING, REPORT, FEEDBACK)}
"""What the rater's superior is told of a stage, by the name of its reminder."""


class Window(NamedTuple):
    """When a stage opens, is due and closes, and from which day on these days have held."""

    opens: date
    due: date
    closes: date
    since: date = date.min


@dataclass
class Place:
    """A unit of the agency."""

    name: str
    above: str | None
    zone: str
    free: set[date] = field(default_factory=set)


@dataclass
class Roster:
    """Which days are worked: weekly rest days (Monday is 0), or a rotation that begins on a day."""

    name: str
    rests: frozenset[int] = frozenset({5, 6})
    keeps_holidays: bool = True
    rotation: str = ""
    begins: date | None = None
    hour: time = time(8)
    free: set[date] = field(default_factory=set)


@dataclass
class Post:
    """What somebody holds in a unit, and who rates it; a post that has ended keeps its rater."""

    unit: str
    first: date
    last: date
    raters: list[tuple[str, date, date]]


@dataclass
class Away:
    """Days of an absence, both included."""

    kind: str
    first: date
    last: date
    confirmed: bool


class Sent(NamedTuple):
    """The report of a month: its state (``submitted``, ``accepted``, ``returned``), its post, the day it was sent."""

    state: str
    post: int
    day: date


@dataclass
class Human:
    """Somebody of the agency; ``posts`` in the order in which they were given."""

    key: str
    name: str
    employee: bool
    joined: date
    roster: str
    posts: list[Post]
    zone: str | None = None
    hour: time | None = None
    quiet: tuple[time, time] | None = None
    away: list[Away] = field(default_factory=list)
    last_day: date = date.max
    dead: bool = False
    linked: bool = False
    plan: str = ""
    """Of the year: nothing, ``draft``, ``submitted`` or ``approved``."""
    reports: dict[date, Sent] = field(default_factory=dict)
    filed: set[date] = field(default_factory=set)
    learnt: int = 0
    """Lesson hours of the year."""
    version: int = 0


@dataclass
class World:
    """Everything at one moment. ``windows`` are by stage and period, then by unit (None: the agency)."""

    places: dict[str, Place] = field(default_factory=dict)
    rosters: dict[str, Roster] = field(default_factory=dict)
    people: dict[str, Human] = field(default_factory=dict)
    holidays: set[date] = field(default_factory=set)
    windows: dict[tuple[str, date], dict[str | None, Window]] = field(default_factory=dict)
    quiet: tuple[time, time] = (time(20), time(7))
    happened: int = 0
    version: int = 0
    """Rises when a deadline, a zone or a holiday changes, as ``Human.version`` when days, hours, post or
    account of somebody change: whoever remembers an answer knows when to forget it."""

    def upwards(self, unit: str | None) -> list[str | None]:
        """Return a unit, those above it, and None for the agency."""
        found: list[str | None] = []
        while unit is not None:
            found.append(unit)
            unit = self.places[unit].above
        return [*found, None]


@dataclass(frozen=True)
class Happening:
    """Something that happens at a moment (aware): its name, whom or what it is about, and its values."""

    at: datetime
    what: str
    about: str = ""
    values: tuple = ()


def happens(world: World, one: Happening) -> None:
    """Let something happen in the plain world."""
    world.happened += 1
    CHANGES[one.what](world, one)
    if one.what in OF_ONE:
        world.people[one.about].version += 1
    elif one.what in OF_UNITS:
        world.version += 1
        below = None if one.what == "is worked" else _unit_of(one)
        for human in world.people.values():
            if any(below in world.upwards(post.unit) for post in human.posts):
                human.version += 1


def _unit_of(one: Happening) -> str | None:
    if one.what == "changes zone":
        return one.about
    return one.values[2] if one.what == "moves window" else one.values[1]


def _joins(world: World, one: Happening) -> None:
    for human in one.values:
        world.people[human.key] = human


def _goes_away(world: World, one: Happening) -> None:
    world.people[one.about].away.append(Away(*one.values))


def _stays_after_all(world: World, one: Happening) -> None:
    world.people[one.about].away.remove(Away(*one.values))


def _ends(world: World, one: Happening) -> None:
    kind, last = one.values
    human = world.people[one.about]
    human.last_day, human.dead = last, kind == "death"
    for post in human.posts:
        post.last = min(post.last, last)
        post.raters = [(rater, first, min(end, last)) for rater, first, end in post.raters]


def _moves_to(world: World, one: Happening) -> None:
    unit, rater, first = one.values
    human = world.people[one.about]
    before = first - timedelta(days=1)
    for post in human.posts:
        post.last = min(post.last, before)
    human.posts.append(Post(unit, first, date.max, [(rater, first, date.max)]))


def _gets_rater(world: World, one: Happening) -> None:
    rater, first = one.values
    post = world.people[one.about].posts[-1]
    before = first - timedelta(days=1)
    post.raters = [(who, start, min(end, before)) for who, start, end in post.raters]
    post.raters.append((rater, first, date.max))


def _links(world: World, one: Happening) -> None:
    world.people[one.about].linked = True


def _unlinks(world: World, one: Happening) -> None:
    world.people[one.about].linked = False


def _plans(world: World, one: Happening) -> None:
    (world.people[one.about].plan,) = one.values


def _reports(world: World, one: Happening) -> None:
    month, state = one.values
    human = world.people[one.about]
    held = [n for n, post in enumerate(human.posts) if post.first <= one.at.date() <= post.last]
    known = human.reports.get(month)
    if known is not None:
        day = one.at.date() if state == "submitted" else known.day
        human.reports[month] = Sent(state, known.post, day)
    elif held:
        human.reports[month] = Sent(state, held[0], one.at.date())


def _files(world: World, one: Happening) -> None:
    world.people[one.about].filed.add(*one.values)


def _learns(world: World, one: Happening) -> None:
    world.people[one.about].learnt += one.values[0]


def _sets_times(world: World, one: Happening) -> None:
    human = world.people[one.about]
    human.hour, human.quiet = one.values


def _moves_window(world: World, one: Happening) -> None:
    stage, period, unit, window = one.values
    of_units = world.windows[stage, period]
    held = next(of_units[above] for above in world.upwards(unit) if above in of_units)
    since = held.since if held.due == window.due else one.at.date()
    of_units[unit] = window._replace(since=since)


def _changes_zone(world: World, one: Happening) -> None:
    (world.places[one.about].zone,) = one.values


def _is_free(world: World, one: Happening) -> None:
    day, unit, roster = one.values
    if unit is not None:
        world.places[unit].free.add(day)
    elif roster is not None:
        world.rosters[roster].free.add(day)
    else:
        world.holidays.add(day)


def _is_worked(world: World, one: Happening) -> None:
    world.holidays.discard(*one.values)


CHANGES: dict[str, Callable[[World, Happening], None]] = {
    "joins": _joins,
    "goes away": _goes_away,
    "stays after all": _stays_after_all,
    "ends": _ends,
    "moves to": _moves_to,
    "gets rater": _gets_rater,
    "links": _links,
    "unlinks": _unlinks,
    "plans": _plans,
    "reports": _reports,
    "files": _files,
    "learns": _learns,
    "sets times": _sets_times,
    "moves window": _moves_window,
    "changes zone": _changes_zone,
    "is free": _is_free,
    "is worked": _is_worked,
}

OF_ONE = {
    "goes away",
    "stays after all",
    "ends",
    "moves to",
    "gets rater",
    "links",
    "unlinks",
    "sets times",
}
OF_UNITS = {"moves window", "changes zone", "is free", "is worked"}
"""After these the people concerned are looked at again at once; what is done or undone shows the next day."""
