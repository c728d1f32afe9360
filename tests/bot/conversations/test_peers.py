"""Feedback from others in the chat: by name, without names, in small groups, declined, taken back."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.due import Due
from kinerja.models import Account, PeerInvitation
from tests import builders


@pytest.fixture
def nurses(stage, database):
    """Four more people of the section whom Ani rates, in the chats 601 to 604."""
    with database.unit_of_work() as session:
        place = session.exec(
            select(builders.Unit).where(builders.Unit.name == "Puskesmas Mawar")
        ).one()
        rater = session.exec(
            select(builders.Person).where(builders.Person.name == "Ani Lestari")
        ).one()
        for number, name in enumerate(("Fani Utami", "Gita Sari", "Hana Mulia", "Indra Jaya")):
            one = builders.person(session, name)
            builders.position(session, one, place, "Bidan", rater)
            builders.account(session, one, 601 + number)
    return [stage.person(601 + number) for number in range(4)]


def pass_days(stage, days):
    """Let days pass, with the tick of each morning."""
    due = Due(stage.database, stage.clock, lambda: None)
    for _day in range(days):
        stage.clock.advance(timedelta(days=1))
        due._close_requests(stage.clock.now())
        stage.deliver()


def ask_my_people(ani):
    ani.says("/umpanbalik").presses("Rekan").presses("Minta umpan balik").presses("Tentang saya")
    ani.presses("Pegawai yang dinilai").sees("tanpa nama", "Hanya Bapak/Ibu yang membaca")
    ani.presses("Tiga yang lazim").presses("3 hari").sees("3 hari").presses("Kirim").sees(
        "terkirim"
    )


def answer(person, way, text):
    person.presses(way).presses("Sering").presses("Kadang").presses("jarang")
    person.presses("Komunikasi").presses("Selesai").presses("Selesai").says(text)
    person.sees("Begini tampilannya").presses("Ya, benar").sees("Apakah sudah benar?")
    return person.presses("Kirim")


def test_a_group_is_read_together_and_without_names(stage, ani, budi, nurses):
    ask_my_people(ani)
    budi.sees("tentang seorang rekan").sees_not("Ani").presses("Buka")
    budi.sees("Ani Lestari", "Ada 5 orang", "paling sedikit 4")
    for person in nurses:
        person.presses("Buka")
    for number, person in enumerate((budi, *nurses[:3])):
        words = ("satu", "dua", "tiga", "empat")[number]
        answer(person, "Jawab, tanpa nama", f"rapat {words} kali sudah cukup!!!").sees("tertutup")
    ani.says("/minta").presses("Permintaan saya").presses("Ani Lestari").sees("Masih dibuka")
    ani.sees_not("cukup", "jawaban, tanpa nama")
    pass_days(stage, 3)
    nurses[3].sees("hari terakhir")
    budi.sees("tertutup")
    pass_days(stage, 1)
    ani.sees("sudah ditutup").presses("Buka").sees("4 jawaban, tanpa nama", "Sering terlihat 4")
    ani.sees("Rapat satu kali sudah cukup.", "Rapat empat kali sudah cukup.", "Komunikasi 4")
    ani.sees_not("Budi", "Fani")
    nurses[3].presses("Buka").sees("tidak ada")


def test_a_text_that_gives_its_author_away_is_warned_about(ani, budi, nurses):
    ask_my_people(ani)
    budi.presses("Buka").presses("Jawab, tanpa nama")
    budi.presses("Sering").presses("Sering").presses("Sering").presses("Selesai").presses("Selesai")
    budi.says("sy perawat, kemarin Fani juga dimarahi di loket 2!!").sees("Saya perawat, kemarin")
    budi.sees(
        "menunjukkan penulisnya", "nama orang", "tugas atau jabatan", "hari atau jam", "tempat"
    )
    budi.presses("Ubah").sees("satu kalimat").presses("Lewati").presses("Kirim").sees("tertutup")
    assert nurses


def test_an_answer_is_changed_and_taken_back(ani, budi, nurses, database):
    ask_my_people(ani)
    budi.presses("Buka")
    answer(budi, "Jawab, tanpa nama", "Rapat lama").presses("Ubah atau tarik").sees(
        "sudah menjawab"
    )
    budi.presses("Tarik jawaban").sees("dihapus")
    with database.reading() as session:
        given = session.exec(select(PeerInvitation)).all()
        assert [{}] * 5 == [one.content for one in given]
    assert nurses


def test_declining_is_one_tap_and_nobody_is_told(ani, budi, nurses):
    ask_my_people(ani)
    before = len(ani.chat)
    budi.presses("Tidak bersedia").sees("tidak ada yang diberi tahu")
    assert before == len(ani.chat)
    assert nurses


def test_a_small_group_chooses_before_it_writes(stage, ani, budi, database):
    ask_my_people(ani)
    budi.presses("Buka").sees("hanya 1 orang", "Dinas Kesehatan Kota")
    answer(budi, "digabung ke unit di atas", "Rapat lebih singkat").sees("digabung")
    pass_days(stage, 4)
    ani.presses("Buka").sees("Kelompoknya kecil").sees_not("Rapat lebih singkat")
    with database.reading() as session:
        assert [] == session.exec(select(PeerInvitation)).all()


def test_small_groups_are_read_together_once_four_have_answered(
    stage, ani, budi, dedi, citra, database
):
    with database.unit_of_work() as session:
        place = session.exec(
            select(builders.Unit).where(builders.Unit.name == "Puskesmas Melati")
        ).one()
        rater = session.exec(
            select(builders.Person).where(builders.Person.name == "Dedi Kurnia")
        ).one()
        for number, name in enumerate(("Hadi Purnomo", "Intan Sari")):
            one = builders.person(session, name)
            builders.position(session, one, place, "Bidan", rater)
            builders.account(session, one, 611 + number)
    others = [stage.person(611), stage.person(612)]
    ask_my_people(ani)
    ask_my_people(dedi)
    for person, word in zip((budi, citra, *others), ("satu", "dua", "tiga", "lima"), strict=True):
        person.presses("Buka")
        answer(person, "digabung ke unit di atas", f"Cukup {word} kali rapat.")
    pass_days(stage, 4)
    for reader in (ani, dedi):
        reader.presses("Buka").sees("4 jawaban di bawah Dinas Kesehatan Kota", "beberapa orang")
        reader.sees("Cukup satu kali rapat.", "Cukup lima kali rapat.").sees_not("Budi", "Hadi")


def test_by_name_it_is_read_at_once(ani, budi, citra, dedi):
    budi.says("/minta").presses("Minta umpan balik").presses("Cari nama").says("citra")
    budi.presses("Citra Dewi · Puskesmas").presses("Saya pilih sendiri").presses(
        "Membagikan"
    ).presses("Mendengarkan")
    budi.presses("Selesai").presses("7 hari").presses("Kirim")
    citra.sees("tentang seorang rekan").presses("Buka").sees("Nama Bapak/Ibu tercantum")
    citra.presses("Jawab, dengan nama").presses("Sering").presses("Kadang").presses("Selesai")
    citra.presses("Selesai").says("Data posyandu selalu dibagikan.").presses("Kirim")
    budi.sees("Ada jawaban").sees_not("Citra").presses("Buka").sees("Citra Dewi", "Data posyandu")
    dedi.presses_data("1|a|peer.open|1").sees_not("Citra")
    citra.presses_data("1|a|peer.no|1").sees("tetap tersimpan")
    assert ani


def test_a_rater_asks_about_one_of_their_people_who_reads_it_too(ani, budi, citra):
    ani.says("/minta").presses("Minta umpan balik").presses("Tentang Budi").presses("Cari nama")
    ani.says("citra").presses("Citra Dewi").presses("Tiga yang lazim")
    ani.presses("3 hari").sees("Budi Santoso dan Bapak/Ibu membaca").presses("Kirim")
    budi.sees("Atasan meminta umpan balik").presses("Buka").sees("Diminta dari 1 orang")
    citra.presses("Buka").sees("Budi Santoso, Ani Lestari").presses("Jawab, dengan nama")
    citra.presses("Sering").presses("Sering").presses("Sering").presses("Selesai").presses(
        "Selesai"
    )
    citra.presses("Lewati").presses("Kirim")
    for reader in (ani, budi):
        reader.sees("Ada jawaban").presses("Buka").sees("Citra Dewi")


def test_ones_own_people_are_not_asked_by_name(ani, budi):
    ani.says("/minta").presses("Minta umpan balik").presses("Tentang saya").presses("Pilih, dengan")
    ani.presses("Budi").presses("Selesai").presses("Tiga yang").presses("3 hari").presses("Kirim")
    ani.sees("diminta sebagai kelompok")
    budi.says("/menu").sees_not("Umpan balik rekan (1)")


def test_a_request_is_taken_back(ani, budi, nurses):
    ask_my_people(ani)
    budi.presses("Buka")
    ani.says("/minta").presses("Permintaan saya").presses("Ani").presses("Tarik permintaan")
    ani.sees("dihapus").presses("Tarik kembali").sees("ditarik")
    budi.presses("Jawab, tanpa nama").sees("tidak ada")
    assert nurses


def test_what_is_under_way_at_the_closing_is_answered_kindly(stage, ani, budi, nurses):
    ask_my_people(ani)
    budi.presses("Buka").presses("Jawab, tanpa nama").presses("Sering")
    pass_days(stage, 4)
    budi.presses("Kadang").sees("langkah sebelumnya")
    budi.says("/tindaklanjut").sees_not("Ani")
    assert nurses


def test_what_waits_is_in_the_list_of_those_who_were_asked_only(ani, budi, nurses, database):
    ask_my_people(ani)
    budi.says("/tindaklanjut").sees("tentang Ani Lestari").presses("Jawab").sees("Ada 5 orang")
    ani.says("/tindaklanjut").presses("Ditunggu").sees_not("Budi")
    with database.reading() as session:
        assert 9 == len(session.exec(select(Account)).all())
    assert nurses


def test_two_or_three_questions_are_chosen(ani, budi):
    budi.says("/minta").presses("Minta umpan balik").presses("Pilih, dengan").presses("Selesai")
    budi.sees("satu sampai delapan").presses("Ani").presses("Selesai").presses("Saya pilih sendiri")
    budi.presses("Menepati").presses("Selesai").sees("dua atau tiga pertanyaan")
    budi.presses("Menghargai").presses("Mudah").presses("Mendengarkan").sees(
        "dua atau tiga pertanyaan"
    )
    budi.presses("Selesai").presses("3 hari").sees_not("Mendengarkan").presses("Kirim")
    ani.presses("Buka").sees("Menepati janji", "Menghargai", "Mudah diajak").sees_not(
        "Mendengarkan"
    )
