"""The screens of one report as its rater sees it: values, what the leaders said, evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.conversations.review import corrections
from bot.talk.figures import short, size_of, target
from bot.talk.pages import page_by_size
from bot.talk.pieces import file_of, mark_of
from bot.talk.turn import Button, Reply, Rows, action, button, home
from kinerja.messages import N_, NN_, LocalTime, Message, Month, lines, say, words
from kinerja.models import Evidence, ReportStatus
from kinerja.models.plan import Pattern
from kinerja.reports.changes import LineChange
from kinerja.reports.evidence_queue import Scope
from kinerja.reports.month_card import IndicatorCard, LineCard, MonthCard
from kinerja.reports.result_checks import LeaderCheck
from kinerja.rules.reporting import says_the_same

LARGEST = 1800
"""Bytes of a card: what is more goes to the next page, since connections are slow."""


def report_screen(
    card: MonthCard,
    checks: Mapping[int, LeaderCheck],
    concerns: Message | None = None,
    page: int = 1,
    following: int = 0,
    changes: Sequence[LineChange] = (),
    *,
    decides: bool = True,
) -> Reply:
    """Return one report for its reader: values against target, change, notes, obstacles, evidence.

    ``changes`` is what a correction says differently from the version before. Without ``decides`` somebody
    reads for whom another one acts, or who helps.
    """
    head = lines(
        say(
            N_("<b>{name}</b>, report for {month}"),
            name=card.person_name,
            month=Month(card.period),
        ),
        _state(card),
        None if decides else say(N_("You read this report; somebody else decides on it.")),
        concerns,
        corrections.in_short(changes) if page == 1 else None,
    )
    said = [lines(line_text(line), _check(checks.get(line.id))) for line in card.lines]
    sizes = [size_of(one) for one in said]
    shown = page_by_size(said, sizes, page, LARGEST - size_of(head))
    text = lines(head, *shown.items)
    rows: list[tuple[Button, ...]] = []
    if decides and card.status is ReportStatus.SUBMITTED:
        rows.append(
            (
                button(N_("Accept"), action("rev.accept", card.id)),
                button(N_("Return"), action("rev.return", card.id)),
            )
        )
    middle = [button(N_("Give feedback"), action("fb.give", card.id))] if decides else []
    middle += _evidence_button(card, decides=decides)
    if middle:
        rows.append(tuple(middle))
    turning = [*shown.turning(lambda number: action("rev.open", card.id, number))]
    turning += corrections.way_there(card.id, changes) if page == 1 else ()
    if following:
        turning.append(button(N_("Next ›"), action("rev.open", following)))
    if turning:
        rows.append(tuple(turning))
    rows.append((button(N_("‹ To review"), action("rev")), home()))
    return Reply(text, tuple(rows), protected=True)


def _evidence_button(card: MonthCard, *, decides: bool) -> list[Button]:
    count = sum(line.evidence_count for line in card.lines)
    if not count:
        return []
    is_open = any(len(line.marks) < line.evidence_count for line in card.lines)
    data = action("rev.go", Scope.REPORT.value, card.id)
    if not decides or not is_open or card.status is ReportStatus.REPLACED:
        data = action("rev.proof", card.id, 1)
    return [button(N_("Evidence ({count})"), data, count=count)]


def wait_screen(card: MonthCard, waiting: Sequence[LeaderCheck]) -> Reply:
    """Ask once whether a report is accepted before the leaders of its results have said something."""
    asked = say(
        N_("A result of this report is still with {names} until {day}. Accept without waiting?"),
        names=", ".join(dict.fromkeys(check.leader_name for check in waiting)),
        day=max(check.due_on for check in waiting),
    )
    rows: Rows = (
        (button(N_("Yes, accept now"), action("rev.accept.now", card.id)),),
        (button(N_("‹ The report"), action("rev.open", card.id)), home()),
    )
    return Reply(asked, rows, protected=True)


def decided_screen(card: MonthCard, said: Message, left: int) -> Reply:
    """Return what was decided, and the way to feedback and to the next report."""
    rows: list[tuple[Button, ...]] = [(button(N_("Give feedback"), action("fb.give", card.id)),)]
    if left:
        rows.append(
            (button(N_("Next report ({count})"), action("rev.next.report"), count=left), home())
        )
    else:
        rows.append((home(),))
    return Reply(lines(said, _left(left)), tuple(rows))


def together_done_screen(count: int, left: int) -> Reply:
    """Return how many reports were accepted together, and what is left."""
    said = say(
        NN_("You accepted {n} report. They are told.", "You accepted {n} reports. They are told."),
        n=count,
    )
    rows: list[tuple[Button, ...]] = [(button(N_("Check evidence"), action("rev.check")), home())]
    if left:
        rows.insert(
            0, (button(N_("Next report ({count})"), action("rev.next.report"), count=left),)
        )
    return Reply(lines(said, _left(left)), tuple(rows))


def evidence_screen(card: MonthCard, pieces: Sequence[tuple[int, Evidence]], number: int) -> Reply:
    """Return one piece of evidence: the file itself, or the link or number."""
    index = min(max(1, number), len(pieces)) - 1
    ordinal, piece = pieces[index]
    text = lines(
        say(
            N_("Evidence {number} of {count}, for result {ordinal}"),
            number=index + 1,
            count=len(pieces),
            ordinal=ordinal,
        ),
        words(piece.reference) if piece.reference else None,
        mark_of(piece),
    )
    leaving = [button(N_("‹ The report"), action("rev.open", card.id))]
    if index + 1 < len(pieces):
        leaving.append(button(N_("Next evidence ›"), action("rev.proof", card.id, index + 2)))
    rows: Rows = (tuple(leaving), (home(),))
    return Reply(text, rows, protected=True, file=file_of(piece), in_place=True)


def _check(check: LeaderCheck | None) -> Message | None:
    if check is None:
        return None
    if check.waits:
        return say(
            N_("With {name}, who leads this result, until {day}."),
            name=check.leader_name,
            day=check.due_on,
        )
    if check.checked_at is None:
        return say(N_("{name}, who leads this result, has not answered."), name=check.leader_name)
    if not check.recommendation:
        return say(N_("Checked by {name}, who leads this result."), name=check.leader_name)
    return say(
        N_("{name}, who leads this result, recommends: {text}"),
        name=check.leader_name,
        text=short(check.recommendation, 220),
    )


def _state(card: MonthCard) -> Message:
    sent = say("")
    if card.submitted_at is not None:
        sent = say(
            N_("Number {number}, version {version}, sent {time}."),
            number=card.number,
            version=card.version,
            time=LocalTime(card.submitted_at, card.zone),
        )
    return lines(
        sent,
        say(N_("It came late.")) if card.late else None,
        None if card.plan_approved else say(N_("The plan (SKP) is not approved yet.")),
        say(N_("You accepted it.")) if card.status is ReportStatus.ACCEPTED else None,
        say(N_("There is a newer version of this report."))
        if card.status is ReportStatus.REPLACED
        else None,
        say(N_("It was returned: {reason}"), reason=short(card.return_reason, 250))
        if card.status is ReportStatus.RETURNED
        else None,
    )


def line_text(line: LineCard) -> Message:
    """Say what a report says about one result."""
    head = say("\n<b>{number}. {text}</b>", number=line.number, text=short(line.text, 120))
    values = [_value(indicator) for indicator in line.indicators if indicator.actual is not None]
    return lines(
        head,
        say(N_("Not measured this month.")) if line.measured is False else None,
        *values,
        words(short(line.note, 220)) if line.note else None,
        _repeated(line),
        _obstacle(line),
        say(NN_("{n} piece of evidence", "{n} pieces of evidence"), n=line.evidence_count)
        if line.evidence_count
        else None,
    )


def _repeated(line: LineCard) -> Message | None:
    last = line.last_note
    if last is None or not says_the_same(line.note, last.note):
        return None
    return say(N_("(the same words as in {month})"), month=Month(last.period))


def _value(indicator: IndicatorCard) -> Message:
    actual = indicator.actual or 0
    done = actual
    if indicator.pattern is Pattern.CUMULATIVE:
        done = indicator.earlier.total + actual
    return lines(
        say(
            N_("{text}: <b>{actual} {unit}</b>, target {target}"),
            text=short(indicator.text, 60),
            actual=actual,
            unit=indicator.unit,
            target=target(indicator),
        ),
        say(N_("Year so far: {done}"), done=done) if done != actual else None,
        _change(indicator),
    )


def _change(indicator: IndicatorCard) -> Message | None:
    last = indicator.earlier.last
    if last is None or indicator.actual is None:
        return None
    change = indicator.actual - last
    if change == 0:
        return say(N_("The same as the last time."))
    sign = "+" if change > 0 else "−"
    return say(
        N_("Change to the last time ({last}): {sign}{change}"),
        last=last,
        sign=sign,
        change=abs(change),
    )


def _obstacle(line: LineCard) -> Message | None:
    if line.obstacle is None:
        return None
    return lines(
        say(N_("Obstacle: {text}"), text=short(line.obstacle.text, 100)),
        say(N_("Help needed: {help}"), help=short(line.obstacle.help_needed, 100))
        if line.obstacle.help_needed
        else None,
    )


def _left(left: int) -> Message:
    if left == 0:
        return say(N_("Nothing else waits for you."))
    return say(NN_("{n} more report waits.", "{n} more reports wait."), n=left)
