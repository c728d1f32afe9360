"""People, plans and accounts for tests, with defaults; every builder flushes and returns the row.

`agency(session)` makes a small one:

* Ani (chat 100) heads the section and rates Budi;
* Budi (chat 200) has a plan for 2026: four results with a cumulative indicator, a level of which less is
  better, a ratio, and a target in words;
* Citra (chat 300) is in another unit and rated by Dedi (chat 400): nobody of the section knows them;
* Eka (chat 500) is the administrator of the whole agency.
"""

import itertools
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from sqlmodel import Session

from kinerja.models import (
    Account,
    Approach,
    Aspect,
    EmploymentKind,
    Feedback,
    FeedbackKind,
    FeedbackMode,
    Indicator,
    IndicatorValue,
    LogEntry,
    Pattern,
    PerformancePlan,
    Person,
    PlannedResult,
    PlanStatus,
    Polarity,
    Position,
    ProgressReport,
    RaterAssignment,
    ReportLine,
    ReportStatus,
    ResultKind,
    Role,
    RoleGrant,
    Unit,
)
from kinerja.rules.access import Actor

NOW = datetime(2026, 2, 3, 2, 0, tzinfo=UTC)
"""Tuesday, 3 February 2026, 10.00 in Makassar."""

TODAY = date(2026, 2, 3)
ZONE = "Asia/Makassar"

_numbers = itertools.count(1)
_people = itertools.count()


def _kept(session: Session, row):
    session.add(row)
    session.flush()
    return row


def unit(
    session: Session, name: str = "Dinas Kesehatan", parent: Unit | None = None, **more
) -> Unit:
    values = {"zone": ZONE, "parent_id": parent.id if parent else None} | more
    return _kept(session, Unit(name=name, **values))


def person(session: Session, name: str, **more) -> Person:
    values = {
        "nip": f"{199001012015031001 + next(_people) % 999}",
        "kind": EmploymentKind.CIVIL_SERVANT,
        "joined_on": date(2026, 1, 1),
    } | more
    return _kept(session, Person(name=name, **values))


def position(
    session: Session, holder: Person, place: Unit, title: str = "Perawat", rater=None, **more
) -> Position:
    row = _kept(session, Position(person_id=holder.id, unit_id=place.id, title=title, **more))
    if rater is not None:
        rated_by(session, row, rater)
    return row


def rated_by(session: Session, post: Position, rater: Person, **more) -> RaterAssignment:
    return _kept(session, RaterAssignment(position_id=post.id, rater_id=rater.id, **more))


def account(session: Session, holder: Person, chat_id: int, **more) -> Account:
    values = {"linked_at": NOW} | more
    return _kept(session, Account(person_id=holder.id, chat_id=chat_id, **values))


def grant(session: Session, holder: Person, place: Unit, role: Role = Role.ADMIN) -> RoleGrant:
    values = {"starts_on": date(2026, 1, 1)}
    return _kept(session, RoleGrant(person_id=holder.id, unit_id=place.id, role=role, **values))


def plan(session: Session, post: Position, **more) -> PerformancePlan:
    values = {
        "year": 2026,
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 12, 31),
        "approach": Approach.QUANTITATIVE,
        "status": PlanStatus.APPROVED,
    } | more
    row = PerformancePlan(person_id=post.person_id, position_id=post.id, **values)
    return _kept(session, row)


def result(session: Session, of: PerformancePlan, text: str, **more) -> PlannedResult:
    number = next(_numbers)
    values = {"lineage": f"result-{number}", "ordinal": number, "kind": ResultKind.MAIN} | more
    return _kept(session, PlannedResult(plan_id=of.id, text=text, **values))


def indicator(session: Session, of: PlannedResult, text: str, **more) -> Indicator:
    number = next(_numbers)
    values = {
        "lineage": f"indicator-{number}",
        "ordinal": number,
        "aspect": Aspect.QUANTITY,
        "pattern": Pattern.CUMULATIVE,
        "polarity": Polarity.MORE,
    } | more
    return _kept(session, Indicator(result_id=of.id, text=text, **values))


def report(
    session: Session,
    of: PerformancePlan,
    period: date = date(2026, 1, 1),
    status: ReportStatus = ReportStatus.DRAFT,
    **more,
) -> ProgressReport:
    values = {"number": f"L-{period:%y%m}-{next(_numbers):05}", "opened_at": NOW} | more
    return _kept(
        session,
        ProgressReport(
            person_id=of.person_id,
            position_id=of.position_id,
            plan_id=of.id,
            period=period,
            status=status,
            **values,
        ),
    )


def line(
    session: Session,
    of: ProgressReport,
    about: PlannedResult,
    values: dict[int, Decimal | tuple[Decimal, Decimal, Decimal]] | None = None,
    **more,
) -> ReportLine:
    """Make a line; `values` are by indicator id: the actual value, or (actual, part, whole)."""
    row = ReportLine(report_id=of.id, result_id=about.id, ordinal=about.ordinal, **more)
    _kept(session, row)
    for indicator_id, value in (values or {}).items():
        actual, part, whole = value if isinstance(value, tuple) else (value, None, None)
        _kept(
            session,
            IndicatorValue(
                line_id=row.id,
                indicator_id=indicator_id,
                actual=actual,
                numerator=part,
                denominator=whole,
            ),
        )
    return row


def log(
    session: Session, by: Person, day: date = TODAY, text: str = "Kunjungan", **more
) -> LogEntry:
    values = {"created_at": NOW} | more
    return _kept(session, LogEntry(person_id=by.id, day=day, text=text, **values))


def feedback(session: Session, giver: Person, receiver: Person, **more) -> Feedback:
    values = {
        "kind": FeedbackKind.SCHEDULED,
        "mode": FeedbackMode.INDIRECT,
        "went_well": "Dua belas kunjungan tercatat rapi.",
        "progress": True,
        "given_at": NOW,
    } | more
    return _kept(session, Feedback(giver_id=giver.id, receiver_id=receiver.id, **values))


@dataclass(frozen=True)
class Member:
    """Somebody of the agency: the person, their post, their chat."""

    person: Person
    position: Position
    chat_id: int

    @property
    def id(self) -> int:
        return self.person.id

    @property
    def actor(self) -> Actor:
        return Actor(self.person.id)


@dataclass(frozen=True)
class Agency:
    """The agency of the tests; `results` and `indicators` are Budi's, in their order."""

    root: Unit
    section: Unit
    elsewhere: Unit
    ani: Member
    budi: Member
    citra: Member
    dedi: Member
    eka: Member
    plan: PerformancePlan
    results: list[PlannedResult] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)

    @property
    def posyandu(self) -> PlannedResult:
        return self.results[0]


def agency(session: Session) -> Agency:
    root = unit(session, "Dinas Kesehatan Kota")
    section = unit(session, "Puskesmas Mawar", root)
    elsewhere = unit(session, "Puskesmas Melati", root)

    def member(name: str, place: Unit, chat_id: int, title: str, rater: Member | None) -> Member:
        somebody = person(session, name)
        post = position(session, somebody, place, title, rater.person if rater else None)
        account(session, somebody, chat_id)
        return Member(somebody, post, chat_id)

    eka = member("Eka Wijaya", root, 500, "Kepala Bagian Kepegawaian", None)
    ani = member("Ani Lestari", section, 100, "Kepala Puskesmas", None)
    budi = member("Budi Santoso", section, 200, "Perawat", ani)
    dedi = member("Dedi Kurnia", elsewhere, 400, "Kepala Puskesmas", None)
    citra = member("Citra Dewi", elsewhere, 300, "Bidan", dedi)
    grant(session, eka.person, root)
    made = Agency(
        root, section, elsewhere, ani, budi, citra, dedi, eka, plan(session, budi.position)
    )
    _fill(session, made)
    return made


def _fill(session: Session, made: Agency) -> None:
    texts = (
        "Kunjungan posyandu terlaksana",
        "Waktu tunggu pasien berkurang",
        "Imunisasi dasar lengkap",
        "Pedoman pelayanan tersusun",
    )
    made.results.extend(
        result(session, made.plan, text, ordinal=number, leader_id=made.ani.id)
        for number, text in enumerate(texts, start=1)
    )
    first, second, third, fourth = made.results
    percent = {"unit": "%", "pattern": Pattern.RATIO, "aspect": Aspect.QUALITY}
    names = {"numerator_name": "bayi diimunisasi", "denominator_name": "bayi terdaftar"}
    made.indicators.extend(
        (
            indicator(session, first, "Jumlah kunjungan", target=Decimal(120), unit="kunjungan"),
            indicator(
                session,
                second,
                "Waktu tunggu rata-rata",
                aspect=Aspect.TIME,
                target=Decimal(30),
                unit="menit",
                pattern=Pattern.LEVEL,
                polarity=Polarity.LESS,
            ),
            indicator(session, third, "Cakupan", target=Decimal(95), **percent, **names),
            indicator(
                session,
                fourth,
                "Pedoman ditetapkan",
                aspect=Aspect.QUALITY,
                target_text="Pedoman disahkan kepala dinas",
                pattern=Pattern.LEVEL,
            ),
        )
    )
