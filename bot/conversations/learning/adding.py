"""Entering what was learnt, in a few taps, and changing it; a certificate may be sent at any question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.conversations.learning.ledger import entry_screen
from bot.talk.collecting import PIECES
from bot.talk.fields import Answers, Choice, Day, Number, Option, Taken, Text
from bot.talk.form import Form
from bot.talk.learning import KINDS
from bot.talk.pieces import piece_of
from bot.talk.privacy import EVIDENCE_WARNING
from bot.talk.turn import Answer, Attachment, Start, Turn, action
from kinerja.errors import Refused
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.models import LearningKind
from kinerja.reports.courses import course_card
from kinerja.reports.learning import learning_entry, ledger_of
from kinerja.rules.evidence import EvidencePiece
from kinerja.rules.evidence_pieces import count_of, is_one_more
from kinerja.rules.learning import (
    LearningContent,
    asks_about_hours,
    check_certificates,
    check_days,
    read_hours,
)
from kinerja.services.certificates import add_certificate, check_certificate
from kinerja.services.learning import add_learning, change_learning

OWN_AGENCY = "=own"
USUAL_HOURS = ("2", "4", "8", "16", "24")


def begin(turn: Turn) -> Answer:
    """Enter what one has learnt."""
    return Start("learn", {"contract": _is_contract(turn)})


def begin_course(turn: Turn, course_id: int) -> Answer:
    """Enter a course of the catalogue: only the days are asked."""
    course = course_card(turn.session, course_id)
    known = {
        "title": course.title,
        "kind": course.kind.value,
        "provider": course.provider,
        "hours": str(course.hours),
    }
    return Start("learn", {"contract": _is_contract(turn), "course": course_id}, known)


def edit(turn: Turn, learning_id: int) -> Answer:
    """Change an entry; what it says stands on the review card."""
    one = learning_entry(turn.session, turn.actor, learning_id, turn.today)
    if one.person_id != turn.actor.person_id:
        return entry_screen(turn, learning_id)
    known = {
        "title": one.title,
        "kind": one.kind.value,
        "provider": one.provider,
        "last": one.ends_on.isoformat(),
        "first": one.starts_on.isoformat(),
        "hours": str(one.hours),
        "employer": "yes" if one.by_employer else "no",
    }
    context = {"contract": _is_contract(turn), "learning": one.id, "course": one.course_id}
    return Start("learn", context, known)


def _is_contract(turn: Turn) -> bool:
    me = turn.actor.person_id or 0
    return ledger_of(
        turn.session, turn.actor, me, turn.today, turn.options.regulation
    ).by_employer_only


@dataclass(frozen=True, kw_only=True)
class FirstDay(Day):
    """The first day: by button that of the last day, or the day before."""

    def options(self, turn: Turn, answers: Answers) -> Sequence[Option]:
        last = date.fromisoformat(answers.get("last") or turn.today.isoformat())
        before = last - timedelta(days=1)
        return (
            (last.isoformat(), say(N_("The same day"))),
            (before.isoformat(), say(N_("The day before"))),
        )


@dataclass(frozen=True, kw_only=True)
class HoursOfLearning(Number):
    """Lesson hours; minutes and hours of the clock are turned into them."""

    def take(self, turn: Turn, answers: Answers, raw: str | Attachment) -> Taken:
        if isinstance(raw, Attachment):
            return super().take(turn, answers, raw)
        minutes = turn.options.regulation.on(turn.today).lesson_minutes.value
        return Taken(str(read_hours(raw, minutes)))

    def show(self, turn: Turn, answers: Answers) -> Message:
        del turn
        return say("{hours}", hours=Decimal(answers[self.name]))


def _ask_title(turn: Turn, answers: Answers) -> Message:
    del turn
    return lines(
        _received(answers),
        say(N_("What did you learn? Please write the title, for example: Excel for reports.")),
        say(N_("You may send the certificate now or later, as photo or document.")),
        say(EVIDENCE_WARNING),
    )


def _received(answers: Answers) -> Message | None:
    pieces = answers.get(PIECES, [])
    return say(NN_("{n} file received.", "{n} files received."), n=len(pieces)) if pieces else None


def _ask_hours(turn: Turn, answers: Answers) -> Message:
    minutes = turn.options.regulation.on(turn.today).lesson_minutes.value
    return lines(
        _received(answers),
        say(
            N_(
                "How many lesson hours (JP)? One has {minutes} minutes; you may also write “90 minutes” "
                "or “3 hours”."
            ),
            minutes=minutes,
        ),
    )


def _kinds(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(kind.value, say(label)) for kind, label in KINDS.items()]


def _providers(turn: Turn, _answers: Answers) -> list[Option]:
    return [(OWN_AGENCY, say("{name}", name=turn.options.agency))] if turn.options.agency else []


def _usual_hours(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(hours, say("{hours}", hours=Decimal(hours))) for hours in USUAL_HOURS]


def _is_contract_employee(_turn: Turn, answers: Answers) -> bool:
    return bool(answers["contract"])


def _check_first(turn: Turn, answers: Answers, value: Any) -> None:
    check_days(date.fromisoformat(value), date.fromisoformat(answers["last"]), turn.today)


def _check_last(turn: Turn, answers: Answers, value: Any) -> None:
    last = date.fromisoformat(value)
    first = answers.get("first")
    check_days(date.fromisoformat(first) if first else last, last, turn.today)


def _check_hours(_turn: Turn, answers: Answers, value: Any) -> Message | None:
    if not answers.get("first"):
        return None
    first, last = (date.fromisoformat(answers[name]) for name in ("first", "last"))
    return asks_about_hours(Decimal(value), first, last)


def _with_certificate(turn: Turn, answers: Answers, attachment: Attachment) -> dict[str, Any]:
    """Return the answers with a certificate among them."""
    pieces = list(answers.get(PIECES, []))
    piece = piece_of(attachment, turn.incoming.album)
    check_certificate(turn.session, turn.actor.person_id or 0, piece, turn.today)
    present = [EvidencePiece.from_json(known) for known in pieces]
    if is_one_more(piece, present):
        check_certificates(count_of(present))
    return {PIECES: [*pieces, piece.to_json()]}


def _save(turn: Turn, answers: Answers) -> Answer:
    provider = answers["provider"]
    content = LearningContent(
        kind=LearningKind(answers["kind"]),
        title=answers["title"],
        provider=turn.options.agency if provider == OWN_AGENCY else provider,
        starts_on=date.fromisoformat(answers["first"]),
        ends_on=date.fromisoformat(answers["last"]),
        hours=Decimal(answers["hours"]),
        by_employer=answers.get("employer", "yes") == "yes",
        course_id=answers.get("course"),
    )
    moment: dict[str, Any] = {"now": turn.now, "today": turn.today}
    learning_id = answers.get("learning")
    if learning_id is None:
        said = say(N_("<b>Entered.</b> Your superior is asked to confirm it."))
        learning_id = add_learning(turn.session, turn.actor, content, **moment)
    else:
        said = say(N_("<b>Changed.</b> It waits to be confirmed."))
        change_learning(turn.session, turn.actor, learning_id, content, **moment)
    for piece in answers.get(PIECES, []):
        given = EvidencePiece.from_json(piece)
        add_certificate(turn.session, turn.actor, learning_id, given, **moment)
    return entry_screen(turn, learning_id, said)


def _check_title(_turn: Turn, _answers: Answers, value: Any) -> None:
    if str(value).strip().isdigit():
        raise Refused(N_("Please write the title, for example: Excel for reports."))


FORM = Form(
    name="learn",
    title=N_("Learning"),
    readers=N_("Your superior reads and confirms it."),
    fields=(
        Text(
            name="title",
            label=N_("Title"),
            question=_ask_title,
            check=_check_title,
            longest=200,
        ),
        Choice(
            name="kind",
            label=N_("Kind of learning"),
            question=N_("What kind of learning was it?"),
            choices=_kinds,
        ),
        Text(
            name="provider",
            label=N_("Provider"),
            question=N_("Who held it? Please write the name, or tap your agency."),
            also=_providers,
            longest=200,
        ),
        Day(
            name="last",
            label=N_("Last day"),
            question=N_("Which day was the last one? Write it as day/month, for example 20/3."),
            check=_check_last,
        ),
        FirstDay(
            name="first",
            label=N_("First day"),
            question=N_("Which day was the first one? Write it as day/month."),
            check=_check_first,
        ),
        HoursOfLearning(
            name="hours",
            label=N_("Lesson hours"),
            question=_ask_hours,
            also=_usual_hours,
            check=_check_hours,
        ),
        Choice(
            name="employer",
            label=N_("Given by the agency"),
            question=N_("Did the agency give or pay it? Only such hours count for the contract."),
            choices=lambda _turn, _answers: [("yes", say(N_("Yes"))), ("no", say(N_("No")))],
            when=_is_contract_employee,
        ),
    ),
    save=_save,
    collect=_with_certificate,
    back=lambda answers: (
        action("learn.see", answers["learning"]) if "learning" in answers else action("learn")
    ),
)
