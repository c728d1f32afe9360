"""The screens of the rater's inbox: the list, one report, its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.talk.figures import target
from bot.talk.pages import page_of
from bot.talk.turn import Button, File, Reply, Rows, action, button, home
from kinerja.messages import N_, NN_, LocalTime, Message, Month, lines, say, words
from kinerja.models import Evidence, ReportStatus
from kinerja.models.evidence import EvidenceKind
from kinerja.models.plan import Pattern
from kinerja.reports.inbox import WaitingReport
from kinerja.reports.month_card import IndicatorCard, LineCard, MonthCard

LISTED = 3
"""Reports on a page of the inbox: with the row that turns pages, four rows of buttons."""


def inbox_screen(waiting: Sequence[WaitingReport], today: date, page: int = 1) -> Reply:
    """Return what waits for the rater, oldest first."""
    if not waiting:
        text = say(N_("<b>To review</b>\nNothing waits for you. Thank you for keeping up."))
        return Reply(text, ((home(),),))
    shown = page_of(waiting, page, LISTED)
    listed = [
        say(
            NN_(
                "<b>{name}</b>, {month}: since {n} day",
                "<b>{name}</b>, {month}: since {n} days",
            ),
            name=item.person_name,
            month=Month(item.period),
            n=(today - item.submitted_at.date()).days,
        )
        for item in shown.items
    ]
    head = say(N_("<b>To review ({count})</b>\nThe oldest come first."), count=len(waiting))
    rows: list[tuple[Button, ...]] = [
        (
            button(
                N_("{name}, {month}"),
                action("rev.open", item.report_id),
                name=item.person_name,
                month=Month(item.period),
            ),
        )
        for item in shown.items
    ]
    rows.append((*shown.turning(lambda number: action("rev", number)), home()))
    return Reply(lines(head, *listed), tuple(rows))


def report_screen(card: MonthCard, page: int = 1, said: Message | None = None) -> Reply:
    """Return one report for its reader: values against target, change, notes, obstacles, evidence."""
    shown = page_of(card.lines, page, 4)
    text = lines(
        said,
        say(
            N_("<b>{name}</b>, report for {month}"),
            name=card.person_name,
            month=Month(card.period),
        ),
        _state(card),
        *(_line(line) for line in shown.items),
    )
    evidence = sum(line.evidence_count for line in card.lines)
    rows: list[tuple[Button, ...]] = []
    if card.status is ReportStatus.SUBMITTED:
        rows.append(
            (
                button(N_("Accept"), action("rev.accept", card.id)),
                button(N_("Return"), action("rev.return", card.id)),
            )
        )
    middle = [button(N_("Give feedback"), action("fb.give", card.id))]
    if evidence:
        middle.append(
            button(N_("Evidence ({count})"), action("rev.proof", card.id, 1), count=evidence)
        )
    rows.append(tuple(middle))
    turning = shown.turning(lambda number: action("rev.open", card.id, number))
    if turning:
        rows.append(turning)
    rows.append((button(N_("‹ To review"), action("rev")), home()))
    return Reply(text, tuple(rows), protected=True)


def decided_screen(card: MonthCard, said: Message, left: int) -> Reply:
    """Return what was decided, and the way to feedback and to the next report."""
    rows: list[tuple[Button, ...]] = [(button(N_("Give feedback"), action("fb.give", card.id)),)]
    if left:
        rows.append((button(N_("Next report ({count})"), action("rev.next"), count=left), home()))
    else:
        rows.append((home(),))
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
    )
    leaving = [button(N_("‹ The report"), action("rev.open", card.id))]
    if index + 1 < len(pieces):
        leaving.append(button(N_("Next evidence ›"), action("rev.proof", card.id, index + 2)))
    rows: Rows = (tuple(leaving), (home(),))
    return Reply(text, rows, protected=True, file=_file(piece))


def _file(piece: Evidence) -> File | None:
    if piece.kind in (EvidenceKind.LINK, EvidenceKind.REFERENCE):
        return None
    file_id = None if piece.stripped else piece.file_id
    return File(EvidenceKind(piece.kind), file_id, piece.sha256, piece.file_name)


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
        say(N_("You accepted it.")) if card.status is ReportStatus.ACCEPTED else None,
        say(N_("It was returned: {reason}"), reason=card.return_reason)
        if card.status is ReportStatus.RETURNED
        else None,
    )


def _line(line: LineCard) -> Message:
    head = say("\n<b>{number}. {text}</b>", number=line.number, text=line.text[:160])
    values = [_value(indicator) for indicator in line.indicators if indicator.actual is not None]
    return lines(
        head,
        say(N_("Not measured this month.")) if line.measured is False else None,
        *values,
        words(line.note[:280]) if line.note else None,
        _obstacle(line),
        say(NN_("{n} piece of evidence", "{n} pieces of evidence"), n=line.evidence_count)
        if line.evidence_count
        else None,
    )


def _value(indicator: IndicatorCard) -> Message:
    actual = indicator.actual or 0
    done = actual
    if indicator.pattern is Pattern.CUMULATIVE:
        done = indicator.earlier.total + actual
    return lines(
        say(
            N_("{text}: <b>{actual} {unit}</b>, target {target}"),
            text=indicator.text[:90],
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
        say(N_("Obstacle: {text}"), text=line.obstacle.text[:200]),
        say(N_("Help needed: {help}"), help=line.obstacle.help_needed[:200])
        if line.obstacle.help_needed
        else None,
    )


def _left(left: int) -> Message:
    if left == 0:
        return say(N_("Nothing else waits for you."))
    return say(NN_("{n} more report waits.", "{n} more reports wait."), n=left)
