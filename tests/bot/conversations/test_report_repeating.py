"""What earlier months offer to this month's report: values, words, the year so far."""

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import col, select

from kinerja.models import IndicatorValue, Pattern, Polarity, ReportLine, ReportStatus
from tests import builders

NOTE = "Pedoman bab 1 selesai dibahas."


@pytest.fixture
def plan(database):
    """Budi's plan with what he reported in December and January; it is February."""
    with database.unit_of_work() as session:
        plan = session.get(builders.PerformancePlan, 1)
        visits, waiting, share, _guide = session.exec(
            select(builders.Indicator).order_by(builders.Indicator.id)
        ).all()
        results = session.exec(
            select(builders.PlannedResult).order_by(builders.PlannedResult.id)
        ).all()
        sent = builders.report(
            session, plan, date(2026, 1, 1), ReportStatus.SUBMITTED, submitted_at=builders.NOW
        )
        builders.line(session, sent, results[0], {visits.id: Decimal(12)}, measured=True)
        builders.line(session, sent, results[1], {waiting.id: Decimal(25)}, measured=True)
        ratio = {share.id: (Decimal(90), Decimal(180), Decimal(200))}
        builders.line(session, sent, results[2], ratio, measured=True)
        builders.line(session, sent, results[3], measured=True, note=NOTE)
        return plan.id


@pytest.fixture
def budi(stage, plan):
    stage.clock.moment = stage.clock.moment.replace(day=25)
    return stage.person(200).says("/lapor").sees("Februari 2026")


def values(database):
    """Return the values of the newest report as (actual, part, whole)."""
    with database.reading() as session:
        rows = session.exec(
            select(IndicatorValue)
            .join(ReportLine, col(ReportLine.id) == col(IndicatorValue.line_id))
            .where(col(ReportLine.report_id) == 2)
            .order_by(col(IndicatorValue.id))
        ).all()
        return [(row.actual, row.numerator, row.denominator) for row in rows]


def test_a_count_shows_this_month_the_year_and_what_remains(budi):
    budi.presses("1").sees("Januari 2026: 12", "Sejak awal tahun: 12", "108")
    budi.presses("Realisasi").sees("Sejak awal tahun: 12", "108").says("10")
    budi.sees("Bulan ini: 10 kunjungan", "Sejak awal tahun: 22", "98")
    budi.presses("Semua hasil kerja").sees("10, tahun ini 22 dari 120 kunjungan")


def test_a_count_is_never_offered_as_last_month(budi):
    budi.presses("1")
    assert "Seperti bulan lalu" not in budi.labels()
    budi.presses("Realisasi")
    assert not any("bulan lalu" in label for label in budi.labels())


def test_a_level_shows_and_keeps_the_last_value_with_one_tap(budi, database):
    budi.presses("2").sees("Januari 2026: 25").presses("Seperti bulan lalu")
    budi.sees("Bulan ini: 25 menit")
    assert [(25, None, None)] == values(database)
    assert "Seperti bulan lalu" not in budi.labels()


def test_a_ratio_is_kept_with_its_counts(budi, database):
    budi.presses("3").presses("Realisasi").presses("180 dari 200 (seperti bulan lalu)")
    budi.sees("90 %", "180 dari 200")
    assert [(90, 180, 200)] == values(database)


def test_what_is_older_is_shown_with_its_month_and_not_offered(stage, budi, database):
    stage.clock.moment = stage.clock.moment.replace(month=3)
    budi.says("/lapor").sees("Maret 2026").presses("2").sees("Januari 2026: 25")
    assert "Seperti bulan lalu" not in budi.labels()
    budi.presses("Realisasi")
    assert not any("bulan lalu" in label for label in budi.labels())


def test_last_months_words_are_offered_and_asked_about_once(budi):
    budi.presses("4").presses("Seperti bulan lalu").sees(NOTE, "Januari 2026")
    budi.presses("Ya, benar").sees(f"Catatan: {NOTE}")


def test_instead_of_last_months_words_a_new_note_is_written(budi):
    budi.presses("4").presses("Seperti bulan lalu").presses("Tulis catatan baru")
    budi.sees(f"<code>{NOTE}</code>").says("Pedoman bab 2 selesai dibahas.")
    budi.sees("Catatan: Pedoman bab 2")


@pytest.mark.parametrize("copy", [NOTE, "pedoman BAB 1  selesai dibahas"])
def test_copied_words_are_noticed_once_and_never_block(budi, copy):
    budi.presses("4").presses("Catatan").says(copy).sees("Januari 2026", "sama persis")
    budi.presses("Ubah").sees("Januari 2026").says(copy).presses("Ya, benar")
    budi.sees(f"Catatan: {copy.split()[0]}")


def test_one_tap_in_the_guided_way_keeps_the_words_too(budi):
    budi.presses("Isi satu per satu").says("10").presses("25 (seperti").presses("180 dari 200")
    budi.presses("Seperti bulan lalu").sees("sama persis").presses("Ya, benar")
    budi.sees("Semua hasil kerja sudah")


def test_a_nik_in_a_note_is_asked_about_once(budi):
    budi.presses("4").presses("Catatan").says("Data 3273014107900001 lengkap").sees("NIK")
    budi.presses("Ya, benar").sees("3273014107900001")


@pytest.fixture
def yearly(database, plan):
    """A result whose value exists in December only, beside one that is counted each month."""
    with database.unit_of_work() as session:
        plan = session.get(builders.PerformancePlan, plan)
        alone = builders.result(session, plan, "Indeks kepuasan naik", ordinal=5)
        first = session.exec(
            select(builders.PlannedResult).where(builders.PlannedResult.ordinal == 1)
        ).one()
        release = {"pattern": Pattern.RELEASE, "polarity": Polarity.MORE, "release_month": 12}
        for of in (alone, first):
            builders.indicator(session, of, "Indeks", target=Decimal(80), unit="poin", **release)


def test_a_release_is_asked_in_its_month_only_and_is_one_tap_away(stage, plan, yearly, database):
    stage.clock.moment = stage.clock.moment.replace(day=25)
    budi = stage.person(200).says("/lapor").sees("ditanyakan pada Desember 2026")
    budi.presses("5").sees("ditanyakan pada Desember 2026").presses("Realisasi")
    budi.presses("Belum sebelum Desember 2026").sees("ditanyakan pada Desember 2026")
    budi.presses("Realisasi").says("82").sees("Bulan ini: 82 poin")


def test_a_release_beside_a_count_is_not_in_the_way(stage, plan, yearly, database):
    stage.clock.moment = stage.clock.moment.replace(day=25)
    budi = stage.person(200).says("/lapor").presses("Isi satu per satu").says("10")
    budi.sees("Waktu tunggu").says("/lapor").presses("1").presses("Realisasi").says("11")
    budi.sees("Indeks").presses("Belum sebelum").sees("Bulan ini: 11 kunjungan")
    assert [(11, None, None)] == values(database)


def test_an_average_shows_the_mean_of_the_year(stage, plan, database):
    with database.unit_of_work() as session:
        waiting = session.get(builders.Indicator, 2)
        waiting.pattern = Pattern.AVERAGE
    stage.clock.moment = stage.clock.moment.replace(day=25)
    budi = stage.person(200).says("/lapor").presses("2").presses("Seperti bulan lalu")
    budi.sees("Rata-rata sejak awal tahun: 25").presses("Realisasi").says("28").presses("Ya, benar")
    budi.sees("Rata-rata sejak awal tahun: 26,5")
