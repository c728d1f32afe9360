"""The screens of the monthly report: the month, one result, the review before sending, the receipt."""

from __future__ import annotations

from datetime import date

from bot.conversations.report import words as put
from bot.conversations.report.gaps import tell_button
from bot.talk.figures import short
from bot.talk.filed import NOT_YET, copy_button, filed
from bot.talk.pages import page_of
from bot.talk.turn import Button, Reply, Rows, action, button, home
from kinerja.messages import N_, LocalTime, Message, Month, lines, say
from kinerja.messages import words as plain_words
from kinerja.models import ReportStatus
from kinerja.reports.filing import SpanView
from kinerja.reports.month_card import LineCard, MonthCard
from kinerja.services.gaps import Gap
from kinerja.services.sending import Receipt


def month_screen(
    card: MonthCard,
    page: int = 1,
    trouble: Message | None = None,
    copied: SpanView | None = None,
    agreed: Message | None = None,
) -> Reply:
    """Return the card of a month: every result with what it holds, and what can be done next.

    ``copied`` says of a report that was sent whether it is in e-Kinerja, ``agreed`` what is open of dialogues.
    """
    shown = page_of(card.lines, page)
    text = lines(
        _heading(card),
        *(_state(card)),
        filed(copied, card.zone) if copied is not None else None,
        agreed,
        plain_words(""),
        *(put.in_list(line) for line in shown.items),
        plain_words(""),
        trouble or _what_next(card),
    )
    numbers = tuple(
        button("{number}", action("rep.line", line.id), number=line.number) for line in shown.items
    )
    turning = shown.turning(lambda number: action("rep.month", card.id, number))
    main = _main_buttons(card)
    if copied is not None and len(main) == 1:
        main = (*main, copy_button(card.position_id, card.period))
    rows: list[tuple[Button, ...]] = [main, numbers]
    if turning:
        rows.append(turning)
    rows.append((button(N_("Another month"), action("rep.months", card.position_id)), home()))
    return Reply(text, tuple(row for row in rows if row))


def review_screen(card: MonthCard, page: int = 1, *, late: bool = False) -> Reply:
    """Return everything once more, before it is sent; ``late`` says that it will be marked so."""
    shown = page_of(card.lines, page)
    text = lines(
        say(
            N_("<b>Please check the report for {month}</b>\n{title}"),
            month=Month(card.period),
            title=short(card.position_title, 100),
        ),
        *(
            lines(put.in_list(line), _short_note(line), _short_obstacle(line))
            for line in shown.items
        ),
        plain_words(""),
        say(N_("The window has closed; the report will be marked as late.")) if late else None,
        put.readers(card),
        say(N_("Is everything right?")),
    )
    rows: Rows = (
        (button(N_("Yes, send it"), action("rep.send", card.id)),),
        shown.turning(lambda number: action("rep.review", card.id, number)),
        (button(N_("Change something"), action("rep.month", card.id)), home()),
    )
    return Reply(text, tuple(row for row in rows if row))


def receipt_screen(
    card: MonthCard, receipt: Receipt, following: date | None, copied: SpanView | None
) -> Reply:
    """Return the receipt of a report that was sent, and the way to the next month that waits."""
    text = lines(
        say(N_("<b>The report for {month} was sent.</b>"), month=Month(receipt.period)),
        plain_words(short(card.position_title, 100)),
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
        say(NOT_YET) if copied is None else filed(copied, card.zone),
    )
    rows: Rows = (
        (copy_button(card.position_id, card.period, "fil.receipt"),),
        (button(N_("Take it back"), action("rep.back", card.id)), home()),
    )
    if not card.readers:
        rows = ((tell_button(Gap.RATER),), *rows)
    if following is not None:
        where = action("rep.open", card.position_id, following.isoformat())
        rows = ((button(N_("Next: {month}"), where, month=Month(following)),), *rows)
    return Reply(text, rows)


def _heading(card: MonthCard) -> Message:
    return say(
        N_("<b>Report for {month}</b>\n{title}"),
        month=Month(card.period),
        title=short(card.position_title, 100),
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
    if put.wants_completion(card):
        said.append(say(N_("To be completed: {reason}"), reason=short(card.return_reason, 300)))
        said.append(say(N_("There is time until {day}."), day=card.complete_until))
    if card.late:
        said.append(say(N_("Marked as late.")))
    unapproved = put.plan_state(card)
    return [*said, unapproved] if unapproved is not None else said


def _what_next(card: MonthCard) -> Message | None:
    if card.status is not ReportStatus.DRAFT:
        return None
    still = len(card.open_lines)
    if still == 0:
        return say(N_("All results have an answer. Please check and send."))
    return say(N_("Still to fill in: {still} of {total}."), still=still, total=len(card.lines))


def reason_screen(card: MonthCard) -> Reply:
    """Return the whole reason why a report came back."""
    text = lines(
        say(N_("<b>To be completed</b>, report for {month}"), month=Month(card.period)),
        plain_words(card.return_reason),
        say(N_("There is time until {day}."), day=card.complete_until),
    )
    return Reply(text, ((button(N_("‹ All results"), action("rep.month", card.id)), home()),))


def _main_buttons(card: MonthCard) -> tuple[Button, ...]:
    """Return what is done next, and beside it what was too long for the card."""
    is_cut = put.wants_completion(card) and len(card.return_reason) > 300
    reason = (button(N_("The whole reason"), action("rep.why", card.id)),) if is_cut else ()
    if not is_cut and card.stray and card.status is ReportStatus.DRAFT:
        sort = button(N_("Sort logs ({count})"), action("rep.sort", card.id), count=len(card.stray))
        return (*_main_button(card), sort)
    return (*_main_button(card), *reason)


def _main_button(card: MonthCard) -> tuple[Button, ...]:
    if card.status is ReportStatus.SUBMITTED:
        return (button(N_("Take it back"), action("rep.back", card.id)),)
    if card.status is ReportStatus.RETURNED:
        return (button(N_("Complete it"), action("rep.redo", card.id)),)
    if card.status is ReportStatus.ACCEPTED:
        return (button(N_("Write a correction"), action("rep.redo", card.id)),)
    if card.status is ReportStatus.REPLACED:
        newest = action("rep.open", card.position_id, card.period.isoformat())
        return (button(N_("Open the newest version"), newest),)
    if card.open_lines:
        return (button(N_("Fill in one by one"), action("rep.next", card.id)),)
    return (button(N_("Check and send"), action("rep.review", card.id)),)


def _short_note(line: LineCard) -> Message | None:
    if line.in_words or not (line.note or line.logs):
        return None
    return say("   {note}", note=_note_cut(line))


def _note_cut(line: LineCard) -> Message:
    return plain_words(short(line.note or "; ".join(log.text for log in line.logs), 70))


def _short_obstacle(line: LineCard) -> Message | None:
    if line.obstacle is None:
        return None
    return say(N_("   Obstacle: {text}"), text=short(line.obstacle.text, 50))
