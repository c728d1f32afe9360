"""Service counters: opened with a QR code, answered by people nobody knows, read in tens."""

import base64
import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlmodel import select

from bot.due import Due
from kinerja.models import (
    CounterAnswer,
    CounterVisit,
    Draft,
    InstanceFact,
    OutboxMessage,
    ServiceCounter,
)
from kinerja.services.visiting_counters import begin_counter_day, forget_visitors
from tests.builders import NOW


@pytest.fixture
def eka(stage):
    return stage.person(500)


@pytest.fixture
def start(stage, eka, database):
    """Open a counter of Puskesmas Mawar; return what its link says to the bot."""
    eka.says("/layanan").sees("Loket layanan</b>: 0").presses("Loket baru")
    eka.presses("Puskesmas Mawar").says("Loket Pendaftaran").presses("Buka loket").sees("dibuka")
    with database.reading() as session:
        return f"/start loket-{session.exec(select(ServiceCounter.code)).one()}"


def visit(stage, start, number, text=None, *, kind="Ya"):
    patient = stage.person(900_000 + number)
    patient.says(start).presses(kind).presses("Sebagian").presses("Ya")
    return patient.says(text) if text else patient.presses("Lewati")


def tomorrow(stage):
    stage.clock.advance(timedelta(days=1))
    Due(stage.database, stage.clock, lambda: None)._begin_counter_day(stage.clock.now())


def rows(database, table):
    with database.reading() as session:
        return session.exec(select(table)).all()


def test_three_taps_and_a_sentence_leave_nothing_of_who_it_was(stage, start, database):
    patient = stage.person(900_001).says(start)
    patient.sees("Loket Pendaftaran, Puskesmas Mawar", "tidak menyimpan siapa").presses("Ya")
    patient.presses("Ya").presses("Tidak").sees("satu kalimat").says(
        "Petugasnya sabar!!! 08123456789"
    )
    patient.sees("tanpa nama dan nomor")
    assert patient.latest.message_id in patient.forgotten
    assert [] == [one for one in rows(database, Draft) if one.chat_id == 900_001]
    (answer,) = rows(database, CounterAnswer)
    expected = {"friendly": "yes", "clear": "yes", "prompt": "no"}
    assert (expected, "Petugasnya sabar. ***.") == (answer.answers, answer.text)
    assert "900001" not in str(rows(database, CounterAnswer) + rows(database, CounterVisit))
    stage.clock.advance(timedelta(hours=2))
    with database.unit_of_work() as session:
        forget_visitors(session, now=stage.clock.now())
    assert [] == [one for one in rows(database, OutboxMessage) if one.chat_id == 900_001]


def test_it_is_read_from_ten_answers_on_the_day_after(stage, eka, ani, start, database):
    for number in range(9):
        visit(stage, start, number, f"Antrean kini {'cepat' if number else 'lambat'}")
    tomorrow(stage)
    eka.says("/layanan").presses("Loket Pendaftaran").sees("10 jawaban")
    eka.sees_not("Antrean", "Ramah")
    visit(stage, start, 9, kind="Tidak")
    eka.says("/layanan").presses("Loket Pendaftaran").sees_not("Antrean")
    tomorrow(stage)
    eka.says("/layanan").presses("Loket Pendaftaran").sees("10 jawaban sejak Februari 2026")
    eka.sees(
        "Ramah: Ya 9, Sebagian 0, Tidak 1", "Jelas: Ya 0, Sebagian 10, Tidak 0", "Antrean kini"
    )
    assert [] == rows(database, CounterAnswer)
    ani.says("/layanan").sees_not("Pendaftaran")
    ani.presses_data("1|a|svc.open|1").sees_not("Antrean")


def test_once_a_day_at_each_counter_and_three_counters(stage, eka, start, database):
    starts = [start]
    for name in ("Loket Obat", "Poli Gigi", "Loket Kasir"):
        eka.says("/layanan").presses("Loket baru").presses("Puskesmas Mawar").says(name)
        eka.presses("Buka loket")
        with database.reading() as session:
            code = session.exec(
                select(ServiceCounter.code).where(ServiceCounter.name == name)
            ).one()
        starts.append(f"/start loket-{code}")
    visit(stage, starts[0], 1)
    stage.person(900_001).says(starts[0]).sees("sudah menjawab")
    visit(stage, starts[1], 1)
    visit(stage, starts[2], 1).sees("Terima kasih")
    stage.person(900_001).says(starts[3]).sees("sudah menjawab")
    marks = {one.mark for one in rows(database, CounterVisit)}
    tomorrow(stage)
    assert [] == rows(database, CounterVisit)
    visit(stage, starts[0], 1).sees("tanpa nama")
    assert not marks & {one.mark for one in rows(database, CounterVisit)}


def test_a_link_opened_again_before_the_end_begins_anew(stage, start, database):
    patient = stage.person(900_001).says(start)
    patient.presses("Ya").presses("Ya").says(start).presses("Ya").presses("Ya").presses("Ya")
    patient.presses("Lewati").sees("tanpa nama")
    assert 1 == len(rows(database, CounterAnswer))


def test_what_is_left_half_done_is_forgotten(stage, start, database):
    stage.person(900_001).says(start).presses("Ya")
    assert 900_001 in [one.chat_id for one in rows(database, Draft)]
    stage.clock.advance(timedelta(hours=2))
    with database.unit_of_work() as session:
        forget_visitors(session, now=stage.clock.now())
    assert 900_001 not in [one.chat_id for one in rows(database, Draft)]


def test_strangers_and_colleagues(stage, budi, start):
    stage.person(900_001).says("/start loket-0").sees("undangan pribadi")
    stage.person(900_002).says(start).says("/menu").sees("undangan pribadi")
    budi.says(start).sees("pengguna layanan")


def test_the_code_is_a_picture_that_can_be_printed(stage, eka, start):
    eka.presses("Kode QR").sees("Nama bot belum diketahui")
    with stage.database.unit_of_work() as session:
        session.add(InstanceFact(name="bot_name", value="contoh_bot", updated_at=NOW))
    eka.says("/layanan").presses("Loket Pendaftaran").presses("Kode QR").sees(
        "https://t.me/contoh_bot"
    )
    picture = Image.open(io.BytesIO(base64.b64decode(eka.shown.words.file.packed)))
    assert ("PNG", True) == (picture.format, picture.width >= 400)
    assert start.removeprefix("/start ") in eka.screen


def test_a_result_has_a_counter_and_its_owner_and_rater_read_it(stage, eka, ani, budi, start):
    eka.says("/layanan").presses("Loket Pendaftaran").presses("Hasil kerja").says("budi")
    eka.presses("Budi Santoso").presses("Kunjungan posyandu").sees("Tersimpan").presses("‹ Loket")
    eka.sees("Untuk hasil kerja: Kunjungan posyandu")
    for number in range(10):
        visit(stage, start, number, "Cepat sekali")
    tomorrow(stage)
    for reader in (budi, ani):
        reader.says("/layanan").presses("Loket Pendaftaran").sees("10 jawaban", "Cepat sekali.")
        assert not [label for label in reader.labels() if "QR" in label]
    stage.person(300).says("/layanan").sees("</b>: 0")


def test_a_counter_is_closed(stage, eka, start):
    eka.says("/layanan").presses("Loket Pendaftaran").presses("Tutup").sees("tidak menerima")
    eka.presses("Ya, tutup").sees("sudah ditutup")
    stage.person(900_001).says(start).sees("undangan pribadi")


def test_a_new_day_begins_once(database, stage):
    with database.unit_of_work() as session:
        assert begin_counter_day(session, now=stage.clock.now())
        assert not begin_counter_day(session, now=stage.clock.now())
        assert begin_counter_day(session, now=stage.clock.now() + timedelta(days=1))
