"""The team (/tim): lists in pages, a person within two taps, units below, and the same under /skp."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import col, select

from kinerja.models import FeedbackTag, Obstacle, ReportStatus, ResultCheck
from tests import builders
from tests.bot.conversations.test_feedback import give
from tests.bot.conversations.test_report import sent
from tests.builders import NOW


class Known:
    """The people of the agency by name."""

    def __init__(self, session):
        self.session = session
        self.ani = self.of("Ani Lestari")
        self.section = session.get(builders.Unit, self.post_of(self.ani).unit_id)

    def of(self, name):
        return self.session.exec(
            select(builders.Person).where(col(builders.Person.name) == name)
        ).one()

    def post_of(self, person):
        return self.session.exec(
            select(builders.Position).where(col(builders.Position.person_id) == person.id)
        ).one()


def people(database, count):
    """Give Ani so many more people, every second with a report."""
    with database.unit_of_work() as session:
        named = Known(session)
        for number in range(count):
            somebody = builders.person(session, f"Pegawai {number:02}, A.Md.Kep.")
            post = builders.position(session, somebody, named.section, rater=named.ani)
            plan = builders.plan(session, post)
            if number % 2:
                report = builders.report(
                    session, plan, status=ReportStatus.SUBMITTED, submitted_at=NOW
                )
                for text in ("Kunjungan", "Pelaporan", "Penyuluhan"):
                    result = builders.result(session, plan, text)
                    made = builders.indicator(session, result, text, target=Decimal(120))
                    builders.line(session, report, result, {made.id: Decimal(12)})


def rows(person):
    return [[button.text for button in row] for row in person.shown.words.rows]


def test_a_rater_sees_who_has_reported_and_who_waits(budi, ani):
    ani.says("/tim").sees("Pegawai yang saya nilai (1)", "belum melapor 1", "Budi Santoso")
    sent(budi)
    ani.says("/team").sees("menunggu ditinjau sejak 3 Februari 2026", "belum ada umpan balik")
    assert ani.shown.words.protected
    ani.presses("Budi").sees("Puskesmas Mawar", "12 dari 120 kunjungan", "1 dari 12 bulan")
    assert ani.shown.words.protected
    give(ani.presses("Laporan")).presses("Kirim")
    ani.says("/tim").sees("umpan balik 3 Februari 2026")


def test_sixty_people_are_two_taps_away_each(ani, database):
    people(database, 59)
    for page in range(1, 7):
        ani.says("/tim")
        taps = ani.actions
        if page > 1:
            ani.presses(f"hal. {page}")
        assert len(rows(ani)) <= 4
        assert len(ani.screen.encode()) < 2000
        ani.presses_data(ani.data(str(page * 10))).sees("Tahun berjalan")
        assert ani.actions - taps <= 2


def test_lists_by_what_is_to_be_done(ani, database):
    people(database, 4)
    ani.says("/tim").sees("(5)", "menunggu ditinjau 2", "belum melapor 3")
    ani.presses("Tampilan lain").presses("Belum melapor (3)").sees("Belum melapor (3)", "Budi")
    ani.sees_not("Pegawai 01")
    ani.presses("Tampilan lain").presses("Perlu ditinjau (2)").sees("Pegawai 01").sees_not("Budi")
    ani.presses("Tampilan lain").presses("Perlu perhatian (5)").sees("⚠")
    ani.presses("‹ Tim").sees("Pegawai yang saya nilai")
    ani.presses_data("1|a|team|nonsense|99").sees("Pegawai yang saya nilai (5)")


def test_strengths_of_a_person_and_the_team_are_the_same_for_the_person(budi, ani, database):
    sent(budi)
    ani.says("/tim").presses("Budi").presses("Kekuatan").sees("belum ada umpan balik")
    give(ani.says("/tinjau").presses("Budi")).presses("Kirim")
    ani.says("/tim").presses("Budi").presses("Kekuatan")
    ani.sees("Komunikasi: 1 (0) ↑", "Pelayanan publik: 1", "Akuntabel")
    ani.presses("‹ Budi").sees("Perawat")
    ani.says("/tim").presses("Tampilan lain").presses("Kekuatan").sees("pada 1 pegawai")
    budi.says("/skp").sees("Laporan Januari 2026").presses("Perkembangan saya")
    budi.sees("Komunikasi: 1 (0) ↑", "Umpan balik terakhir: 3 Februari 2026")
    budi.sees("Tahun berjalan: ▰▱▱▱▱▱▱▱▱▱▱▱ 1 dari 12 bulan").presses("‹ SKP saya").sees("Tanggung")


def test_the_thread_is_seen_by_both(budi, ani):
    sent(budi)
    give(ani.says("/tinjau").presses("Budi")).presses("Kirim")
    budi.presses("Buka").presses("Ucapkan terima kasih")
    ani.says("/tim").presses("Budi").presses("Umpan balik").sees("Diberikan: 1")
    ani.presses("✓ Ani").sees("tiga lebih banyak", "Terima kasih.")


def test_a_leader_of_results_sees_these_only(ani, dedi, database):
    with database.unit_of_work() as session:
        named = Known(session)
        citra = named.of("Citra Dewi")
        plan = builders.plan(session, named.post_of(citra))
        led = builders.result(session, plan, "Posyandu lansia berjalan", leader_id=named.ani.id)
        builders.indicator(session, led, "Jumlah", target=Decimal(10), unit="kali")
        builders.result(session, plan, "Rahasia bidan")
    ani.says("/tim").presses("Tampilan lain").presses("Tim kerja (1)").sees("Citra Dewi")
    ani.presses("Citra").sees("Posyandu lansia", "10 kali").sees_not("Rahasia")
    ani.presses("‹ Tim").sees("Tim kerja yang saya pimpin")
    dedi.presses_data(ani.data("Citra") if "Citra" in " ".join(ani.labels()) else "1|a|team.led")
    dedi.sees_not("Posyandu lansia")


def test_a_result_that_waits_for_its_leader_is_checked_from_the_team(ani, database):
    with database.unit_of_work() as session:
        named = Known(session)
        citra = named.of("Citra Dewi")
        plan = builders.plan(session, named.post_of(citra))
        led = builders.result(session, plan, "Posyandu lansia berjalan", leader_id=named.ani.id)
        sent = builders.report(session, plan, status=ReportStatus.SUBMITTED, submitted_at=NOW)
        line = builders.line(session, sent, led, measured=True)
        about = {"person_id": citra.id, "position_id": plan.position_id}
        for lineage in (led.lineage, "of another result"):
            session.add(Obstacle(lineage=lineage, text="Hujan", opened_at=NOW, **about))
        until = builders.TODAY + timedelta(days=3)
        session.add(
            ResultCheck(line_id=line.id, leader_id=named.ani.id, asked_at=NOW, due_on=until)
        )
    ani.says("/tim").presses("Tampilan lain").presses("Tim kerja (1)")
    ani.sees("menunggu pemeriksaan Bapak/Ibu sejak 3 Februari 2026").presses("Citra")
    ani.sees("kendala terbuka: 1").presses("Periksa: Posyandu").sees("Posyandu lansia berjalan")
    ani.presses("Sudah diperiksa").sees("Terima kasih")
    ani.presses_data("1|a|team.led").sees("tidak ada yang perlu diperiksa")


def test_who_leads_and_rates_nobody_sees_the_results_at_once(citra, database):
    with database.unit_of_work() as session:
        named = Known(session)
        plan = builders.plan(session, named.post_of(named.of("Dedi Kurnia")))
        builders.result(session, plan, "Posyandu lansia", leader_id=named.of("Citra Dewi").id)
    citra.says("/tim").sees("Tim kerja yang saya pimpin (1)", "Dedi Kurnia")
    citra.presses("Tampilan lain").presses("Tim kerja (1)").sees("Dedi Kurnia")


def test_an_administrator_sees_units_and_then_names_without_what_raters_do(stage, budi):
    eka = stage.person(500)
    sent(budi)
    eka.says("/tim").sees("Unit di bawah (2)", "Puskesmas Mawar", "menunggu ditinjau 1")
    eka.presses("Puskesmas Mawar").sees("Ani Lestari", "Budi Santoso").presses("Budi")
    eka.sees("menunggu ditinjau").sees_not("12 anak")
    assert [["‹ Tim", "Menu"]] == rows(eka)


def test_others_see_nothing_and_forged_buttons_lead_nowhere(budi, citra, dedi):
    citra.says("/tim").sees("Belum ada pegawai")
    for data in ("team.of|3", "team.unit|2", "team.led.of|3", "team.tags|3", "fb.of|3", "skp.me|3"):
        for stranger in (citra, dedi):
            stranger.presses_data(f"1|a|{data}").sees_not("Budi", "Mawar")
    # Dedi sees how Citra stands, but not as if they were her.
    dedi.presses_data("1|a|skp.me|5").sees_not("Perkembangan saya")


def test_the_menu_offers_the_team_to_those_who_have_one(ani, budi, stage):
    def labels(person):
        found = list(person.says("/menu").labels())
        while "Lainnya" in person.labels():
            found += person.presses("Lainnya").labels()
        return found

    assert "Tim" in labels(ani)
    assert "Tim" in labels(stage.person(500))
    assert "Tim" not in labels(budi)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_screen_has_four_rows_and_a_way_back(stage, ani, database, language):
    people(database, 12)
    with database.unit_of_work() as session:
        named = Known(session)
        about = builders.feedback(session, named.ani, named.of("Budi Santoso"))
        session.add(FeedbackTag(feedback_id=about.id, tag="Komunikasi", strength=True))
    ani.presses_data(f"1|a|language|{language}")
    seen = ["1|a|team", "1|a|team.more", "1|a|team.units", "1|a|team.tags.all"]
    for data in seen:
        ani.presses_data(data)
        assert len(ani.shown.words.rows) <= 4, ani.screen
        assert len(ani.screen.encode()) < 2000
        assert ani.shown.words.rows[-1][-1].data == "1|a|menu"
        following = [data for _text, data in ani.shown.buttons if "|team" in data]
        seen += [one for one in following if one not in seen and len(seen) < 40]
    assert 20 < len(seen)


def test_a_month_without_reports_is_empty_and_says_so(ani, database):
    with database.unit_of_work() as session:
        named = Known(session)
        builders.position(session, named.of("Dedi Kurnia"), named.section, rater=named.ani)
    ani.says("/tim").sees("Dedi Kurnia", "belum ada SKP untuk bulan itu").presses("Dedi")
    ani.sees("belum ada SKP").sees_not("Tahun berjalan")
    assert date(2026, 2, 3) == builders.TODAY
