"""A year of an agency in three zones, made up from a seed: its people and everything that happens to them."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from holidays import country_holidays

from tests.year.world import (
    EVALUATION,
    FEEDBACK,
    FILING,
    LEARNING,
    PLANNING,
    REPORT,
    Happening,
    Human,
    Place,
    Post,
    Roster,
    Window,
    World,
)

YEAR = 2026
DAY = timedelta(days=1)
WIB = ZoneInfo("Asia/Jakarta")
ZONES = ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
ROOT, TOP = "Kabupaten", "bupati"

ROSTERS = (
    Roster("five_day"),
    Roster("six_day", frozenset({6})),
    Roster("school", frozenset({6}), hour=time(9)),
    Roster("jaga 3-2", frozenset(), False, "11100", date(YEAR, 1, 1), time(13)),
    Roster("jaga 6-1", frozenset(), False, "1111110", date(YEAR, 1, 3), time(6)),
)


@dataclass
class Made:
    """A world as it is before the year begins, and what happens then, in order."""

    world: World
    happenings: list[Happening] = field(default_factory=list)


def at(day: date, hour: int, minute: int = 20) -> datetime:
    return datetime.combine(day, time(hour, minute), WIB)


def month_after(month: date) -> date:
    return (month + 31 * DAY).replace(day=1)


def make(seed: int, people: int, months: int = 12) -> Made:
    """Make a year of so many people, or its first months."""
    return _Maker(random.Random(seed), people, months).make()


class _Maker:
    def __init__(self, chance: random.Random, people: int, months: int) -> None:
        self.chance = chance
        self.people = people
        self.starts = date(YEAR, 1, 1)
        self.months = [date(YEAR, n, 1) for n in range(1, months + 1)]
        self.ends = month_after(self.months[-1]) - DAY
        self.world = World(rosters={one.name: one for one in ROSTERS})
        self.found: list[Happening] = []
        self.heads: dict[str, str] = {}
        self.busy: dict[str, list[tuple[date, date]]] = {}
        self.numbers = iter(range(1, 100_000))

    def happens(self, when: datetime, what: str, about: str = "", *values: object) -> None:
        if when.date() <= self.ends:
            self.found.append(Happening(when, what, about, values))

    def day(self, first: date | None = None, last: date | None = None) -> date:
        first, last = first or self.starts, last or self.ends
        return first + self.chance.randrange((last - first).days + 1) * DAY

    def hour(self, day: date) -> datetime:
        """Return a moment of a day on which people write: never in the minutes in which ticks are."""
        return at(day, self.chance.randint(9, 15), self.chance.randint(10, 50))

    def make(self) -> Made:
        for roster in self.world.rosters.values():
            roster.free = set()
        self._holidays()
        self._places()
        self._windows()
        everybody = list(self._everybody())
        for human in everybody:
            self._life(human)
        later = [human for human in everybody if human.joined > self.starts]
        for day in sorted({human.joined for human in later}):
            joining = [human for human in later if human.joined == day]
            self.happens(at(day, 5, 5), "joins", "", *joining)
        for human in everybody:
            if human.joined == self.starts:
                self.world.people[human.key] = human
        self._moves()
        self._free_days()
        self.found.sort(key=lambda one: one.at)
        return Made(self.world, self.found)

    def _holidays(self) -> None:
        years = [YEAR - 1, YEAR, YEAR + 1]
        for category in ("public", "government"):
            self.world.holidays |= set(country_holidays("ID", years=years, categories=(category,)))

    def _places(self) -> None:
        """Make regions in three zones with units below them; a unit has a head and about fourteen people."""
        places = self.world.places
        places[ROOT] = Place(ROOT, None, ZONES[0])
        for zone in ZONES:
            region = f"Wilayah {zone}"
            places[region] = Place(region, ROOT, zone)
            for number in range(max(1, self.people // 45)):
                name = f"Puskesmas {zone} {number}"
                places[name] = Place(name, region, zone)

    def _windows(self) -> None:
        """Lay the windows as the law and custom have them: the cycle is opened with the same."""
        first, windows = self.starts, self.world.windows
        windows[PLANNING, first] = {
            None: Window(first, first + 30 * DAY, first + 89 * DAY),
        }
        end = date(YEAR, 12, 31)
        windows[LEARNING, first] = {None: Window(first, end, end)}
        for number in range(1, 13):
            month = date(YEAR, number, 1)
            last = month_after(month) - DAY
            end_of_next = month_after(month_after(month)) - DAY
            tenth = month_after(month).replace(day=10)
            windows[REPORT, month] = {None: Window(month, last, tenth)}
            windows[EVALUATION, month] = {None: Window(last + DAY, last + 10 * DAY, end_of_next)}
            windows[FILING, month] = {None: Window(month, tenth, end_of_next)}
            windows[FEEDBACK, month] = {
                None: Window(month, self._working_after(last, 3), end_of_next)
            }

    def _working_after(self, day: date, count: int) -> date:
        while count:
            day += DAY
            count -= day.weekday() < 5 and day not in self.world.holidays
        return day

    def _everybody(self) -> Iterator[Human]:
        yield self._human(TOP, ROOT, None, employee=False)
        for name, place in list(self.world.places.items()):
            above = self.heads.get(place.above, TOP)
            head = self._human("", name, above, joined=self.starts)
            self.heads[name] = head.key
            yield head
        units = [name for name in self.world.places if name.startswith("Puskesmas")]
        for number in range(self.people - len(self.world.places) - 1):
            unit = units[number % len(units)]
            yield self._human("", unit, self.heads[unit])

    def _human(
        self,
        key: str,
        unit: str,
        rater: str | None,
        *,
        employee: bool = True,
        joined: date | None = None,
    ) -> Human:
        number, chance = next(self.numbers), self.chance
        if joined is None and chance.random() < 0.06 and employee:
            joined = self.day(self.starts + 5 * DAY)
        raters = [(rater, date.min, date.max)] if rater else []
        human = Human(
            key or f"{198001012010011000 + number}",
            f"Pegawai {number:03}",
            employee,
            joined or self.starts,
            chance.choices([one.name for one in ROSTERS], (50, 20, 12, 10, 8))[0],
            [Post(unit, date.min, date.max, raters)],
        )
        if chance.random() < 0.04:
            human.zone = chance.choice(ZONES)
        if chance.random() < 0.1:
            human.hour, human.quiet = chance.choice(
                [
                    (time(9), None),
                    (time(13), None),
                    (time(6), (time(21), time(5))),
                    (time(7), (time(22), time(9))),
                ]
            )
        return human

    def _life(self, human: Human) -> None:
        self._account(human)
        if human.key == TOP:
            return
        self._plan(human)
        self._absences(human)
        self._service(human)
        diligence = self.chance.choices(("early", "late", "never", "mixed"), (45, 30, 10, 15))[0]
        for month in self.months:
            if month_after(month) > human.joined:
                self._month(human, month, diligence)
        self._learning(human)

    def _learning(self, human: Human) -> None:
        """Let somebody learn a few times a year; their chance is their own, so that the rest stays as it is."""
        chance = random.Random(human.key)
        for _ in range(chance.choice((0, 1, 2, 3, 4))):
            day = human.joined + chance.randrange(1, 366) * DAY
            when = at(day, chance.randint(9, 15), chance.randint(10, 50))
            self.happens(when, "learns", human.key, chance.choice((4, 8, 10, 24)))

    def _account(self, human: Human) -> None:
        chance, luck = self.chance, self.chance.random()
        if luck < 0.08:
            return
        if luck < 0.14:
            self.happens(self.hour(self.day(human.joined)), "links", human.key)
            return
        self.happens(at(human.joined, 5, 40), "links", human.key)
        if luck < 0.18:
            day = self.day(human.joined)
            self.happens(self.hour(day), "unlinks", human.key)
            if chance.random() < 0.5:
                self.happens(self.hour(day + chance.randint(1, 20) * DAY), "links", human.key)
        elif luck < 0.24:
            hour = chance.choice((time(8), time(9), time(13)))
            self.happens(self.hour(self.day(human.joined)), "sets times", human.key, hour, None)

    def _plan(self, human: Human) -> None:
        human.plan = self.chance.choice(("", "draft", "draft", "submitted", "approved"))
        day, states = human.joined, ("", "draft", "submitted", "approved")
        for state in states[states.index(human.plan) + 1 :]:
            day += self.chance.randint(0, 25) * DAY
            if self.chance.random() < 0.1:
                return
            self.happens(self.hour(day), "plans", human.key, state)

    def _absences(self, human: Human) -> None:
        chance = self.chance
        for kind, luck, most in (
            ("leave", 0.5, 12),
            ("leave", 0.02, 95),
            ("leave", 0.03, 31),
            ("sick", 0.3, 4),
            ("training", 0.2, 6),
            ("trip", 0.3, 5),
            ("trip", 0.3, 3),
            ("study_leave", 0.01, 200),
        ):
            if chance.random() < luck * len(self.months) / 12 + 0.05 * (len(self.months) < 3):
                self._absence(human, kind, most)

    def _absence(self, human: Human, kind: str, most: int) -> None:
        chance, first = self.chance, self.day(human.joined)
        if most == 31:
            first = chance.choice(self.months)
            last = month_after(first) - DAY
        else:
            last = first + (most if most > 90 else chance.randint(0, most - 1)) * DAY
        busy = self.busy.setdefault(human.key, [])
        if first < human.joined or any(a <= last and first <= z for a, z in busy):
            return
        busy.append((first, last))
        entered = first if kind == "sick" else first - chance.choice((0, 1, 3, 10)) * DAY
        when = self.hour(max(entered, human.joined))
        absence = (kind, first, last, chance.random() < 0.6)
        self.happens(when, "goes away", human.key, *absence)
        if chance.random() < 0.1:
            later = when + timedelta(hours=chance.choice((1, 5, 30)))
            if later.date() <= last:
                self.happens(later, "stays after all", human.key, *absence)

    def _service(self, human: Human) -> None:
        chance, luck = self.chance, self.chance.random()
        if human.key in self.heads.values():
            return
        if luck < 0.03:
            last = self.day(human.joined + DAY)
            kind = chance.choice(("retirement", "contract_end", "death"))
            known = last if kind == "death" else last - chance.choice((0, 20)) * DAY
            self.happens(self.hour(max(known, human.joined)), "ends", human.key, kind, last)
        elif luck < 0.08:
            unit = chance.choice([one for one in self.heads if one.startswith("Puskesmas")])
            first = self.day(human.joined + 2 * DAY)
            known = at(max(first - chance.choice((0, 5)) * DAY, human.joined), 5, 30)
            self.happens(known, "moves to", human.key, unit, self.heads[unit], first)
        elif luck < 0.11:
            first = self.day(human.joined + 2 * DAY)
            rater = chance.choice(list(self.heads.values()))
            self.happens(at(first, 5, 35), "gets rater", human.key, rater, first)

    def _month(self, human: Human, month: date, diligence: str) -> None:
        chance = self.chance
        last = month_after(month) - DAY
        if diligence == "mixed":
            diligence = chance.choice(("early", "late", "never"))
        if diligence == "never":
            return
        gap = chance.randint(-9, 0) if diligence == "early" else chance.randint(-1, 12)
        day = max(last + gap * DAY, human.joined)
        self.happens(self.hour(day), "reports", human.key, month, "submitted")
        luck = chance.random()
        if luck < 0.08:
            back = day + chance.randint(1, 4) * DAY
            self.happens(at(back, 17, 30), "reports", human.key, month, "returned")
            if luck < 0.05:
                day = back + chance.randint(1, 9) * DAY
                self.happens(self.hour(day), "reports", human.key, month, "submitted")
            else:
                return
        accepted = day + chance.choice((1, 3, 5, 9, 15, 40)) * DAY
        self.happens(at(accepted, 17, 10), "reports", human.key, month, "accepted")
        if chance.random() < 0.7:
            filed = self.hour(accepted + chance.choice((0, 0, 1, 4, 10)) * DAY + DAY)
            self.happens(filed, "files", human.key, month)

    def _moves(self) -> None:
        """Move deadlines, for the agency and for single units, earlier and later; one by a circular at 16.00."""
        chance, units = self.chance, list(self.world.places)
        for number, month in enumerate(self.months):
            for stage in chance.sample((REPORT, FILING, FEEDBACK), 2):
                held = self.world.windows[stage, month][None]
                days = chance.choice((-4, -2, 1, 3, 6))
                known = held.due - chance.choice((9, 4, 2)) * DAY
                due = max(held.due + days * DAY, known)
                moved = Window(held.opens, due, max(held.closes + max(days, 0) * DAY, due))
                unit = None if number % 4 == 0 else chance.choice(units)
                self.happens(at(known, 3, 30), "moves window", "", stage, month, unit, moved)
            if number % 3 == 1:
                held = self.world.windows[REPORT, month][None]
                today = held.due - 2 * DAY
                moved = Window(held.opens, today, held.closes)
                unit = chance.choice(units[1:])
                self.happens(at(today, 16, 0), "moves window", "", REPORT, month, unit, moved)

    def _free_days(self) -> None:
        chance, units = self.chance, list(self.world.places)
        for _ in range(1 + len(self.months) // 2):
            day = self.day(self.starts + 10 * DAY)
            known = at(day - chance.choice((1, 5)) * DAY, 3, 15)
            unit = chance.choice([None, *units])
            self.happens(known, "is free", "", day, unit, None)
        for n in range(12):
            self.happens(
                at(date(YEAR, 6, 1), 3, n),
                "is free",
                "",
                date(YEAR, 6, 22) + n * DAY,
                None,
                "school",
            )
        worked = next(day for day in sorted(self.world.holidays) if day >= self.starts + 20 * DAY)
        self.happens(at(worked - 9 * DAY, 3, 45), "is worked", "", worked)
        unit = chance.choice([one for one in units if "Makassar" in one])
        self.happens(at(self.day(self.starts + 20 * DAY), 3, 50), "changes zone", unit, ZONES[2])
