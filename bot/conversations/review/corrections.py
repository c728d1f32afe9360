"""What a corrected report says differently from the version before it, as its reader sees it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, NN_, Message, Month, lines, say, words
from kinerja.reports.changes import LineChange, ValueChange, changes_since
from kinerja.reports.month import month_card

SHOWN = 3
"""How many changes stand on the report's card; the rest is one tap away."""
ON_A_PAGE = 3


def show_changes(turn: Turn, report_id: int, page: int = 1) -> Answer:
    """Show everything that changed, before and now."""
    card = month_card(turn.session, turn.actor, report_id, turn.today)
    changes = changes_since(turn.session, turn.actor, report_id, turn.today)
    shown = page_of(changes, page, ON_A_PAGE)
    text = lines(
        say(
            N_("<b>{name}</b>, report for {month}: changes since version {version}"),
            name=card.person_name,
            month=Month(card.period),
            version=card.version - 1,
        ),
        *(_in_full(change) for change in shown.items),
        None if changes else say(N_("Nothing changed.")),
    )
    rows: list[tuple[Button, ...]] = [
        shown.turning(lambda number: action("rev.diff", report_id, number)),
        (button(N_("‹ The report"), action("rev.open", report_id)), home()),
    ]
    return Reply(text, tuple(row for row in rows if row), protected=True)


def in_short(changes: Sequence[LineChange]) -> Message | None:
    """Say what was corrected in a line a result; None where nothing was."""
    if not changes:
        return None
    more = len(changes) - SHOWN
    return lines(
        say(N_("Corrected since the version before:")),
        *(_in_a_line(change) for change in changes[:SHOWN]),
        say(NN_("and {n} more result", "and {n} more results"), n=more) if more > 0 else None,
    )


def way_there(report_id: int, changes: Sequence[LineChange]) -> tuple[Button, ...]:
    """Return the button to the changes, where there are any."""
    if not changes:
        return ()
    return (button(N_("Changes ({count})"), action("rev.diff", report_id), count=len(changes)),)


def _in_a_line(change: LineChange) -> Message:
    said = [_value(value) for value in change.values[:2]]
    if not said and change.measured is not None:
        said.append(say(N_("not measured") if change.measured[1] is False else N_("measured")))
    if change.notes is not None:
        said.append(say(N_("note changed")))
    if change.evidence is not None:
        said.append(_evidence(change.evidence))
    parts = say("{first}", first=said[0])
    for part in said[1:]:
        parts = say("{parts}; {part}", parts=parts, part=part)
    return say("• {number}. {what}", number=change.number, what=parts)


def _in_full(change: LineChange) -> Message:
    return lines(
        say("\n<b>{number}. {text}</b>", number=change.number, text=short(change.text, 100)),
        *(
            say("{text}: {change}", text=short(value.text, 60), change=_value(value))
            for value in change.values
        ),
        say(N_("not measured this month"))
        if change.measured is not None and change.measured[1] is False
        else None,
        *_notes(change.notes),
        _evidence(change.evidence) if change.evidence is not None else None,
    )


def _value(value: ValueChange) -> Message:
    nothing = words("–")
    return say(
        "{before} → {after} {unit}",
        before=nothing if value.before is None else value.before,
        after=nothing if value.after is None else value.after,
        unit=short(value.unit, 30),
    )


def _notes(notes: tuple[str, str] | None) -> list[Message]:
    if notes is None:
        return []
    before, after = (short(note, 220) or "–" for note in notes)
    return [
        say(N_("Note before: {note}"), note=before),
        say(N_("Note now: {note}"), note=after),
    ]


def _evidence(count: tuple[int, int]) -> Message:
    return say(N_("evidence {before} → {after}"), before=count[0], after=count[1])
