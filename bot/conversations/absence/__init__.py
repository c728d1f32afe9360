"""Being away (/cuti): one tap says so, from a reminder too; the unit's administrator confirms it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.conversations.absence import confirming, for_others
from bot.conversations.absence.days import LastDay
from bot.conversations.absence.words import KINDS, kind_of, line_of
from bot.talk.conversation import Command, Conversation, MenuLine
from bot.talk.fields import Answers, Choice, Option
from bot.talk.form import Form
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.models import AbsenceKind
from kinerja.reports.absences import (
    AbsenceView,
    absence_card,
    absences_to_confirm,
    absent_person,
    own_absences,
)
from kinerja.reports.feedback_people import people_rated
from kinerja.rules.absences import PAUSING
from kinerja.services.absences import (
    change_last_day,
    report_absence,
    take_back_absence,
)
from kinerja.services.telling import Notice

LISTED = 2


def show(turn: Turn) -> Answer:
    """Show one's absences, and offer to enter one with a tap."""
    mine = own_absences(turn.session, turn.actor, turn.today)
    listed = [
        say("{number}. {absence}", number=number, absence=line_of(one))
        for number, one in enumerate(mine[:LISTED], start=1)
    ]
    text = lines(
        say(N_("<b>Leave and absence</b>")),
        *(listed or [say(N_("Nothing is entered. Tap what is true from today on."))]),
        say(N_("Your superior and your unit's administrator can see the days.")),
    )
    numbers = tuple(
        button("{number}", action("away.own", one.id), number=number)
        for number, one in enumerate(mine[:LISTED], start=1)
    )
    last = (*numbers, button(N_("Other days"), action("away.plan")), home())
    rows = (*_kind_rows(), _of_others(turn), last)
    return Reply(text, tuple(row for row in rows if row))


def _of_others(turn: Turn) -> tuple[Button, ...]:
    """Return what administrators and superiors do here beside."""
    found: list[Button] = []
    waiting = len(absences_to_confirm(turn.session, turn.actor, turn.today))
    if waiting:
        found.append(button(N_("To confirm: {count}"), action("away.waiting"), count=waiting))
    if people_rated(turn.session, turn.actor, turn.today):
        found.append(button(N_("For my people"), action("away.whom")))
    return tuple(found)


def tap(turn: Turn, kind: str) -> Answer:
    """Say with one tap that one is away today; until when is asked afterwards."""
    row = report_absence(
        turn.session,
        turn.actor,
        turn.actor.person_id or 0,
        kind_of(kind),
        turn.today,
        turn.today,
        now=turn.now,
        today=turn.today,
    )
    return _card(turn, row.id or 0, say(N_("<b>Noted, in force at once.</b> Until when?")))


def own(turn: Turn, absence_id: int) -> Answer:
    """Show one of one's own absences."""
    return _card(turn, absence_id)


def until(turn: Turn, absence_id: int, last: date) -> Answer:
    """Let it end on another day."""
    change_last_day(turn.session, turn.actor, absence_id, last, now=turn.now, today=turn.today)
    return _card(turn, absence_id, say(N_("The last day is {last}."), last=last))


def begin_until(turn: Turn, absence_id: int) -> Answer:
    """Ask for the last day."""
    one = absence_card(turn.session, turn.actor, absence_id, turn.today)
    return Start("away_until", {"absence": one.id})


def begin_plan(turn: Turn) -> Answer:
    """Ask for kind and days of an absence that does not begin today."""
    del turn
    return Start("away_plan")


def take_back(turn: Turn, absence_id: int) -> Answer:
    """Take it back."""
    take_back_absence(turn.session, turn.actor, absence_id, now=turn.now, today=turn.today)
    text = say(N_("The absence is taken back. Reminders come as before."))
    return Reply(text, ((button(N_("‹ Absence"), action("away.show")), home()),))


def _card(turn: Turn, absence_id: int, said: Message | None = None) -> Reply:
    one = absence_card(turn.session, turn.actor, absence_id, turn.today)
    if one.ended:
        return Reply(
            say(N_("This absence was taken back or refused.")),
            ((button(N_("‹ Absence"), action("away.show")), home()),),
        )
    pausing = one.kind in PAUSING
    effect = (
        say(N_("Reminders of work pause on these days."))
        if pausing
        else say(N_("Reminders of work wait until you are back."))
    )
    tomorrow = turn.today + timedelta(days=1)
    choices = tuple(
        button(label, action("away.until", one.id, day.isoformat()))
        for label, day in ((N_("Only today"), turn.today), (N_("Until tomorrow"), tomorrow))
        if day >= one.first_day and day != one.last_day
    )
    other = button(N_("Another last day"), action("away.until.ask", one.id))
    rows = (
        *((choices,) if choices else ()),
        (other, button(N_("Take it back"), action("away.undo", one.id))),
        *_who_acts(turn, one),
        (button(N_("‹ Absence"), action("away.show")), home()),
    )
    return Reply(lines(said, line_of(one), effect), rows)


def _who_acts(turn: Turn, one: AbsenceView) -> tuple[tuple[Button, ...], ...]:
    """Return the way to somebody who acts meanwhile, for whoever rates people."""
    mine = one.person_id == turn.actor.person_id
    if not mine or not people_rated(turn.session, turn.actor, turn.today):
        return ()
    return ((button(N_("Who acts for me meanwhile"), action("act.ask.away", one.id)),),)


def _kind_rows() -> tuple[tuple[Button, ...], ...]:
    buttons = tuple(
        button(KINDS[kind], action("away", kind.value))
        for kind in list(AbsenceKind)
        if kind is not AbsenceKind.STUDY_LEAVE
    )
    return (buttons[:2], buttons[2:])


def _plan_readers(_turn: Turn, answers: Answers) -> Message:
    if "name" in answers:
        return say(N_("{name}, their superior and administrator can see it."), name=answers["name"])
    return say(N_("Your superior and your unit's administrator can see the days."))


def _why(_turn: Turn, answers: Answers) -> Message:
    if "name" in answers:
        return say(N_("Why is {name} away?"), name=answers["name"])
    return say(N_("Why are you away?"))


def _kinds(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(kind.value, say(label)) for kind, label in KINDS.items()]


def _save_plan(turn: Turn, answers: Answers) -> Answer:
    person_id = answers.get("person")
    row = report_absence(
        turn.session,
        turn.actor,
        person_id or turn.actor.person_id or 0,
        kind_of(answers["kind"]),
        date.fromisoformat(answers["first"]),
        date.fromisoformat(answers["last"]),
        now=turn.now,
        today=turn.today,
    )
    if person_id is None:
        return _card(turn, row.id or 0, say(N_("<b>The absence is entered.</b>")))
    who = absent_person(turn.session, turn.actor, person_id, turn.today)
    return replace(_card(turn, row.id or 0, for_others.noted(who)), protected=True)


def _plan_title(_turn: Turn, answers: Answers) -> Message:
    if "name" not in answers:
        return say(N_("Absence"))
    return say(N_("Absence of {name}"), name=answers["name"])


def _save_until(turn: Turn, answers: Answers) -> Answer:
    return until(turn, answers["absence"], date.fromisoformat(answers["last"]))


def _refused(values: Mapping[str, Any]) -> Reply:
    text = say(
        N_(
            "Your administrator could not confirm the absence from {first} to {last}. It does not "
            "hold; please talk to your administrator."
        ),
        first=values["first"],
        last=values["last"],
    )
    return Reply(text, ((button(N_("Leave and absence"), action("away.show")), home()),))


_LAST = LastDay(
    name="last",
    label=N_("Last day"),
    question=N_("Which day is the last one? Write it as day/month, for example 20/3."),
)

CONVERSATION = Conversation(
    name="absence",
    commands=(Command(("cuti", "away"), N_("Leave, sickness, trips, training"), show),),
    actions={
        "away": tap,
        "away.show": show,
        "away.own": own,
        "away.until": until,
        "away.until.ask": begin_until,
        "away.plan": begin_plan,
        "away.undo": take_back,
        "away.waiting": confirming.waiting,
        "away.card": confirming.to_decide,
        "away.yes": confirming.confirm,
        "away.no": confirming.refuse,
        **for_others.ACTIONS,
    },
    forms=(
        Form(
            name="away_plan",
            about_others=lambda answers: "name" in answers,
            title=_plan_title,
            readers=_plan_readers,
            fields=(
                Choice(
                    name="kind",
                    label=N_("Kind"),
                    question=_why,
                    choices=_kinds,
                ),
                LastDay(
                    name="first",
                    label=N_("First day"),
                    question=N_("Which day is the first one? Write it as day/month."),
                ),
                _LAST,
            ),
            save=_save_plan,
            back=lambda _answers: action("away.show"),
        ),
        Form(
            name="away_until",
            title=N_("Absence"),
            fields=(_LAST,),
            save=_save_until,
            review=False,
            back=lambda answers: action("away.own", answers["absence"]),
        ),
    ),
    notices={Notice.ABSENCE_ENTERED: confirming.entered, Notice.ABSENCE_REFUSED: _refused},
    menu=(MenuLine(N_("Leave and absence"), "away.show"),),
)
