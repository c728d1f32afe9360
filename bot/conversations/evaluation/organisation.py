"""How units performed, as the leader above decided, and the guide beside the real distribution."""

from __future__ import annotations

import base64

from bot.conversations.evaluation.words import back_to, name_of, the_period
from bot.talk import ratings
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Choice, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.speaker import speaker
from bot.talk.turn import Answer, File, Reply, Start, Turn, action, button, home
from kinerja.documents.distribution_picture import distribution_picture
from kinerja.errors import N_, Refused, Unknown
from kinerja.messages import Message, lines, say, words
from kinerja.models import EvidenceKind, OrganisationPredicate, Predicate
from kinerja.reports.unit_distribution import UnitDistribution, unit_distribution
from kinerja.reports.unit_performance import (
    UnitPerformance,
    leaders_above,
    unit_performance,
    units_to_decide,
)
from kinerja.rules.distribution import SMALLEST, Comparison
from kinerja.rules.evaluation import Decision
from kinerja.rules.periods import local_date
from kinerja.services.deciding_organisations import LONGEST_ADVICE, decide_organisation

LISTED = 4
LEADERS = 12


def show_units(turn: Turn, period_id: int, page: int = 1) -> Answer:
    """Show the units whose performance the reader decides or enters."""
    period = the_period(turn, period_id)
    units = units_to_decide(turn.session, turn.actor, period_id, turn.today)
    shown = page_of(units, page, LISTED)
    listed = [
        say(
            "<b>{name}</b>: {predicate}",
            name=short(one.name, 60),
            predicate=ratings.organisation(one.predicate),
        )
        for one in shown.items
    ]
    text = lines(
        say(N_("<b>Performance of units: {period}</b>"), period=name_of(period.kind, period)),
        say(N_("The leader above a unit decides; nobody who works in it.")),
        *listed,
    )
    names = [
        button("{name}", action("eval.unit", one.unit_id, period_id), name=short(one.name, 20))
        for one in shown.items
    ]
    turning = shown.turning(lambda number: action("eval.units", period_id, number))
    rows = (tuple(names[:2]), tuple(names[2:]), turning, (back_to(period_id), home()))
    return Reply(text, tuple(row for row in rows if row))


def show_unit(turn: Turn, unit_id: int, period_id: int) -> Answer:
    """Show how one unit performed."""
    one = unit_performance(turn.session, turn.actor, unit_id, period_id, turn.today)
    return _unit_screen(turn, one, period_id)


def _unit_screen(
    turn: Turn, one: UnitPerformance, period_id: int, said: Message | None = None
) -> Reply:
    period = the_period(turn, period_id)
    decided = None
    if one.entered_at is not None:
        decided = say(
            N_("Decided by {name}, entered on {day}."),
            name=one.decided_by,
            day=local_date(one.entered_at, turn.zone),
        )
    text = lines(
        said,
        say(
            N_("<b>{unit}</b>, {period}\nPerformance: <b>{predicate}</b>"),
            unit=short(one.name, 100),
            period=name_of(period.kind, period),
            predicate=ratings.organisation(one.predicate),
        ),
        decided,
        say(N_("Advice that was heard: {advice}"), advice=short(one.advice, 400))
        if one.advice
        else None,
    )
    enter = N_("Change it") if one.predicate else N_("Enter it")
    deeds = (
        button(enter, action("eval.decide", one.unit_id, period_id)),
        button(N_("Distribution"), action("eval.guide", one.unit_id, period_id)),
    )
    leaving = (button(N_("‹ Units"), action("eval.units", period_id)), home())
    return Reply(text, (deeds, leaving))


def begin(turn: Turn, unit_id: int, period_id: int) -> Answer:
    """Ask how a unit performed."""
    for one in units_to_decide(turn.session, turn.actor, period_id, turn.today):
        if one.unit_id == unit_id:
            context = {"unit": unit_id, "period": period_id, "name": one.name, "mine": one.mine}
            return Start("organisation", context)
    raise Unknown


def _save(turn: Turn, answers: Answers) -> Answer:
    by = turn.actor.person_id or 0 if answers["mine"] else int(answers["by"])
    decision = Decision(OrganisationPredicate(answers["predicate"]), by, answers["advice"] or "")
    at = (answers["unit"], answers["period"])
    decide_organisation(turn.session, turn.actor, *at, decision, now=turn.now, today=turn.today)
    one = unit_performance(turn.session, turn.actor, *at, turn.today)
    return _unit_screen(turn, one, answers["period"], say(N_("Entered. The ratings consider it.")))


def _title(_turn: Turn, answers: Answers) -> Message:
    return say(N_("Performance of {unit}"), unit=short(answers["name"], 80))


def _question(turn: Turn, _answers: Answers) -> Message:
    told = [
        say(
            "<b>{predicate}</b>: {text}",
            predicate=say(ratings.ORGANISATIONS[one]),
            text=words(turn.law.organisations[one].text),
        )
        for one in OrganisationPredicate
        if turn.law.organisations[one].text
    ]
    return lines(
        say(N_("How did the unit perform, by the decision of the leader above it?")), *told
    )


def _predicates(_turn: Turn, _answers: Answers) -> tuple[Option, ...]:
    return tuple((one.value, say(label)) for one, label in ratings.ORGANISATIONS.items())


def _leaders(turn: Turn, answers: Answers) -> tuple[Option, ...]:
    found = leaders_above(turn.session, turn.actor, answers["unit"], turn.today)
    if not found:
        raise Refused(
            N_(
                "Nobody above this unit is known here. Please import its leader's superior first, as the "
                "rater of the leader."
            )
        )
    return tuple((str(one.person_id), words(one.name)) for one in found[:LEADERS])


ORGANISATION = Form(
    name="organisation",
    title=_title,
    readers=N_("The people of the unit see it with their evaluation."),
    fields=(
        Choice(name="predicate", label=N_("Performance"), question=_question, choices=_predicates),
        Choice(
            name="by",
            label=N_("Decided by"),
            question=N_("Who decided it?"),
            choices=_leaders,
            when=lambda _turn, answers: not answers["mine"],
        ),
        Text(
            name="advice",
            label=N_("Advice"),
            question=N_(
                "Was advice heard (planning, personnel, supervision)? Please write it in a sentence, or skip."
            ),
            optional=True,
            longest=LONGEST_ADVICE,
        ),
    ),
    save=_save,
    send_label=N_("Enter it"),
    back=lambda answers: action("eval.unit", answers["unit"], answers["period"]),
)


def show_guide(turn: Turn, unit_id: int, period_id: int) -> Answer:
    """Show the real distribution beside the guide; it warns, and never blocks."""
    period = the_period(turn, period_id)
    found = unit_distribution(turn.session, turn.actor, unit_id, period_id, turn.law, turn.today)
    title = say("{unit}, {period}", unit=short(found.unit, 40), period=name_of(period.kind, period))
    text = lines(
        say("<b>{title}</b>", title=title),
        say(
            N_("Performance of the unit: {predicate}"),
            predicate=ratings.organisation(found.organisation),
        ),
        say(
            N_("Rated or proposed, with your own drafts: {rated} of {people}."),
            rated=found.distribution.total,
            people=found.people,
        ),
        *_counts(found),
        *_guide(found),
    )
    leaving = (back_to(period_id), home())
    if not found.distribution.compared:
        return Reply(text, (leaving,), protected=True)
    return Reply(text, (leaving,), protected=True, file=_picture(turn, found, title))


def _counts(found: UnitDistribution) -> list[Message]:
    counts = found.distribution.counts
    return [
        say("{predicate}: {count}", predicate=say(label), count=counts[one])
        for one, label in ratings.PREDICATES.items()
        if counts[one]
    ]


def _guide(found: UnitDistribution) -> list[Message]:
    if found.guide is None:
        return [say(N_("The guide follows from the performance of the unit, once it is entered."))]
    said = [
        say(N_("\nThe guide for this performance (to be considered, it decides nothing):")),
        *(say("• {condition}", condition=ratings.condition(one)) for one in found.guide.conditions),
    ]
    agency = ratings.by_agency(found.guide.basis)
    if agency is not None:
        said.append(agency)
    if not found.distribution.compared:
        few = say(
            N_("Under {count} people percentages say nothing, so they are only counted."),
            count=SMALLEST,
        )
        return [*said, few]
    if found.distribution.unmet:
        said.append(say(N_("Differs from the guide:")))
        said.extend(
            say("⚠ {condition}", condition=ratings.condition(one))
            for one in found.distribution.unmet
        )
    return said


def _picture(turn: Turn, found: UnitDistribution, title: Message) -> File:
    order = list(reversed(Predicate))
    counts = found.distribution.counts
    limits = [
        (order.index(one.predicates[0]), one.percent)
        for one in (found.guide.conditions if found.guide else ())
        if one.comparison is not Comparison.EXIST and len(one.predicates) == 1
    ]
    drawn = distribution_picture(
        title,
        [(say(ratings.PREDICATES[one]), counts[one]) for one in order],
        limits,
        speaker(turn.language).plain,
    )
    return File(
        EvidenceKind.PHOTO,
        file_name="distribution.png",
        packed=base64.b64encode(drawn).decode(),
    )


ACTIONS: dict[str, Handler] = {
    "eval.units": show_units,
    "eval.unit": show_unit,
    "eval.decide": begin,
    "eval.guide": show_guide,
}
