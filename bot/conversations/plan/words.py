"""How plans are spoken of: states, aspects, patterns, polarity, and what stands in a result."""

from __future__ import annotations

from datetime import date

from bot.talk.figures import short, target
from bot.talk.turn import Button, action, button
from kinerja.messages import N_, NN_, Message, Month, lines, say, words
from kinerja.models import (
    Annex,
    Approach,
    Aspect,
    Pattern,
    Perspective,
    PlanStatus,
    Polarity,
    ResultKind,
    Support,
)
from kinerja.reports.plan_card import PlanCard
from kinerja.rules.period_targets import target_of_month
from kinerja.rules.written_plan import WrittenIndicator, WrittenResult, WrittenStep

STATES = {
    PlanStatus.DRAFT: N_("being written"),
    PlanStatus.SUBMITTED: N_("waits for approval"),
    PlanStatus.RETURNED: N_("returned to be completed"),
    PlanStatus.APPROVED: N_("approved"),
    PlanStatus.SUPERSEDED: N_("replaced by a newer version"),
}
APPROACHES = {
    Approach.QUANTITATIVE: N_("quantitative (targets are numbers)"),
    Approach.QUALITATIVE: N_("qualitative (targets are words)"),
}
ASPECTS = {
    Aspect.QUANTITY: N_("Quantity"),
    Aspect.QUALITY: N_("Quality"),
    Aspect.TIME: N_("Time"),
    Aspect.COST: N_("Cost"),
}
PATTERNS = {
    Pattern.CUMULATIVE: N_("Months add up"),
    Pattern.LEVEL: N_("The last value counts"),
    Pattern.AVERAGE: N_("Average of months"),
    Pattern.RATIO: N_("Share of two counts"),
    Pattern.RELEASE: N_("Once a year"),
}
POLARITIES = {
    Polarity.MORE: N_("More is better"),
    Polarity.LESS: N_("Less is better"),
    Polarity.RANGE: N_("Within the range"),
}
SUPPORTS = {
    Support.DIRECT: N_("Directly"),
    Support.INDIRECT: N_("Indirectly"),
}
PERSPECTIVES = {
    Perspective.SERVICE: N_("Service recipients"),
    Perspective.PROCESS: N_("Business process"),
    Perspective.STRENGTHENING: N_("Internal strength"),
    Perspective.BUDGET: N_("Budget"),
}
ANNEXES = {
    Annex.RESOURCES: N_("Resources"),
    Annex.ACCOUNTABILITY: N_("Accountability"),
    Annex.CONSEQUENCES: N_("Consequences"),
}
READERS_OF_DRAFT = N_("Only you see this draft until you send it.")


def heading(card: PlanCard) -> Message:
    """Say whose plan it is, of which post and days, and where it stands."""
    title = say(N_("<b>Plan for {year}</b>"), year=str(card.plan.year))
    if not card.is_own:
        title = say(
            N_("<b>{name}</b>, plan for {year}"), name=card.person_name, year=str(card.plan.year)
        )
    return lines(
        title,
        say(
            N_("{position}, {first} to {last}"),
            position=short(card.position, 80),
            first=card.plan.starts_on,
            last=card.plan.ends_on,
        ),
        say(
            N_("Version {version}: {state}"),
            version=card.plan.version,
            state=say(STATES[card.plan.status]),
        ),
    )


def readers(card: PlanCard) -> Message:
    """Say who will read the plan once it is sent."""
    if not card.raters:
        return say(N_("No superior is recorded for this post, so nobody can approve it here yet."))
    return say(N_("{names} will read and approve it."), names=", ".join(card.raters))


def in_list(result: WrittenResult) -> Message:
    """Say a result in a list: its words, how it is measured, and what is missing or to be completed."""
    kind = say(N_(" (additional)")) if result.kind is ResultKind.ADDITIONAL else words("")
    text = short(result.text, 110)
    return lines(
        say("<b>{number}.</b> {text}{kind}", number=result.number, text=text, kind=kind),
        *(in_short(indicator) for indicator in result.indicators[:3]),
        None if result.indicators else say(N_("   No indicator yet.")),
        _to_complete(result.return_reason, 120),
    )


def with_support(result: WrittenResult) -> Message:
    """Say a result in the list of a plan, with the leader's result it supports, if any."""
    return lines(in_list(result), supports(result) if result.supports_something else None)


def in_short(indicator: WrittenIndicator) -> Message:
    """Say an indicator in a list."""
    return say(
        "   • {text}: {target}", text=short(indicator.text, 60), target=short_target(indicator)
    )


def numbered(
    indicator: WrittenIndicator, result: WrittenResult, card: PlanCard, month: date
) -> Message:
    """Say an indicator of a result's card, with its number and what a month has to reach."""
    target_of_it = target_of_month(indicator, result, card.plan, month)
    head = say(
        "{n}. {text}: {target}",
        n=indicator.number,
        text=short(indicator.text, 60),
        target=short_target(indicator),
    )
    if indicator.target is None or target_of_it == indicator.target:
        return head
    if target_of_it is None:
        return lines(head, say(N_("   no target of its own in {month}"), month=Month(month)))
    return lines(head, say(N_("   in {month}: {target}"), month=Month(month), target=target_of_it))


def short_target(indicator: WrittenIndicator) -> Message:
    """Say a target; one in words is cut."""
    if indicator.target is None:
        return words(short(indicator.target_text or "–", 70))
    return target(indicator)


def whole(result: WrittenResult) -> Message:
    """Say everything about a result but its indicators."""
    return lines(
        say(
            "<b>{number}. {text}</b>{kind}",
            number=result.number,
            text=short(result.text, 400),
            kind=say(N_(" (additional)")) if result.kind is ResultKind.ADDITIONAL else words(""),
        ),
        supports(result),
        say(N_("Perspective: {name}"), name=say(PERSPECTIVES[result.perspective]))
        if result.perspective
        else None,
        _led(result),
        _to_complete(result.return_reason, 300),
    )


def _led(result: WrittenResult) -> Message | None:
    """Say who leads a result, and on which days where these are named."""
    first, last = result.leads_from, result.leads_until
    if not result.leader:
        return None
    if first is not None and last is not None:
        sentence = N_("Led by {name}, {first} to {last}")
    elif first is not None:
        sentence = N_("Led by {name}, from {first} on")
    elif last is not None:
        sentence = N_("Led by {name}, until {last}")
    else:
        sentence = N_("Led by {name}")
    return say(sentence, name=result.leader, first=first or "", last=last or "")


def supports(result: WrittenResult) -> Message:
    """Say which result of the leader a result supports, and how."""
    if not result.supports_something:
        return say(N_("Supports no result of a leader yet."))
    text = short(result.supports, 120)
    if result.support is None:
        return say(N_("Supports: {text}"), text=text)
    how = say(SUPPORTS[result.support])
    return say(N_("Supports ({how}): {text}"), how=how, text=text)


def measured(indicator: WrittenIndicator) -> Message:
    """Say how an indicator is counted."""
    said = say(PATTERNS[indicator.pattern])
    if indicator.pattern is Pattern.RATIO and indicator.numerator_name:
        said = say(
            N_("{part} out of {whole}"),
            part=indicator.numerator_name,
            whole=indicator.denominator_name,
        )
    if indicator.release_month:
        said = say(N_("Once a year, in month {month}"), month=indicator.release_month)
    return say(
        N_("{aspect}; {pattern}; {polarity}"),
        aspect=say(ASPECTS[indicator.aspect]),
        pattern=said,
        polarity=say(POLARITIES[indicator.polarity]),
    )


def step_line(step: WrittenStep, number: int, year: int) -> Message:
    """Say a step of the action plan."""
    wanted = step.target_text
    return lines(
        say(
            "{number}. {month}: {text}",
            number=number,
            month=Month(date(year, step.month, 1)),
            text=short(step.text, 120),
        ),
        say(N_("   Target: {target}"), target=short(wanted, 60)) if wanted else None,
        say(N_("   Proof: {proof}"), proof=short(step.proof, 60)) if step.proof else None,
    )


def count_of_results(card: PlanCard) -> Message:
    """Say how many results a plan has."""
    return say(NN_("{n} result", "{n} results"), n=len(card.plan.results))


def way_back(card: PlanCard, number: int = 1) -> Button:
    """Return the button to the plan: to the draft that is written, or to the plan that is read."""
    page = (number - 1) // 4 + 1
    if card.is_own and card.plan.status is PlanStatus.DRAFT:
        return button(N_("‹ The plan"), action("plan.draft", card.id, page))
    return button(N_("‹ The plan"), action("plan.see", card.id))


def can_write(card: PlanCard, person_id: int | None) -> bool:
    """Say whether the reader may write on the plan: one's own draft, or one changed together."""
    if card.is_own:
        return card.plan.status is PlanStatus.DRAFT
    together = card.edited_by_id is not None and card.edited_by_id == person_id
    return together and card.may_decide and card.plan.status is PlanStatus.SUBMITTED


def _to_complete(reason: str, longest: int) -> Message | None:
    if not reason:
        return None
    return say(N_("   To be completed: {reason}"), reason=short(reason, longest))
