"""A rater asks for somebody to act: why, from when to when, as what, and who."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.conversations.acting.words import REASONS, DayToCome, card_text, kind_name, kind_of
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Choice, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.turn import Answer, Reply, Start, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, Message, lines, say
from kinerja.models import AbsenceKind, ActingReason
from kinerja.reports.absences import absence_card
from kinerja.reports.acting import acting_card
from kinerja.reports.colleagues import find_colleagues
from kinerja.rules.acting import KINDS_FOR
from kinerja.services.acting import ActingWords, ask_acting

OF_ABSENCE = {
    AbsenceKind.LEAVE: ActingReason.LEAVE,
    AbsenceKind.SICK: ActingReason.LEAVE,
    AbsenceKind.TRIP: ActingReason.TRIP,
    AbsenceKind.TRAINING: ActingReason.TRAINING,
    AbsenceKind.STUDY_LEAVE: ActingReason.LEAVE,
}


def begin(turn: Turn) -> Answer:
    """Ask why, and on."""
    del turn
    return Start("actask")


def begin_for_absence(turn: Turn, absence_id: int) -> Answer:
    """Ask only as what and who: reason and days are those of an absence."""
    one = absence_card(turn.session, turn.actor, absence_id, turn.today)
    known = {
        "reason": OF_ABSENCE[one.kind].value,
        "first": one.first_day.isoformat(),
        "last": one.last_day.isoformat(),
    }
    return Start("actask", {}, known)


def reasons(_turn: Turn, _answers: Answers) -> list[Option]:
    """Return why somebody else is to act."""
    return [(reason.value, say(label)) for reason, label in REASONS.items()]


def kinds(_turn: Turn, answers: Answers) -> list[Option]:
    """Return as what somebody can act, by the reason."""
    reason = ActingReason(answers.get("reason", ActingReason.LEAVE))
    return [(kind.value, kind_name(kind, reason)) for kind in KINDS_FOR[reason]]


def people(turn: Turn, answers: Answers) -> list[Option]:
    """Return who is meant by a part of a name."""
    found = find_colleagues(turn.session, turn.actor, answers["name"], turn.today)
    return [
        (str(one.id), say("{name}, {unit}", name=short(one.name, 30), unit=short(one.unit, 24)))
        for one in found
    ]


def check_name(turn: Turn, _answers: Answers, value: Any) -> None:
    """Refuse a name that nobody has."""
    if not find_colleagues(turn.session, turn.actor, str(value), turn.today):
        raise Refused(
            N_("Nobody here has this name. Please write a part of it, at least three letters.")
        )


def comes_back(_turn: Turn, answers: Answers) -> bool:
    """Say whether a last day is asked for."""
    return answers.get("reason") != ActingReason.MOVED


def words_of(answers: Answers) -> ActingWords:
    """Return what was answered."""
    last = answers.get("last")
    moved = answers["reason"] == ActingReason.MOVED
    return ActingWords(
        int(answers["person"]),
        kind_of(answers["kind"]),
        ActingReason(answers["reason"]),
        date.fromisoformat(answers["first"]),
        date.fromisoformat(last) if last and not moved else None,
    )


def _save(turn: Turn, answers: Answers) -> Answer:
    me = turn.actor.person_id or 0
    row = ask_acting(
        turn.session, turn.actor, me, words_of(answers), now=turn.now, today=turn.today
    )
    one = acting_card(turn.session, turn.actor, row.id or 0, turn.today)
    said = (
        say(N_("<b>Noted, and confirmed with it.</b>"))
        if one.confirmed
        else say(N_("<b>Asked.</b> Your unit's administrator is told."))
    )
    over = (
        (button(N_("Handover list"), action("act.over")),)
        if one.reason is ActingReason.MOVED
        else ()
    )
    rows = (over, (button(N_("‹ Who acts"), action("act")), home()))
    return Reply(
        lines(said, card_text(one, turn.today)), tuple(row for row in rows if row), protected=True
    )


def _readers(_turn: Turn, _answers: Answers) -> Message:
    return say(N_("Your unit's administrator reads it, then whoever is to act."))


FIRST = DayToCome(
    name="first",
    label=N_("First day"),
    question=N_("Which day is the first one? Write it as day/month."),
)
LAST = DayToCome(
    name="last",
    label=N_("Last day"),
    question=N_("Which day is the last one? Write it as day/month, for example 20/3."),
    when=comes_back,
)
KIND = Choice(
    name="kind",
    label=N_("As what"),
    question=N_("As what is somebody to act? A helper checks and prepares; you go on deciding."),
    choices=kinds,
)
NAME = Text(
    name="name",
    label=N_("Name"),
    question=N_("Who is it? Please write a part of the name, also from another unit."),
    check=check_name,
    longest=100,
)
PERSON = Choice(name="person", label=N_("Person"), question=N_("Whom do you mean?"), choices=people)

ASK = Form(
    name="actask",
    title=N_("Somebody to act for me"),
    readers=_readers,
    about_others=True,
    fields=(
        Choice(
            name="reason",
            label=N_("Why"),
            question=N_("What is ahead of you?"),
            choices=reasons,
        ),
        FIRST,
        LAST,
        KIND,
        NAME,
        PERSON,
    ),
    save=_save,
    back=lambda _answers: action("act"),
)
ACTIONS: dict[str, Handler] = {"act.ask": begin, "act.ask.away": begin_for_absence}
