"""The screen of one result: targets, values, note, evidence, obstacle, and what can be done with them."""

from __future__ import annotations

from bot.conversations.report import words as put
from bot.talk.figures import short
from bot.talk.pages import PAGE
from bot.talk.turn import Button, Reply, Rows, action, button, home
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.messages import words as plain_words
from kinerja.models import ReportStatus
from kinerja.reports.month_card import LineCard, MonthCard
from kinerja.rules.periods import month_before

STEPS = 3
"""How many steps of the month are named on the card."""


def line_screen(card: MonthCard, line: LineCard) -> Reply:
    """Return one result with its targets, values, note, evidence and obstacle."""
    text = lines(
        say("<b>{number}. {text}</b>", number=line.number, text=short(line.text, 150)),
        *(put.indicator_lines(indicator) for indicator in line.indicators),
        *_steps(line),
        plain_words(""),
        say(N_("This result is not in your plan any more. What you wrote goes with the report."))
        if line.gone
        else None,
        _line_state(line),
        _note(line),
        say(N_("Evidence: {count}"), count=line.evidence_count),
        *put.marks(line),
        _obstacle(line),
    )
    return Reply(text, _line_rows(card, line))


def _steps(line: LineCard) -> list[Message]:
    """Say what the action plan has for the month."""
    said = [
        say(
            N_("Planned this month: {text} ({target})"), text=short(one.text, 90), target=one.target
        )
        if one.target
        else say(N_("Planned this month: {text}"), text=short(one.text, 90))
        for one in line.steps[:STEPS]
    ]
    left = len(line.steps) - STEPS
    return (
        said if left <= 0 else [*said, say(NN_("and {n} more step", "and {n} more steps"), n=left)]
    )


def _line_state(line: LineCard) -> Message | None:
    if line.measured is None:
        return say(N_("Value: {state}"), state=say(put.NOT_YET))
    if line.measured is False:
        return say(N_("Value: {state}"), state=put.not_measured(line))
    return None


def _note(line: LineCard) -> Message:
    if line.note:
        return say(N_("Note: {note}"), note=short(line.note, 200))
    if line.logs:
        gathered = "; ".join(dict.fromkeys(log.text for log in line.logs))
        return say(N_("Note from your logs: {note}"), note=short(gathered, 200))
    return say(N_("Note: {note}"), note="–")


def _obstacle(line: LineCard) -> Message | None:
    if line.obstacle is None:
        return None
    return lines(
        say(N_("Obstacle: {text}"), text=short(line.obstacle.text, 90)),
        say(N_("Help needed: {help}"), help=short(line.obstacle.help_needed, 90))
        if line.obstacle.help_needed
        else None,
    )


def _line_rows(card: MonthCard, line: LineCard) -> Rows:
    following = next((other for other in card.lines if other.number == line.number + 1), None)
    page = (line.number - 1) // PAGE + 1
    leaving = [button(N_("‹ All results"), action("rep.month", card.id, page))]
    if following is not None:
        leaving.append(button(N_("Next result ›"), action("rep.line", following.id)))
    if card.status is not ReportStatus.DRAFT:
        seeing = (_evidence_button(line),) if line.evidence_count else ()
        return tuple(row for row in (seeing, tuple(leaving), (home(),)) if row)
    value = button(N_("Value"), action("rep.value", line.id))
    note = button(N_("Note"), action("rep.note", line.id))
    rows: list[tuple[Button, ...]] = [
        (note,) if line.in_words else (value, note),
        (
            _evidence_button(line),
            _obstacle_button(line),
        ),
    ]
    rows.append(_short_cuts(card, line))
    return (*(row for row in rows if row), tuple(leaving))


def _short_cuts(card: MonthCard, line: LineCard) -> tuple[Button, ...]:
    """Return the answers of one tap: as last month, or none this month."""
    if line.gone:
        return (button(N_("Take it out of the report"), action("rep.out", line.id)),)
    offered = []
    if line.can_stay_as_in(month_before(card.period)):
        offered.append(button(N_("As last month"), action("rep.same", line.id)))
    if line.measured is not False:
        offered.append(button(N_("Not measured"), action("rep.none", line.id)))
    return tuple(offered)


def same_screen(line: LineCard, question: Message) -> Reply:
    """Ask once whether last month's words fit this month, too."""
    rows: Rows = (
        (button(N_("Yes, that is right"), action("rep.same.yes", line.id)),),
        (
            button(N_("Write a new note"), action("rep.note", line.id)),
            button(N_("‹ The result"), action("rep.line", line.id)),
        ),
    )
    note = line.last_note.note if line.last_note else ""
    return Reply(lines(plain_words(short(note, 900)), question), rows)


def _evidence_button(line: LineCard) -> Button:
    """Return the way to the evidence of a result; where there is none, to the question for it."""
    where = action("rep.files" if line.evidence_count else "rep.proof", line.id)
    return button(N_("Evidence ({count})"), where, count=line.evidence_count)


def _obstacle_button(line: LineCard) -> Button:
    if line.obstacle is None:
        return button(N_("Obstacle"), action("rep.stuck", line.id))
    return button(N_("Obstacle (open)"), action("stuck.open", line.obstacle.id, line.id))
