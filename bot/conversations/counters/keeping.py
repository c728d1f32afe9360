"""Counters as their administrators keep them: opening, the QR code, the result they belong to, closing."""

from __future__ import annotations

import base64

from bot.talk.fields import Answers, Choice, Option, Text
from bot.talk.figures import calling, short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, File, Reply, Start, Turn, action, button, home
from kinerja.documents.counter_code import code_of_link, link_of_counter
from kinerja.errors import Refused, Unknown
from kinerja.messages import N_, say
from kinerja.models import EvidenceKind
from kinerja.reports.colleagues import find_colleagues
from kinerja.reports.counters import counter_card, results_to_link
from kinerja.reports.evidence_policy import units_with_policy
from kinerja.reports.readiness import bot_name
from kinerja.rules.counters import LONGEST_NAME
from kinerja.services.keeping_counters import close_counter, link_counter, open_counter

LISTED = 3


def begin(turn: Turn) -> Answer:
    """Ask for the unit and the name of a new counter."""
    units = units_with_policy(turn.session, turn.actor, turn.today)
    if not units:
        raise Unknown
    kept = [[one.unit_id, short(one.name, 40)] for one in units[:60]]
    values = {"unit": str(units[0].unit_id)} if len(units) == 1 else {}
    return Start("svcnew", {"units": kept}, values)


def send_code(turn: Turn, counter_id: int) -> Answer:
    """Send the QR code to be printed and put up at the counter."""
    card = counter_card(turn.session, turn.actor, counter_id, turn.today)
    if not card.keeps or card.closed:
        raise Unknown
    link = link_of_counter(card.code, turn.options.bot_name or bot_name(turn.session))
    if not link:
        raise Refused(N_("The name of the bot is not known yet. Please start the assistant once."))
    caption = say(
        N_(
            "<b>{name}</b>, {unit}\nPlease print this and put it up. It opens:\n<code>{link}</code>"
        ),
        name=card.name,
        unit=card.unit,
        link=link,
    )
    picture = File(
        EvidenceKind.DOCUMENT,
        file_name="loket.png",
        packed=base64.b64encode(code_of_link(link)).decode(),
    )
    back = button(N_("‹ The counter"), action("svc.open", counter_id))
    return Reply(caption, ((back, home()),), file=picture)


def ask_close(turn: Turn, counter_id: int) -> Answer:
    """Ask once before a counter is closed."""
    card = counter_card(turn.session, turn.actor, counter_id, turn.today)
    text = say(
        N_("Close {name}? Its code takes no answers any more; what was shown stays."),
        name=card.name,
    )
    yes = button(N_("Close it"), action("svc.close", counter_id))
    back = button(N_("‹ The counter"), action("svc.open", counter_id))
    return Reply(text, ((yes,), (back, home())))


def close(turn: Turn, counter_id: int) -> Answer:
    """Close a counter."""
    close_counter(turn.session, turn.actor, counter_id, now=turn.now, today=turn.today)
    return Reply(say(N_("The counter is closed.")), (_leaving(),))


def ask_owner(turn: Turn, counter_id: int) -> Answer:
    """Ask whose result a counter belongs to."""
    card = counter_card(turn.session, turn.actor, counter_id, turn.today)
    if not card.keeps:
        raise Unknown
    return Start("svcowner", {"counter": counter_id})


def choose_result(turn: Turn, counter_id: int, person_id: int, page: int = 1) -> Answer:
    """Offer the results of somebody's plan."""
    found = results_to_link(turn.session, turn.actor, person_id, turn.today)
    shown = page_of(found, page, LISTED)
    asked = N_("Which result does the counter belong to?") if found else N_("There is no plan yet.")
    rows: list[tuple[Button, ...]] = [
        (button("{text}", action("svc.link", counter_id, one.id), text=short(one.text, 40)),)
        for one in shown.items
    ]
    turning = shown.turning(lambda number: action("svc.results", counter_id, person_id, number))
    rows.append((*turning, button(N_("‹ The counter"), action("svc.open", counter_id)), home()))
    return Reply(say(asked), tuple(rows))


def link(turn: Turn, counter_id: int, result_id: int) -> Answer:
    """Let a counter belong to a result."""
    link_counter(turn.session, turn.actor, counter_id, result_id, now=turn.now, today=turn.today)
    back = button(N_("‹ The counter"), action("svc.open", counter_id))
    text = N_("Saved. The owner of the result and their superior read what is said there, too.")
    return Reply(say(text), ((back, home()),))


def _leaving() -> tuple[Button, ...]:
    return (button(N_("‹ Counters"), action("svc")), home())


def _units(_turn: Turn, answers: Answers) -> list[Option]:
    return [(str(key), say("{name}", name=name)) for key, name in answers["units"]]


def _save(turn: Turn, answers: Answers) -> Answer:
    number = open_counter(
        turn.session,
        turn.actor,
        int(answers["unit"]),
        answers["name"],
        now=turn.now,
        today=turn.today,
    )
    code = button(N_("QR code"), action("svc.code", number))
    text = say(N_("The counter <b>{name}</b> is open."), name=answers["name"])
    return Reply(text, ((code,), _leaving()))


def _found(turn: Turn, answers: Answers) -> Answer:
    counter_id = answers["counter"]
    found = find_colleagues(turn.session, turn.actor, answers["query"], turn.today)
    asked = N_("Whose result is it?")
    if not found:
        asked = N_("I find nobody of that name. Please write at least three letters of it.")
    rows: list[tuple[Button, ...]] = [
        (
            button(
                "{name} · {unit}",
                action("svc.results", counter_id, one.id),
                name=calling(one.name, 22),
                unit=short(one.unit, 16),
            ),
        )
        for one in found[:LISTED]
    ]
    again = button(N_("Search a name"), action("svc.owner", counter_id))
    back = button(N_("‹ The counter"), action("svc.open", counter_id))
    rows.append((again, back, home()))
    return Reply(say(asked), tuple(rows))


NEW = Form(
    name="svcnew",
    title=N_("New service counter"),
    fields=(
        Choice(name="unit", label=N_("Unit"), question=N_("In which unit is it?"), choices=_units),
        Text(
            name="name",
            label=N_("Name"),
            question=N_("What is it called? People served there see this name."),
            longest=LONGEST_NAME,
        ),
    ),
    save=_save,
    send_label=N_("Open it"),
    back=lambda _answers: action("svc"),
)
OWNER = Form(
    name="svcowner",
    title=N_("Result of a counter"),
    fields=(
        Text(
            name="query",
            label=N_("Name"),
            question=N_("Whose result is it? Please write the name, or a part of it."),
            longest=60,
        ),
    ),
    save=_found,
    review=False,
    back=lambda answers: action("svc.open", answers["counter"]),
)
