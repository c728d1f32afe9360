"""The year's record of one person before the rater's eyes, in pages: facts, and no suggestion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.conversations.evaluation.people import card_of
from bot.talk import ratings
from bot.talk.conversation import Handler
from bot.talk.feedback_actions import ACTIONS
from bot.talk.figures import short, size_of
from bot.talk.pages import page_by_size, page_of
from bot.talk.pieces import MARKED
from bot.talk.turn import Answer, Reply, Turn, action, button, home
from kinerja.messages import N_, NN_, Message, Month, lines, say
from kinerja.models import EvidenceMark, ReportStatus
from kinerja.reports.rating_record import PlanInForce, RatingRecord, ReportOfMonth, rating_record
from kinerja.reports.record_of_talks import EarlierRating, Learnt, OpenPoint

LARGEST = 1100
MONTHS = 6
_STATES = {
    ReportStatus.SUBMITTED: N_("sent"),
    ReportStatus.ACCEPTED: N_("accepted"),
    ReportStatus.RETURNED: N_("returned"),
}


def show(turn: Turn, position_id: int, period_id: int, page: int = 1) -> Answer:
    """Show a page of the record."""
    card = card_of(turn, position_id, period_id)
    record = rating_record(turn.session, turn.actor, position_id, period_id, turn.today)
    said = list(_sections(record))
    shown = page_by_size(said, [size_of(one) for one in said], page, LARGEST)
    text = lines(
        say(
            N_("<b>{name}</b>: record from {first} to {last} (page {number} of {pages})"),
            name=record.person,
            first=record.starts_on,
            last=record.ends_on,
            number=shown.number,
            pages=shown.pages,
        ),
        *shown.items,
    )
    at = (position_id, period_id)
    turning = shown.turning(lambda number: action("eval.rec", *at, number))
    opening = (
        *(button(N_("Plan"), action("plan.see", one.plan_id)) for one in record.plans[-1:]),
        button(N_("Reports"), action("eval.rec.reports", *at)),
        button(N_("Feedback"), action("fb.of", card.person_id)),
    )
    leaving = (button("‹ {name}", action("eval.of", *at), name=short(card.name, 20)), home())
    rows = (turning, opening, leaving)
    return Reply(text, tuple(row for row in rows if row), protected=True)


def show_reports(turn: Turn, position_id: int, period_id: int, page: int = 1) -> Answer:
    """Offer the reports of the record to be opened."""
    record = rating_record(turn.session, turn.actor, position_id, period_id, turn.today)
    shown = page_of(list(reversed(record.reports)), page, MONTHS)
    buttons = [
        button("{month}", action("rev.open", one.report_id), month=Month(one.month))
        for one in shown.items
    ]
    at = (position_id, period_id)
    turning = shown.turning(lambda number: action("eval.rec.reports", *at, number))
    rows = [tuple(buttons[i : i + 3]) for i in range(0, len(buttons), 3)]
    leaving = (*turning, button(N_("‹ Record"), action("eval.rec", *at)), home())
    text = say(N_("<b>{name}</b>: which report?"), name=record.person)
    return Reply(text, (*rows, leaving), protected=True)


def _sections(record: RatingRecord) -> Iterator[Message]:
    yield from _section(N_("\n<b>Plan (SKP)</b>"), [_plan(one) for one in record.plans])
    yield from _section(N_("\n<b>Reports and evidence</b>"), list(_reports(record)))
    yield from _section(N_("\n<b>Feedback received</b>"), list(_talks(record)))
    talks = [
        say("{day}: {text}", day=one.day, text=short(one.agreed, 160)) for one in record.talked
    ]
    yield from _section(N_("\n<b>Dialogues</b>"), talks)
    yield from _section(N_("\n<b>Learning</b>"), [_learnt(one) for one in record.learnt])
    if record.observed:
        noted = [
            say("{day}: {text}", day=one.noted_at.date(), text=short(one.text, 160))
            for one in record.observed
        ]
        yield from _section(N_("\n<b>Your observations</b> (not shared yet)"), noted)
    yield from _section(N_("\n<b>Open points</b>"), [_open(one) for one in record.open_points])
    yield from _section(N_("\n<b>Earlier ratings</b>"), [_rated(one) for one in record.earlier])


def _section(title: str, said: Sequence[Message]) -> Iterator[Message]:
    first, *more = said or (say(N_("–")),)
    yield lines(say(title), first)
    yield from more


def _reports(record: RatingRecord) -> Iterator[Message]:
    yield from (_report(one) for one in record.reports)
    if record.missing:
        months = tuple(say("{month}", month=Month(one)) for one in record.missing)
        yield lines(say(N_("Without a report:")), *months)


def _talks(record: RatingRecord) -> Iterator[Message]:
    for told in record.feedback:
        yield _feedback(told.giver, told.given_at.date(), progress=told.progress)
    if record.given:
        yield say(
            NN_("They gave feedback {n} time.", "They gave feedback {n} times."), n=record.given
        )


def _rated(one: EarlierRating) -> Message:
    return say(
        N_("{first}–{last}, {rater}: results “{results}”, behaviour “{behaviour}”: {predicate}"),
        first=one.starts_on,
        last=one.ends_on,
        rater=one.rater,
        results=ratings.rating(one.results),
        behaviour=ratings.rating(one.behaviour),
        predicate=say(ratings.PREDICATES[one.predicate]),
    )


def _plan(one: PlanInForce) -> Message:
    told = say(
        N_("Version {version}, {first} to {last}"),
        version=one.version,
        first=one.starts_on,
        last=one.ends_on,
    )
    return (
        say(N_("{plan}, as {title}"), plan=told, title=short(one.title, 60)) if one.title else told
    )


def _report(one: ReportOfMonth) -> Message:
    told = say(
        N_("{month}: {state}, late") if one.late else N_("{month}: {state}"),
        month=Month(one.month),
        state=say(_STATES[one.status]),
    )
    pieces = [
        say("{mark}: {count}", mark=say(MARKED[mark]), count=one.evidence[mark])
        for mark in EvidenceMark
        if one.evidence.get(mark)
    ]
    if one.evidence.get(None):
        pieces.append(say(N_("Evidence not checked: {count}"), count=one.evidence[None]))
    return lines(told, *(say("   {piece}", piece=piece) for piece in pieces))


def _feedback(giver: str, day: object, *, progress: bool) -> Message:
    outcome = say(N_("Progress")) if progress else say(N_("No progress yet"))
    return say("{day}, {giver}: {outcome}", day=day, giver=giver, outcome=outcome)


def _learnt(one: Learnt) -> Message:
    return say(
        N_("{day}: {title}, {hours} lesson hours"),
        day=one.ends_on,
        title=short(one.title, 80),
        hours=one.hours,
    )


def _open(one: OpenPoint) -> Message:
    if one.action is None:
        return say(
            N_("Obstacle since {day}: {text}"), day=one.since.date(), text=short(one.obstacle, 120)
        )
    return say(
        N_("After feedback of {day}: {what}"), day=one.since.date(), what=say(ACTIONS[one.action])
    )


ACTIONS_OF_RECORD: dict[str, Handler] = {"eval.rec": show, "eval.rec.reports": show_reports}
