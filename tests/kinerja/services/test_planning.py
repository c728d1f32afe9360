"""A plan from its first line to the version that replaces it, and the reports beside it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import col, select

from kinerja.errors import Refused, Unknown
from kinerja.models import (
    Absence,
    AbsenceKind,
    ActionStep,
    Annex,
    AuditEntry,
    Behaviour,
    Indicator,
    OutboxMessage,
    PerformancePlan,
    PlanAnnex,
    PlanExpectation,
    PlannedResult,
    PlanStatus,
    ProgressReport,
    TemplateRow,
)
from kinerja.reports.logs import results_to_log
from kinerja.reports.month import month_card
from kinerja.reports.plan_card import plan_card, plan_changes, versions_of
from kinerja.reports.plan_sources import beginnings
from kinerja.reports.signed import contents
from kinerja.reports.waiting import open_items
from kinerja.rules.access import OPERATOR
from kinerja.rules.audit_chain import SIGNED, is_signature_of
from kinerja.rules.plan_changes import Part
from kinerja.rules.plan_content import IndicatorSpec
from kinerja.rules.plan_targets import read_target
from kinerja.rules.tables import FileRefused
from kinerja.services.deciding_plans import (
    approve_plan,
    remark,
    return_plan,
    submit_plan,
    withdraw_revision,
)
from kinerja.services.importing_plans import import_plans
from kinerja.services.importing_templates import import_templates
from kinerja.services.linking_results import link
from kinerja.services.plan_details import (
    StepWords,
    add_step,
    set_annex,
    set_expectation,
    set_manual,
    turn_approach,
)
from kinerja.services.plan_drafts import (
    Source,
    begin_plan,
    begin_version,
    change_together,
    drop_draft,
)
from kinerja.services.plan_writing import (
    ResultWords,
    add_indicator,
    add_result,
    change_result,
    remove_result,
)
from kinerja.services.reporting import open_report
from tests import builders
from tests.builders import NOW, TODAY
from tests.files import indicator as file_row
from tests.files import sheets
from tests.kinerja.rules.test_plan_quality import measure

AT = {"now": NOW, "today": TODAY}
FEBRUARY = date(2026, 2, 1)


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return builders.agency(session)


def spec(text="Jumlah kunjungan", target="120 kunjungan") -> IndicatorSpec:
    read, like = read_target(target), measure(text)
    given = {"target": read.low, "unit": read.unit, "target_text": read.words}
    names = IndicatorSpec.__dataclass_fields__
    return IndicatorSpec(**{name: given.get(name, getattr(like, name)) for name in names})


def citras_draft(session, made, *texts) -> int:
    citra = made.citra
    plan_id = begin_plan(session, citra.actor, citra.position.id, 2026, Source.EMPTY, **AT)
    for text in texts or ("Kunjungan merata",):
        result_id = add_result(session, citra.actor, plan_id, ResultWords(text), **AT)
        add_indicator(session, citra.actor, result_id, spec(), **AT)
    return plan_id


def approved(session, made, *texts) -> int:
    plan_id = citras_draft(session, made, *texts)
    submit_plan(session, made.citra.actor, plan_id, **AT)
    approve_plan(session, made.dedi.actor, plan_id, **AT)
    return plan_id


def status(session, plan_id) -> PlanStatus:
    session.flush()
    session.expire_all()
    return session.get(PerformancePlan, plan_id).status


def results(session, plan_id) -> list[PlannedResult]:
    rows = select(PlannedResult).where(PlannedResult.plan_id == plan_id)
    return list(session.exec(rows.order_by(PlannedResult.ordinal)))


def told(session, chat_id) -> list[str]:
    rows = select(OutboxMessage.kind).where(OutboxMessage.chat_id == chat_id)
    return list(session.exec(rows.order_by(OutboxMessage.id)))


def test_a_draft_is_begun_once_and_kept(session, made):
    first = citras_draft(session, made)
    assert first == citras_draft(session, made, "Imunisasi lengkap")
    assert ["Kunjungan merata", "Imunisasi lengkap"] == [r.text for r in results(session, first)]


def test_the_same_result_or_indicator_does_not_stand_twice(session, made):
    plan_id = citras_draft(session, made)
    (result,) = results(session, plan_id)
    with pytest.raises(Refused):
        add_result(session, made.citra.actor, plan_id, ResultWords(" kunjungan MERATA "), **AT)
    with pytest.raises(Refused):
        add_indicator(session, made.citra.actor, result.id, spec("jumlah  kunjungan"), **AT)


def test_a_plan_without_results_or_measures_is_not_handed_over(session, made):
    citra = made.citra
    plan_id = begin_plan(session, citra.actor, citra.position.id, 2026, Source.EMPTY, **AT)
    with pytest.raises(Refused):
        submit_plan(session, citra.actor, plan_id, **AT)
    add_result(session, citra.actor, plan_id, ResultWords("Kunjungan merata"), **AT)
    with pytest.raises(Refused) as refused:
        submit_plan(session, citra.actor, plan_id, **AT)
    assert {"numbers": "1"} == dict(refused.value.message.values)


def test_what_was_handed_over_is_written_no_more(session, made):
    plan_id = citras_draft(session, made)
    submit_plan(session, made.citra.actor, plan_id, **AT)
    (result,) = results(session, plan_id)
    with pytest.raises(Refused):
        add_result(session, made.citra.actor, plan_id, ResultWords("Lain"), **AT)
    with pytest.raises(Refused):
        drop_draft(session, made.citra.actor, plan_id, **AT)
    with pytest.raises(Unknown):  # the rater opens it for changes first
        change_result(session, made.dedi.actor, result.id, ResultWords("Lain"), **AT)
    assert ["plan_submitted"] == told(session, 400)


def test_a_plan_is_returned_with_a_reason_for_each_result_and_sent_again(session, made):
    plan_id = citras_draft(session, made, "Kunjungan merata", "Imunisasi lengkap")
    submit_plan(session, made.citra.actor, plan_id, **AT)
    with pytest.raises(Refused):
        return_plan(session, made.dedi.actor, plan_id, **AT)
    second = results(session, plan_id)[1]
    remark(session, made.dedi.actor, plan_id, second.id, "Target terlalu rendah", **AT)
    return_plan(session, made.dedi.actor, plan_id, **AT)
    assert ["plan_returned"] == told(session, 300)
    assert ["plan_returned"] == [
        i.kind.value for i in open_items(session, made.citra.actor, TODAY).mine
    ]

    again = begin_version(session, made.citra.actor, plan_id, **AT)
    assert ["", "Target terlalu rendah"] == [r.return_reason for r in results(session, again)]
    assert PlanStatus.RETURNED is status(session, plan_id)
    remove_result(session, made.citra.actor, results(session, again)[0].id, **AT)
    submit_plan(session, made.citra.actor, again, **AT)
    assert PlanStatus.SUPERSEDED is status(session, plan_id)
    assert [""] == [r.return_reason for r in results(session, again)]
    changed = plan_changes(session, made.dedi.actor, again, TODAY)
    assert [Part.GONE] == [one.part for one in changed]


def test_logs_and_reports_go_on_while_a_plan_waits_or_came_back(session, made):
    citra = made.citra
    plan_id = citras_draft(session, made, "Kunjungan merata", "Imunisasi lengkap")
    with pytest.raises(Refused):
        open_report(session, citra.actor, citra.position.id, FEBRUARY, **AT)
    submit_plan(session, citra.actor, plan_id, **AT)
    report_id = open_report(session, citra.actor, citra.position.id, FEBRUARY, **AT)
    assert not month_card(session, citra.actor, report_id, TODAY).plan_approved

    remark(session, made.dedi.actor, plan_id, None, "Mohon dilengkapi", **AT)
    return_plan(session, made.dedi.actor, plan_id, **AT)
    assert report_id == open_report(session, citra.actor, citra.position.id, FEBRUARY, **AT)
    assert 2 == len(results_to_log(session, citra.actor, TODAY, TODAY))

    again = begin_version(session, citra.actor, plan_id, **AT)
    remove_result(session, citra.actor, results(session, again)[0].id, **AT)
    result_id = add_result(session, citra.actor, again, ResultWords("Data lengkap"), **AT)
    add_indicator(session, citra.actor, result_id, spec("Cakupan", "95%"), **AT)
    submit_plan(session, citra.actor, again, **AT)
    approve_plan(session, made.dedi.actor, again, **AT)
    open_report(session, citra.actor, citra.position.id, FEBRUARY, **AT)
    card = month_card(session, citra.actor, report_id, TODAY)
    assert ["Imunisasi lengkap", "Data lengkap"] == [line.text for line in card.lines]
    assert card.plan_approved


def test_a_revision_has_its_own_approval_and_reports_keep_their_version(session, made):
    citra, first = made.citra, approved(session, made)
    made_report = builders.report(
        session,
        session.get(PerformancePlan, first),
        date(2026, 1, 1),
        "submitted",
        submitted_at=NOW,
    )
    with pytest.raises(Refused):
        begin_version(session, citra.actor, first, reason=" ", **AT)
    second = begin_version(session, citra.actor, first, reason="Sasaran berubah", **AT)
    assert second == begin_version(session, citra.actor, first, reason="Lagi", **AT)
    (result,) = results(session, second)
    change_result(session, citra.actor, result.id, ResultWords("Kunjungan di lima desa"), **AT)
    submit_plan(session, citra.actor, second, **AT)
    assert PlanStatus.APPROVED is status(session, first)

    approve_plan(session, made.dedi.actor, second, **AT)
    assert [PlanStatus.SUPERSEDED, PlanStatus.APPROVED] == [
        status(session, one) for one in (first, second)
    ]
    assert first == session.get(ProgressReport, made_report.id).plan_id
    assert [2, 1] == [one.version for one in versions_of(session, citra.actor, first, TODAY)]
    assert "Kunjungan merata" == plan_card(session, citra.actor, first, TODAY).plan.results[0].text
    with pytest.raises(Refused):
        approve_plan(session, made.dedi.actor, first, **AT)


def test_a_revision_can_be_given_up(session, made):
    first = approved(session, made)
    second = begin_version(session, made.citra.actor, first, reason="Sasaran berubah", **AT)
    submit_plan(session, made.citra.actor, second, **AT)
    withdraw_revision(session, made.citra.actor, second, **AT)
    assert PlanStatus.SUPERSEDED is status(session, second)
    third = begin_version(session, made.citra.actor, first, reason="Sasaran berubah", **AT)
    assert 3 == session.get(PerformancePlan, third).version
    with pytest.raises(Refused):
        withdraw_revision(session, made.citra.actor, first, **AT)


def test_the_rater_changes_a_plan_together_with_its_owner_in_a_marked_version(session, made):
    first = citras_draft(session, made)
    submit_plan(session, made.citra.actor, first, **AT)
    together = change_together(session, made.dedi.actor, first, **AT)
    assert together == change_together(session, made.dedi.actor, together, **AT)
    (result,) = results(session, together)
    change_result(session, made.dedi.actor, result.id, ResultWords("Kunjungan di lima desa"), **AT)
    for stranger in (made.ani.actor, made.eka.actor):
        with pytest.raises(Unknown):
            change_result(session, stranger, result.id, ResultWords("Lain"), **AT)
    approve_plan(session, made.dedi.actor, together, **AT)
    assert PlanStatus.SUPERSEDED is status(session, first)
    (change,) = plan_changes(session, made.citra.actor, together, TODAY)
    assert ("Kunjungan merata", "Kunjungan di lima desa") == (change.before, change.after)


def test_what_supports_a_result_follows_its_next_version(session, made):
    boss = builders.plan(session, made.dedi.position)
    theirs = builders.result(session, boss, "Mutu meningkat")
    gone = builders.result(session, boss, "Anggaran terserap")
    plan_id = citras_draft(session, made)
    for text, above in (("Antrean pendek", theirs), ("Belanja tepat waktu", gone)):
        words = ResultWords(text, supports_id=above.id)
        add_indicator(
            session,
            made.citra.actor,
            add_result(session, made.citra.actor, plan_id, words, **AT),
            spec(),
            **AT,
        )
    alien = ResultWords("Lain", supports_id=made.posyandu.id)
    with pytest.raises(Unknown):
        add_result(session, made.citra.actor, plan_id, alien, **AT)
    builders.rated_by(session, made.dedi.position, made.eka.person)
    second = begin_version(session, made.dedi.actor, boss.id, reason="Sasaran berubah", **AT)
    renamed, dropped = results(session, second)
    change_result(session, made.dedi.actor, renamed.id, ResultWords("Mutu sangat baik"), **AT)
    add_indicator(session, made.dedi.actor, renamed.id, spec(), **AT)
    remove_result(session, made.dedi.actor, dropped.id, **AT)
    submit_plan(session, made.dedi.actor, second, **AT)
    approve_plan(session, made.eka.actor, second, **AT)
    session.flush()
    session.expire_all()
    links = [(r.supports_text, r.supports_id) for r in results(session, plan_id)][1:]
    assert [("Mutu meningkat", renamed.id), ("Anggaran terserap", None)] == links
    shown = plan_card(session, made.citra.actor, plan_id, TODAY).plan.results[1]
    assert "Mutu sangat baik" == shown.supports
    link(session, {2026}, TODAY)
    assert renamed.id == results(session, plan_id)[1].supports_id


def test_words_of_a_superiors_result_are_linked_at_approval(session, made):
    boss = builders.plan(session, made.dedi.position)
    theirs = builders.result(session, boss, "Mutu meningkat")
    plan_id = citras_draft(session, made)
    (result,) = results(session, plan_id)
    words = ResultWords("Kunjungan merata", supports="mutu  MENINGKAT")
    change_result(session, made.citra.actor, result.id, words, **AT)
    submit_plan(session, made.citra.actor, plan_id, **AT)
    approve_plan(session, made.dedi.actor, plan_id, **AT)
    assert theirs.id == results(session, plan_id)[0].supports_id


def filled(session, made) -> int:
    """A draft with every part."""
    actor, plan_id = made.citra.actor, citras_draft(session, made)
    (result,) = results(session, plan_id)
    (indicator,) = session.exec(select(Indicator).where(Indicator.result_id == result.id))
    set_manual(session, actor, indicator.id, ("Kunjungan kader", "jumlah", "Register"), **AT)
    step = StepWords(3, "Latih kader", Decimal(5), "5 kader", "Daftar hadir")
    add_step(session, actor, result.id, step, **AT)
    set_expectation(session, actor, plan_id, Behaviour.LOYAL, "Menjaga rahasia", **AT)
    set_annex(session, actor, plan_id, Annex.RESOURCES, ["Mobil", " Mobil ", "", "Dana"], **AT)
    return plan_id


def parts(session, plan_id) -> tuple:
    session.flush()
    session.expire_all()
    ids = [result.id for result in results(session, plan_id)]
    steps = session.exec(select(ActionStep).where(col(ActionStep.result_id).in_(ids)))
    manuals = session.exec(select(Indicator.source).where(col(Indicator.result_id).in_(ids)))
    annex = session.exec(select(PlanAnnex.text).where(PlanAnnex.plan_id == plan_id))
    values = session.exec(select(PlanExpectation.text).where(PlanExpectation.plan_id == plan_id))
    return [one.text for one in steps], list(manuals), sorted(annex), list(values)


ALL_PARTS = (["Latih kader"], ["Register"], ["Dana", "Mobil"], ["Menjaga rahasia"])


def test_every_part_goes_along_into_a_revision(session, made):
    plan_id = filled(session, made)
    assert ALL_PARTS == parts(session, plan_id)
    submit_plan(session, made.citra.actor, plan_id, **AT)
    approve_plan(session, made.dedi.actor, plan_id, **AT)
    second = begin_version(session, made.citra.actor, plan_id, reason="Sasaran berubah", **AT)
    assert ALL_PARTS == parts(session, second)
    assert () == plan_changes(session, made.citra.actor, second, TODAY)
    drop_draft(session, made.citra.actor, second, **AT)
    assert ([], [], [], []) == parts(session, second)


def test_a_file_that_changes_a_plan_keeps_what_files_do_not_hold(session, made):
    plan_id = filled(session, made)
    submit_plan(session, made.citra.actor, plan_id, **AT)
    approve_plan(session, made.dedi.actor, plan_id, **AT)
    waiting = begin_version(session, made.citra.actor, plan_id, reason="Sasaran berubah", **AT)
    submit_plan(session, made.citra.actor, waiting, **AT)
    row = file_row(made.citra.person.nip, hasil_kerja="Kunjungan merata", satuan="kunjungan")
    row |= {"indikator": "Jumlah kunjungan", "target": "150"}
    import_plans(session, OPERATOR, sheets([row]), **AT)
    newest = session.exec(
        select(PerformancePlan.id)
        .where(PerformancePlan.person_id == made.citra.id)
        .order_by(col(PerformancePlan.version).desc())
    ).first()
    assert PlanStatus.APPROVED is status(session, newest)
    assert PlanStatus.SUPERSEDED is status(session, waiting)
    assert ALL_PARTS == parts(session, newest)


def test_a_plan_begins_from_last_years(session, made):
    old = builders.plan(
        session,
        made.citra.position,
        year=2025,
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 31),
    )
    kept = builders.result(session, old, "Kunjungan merata", supports_text="Mutu")
    builders.indicator(session, kept, "Jumlah kunjungan", target=Decimal(9), unit="kali")
    (one,) = beginnings(session, made.citra.actor, TODAY)
    assert one.has_last_year
    place = (made.citra.position.id, 2026, Source.LAST_YEAR)
    plan_id = begin_plan(session, made.citra.actor, *place, **AT)
    (copy,) = results(session, plan_id)
    assert ("Kunjungan merata", "Mutu", False) == (
        copy.text,
        copy.supports_text,
        copy.lineage == kept.lineage,
    )


def template_rows() -> list[dict]:
    one = file_row(
        hasil_kerja="Ibu hamil sehat", indikator="Kunjungan K4", target="95%", satuan="%"
    )
    two = one | {"indikator": "Rujukan tepat", "pola": "posisi"}
    rows = [one, two, one | {"hasil_kerja": "Bayi sehat"}]
    return [{k: v for k, v in row.items() if k not in ("nip", "tahun")} for row in rows]


def test_a_plan_begins_from_the_template_for_the_position(session, made):
    rows = [row | {"jabatan": "  BIDAN "} for row in template_rows()]
    done = import_templates(session, made.eka.actor, sheets(rows), **AT)
    assert (1, 0, 0) == (done.new, done.changed, done.unchanged)
    again = import_templates(session, made.eka.actor, sheets(rows), **AT)
    assert (0, 0, 1) == (again.new, again.changed, again.unchanged)
    place = (made.citra.position.id, 2026, Source.TEMPLATE)
    plan_id = begin_plan(session, made.citra.actor, *place, **AT)
    written = plan_card(session, made.citra.actor, plan_id, TODAY).plan
    assert [("Ibu hamil sehat", 2), ("Bayi sehat", 1)] == [
        (result.text, len(result.indicators)) for result in written.results
    ]
    shorter = import_templates(session, made.eka.actor, sheets(rows[:1]), **AT)
    assert (1, 1) == (shorter.changed, len(session.exec(select(TemplateRow)).all()))


def test_a_wrong_file_of_templates_changes_nothing(session, made):
    rows = [row | {"jabatan": "Bidan"} for row in template_rows()]
    for wrong in ({"satuan": ""}, {"pendekatan": "kualitatif"}, rows[0]):
        with pytest.raises(FileRefused):
            import_templates(session, made.eka.actor, sheets([rows[0], rows[1] | wrong]), **AT)
    assert [] == list(session.exec(select(TemplateRow)))


def test_the_approach_is_chosen_before_the_first_indicator(session, made):
    citra = made.citra
    plan_id = begin_plan(session, citra.actor, citra.position.id, 2026, Source.EMPTY, **AT)
    turn_approach(session, citra.actor, plan_id, **AT)
    assert "qualitative" == session.get(PerformancePlan, plan_id).approach
    turn_approach(session, citra.actor, plan_id, **AT)
    citras_draft(session, made)
    with pytest.raises(Refused):
        turn_approach(session, citra.actor, plan_id, **AT)


def test_the_rest_of_the_year_is_planned_anew_after_a_study_leave(session, made):
    plan_id = approved(session, made)
    assert [] == beginnings(session, made.citra.actor, TODAY)
    back = date(2026, 9, 1)
    days = {"first_day": date(2026, 3, 1), "last_day": back - timedelta(days=1)}
    sure = {"kind": AbsenceKind.STUDY_LEAVE, "entered_at": NOW, "confirmed_at": NOW}
    session.add(Absence(person_id=made.citra.id, **sure, **days))
    session.flush()
    (one,) = beginnings(session, made.citra.actor, back)
    assert (back, date(2026, 12, 31)) == (one.first, one.last)

    at = {"now": NOW, "today": back}
    place = (made.citra.position.id, 2026, Source.EMPTY)
    second = begin_plan(session, made.citra.actor, *place, **at)
    result_id = add_result(session, made.citra.actor, second, ResultWords("Riset dipakai"), **at)
    add_indicator(session, made.citra.actor, result_id, spec(), **at)
    submit_plan(session, made.citra.actor, second, **at)
    approve_plan(session, made.dedi.actor, second, **at)
    session.flush()
    session.expire_all()
    spans = [session.get(PerformancePlan, one).ends_on for one in (plan_id, second)]
    assert [date(2026, 8, 31), date(2026, 12, 31)] == spans


def test_a_new_post_has_a_plan_for_the_rest_of_the_year(session, made):
    made.budi.position.ends_on = date(2026, 1, 31)
    made.plan.ends_on = date(2026, 1, 31)
    new = builders.position(
        session,
        made.budi.person,
        made.section,
        "Perawat Mahir",
        made.ani.person,
        starts_on=date(2026, 2, 1),
    )
    (one,) = beginnings(session, made.budi.actor, TODAY)
    assert (new.id, date(2026, 2, 1), date(2026, 12, 31)) == (one.position_id, one.first, one.last)


def test_whatever_becomes_of_an_approved_plan_is_signed(session, made):
    first = filled(session, made)
    submit_plan(session, made.citra.actor, first, **AT)
    approve_plan(session, made.dedi.actor, first, **AT)
    second = begin_version(session, made.citra.actor, first, reason="Sasaran berubah", **AT)
    submit_plan(session, made.citra.actor, second, **AT)
    third = change_together(session, made.dedi.actor, second, **AT)
    approve_plan(session, made.dedi.actor, third, **AT)
    row = file_row(made.citra.person.nip, hasil_kerja="Kunjungan merata", satuan="kunjungan")
    import_plans(session, OPERATOR, sheets([row]), **AT)
    plans = session.exec(
        select(PerformancePlan.id).where(PerformancePlan.person_id == made.citra.id)
    ).all()
    signed = select(AuditEntry).where(AuditEntry.subject == "plan").order_by(AuditEntry.id)
    said = {e.subject_id: e.detail[SIGNED] for e in session.exec(signed) if SIGNED in e.detail}
    assert 4 == len(plans)
    now = contents(session, "plan", plans)
    assert [] == [one for one in plans if not is_signature_of(said[one], now[one])]
