"""The plan (/skp): "my responsibility", each result with its targets and where it stands."""

from __future__ import annotations

from bot.talk.conversation import Command, Conversation, MenuLine
from bot.talk.figures import short, target
from bot.talk.pages import page_of
from bot.talk.progress import bar_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, Message, Month, lines, say, words
from kinerja.models import PlanStatus, ResultKind
from kinerja.reports.plan import IndicatorView, PlanView, ResultView, plans_of

LISTED = 4

STATES = {
    PlanStatus.DRAFT: N_("being written"),
    PlanStatus.SUBMITTED: N_("waits for approval"),
    PlanStatus.RETURNED: N_("returned to be completed"),
    PlanStatus.APPROVED: N_("approved"),
    PlanStatus.SUPERSEDED: N_("replaced by a newer version"),
}


def show(turn: Turn, plan_id: int = 0, page: int = 1) -> Answer:
    """Show the person's plan of the year; with several posts, one at a time."""
    plans = plans_of(turn.session, turn.actor, turn.actor.person_id or 0, turn.today)
    if not plans:
        text = say(
            N_(
                "<b>My responsibility</b>\nThere is no plan for {year} in this assistant yet. "
                "Please ask your unit's administrator to import it."
            ),
            year=str(turn.today.year),
        )
        return Reply(text, ((home(),),))
    plan = next((one for one in plans if one.id == plan_id), plans[0])
    return _screen(plan, plans, page)


def _screen(plan: PlanView, plans: list[PlanView], page: int) -> Reply:
    shown = page_of(plan.results, page, LISTED)
    head = say(
        N_(
            "<b>My responsibility</b>\n{position}, {first} to {last}\nPlan: {state}, version {version}"
        ),
        position=plan.position,
        first=plan.starts_on,
        last=plan.ends_on,
        state=say(STATES[plan.status]),
        version=plan.version,
    )
    text = lines(head, *(_result(result) for result in shown.items))
    rows: list[tuple[Button, ...]] = []
    turning = shown.turning(lambda number: action("skp", plan.id, number))
    if turning:
        rows.append(turning)
    others = [other for other in plans if other.id != plan.id]
    rows += [
        (button("{title}", action("skp", other.id), title=short(other.position, 40)),)
        for other in others[:1]
    ]
    rows.append(
        (
            button(N_("My development"), action("skp.me", plan.position_id)),
            button(N_("Monthly report"), action("rep")),
        )
    )
    rows.append((home(),))
    return Reply(text, tuple(rows))


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


CONVERSATION = Conversation(
    name="plan",
    commands=(Command(("skp", "plan"), N_("My plan, and where it stands"), show, shows_only=True),),
    actions={"skp": show},
    menu=(MenuLine(N_("My plan (SKP)"), "skp"),),
)
