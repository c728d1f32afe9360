from datetime import UTC, date, datetime

import pytest
from sqlmodel import SQLModel, select

from kinerja.errors import Unknown
from kinerja.models import (
    Approach,
    AuditEntry,
    Indicator,
    PerformancePlan,
    Person,
    PlannedResult,
    PlanStatus,
    Position,
    RaterAssignment,
)
from kinerja.rules.access import OPERATOR, Actor
from kinerja.rules.tables import FileRefused
from kinerja.services.importing_people import import_people
from kinerja.services.importing_plans import import_plans
from tests.files import ANI, BUDI, HEAD, PEOPLE, PLANS, agency, indicator, places, sheets

NOW = datetime(2026, 2, 3, 2, 0, tzinfo=UTC)
TODAY = date(2026, 2, 3)
WHOLE = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def agency_of_three(database):
    with database.unit_of_work() as session:
        import_people(session, OPERATOR, sheets(agency(), PEOPLE), now=NOW, today=TODAY)


@pytest.fixture
def bring(database, agency_of_three):
    """Import rows; gives (new, changed, unchanged)."""

    def imported(*rows, actor=OPERATOR):
        with database.unit_of_work() as session:
            done = import_plans(session, actor, sheets(list(rows), PLANS), now=NOW, today=TODAY)
        return done.new, done.changed, done.unchanged

    return imported


@pytest.fixture
def look(database):
    def rows(query):
        with database.reading() as session:
            return list(session.exec(query))

    return rows


@pytest.fixture
def contents(database):
    def everything():
        with database.reading() as session:
            return {
                table.name: sorted(map(repr, session.connection().execute(table.select())))
                for table in SQLModel.metadata.sorted_tables
            }

    return everything


@pytest.fixture
def refused(bring, contents):
    """Return the wrong places of rows that are refused without changing anything."""

    def wrong(*rows):
        before = contents()
        with pytest.raises(FileRefused) as refusal:
            bring(*rows)
        assert before == contents()
        return places(refusal.value)

    return wrong


def plans(look, nip: str = BUDI) -> list[PerformancePlan]:
    query = select(PerformancePlan).join(Person, Person.id == PerformancePlan.person_id)
    return look(query.where(Person.nip == nip).order_by(PerformancePlan.id))


def results(look, plan: PerformancePlan) -> list[PlannedResult]:
    query = select(PlannedResult).where(PlannedResult.plan_id == plan.id)
    return look(query.order_by(PlannedResult.ordinal))


def indicators(look, plan: PerformancePlan) -> list[Indicator]:
    query = select(Indicator).join(PlannedResult, PlannedResult.id == Indicator.result_id)
    query = query.where(PlannedResult.plan_id == plan.id)
    return look(query.order_by(PlannedResult.ordinal, Indicator.ordinal))


def supported(look, nip: str) -> list[tuple[str, bool]]:
    (plan,) = [p for p in plans(look, nip) if p.status == PlanStatus.APPROVED]
    return [(r.supports_text, r.supports_id is not None) for r in results(look, plan)]


SECOND = {"indikator": "Bayi sehat", "aspek": "kualitas", "target": "4-6", "polaritas": "rentang"}


def test_a_plan_is_taken_in_as_approved(bring, look):
    assert (1, 0, 0) == bring(indicator(), indicator(**SECOND), indicator(hasil_kerja="Ibu"))
    (plan,) = plans(look)
    assert (2026, *WHOLE, Approach.QUANTITATIVE, PlanStatus.APPROVED, 1, NOW, True) == (
        plan.year,
        plan.starts_on,
        plan.ends_on,
        plan.approach,
        plan.status,
        plan.version,
        plan.approved_at,
        plan.imported,
    )
    assert ["Bayi diimunisasi", "Ibu"] == [result.text for result in results(look, plan)]
    found = indicators(look, plan)
    assert [("120", 120, None), ("4-6", 4, 6), ("120", 120, None)] == [
        (i.target_text, i.target, i.target_high) for i in found
    ]
    assert 3 == len({i.lineage for i in found})


def test_the_same_content_twice_changes_nothing(bring, contents):
    rows = [
        indicator(hasil_atasan="Cakupan", pimpinan_nip=HEAD),
        indicator(**SECOND),
        indicator(hasil_kerja="Rapi", pendekatan="kualitatif", nip=ANI, target="Semua rapi"),
        indicator(jabatan="Plt. Kepala", mulai="1/7/2026"),
    ]
    assert (3, 0, 0) == bring(*rows)
    before = contents()
    assert (0, 0, 3) == bring(*rows)
    assert (0, 0, 3) == bring(*rows[::-1])
    assert before == contents()


def test_other_content_is_a_new_version_and_keeps_lineages(bring, look):
    bring(indicator(), indicator(**SECOND), indicator(hasil_kerja="Ibu diperiksa"))
    changed = [indicator(target="150"), indicator(**SECOND), indicator(hasil_kerja="Ibu sehat")]
    assert (0, 1, 0) == bring(*changed)
    old, new = plans(look)
    assert (PlanStatus.SUPERSEDED, PlanStatus.APPROVED, 2) == (old.status, new.status, new.version)
    before, after = results(look, old), results(look, new)
    assert [True, False] == [a.lineage == b.lineage for a, b in zip(before, after, strict=True)]
    before, after = indicators(look, old), indicators(look, new)
    assert [True, True, False] == [
        a.lineage == b.lineage for a, b in zip(before, after, strict=True)
    ]
    assert (120, 150) == (before[0].target, after[0].target)
    assert (0, 1, 0) == bring(indicator())
    assert [1, 2, 3] == [plan.version for plan in plans(look)]


def test_plans_of_another_year_are_other_plans(bring, look):
    bring(indicator())
    assert (1, 0, 0) == bring(indicator(tahun="2025"))
    assert [PlanStatus.APPROVED] * 2 == [plan.status for plan in plans(look)]


@pytest.mark.parametrize("head_first", [True, False])
def test_results_are_linked_to_those_of_the_superior(bring, look, head_first):
    own = indicator(hasil_atasan="cakupan  NAIK")
    above = indicator(nip=ANI, hasil_kerja="Cakupan naik", hasil_atasan="RPJMD")
    bring(*((above, own) if head_first else (own, above)))
    assert [("cakupan NAIK", True)] == supported(look, BUDI)
    assert [("RPJMD", False)] == supported(look, ANI)


def test_a_superior_whose_plan_comes_later_is_linked_then(bring, look):
    bring(indicator(hasil_atasan="Cakupan naik"))
    assert [("Cakupan naik", False)] == supported(look, BUDI)
    bring(indicator(nip=ANI, hasil_kerja="Cakupan naik"))
    assert [("Cakupan naik", True)] == supported(look, BUDI)


def test_links_follow_the_superiors_versions(bring, look):
    above = indicator(nip=ANI, hasil_kerja="Cakupan naik")
    bring(indicator(hasil_atasan="Cakupan naik"), above)
    bring(above | {"target": "99"})
    (plan,) = plans(look)
    (link,) = [result.supports_id for result in results(look, plan)]
    new = plans(look, ANI)[1]
    assert link == results(look, new)[0].id
    bring(above | {"hasil_kerja": "Lain"})
    assert [("Cakupan naik", False)] == supported(look, BUDI)


def test_another_leader_is_asked_first(bring, look):
    bring(
        indicator(hasil_atasan="Cakupan", pimpinan_nip=HEAD),
        indicator(nip=ANI, hasil_kerja="Cakupan"),
        indicator(nip=HEAD, hasil_kerja="Cakupan"),
    )
    (result,) = results(look, plans(look)[0])
    assert result.supports_id == results(look, plans(look, HEAD)[0])[0].id
    assert [HEAD] == look(select(Person.nip).where(Person.id == result.leader_id))


def test_the_rater_of_the_plans_own_days_counts(bring, look, database):
    with database.unit_of_work() as session:
        (assignment,) = session.exec(
            select(RaterAssignment)
            .join(Person, Person.id == RaterAssignment.rater_id)
            .where(Person.nip == ANI)
        )
        assignment.ends_on = date(2026, 1, 31)
    bring(
        indicator(hasil_atasan="Cakupan"),
        indicator(nip=ANI, hasil_kerja="Cakupan"),
    )
    assert [("Cakupan", True)] == supported(look, BUDI)


def test_a_second_post_without_a_rater(bring, look):
    bring(indicator(nip=HEAD, hasil_atasan="RPJMD", jabatan="Plt. Bupati", mulai="1/7/2026"))
    assert [("RPJMD", False)] == supported(look, HEAD)


def test_results_of_strangers_are_not_linked(bring, look):
    bring(indicator(hasil_atasan="Cakupan"), indicator(nip=HEAD, hasil_kerja="Cakupan"))
    assert [("Cakupan", False)] == supported(look, BUDI)


def test_a_second_post_is_opened_with_unit_and_rater_of_the_first(bring, look):
    assert (2, 0, 0) == bring(indicator(), indicator(jabatan="Plt. Kepala", mulai="1/7/2026"))
    first, second = look(
        select(Position).where(Position.title.in_(("Perawat", "Plt. Kepala"))).order_by(Position.id)
    )
    assert ("Plt. Kepala", date(2026, 7, 1), None, first.unit_id) == (
        second.title,
        second.starts_on,
        second.ends_on,
        second.unit_id,
    )
    raters = select(RaterAssignment.rater_id).where(RaterAssignment.position_id == second.id)
    assert look(raters) == look(select(Person.id).where(Person.nip == ANI))


def test_parts_of_a_year(bring, look):
    halves = [indicator(selesai="30/6/2026"), indicator(mulai="1/7/2026", target="60")]
    assert (2, 0, 0) == bring(*halves)
    assert [date(2026, 6, 30), date(2026, 12, 31)] == [plan.ends_on for plan in plans(look)]


def test_a_year_is_divided_later(bring, look):
    bring(indicator())
    halves = [indicator(selesai="30/6/2026"), indicator(mulai="1/7/2026", target="60")]
    assert (1, 1, 0) == bring(*halves)
    assert (0, 0, 2) == bring(*halves)


def test_overlapping_plans_of_a_post_are_refused(refused, bring):
    assert [(3, "mulai")] == refused(indicator(), indicator(mulai="1/7/2026"))
    new = {"jabatan": "Plt. Kepala"}
    assert [(3, "mulai")] == refused(
        indicator(**new, selesai="1/7/2026"), indicator(**new, mulai="1/6/2026")
    )
    bring(indicator())
    assert [(2, "mulai")] == refused(indicator(mulai="1/7/2026"))


def test_all_wrong_places_are_named_at_once(refused):
    assert [
        (2, "nip"),
        (3, "nip"),
        (4, "pimpinan_nip"),
        (5, "pimpinan_nip"),
        (6, "target"),
        (7, "jabatan"),
    ] == refused(
        indicator(nip="199999999999999999"),
        indicator(nip="199999999999999999", indikator="Dua"),
        indicator(pimpinan_nip="199999999999999999"),
        indicator(hasil_kerja="Dua", pimpinan_nip=BUDI),
        indicator(hasil_kerja="Tiga", target="banyak"),
        indicator(jabatan="Prewat"),
    )


def test_somebody_without_a_post_has_no_plan(refused, database):
    with database.unit_of_work() as session:
        session.add(Person(nip="BUPATI", name="Bupati", joined_on=TODAY))
    assert [(2, "nip")] == refused(indicator(nip="bupati"))


def test_each_plan_is_kept_in_the_trail(bring, look):
    bring(indicator(), indicator(nip=ANI))
    bring(indicator(target="9"))
    imported = select(AuditEntry.detail).where(AuditEntry.action == "plan.imported")
    trail = look(imported.order_by(AuditEntry.id))
    assert [1, 1, 2] == [detail["version"] for detail in trail]
    assert 3 == len({detail["signed"] for detail in trail})


def test_raters_import_plans_of_their_own_people_and_others_are_as_unknown(bring, look):
    ids = dict(look(select(Person.nip, Person.id)))
    budi, ani, head = (Actor(ids[nip]) for nip in (BUDI, ANI, HEAD))
    with pytest.raises(Unknown):
        bring(indicator(), actor=budi)
    with pytest.raises(FileRefused) as refused:
        bring(indicator(), actor=head)
    assert [(2, "nip")] == places(refused.value)
    second = {"jabatan": "Bendahara", "mulai": date(2026, 1, 1)}
    with pytest.raises(FileRefused) as refused:
        bring(indicator(**second), actor=ani)
    assert [(2, "jabatan")] == places(refused.value)
    assert (1, 0, 0) == bring(indicator(), actor=ani)


def test_a_rater_imports_plans_of_the_posts_they_rate(database, bring, look):
    ids = dict(look(select(Person.nip, Person.id)))
    with database.unit_of_work() as session:
        (held,) = session.exec(select(Position).where(Position.person_id == ids[BUDI])).all()
        second = Position(person_id=ids[BUDI], unit_id=held.unit_id, title="Bendahara")
        session.add(second)
        session.flush()
        session.add(RaterAssignment(position_id=second.id, rater_id=ids[HEAD]))
    for rater, own, other in ((ANI, "Perawat", "Bendahara"), (HEAD, "Bendahara", "Perawat")):
        with pytest.raises(FileRefused) as refused:
            bring(indicator(jabatan=other), actor=Actor(ids[rater]))
        assert [(2, "jabatan")] == places(refused.value)
        assert (1, 0, 0) == bring(indicator(jabatan=own), actor=Actor(ids[rater]))
