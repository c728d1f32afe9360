"""Feedback on a report: given in three parts, read, acknowledged, answered."""

from datetime import timedelta

import pytest
from sqlmodel import select

from kinerja.models import (
    Feedback,
    FeedbackKind,
    FeedbackMode,
    FeedbackOutcome,
    FeedbackSubject,
    FeedbackTag,
    FeedbackVersion,
)
from tests.bot.conversations.test_report import sent


@pytest.fixture
def reviewed(budi, ani):
    sent(budi)
    return ani.says("/tinjau").presses("Budi")


def give(ani):
    ani.presses("Beri umpan balik").sees("12 kunjungan")
    ani.says("12 kunjungan terlaksana, tiga lebih banyak daripada Desember.")
    ani.says("Daftar hadir belum lengkap pada dua posyandu.")
    ani.says("Mohon lengkapi daftar hadir sampai 10 Februari.")
    ani.presses("1.").presses("Selesai").presses("Akuntabel").presses("Selesai")
    ani.presses("Komunikasi").presses("Akuntabel").presses("Selesai")
    ani.sees("dikembangkan").presses("Pelayanan publik").presses("Selesai")
    ani.presses("Ada kemajuan").presses("Apresiasi").presses("Selesai")
    return ani


def test_feedback_goes_its_whole_way(reviewed, budi, ani, database):
    give(ani).sees("Daftar hadir belum lengkap", "Akuntabel", "Apresiasi").presses("Kirim")
    ani.sees("Budi Santoso")
    budi.sees("Ada umpan balik baru untuk Bapak/Ibu.").sees_not("kunjungan").presses("Buka")
    budi.sees("tiga lebih banyak", "dua posyandu", "10 Februari", "Akuntabel", "Komunikasi")
    budi.presses("Sudah saya baca")
    ani.sees("Budi Santoso").sees_not("posyandu")
    budi.presses("Jawab").says("Terima kasih, akan saya lengkapi.").presses("Kirim")
    ani.presses("Buka").sees("Terima kasih, akan saya lengkapi.")
    with database.reading() as session:
        feedback = session.exec(select(Feedback)).one()
        assert feedback.acknowledged_at is not None
        assert 2 == len(session.exec(select(FeedbackSubject)).all())
        assert 1 == len(session.exec(select(FeedbackOutcome)).all())
        tags = {(tag.tag, tag.strength) for tag in session.exec(select(FeedbackTag))}
    assert {("Komunikasi", True), ("accountable", True), ("Pelayanan publik", False)} == tags


def test_help_shows_situation_behaviour_impact_and_asks_again(reviewed, ani):
    ani.presses("Beri umpan balik").presses("Bantuan").sees("12 dari 14", "Yang sudah baik")


def test_a_stock_phrase_is_asked_about_once_and_can_stay(reviewed, ani):
    ani.presses("Beri umpan balik").says("Sudah sesuai.").presses("Lewati").presses("Lewati")
    ani.presses("Biarkan").sees("Hasil kerja mana")


def test_a_stock_phrase_can_be_sharpened(reviewed, ani):
    ani.presses("Beri umpan balik").says("Sudah sesuai.").presses("Lewati").presses("Lewati")
    ani.presses("Ubah").sees("Yang sudah baik").says("12 kunjungan, naik tiga.").presses("Selesai")
    ani.sees("BerAKHLAK")


def test_feedback_without_a_word_is_refused_and_nothing_is_lost(reviewed, ani):
    ani.presses("Beri umpan balik").presses("Lewati").presses("Lewati").presses("Lewati")
    if "Biarkan" in " ".join(ani.labels()):
        ani.presses("Biarkan")
    ani.presses("Selesai").presses("Selesai").presses("Belum ada").presses("Selesai")
    ani.presses("Kirim").presses("Ubah jawaban").presses("Yang sudah baik").says("12 kunjungan.")
    ani.presses("Selesai").presses("Kirim").sees("Budi Santoso")


def test_what_follows_depends_on_progress(reviewed, ani):
    ani.presses("Beri umpan balik").says("12 kunjungan terlaksana.").presses("Lewati")
    ani.presses("Lewati").presses("Selesai").presses("Selesai").presses("Selesai")
    ani.presses("Belum ada")
    labels = " ".join(ani.labels())
    assert "Bimbingan" in labels
    assert "Apresiasi" not in labels


def test_acknowledging_twice_tells_once(reviewed, budi, ani):
    give(ani).presses("Kirim")
    budi.presses("Buka")
    read = budi.data("Sudah saya baca")
    budi.presses("Sudah saya baca")
    count = len(ani.chat)
    budi.presses_data(read)
    assert count == len(ani.chat)


def test_others_neither_give_nor_read(reviewed, budi, ani, citra, dedi):
    give_data = ani.data("Beri umpan balik")
    for stranger in (citra, dedi, budi):
        stranger.presses_data(give_data)
        assert "12 kunjungan" not in stranger.screen or stranger is budi
    give(ani).presses("Kirim")
    opened = budi.data("Buka")
    citra.presses_data(opened).sees_not("posyandu", "Ani")


def test_an_empty_list_says_when_feedback_comes(citra):
    citra.says("/umpanbalik").sees("Umpan balik")
    assert ["Rekan & apresiasi", "Menu"] == citra.labels()


def test_feedback_without_a_report_notes_a_talk(ani, budi, database):
    ani.says("/umpanbalik").presses("Beri umpan balik").sees("Untuk siapa").presses("Budi")
    ani.presses("Insidentil").presses("Langsung")
    ani.says("Antrean loket habis sebelum pukul 11.").presses("Lewati").presses("Lewati")
    ani.presses("Selesai").presses("Selesai").presses("Selesai").presses("Ada kemajuan")
    ani.presses("Selesai").presses("Kirim").sees("Budi Santoso")
    budi.sees("Ada umpan balik baru").presses("Buka").sees("pukul 11", "Insidentil · Langsung")
    with database.reading() as session:
        feedback = session.exec(select(Feedback)).one()
    assert (FeedbackKind.AD_HOC, FeedbackMode.DIRECT) == (feedback.kind, feedback.mode)


def test_a_feedback_is_corrected_within_a_day_and_the_words_before_are_kept(
    reviewed, budi, ani, stage, database
):
    give(ani).presses("Kirim").presses("Buka").presses("Koreksi").sees("tiga lebih banyak")
    ani.presses("Ubah jawaban").presses("Yang sudah baik").says("13 kunjungan terlaksana.")
    ani.presses("Kirim").sees("13 kunjungan", "Dikoreksi", "3 Februari 2026")
    budi.sees("Ani Lestari mengoreksi").sees_not("13").presses("Buka").sees("13 kunjungan")
    assert "Koreksi" not in " ".join(budi.labels())
    with database.reading() as session:
        assert "tiga lebih" in session.exec(select(FeedbackVersion)).one().went_well
    stage.clock.advance(timedelta(hours=25))
    ani.presses_data("1|a|fb.open|1").sees("13 kunjungan")
    assert "Koreksi" not in " ".join(ani.labels())
    ani.presses_data("1|a|fb.fix|1").sees("24 jam")


def test_only_the_giver_corrects(reviewed, budi, ani, citra):
    give(ani).presses("Kirim")
    for other in (budi, citra):
        other.presses_data("1|a|fb.fix|1")
        if other.labels() and "Kirim" in " ".join(other.labels()):
            other.presses("Ubah jawaban").presses("Yang sudah baik").says("Diganti.")
            other.presses("Kirim")
    ani.presses_data("1|a|fb.open|1").sees("tiga lebih banyak").sees_not("Diganti")


def test_thanking_takes_one_tap(reviewed, budi, ani):
    give(ani).presses("Kirim")
    budi.presses("Buka").presses("Ucapkan terima kasih").sees("Terima kasih.")
    ani.presses("Buka").sees("Terima kasih.")


def test_only_ones_own_people_are_given_feedback(citra, budi, stage):
    citra.presses_data("1|a|fb.whom").sees_not("Budi")
    citra.presses_data("1|a|fb.person|3").sees_not("Budi")


def test_what_is_asked_about_others_is_protected_also_where_it_is_typed(budi, ani):
    sent(budi)
    ani.says("/tinjau").presses("Budi").presses("Terima").presses("Beri umpan balik")
    assert ani.shown.words.protected
    ani.says("12 kunjungan tercatat sejak tanggal 3.").sees("ditingkatkan")
    assert ani.shown.words.protected
    budi.says("/catat").presses("1").says("3 kunjungan posyandu")
    assert not budi.shown.words.protected
