"""Work teams by chat: set up across units, placed in a plan, and led on just the team's results."""

from datetime import timedelta

import pytest

from tests import builders
from tests.bot.conversations.test_cascade import member


@pytest.fixture(autouse=True)
def own(stage, database):
    """Ani has one result; she rates Budi. Dedi, of another unit, will lead her team."""
    with database.unit_of_work() as session:
        _ani, post = member(session, "Ani Lestari")
        builders.result(session, builders.plan(session, post), "Imunisasi lengkap di lima desa")


def set_up(ani, dedi):
    ani.says("/tim").presses("Matriks").presses("Tim kerja").sees("Tim kerja (0)")
    ani.presses("Bentuk tim kerja").says("x").sees("Mohon tulis nama tim").says("Tim imunisasi")
    ani.says("Zz").sees("tidak ditemukan").says("Dedi").presses("Dedi Kurnia").presses("Hari ini")
    ani.says("31/12").sees("Ketua tim", "Dedi Kurnia").presses("Bentuk tim")
    ani.sees("Tim kerja sudah dibentuk", "s.d. 31 Desember 2026", "Belum ada hasil kerja")
    ani.presses("Tambah hasil kerja").says("Data balita lengkap").sees("yang mana yang didukung")
    ani.presses("Imunisasi lengkap").sees("1. Data balita lengkap", "belum ada yang mengambil")
    dedi.sees("dipercaya memimpin sebuah tim kerja").sees_not("imunisasi").presses("Buka")
    dedi.sees("Tim imunisasi", "Ketua: Dedi Kurnia")


def take(budi, dedi):
    dedi.presses("1").sees("Mendukung: Imunisasi lengkap").presses("Usulkan ke pegawai")
    dedi.sees("hanya melihat dan memberi umpan balik").says("Budi").presses("Budi Santoso")
    dedi.sees("Sudah diusulkan", "menunggu dimasukkan ke SKP")
    budi.sees("Dedi Kurnia mengusulkan hasil kerja").sees_not("balita").presses("Buka")
    budi.sees("Dari tim kerja yang dipimpin Dedi Kurnia", "sampai 31 Desember 2026")
    budi.presses("Masukkan ke SKP saya").presses("Tambah indikator").presses("Kuantitas")
    budi.says("Balita terdata").says("120 balita").presses("Menumpuk").presses("Makin besar")
    budi.says("/skp").presses("Lanjut menulis").presses("Periksa dan kirim")
    budi.presses("Biarkan seperti ini").presses("Ya, kirim").sees("telah diajukan")


def test_the_teams_leader_sees_just_the_teams_result_for_the_days_of_the_team(
    ani, budi, dedi, stage
):
    set_up(ani, dedi)
    take(budi, dedi)
    dedi.says("/tim").sees_not("Budi Santoso")
    ani.says("/tinjau").presses("SKP (1)").presses("Budi Santoso").presses("Setujui")

    dedi.says("/tim").presses("Tampilan lain").presses("Tim kerja (1)").sees("Budi Santoso")
    dedi.presses("Budi Santoso").sees("Data balita lengkap").sees_not("Kunjungan posyandu")
    ani.says("/tim").presses("Matriks").presses("Tim kerja").presses("1")
    ani.sees("1 pegawai, 1 sudah memasukkannya").presses("Akhiri tim").sees("hari ini?")
    ani.presses("Ya, akhiri").sees("Tim berakhir hari ini")
    stage.clock.advance(timedelta(days=1))
    dedi.says("/tim").presses("Tampilan lain")
    assert not [label for label in dedi.labels() if "Tim kerja" in label]
    ani.says("/tim").presses("Matriks").presses("Tim kerja").sees("sudah berakhir").presses("1")
    ani.sees("Tim ini sudah berakhir")
    assert "Akhiri tim" not in ani.labels()


def test_an_administrator_sets_up_a_team_and_strangers_find_none(eka, budi, ani, dedi):
    eka.says("/admin").presses("Tim kerja").presses("Bentuk tim kerja").says("Tim data")
    eka.presses("Saya sendiri").presses("Hari ini").says("30/06").presses("Bentuk tim")
    eka.sees("Ketua: Eka Wijaya").presses("Tambah hasil kerja").says("Data rapi")
    eka.presses("1").presses("Hapus").sees("Belum ada hasil kerja").presses("‹ Tim kerja")
    eka.sees("Bapak/Ibu ketuanya")
    for data in ("1|a|wt.see|1", "1|a|wt.end|1", "1|a|wt.add|1", "1|a|wt.res|1"):
        budi.presses_data(data).sees("tidak tersedia")
    budi.presses_data("1|a|wt").sees("Tim kerja (0)")
    budi.presses_data("1|a|wt.new").sees("Tim kerja (0)")


@pytest.fixture
def eka(stage):
    return stage.person(500)
