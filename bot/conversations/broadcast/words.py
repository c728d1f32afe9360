"""How announcements are put into words: for whom, when, how far, and what their readers see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.talk.figures import short
from bot.talk.turn import CARD, File, Reply, action, button, home
from kinerja.messages import N_, NN_, Formatted, Message, Month, lines, say, words
from kinerja.models import BroadcastState, EmploymentKind, EvidenceKind
from kinerja.reports.broadcasts import BroadcastCard
from kinerja.rules.broadcast_audience import Part

STATES = {
    BroadcastState.DRAFT: N_("draft"),
    BroadcastState.WAITING: N_("waits for a second administrator"),
    BroadcastState.SCHEDULED: N_("scheduled"),
    BroadcastState.RUNNING: N_("being sent"),
    BroadcastState.PAUSED: N_("paused"),
    BroadcastState.DONE: N_("sent"),
    BroadcastState.CANCELLED: N_("cancelled"),
}
PARTS = {
    Part.EMPLOYEES: N_("Employees"),
    Part.RATERS: N_("Superiors"),
    Part.LEADERS: N_("Team leaders"),
    Part.ADMINS: N_("Administrators"),
}
KINDS = {
    EmploymentKind.CIVIL_SERVANT: "PNS",
    EmploymentKind.PROBATIONER: "CPNS",
    EmploymentKind.CONTRACT: "PPPK",
    EmploymentKind.PART_TIME_CONTRACT: N_("PPPK part-time"),
}
_BAR = 12


def audience_lines(card: BroadcastCard) -> Message:
    """Say for whom it is, and how many that are."""
    audience = card.audience
    chosen: list[Message | None] = [say("{units}", units=short(", ".join(card.unit_names), 160))]
    if card.group_names:
        chosen.append(say(N_("Group: {names}"), names=short(", ".join(card.group_names), 160)))
    if audience.parts:
        chosen.append(_listed([say(PARTS[part]) for part in audience.parts]))
    if audience.kinds:
        chosen.append(_listed([say(KINDS[kind]) for kind in audience.kinds]))
    if audience.unreported:
        chosen.append(say(N_("has not reported {month}"), month=Month(audience.unreported)))
    if audience.people:
        chosen.append(
            say(NN_("of a list of {n} person", "of a list of {n} people"), n=len(audience.people))
        )
    return lines(*chosen, count_line(card))


def count_line(card: BroadcastCard) -> Message:
    """Say how many people it reaches, and how many have no Telegram."""
    reached = say(NN_("<b>{n} person</b>", "<b>{n} people</b>"), n=card.people)
    missing = card.people - card.linked
    if not missing:
        return reached
    without = say(NN_("{n} of them not linked", "{n} of them not linked"), n=missing)
    return say("{reached}, {without}", reached=reached, without=without)


def _listed(names: list[Message]) -> Message:
    text = names[0]
    for name in names[1:]:
        text = say("{first}, {second}", first=text, second=name)
    return text


def when_line(card: BroadcastCard) -> Message:
    """Say when it goes out."""
    if not card.starts_local:
        return say(N_("at once"))
    moment = datetime.fromisoformat(card.starts_local)
    return say(N_("{day}, {time} local time everywhere"), day=moment.date(), time=moment.time())


def progress_text(values: Mapping[str, Any]) -> Message:
    """Say how far an announcement got: a bar, what became of it, how fast, how long."""
    state = BroadcastState(values["state"])
    said = N_("withdrawn") if values["recalled"] else STATES[state]
    heading = say(
        N_("<b>Announcement {number}</b>: {state}"),
        number=str(values["broadcast_id"]),
        state=say(said),
    )
    settled = values["total"] - values["waiting"]
    share = settled / values["total"] if values["total"] else 1.0
    filled = round(share * _BAR)
    bar = say(
        "<code>{bar}</code> {percent} %",
        bar="█" * filled + "░" * (_BAR - filled),
        percent=int(share * 100),
    )
    counts = [
        say(label, n=values[name]) for name, label in _COUNTS if values[name] or name == "sent"
    ]
    return lines(heading, bar, *counts, _pace(values, state))


_COUNTS = (
    ("sent", N_("Sent: {n}")),
    ("waiting", N_("Waiting: {n}")),
    ("failed", N_("Failed: {n}")),
    ("blocked", N_("Bot blocked: {n}")),
    ("unknown", N_("No answer from Telegram, not sent again: {n}")),
    ("stopped", N_("Not sent: {n}")),
    ("not_linked", N_("Not linked: {n}")),
)


def _pace(values: Mapping[str, Any], state: BroadcastState) -> Message | None:
    if state is BroadcastState.DONE or state is BroadcastState.CANCELLED:
        if not values["receipt"]:
            return None
        return say(
            N_("Read and understood: {read} of {sent}"), read=values["read"], sent=values["sent"]
        )
    if state is not BroadcastState.RUNNING:
        return None
    if values["at_night"] and values["at_night"] == values["waiting"]:
        return say(N_("The rest waits for its local time, or for the quiet hours to end."))
    if not values["rate"]:
        return None
    minutes, seconds = divmod(int(values["left"]), 60)
    return say(
        N_("{rate} a second, about {minutes} min {seconds} s to go"),
        rate=values["rate"],
        minutes=minutes,
        seconds=seconds,
    )


def announcement_reply(values: Mapping[str, Any], read_on: date | None = None) -> Reply:
    """Return an announcement as its reader sees it."""
    heading = N_("<b>Urgent announcement</b>") if values["urgent"] else N_("<b>Announcement</b>")
    corrected = say(N_("<i>(corrected)</i>")) if values["corrected"] else None
    text = lines(
        say("{heading} {mark}", heading=say(heading), mark=corrected)
        if corrected
        else say(heading),
        words(""),
        say("{text}", text=Formatted(values["texts"])),
    )
    file = values["file"]
    shown = None if file is None else File(EvidenceKind(file[0]), *file[1:])
    if not values["receipt"]:
        return Reply(text, file=shown, in_place=True)
    if read_on is not None:
        noted = say(N_("You confirmed on {day} that you read it."), day=read_on)
        return Reply(lines(text, words(""), noted), ((home(),),), file=shown, in_place=True)
    confirm = button(N_("Read and understood"), action("bc.read", values["broadcast_id"]))
    return Reply(text, ((confirm,),), file=shown, in_place=True)


def test_reply(values: Mapping[str, Any]) -> Reply:
    """Return an announcement for its author alone, as it will arrive."""
    shown = announcement_reply(values["content"])
    tried = button(N_("Read and understood"), action("bc.tried"))
    return replace(shown, buttons=((tried,),) if shown.buttons else ())


def recalled_reply(values: Mapping[str, Any]) -> Reply:
    """Return what stands where an announcement was that cannot be deleted any more."""
    return Reply(
        say(N_("This announcement was withdrawn.")), file=CARD if values["has_file"] else None
    )
