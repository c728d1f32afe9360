"""One's own data (/datasaya): what is held, a copy of it, and the consent, given again or withdrawn."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from bot.talk.conversation import Audience, Command, Conversation, Gate, MenuLine
from bot.talk.privacy import privacy_notice
from bot.talk.turn import Answer, File, IncomingKind, Reply, Turn, action, button, home
from kinerja.messages import N_, lines, say
from kinerja.models import EvidenceKind
from kinerja.reports.corrections import own_corrections
from kinerja.reports.own_data import export_of_own, held_about
from kinerja.services.consent import (
    agree_again,
    must_agree_again,
    note_export,
    withdraw_consent,
)
from kinerja.services.telling import Notice

COMMANDS = ("datasaya", "dataku", "mydata")


def show(turn: Turn) -> Answer:
    """Show in numbers what is held about the person."""
    held = held_about(turn.session, turn.actor)
    text = lines(
        say(N_("<b>My data</b>\nThis is what the assistant holds about you.")),
        say(N_("• Plans (SKP): {count}"), count=held.plans),
        say(N_("• Reports: {count}"), count=held.reports),
        say(N_("• Logs: {count}"), count=held.logs),
        say(N_("• Evidence: {count}"), count=held.evidence),
        say(
            N_("• Feedback received: {received}, given: {given}"),
            received=held.feedback_received,
            given=held.feedback_given,
        ),
        say(N_("• Messages in this chat: {count}"), count=held.messages),
        say(
            N_(
                "If something is wrong, you can ask for its correction here. You can take a copy of "
                "everything with you."
            )
        ),
    )
    asked = len(own_corrections(turn.session, turn.actor))
    mine = (
        (button(N_("My requests ({count})"), action("data.asked"), count=asked),) if asked else ()
    )
    rows = (
        (button(N_("Copy of my data (JSON)"), action("data.copy")),),
        (button(N_("Ask for a correction"), action("data.wrong")), *mine),
        (button(N_("Withdraw my consent"), action("data.leave")),),
        (home(),),
    )
    return Reply(text, rows)


def copy(turn: Turn) -> Answer:
    """Send everything that is held about the person as a file."""
    content = export_of_own(turn.session, turn.actor, turn.now)
    note_export(turn.session, turn.actor, now=turn.now)
    file = File(
        EvidenceKind.DOCUMENT,
        file_name=f"data-{turn.today.isoformat()}.json",
        content=json.dumps(content, ensure_ascii=False, indent=1),
    )
    text = say(
        N_(
            "This is everything the assistant holds about you. The file has personal data: please keep "
            "it in a safe place and do not forward it."
        )
    )
    return Reply(text, ((button(N_("‹ My data"), action("data")), home()),), file=file)


def ask_to_leave(_turn: Turn) -> Answer:
    """Say what withdrawing means, and ask whether it is meant."""
    text = say(
        N_(
            "<b>Withdraw my consent</b>\n"
            "• This chat is unlinked, and nothing more is sent to it.\n"
            "• Half-done answers are erased.\n"
            "• Your official records of performance stay under the archive schedule.\n"
            "• Your unit's administrator is told, and can invite you again.\n"
            "Do you want to withdraw it?"
        )
    )
    rows = (
        (button(N_("Yes, withdraw it"), action("data.leave.yes")),),
        (button(N_("No, keep it"), action("data")), home()),
    )
    return Reply(text, rows)


def leave(turn: Turn) -> Answer:
    """Withdraw the consent; the chat is a stranger's from now on."""
    withdraw_consent(turn.session, turn.actor, now=turn.now, today=turn.today)
    text = say(
        N_(
            "Your consent is withdrawn. This chat is unlinked, half-done answers are erased, and nothing "
            "more is sent here. Your official records of performance stay under the archive schedule. "
            "If you want to come back, please ask your unit's administrator for a new invitation. "
            "Thank you for your work."
        )
    )
    return Reply(text)


def agree(turn: Turn) -> Answer:
    """Keep the consent to the present notice and lead on."""
    agree_again(turn.session, turn.actor, now=turn.now)
    unfinished = turn.underway.unfinished()[:1]
    text = say(N_("Thank you. Your consent is recorded; you can go on where you were."))
    return Reply(text, ((*unfinished, home()),))


def ask_again(turn: Turn) -> Reply | None:
    """Return the privacy notice with the question, where the person agreed to another one."""
    if not must_agree_again(turn.session, turn.actor):
        return None
    lost = turn.incoming.kind in (IncomingKind.TEXT, IncomingKind.FILE)
    why = lines(
        say(N_("The privacy notice has changed. Please read it and agree again before we go on.")),
        say(N_("What you just sent was not stored; please send it again afterwards."))
        if lost
        else None,
    )
    rows = (
        (button(N_("I agree"), action("data.agree")),),
        (
            button(N_("Withdraw my consent"), action("data.leave")),
            button(N_("Help"), action("help")),
        ),
    )
    return Reply(privacy_notice(turn.options.privacy_contact, why), rows)


def _withdrawn(values: Mapping[str, Any]) -> Reply:
    text = say(
        N_(
            "<b>{name}</b> has withdrawn the consent to this chat and is not reached here any more. "
            "Their official records stay. Please agree with them on another way to report."
        ),
        name=values["name"],
    )
    return Reply(text, ((home(),),))


CONVERSATION = Conversation(
    name="my_data",
    commands=(
        Command(COMMANDS, N_("What is held about me"), show, Audience.ANYONE, shows_only=True),
    ),
    actions={
        "data": show,
        "data.copy": copy,
        "data.leave": ask_to_leave,
        "data.leave.yes": leave,
        "data.agree": agree,
    },
    notices={Notice.CONSENT_WITHDRAWN: _withdrawn},
    menu=(MenuLine(N_("My data"), "data", Audience.ANYONE),),
    gate=Gate(
        ask_again,
        frozenset(
            {*COMMANDS, "data", "data.copy", "data.leave", "data.leave.yes", "data.agree"}
            | {"bantuan", "help"}
        ),
    ),
)
