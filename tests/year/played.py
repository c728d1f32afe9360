"""The same year in the database: people are imported, and what happens goes through the services that exist for it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session, col, select

from kinerja.database import Database
from kinerja.models import (
    Absence,
    AbsenceKind,
    Account,
    Approach,
    EndKind,
    Filing,
    FilingSpan,
    HolidayKind,
    LearningKind,
    PatternKind,
    PerformancePlan,
    Period,
    PeriodKind,
    Person,
    PlanStatus,
    Position,
    ProgressReport,
    RaterAssignment,
    ReportStatus,
    Stage,
    Unit,
    WorkingTime,
    WorkPattern,
)
from kinerja.rules.access import OPERATOR, Actor
from kinerja.rules.cycle import Place
from kinerja.rules.deadlines import Window
from kinerja.rules.learning import LearningContent
from kinerja.services.absences import decide_absence, report_absence, take_back_absence
from kinerja.services.cycles import open_cycle
from kinerja.services.ending_service import end_service
from kinerja.services.holidays import FreeDay, set_holiday
from kinerja.services.importing_people import import_people
from kinerja.services.learning import add_learning
from kinerja.services.moving_windows import move_window
from kinerja.services.reminder_changes import replan_person
from kinerja.services.unlinking import unlink
from kinerja.services.working_times import PatternContent, set_own_times, set_pattern
from tests import files
from tests.year import generated
from tests.year.world import Happening, Human, Roster, World

CLOSES_DAY = 10
ZONES = dict(zip(generated.ZONES, ("WIB", "WITA", "WIT"), strict=True))
DAY = generated.DAY


@dataclass
class Played:
    """The database of a world; ``people`` and ``posts`` give the ids of what the world knows by name."""

    database: Database
    world: World
    people: dict[str, int] = field(default_factory=dict)
    posts: dict[str, list[int]] = field(default_factory=dict)
    plans: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    chats: int = 1_000

    def begin(self, now: datetime) -> None:
        """Bring in what is there when the year begins."""
        with self.database.unit_of_work() as session:
            for roster in self.world.rosters.values():
                self._pattern(session, roster, now)
            self._join(session, self.world.people.values(), now)
            open_cycle(
                session,
                OPERATOR,
                generated.YEAR,
                PeriodKind.MONTH,
                closes_day=CLOSES_DAY,
                now=now,
                today=now.date(),
            )

    def happens(self, session: Session, one: Happening) -> None:
        """Let something happen that has happened in the plain world already."""
        getattr(self, "_" + one.what.replace(" ", "_"))(session, one)
        session.flush()

    def _pattern(self, session: Session, roster: Roster, now: datetime) -> None:
        known = {one.value: one for one in PatternKind}
        content = PatternContent(
            known.get(roster.name, PatternKind.SHIFT),
            "".join(map(str, sorted(roster.rests))),
            roster.keeps_holidays,
            roster.rotation,
            roster.begins,
            roster.hour,
            max(roster.hour, datetime.min.time().replace(hour=15)),
        )
        set_pattern(session, OPERATOR, roster.name, content, now=now, today=now.date())

    def _join(self, session: Session, people: Iterable[Human], now: datetime) -> None:
        people = list(people)
        rows = [self._row(human) for human in people]
        import_people(session, OPERATOR, files.sheets(rows), now=now, today=now.date())
        self.units = {
            unit.name: unit.id for unit in session.exec(select(Unit)) if unit.id is not None
        }
        keys = [human.key for human in people]
        found = session.exec(
            select(Person, Position)
            .join(Position, col(Position.person_id) == col(Person.id))
            .where(col(Person.nip).in_(keys))
        )
        for person, post in found:
            self.people[person.nip] = person.id
            self.posts[person.nip] = [post.id]
        for human in people:
            self._times(session, human)
            self._plan(session, human)
            if human.linked:
                self._account(session, human.key, now)

    def _row(self, human: Human) -> dict:
        post = human.posts[0]
        unit = self.world.places[post.unit]
        return files.person(
            human.key,
            human.name,
            jenis="PNS" if human.employee else "",
            unit=unit.name,
            unit_induk=unit.above or "",
            atasan_nip=post.raters[0][0] if post.raters else "",
            zona=ZONES[unit.zone],
            pangkat_golongan="",
            pola_kerja=human.roster,
        )

    def _times(self, session: Session, human: Human) -> None:
        row = session.get_one(WorkingTime, self.people[human.key])
        row.zone, row.hour = human.zone, human.hour
        row.quiet_from, row.quiet_until = human.quiet or (None, None)

    def _plan(self, session: Session, human: Human) -> None:
        plan = PerformancePlan(
            person_id=self.people[human.key],
            position_id=self.posts[human.key][0],
            year=generated.YEAR,
            starts_on=date(generated.YEAR, 1, 1),
            ends_on=date(generated.YEAR, 12, 31),
            approach=Approach.QUANTITATIVE,
            status=PlanStatus(human.plan or "draft"),
        )
        session.add(plan)
        session.flush()
        self.plans[human.key] = plan.id

    def _account(self, session: Session, key: str, now: datetime) -> None:
        self.chats += 1
        session.add(Account(person_id=self.people[key], chat_id=self.chats, linked_at=now))

    def _joins(self, session: Session, one: Happening) -> None:
        self._join(session, one.values, one.at)

    def _links(self, session: Session, one: Happening) -> None:
        self._account(session, one.about, one.at)
        replan_person(session, self.people[one.about])

    def _unlinks(self, session: Session, one: Happening) -> None:
        person = self.people[one.about]
        unlink(session, OPERATOR, person, now=one.at, today=one.at.date())

    def _goes_away(self, session: Session, one: Happening) -> None:
        kind, first, last, confirmed = one.values
        person, when = self.people[one.about], {"now": one.at, "today": one.at.date()}
        row = report_absence(session, Actor(person), person, AbsenceKind(kind), first, last, **when)
        if confirmed:
            decide_absence(session, OPERATOR, row.id, confirmed=True, **when)

    def _stays_after_all(self, session: Session, one: Happening) -> None:
        _kind, first, _last, _confirmed = one.values
        person = self.people[one.about]
        row = session.exec(
            select(Absence).where(
                col(Absence.person_id) == person,
                col(Absence.first_day) == first,
                col(Absence.ended_at).is_(None),
            )
        ).one()
        take_back_absence(session, Actor(person), row.id, now=one.at, today=one.at.date())

    def _ends(self, session: Session, one: Happening) -> None:
        kind, last = one.values
        person = self.people[one.about]
        end_service(session, OPERATOR, person, EndKind(kind), last, now=one.at, today=one.at.date())

    def _moves_to(self, session: Session, one: Happening) -> None:
        unit, rater, first = one.values
        for post in self.posts[one.about]:
            row = session.get_one(Position, post)
            row.ends_on = min(row.ends_on or date.max, first - DAY)
        person = self.people[one.about]
        post = Position(
            person_id=person, unit_id=self.units[unit], title="Perawat", starts_on=first
        )
        session.add(post)
        session.flush()
        self.posts[one.about].append(post.id)
        session.add(
            RaterAssignment(position_id=post.id, rater_id=self.people[rater], starts_on=first)
        )
        replan_person(session, person)

    def _gets_rater(self, session: Session, one: Happening) -> None:
        rater, first = one.values
        post = self.posts[one.about][-1]
        for row in session.exec(
            select(RaterAssignment).where(col(RaterAssignment.position_id) == post)
        ):
            row.ends_on = min(row.ends_on or date.max, first - DAY)
        session.add(RaterAssignment(position_id=post, rater_id=self.people[rater], starts_on=first))

    def _plans(self, session: Session, one: Happening) -> None:
        row = session.get_one(PerformancePlan, self.plans[one.about])
        row.status = PlanStatus(*one.values)

    def _reports(self, session: Session, one: Happening) -> None:
        month, _state = one.values
        held = self.world.people[one.about].reports.get(month)
        if held is None:
            return
        position = self.posts[one.about][held.post]
        row = session.exec(
            select(ProgressReport).where(
                col(ProgressReport.position_id) == position, col(ProgressReport.period) == month
            )
        ).first()
        row = row or ProgressReport(
            number=f"L-{month:%y%m}-{position:05}",
            person_id=self.people[one.about],
            position_id=position,
            plan_id=self.plans[one.about],
            period=month,
            opened_at=one.at,
        )
        row.status = ReportStatus(held.state)
        if held.state == "submitted":
            row.submitted_at = one.at
        session.add(row)

    def _files(self, session: Session, one: Happening) -> None:
        held = self.world.people[one.about].reports.get(*one.values)
        session.add(
            Filing(
                person_id=self.people[one.about],
                position_id=self.posts[one.about][held.post if held else -1],
                span=FilingSpan.MONTH,
                first_day=one.values[0],
                filed_at=one.at,
            )
        )

    def _learns(self, session: Session, one: Happening) -> None:
        day = one.at.date()
        learnt = LearningContent(
            LearningKind.SEMINAR, "Seminar", "Dinas", day, day, Decimal(*one.values)
        )
        add_learning(session, Actor(self.people[one.about]), learnt, now=one.at, today=day)

    def _sets_times(self, session: Session, one: Happening) -> None:
        hour, quiet = one.values
        person, zone = Actor(self.people[one.about]), self.world.people[one.about].zone
        set_own_times(session, person, hour=hour, quiet=quiet, zone=zone, now=one.at)

    def _moves_window(self, session: Session, one: Happening) -> None:
        stage, month, unit, window = one.values
        period = session.exec(
            select(Period).where(
                col(Period.kind) == PeriodKind.MONTH, col(Period.starts_on) == month
            )
        ).one()
        move_window(
            session,
            OPERATOR,
            Place(period.id, Stage(stage), self.units[unit] if unit else None),
            Window(window.opens, window.due, window.closes),
            reason="Surat edaran",
            now=one.at,
            today=one.at.date(),
        )

    def _changes_zone(self, session: Session, one: Happening) -> None:
        held = (human for human in self.world.people.values() if human.posts[0].unit == one.about)
        human = next(human for human in held if human.last_day > one.at.date())
        rows = [self._row(human)]
        import_people(session, OPERATOR, files.sheets(rows), now=one.at, today=one.at.date())

    def _is_free(self, session: Session, one: Happening) -> None:
        day, unit, roster = one.values
        pattern = session.exec(
            select(WorkPattern.id).where(col(WorkPattern.code) == roster)
        ).first()
        free = FreeDay(
            day,
            "Hari libur",
            unit_id=self.units[unit] if unit else None,
            pattern_id=pattern if roster else None,
        )
        set_holiday(session, OPERATOR, free, now=one.at, today=one.at.date())

    def _is_worked(self, session: Session, one: Happening) -> None:
        free = FreeDay(*one.values, "Tetap bekerja", HolidayKind.WORKING)
        set_holiday(session, OPERATOR, free, now=one.at, today=one.at.date())
