"""The evidence of a result as its author sees it: listed, seen again, added to, deleted until accepted."""

from __future__ import annotations

from bot.conversations.report.starts import start_evidence
from bot.talk.conversation import Handler
from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.pieces import file_of, mark_of, name_of
from bot.talk.turn import Answer, Button, Reply, Rows, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.models import Evidence, ReportStatus
from kinerja.reports.evidence import evidence_of
from kinerja.reports.month import report_of_line
from kinerja.reports.month_card import LineCard, MonthCard
from kinerja.services.evidence import remove_evidence
from kinerja.services.evidence_policy import policy_at

_CLOSED = (ReportStatus.ACCEPTED, ReportStatus.REPLACED)


def ask(turn: Turn, line_id: int) -> Answer:
    """Ask for evidence of one result."""
    card = report_of_line(turn.session, turn.actor, line_id, turn.today)
    return start_evidence(card.line(line_id), policy_at(turn.session, card.position_id))


def show_list(turn: Turn, line_id: int, page: int = 1) -> Answer:
    """List the evidence of one result."""
    card, line, pieces = _found(turn, line_id)
    return _list_screen(card, line, pieces, page)


def show_piece(turn: Turn, line_id: int, evidence_id: int) -> Answer:
    """Show one piece again."""
    card, line, pieces = _found(turn, line_id)
    index = _index(pieces, evidence_id)
    if index is None:
        return _list_screen(card, line, pieces, 1, say(GONE))
    piece = pieces[index]
    text = lines(
        say(
            N_("Evidence {number} of {count}, for result {ordinal}"),
            number=index + 1,
            count=len(pieces),
            ordinal=line.number,
        ),
        name_of(piece, 500),
        mark_of(piece),
    )
    rows: list[tuple[Button, ...]] = []
    if card.status not in _CLOSED:
        rows.append((button(N_("Delete this evidence"), action("rep.drop", line_id, piece.id)),))
    leaving = [button(N_("‹ Evidence"), action("rep.files", line_id))]
    if index + 1 < len(pieces):
        following = action("rep.file", line_id, pieces[index + 1].id)
        leaving.append(button(N_("Next evidence ›"), following))
    return Reply(text, (*rows, tuple(leaving), (home(),)), file=file_of(piece), in_place=True)


def ask_to_delete(turn: Turn, line_id: int, evidence_id: int) -> Answer:
    """Ask whether a piece is to go for good."""
    card, line, pieces = _found(turn, line_id)
    index = _index(pieces, evidence_id)
    if index is None:
        return _list_screen(card, line, pieces, 1, say(GONE))
    text = lines(
        say(N_("Delete this evidence for good?")),
        name_of(pieces[index], 300),
        say(N_("To be sure, please delete your own message with it in this chat, too.")),
    )
    rows: Rows = (
        (button(N_("Yes, delete it"), action("rep.drop.yes", line_id, evidence_id)),),
        (button(N_("No, keep it"), action("rep.files", line_id)), home()),
    )
    return Reply(text, rows)


def delete(turn: Turn, line_id: int, evidence_id: int) -> Answer:
    """Delete a piece."""
    remove_evidence(turn.session, turn.actor, evidence_id, now=turn.now, today=turn.today)
    card, line, pieces = _found(turn, line_id)
    return _list_screen(card, line, pieces, 1, say(N_("The evidence was deleted.")))


def _found(turn: Turn, line_id: int) -> tuple[MonthCard, LineCard, list[Evidence]]:
    card = report_of_line(turn.session, turn.actor, line_id, turn.today)
    line = card.line(line_id)
    pieces = evidence_of(turn.session, turn.actor, card.id, turn.today)
    return card, line, [piece for ordinal, piece in pieces if ordinal == line.number]


def _index(pieces: list[Evidence], evidence_id: int) -> int | None:
    return next((i for i, piece in enumerate(pieces) if piece.id == evidence_id), None)


def _list_screen(
    card: MonthCard,
    line: LineCard,
    pieces: list[Evidence],
    page: int,
    said: Message | None = None,
) -> Reply:
    shown = page_of(pieces, page)
    numbered = list(enumerate(shown.items, start=shown.first_index + 1))
    text = lines(
        said,
        say(
            N_("<b>Evidence of result {number}</b>\n{text}"),
            number=line.number,
            text=short(line.text, 120),
        ),
        *(_in_list(number, piece) for number, piece in numbered),
        None if pieces else say(N_("There is none yet.")),
    )
    rows: list[tuple[Button, ...]] = [
        tuple(
            button("{number}", action("rep.file", line.id, piece.id), number=number)
            for number, piece in numbered
        ),
        shown.turning(lambda number: action("rep.files", line.id, number)),
    ]
    if card.status is ReportStatus.DRAFT:
        rows.append((button(N_("Add evidence"), action("rep.proof", line.id)),))
    rows.append((button(N_("‹ The result"), action("rep.line", line.id)), home()))
    return Reply(text, tuple(row for row in rows if row))


def _in_list(number: int, piece: Evidence) -> Message:
    mark = mark_of(piece, 100)
    if mark is None:
        return say("{number}. {name}", number=number, name=name_of(piece))
    return say("{number}. {name} ({mark})", number=number, name=name_of(piece), mark=mark)


GONE = N_("This evidence is not there any more.")

ACTIONS: dict[str, Handler] = {
    "rep.proof": ask,
    "rep.files": show_list,
    "rep.file": show_piece,
    "rep.drop": ask_to_delete,
    "rep.drop.yes": delete,
}
