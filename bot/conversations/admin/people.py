"""The people of one's units: lists of what is missing, and each one's invitation and link."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.documents.invitation_list import link_of
from kinerja.errors import Refused
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.reports.administered import Access, Group, Member, access_of, members
from kinerja.reports.readiness import bot_name
from kinerja.services.inviting import Issued, issue_invitations, revoke_invitations
from kinerja.services.unlinking import unlink

LISTED = 8
IN_A_ROW = 4

TITLES = {
    Group.EVERYONE: N_("People"),
    Group.LINKED: N_("Linked"),
    Group.NOT_LINKED: N_("Not linked yet"),
    Group.WITHOUT_RATER: N_("Without superior"),
    Group.WITHOUT_PLAN: N_("Without plan this year"),
}
"""Headings of the lists."""


def show_list(turn: Turn, group: str, page: int = 1) -> Answer:
    """Show a page of the people for whom something is missing."""
    if group not in TITLES:
        raise Refused(N_("Please choose one of the buttons."))
    which = Group(group)
    found = members(turn.session, turn.actor, which, now=turn.now, today=turn.today)
    if not found:
        text = lines(_title(which), say(N_("Nobody is left on this list.")))
        return Reply(text, (_leaving(),))
    shown = page_of(found, page, LISTED)
    text = lines(
        _title(which),
        say(NN_("{n} person. Tap a number.", "{n} people. Tap a number."), n=len(found)),
        *_listed(shown.items, shown.first_index),
    )
    turning = shown.turning(lambda number: action("adm.list", which, number))
    numbers = _numbers(shown.items, shown.first_index, which, shown.number)
    return Reply(text, (*numbers, *((turning,) if turning else ()), _leaving()), protected=True)


def find(_turn: Turn) -> Answer:
    """Ask whom to find."""
    return Start("admfind")


def show_person(turn: Turn, person_id: int, group: str = "", page: int = 1) -> Answer:
    """Show how somebody gets in, with what can be done about it."""
    return _card(turn, person_id, group, page)


def invite(turn: Turn, person_id: int) -> Answer:
    """Issue a new invitation in place of any before, and show its link this once."""
    issued = issue_invitations(
        turn.session,
        turn.actor,
        now=turn.now,
        today=turn.today,
        valid_for=timedelta(days=turn.options.invitation_days),
        again=True,
        people=(person_id,),
    )
    if not issued:
        raise Refused(N_("Somebody who is linked, or holds no position any more, is not invited."))
    return _invitation(turn, issued[0], person_id)


def revoke(turn: Turn, person_id: int) -> Answer:
    """Make the open invitation worthless."""
    revoke_invitations(turn.session, turn.actor, person_id, now=turn.now, today=turn.today)
    return _card(turn, person_id, said=say(N_("The invitation was revoked; its link is dead.")))


def ask_to_unlink(turn: Turn, person_id: int) -> Answer:
    """Ask whether somebody's chat is really to be unlinked."""
    found = access_of(turn.session, turn.actor, person_id, now=turn.now, today=turn.today)
    text = say(
        N_(
            "<b>Unlink the chat of {name}?</b>\n"
            "Nothing is sent there any more, and half-done answers in it are erased. Reports, plan "
            "and feedback stay. Afterwards you can give them a new invitation for the new phone."
        ),
        name=found.name,
    )
    rows = (
        (button(N_("Yes, unlink it"), action("adm.unlink.yes", person_id)),),
        (button(N_("No, keep it"), action("adm.who", person_id)), home()),
    )
    return Reply(text, rows, protected=True)


def unlink_now(turn: Turn, person_id: int) -> Answer:
    """Unlink somebody's chat."""
    unlink(turn.session, turn.actor, person_id, now=turn.now, today=turn.today)
    return _card(turn, person_id, said=say(N_("The chat was unlinked.")))


def _card(
    turn: Turn, person_id: int, group: str = "", page: int = 1, said: Message | None = None
) -> Reply:
    found = access_of(turn.session, turn.actor, person_id, now=turn.now, today=turn.today)
    raters = ", ".join(found.raters) or "–"
    text = lines(
        said,
        say(
            N_("<b>{name}</b>\n{unit}\nSuperior: {raters}"),
            name=found.name,
            unit=found.unit,
            raters=raters,
        ),
        _state(found, ZoneInfo(turn.zone)),
    )
    known = group in TITLES
    back = (
        button(N_("‹ The list"), action("adm.list", group, page))
        if known
        else button(N_("‹ Administration"), action("adm"))
    )
    away = (
        button(N_("Absence"), action("away.for", person_id)),
        button(N_("Post, who acts"), action("act.for", person_id)),
    )
    return Reply(text, (*_deeds(found, person_id), away, (back, home())), protected=True)


def _state(found: Access, zone: ZoneInfo) -> Message:
    if found.linked_at is not None:
        return say(N_("Linked since {day}."), day=found.linked_at.astimezone(zone).date())
    if found.invited_until is not None:
        return say(
            N_("Invited; the link can be used until {day}."),
            day=found.invited_until.astimezone(zone).date(),
        )
    if found.locked:
        return say(N_("The last invitation is locked. Please give them a new one."))
    return say(N_("Not invited."))


def _deeds(found: Access, person_id: int) -> tuple[tuple[Button, ...], ...]:
    if found.linked_at is not None:
        return ((button(N_("Lost phone: unlink"), action("adm.unlink", person_id)),),)
    if found.invited_until is None:
        return ((button(N_("Invite"), action("adm.invite", person_id)),),)
    return (
        (button(N_("New invitation"), action("adm.invite", person_id)),),
        (button(N_("Revoke the invitation"), action("adm.revoke", person_id)),),
    )


def _invitation(turn: Turn, issued: Issued, person_id: int) -> Reply:
    link = link_of(issued, turn.options.bot_name or bot_name(turn.session))
    opened = link or f"/start {issued.token}"
    text = lines(
        say(N_("<b>Invitation for {name}</b>\n<code>{link}</code>"), name=issued.name, link=opened),
        say(N_("Code, to be handed over apart: <code>{code}</code>"), code=issued.code)
        if issued.code
        else None,
        say(
            N_(
                "It works once, until {day}; links given before are dead. It is shown only now and "
                "cannot be forwarded: copy it and hand it over in person."
            ),
            day=issued.expires_at.astimezone(ZoneInfo(turn.zone)).date(),
        ),
    )
    rows = (
        (Button(say(N_("Copy the link")), copies=opened),),
        (
            button(N_("‹ The person"), action("adm.who", person_id)),
            button(N_("Not linked yet"), action("adm.list", Group.NOT_LINKED)),
        ),
        (home(),),
    )
    # A message of its own: an edited one could be forwarded.
    return Reply(text, rows, fresh=True, protected=True, secret=True)


def _found(turn: Turn, answers: Answers) -> Answer:
    found = members(
        turn.session,
        turn.actor,
        Group.EVERYONE,
        now=turn.now,
        today=turn.today,
        text=answers["query"],
    )
    again = (
        button(N_("Search again"), action("adm.find")),
        button(N_("‹ Administration"), action("adm")),
        home(),
    )
    if not found:
        nobody = N_("I find nobody of that name in your units. A part of the name is enough.")
        return Reply(say(nobody), (again,))
    asked = say(N_("Who is it? Tap a number."))
    if len(found) > LISTED:
        asked = say(N_("There are more of that name. Search with more of it, or tap a number."))
    shown = found[:LISTED]
    text = lines(asked, *_listed(shown, 0))
    return Reply(text, (*_numbers(shown, 0), again), protected=True)


def _title(group: Group) -> Message:
    return say("<b>{title}</b>", title=say(TITLES[group]))


def _listed(shown: Sequence[Member], first: int) -> list[Message]:
    return [
        say(
            "{number}. {name} · {unit}",
            number=first + index,
            name=short(one.name, 60),
            unit=short(one.unit, 50),
        )
        for index, one in enumerate(shown, start=1)
    ]


def _numbers(shown: Sequence[Member], first: int, *back: object) -> list[tuple[Button, ...]]:
    buttons = [
        button("{number}", action("adm.who", one.person_id, *back), number=first + index)
        for index, one in enumerate(shown, start=1)
    ]
    return [tuple(buttons[i : i + IN_A_ROW]) for i in range(0, len(buttons), IN_A_ROW)]


def _leaving() -> tuple[Button, ...]:
    return (button(N_("‹ Administration"), action("adm")), home())


FIND = Form(
    name="admfind",
    title=N_("Find a person"),
    fields=(
        Text(
            name="query",
            label=N_("Name"),
            question=N_("Please write the name, or a part of it."),
            longest=60,
        ),
    ),
    save=_found,
    review=False,
    back=lambda _answers: action("adm"),
)
ACTIONS: dict[str, Handler] = {
    "adm.list": show_list,
    "adm.find": find,
    "adm.who": show_person,
    "adm.invite": invite,
    "adm.revoke": revoke,
    "adm.unlink": ask_to_unlink,
    "adm.unlink.yes": unlink_now,
}
