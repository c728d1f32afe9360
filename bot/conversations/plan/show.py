"""The plan (/skp): "my responsibility", each result with its targets and where it stands."""

from __future__ import annotations

from bot.conversations.plan import cards, starting
from bot.conversations.plan.words import STATES
from bot.talk.figures import short, target
from bot.talk.pages import page_of
from bot.talk.progress import bar_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, Message, Month, lines, say, words
from kinerja.models import PlanStatus, ResultKind
from kinerja.reports.plan import IndicatorView, PlanView, ResultView, plans_of
from kinerja.reports.plan_sources import beginnings
from kinerja.reports.shares import shares_of_mine
from kinerja.reports.standing import standing
from kinerja.rules.plan_spans import years_to_plan

LISTED = 4
_ORDER = (
    PlanStatus.APPROVED,
    PlanStatus.SUBMITTED,
    PlanStatus.RETURNED,
    PlanStatus.DRAFT,
)


def show(turn: Turn, plan_id: int = 0, page: int = 1) -> Answer:
    """Show the person's plan in force; where there is none the draft, or how to begin one."""
    plans = _plans(turn)
    if not plans:
        return starting.choose_post(turn)
    heads = _heads(plans)
    asked = next((one for one in plans if one.id == plan_id), None)
    shown = next((one for one in heads if asked is not None and _same(one, asked)), heads[0])
    if shown.status is PlanStatus.DRAFT:
        return cards.show_draft(turn, shown.id)
    may_begin = bool(beginnings(turn.session, turn.actor, turn.today))
    return _screen(turn, shown, plans, page, may_begin=may_begin)


def _plans(turn: Turn) -> list[PlanView]:
    return [
        plan
        for year in years_to_plan(turn.today)
        for plan in plans_of(turn.session, turn.actor, turn.actor.person_id or 0, turn.today, year)
    ]


def _heads(plans: list[PlanView]) -> list[PlanView]:
    """Return of each plan the version in force: the approved one, else what was sent, else the draft."""
    heads: list[PlanView] = []
    for plan in sorted(plans, key=lambda one: _ORDER.index(one.status)):
        if not any(_same(plan, head) for head in heads):
            heads.append(plan)
    return sorted(heads, key=plans.index)


def _same(one: PlanView, other: PlanView) -> bool:
    return (one.position_id, one.starts_on) == (other.position_id, other.starts_on)


def _screen(
    turn: Turn, plan: PlanView, plans: list[PlanView], page: int, *, may_begin: bool
) -> Reply:
    shown = page_of(plan.results, page, LISTED)
    newer = [one for one in plans if _same(one, plan) and one.version > plan.version]
    head = lines(
        say(
            N_(
                "<b>My responsibility</b>\n{position}, {first} to {last}\nPlan: {state}, version {version}"
            ),
            position=plan.position,
            first=plan.starts_on,
            last=plan.ends_on,
            state=say(STATES[plan.status]),
            version=plan.version,
        ),
        say(
            N_("Version {version}: {state}"),
            version=newer[-1].version,
            state=say(STATES[newer[-1].status]),
        )
        if newer
        else None,
    )
    text = lines(head, *(_result(result) for result in shown.items))
    turning = list(shown.turning(lambda number: action("skp", plan.id, number)))
    if may_begin:
        turning.append(button(N_("Write a plan"), action("plan.posts")))
    others = [other for other in _heads(plans) if not _same(other, plan)]
    shared = shares_of_mine(turn.session, turn.actor, turn.today)
    rows: list[tuple[Button, ...]] = [tuple(turning)]
    longest = 40 if shared.is_empty else 20
    beside = [
        button("{title}", action("skp", other.id), title=short(other.position, longest))
        for other in others[:1]
    ]
    if not shared.is_empty:
        count = len(shared.proposed) + len(shared.open)
        beside.append(button(N_("Shared results ({count})"), action("shr"), count=count))
    rows.append(tuple(beside))
    rows.append(
        (
            button(N_("My development"), action("skp.me", plan.position_id)),
            button(N_("Monthly report"), action("rep")),
        )
    )
    rows.append((_next(plan, newer), *_matrix(turn), home()))
    return Reply(text, tuple(row for row in rows if row))


def _matrix(turn: Turn) -> tuple[Button, ...]:
    """Return the button to the role–result matrix, for who has people."""
    if not standing(turn.session, turn.actor, turn.today).is_rater:
        return ()
    return (button(N_("Matrix"), action("mtx")),)


def _next(plan: PlanView, newer: list[PlanView]) -> Button:
    """Return the button to what is done next with the plan."""
    last = newer[-1] if newer else plan
    if last.status is PlanStatus.DRAFT:
        return button(N_("Go on writing"), action("plan.draft", last.id))
    if last.status is PlanStatus.RETURNED:
        return button(N_("Returned: see why"), action("plan.see", last.id))
    return button(N_("The whole plan"), action("plan.see", last.id))


def _result(result: ResultView) -> Message:
    kind = say(N_(" (additional)")) if result.kind is ResultKind.ADDITIONAL else words("")
    return lines(
        say(
            "\n<b>{number}. {text}</b>{kind}",
            number=result.number,
            text=short(result.text, 140),
            kind=kind,
        ),
        say(N_("Supports: {text}"), text=short(result.supports, 80)) if result.supports else None,
        *(_indicator(indicator) for indicator in result.indicators),
        _last(result),
    )


def _last(result: ResultView) -> Message | None:
    if result.last is None or not result.last.note:
        return None
    return say(
        N_("Reported for {month}: {note}"),
        month=Month(result.last.period),
        note=short(result.last.note, 90),
    )


def _indicator(indicator: IndicatorView) -> Message:
    head = say(
        N_("• {text}: target {target}"), text=short(indicator.text, 100), target=target(indicator)
    )
    if indicator.actual is None or indicator.last_period is None:
        return head
    stands = say(
        N_("  {bar} {actual} {unit}, as of {month}"),
        bar=bar_of(indicator),
        actual=indicator.actual,
        unit=indicator.unit,
        month=Month(indicator.last_period),
    )
    return lines(head, stands)
