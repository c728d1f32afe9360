"""Verifying an evaluation (/cek KODE): its kind, date and state, nothing personal."""

from __future__ import annotations

from bot.talk.conversation import Audience, Command, Conversation
from bot.talk.period_names import period_name
from bot.talk.turn import Answer, Reply, Rows, Turn, home
from kinerja.messages import N_, Message, lines, say
from kinerja.models import DeliveryAnswer, ObjectionState
from kinerja.reports.verification import Verified, verified
from kinerja.rules.deliveries import CODE_LENGTH, read_code

_ANSWERS = {
    None: N_("delivered, not answered yet"),
    DeliveryAnswer.ACKNOWLEDGED: N_("delivered and received"),
    DeliveryAnswer.OBJECTED: N_("delivered, an objection is under way"),
}


def check(turn: Turn) -> Answer:
    """Say what a code stands for."""
    written = turn.incoming.argument
    leaving: Rows = ((home(),),) if turn.person_id is not None else ()
    if len(read_code(written)) != CODE_LENGTH:
        how = N_(
            "Please write the code of an evaluation behind the command: <code>/cek ABCDE-23456</code>"
        )
        return Reply(say(how), leaving)
    found = verified(turn.session, written)
    if found is None:
        return Reply(
            say(N_("There is no evaluation with this code. Please compare it once more.")), leaving
        )
    text = lines(
        say(
            N_("<b>Evaluation document</b>, {period}"),
            period=period_name(found.kind, found.starts_on),
        ),
        say(N_("Delivered on {day}."), day=found.delivered_on),
        say(N_("State: {state}"), state=_state(found)),
        say(N_("This is not an electronic signature.")),
    )
    return Reply(text, leaving)


def _state(found: Verified) -> Message:
    if found.objection is ObjectionState.DECIDED:
        return say(N_("an objection was decided, final"))
    if found.answer is DeliveryAnswer.SILENT:
        return say(N_("no answer until {day}"), day=found.silent_until)
    return say(_ANSWERS[found.answer])


CONVERSATION = Conversation(
    name="verifying",
    commands=(
        Command(
            ("cek", "verify"),
            N_("Verify the code of an evaluation"),
            check,
            Audience.ANYONE,
            shows_only=True,
            public=True,
        ),
    ),
)
