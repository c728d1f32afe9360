import string
from datetime import timedelta

import pytest
from sqlmodel import select

from kinerja.errors import Refused, Unknown
from kinerja.models import (
    Account,
    AuditEntry,
    Consent,
    Draft,
    Invitation,
    OutboxMessage,
    OutboxStatus,
    Position,
)
from kinerja.rules.access import OPERATOR, Actor
from kinerja.rules.invitations import MOST_WRONG_ANSWERS, NOTICE_VERSION, hash_token
from kinerja.services.inviting import issue_invitations, revoke_invitations
from kinerja.services.linking_accounts import (
    Outcome,
    accept_invitation,
    answer_invitation,
    open_invitation,
    undo_link,
)
from kinerja.services.responsible import administrators_of, raters_of
from tests import builders
from tests.builders import NOW, TODAY

WHEN = {"now": NOW, "today": TODAY}
CHAT, OTHER_CHAT = 900, 901
LETTERS = {*string.ascii_letters, *string.digits, "_", "-"}
WRONG = "199001012015031999"


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def agency(session):
    return builders.agency(session)


@pytest.fixture
def fajar(session, agency):
    """Fajar is new: rated by Ani, administered by Eka, linked to nothing."""
    fajar = builders.person(session, "Fajar Hidayat")
    builders.position(session, fajar, agency.section, "Perawat", agency.ani.person)
    return fajar


@pytest.fixture
def invited(session, fajar):
    (issued,) = issue_invitations(session, OPERATOR, **WHEN)
    return issued


def rows(session, model):
    session.expire_all()
    return list(session.exec(select(model).order_by(model.id)))


def notices(session) -> list[tuple[str, int]]:
    return [(row.kind, row.chat_id) for row in rows(session, OutboxMessage)]


def opened(session, token: str, chat_id: int = CHAT) -> int:
    return open_invitation(session, token, chat_id=chat_id, now=NOW).invitation_id


def answered(session, invitation_id: int, text: str, chat_id: int = CHAT):
    return answer_invitation(session, invitation_id, text, chat_id=chat_id, **WHEN)


def linked(session, token: str, nip: str, chat_id: int = CHAT) -> Account:
    invitation_id = opened(session, token, chat_id)
    assert Outcome.RIGHT == answered(session, invitation_id, nip, chat_id).outcome
    return accept_invitation(session, invitation_id, chat_id=chat_id, language="en", **WHEN)


def test_whoever_is_not_linked_is_invited(session, fajar, invited):
    assert (fajar.nip, "Fajar Hidayat", "Puskesmas Mawar", "") == (
        invited.nip,
        invited.name,
        invited.unit,
        invited.code,
    )
    assert NOW + timedelta(days=30) == invited.expires_at
    (kept,) = rows(session, Invitation)
    assert (fajar.id, hash_token(invited.token), None) == (
        kept.person_id,
        kept.token_hash,
        kept.code_hash,
    )


def test_tokens_fit_into_a_link_and_a_spreadsheet(session, agency):
    for n in range(40):
        builders.person(session, f"Nama {n}")
    issued = issue_invitations(session, OPERATOR, **WHEN)
    tokens = {one.token for one in issued}
    assert 40 == len(tokens)
    assert all(t[0].isalnum() and set(t) <= LETTERS for t in tokens)
    assert all(20 <= len(t) <= 64 for t in tokens)


def test_nobody_is_invited_twice_unless_again(session, invited):
    assert [] == issue_invitations(session, OPERATOR, **WHEN)
    (again,) = issue_invitations(session, OPERATOR, again=True, **WHEN)
    with pytest.raises(Refused, match="not valid"):
        opened(session, invited.token)
    assert opened(session, again.token)


def test_an_expired_or_locked_invitation_is_replaced(session, invited):
    late = NOW + timedelta(days=30)
    (again,) = issue_invitations(session, OPERATOR, now=late, today=late.date())
    assert again.token != invited.token


def test_who_has_left_is_not_invited(session, fajar):
    (post,) = session.exec(select(Position).where(Position.person_id == fajar.id))
    post.ends_on = TODAY - timedelta(days=1)
    session.flush()
    assert [] == issue_invitations(session, OPERATOR, **WHEN)


def test_a_superior_without_nip_gets_a_code(session, agency):
    bupati = builders.person(session, "Ibu Bupati", kind=None, nip="BUPATI")
    (issued,) = issue_invitations(session, OPERATOR, people=[bupati.id], **WHEN)
    found = open_invitation(session, issued.token, chat_id=CHAT, now=NOW)
    assert found.asks_for_code
    assert Outcome.WRONG == answered(session, found.invitation_id, "BUPATI").outcome
    loosely = issued.code.lower().replace("-", " ")
    assert Outcome.RIGHT == answered(session, found.invitation_id, loosely).outcome
    assert issued.code not in str(rows(session, Invitation))


def test_administrators_invite_their_own_people_only(session, agency, fajar):
    eka = Actor(agency.eka.person.id)
    assert 1 == len(issue_invitations(session, eka, people=[fajar.id], **WHEN))
    assert 1 == revoke_invitations(session, eka, fajar.id, **WHEN)
    ani = Actor(agency.ani.person.id)
    with pytest.raises(Unknown):
        issue_invitations(session, ani, people=[fajar.id], **WHEN)
    with pytest.raises(Unknown):
        revoke_invitations(session, ani, fajar.id, **WHEN)
    with pytest.raises(Unknown):
        issue_invitations(session, eka, **WHEN)


def test_a_revoked_invitation_is_closed(session, fajar, invited):
    invitation_id = opened(session, invited.token)
    revoke_invitations(session, OPERATOR, fajar.id, **WHEN)
    with pytest.raises(Refused, match="not valid"):
        opened(session, invited.token)
    with pytest.raises(Refused, match="not valid"):
        answered(session, invitation_id, fajar.nip)


@pytest.mark.parametrize("token", ["", "x", "a" * 65, "ü", "../..", "0" * 32])
def test_no_invitation_is_told_apart_from_another(session, fajar, invited, token):
    linked(session, invited.token, fajar.nip)
    refusals = set()
    for wrong in (token, invited.token):
        with pytest.raises(Refused) as refused:
            opened(session, wrong, OTHER_CHAT)
        refusals.add(str(refused.value))
    assert 1 == len(refusals)


def test_the_right_answer_gives_the_name_and_acceptance_links(session, agency, fajar, invited):
    invitation_id = opened(session, invited.token)
    spaced = f" {fajar.nip[:8]} {fajar.nip[8:14]} {fajar.nip[14]} {fajar.nip[15:]}"
    answer = answered(session, invitation_id, spaced)
    assert (Outcome.RIGHT, "Fajar Hidayat") == (answer.outcome, answer.name)
    account = accept_invitation(session, invitation_id, chat_id=CHAT, language="en", **WHEN)
    assert (fajar.id, CHAT, "en", NOW) == (
        account.person_id,
        account.chat_id,
        account.language,
        account.linked_at,
    )
    (consent,) = rows(session, Consent)
    assert (fajar.id, NOTICE_VERSION, NOW) == (
        consent.person_id,
        consent.notice_version,
        consent.given_at,
    )
    assert NOW == rows(session, Invitation)[0].used_at


def test_rater_and_administrator_are_told_who_linked(session, agency, fajar, invited):
    account = linked(session, invited.token, fajar.nip)
    assert {("person_linked", 100), ("person_linked", 500)} == set(notices(session))
    assert {"name": "Fajar Hidayat", "account_id": account.id} == (
        rows(session, OutboxMessage)[0].content
    )


def test_an_answer_that_is_no_nip_is_no_guess(session, invited):
    invitation_id = opened(session, invited.token)
    with pytest.raises(Refused, match="18 digits"):
        answered(session, invitation_id, "halo")
    assert 0 == rows(session, Invitation)[0].wrong_answers


def test_five_wrong_answers_lock_and_tell_the_administrators(session, agency, fajar, invited):
    invitation_id = opened(session, invited.token)
    outcomes = [answered(session, invitation_id, WRONG) for _ in range(MOST_WRONG_ANSWERS)]
    assert [4, 3, 2, 1, 0] == [answer.tries_left for answer in outcomes]
    assert [Outcome.WRONG] * 4 + [Outcome.LOCKED] == [answer.outcome for answer in outcomes]
    assert {""} == {answer.name for answer in outcomes}
    assert [("invitation_locked", 500)] == notices(session)
    with pytest.raises(Refused, match="not valid"):
        opened(session, invited.token)
    with pytest.raises(Refused, match="not valid"):
        answered(session, invitation_id, fajar.nip)


def test_wrong_answers_of_several_chats_count_together(session, invited):
    for chat_id in range(5):
        answer = answered(session, opened(session, invited.token, chat_id), WRONG, chat_id)
    assert Outcome.LOCKED == answer.outcome


def test_only_the_chat_that_answered_rightly_can_accept(session, fajar, invited):
    invitation_id = opened(session, invited.token)
    with pytest.raises(Refused, match="not valid"):
        accept_invitation(session, invitation_id, chat_id=CHAT, language="id", **WHEN)
    answered(session, invitation_id, fajar.nip)
    answered(session, invitation_id, WRONG, OTHER_CHAT)
    with pytest.raises(Refused, match="not valid"):
        accept_invitation(session, invitation_id, chat_id=OTHER_CHAT, language="id", **WHEN)
    assert accept_invitation(session, invitation_id, chat_id=CHAT, language="id", **WHEN)


def test_an_invitation_is_used_once(session, fajar, invited):
    invitation_id = opened(session, invited.token)
    linked(session, invited.token, fajar.nip)
    with pytest.raises(Refused, match="not valid"):
        accept_invitation(session, invitation_id, chat_id=CHAT, language="id", **WHEN)


def test_a_linked_chat_opens_no_other_invitation(session, invited):
    with pytest.raises(Refused, match="already linked"):
        opened(session, invited.token, 200)


def test_a_person_linked_meanwhile_is_not_linked_again(session, fajar, invited):
    invitation_id = opened(session, invited.token)
    answered(session, invitation_id, fajar.nip)
    builders.account(session, fajar, OTHER_CHAT)
    with pytest.raises(Refused, match="not valid"):
        accept_invitation(session, invitation_id, chat_id=CHAT, language="id", **WHEN)


@pytest.mark.parametrize("who", ["ani", "eka"])
def test_rater_and_administrator_can_undo_a_link(session, agency, fajar, invited, who):
    account = linked(session, invited.token, fajar.nip)
    session.add(Draft(chat_id=CHAT, form="report", updated_at=NOW))
    session.add(OutboxMessage(key="k", chat_id=CHAT, kind="x", created_at=NOW))
    session.flush()
    person = undo_link(session, Actor(getattr(agency, who).person.id), account.id, **WHEN)
    assert "Fajar Hidayat" == person.name
    session.expire_all()
    assert NOW == session.get(Account, account.id).unlinked_at
    assert [] == list(session.exec(select(Draft)))
    held = session.exec(select(OutboxMessage.status).where(OutboxMessage.chat_id == CHAT))
    assert [OutboxStatus.CANCELLED] == list(held)
    assert NOW == rows(session, Consent)[0].withdrawn_at
    assert NOW == rows(session, Invitation)[0].locked_at
    told = {"ani": 500, "eka": 100}[who]
    assert ("link_undone", told) == notices(session)[-1]


def test_a_link_is_undone_once(session, fajar, invited):
    account = linked(session, invited.token, fajar.nip)
    undo_link(session, OPERATOR, account.id, **WHEN)
    with pytest.raises(Refused, match="already"):
        undo_link(session, OPERATOR, account.id, **WHEN)
    assert 1 == len(issue_invitations(session, OPERATOR, **WHEN))


@pytest.mark.parametrize("who", ["budi", "citra", "dedi"])
def test_others_cannot_undo_a_link(session, agency, fajar, invited, who):
    account = linked(session, invited.token, fajar.nip)
    actor = Actor(getattr(agency, who).person.id)
    with pytest.raises(Unknown):
        undo_link(session, actor, account.id, **WHEN)
    with pytest.raises(Unknown):
        undo_link(session, actor, 999_999, **WHEN)


def test_the_trail_holds_no_secret(session, fajar, invited):
    linked(session, invited.token, fajar.nip)
    trail = rows(session, AuditEntry)
    assert ["invitation.issued", "account.linked"] == [entry.action for entry in trail]
    text = str([entry.model_dump() for entry in trail])
    assert invited.token not in text
    assert fajar.nip not in text


def test_the_nearest_administrator_who_can_be_told_is_responsible(session, agency, fajar):
    assert [agency.eka.person.id] == administrators_of(session, fajar.id, TODAY)
    gita = builders.person(session, "Gita")
    builders.grant(session, gita, agency.section)
    assert [agency.eka.person.id] == administrators_of(session, fajar.id, TODAY)
    builders.account(session, gita, 950)
    assert [gita.id] == administrators_of(session, fajar.id, TODAY)
    assert [agency.ani.person.id] == raters_of(session, fajar.id, TODAY)


def test_somebody_without_a_unit_belongs_to_the_agencys_administrators(session, agency):
    bupati = builders.person(session, "Bupati", kind=None)
    assert [agency.eka.person.id] == administrators_of(session, bupati.id, TODAY)
    assert [] == administrators_of(session, agency.eka.person.id, TODAY)
