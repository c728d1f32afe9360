"""Suggestions with their reasons, colleagues who offer to teach, and one's own offers."""

from __future__ import annotations

from bot.talk.areas import area_name, reason_of
from bot.talk.fields import Answers, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.gaps import (
    gaps_of,
    own_offers,
    own_strengths,
    suggestions_for,
    teachers_of,
)
from kinerja.rules.suggestions import Suggestion, Why
from kinerja.services.teaching import offer_to_teach, stop_teaching

LISTED = 3
OFFERS = 4

_REASONS = {
    Why.POST: N_("the catalogue names your post"),
    Why.HOURS: N_("fits the lesson hours that are missing"),
}


def show(turn: Turn, page: int = 1) -> Answer:
    """Show what fits the actor, and why."""
    me = turn.actor.person_id or 0
    found = suggestions_for(turn.session, turn.actor, me, turn.today, turn.options.regulation)
    shown = page_of(found, page, LISTED)
    first = shown.first_index + 1
    gaps = gaps_of(turn.session, turn.actor, me, turn.today)
    teachers = teachers_of(turn.session, turn.actor, [gap.area for gap in gaps], turn.today)
    text = lines(
        say(N_("<b>Suggestions</b>\nBy rule from your records and the catalogue; you decide.")),
        *(_line(one, n) for n, one in enumerate(shown.items, start=first)),
        None if found else say(N_("Nothing fits at the moment.")),
        say(N_("<b>Colleagues who offer to teach</b>")) if teachers else None,
        *(
            say(
                "• {area}: {name}, {unit}",
                area=area_name(one.area),
                name=one.name,
                unit=short(one.unit, 50),
            )
            for one in teachers[:OFFERS]
        ),
    )
    opening: list[Button] = [
        button("{number}", action("learn.course", one.course_id), number=n)
        for n, one in enumerate(shown.items, start=first)
    ]
    if shown.pages > 1:
        opening.append(button(N_("More"), action("learn.hints", shown.number % shown.pages + 1)))
    rows = (
        tuple(opening),
        (
            button(N_("Catalogue of courses"), action("learn.fields")),
            button(N_("I can teach"), action("learn.teach")),
        ),
        (button(N_("‹ Plan"), action("learn.plan")), home()),
    )
    return Reply(text, tuple(row for row in rows if row))


def _line(one: Suggestion, number: int) -> Message:
    return say(
        N_("{number}. {title} ({hours} hours): {reason}"),
        number=number,
        title=short(one.title, 70),
        hours=one.hours,
        reason=_reason(one),
    )


def _reason(one: Suggestion) -> Message:
    if one.gap is not None:
        return say("{area}, {reason}", area=area_name(one.gap.area), reason=reason_of(one.gap))
    return say(_REASONS[one.why])


def show_offers(turn: Turn) -> Answer:
    """Show what the actor offers to teach, and their strengths by feedback."""
    return offers_screen(turn)


def offers_screen(turn: Turn, said: Message | None = None) -> Reply:
    """Return the actor's offers, after what was just done."""
    offers = own_offers(turn.session, turn.actor)
    strengths = own_strengths(turn.session, turn.actor, turn.today)
    free = [(n, one) for n, one in enumerate(strengths) if one not in offers]
    text = lines(
        said,
        say(
            N_(
                "<b>I can teach</b>\nColleagues of the whole agency who want to develop it see your name and "
                "unit. You decide, and can take it back at any time."
            )
        ),
        *(say("{n}. {area}", n=n, area=area_name(one)) for n, one in enumerate(offers, start=1)),
        None if offers else say(N_("You offer nothing at the moment.")),
    )
    add = tuple(
        button(N_("Offer: {area}"), action("learn.teach.add", n), area=area_name(one))
        for n, one in free[:1]
    )
    stop = tuple(
        button(N_("Stop {number}"), action("learn.teach.stop", n), number=n + 1)
        for n in range(len(offers))
    )
    last = (button(N_("Something else"), action("learn.teach.new")),)
    back = (button(N_("‹ Suggestions"), action("learn.hints")), home())
    return Reply(text, tuple(row for row in (add, stop, last, back) if row))


def offer_strength(turn: Turn, number: int) -> Answer:
    """Offer one of the strengths that feedback named."""
    strengths = own_strengths(turn.session, turn.actor, turn.today)
    if number >= len(strengths):
        return offers_screen(turn)
    return _offer(turn, strengths[number])


def ask_offer(_turn: Turn) -> Answer:
    """Ask what else is offered."""
    return Start("teach")


def stop(turn: Turn, number: int) -> Answer:
    """Take an offer back."""
    offers = own_offers(turn.session, turn.actor)
    if number < len(offers):
        area = offers[number]
        stop_teaching(turn.session, turn.actor, area, now=turn.now, today=turn.today)
    return offers_screen(turn, say(N_("The offer is taken back.")))


def _offer(turn: Turn, area: str) -> Reply:
    offer_to_teach(turn.session, turn.actor, area, now=turn.now, today=turn.today)
    return offers_screen(turn, say(N_("Thank you. Colleagues can find you now.")))


def _save(turn: Turn, answers: Answers) -> Answer:
    return _offer(turn, answers["area"])


FORM = Form(
    name="teach",
    title=N_("I can teach"),
    readers=N_("Colleagues of the whole agency see it with your name."),
    fields=(
        Text(
            name="area",
            label=N_("What"),
            question=N_("What can you teach? A few words, for example: Excel."),
            longest=80,
        ),
    ),
    save=_save,
    back=lambda _answers: action("learn.teach"),
)
