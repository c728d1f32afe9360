"""The labels that people of the play look for, Indonesian before English."""

AGREE = ("Setuju", "I agree")
THAT_IS_ME = ("Ya, benar", "Yes, that is me")
CANCEL = ("Batal", "Cancel")
TOUR = ("Tur singkat", "Short tour")
DONE = ("Selesai", "Done")
SKIP = ("Lewati", "Skip")
SEND = ("Kirim", "Send")
MORE = ("Lainnya", "More")
NEXT_PAGES = ("Hal. 2", "Page 2", "Hal. 3", "Page 3")

FILL_IN = ("Isi satu per satu", "Fill in one by one")
CHECK_AND_SEND = ("Periksa dan kirim", "Check and send")
SEND_REPORT = ("Ya, kirim", "Yes, send it")
TAKE_BACK = ("Tarik kembali", "Take it back")
COMPLETE = ("Lengkapi", "Complete it")
ANOTHER_MONTH = ("Bulan lain", "Another month")
ALL_RESULTS = ("‹ Semua hasil", "‹ All results")
RIGHT = ("Ya, benar", "Yes, that is right")
NOT_MEASURED = ("Tidak diukur bulan ini", "Not measured this month")
NOTE = ("Catatan", "Note")
EVIDENCE = ("Bukti dukung", "Evidence")
OBSTACLE = ("Kendala", "Obstacle")

OUTSIDE_PLAN = ("Di luar SKP", "Outside the plan")
DELETE = ("Hapus", "Delete")

ACCEPT = ("Terima", "Accept")
RETURN = ("Kembalikan", "Return")
RETURN_IT = ("Kembalikan", "Return it")
GIVE_FEEDBACK = ("Beri umpan balik", "Give feedback")
PROGRESS = ("Ada kemajuan", "Progress")
NO_PROGRESS = ("Belum ada kemajuan", "No progress yet")
TO_REVIEW = ("‹ Perlu ditinjau", "‹ To review")
NEXT_REPORT = ("Laporan berikutnya ›", "Next report ›")

NEW_FEEDBACK = ("●",)
READ = ("Sudah saya baca", "I have read it")
ANSWER = ("Jawab", "Answer")
FEEDBACK = ("‹ Umpan balik", "‹ Feedback")

EITHER = {
    "Berorientasi Pelayanan": "Service oriented",
    "Akuntabel": "Accountable",
    "Kompeten": "Competent",
    "Harmonis": "Harmonious",
    "Loyal": "Loyal",
    "Adaptif": "Adaptive",
    "Kolaboratif": "Collaborative",
    "Apresiasi": "Recognition",
    "Penugasan baru": "New assignment",
    "Penyesuaian ekspektasi": "Change of expectations",
    "Bimbingan kinerja": "Coaching",
    "Konseling kinerja": "Counselling",
    "Pengembangan kompetensi": "Learning",
}
_MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def either(label: str) -> tuple[str, ...]:
    """Give a value of BerAKHLAK or an outcome in both languages."""
    return label, EITHER[label]


def month_names(year: int, month: int) -> tuple[str, ...]:
    """Give the names of a month as the bot writes them."""
    return tuple(f"{names[month - 1]} {year}" for names in _MONTHS.values())
