"""What became of an announcement: who did not get it and why, who has not read it, and all of it as XLSX."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from bot.conversations.broadcast.words import progress_text
from bot.talk.conversation import Handler
from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.speaker import speaker
from bot.talk.turn import Answer, File, Reply, Rows, Turn, action, button, home
from kinerja.documents.broadcast_list import broadcast_list
from kinerja.errors import Refused
from kinerja.messages import N_, NN_, lines, say
from kinerja.models import EvidenceKind
from kinerja.reports.broadcast_outcomes import Outcome, not_read, not_received, outcomes
from kinerja.reports.broadcasts import broadcast_card

_LISTED = 8


def report(turn: Turn, broadcast_id: int) -> Answer:
    """Show how far it got, with the lists behind it."""
    card = broadcast_card(turn.session, turn.actor, broadcast_id, turn.today, turn.now)
    if card.progress is None:
        raise Refused(N_("This announcement has not begun yet."))
    lists = [button(N_("Not received"), action("bc.missed", broadcast_id))]
    if card.receipt:
        lists.append(button(N_("Not read"), action("bc.unread", broadcast_id)))
    rows: Rows = (
        tuple(lists),
        (button(N_("All as XLSX"), action("bc.xlsx", broadcast_id)),),
        (button(N_("‹ Back"), action("bc.open", broadcast_id)), home()),
    )
    return Reply(progress_text(card.progress.as_values()), rows)


def missed(turn: Turn, broadcast_id: int, page: int = 1) -> Answer:
    """List who did not get it, with the reason of each."""
    found = not_received(turn.session, turn.actor, broadcast_id, turn.today)
    heading = NN_("<b>{n} person did not receive it</b>", "<b>{n} people did not receive it</b>")
    if not found:
        text = say(N_("Everybody received it."))
        return Reply(
            text, ((button(N_("‹ Delivery report"), action("bc.report", broadcast_id)), home()),)
        )
    listed = page_of(found, page, _LISTED)
    shown = [
        say(
            "{name} · {unit}\n<i>{reason}</i>",
            name=short(one.name, 40),
            unit=short(one.unit, 40),
            reason=say(one.reason),
        )
        for one in listed.items
    ]
    turning = listed.turning(lambda number: action("bc.missed", broadcast_id, number))
    leaving = button(N_("‹ Delivery report"), action("bc.report", broadcast_id))
    text = lines(say(heading, n=len(found)), *shown)
    return Reply(text, ((*turning, leaving),), protected=True)


def unread(turn: Turn, broadcast_id: int, page: int = 1) -> Answer:
    """List who has not confirmed."""
    found = not_read(turn.session, turn.actor, broadcast_id, turn.today)
    if not found:
        text = say(N_("Everybody who received it has confirmed."))
        return Reply(
            text, ((button(N_("‹ Delivery report"), action("bc.report", broadcast_id)), home()),)
        )
    return _names(found, broadcast_id, page)


def _names(found: Sequence[Outcome], broadcast_id: int, page: int) -> Reply:
    listed = page_of(found, page, _LISTED)
    heading = NN_("<b>{n} person has not confirmed</b>", "<b>{n} people have not confirmed</b>")
    shown = [
        say("{name} · {unit}", name=short(one.name, 40), unit=short(one.unit, 40))
        for one in listed.items
    ]
    turning = listed.turning(lambda number: action("bc.unread", broadcast_id, number))
    remind = button(N_("Remind them"), action("bc.nudge", broadcast_id))
    leaving = button(N_("‹ Delivery report"), action("bc.report", broadcast_id))
    rows: Rows = ((remind,), (*turning, leaving))
    return Reply(lines(say(heading, n=len(found)), *shown), rows, protected=True)


def sheet(turn: Turn, broadcast_id: int) -> Answer:
    """Send the whole list as a spreadsheet."""
    found = outcomes(turn.session, turn.actor, broadcast_id, turn.today)
    content = broadcast_list(found, speaker(turn.language).plain)
    file = File(
        EvidenceKind.DOCUMENT,
        file_name=f"pengumuman-{broadcast_id}.xlsx",
        packed=base64.b64encode(content).decode(),
    )
    text = say(
        NN_("Announcement {number}: {n} person", "Announcement {number}: {n} people"),
        number=str(broadcast_id),
        n=len(found),
    )
    leaving = (button(N_("‹ Delivery report"), action("bc.report", broadcast_id)), home())
    return Reply(text, (leaving,), protected=True, file=file)


ACTIONS: dict[str, Handler] = {
    "bc.report": report,
    "bc.missed": missed,
    "bc.unread": unread,
    "bc.xlsx": sheet,
}
