"""Every screen of a report with eight results and long names fits a phone, and leads on."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from kinerja.models import (
    Aspect,
    Evidence,
    EvidenceKind,
    EvidenceMark,
    Obstacle,
    Pattern,
    PlanStatus,
    ReportStatus,
)
from tests import builders

LONG = "Terlaksananya pelayanan kesehatan ibu, bayi, dan balita yang bermutu dan merata di wilayah "
UNIT = "persen dari seluruh sasaran keluarga binaan"
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
ASPECTS = (Aspect.QUANTITY, Aspect.QUALITY, Aspect.TIME, Aspect.COST)
MOST_BYTES = 2048
MOST_ROWS = 4
OFTEN = 4
"""How often a button of one kind is pressed: what differs is the record it is about."""
SAVING = (
    "rep.send",
    "rep.back",
    "rep.redo",
    "rep.drop.yes",
    "rep.out.yes",
    "rep.gap",
    "rep.same.yes",
)


def crowded(session):
    """Fill two months of Budi's plan with the longest an agency writes."""
    plan = session.get(builders.PerformancePlan, 1)
    post = session.get(builders.Position, plan.position_id)
    post.title = (LONG * 3)[:200]
    old = builders.plan(session, post, version=0, status=PlanStatus.SUPERSEDED)
    results = [
        builders.result(session, plan, f"{number}. {LONG * 4}"[:1000], ordinal=number)
        for number in range(1, 9)
    ]
    gone = builders.result(session, old, LONG * 4, ordinal=9)
    for number, row in enumerate([*results, gone]):
        indicators(session, row, in_words=number == 7)
    for month in (JANUARY, FEBRUARY):
        status = ReportStatus.SUBMITTED if month < FEBRUARY else ReportStatus.DRAFT
        begun = builders.report(session, plan, month, status)
        begun.return_reason, begun.complete_until = LONG * 8, builders.TODAY
        for row in [*results, gone]:
            fill(session, begun, row)
    for text in (LONG * 10, "Rapat"):
        builders.log(
            session,
            session.get(builders.Person, plan.person_id),
            FEBRUARY,
            text,
            lineage="left behind",
            position_id=post.id,
        )
    for number in range(4):
        second = builders.position(
            session,
            session.get(builders.Person, plan.person_id),
            session.get(builders.Unit, post.unit_id),
            f"{number} {LONG}",
        )
        builders.plan(session, second)


def indicators(session, row, *, in_words):
    for aspect in ASPECTS:
        target = {"target_text": (LONG * 3)[:200]} if in_words else {"target": Decimal(123456789)}
        pattern = Pattern.CUMULATIVE if aspect is Aspect.QUANTITY else Pattern.AVERAGE
        builders.indicator(
            session, row, (LONG * 4)[:400], aspect=aspect, pattern=pattern, unit=UNIT, **target
        )


def fill(session, begun, row):
    values = {
        one.id: Decimal("98765432.1234")
        for one in session.exec(
            select(builders.Indicator).where(builders.Indicator.result_id == row.id)
        )
        if one.target is not None
    }
    line = builders.line(session, begun, row, values, measured=True, note=(LONG * 30)[:2000])
    for number in range(6):
        session.add(
            Evidence(
                person_id=begun.person_id,
                line_id=line.id,
                kind=EvidenceKind.REFERENCE,
                reference=f"{number} {LONG * 8}",
                added_at=builders.NOW,
                mark=EvidenceMark.INCOMPLETE,
                mark_reason=(LONG * 6)[:500],
            )
        )
    session.add(
        Obstacle(
            person_id=begun.person_id,
            position_id=begun.position_id,
            lineage=row.lineage,
            text=LONG * 8,
            help_needed=LONG * 8,
            opened_at=builders.NOW,
        )
    )
    session.flush()


@pytest.fixture
def stage(stage, database):
    with database.unit_of_work() as session:
        crowded(session)
    return stage


def fits(person):
    rows = person.shown.words.rows
    size = len(person.screen.encode())
    assert size < MOST_BYTES, f"{size} bytes:\n{person.screen}"
    assert len(rows) <= MOST_ROWS, person.labels()
    assert all(len(row) <= 5 for row in rows), person.labels()
    actions = [data.split("|")[2] for _label, data in person.shown.buttons if "|a|" in data]
    leaves = {"menu", "rep.month", "rep.line", "rep.files"} & set(actions)
    assert leaves or any(data.endswith("|cancel") for _label, data in person.shown.buttons)


def walked(person, begins):
    """Press the report's buttons that save nothing for good, each kind a few times; return which were."""
    seen, ahead, pressed = Counter(), list(begins), set()
    while ahead:
        data = ahead.pop()
        person.presses_data(data, 1)
        fits(person)
        if any(one.startswith("1|f|") for _label, one in person.shown.buttons):
            person.says("/batal")
            fits(person)
            continue
        for _label, one in person.shown.buttons:
            name = one.split("|")[2]
            wanted = name.startswith("rep") and name not in SAVING and one not in pressed
            if wanted and seen[name] < OFTEN:
                seen[name] += 1
                pressed.add(one)
                ahead.append(one)
    return set(seen)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_screen_fits_and_leads_on(stage, budi, language, database):
    if language == "en":
        budi.presses_data("1|a|language|en")
    budi.says("/lapor")
    fits(budi)
    begins = [
        "1|a|rep",
        "1|a|rep.month|2",
        "1|a|rep.month|1",
        "1|a|rep.line|18",
        "1|a|rep.stuck|10",
        "1|a|rep.sort|2",
    ]
    walk = walked(budi, begins)
    assert {
        "rep.month",
        "rep.line",
        "rep.file",
        "rep.drop",
        "rep.sort.to",
        "rep.why",
        "rep.out",
    } < walk
    assert {"rep.posts", "rep.months", "rep.note", "rep.value", "rep.proof"} < walk


def test_a_long_reason_is_read_in_full(stage, budi):
    budi.presses_data("1|a|rep.month|2").presses("Alasan lengkap").sees((LONG * 8).strip()[-60:])
    budi.presses("Semua hasil kerja").sees("1. ")


def test_the_whole_is_checked_page_by_page_and_sent(stage, budi, ani):
    budi.presses_data("1|a|rep.review|2").sees("Mohon periksa", "1. ")
    fits(budi)
    budi.presses("2 ›").sees("6. ")
    fits(budi)
    budi.presses("Ya, kirim").sees("L-2602-")
    fits(budi)
