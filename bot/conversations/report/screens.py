"""The screens of the monthly report: the month, one result, the review before sending, the receipt."""

from __future__ import annotations

from bot.conversations.report import words as put
from bot.talk.figures import short
from bot.talk.filed import NOT_YET, copy_button, filed
from bot.talk.pages import page_of
from bot.talk.turn import Button, Reply, Rows, action, button, home
from kinerja.messages import N_, LocalTime, Message, Month, lines, say
from kinerja.messages import words as plain_words
from kinerja.models import ReportStatus
from kinerja.reports.filing import SpanView
from kinerja.reports.month_card import LineCard, MonthCard
from kinerja.reports.months import MonthState, Post
from kinerja.rules.periods import month_before
from kinerja.services.sending import Receipt


def month_screen(
    card: MonthCard,
    page: int = 1,
    trouble: Message | None = None,
    copied: SpanView | None = None,
) -> Reply:
    """Return the card of a month: every result with what it holds, and what can be done next.

    ``copied`` says of a report that was sent whether it is in e-Kinerja.
    """
    shown = page_of(card.lines, page)
    text = lines(
        _heading(card),
        *(_state(card)),
        filed(copied, card.zone) if copied is not None else None,
        plain_words(""),
        *(put.in_list(line) for line in shown.items),
        plain_words(""),
        trouble or _what_next(card),
    )
    numbers = tuple(
        button("{number}", action("rep.line", line.id), number=line.number) for line in shown.items
    )
    turning = shown.turning(lambda number: action("rep.month", card.id, number))
    main = _main_button(card)
    if copied is not None:
        main = (*main, copy_button(card.position_id, card.period))
    rows: list[tuple[Button, ...]] = [main, numbers]
    if turning:
        rows.append(turning)
    rows.append((button(N_("Another month"), action("rep.months", card.position_id)), home()))
    return Reply(text, tuple(row for row in rows if row))


def line_screen(card: MonthCard, line: LineCard) -> Reply:
    """Return one result with its targets, values, note, evidence and obstacle."""
    text = lines(
        say("<b>{number}. {text}</b>", number=line.number, text=line.text),
        *(put.indicator_lines(indicator) for indicator in line.indicators),
        plain_words(""),
        _line_state(line),
        _note(line),
        say(N_("Evidence: {count}"), count=line.evidence_count),
        *put.marks(line),
        _obstacle(line),
    )
    return Reply(text, _line_rows(card, line))


def review_screen(card: MonthCard) -> Reply:
    """Return everything once more, before it is sent."""
    text = lines(
        say(N_("<b>Please check the report for {month}</b>"), month=Month(card.period)),
        *(
            lines(put.in_list(line), _short_note(line), _short_obstacle(line))
            for line in card.lines
        ),
        plain_words(""),
        put.readers(card),
        say(N_("Is everything right?")),
    )
    rows: Rows = (
        (button(N_("Yes, send it"), action("rep.send", card.id)),),
        (button(N_("Change something"), action("rep.month", card.id)), home()),
    )
    return Reply(text, rows)


def receipt_screen(card: MonthCard, receipt: Receipt) -> Reply:
    """Return the receipt of a report that was sent."""
    text = lines(
        say(N_("<b>The report for {month} was sent.</b>"), month=Month(receipt.period)),
        say(N_("Number: <code>{number}</code>"), number=receipt.number),
        say(
            N_("Received: {time}"),
            time=LocalTime(receipt.submitted_at, card.zone),
        ),
        say(N_("It came after the window closed and is marked as late.")) if receipt.late else None,
        put.readers(card),
        say(
            N_("Not yet with this assistant: {names}. Please speak to them directly."),
            names=", ".join(receipt.missing),
        )
        if receipt.missing
        else None,
        say(NOT_YET),
    )
    rows: Rows = (
        (copy_button(card.position_id, card.period, "fil.receipt"),),
        (button(N_("Take it back"), action("rep.back", card.id)), home()),
    )
    return Reply(text, rows)


def posts_screen(posts: list[Post]) -> Reply:
    """Ask which of several posts the report is about."""
    rows = tuple(
        (button("{title}", action("rep.post", post.position_id), title=short(post.title, 40)),)
        for post in posts
    )
    return Reply(say(N_("You hold more than one post. Which one is this report about?")), rows)


def months_screen(position_id: int, months: list[MonthState]) -> Reply:
    """Offer the months that can be reported, with how each stands."""
    rows = tuple(
        (
            button(
                "{month}: {state}",
                action("rep.open", position_id, state.period.isoformat()),
                month=Month(state.period),
                state=say(put.STATES[state.status]),
            ),
        )
        for state in months
    )
    return Reply(
        say(N_("Which month?")), (*rows[:3], (*rows[3], home()) if rows[3:] else (home(),))
    )


def _heading(card: MonthCard) -> Message:
    return say(
        N_("<b>Report for {month}</b>\n{title}"),
        month=Month(card.period),
        title=card.position_title,
    )


def _state(card: MonthCard) -> list[Message]:
    said = [put.readers(card)]
    if card.status is not ReportStatus.DRAFT:
        said.append(
            say(
                N_("State: {state}. Number: <code>{number}</code>"),
                state=say(put.STATES[card.status]),
                number=card.number,
            )
        )
    if card.return_reason and card.status in (ReportStatus.RETURNED, ReportStatus.DRAFT):
        said.append(say(N_("To be completed: {reason}"), reason=card.return_reason))
        said.append(say(N_("There is time until {day}."), day=card.complete_until))
    if card.late:
        said.append(say(N_("Marked as late.")))
    return said


def _what_next(card: MonthCard) -> Message | None:
    if card.status is not ReportStatus.DRAFT:
        return None
    still = len(card.open_lines)
    if still == 0:
        return say(N_("All results have an answer. Please check and send."))
    return say(N_("Still to fill in: {still} of {total}."), still=still, total=len(card.lines))


def _main_button(card: MonthCard) -> tuple[Button, ...]:
    if card.status is ReportStatus.SUBMITTED:
        return (button(N_("Take it back"), action("rep.back", card.id)),)
    if card.status is ReportStatus.RETURNED:
        return (button(N_("Complete it"), action("rep.redo", card.id)),)
    if card.status is ReportStatus.ACCEPTED:
        return (button(N_("Write a correction"), action("rep.redo", card.id)),)
    if card.open_lines:
        return (button(N_("Fill in one by one"), action("rep.next", card.id)),)
    return (button(N_("Check and send"), action("rep.review", card.id)),)


def _line_state(line: LineCard) -> Message | None:
    if line.measured is None:
        return say(N_("Value: {state}"), state=say(put.NOT_YET))
    if line.measured is False:
        return say(N_("Value: {state}"), state=put.not_measured(line))
    return None


def _note(line: LineCard) -> Message:
    if line.note:
        return say(N_("Note: {note}"), note=short(line.note, 400))
    if line.logs:
        gathered = "; ".join(dict.fromkeys(log.text for log in line.logs))
        return say(N_("Note from your logs: {note}"), note=short(gathered, 400))
    return say(N_("Note: {note}"), note="–")


def _short_note(line: LineCard) -> Message | None:
    if line.in_words or not (line.note or line.logs):
        return None
    return say("   {note}", note=_note_cut(line))


def _note_cut(line: LineCard) -> Message:
    return plain_words(short(line.note or "; ".join(log.text for log in line.logs), 120))


def _obstacle(line: LineCard) -> Message | None:
    if line.obstacle is None:
        return None
    return lines(
        say(N_("Obstacle: {text}"), text=short(line.obstacle.text, 200)),
        say(N_("Help needed: {help}"), help=short(line.obstacle.help_needed, 200))
        if line.obstacle.help_needed
        else None,
    )


def _short_obstacle(line: LineCard) -> Message | None:
    if line.obstacle is None:
        return None
    return say(N_("   Obstacle: {text}"), text=short(line.obstacle.text, 80))


def _line_rows(card: MonthCard, line: LineCard) -> Rows:
    following = next((other for other in card.lines if other.number == line.number + 1), None)
    leaving = [button(N_("‹ All results"), action("rep.month", card.id))]
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
