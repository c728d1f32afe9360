"""Development plans: goals from what the records show, small actions, what was applied, and who could teach whom."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from sqlmodel import col, select

from kinerja.models import (
    CompetenceLevel,
    Course,
    DevelopmentAction,
    Dialogue,
    DialogueKind,
    FeedbackTag,
    LearningKind,
    LearningUse,
    Person,
    Unit,
)
from kinerja.models.development import UseMoment
from kinerja.services.telling_of_development import tell_of_development
from tests import builders
from tests.bot.conversations.test_learning import entered


@pytest.fixture
def due(stage, database):
    """Let the days of development plans come, at a moment."""

    def comes(*moment):
        stage.clock.moment = datetime(2026, *moment, tzinfo=UTC)
        for _twice in range(2):
            with database.unit_of_work() as session:
                tell_of_development(session, now=stage.clock.now())
        stage.deliver()

    return comes


@pytest.fixture
def tagged(database):
    """Feedback of Ani named communication of Budi twice, and reliability as a strength of Citra."""

    def named(session, giver, receiver, tag, *, strength):
        of = builders.feedback(session, giver, receiver, given_at=builders.NOW)
        session.add(FeedbackTag(feedback_id=of.id, tag=tag, strength=strength))

    with database.unit_of_work() as session:
        people = {one.name.split()[0]: one for one in session.exec(select(Person))}
        for _ in range(2):
            named(session, people["Ani"], people["Budi"], "Komunikasi", strength=False)
        named(session, people["Dedi"], people["Citra"], "Komunikasi", strength=True)
        session.add(
            Course(
                code="LP-1",
                title="Komunikasi empatik",
                kind=LearningKind.TECHNICAL,
                provider="BPSDM",
                hours=Decimal(12),
                competencies="komunikasi, Pelayanan publik",
            )
        )


def begun(budi):
    budi.says("/bangkom").presses("Rencana pengembangan").sees("disebut umpan balik 2 kali")
    budi.presses("Sasaran: Komunikasi").says("Keluhan pasien dijawab pada hari yang sama")
    budi.presses("Lewat pelatihan (10)").presses("Komunikasi empatik").presses("Sebulan lagi")
    budi.sees("Komunikasi empatik", "5 Maret 2026").presses("Mulai").sees("Sasaran dimulai")
    return budi


def test_a_gap_becomes_a_goal_with_small_actions(budi, ani, tagged):
    begun(budi).sees("dari umpan balik", "1. Komunikasi empatik", "sampai 5 Maret 2026")
    budi.presses("Tambah langkah").presses("Lewat pekerjaan").presses("Menerapkan pada satu tugas")
    budi.says("1/2").sees("Hari ini sudah lewat").says("9/3").sees("Langkah ditambahkan")
    budi.presses("1").presses("Hari lain").presses("Dua pekan lagi").sees("17 Februari 2026")
    budi.presses("1").presses("Selesai").sees("Selesai, bagus", "✓")
    ani.says("/bangkom").presses("Tim").sees("1 orang", "Perlu dikembangkan", "Komunikasi (1)")
    ani.presses("Semua (1)").presses("Budi").sees("Rencana pengembangan", "1 dari 2 selesai")
    ani.presses("Sasaran 1").sees("Budi Santoso", "Keluhan pasien")
    assert ani.shown.number in ani.protected
    budi.presses("2").presses("Batalkan langkah").sees("Langkah dibatalkan")
    budi.presses("Tutup sasaran").says("ok").sees("dalam satu kalimat")
    budi.says("Keluhan kini dijawab hari itu juga").sees("Sasaran ditutup", "sudah ditutup")


def test_actions_are_reminded_of_three_days_before_and_on_the_day(budi, tagged, due, database):
    begun(budi)
    told = len(budi.chat)

    def at(day, hour=1):
        due(3, day, hour)
        return len(budi.chat) - told

    assert 0 == at(1)
    assert 1 == at(2)
    budi.sees("1 langkah rencana pengembangan").sees_not("Komunikasi")
    assert 1 == at(4, 20)  # The day has come, but it is night.
    assert 2 == at(5)
    assert 2 == at(6)
    with database.reading() as session:
        action = session.exec(select(DevelopmentAction)).one()
        assert date(2026, 3, 5) == action.reminded_on
    budi.presses("Buka").sees("Keluhan pasien", "seharusnya 5 Maret")


def test_what_was_applied_is_asked_at_once_and_after_sixty_days(budi, ani, due, database):
    entered(budi).presses("Apa yang akan diterapkan?").says("ya").sees("dalam satu kalimat")
    budi.says("Rumus di laporan mulai Februari").sees("Akan diterapkan: Rumus di laporan")
    ani.presses("Buka").sees("Akan diterapkan").presses("Konfirmasi").sees("semua sudah selesai")
    due(4, 3, 1)  # Sixty days after 2 February, a holiday.
    budi.sees_not("Apa yang sudah diterapkan?")
    due(4, 6, 1)
    budi.sees("Apa yang sudah diterapkan?").sees_not("Excel")
    budi.says("/tindaklanjut").sees("Apa yang sudah diterapkan dari “Excel").presses("1. Jawab")
    budi.says("Semua laporan memakai rumus").sees("(dikonfirmasi)", "Sudah diterapkan: Semua")
    ani.sees("menjawab apa yang sudah diterapkan").says("/tinjau").presses("Bangkom (1)")
    ani.sees("penerapan Excel").presses("Budi").presses("Konfirmasi penerapan")
    ani.sees("Semua laporan memakai rumus (dikonfirmasi)")
    budi.sees("mengonfirmasi yang sudah diterapkan").presses("Buka").sees("(dikonfirmasi)")
    with database.reading() as session:
        uses = session.exec(select(LearningUse).order_by(LearningUse.id)).all()
        assert [UseMoment.NOW, UseMoment.LATER] == [use.moment for use in uses]
        assert all(use.confirmed_at for use in uses)


def test_suggestions_say_why_and_colleagues_are_found_who_offered(budi, citra, ani, tagged):
    budi.says("/bangkom").presses("Rencana").presses("Saran")
    budi.sees("Komunikasi empatik (12 JP): Komunikasi, disebut umpan balik 2 kali")
    budi.sees_not("bersedia mengajar")
    citra.says("/bangkom").presses("Rencana").presses("Saran").presses("Saya bisa mengajar")
    citra.presses("Tawarkan: Komunikasi").sees("Terima kasih", "1. Komunikasi")
    citra.presses("Lainnya").says("Excel").presses("Kirim").sees("1. Excel", "2. Komunikasi")
    citra.presses("Hentikan 2").sees("Tawaran dihentikan", "1. Excel").presses("Tawarkan")
    budi.presses("Rencana").presses("Saran").sees("Rekan yang bersedia mengajar", "Citra Dewi")
    budi.presses("Rencana").presses("Sasaran: Komunikasi").says("Pasien lebih paham")
    budi.presses("Bersama orang lain").presses("Belajar dari Citra Dewi").presses("Sebulan")
    budi.presses("Mulai").sees("1. Belajar dari Citra Dewi")
    ani.says("/bangkom").presses("Tim").sees("Bersedia mengajar Komunikasi: Citra Dewi")


def test_units_are_counted_from_four_people_on(stage, ani, citra, database, tagged):
    eka = stage.person(500)
    with database.unit_of_work() as session:
        ani_row = session.exec(select(Person).where(col(Person.name) == "Ani Lestari")).one()
        place = session.exec(select(Unit).where(col(Unit.name) == "Puskesmas Mawar")).one()
        for name in ("Fitri", "Gani", "Hadi"):
            builders.position(session, builders.person(session, name), place, rater=ani_row)
    eka.says("/bangkom").presses("Tim").sees("Bangkom unit", "Puskesmas Mawar")
    eka.sees_not("Unit kecil", "Pustu")
    eka.presses("Puskesmas Mawar").sees("Perlu dikembangkan", "Komunikasi (1)").presses("Belum ada")
    eka.presses("Budi").sees("sekurang-kurangnya 20 JP").sees_not("Rencana pengembangan")
    citra.presses_data("1|a|learn.unit|1").sees("tidak tersedia")


def test_a_low_level_after_coaching_is_a_gap_until_a_newer_one_is_higher(budi, database):
    def noted(level, day):
        with database.unit_of_work() as session:
            people = {one.name.split()[0]: one.id for one in session.exec(select(Person))}
            talk = Dialogue(
                person_id=people["Budi"],
                rater_id=people["Ani"],
                kind=DialogueKind.COACHING,
                uid=f"talk-{day}",
                opened_at=builders.NOW,
            )
            session.add(talk)
            session.flush()
            session.add(
                CompetenceLevel(
                    dialogue_id=talk.id,
                    person_id=people["Budi"],
                    leader_id=people["Ani"],
                    competence="Kerja sama",
                    level=level,
                    reason="Belum berbagi informasi giliran jaga",
                    noted_at=datetime(2026, 1, day, 2, tzinfo=UTC),
                )
            )

    noted(2, 5)
    budi.says("/bangkom").presses("Rencana").sees("Kerja sama: dinilai setelah bimbingan pada 5")
    budi.presses("Sasaran: Kerja sama").sees("Kerja sama").presses("Batal")
    noted(3, 20)
    budi.says("/bangkom").presses("Rencana").sees_not("Kerja sama")


def test_forged_numbers_lead_back(budi, citra, tagged):
    begun(budi)
    for data in ("learn.goal|1", "learn.step|1", "learn.step.done|1", "learn.of|3"):
        citra.presses_data(f"1|a|{data}").sees("tidak tersedia")
    budi.presses_data("1|a|learn.goal.gap|9").sees("Rencana pengembangan")
    budi.presses_data("1|a|learn.teach.add|9").sees("Saya bisa mengajar")
    budi.presses_data("1|a|learn.teach.stop|9").sees("Saya bisa mengajar")


def test_the_question_of_an_old_course_is_asked_the_same_day(budi, database):
    budi.says("/bangkom").presses("Catat kegiatan belajar").says("Kursus lama").presses("Seminar")
    budi.says("LAN").says("20/11").presses("Hari yang sama").presses("4").presses("Kirim")
    budi.sees("Sudah dicatat").presses("Apa yang sudah diterapkan?").says("Sudah dipakai di loket")
    with database.reading() as session:
        assert [UseMoment.LATER] == list(session.exec(select(LearningUse.moment)))
