"""A month with logs for four results is reported in at most twelve taps and messages."""

MOST = 12
LOGS = (
    ("1", "12 kunjungan posyandu Melati dan Mawar"),
    ("2", "Antrean dibagi dua loket sejak pukul 07.30"),
    ("3", "90 bayi diimunisasi di tiga posyandu"),
    ("4", "Pedoman kelas ibu hamil tersusun sampai bab 3"),
)


def test_a_month_with_logs_for_four_results_is_reported_in_twelve_taps(budi):
    for number, text in LOGS:
        budi.says(f"/catat {text}").presses(number).presses("Ubah").presses("Hari").says("30/1")
    before = budi.actions
    budi.says("/lapor").presses("Isi satu per satu")
    budi.presses("12 (dari catatan harian)").says("25").says("90").says("95")
    budi.presses("Pakai catatan").presses("Periksa dan kirim").sees("12 dari 120 kunjungan")
    budi.presses("Ya, kirim").sees("sudah dikirim")
    assert MOST >= budi.actions - before
    budi.says("/lapor").presses("4").sees("Pedoman kelas ibu hamil tersusun sampai bab 3")
