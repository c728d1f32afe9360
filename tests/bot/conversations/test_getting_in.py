"""Getting in with an invitation, and what strangers learn."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from kinerja.models import Account, Consent, Invitation


def test_a_person_gets_in(fajar, ani, database):
    fajar.says(f"/start {fajar.token}").sees("UU 27/2022").sees_not("Fajar")
    fajar.presses("Setuju").sees("NIP").sees_not("Fajar")
    fajar.says(f"{fajar.nip[:8]} {fajar.nip[8:14]} {fajar.nip[14:]}").sees("Fajar Baru")
    assert 1 == len(fajar.forgotten)
    fajar.presses("Ya, benar").sees("Fajar Baru", "/lapor")
    ani.sees("Fajar Baru").sees_not(fajar.nip)
    with database.reading() as session:
        assert session.exec(select(Account).where(col(Account.chat_id) == 900)).one()
        assert session.exec(select(Consent).where(col(Consent.person_id) == fajar.number)).one()


def test_the_typed_nip_is_kept_nowhere(fajar, database):
    fajar.says(f"/start {fajar.token}").presses("Setuju").says(fajar.nip)
    with database.reading() as session:
        for table in ("draft", "outbox", "audit"):
            rows = session.connection().exec_driver_sql(f"SELECT * FROM {table}").all()
            assert fajar.nip not in str(rows)


def test_without_consent_nothing_is_stored(fajar, database):
    fajar.says(f"/start {fajar.token}").presses("Tidak setuju")
    fajar.says("/menu").sees_not("Fajar")
    with database.reading() as session:
        assert session.exec(select(Account).where(col(Account.chat_id) == 900)).first() is None


def test_five_wrong_answers_lock_the_invitation_and_tell_the_administrator(fajar, stage, database):
    fajar.says(f"/start {fajar.token}").presses("Setuju")
    for last in range(1, 6):
        fajar.says(f"19860926201505100{last}").sees_not("Fajar")
    stage.person(500).sees("Fajar Baru").sees_not(fajar.nip)
    fajar.says(f"/start {fajar.token}").sees_not("Setuju")
    with database.reading() as session:
        invitation = session.exec(
            select(Invitation).where(col(Invitation.person_id) == fajar.number)
        ).one()
    assert invitation.locked_at is not None


def test_a_slip_of_the_finger_is_no_guess(fajar, database):
    fajar.says(f"/start {fajar.token}").presses("Setuju").says("1234").sees("18")
    with database.reading() as session:
        assert 0 == session.exec(select(Invitation.wrong_answers)).first()


def test_the_rater_undoes_a_link_with_one_tap(fajar, ani):
    fajar.says(f"/start {fajar.token}").presses("Setuju").says(fajar.nip).presses("Ya, benar")
    ani.presses("Bukan beliau").sees("Fajar Baru")
    fajar.says("/menu").sees_not("Fajar")
    fajar.says(f"/start {fajar.token}").sees_not("Setuju")


def test_somebody_else_cannot_undo_a_link(fajar, ani, citra):
    fajar.says(f"/start {fajar.token}").presses("Setuju").says(fajar.nip).presses("Ya, benar")
    citra.presses_data(ani.data("Bukan beliau"))
    fajar.says("/menu").sees("Fajar Baru")


def test_an_invitation_is_used_once_and_ends(fajar, stage):
    fajar.says(f"/start {fajar.token}").presses("Setuju").says(fajar.nip).presses("Ya, benar")
    stage.person(901).says(f"/start {fajar.token}").sees_not("Setuju", "Fajar")


def test_an_old_invitation_has_ended(fajar, stage):
    stage.clock.advance(timedelta(days=31))
    fajar.says(f"/start {fajar.token}").sees_not("Setuju", "Fajar")


@pytest.mark.parametrize(
    "said",
    ["halo", "/menu", "/lapor", "/tinjau", "/start", "/start abc", "198609262015051001", "/x"],
)
def test_strangers_learn_nothing(stage, said):
    stranger = stage.person(999)
    stranger.says(said)
    assert stranger.screen
    for name in ("Budi", "Ani", "Puskesmas", "SKP"):
        assert name not in stranger.screen


@pytest.mark.parametrize(
    "data", ["1|a|rep.month|1", "1|a|menu", "1|a|in.undo|1", "1|f|join|0|sure|yes"]
)
def test_strangers_press_forged_buttons_in_vain(stage, data):
    stranger = stage.person(999)
    stranger.presses_data(data)
    assert "Budi" not in stranger.screen


def test_an_english_phone_is_answered_in_english(stage):
    stage.person(998, "en").says("hello").sees("invitation")
    stage.person(997, "fr").says("bonjour").sees("undangan")
