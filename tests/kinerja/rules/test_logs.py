from datetime import date, time
from decimal import Decimal

import pytest

from kinerja.errors import Refused
from kinerja.rules.logs import (
    LONGEST_TEXT,
    LogContent,
    check_amount,
    check_day,
    check_log,
    check_not_gathered,
    check_times,
    clean_text,
    may_be_log,
    parse_log,
    read_times,
    recurs,
)

OPEN_FROM = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("message", "amount", "text"),
    [
        ("12 kunjungan posyandu", "12", "kunjungan posyandu"),
        ("12,5 km jalan diperiksa", "12.5", "km jalan diperiksa"),
        ("2.5 jam pelatihan", "2.5", "jam pelatihan"),
        ("1.200 berkas dipindai", "1200", "berkas dipindai"),
        ("1.200,5 kg beras dibagikan", "1200.5", "kg beras dibagikan"),
        ("95 % bayi diimunisasi", "95", "bayi diimunisasi"),
        ("95% bayi diimunisasi", "95", "bayi diimunisasi"),
        ("  3   rapat   koordinasi ", "3", "rapat koordinasi"),
        ("3 rapat\n\nnotulen dikirim", "3", "rapat\nnotulen dikirim"),
        ("Rapat koordinasi", None, "Rapat koordinasi"),
        ("Rapat dengan 12 kader", None, "Rapat dengan 12 kader"),
        ("12", None, None),
        ("12 Januari 2026 rapat", None, "12 Januari 2026 rapat"),
        ("12 Jan rapat", None, "12 Jan rapat"),
        ("5 mei rapat", None, "5 mei rapat"),
        ("12/1/2026 rapat", None, "12/1/2026 rapat"),
        ("12-01-2026 rapat", None, "12-01-2026 rapat"),
        ("12.01.2026 rapat", None, "12.01.2026 rapat"),
        ("08.00 apel pagi", None, "08.00 apel pagi"),
        ("8 WITA apel pagi", None, "8 WITA apel pagi"),
        ("9 - 11 rapat", None, "9 - 11 rapat"),
        ("1. rapat koordinasi", None, "1. rapat koordinasi"),
        ("199001012015031001 diperiksa", None, "199001012015031001 diperiksa"),
        ("19900101 201503 1 001 dikunjungi", None, "19900101 201503 1 001 dikunjungi"),
        ("0812345678 dihubungi", None, "0812345678 dihubungi"),
        ("440/123/2026 disusun", None, "440/123/2026 disusun"),
        ("-5 berkas", None, "-5 berkas"),
    ],
)
def test_one_message_becomes_amount_and_text(message, amount, text):
    if text is None:
        with pytest.raises(Refused, match="few words"):
            parse_log(message)
    else:
        assert (amount and Decimal(amount), text) == parse_log(message)


@pytest.mark.parametrize("text", ["", "  \n ", "ok", "x" * (LONGEST_TEXT + 1)])
def test_a_text_must_say_something_in_a_few_words(text):
    with pytest.raises(Refused):
        clean_text(text)


@pytest.mark.parametrize(
    ("day", "today", "open_"),
    [
        (date(2026, 2, 3), date(2026, 2, 3), True),
        (date(2026, 2, 4), date(2026, 2, 3), False),
        (date(2026, 1, 1), date(2026, 2, 10), True),
        (date(2025, 12, 31), date(2026, 2, 10), False),
    ],
)
def test_days_of_open_months_can_have_logs(day, today, open_):
    if open_:
        check_day(day, today, OPEN_FROM)
    else:
        with pytest.raises(Refused):
            check_day(day, today, OPEN_FROM)


@pytest.mark.parametrize("amount", [Decimal(0), Decimal(-1), Decimal(10) ** 14])
def test_amounts_that_are_none(amount):
    with pytest.raises(Refused, match="above 0"):
        check_amount(amount)


def test_a_night_shift_ends_the_next_morning():
    check_times(time(21), time(7))
    check_times(time(8), None)
    check_times(None, None)


@pytest.mark.parametrize("times", [(None, time(8)), (time(8), time(8))])
def test_times_that_cannot_be(times):
    with pytest.raises(Refused):
        check_times(*times)


def test_a_log_is_checked_as_a_whole():
    content = LogContent(date(2026, 2, 3), " rapat   kader ", amount=Decimal(2), starts_at=time(8))

    checked = check_log(content, date(2026, 2, 3), OPEN_FROM)

    assert ("rapat kader", Decimal(2)) == (checked.text, checked.amount)


def test_a_gathered_log_stays():
    check_not_gathered(None)
    with pytest.raises(Refused, match="already part of report"):
        check_not_gathered("L-2601-AAAAA")


@pytest.mark.parametrize(
    ("times", "written"),
    [
        (("08:00", "10:30"), "08.00-10.30"),
        (("08:00", "10:30"), "jam 8 sampai 10.30 WIB"),
        (("22:00", "06:00"), "22-6"),
        (("16:00", "00:00"), "16:00 – 24:00"),
        (("07:30", "14:00"), "07.30 s.d. 14.00"),
    ],
)
def test_times_are_read_as_people_write_them(times, written):
    assert times == tuple(found.strftime("%H:%M") for found in read_times(written))


@pytest.mark.parametrize("written", ["pagi", "8", "25.00-26.00", "08.70-09.00", "08.00-08.00"])
def test_times_that_cannot_be_read(written):
    with pytest.raises(Refused):
        read_times(written)


@pytest.mark.parametrize(
    ("is_log", "text"),
    [
        (True, "12 kunjungan posyandu"),
        (True, "Rapat koordinasi dengan kader desa"),
        (True, "Menyusun laporan triwulan, selesai bab 2"),
        (False, "selamat pagi pak"),
        (False, "Terima kasih banyak, Ibu"),
        (False, "kapan laporan ditutup?"),
        (False, "198001012005011001"),
        (False, "ok siap bu"),
        (False, "12"),
    ],
)
def test_words_out_of_nowhere_that_look_like_work(is_log, text):
    assert is_log == may_be_log(text)


def test_the_third_log_of_a_kind_recurs():
    earlier = ["Mendampingi kunjungan bupati ke Melati", "Mendampingi kunjungan bupati ke Mawar"]
    third = "Mendampingi kunjungan bupati ke Kenanga"
    assert recurs(third, earlier)
    assert not recurs(third, earlier[:1])
    assert not recurs(third, ["Rapat kader posyandu", "Menyusun anggaran triwulan"])
    assert not recurs("3 4", ["3 4", "3 4"])
