"""Type once: logs and reports as text to be copied into e-Kinerja, and what was copied."""

import re
from datetime import timedelta

import pytest

from bot.talk.options import Options
from kinerja.rules.filing_templates import FilingTemplates
from tests import builders
from tests.bot.conversations.test_report import PHOTO, sent

COPIED = "Sudah saya salin ke e-Kinerja"
CODE = re.compile(r"<code>(.*?)</code>", re.DOTALL)


def fields(person):
    """Return what a tap would copy from the newest message."""
    return CODE.findall(person.screen)


def notes(person, *texts, result="1"):
    for text in texts:
        person.says(f"/catat {text}").presses(result)


@pytest.fixture
def second_post(database):
    with database.unit_of_work() as session:
        budi = session.get(builders.Person, 3)
        place = session.get(builders.Unit, 2)
        assert "Budi Santoso" == budi.name
        post = builders.position(session, budi, place, "Bendahara")
        of = builders.plan(session, post)
        about = builders.result(session, of, "Pertanggungjawaban keuangan tertib")
        builders.indicator(session, about, "Jumlah berkas", target=builders.Decimal(24))
    return post.id


def test_somebody_without_logs_and_reports_is_told_what_to_do(budi):
    budi.says("/ekinerja").sees("Belum ada yang perlu disalin", "/catat", "/lapor")
    assert ["Catatan cepat", "Laporan bulanan", "Menu"] == budi.labels()


def test_a_day_is_copied_field_by_field(budi):
    notes(budi, "5 kunjungan posyandu Melati <RW 3>")
    notes(budi, "rapat lintas sektor", result="Di luar")
    budi.presses("Catatan").presses("Salin ke e-Kinerja").presses("Harian")
    budi.sees("belum di e-Kinerja", "Ketuk teks")
    assert [
        "3 Februari 2026",
        "5 kunjungan posyandu Melati &lt;RW 3&gt;",
        "Kunjungan posyandu terlaksana",
        "3 Februari 2026",
        "rapat lintas sektor",
        "Di luar SKP",
    ] == fields(budi)
    budi.presses(COPIED).sees("Tercatat: 3 Februari 2026", "Tidak ada lagi")
    budi.says("/ekinerja").presses("Harian").sees("Sudah disalin ke e-Kinerja pada 3 Februari 2026")
    budi.presses("Buka lagi").sees("belum di e-Kinerja").presses(COPIED)


def test_the_text_is_indonesian_whatever_the_chat_speaks(budi):
    notes(budi, "1200,5 lembar berkas")
    budi.says("/bahasa").presses("English").says("/filing").presses("Daily").sees("Tap a text")
    assert ["3 Februari 2026", "1.200,5 lembar berkas"] == fields(budi)[:2]


def test_a_week_shows_its_days_and_leads_to_the_next_thing(budi, stage):
    notes(budi, "kunjungan pertama")
    stage.clock.advance(timedelta(days=1))
    notes(budi, "kunjungan kedua")
    stage.clock.advance(timedelta(days=7))
    notes(budi, "kunjungan ketiga")
    budi.says("/ekinerja").sees("3 hari, sejak 3 Februari 2026").presses("Mingguan")
    budi.sees("2 Februari 2026 s.d. 8 Februari 2026", "kunjungan pertama", "kunjungan kedua")
    budi.presses("9 Februari 2026 ›").sees("kunjungan ketiga").presses("‹ 2 Februari 2026")
    budi.presses(COPIED).presses("e-Kinerja").sees("1 hari, sejak 11 Februari 2026")
    budi.presses("Harian").presses("‹ 4 Februari 2026").presses("Buka lagi")
    budi.sees("belum di e-Kinerja").presses("‹ 3 Februari 2026").sees("Sudah disalin")


def test_a_month_is_copied_from_the_receipt(budi):
    sent(budi).sees("Tersimpan di asisten ini, belum di e-Kinerja.").presses("Salin ke e-Kinerja")
    assert [
        "Jumlah kunjungan: 12 kunjungan",
        "Waktu tunggu rata-rata: 25 menit",
        "Cakupan: 90 %",
        "Pedoman sudah tersusun sampai bab 3.",
    ] == fields(budi)
    assert any("L-2601-" in message.text for message in budi.chat), "the receipt stays"
    budi.presses(COPIED).sees("Januari 2026 sudah disalin")
    budi.says("/lapor").sees("Sudah disalin ke e-Kinerja pada").sees_not("belum di e-Kinerja")


def test_evidence_is_copied_where_it_can_and_named_where_it_cannot(budi):
    budi.says("/lapor").presses("1").presses("Bukti dukung")
    budi.sends(PHOTO).says("https://contoh.go.id/berkas").says("440/12/2026").presses("Selesai")
    sent(budi).presses("Salin ke e-Kinerja").sees("Perlu diunggah sendiri di sana: foto.jpg")
    assert {"https://contoh.go.id/berkas", "440/12/2026"} < set(fields(budi))


def test_a_month_without_a_report_leads_to_it_and_shows_its_logs(budi):
    notes(budi, "kunjungan pertama")
    budi.says("/ekinerja").presses("Bulanan").sees("Laporan belum dikirim", "kunjungan pertama")
    assert COPIED not in budi.labels()
    budi.presses("Laporan bulanan").sees("Laporan Februari 2026")


def test_the_logs_of_a_month_go_into_its_file_and_are_closed_with_it(budi, stage):
    notes(budi, "kunjungan pertama")
    stage.clock.advance(timedelta(days=27))
    sent(budi).presses("Salin ke e-Kinerja").sees("1 catatan harian belum disalin")
    budi.presses("Berkas .txt").sees("Untuk e-Kinerja: Februari 2026")
    file = budi.shown.words.file
    assert "ekinerja-month-2026-02-01.txt" == file.file_name
    assert "Realisasi: Jumlah kunjungan: 12 kunjungan" in file.content
    assert "Kegiatan: kunjungan pertama" in file.content
    budi.presses(COPIED).sees("Februari 2026 sudah disalin", "Tidak ada lagi")
    budi.presses("‹ e-Kinerja").presses("Harian").sees("Sudah disalin")
    budi.presses("Disalin bersama Februari 2026").presses("Buka lagi").sees("belum di e-Kinerja")


def test_a_long_text_comes_as_a_file_and_can_be_read_in_pages(budi):
    for number in range(16):
        notes(
            budi, f"kunjungan ke-{number}: " + "posyandu Melati bersama kader dan bidan desa " * 6
        )
    budi.says("/ekinerja").presses("Harian").sees("berkas ini")
    assert "kunjungan ke-15" in budi.shown.words.file.content
    budi.presses("Baca di sini").sees("kunjungan ke-0").sees_not("kunjungan ke-15")
    assert None is budi.shown.words.file
    assert COPIED not in budi.labels()
    while any("›" in label for label in budi.labels()):
        assert len(budi.shown.words.rows) <= 4
        assert len(budi.screen.encode()) < 2500
        budi.presses(" ›")
    budi.sees("kunjungan ke-15").presses(COPIED).sees("sudah disalin")


def test_a_quarter_adds_up_and_names_months_without_a_report(budi, stage):
    sent(budi)
    stage.clock.advance(timedelta(days=60))
    budi.says("/ekinerja").sees("Laporan Januari 2026", "Triwulan I 2026").presses("Triwulan")
    budi.sees("Belum ada laporan: Februari 2026", "Belum ada laporan: Maret 2026")
    assert "Jumlah kunjungan: 12 kunjungan (target tahun ini 120 kunjungan)" == fields(budi)[0]
    assert "Januari 2026: Pedoman sudah tersusun sampai bab 3." == fields(budi)[-1]
    budi.presses(COPIED).sees("Triwulan I 2026 sudah disalin", "Tidak ada lagi")
    budi.says("/lapor").presses("Bulan lain").presses("Januari 2026").sees("Sudah disalin")


def test_a_log_that_came_meanwhile_keeps_an_old_button_from_closing(budi):
    notes(budi, "kunjungan pertama")
    old = budi.says("/ekinerja").presses("Harian").data(COPIED)
    notes(budi, "kunjungan kedua")
    budi.presses_data(old).sees("Isinya berubah sejak dibuka", "kunjungan kedua")
    budi.says("/ekinerja").sees("1 hari").presses("Harian").presses(COPIED).sees("sudah disalin")


def test_a_log_deleted_after_it_was_copied_is_to_be_deleted_there(budi, stage):
    notes(budi, "kunjungan pertama")
    delete = budi.data("Hapus")
    budi.says("/ekinerja").presses("Harian").presses(COPIED)
    budi.presses_data(delete)
    stage.clock.advance(timedelta(days=1))
    budi.says("/ekinerja").presses("Harian").sees("telah dihapus di asisten", "dihapus juga")
    budi.presses(COPIED).sees("Tidak ada lagi")


def test_posts_are_chosen_and_apart(budi, second_post):
    budi.says("/catat periksa kas").sees("5. Pertanggungjawaban").presses("5")
    budi.says("/ekinerja").sees("lebih dari satu jabatan").presses("Bendahara")
    budi.presses("Harian").sees("periksa kas", "Bendahara").presses("‹ e-Kinerja")
    budi.presses("Jabatan lain").presses("Perawat").sees("Belum ada yang perlu disalin")


def test_the_agency_words_it(stage, budi):
    wording = FilingTemplates(day_date="", day_activity="{activity} ({short_date})")
    stage.options = Options(filing=wording)
    stage.__post_init__()
    notes(budi, "5 kunjungan")
    budi.says("/ekinerja").presses("Harian")
    assert "5 kunjungan (03/02/2026)" == fields(budi)[0]


@pytest.mark.parametrize("person", ["ani", "citra", "dedi"])
def test_nobody_else_copies_or_closes(person, budi, request):
    notes(budi, "kunjungan rahasia")
    budi.says("/ekinerja").presses("Harian")
    taps = [data for _label, data in budi.shown.buttons if data.startswith("1|a|fil")]
    intruder = request.getfixturevalue(person)
    for data in taps:
        intruder.presses_data(data).sees_not("rahasia", "Perawat", "disalin")
    budi.says("/ekinerja").sees("1 hari")


@pytest.mark.parametrize(
    "data",
    [
        "fil.day|{post}|9999-12-31",
        "fil.week|{post}|0001-01-01",
        "fil.quarter|{post}|2026-13-01",
        "fil.done|{post}|decade|2026-02-03|1.2",
        "fil.done|{post}|day|2026-02-03|",
        "fil.again|{post}|year|2026-02-03",
        "fil.again|{post}|month|2026-02-03",
        "fil.file|{post}|day|2026-02-03",
        "fil.month|{post}|2026-02-01|99",
        "fil.post|0",
    ],
)
def test_forged_buttons_lead_on(budi, data):
    notes(budi, "kunjungan")
    post = budi.says("/ekinerja").data("Harian").split("|")[3]
    budi.presses_data("1|a|" + data.format(post=post))
    assert budi.labels()
    budi.sees_not("Tercatat")


def test_one_thing_leads_to_the_next(budi, stage):
    notes(budi, "kunjungan pertama")
    stage.clock.advance(timedelta(days=1))
    notes(budi, "kunjungan kedua")
    stage.clock.advance(timedelta(days=1))
    sent(budi).presses("Salin ke e-Kinerja").presses(COPIED)
    budi.presses("Berikutnya: 3 Februari 2026").presses(COPIED).sees_not("Tidak ada lagi")
    budi.presses("Berikutnya: 4 Februari 2026").presses(COPIED).sees("Tidak ada lagi")


def test_months_and_quarters_are_turned(budi, stage):
    for days, chapter in ((0, 3), (60, 4), (30, 5)):
        stage.clock.advance(timedelta(days=days))
        budi.says("/lapor").presses("Isi satu per satu").says("12").says("25").says("90").says(
            "100"
        )
        budi.says(f"Bab {chapter} tersusun.").presses("Periksa dan kirim").presses("Ya, kirim")
    budi.says("/ekinerja").presses("Bulanan").sees("Januari 2026").presses("Maret 2026 ›")
    budi.sees("Maret 2026").presses("April 2026 ›").presses("‹ Maret 2026")
    budi.says("/ekinerja").presses("Triwulan").sees("Triwulan I 2026").presses("Triwulan II 2026 ›")
    budi.sees("Jumlah kunjungan: 12 kunjungan").presses("‹ Triwulan I 2026")
    budi.sees("Jumlah kunjungan: 24 kunjungan", "Maret 2026: Bab 4 tersusun.")


def test_what_was_not_measured_says_so(budi):
    budi.says("/lapor").presses("Isi satu per satu").presses("Tidak diukur")
    budi.says("25").says("90").says("100").says("Pedoman tersusun.")
    budi.presses("Periksa dan kirim").presses("Ya, kirim").presses("Salin ke e-Kinerja")
    assert "Tidak diukur pada Januari 2026" == fields(budi)[0]


def test_long_notes_and_much_evidence_go_over_several_screens(budi):
    budi.says("/lapor").presses("1").presses("Catatan").says("Kunjungan berjalan. " * 60)
    budi.presses("Bukti dukung")
    for number in range(6):
        budi.says(f"https://contoh.go.id/{'berkas-' * 12}{number}")
    budi.presses("Selesai")
    sent(budi).presses("Salin ke e-Kinerja")
    seen = fields(budi)
    while any("›" in label for label in budi.labels()):
        assert COPIED not in budi.labels()
        seen += fields(budi.presses(" ›"))
    assert 6 == sum(text.startswith("https") for text in seen)
    assert len(seen) == len(set(seen))
    assert COPIED in budi.labels()


def test_a_day_without_work_says_what_to_do(budi):
    notes(budi, "kunjungan")
    post = budi.says("/ekinerja").data("Harian").split("|")[3]
    budi.presses_data(f"1|a|fil.day|{post}|2026-02-02").sees("Belum ada kegiatan").presses("Catat")
    budi.sees("hasil kerja")
    budi.presses_data(f"1|a|fil.file|{post}|day|2026-02-02").sees("Belum ada kegiatan")
    budi.presses_data(f"1|a|fil.month|{post}|2026-01-01").sees("Laporan belum dikirim")


def test_a_superior_without_a_post_is_told_whom_to_ask(stage, database):
    with database.unit_of_work() as session:
        regent = builders.person(session, "Bupati", nip="bupati", kind=None)
        builders.account(session, regent, 700)
    stage.person(700).says("/ekinerja").sees("belum tercatat", "pengelola kinerja")


def test_the_waiting_list_leads_to_it(budi):
    sent(budi)
    budi.says("/tindaklanjut").sees("Perlu disalin ke e-Kinerja: 1, Perawat").presses("1. Salin")
    budi.presses("Bulanan").presses(COPIED)
    budi.says("/tindaklanjut").sees("Tidak ada")


def test_a_report_taken_back_and_sent_unchanged_stays_copied(budi, stage):
    sent(budi).presses("Salin ke e-Kinerja").presses("Sudah saya salin")
    stage.clock.advance(timedelta(minutes=5))
    budi.says("/lapor").presses("Tarik kembali").presses("Periksa dan kirim").presses("Ya, kirim")
    budi.sees("Sudah disalin").sees_not("belum di e-Kinerja")
    budi.says("/ekinerja").sees_not("berubah")
    budi.says("/lapor").presses("Tarik kembali").presses("1").presses("Realisasi").says("13")
    budi.presses("Semua hasil kerja").presses("Periksa dan kirim").presses("Ya, kirim")
    budi.says("/ekinerja").sees("berubah setelah disalin")


def test_a_returned_report_is_copied_only_when_it_is_completed(budi, ani):
    sent(budi)
    ani.says("/tinjau").presses("Budi").presses("Kembalikan").says("Mohon lampirkan daftar hadir.")
    ani.presses("Kembalikan")
    budi.says("/menu")
    assert "Salin ke e-Kinerja" in budi.labels()
    budi.says("/lapor").sees_not("belum di e-Kinerja")
    assert "Salin ke e-Kinerja" not in budi.labels()
    budi.says("/ekinerja").sees_not("Laporan Januari 2026")
    budi.says("/lapor").presses("Lengkapi").presses("Periksa dan kirim").presses("Ya, kirim")
    budi.sees("belum di e-Kinerja").says("/ekinerja").sees("Januari 2026")
