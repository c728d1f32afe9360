"""Appreciation: two taps and a sentence, to anybody; shared only where the receiver agrees."""

from sqlmodel import select

from kinerja.models import Appreciation

DEED = "Mengganti jaga saya Sabtu malam sehingga poli tetap buka."


def test_two_taps_and_a_sentence(ani, budi, citra):
    budi.says("/apresiasi").presses("Ani Lestari").presses("Kolaboratif").says(DEED)
    budi.sees("Ani Lestari")
    ani.sees("Ada apresiasi untuk Bapak/Ibu.").sees_not("poli").presses("Buka").sees(DEED, "Budi")
    budi.says("/apresiasi").presses("Ucapan terima kasih").sees_not(DEED)
    ani.presses("Bagikan").sees("tim")
    budi.says("/apresiasi").presses("Ucapan terima kasih").sees(DEED, "Ani Lestari")
    citra.says("/appreciate").presses("Ucapan terima kasih").sees_not(DEED)
    ani.presses("Simpan")
    budi.says("/apresiasi").presses("Ucapan terima kasih").sees_not(DEED)


def test_anybody_is_found_by_name(budi, citra, database):
    budi.says("/apresiasi").presses("Cari nama").says("xy").sees("tidak ditemukan")
    budi.presses("Cari nama").says("citra").presses("Citra Dewi · Puskesmas Melati")
    budi.presses("Harmonis").says(DEED)
    citra.sees("Ada apresiasi").presses("Buka").sees("Harmonis", DEED)
    with database.reading() as session:
        assert None is session.exec(select(Appreciation)).one().shared


def test_only_the_receiver_opens_and_shares(ani, budi, citra, database):
    budi.says("/apresiasi").presses("Ani Lestari").presses("Kolaboratif").says(DEED)
    for stranger in (citra, budi):
        stranger.presses_data("1|a|ap.open|1").sees_not(DEED)
        stranger.presses_data("1|a|ap.share|1").sees_not(DEED)
    with database.reading() as session:
        assert None is session.exec(select(Appreciation)).one().shared


def test_the_superior_reads_what_the_receiver_shares(ani, budi, dedi):
    dedi.says("/umpanbalik").presses("Rekan").presses("Beri apresiasi").presses("Cari nama")
    dedi.says("budi").presses("Budi Santoso").presses("Adaptif").says(DEED)
    ani.presses_data("1|a|ap.of|3").sees_not(DEED)
    budi.sees("Ada apresiasi").presses("Buka").presses("Simpan")
    ani.presses_data("1|a|fb.of|3")
    ani.presses("Apresiasi").sees("Belum ada yang dibagikan")
    budi.presses("Bagikan").sees("pejabat penilai")
    ani.presses_data("1|a|fb.of|3").presses("Apresiasi").sees(DEED, "Dedi Kurnia")
    dedi.presses_data("1|a|ap.of|3").sees_not("dibagikan")
