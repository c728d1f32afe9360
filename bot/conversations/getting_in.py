"""Getting in: the invitation, the privacy notice and consent, the NIP, the name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.talk import strangers, visitors
from bot.talk.conversation import Audience, Command, Conversation
from bot.talk.fields import Answers, Choice, Confirm, Ended, Option, Secret
from bot.talk.form import Form
from bot.talk.privacy import privacy_notice
from bot.talk.turn import Answer, Reply, Start, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, NN_, Message, say
from kinerja.services.linking_accounts import (
    Outcome,
    accept_invitation,
    answer_invitation,
    open_invitation,
    undo_link,
)
from kinerja.services.telling import Notice

AGREE = "yes"
DISAGREE = "no"


def start(turn: Turn) -> Answer:
    """Open an invitation by its token, or a counter by its code; without one, lead home or say how to be invited."""
    token = turn.incoming.argument.strip()
    if visitors.is_visit(token):
        return visitors.visit(turn, token)
    if turn.person_id is not None:
        return turn.book.actions["menu"](turn, [])
    if not token:
        return strangers.greeting()
    opened = open_invitation(turn.session, token, chat_id=turn.chat_id, now=turn.now)
    return Start("join", {"invitation": opened.invitation_id, "code": opened.asks_for_code})


def undo(turn: Turn, account_id: int) -> Answer:
    """Unlink an account that is not the person's, and lock it out."""
    person = undo_link(turn.session, turn.actor, account_id, now=turn.now, today=turn.today)
    text = say(
        N_(
            "The account linked as <b>{name}</b> was unlinked and can see nothing any more. "
            "Please give them a new invitation."
        ),
        name=person.name,
    )
    return Reply(text, ((home(),),))


def _notice(turn: Turn, _answers: Answers) -> Message:
    return privacy_notice(turn.options.privacy_contact)


def _consent_options(_turn: Turn, _answers: Answers) -> tuple[Option, ...]:
    return ((AGREE, say(N_("I agree"))), (DISAGREE, say(N_("I do not agree"))))


def _identity_question(_turn: Turn, answers: Answers) -> Message:
    if answers["code"]:
        return say(N_("Please type the code that came with your invitation."))
    return say(
        N_(
            "Please type your full NIP once, 18 digits; spaces do not matter. "
            "Your message is deleted at once."
        )
    )


def _verify(turn: Turn, answers: Answers, written: str) -> str:
    answered = answer_invitation(
        turn.session,
        answers["invitation"],
        written,
        chat_id=turn.chat_id,
        now=turn.now,
        today=turn.today,
    )
    if answered.outcome is Outcome.RIGHT:
        return answered.name
    if answered.outcome is Outcome.LOCKED:
        raise Ended(
            N_(
                "That was wrong five times, so this invitation is locked. The administrator has been "
                "told and can give you a new one."
            )
        )
    raise Refused(
        NN_(
            "This does not match the invitation. You have {n} try left.",
            "This does not match the invitation. You have {n} tries left.",
        ),
        n=answered.tries_left,
    )


def _agreed(_turn: Turn, answers: Answers) -> bool:
    return answers.get("consent") == AGREE


def _name_question(_turn: Turn, answers: Answers) -> Message:
    return say(N_("Are you <b>{name}</b>?"), name=answers["identity"])


def _join(turn: Turn, answers: Answers) -> Answer:
    if answers["consent"] != AGREE:
        return Reply(
            say(
                N_(
                    "Understood. Nothing was stored. If you change your mind, open your invitation "
                    "again."
                )
            )
        )
    if not answers["sure"]:
        return Reply(
            say(
                N_(
                    "Then nothing was linked. Please tell your unit's administrator that this "
                    "invitation shows another name."
                )
            )
        )
    accept_invitation(
        turn.session,
        answers["invitation"],
        chat_id=turn.chat_id,
        language=turn.language,
        now=turn.now,
        today=turn.today,
    )
    text = say(
        N_(
            "<b>Welcome, {name}.</b>\n"
            "You are linked. Three short cards say what to do now, what happens next, and who reads "
            "it: half a minute. /lapor, /catat and everything else wait in the menu."
        ),
        name=answers["identity"],
    )
    turn.renews_commands = True
    rows = (
        (button(N_("Short tour"), action("tour")),),
        (button(N_("Straight to the menu"), action("menu")),),
    )
    return Reply(text, rows)


def _linked(values: Mapping[str, Any]) -> Reply:
    text = say(
        N_(
            "<b>{name}</b> has linked a Telegram account with their record. "
            "If that was not them, one tap undoes it and locks the account out."
        ),
        name=values["name"],
    )
    return Reply(text, ((button(N_("Not them"), action("in.undo", values["account_id"])), home()),))


def _undone(values: Mapping[str, Any]) -> Reply:
    text = say(
        N_("The account that was linked as <b>{name}</b> was unlinked: it was not them."),
        name=values["name"],
    )
    return Reply(text, ((home(),),))


def _locked(values: Mapping[str, Any]) -> Reply:
    text = say(
        N_(
            "The invitation of <b>{name}</b> is locked after five wrong answers. "
            "Please ask them, and give them a new one."
        ),
        name=values["name"],
    )
    return Reply(text, ((home(),),))


def _title(turn: Turn, _answers: Answers) -> Message:
    if not turn.options.agency:
        return say(N_("Performance assistant"))
    return say(N_("Performance assistant of {agency}"), agency=turn.options.agency)


CONVERSATION = Conversation(
    name="getting_in",
    commands=(
        Command(
            ("mulai", "start"), N_("Begin"), start, Audience.ANYONE, shows_only=True, public=True
        ),
    ),
    actions={"in.undo": undo},
    forms=(
        Form(
            name="join",
            title=_title,
            fields=(
                Choice(
                    name="consent",
                    label=N_("Consent"),
                    question=_notice,
                    choices=_consent_options,
                ),
                Secret(
                    name="identity",
                    label=N_("NIP"),
                    question=_identity_question,
                    when=_agreed,
                    verify=_verify,
                ),
                Confirm(
                    name="sure",
                    label=N_("Name"),
                    question=_name_question,
                    when=_agreed,
                    yes=N_("Yes, that is me"),
                    no=N_("Not me"),
                ),
            ),
            save=_join,
            review=False,
            secret=True,
        ),
    ),
    notices={
        Notice.PERSON_LINKED: _linked,
        Notice.LINK_UNDONE: _undone,
        Notice.INVITATION_LOCKED: _locked,
    },
)
