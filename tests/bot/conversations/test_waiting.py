"""What waits on both sides: listed, acted on by one tap, gently reminded of once a week."""

from datetime import timedelta

import pytest
from sqlmodel import select

from kinerja.models import FollowUp, Nudge
from tests.bot.conversations.test_feedback import give
from tests.bot.conversations.test_report import sent


@pytest.fixture
def reviewed(budi, ani):
    sent(budi)
    return ani.says("/tinjau").presses("Budi")


def test_both_sides_see_what_waits(budi, ani):
    ani.says("/tindaklanjut").sees("Tidak ada")
    sent(budi)
    ani.says("/tindaklanjut").sees("1. Budi Santoso: laporan", "Januari 2026", "3 Februari 2026")
    assert "Tindak lanjut (1)" in ani.says("/menu").labels()
    budi.says("/waiting").presses("Ditunggu (1)").sees("Ani Lestari meninjau laporan")
    ani.says("/tindaklanjut").presses("1. Tinjau").sees("12 kunjungan")


def test_a_reminder_goes_once_a_week_and_says_no_more_than_that(budi, ani, stage, database):
    sent(budi)
    budi.says("/tindaklanjut").presses("Ditunggu").presses("Ingatkan Ani").sees("mengingatkan Ani")
    ani.sees("Budi Santoso mengingatkan").sees_not("Januari").presses("Buka").sees("laporan")
    budi.says("/tindaklanjut").presses("Ditunggu").presses("Ingatkan Ani").sees("seminggu")
    stage.clock.advance(timedelta(days=8))
    budi.says("/tindaklanjut").presses("Ditunggu").presses("Ingatkan Ani").sees("mengingatkan Ani")
    with database.reading() as session:
        assert 2 == len(session.exec(select(Nudge)).all())


def test_an_outcome_leaves_an_item_until_it_is_closed(reviewed, budi, ani, citra, database):
    give(ani).presses("Kirim")
    ani.says("/tindaklanjut").sees("Apresiasi, Budi Santoso")
    budi.says("/tindaklanjut").sees("Umpan balik dari Ani Lestari").presses("Ditunggu")
    budi.sees("Apresiasi, oleh Ani Lestari")
    data = next(data for text, data in ani.shown.buttons if "Selesai" in text)
    citra.presses_data(data)
    budi.presses_data(data)
    with database.reading() as session:
        assert None is session.exec(select(FollowUp)).one().closed_at
    ani.presses_data(data).sees("ditutup").sees_not("Apresiasi,")
    budi.says("/tindaklanjut").presses("Ditunggu").sees_not("Apresiasi,")


def test_learning_waits_on_both(reviewed, ani, budi):
    ani.presses("Beri umpan balik").says("12 kunjungan tercatat.").presses("Lewati")
    ani.presses("Lewati").presses("Selesai").presses("Selesai").presses("Selesai")
    ani.presses("Belum ada").presses("Pengembangan kompetensi").presses("Selesai").presses("Kirim")
    for side in (ani, budi):
        side.says("/tindaklanjut").sees("Pengembangan kompetensi,")
