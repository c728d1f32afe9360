"""Where giving feedback begins: at a report, or with a person one rates."""

from __future__ import annotations

from typing import Any

from bot.talk.dialogue_points import points_listed
from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.errors import Unknown
from kinerja.messages import N_, Message, Month, encode, lines, say
from kinerja.models import FeedbackKind, FeedbackMode
from kinerja.reports.assisting import Prepared, words_prepared
from kinerja.reports.dialogues import open_points
from kinerja.reports.feedback_people import people_rated
from kinerja.reports.month import month_card, result_card
from kinerja.reports.month_card import LineCard, MonthCard
from kinerja.reports.plan import plans_of


def begin(turn: Turn, report_id: int) -> Answer:
    """Give feedback on a report."""
    card = month_card(turn.session, turn.actor, report_id, turn.today)
    prepared = words_prepared(turn.session, turn.actor, report_id, turn.today)
    return Start(
        "fb",
        {
            "report": report_id,
            "receiver": card.person_id,
            "name": card.person_name,
            "month": encode(Month(card.period)),
            "results": [
                [line.result_id, f"{line.number}. {short(line.text, 45)}"] for line in card.lines
            ],
            "facts": encode(lines(_facts(card), *map(_prepared, prepared))),
            "agreed": _agreed(turn, card.person_id),
            "competencies": list(turn.options.competencies),
        },
        {"kind": FeedbackKind.SCHEDULED.value, "mode": FeedbackMode.INDIRECT.value},
    )


def begin_led(turn: Turn, line_id: int) -> Answer:
    """Give feedback on a result the person leads."""
    card = result_card(turn.session, turn.actor, line_id, turn.today)
    (line,) = card.lines
    return Start(
        "fb",
        {
            "report": card.id,
            "line": line_id,
            "receiver": card.person_id,
            "name": card.person_name,
            "month": encode(Month(card.period)),
            "results": [[line.result_id, f"{line.number}. {short(line.text, 45)}"]],
            "facts": encode(_facts(card)),
            "competencies": list(turn.options.competencies),
        },
        {
            "kind": FeedbackKind.AD_HOC.value,
            "mode": FeedbackMode.INDIRECT.value,
            "results_named": [str(line.result_id)],
        },
    )


def begin_for(turn: Turn, person_id: int) -> Answer:
    """Give feedback without a report to somebody the person rates."""
    rated = people_rated(turn.session, turn.actor, turn.today)
    name = next((person.name for person in rated if person.id == person_id), None)
    if name is None:
        raise Unknown
    plans = plans_of(turn.session, turn.actor, person_id, turn.today)
    results = [result for plan in plans for result in plan.results]
    return Start(
        "fb",
        {
            "report": None,
            "receiver": person_id,
            "name": name,
            "results": [[one.id, f"{one.number}. {short(one.text, 45)}"] for one in results],
            "agreed": _agreed(turn, person_id),
            "competencies": list(turn.options.competencies),
        },
    )


def choose_person(turn: Turn, page: int = 1) -> Answer:
    """Ask whom the feedback is for."""
    rated = people_rated(turn.session, turn.actor, turn.today)
    shown = page_of(rated, page, 3)
    rows: list[tuple[Button, ...]] = [
        (button("{name}", action("fb.person", person.id), name=person.name),)
        for person in shown.items
    ]
    rows.append((*shown.turning(lambda number: action("fb.whom", number)), home()))
    asked = N_("Whom is the feedback for?") if rated else N_("There is nobody whom you rate.")
    return Reply(say(asked), tuple(rows))


def _agreed(turn: Turn, person_id: int) -> Any:
    """Return what is open from dialogues with somebody, as the draft keeps it; None where nothing is."""
    found = open_points(turn.session, turn.actor, turn.today, person_id)
    return encode(lines(*points_listed(found))) if found else None


def _prepared(one: Prepared) -> Message:
    """Say what a helper prepared, to be copied with a tap."""
    return say(
        N_("Prepared by {name}: <code>{text}</code>"), name=one.author, text=short(one.text, 600)
    )


def _facts(card: MonthCard) -> Message:
    return lines(*(_fact(line) for line in card.lines[:5]))


def _fact(line: LineCard) -> Message:
    valued = next((i for i in line.indicators if i.actual is not None), None)
    if valued is None:
        return say("{number}. {note}", number=line.number, note=short(line.note or "–", 60))
    return say(
        "{number}. {text}: {actual} {unit}",
        number=line.number,
        text=short(line.text, 40),
        actual=valued.actual,
        unit=valued.unit,
    )
