"""A foreign agency from its files to the first report; what was typed on the way in is kept nowhere."""

import csv
import io
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime

from bot.demo.player import Player
from bot.demo.server import LocalTelegram
from tests.e2e.process import READY, ROOT, Process

PEOPLE = "nip,nama,jenis,pangkat_golongan,jabatan,unit,unit_induk,atasan_nip,zona,peran"
PLANS = (
    "nip,tahun,pendekatan,jenis_hasil,hasil_kerja,hasil_atasan,aspek,indikator,target,satuan,pola,"
    "polaritas"
)
ROOT_UNIT = "Dinas Perikanan"


def nip(number):
    return f"19{70 + number % 18}0211201002{1 + number % 2}{number + 1:03d}"


def files_of_an_agency(folder, year):
    """Write the files of 30 people and 140 rows of plans."""
    people, plans = [PEOPLE], [PLANS]
    for number in range(30):
        above, unit = ("", f"{ROOT_UNIT},") if number == 0 else (nip(0), f"UPT,{ROOT_UNIT}")
        people.append(
            f'{nip(number)},"Nama {number}, S.Pi.",PNS,III/a,Penyuluh,{unit},{above},WITA,'
        )
        plans += [
            f"{nip(number)},{year},kuantitatif,utama,<b>Kapal</b> & izin {row},,kuantitas,"
            f'Jumlah izin {row},"1.234,5",izin,kumulatif,naik'
            for row in range(5 if number < 20 else 4)
        ]
    for name, rows in (("people.csv", people), ("plans.csv", plans)):
        (folder / name).write_text("\n".join(rows), encoding="utf-8")


def kinerja(folder, *words):
    kept = {k: v for k, v in os.environ.items() if not k.upper().startswith("KINERJA_")}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), "LANG": "id_ID.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (0, "") == (done.returncode, done.stderr)
    return done.stdout


def gets_in(player, row):
    player.says(f"/start {row['token']}").waits_for("UU 27/2022", READY)
    player.presses("Setuju")
    player.waits_for("NIP", READY)
    player.says(row["nip"]).waits_for(row["nama"], READY)
    player.presses("Ya, benar")
    player.waits_for("/lapor", READY)


def test_a_foreign_agency_reports_and_what_was_typed_is_kept_nowhere(tmp_path):
    with LocalTelegram() as telegram:
        somebody = Player.new(telegram.url, 21, "Somebody")
        stranger = Player.new(telegram.url, 22, "Stranger")
        files_of_an_agency(tmp_path, datetime.now(UTC).year)
        kinerja(tmp_path, "db", "upgrade")
        kinerja(tmp_path, "import", "people", "people.csv")
        kinerja(tmp_path, "import", "plans", "plans.csv")
        invited = list(csv.DictReader(io.StringIO(kinerja(tmp_path, "invite", "--all"))))
        assert 30 == len(invited)

        process = Process(
            telegram, "sqlite:///kinerja.db", tmp_path, KINERJA_LOG__LEVEL="DEBUG"
        ).start()
        try:
            gets_in(somebody, invited[7])
            somebody.says("/skp").waits_for("<b>Kapal</b> & izin 0", READY)
            somebody.says("/lapor").waits_for("izin 4", READY)
            stranger.says(invited[8]["nip"]).waits_for("undangan pribadi", READY)
            assert 0 == process.stop()[0]
        finally:
            process.process.kill()
        assert [] == somebody.control.problems()

    typed = [invited[7]["nip"], invited[7]["token"], invited[8]["nip"]]
    kept = dict(rows_outside_of_person(tmp_path / "kinerja.db"))
    for secret in typed:
        assert [] == [table for table, text in kept.items() if secret in text]
        assert secret not in process.said()


def rows_outside_of_person(path):
    """Yield the tables with all they hold as text; the list of people is where numbers belong."""
    with sqlite3.connect(path) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
        for (table,) in tables:
            if table != "person":
                yield table, repr(connection.execute(f"SELECT * FROM {table}").fetchall())
