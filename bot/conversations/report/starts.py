"""Where the small forms of the report begin, and what comes after each: the next open result."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from bot.conversations.report.line_screens import line_screen
from bot.conversations.report.screens import month_screen
from bot.conversations.report.words import before
from bot.talk.fields import Answers
from bot.talk.figures import short, target
from bot.talk.turn import Answer, Start, Turn, action
from kinerja.messages import Message, encode, lines, say
from kinerja.models import EvidencePolicy
from kinerja.reports.month import report_of_line
from kinerja.reports.month_card import IndicatorCard, LineCard, MonthCard
from kinerja.rules.periods import month_before

MOST_INDICATORS = 4
"""Quantity, quality, time and cost: a result has at most one indicator an aspect."""

NOT_MEASURED = "=none"
FROM_LOGS = "=logs"
LAST_MONTH = "=last"
NOT_NOW = "=later"
AS_BEFORE = "=now"


def start_values(card: MonthCard, line: LineCard, *, guided: bool) -> Start:
    """Ask for the values of a result; ``guided`` goes on to the next open result afterwards.

    Values of another month are asked only where somebody came for this result.
    """
    measurable = tuple(i for i in line.indicators if i.target is not None)
    asked = line.asked if guided and line.asked else measurable
    return Start(
        "value",
        {
            "line": line.id,
            "guided": guided,
            "month": card.period.isoformat(),
            "title": f"{line.number}. {short(line.text, 120)}",
            "asked": [_remember(i, card.period) for i in asked[:MOST_INDICATORS]],
        },
    )


def start_note(card: MonthCard, line: LineCard, *, guided: bool) -> Start:
    """Ask for the note of a result."""
    gathered = "\n".join(dict.fromkeys(log.text for log in line.logs))
    return Start(
        "note",
        {
            "line": line.id,
            "guided": guided,
            "month": card.period.isoformat(),
            "title": f"{line.number}. {short(line.text, 120)}",
            "now": line.note,
            "logs": gathered[:1900],
            "last": line.last_note.note if line.last_note else "",
            "last_month": line.last_note.period.isoformat() if line.last_note else "",
            "target": encode(lines(*(target(i) for i in line.indicators[:2]))),
        },
    )


def start_evidence(line: LineCard, policy: EvidencePolicy) -> Start:
    """Ask for evidence of a result; the question says what the unit takes."""
    return Start(
        "proof",
        {
            "line": line.id,
            "title": f"{line.number}. {short(line.text, 120)}",
            "files": policy is EvidencePolicy.ANY,
        },
    )


def start_obstacle(line: LineCard) -> Start:
    """Ask what is in the way of a result."""
    known = line.obstacle
    return Start(
        "stuck",
        {
            "line": line.id,
            "title": f"{line.number}. {short(line.text, 120)}",
            "now": known.text if known else "",
            "now_help": known.help_needed if known else "",
        },
    )


def go_on(turn: Turn, line_id: int, *, guided: bool) -> Answer:
    """Return what comes after a part was saved: the next open result, or the result's screen."""
    card = report_of_line(turn.session, turn.actor, line_id, turn.today)
    if not guided:
        return line_screen(card, card.line(line_id))
    return next_open(card)


def next_open(card: MonthCard) -> Answer:
    """Return the question of the first result without an answer, or the month's card."""
    if not card.open_lines:
        return month_screen(card)
    line = card.open_lines[0]
    if line.in_words:
        return start_note(card, line, guided=True)
    return start_values(card, line, guided=True)


def _remember(indicator: IndicatorCard, period: date) -> dict[str, Any]:
    """Keep in the draft what the question needs, so that a step reads no report."""
    earlier, kept = indicator.earlier, indicator.last_in(month_before(period))
    return {
        "id": indicator.id,
        "text": short(indicator.text, 150),
        "unit": indicator.unit,
        "target": encode(target(indicator)),
        "low": _text(indicator.target),
        "high": _text(indicator.target_high),
        "pattern": indicator.pattern.value,
        "polarity": indicator.polarity.value,
        "before": encode(before(indicator)),
        "last": _text(earlier.last),
        "kept": _text(kept),
        "kept_counts": None
        if kept is None or earlier.last_counts is None
        else [str(count) for count in earlier.last_counts],
        "comes_in": indicator.comes_in.isoformat() if indicator.comes_in else None,
        "sum": _text(indicator.proposal),
        "counts": list(indicator.counts_names) if indicator.counts_names else None,
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def title(_turn: Turn, answers: Answers) -> Message:
    """Return the result that a form is about."""
    return say("{title}", title=answers["title"])


def back(answers: Answers) -> str:
    """Return the way back to the result that a form is about."""
    return action("rep.line", answers["line"])
