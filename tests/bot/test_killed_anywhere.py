"""Every step of every conversation, killed at every statement: nothing of it stays, then it goes on.

The dialogues run as usual, but before each step is let through it is tried again and again, killed at
its first statement, its second, and so on to the commit. After each death the database must be what it
was before, and the step that is let through in the end must do its work once.
"""

import sqlite3

import pytest
from sqlalchemy import event

from bot.talk.turn import Attachment
from kinerja.models import EvidenceKind
from tests import builders
from tests.bot.conversations.test_feedback import give
from tests.bot.conversations.test_report import sent
from tests.talk import Stage

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


class Killed(BaseException):
    """The process died here."""


class Executioner:
    """Kills a unit of work at its n-th statement; the commit counts as the last one."""

    def __init__(self, engine):
        self.left = None
        event.listen(engine, "before_cursor_execute", self.statement)
        event.listen(engine, "commit", self.commit)

    def statement(self, _connection, _cursor, _statement, _parameters, _context, _many):
        self.count()

    def commit(self, _connection):
        self.count()

    def count(self):
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            raise Killed


class MortalStage(Stage):
    """A stage on which every step dies at each of its statements before it is let through."""

    def __post_init__(self):
        super().__post_init__()
        self.executioner = Executioner(self.database.engine)
        self.deaths = 0

    def handle(self, incoming):
        before = self.everything()
        allowed = 0
        while True:
            self.executioner.left = allowed
            try:
                handled = self.in_units_of_work(incoming)
            except Killed:
                self.deaths += 1
                assert before == self.everything(), f"killed at statement {allowed + 1}"
                allowed += 1
                continue
            finally:
                self.executioner.left = None
            self.deliver()
            return handled

    def everything(self):
        """Return all that stands in the database."""
        path = self.database.engine.url.database
        with sqlite3.connect(path) as connection:
            return list(connection.iterdump())


@pytest.fixture
def stage(database):
    stage = MortalStage(database)
    stage.clock.moment = builders.NOW
    with database.unit_of_work() as session:
        builders.agency(session)
    return stage


@pytest.fixture
def budi(stage):
    return stage.person(200)


@pytest.fixture
def ani(stage):
    return stage.person(100)


def test_a_report_with_all_its_parts(stage, budi, ani):
    budi.says("/lapor").presses("1").presses("Bukti dukung").says("440/12/2026")
    budi.sends(
        Attachment(
            kind=EvidenceKind.PHOTO,
            file_id="p",
            media_type="image/jpeg",
            size=10,
            sha256="a" * 64,
        )
    )
    budi.presses("Selesai").presses("Kendala").says("Vaksin terlambat.").says("Gudang farmasi.")
    budi.presses("Catatan").says("Dua belas kunjungan.")
    sent(budi).sees("L-2601-")
    budi.presses("Tarik kembali").presses("Periksa dan kirim").presses("Ya, kirim")
    ani.says("/tinjau").presses("meminta bantuan").presses("Saya bantu").says(
        "Saya telepon gudang."
    )
    budi.presses("Buka").sees("Saya telepon gudang.").presses("Kendala selesai").sees("Teratasi")
    ani.says("/tinjau").presses("Budi").sees("12 kunjungan").sees_not("Vaksin")
    assert stage.deaths > 100


def test_a_decision_and_feedback(stage, budi, ani):
    sent(budi)
    ani.says("/tinjau").presses("Budi").presses("Kembalikan").says("Mohon lampirkan daftar hadir.")
    ani.presses("Kembalikan")
    budi.presses("Buka").presses("Lengkapi").presses("Periksa dan kirim").presses("Ya, kirim")
    ani.says("/tinjau").presses("Budi").presses("Terima")
    give(ani).presses("Kirim")
    budi.presses("Buka").presses("Sudah saya baca").presses("Jawab").says("Terima kasih.")
    budi.presses("Kirim")
    ani.presses("Buka").sees("Terima kasih.")


def test_logs_menu_and_language(stage, budi):
    budi.says("/catat 3 kunjungan posyandu").presses("1")
    budi.says("/menu").says("/bantuan").says("/bahasa").presses("English")
    budi.says("/report").presses("3").presses("Value").says("90").says("/log").presses("Set them")
    budi.says("/cancel").says("/skp").sees("My responsibility")
