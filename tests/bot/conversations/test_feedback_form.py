"""The form of a feedback on a phone: four rows of buttons, every answer in reach, kind and mode by one tap."""

import pytest
from sqlmodel import select

from kinerja.models import Feedback
from tests.bot.conversations.test_feedback import give
from tests.bot.conversations.test_report import sent


@pytest.fixture
def filled(budi, ani):
    sent(budi)
    ani.says("/tinjau").presses("Budi")
    return give(ani)


def test_none_of_its_screens_has_more_than_four_rows(budi, ani, monkeypatch):
    seen = []
    receive = ani.receives
    monkeypatch.setattr(ani, "receives", lambda message: (seen.append(message), receive(message)))
    sent(budi)
    give(ani.says("/tinjau").presses("Budi")).presses("Ubah jawaban").sees("Jawaban mana")
    ani.presses("Kembali").sees("Apakah sudah benar")

    assert 15 < len(seen)
    assert [] == [message.text for message in seen if len(message.words.rows) > 4]


def test_every_answer_can_be_reached_to_change_it(filled, ani):
    filled.presses("Ubah jawaban")
    seen = set(ani.labels())
    for _ in range(3):
        if "Lainnya" in ani.labels():
            seen |= set(ani.presses("Lainnya").labels())
    expected = {"Jenis", "Cara penyampaian", "Yang sudah baik", "Kekuatan", "Tindak lanjut"}
    assert set() == expected - seen


def test_kind_and_mode_are_turned_by_one_tap(filled, ani, database):
    filled.sees("Berkala", "Tidak langsung").presses("Jadikan: Langsung").sees(": Langsung")
    ani.presses("Jadikan: Insidentil").presses("Kirim")
    with database.reading() as session:
        given = session.exec(select(Feedback)).one()
    assert ("ad_hoc", "direct") == (given.kind, given.mode)


def test_a_forged_turn_changes_nothing(filled, ani):
    card = ani.data("Jadikan: Langsung")
    for name in ("~well", "~nothing", "~", "+9", "+x"):
        ani.presses_data(card.rsplit("|", 1)[0] + "|" + name).sees("Apakah sudah benar")
    ani.sees("Berkala", "Tidak langsung")
