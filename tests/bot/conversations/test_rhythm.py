"""The rhythm of scheduled feedback: proposed by one of the pair, agreed by the other, due for both."""

from datetime import timedelta

import pytest
from sqlmodel import select

from kinerja.models import FeedbackRhythm, OutboxMessage
from tests.bot.conversations.test_feedback import give
from tests.bot.conversations.test_report import sent


@pytest.fixture
def proposed(budi):
    budi.says("/skp").presses("Perkembangan saya").sees("ritme belum disepakati").presses("Ritme")
    return budi.presses("Setiap 3 bulan").sees("Usulan Bapak/Ibu: setiap 3 bulan", "menunggu")


def agreed(budi, ani):
    ani.presses("Buka").sees("Usulan Budi Santoso: setiap 3 bulan", "3 Februari 2026")
    return ani.presses("Setuju: setiap 3 bulan").sees("berikutnya paling lambat 3 Mei 2026")


def test_one_proposes_and_the_other_agrees(proposed, budi, ani, database):
    ani.sees("Budi Santoso mengusulkan ritme").sees_not("3 bulan")
    agreed(budi, ani)
    budi.sees("Ani Lestari menyetujui").presses("Buka").sees("setiap 3 bulan", "3 Mei 2026")
    ani.says("/tim").presses("Budi").sees("Umpan balik berkala: setiap 3 bulan").presses("Ritme")
    ani.sees("Ani Lestari kepada Budi Santoso")
    assert len(ani.shown.words.rows) <= 4
    with database.reading() as session:
        assert 1 == len(session.exec(select(FeedbackRhythm)).all())


def test_a_proposal_waits_on_both_lists_until_it_is_answered(proposed, budi, ani):
    budi.says("/tindaklanjut").presses("Ditunggu (1)").sees("Ani Lestari menjawab usulan ritme")
    ani.says("/tindaklanjut").sees("1. Budi Santoso mengusulkan ritme").presses("1. Jawab")
    assert len(ani.shown.words.rows) == 4
    ani.presses("Setuju")
    ani.says("/tindaklanjut").sees("Tidak ada")


def test_the_other_side_may_propose_another(proposed, budi, ani):
    stale = ani.presses("Buka").data("Setuju")
    ani.presses("Setiap 1 bulan").sees("Usulan Bapak/Ibu: setiap 1 bulan")
    ani.presses_data(stale).sees("usulan ritme lain")
    ani.presses_data(stale.replace("|1", "|2", 1) if "|2" in stale else "1|a|fb.rhythm.yes|2")
    ani.sees("usulan Bapak/Ibu sendiri")
    # To propose what the other proposed is to agree.
    budi.says("/skp").presses("Perkembangan saya").presses("Ritme").presses("Setiap 1 bulan")
    budi.sees("Umpan balik berkala: setiap 1 bulan, berikutnya paling lambat 3 Maret 2026")
    budi.presses("Setiap 1 bulan").sees("sudah disepakati")


def test_tapping_twice_changes_and_tells_once(proposed, budi, ani, database):
    budi.presses("Setiap 3 bulan")
    yes = ani.presses("Buka").data("Setuju")
    ani.presses("Setuju")
    ani.presses_data(yes).sees("setiap 3 bulan")
    with database.reading() as session:
        kinds = [row.kind for row in session.exec(select(OutboxMessage))]
        assert 1 == len(session.exec(select(FeedbackRhythm)).all())
    assert (1, 1) == (kinds.count("rhythm_proposed"), kinds.count("rhythm_agreed"))


def test_what_is_due_stands_on_both_lists_and_in_the_team(proposed, budi, ani, stage):
    agreed(budi, ani)
    stage.clock.advance(timedelta(days=100))
    ani.says("/tindaklanjut").sees("Umpan balik berkala untuk Budi Santoso sudah jatuh tempo")
    ani.sees("sejak 3 Mei 2026")
    budi.says("/tindaklanjut").presses("Ditunggu").sees("dari Ani Lestari sudah jatuh tempo")
    budi.presses("Ingatkan Ani").sees("mengingatkan Ani")
    ani.says("/tim").sees("umpan balik berkala jatuh tempo sejak 3 Mei 2026")
    ani.presses("Tampilan lain").presses("Umpan balik (1)").sees("jatuh tempo (1)", "Budi")
    ani.says("/tindaklanjut").presses("1. Beri umpan balik").sees("Budi Santoso")
    ani.presses("Berkala").presses("Langsung").says("12 kunjungan sejak Februari.")
    ani.presses("Tidak ada tambahan").presses("Ada kemajuan").presses("Kirim")
    ani.says("/tindaklanjut").sees_not("jatuh tempo")


def test_feedback_on_a_report_keeps_the_rhythm(proposed, budi, ani, stage):
    agreed(budi, ani)
    stage.clock.advance(timedelta(days=7))
    sent(budi)
    give(ani.says("/tinjau").presses("Budi")).presses("Kirim")
    ani.says("/tim").presses("Budi").sees("berikutnya paling lambat 10 Mei 2026")


def test_nobody_else_sees_or_agrees(proposed, ani, citra, dedi, stage, database):
    for data in (
        "fb.rhythm|2|3",
        "fb.rhythm.at|1",
        "fb.rhythm.yes|1",
        "fb.rhythm.set|2|3|6",
        "fb.rhythm.set|2|4|6",
    ):
        for stranger in (citra, dedi, stage.person(500)):
            stranger.presses_data(f"1|a|{data}").sees_not("Budi", "setiap")
    ani.presses_data("1|a|fb.rhythm.set|2|3|7").sees("salah satu tombol")
    with database.reading() as session:
        (row,) = session.exec(select(FeedbackRhythm)).all()
    assert (3, None) == (row.months, row.agreed_at)


def test_who_has_no_rater_is_told_so(ani):
    ani.presses_data("1|a|fb.rhythms").sees("Belum ada pejabat penilai")
    assert ["Menu"] == ani.labels()
