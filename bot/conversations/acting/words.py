"""How it is said who acts for whom, as what, why and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.talk.fields import Answers, Day, Option
from bot.talk.figures import short
from bot.talk.turn import Turn
from kinerja.errors import Refused
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.models import ActingKind, ActingReason
from kinerja.reports.acting import ActingView

REASONS = {
    ActingReason.LEAVE: N_("I will be on leave"),
    ActingReason.TRIP: N_("I will be on an official trip"),
    ActingReason.TRAINING: N_("I will be at a training"),
    ActingReason.MOVED: N_("I move to another post"),
}
"""Why a rater asks, as the rater says it."""

WHY = {
    ActingReason.LEAVE: N_("leave"),
    ActingReason.TRIP: N_("official trip"),
    ActingReason.TRAINING: N_("training"),
    ActingReason.MOVED: N_("move to another post"),
    ActingReason.SECONDED: N_("place of duty elsewhere"),
}

KINDS = {
    ActingKind.DAILY: N_("Plh. (acting day to day)"),
    ActingKind.ACTING: N_("Plt. (acting head)"),
    ActingKind.STAND_IN: N_("Another superior"),
    ActingKind.HELPER: N_("Helper, decides nothing"),
    ActingKind.DUTY: N_("Superior at the place of duty"),
}
SUCCESSOR = N_("New superior, for good")
"""What another superior is called where the rater moves on."""


@dataclass(frozen=True, kw_only=True)
class DayToCome(Day):
    """A day to come, or today; tomorrow and today have buttons."""

    ahead: bool = True

    def options(self, turn: Turn, answers: Answers) -> tuple[Option, ...]:
        first = date.fromisoformat(answers["first"]) if "first" in answers else turn.today
        start = first if self.name == "last" else turn.today
        return tuple(
            (day.isoformat(), say("{day}", day=day)) for day in (start, start + timedelta(days=1))
        )


def kind_name(kind: ActingKind, reason: ActingReason) -> Message:
    """Say as what somebody acts."""
    if reason is ActingReason.MOVED and kind is ActingKind.STAND_IN:
        return say(SUCCESSOR)
    return say(KINDS[kind])


def days_of(one: ActingView) -> Message:
    """Say the days."""
    if one.last_day is None:
        return say(N_("from {first} on"), first=one.first_day)
    if one.last_day == one.first_day:
        return say("{first}", first=one.first_day)
    return say(N_("{first} to {last}"), first=one.first_day, last=one.last_day)


def line_of(one: ActingView) -> Message:
    """Say one line in a list."""
    who = one.acting if one.is_mine else one.rater
    sentence = N_("{kind}: {name}, {days}") if one.is_mine else N_("{kind} for {name}, {days}")
    return say(
        sentence, kind=kind_name(one.kind, one.reason), name=short(who, 40), days=days_of(one)
    )


def card_text(one: ActingView, today: date) -> Message:
    """Say everything of one."""
    return lines(
        say(N_("<b>Who acts for {name}</b>"), name=one.rater),
        say("{kind}: <b>{name}</b>", kind=kind_name(one.kind, one.reason), name=one.acting),
        say(N_("Because of: {reason}"), reason=say(WHY[one.reason])),
        say(N_("Days: {days}"), days=days_of(one)),
        say(N_("Only for the post of {name}."), name=one.about) if one.about else _posts(one),
        _powers(one),
        say(N_("The own post of {name} goes to {above}."), name=one.acting, above=one.above)
        if one.above and not one.about and one.kind is not ActingKind.HELPER
        else None,
        state_of(one, today),
    )


def state_of(one: ActingView, today: date) -> Message:
    """Say how far it is."""
    if one.ended:
        return say(N_("It was taken back or refused, and does not hold."))
    if one.is_over(today):
        return say(N_("These days are over; everything is back."))
    if not one.confirmed:
        return say(N_("Waits for the administrator; until then nothing changes."))
    if one.first_day > today:
        return say(N_("Confirmed by the administrator."))
    return say(N_("Confirmed, in force."))


def kind_of(text: str) -> ActingKind:
    """Read the kind an answer names."""
    try:
        return ActingKind(text)
    except ValueError:
        raise Refused(N_("Please choose one of the buttons.")) from None


def _posts(one: ActingView) -> Message:
    return say(NN_("{n} person is concerned.", "{n} people are concerned."), n=one.posts)


def _powers(one: ActingView) -> Message:
    if one.kind is ActingKind.HELPER:
        return say(N_("Checks evidence and prepares words; the superior decides everything."))
    if one.limited:
        return say(
            N_(
                "Decides on reports, evidence, feedback and help; plans and ratings stay with {name}."
            ),
            name=one.rater,
        )
    if one.reason is ActingReason.MOVED:
        return say(
            N_("Decides everything from that day on. {name} has a month to close what is left."),
            name=one.rater,
        )
    return say(N_("Decides everything; {name} can read meanwhile."), name=one.rater)
