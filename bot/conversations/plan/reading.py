"""A version of a plan as it is read: whole, what changed, and the versions before."""

from __future__ import annotations

from bot.conversations.plan import words as put
from bot.conversations.plan.handing import left_as_it_is
from bot.talk.conversation import Handler
from bot.talk.figures import short, size_of, target
from bot.talk.pages import page_by_size, page_of
from bot.talk.turn import Answer, Button, Reply, Rows, Turn, action, button, home
from kinerja.messages import N_, LocalTime, Message, lines, say
from kinerja.messages import words as plain
from kinerja.models import PlanStatus
from kinerja.reports.plan_card import PlanCard, plan_card, plan_changes, versions_of
from kinerja.rules.plan_changes import Change, Part
from kinerja.rules.written_plan import WrittenIndicator

LARGEST = 1300
VERSIONS = 3

CHANGES = {
    Part.NEW: N_("New: {about}"),
    Part.GONE: N_("Taken out: {about}"),
    Part.WORDS: N_("Result {n}: “{after}”, before: “{before}”"),
    Part.KIND: N_("Result {n}: main or additional was changed"),
    Part.SUPPORTS: N_("Result {n} supports: {after}, before: {before}"),
    Part.LEADER: N_("Result {n} is led by: {after}, before: {before}"),
    Part.NEW_INDICATOR: N_("Result {n}, new indicator: {about}, target {after}"),
    Part.GONE_INDICATOR: N_("Result {n}, indicator taken out: {about}"),
    Part.INDICATOR: N_("Result {n}, indicator: “{after}”, before: “{before}”"),
    Part.TARGET: N_("Result {n}, {about}: target {after}, before {before}"),
    Part.MEASURE: N_("Result {n}, {about}: it is counted differently"),
    Part.MANUAL: N_("Result {n}, {about}: its manual was changed"),
    Part.STEPS: N_("Result {n}: the action plan was changed"),
    Part.VALUES: N_("The expectations of the values were changed"),
    Part.ANNEX: N_("The annex was changed"),
    Part.DAYS: N_("The days of the plan were changed"),
}


def see(turn: Turn, plan_id: int, page: int = 1) -> Answer:
    """Show a version of a plan whole."""
    return plan_screen(turn, plan_card(turn.session, turn.actor, plan_id, turn.today), page)


def see_changes(turn: Turn, plan_id: int, page: int = 1) -> Answer:
    """Show what a version says differently from the one before."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    found = plan_changes(turn.session, turn.actor, plan_id, turn.today) or ()
    said = [say(N_("• {change}"), change=_change(one)) for one in found]
    shown = page_by_size(said, [size_of(one) for one in said], page, LARGEST)
    text = lines(
        say(N_("<b>What changed</b>, version {version}"), version=card.plan.version),
        _edited(card),
        *shown.items,
        None if found else say(N_("Nothing: it says the same as the version before.")),
    )
    rows: list[tuple[Button, ...]] = [
        shown.turning(lambda number: action("plan.diff", plan_id, number))
    ]
    if card.before_id is not None:
        rows.append((button(N_("The version before"), action("plan.see", card.before_id)),))
    rows.append((button(N_("‹ The plan"), action("plan.see", plan_id)), home()))
    return Reply(text, tuple(row for row in rows if row), protected=not card.is_own)


def see_versions(turn: Turn, plan_id: int, page: int = 1) -> Answer:
    """Show all versions of a plan, newest first."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    shown = page_of(versions_of(turn.session, turn.actor, plan_id, turn.today), page, VERSIONS)
    text = lines(
        say(N_("<b>Versions of the plan for {year}</b>"), year=str(card.plan.year)),
        *(
            say(
                N_("Version {version}: {state}, {time}"),
                version=one.version,
                state=say(put.STATES[one.status]),
                time=LocalTime(one.since, card.zone) if one.since else say(N_("not sent yet")),
            )
            for one in shown.items
        ),
        say(N_("Reports stay with the version they were made for.")),
    )
    versions = tuple(
        button(N_("Version {version}"), action("plan.see", one.id), version=one.version)
        for one in shown.items
    )
    turning = shown.turning(lambda number: action("plan.versions", plan_id, number))
    back = (button(N_("‹ The plan"), action("plan.see", plan_id)), home())
    return Reply(
        text, tuple(row for row in (versions, turning, back) if row), protected=not card.is_own
    )


def plan_screen(turn: Turn, card: PlanCard, page: int = 1, said: Message | None = None) -> Reply:
    """Return a version of a plan with everything a reader needs, and what can be done with it."""
    listed = [put.with_support(one) for one in card.plan.results]
    asked = None
    if card.may_decide and card.plan.status is PlanStatus.SUBMITTED and page == 1:
        asked = left_as_it_is(turn, card)
    head = lines(said, put.heading(card), *_state(card), asked)
    sizes = [size_of(one) for one in listed]
    shown = page_by_size(listed, sizes, page, LARGEST - min(600, size_of(head)))
    text = lines(head, plain(""), *shown.items)
    turning = shown.turning(lambda number: action("plan.see", card.id, number))
    numbers = tuple(
        button("{n}", action("plan.res", one.id), n=one.number)
        for one in card.plan.results[shown.first_index :][: min(4, len(shown.items))]
    )
    below = [*turning, button(N_("Other parts"), action("plan.parts", card.id))]
    back = [button(N_("‹ My plan"), action("skp")), home()]
    if not card.is_own:
        back = [button(N_("‹ Plans"), action("plan.waiting")), home()]
    main = _deciding(turn, card) if card.may_decide else _owning(card) if card.is_own else ()
    if card.may_decide and card.plan.status is PlanStatus.SUBMITTED:
        below.append(_changing(turn, card))
    rows: Rows = (main, numbers, tuple(below[:3]), tuple(back))
    return Reply(text, tuple(row for row in rows if row), protected=not card.is_own)


def _owning(card: PlanCard) -> tuple[Button, ...]:
    versions = button(N_("Versions"), action("plan.versions", card.id))
    if card.newer_id is not None:
        return (button(N_("The newest version"), action("plan.see", card.newer_id)), versions)
    status = card.plan.status
    if status is PlanStatus.APPROVED:
        return (button(N_("Revise it"), action("plan.revise", card.id)), versions)
    if status is PlanStatus.RETURNED:
        main = button(N_("Complete it"), action("plan.again", card.id))
    elif status is PlanStatus.SUBMITTED:
        main = button(N_("Change it"), action("plan.again", card.id))
    else:
        return (button(N_("Go on writing"), action("plan.draft", card.id)), versions)
    if card.is_revision:
        return (main, button(N_("Give it up"), action("plan.giveup", card.id)), versions)
    return (main, versions)


def _deciding(turn: Turn, card: PlanCard) -> tuple[Button, ...]:
    changed = button(N_("What changed"), action("plan.diff", card.id))
    versions = button(N_("Versions"), action("plan.versions", card.id))
    if card.plan.status is not PlanStatus.SUBMITTED:
        return (versions, changed) if card.before_id else (versions,)
    buttons = (
        button(N_("Approve"), action("plan.approve", card.id)),
        button(N_("Return"), action("plan.return", card.id)),
    )
    return (*buttons, changed) if card.before_id else buttons


def _changing(turn: Turn, card: PlanCard) -> Button:
    if put.can_write(card, turn.person_id):
        return button(N_("New result"), action("plan.add", card.id))
    return button(N_("Change together"), action("plan.together", card.id))


def _state(card: PlanCard) -> list[Message]:
    said: list[Message | None] = [
        say(N_("Why it is revised: {reason}"), reason=short(card.reason, 200))
        if card.reason
        else None,
        _edited(card),
        say(N_("To be completed: {reason}"), reason=short(card.return_reason, 300))
        if card.return_reason
        else None,
    ]
    if card.plan.status is PlanStatus.APPROVED and card.approved_at is not None:
        by = card.approved_by or None
        said.append(
            say(
                N_("Approved by {name}, {time}"),
                name=by,
                time=LocalTime(card.approved_at, card.zone),
            )
            if by
            else say(N_("Taken from a file of approved plans."))
        )
    elif card.plan.status is PlanStatus.SUBMITTED and card.submitted_at is not None:
        said.append(say(N_("Sent: {time}"), time=LocalTime(card.submitted_at, card.zone)))
        said.append(put.readers(card) if card.is_own else None)
    return [one for one in said if one is not None]


def _edited(card: PlanCard) -> Message | None:
    if not card.edited_by:
        return None
    return say(N_("Changed together with {name}."), name=card.edited_by)


def _change(change: Change) -> Message:
    return say(
        CHANGES[change.part],
        n=change.number,
        about=short(change.about, 90),
        before=_side(change.before),
        after=_side(change.after),
    )


def _side(side: str | WrittenIndicator) -> Message:
    if isinstance(side, WrittenIndicator):
        return plain(short(side.target_text, 60)) if side.target is None else target(side)
    return plain(short(side, 90) or "–")


ACTIONS: dict[str, Handler] = {
    "plan.see": see,
    "plan.diff": see_changes,
    "plan.versions": see_versions,
}
