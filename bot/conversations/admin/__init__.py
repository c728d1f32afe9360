"""Administration (/admin): the first afternoon's checklist, invitations, lost phones, what evidence may be."""

from __future__ import annotations

from bot.conversations.admin import people, policies
from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.reports.administered import Group
from kinerja.reports.first_afternoon import FirstAfternoon, first_afternoon

DONE, OPEN, NOTE = "✓", "○", "•"


def show(turn: Turn) -> Answer:
    """Show the checklist with its state from the data, and what to do next."""
    found = first_afternoon(turn.session, turn.actor, now=turn.now, today=turn.today)
    if not found.units:
        text = say(
            N_(
                "<b>Administration</b>\nNo unit is entrusted to you. The agency's administrator gives this "
                "role in the list of people, in the column “peran”."
            )
        )
        return Reply(text, ((home(),),))
    steps = _steps(turn, found)
    done = sum(mark == DONE for mark, _text in steps)
    counted = sum(mark != NOTE for mark, _text in steps)
    text = lines(
        say(
            N_("<b>Administration: {unit}</b>\n{done} of {all} steps are done."),
            unit=found.unit,
            done=done,
            all=counted,
        ),
        *(say("{mark} {text}", mark=mark, text=said) for mark, said in steps),
        None if done < counted else say(N_("Everything is ready. Thank you.")),
    )
    return Reply(text, _rows(found), protected=True)


def _steps(turn: Turn, found: FirstAfternoon) -> list[tuple[str, Message]]:
    return [
        _people(found),
        _raters(found),
        _plans(found, turn.today.year),
        _invitations(found),
        _links(found),
        _contact(turn.options.privacy_contact),
        (NOTE, _evidence(found)),
    ]


def _people(found: FirstAfternoon) -> tuple[str, Message]:
    if found.people:
        text = N_("People: {people}, in {units} units")
        return DONE, say(text, people=found.people, units=found.units)
    text = N_("People: none yet. On the server: <code>kinerja import people pegawai.xlsx</code>")
    return OPEN, say(text)


def _raters(found: FirstAfternoon) -> tuple[str, Message]:
    if not found.without_rater:
        return DONE, say(N_("Superiors: everyone has one"))
    text = NN_(
        "Superiors: {n} person has none. Fill in “atasan_nip” in the list and take it in again.",
        "Superiors: {n} people have none. Fill in “atasan_nip” in the list and take it in again.",
    )
    return OPEN, say(text, n=found.without_rater)


def _plans(found: FirstAfternoon, year: int) -> tuple[str, Message]:
    if not found.without_plan:
        return DONE, say(N_("Plans for {year}: everyone has one"), year=str(year))
    text = NN_(
        "Plans for {year}: {n} person has none. It is written with /skp, or taken from a file: Plan files",
        "Plans for {year}: {n} people have none. They are written with /skp, or taken from a file: Plan files",
    )
    return OPEN, say(text, year=str(year), n=found.without_plan)


def _invitations(found: FirstAfternoon) -> tuple[str, Message]:
    if not found.not_invited:
        return DONE, say(N_("Invitations: everyone has got one"))
    text = NN_(
        "Invitations: {n} person has none. For all at once, on the server: "
        "<code>kinerja invite --all</code>; for one: Not linked",
        "Invitations: {n} people have none. For all at once, on the server: "
        "<code>kinerja invite --all</code>; for one: Not linked",
    )
    return OPEN, say(text, n=found.not_invited)


def _links(found: FirstAfternoon) -> tuple[str, Message]:
    if not found.not_linked:
        return DONE, say(N_("Linked: everyone"))
    text = N_("Linked: {linked} of {people}; invitations still open: {invited}")
    return OPEN, say(text, linked=found.linked, people=found.people, invited=found.invited)


def _contact(contact: str) -> tuple[str, Message]:
    if contact:
        return DONE, say(N_("Questions about personal data: {contact}"), contact=contact)
    text = N_(
        "Questions about personal data: nobody is named. In config.toml: "
        "<code>agency.privacy_contact</code>"
    )
    return OPEN, say(text)


def _evidence(found: FirstAfternoon) -> Message:
    if not found.strict_units:
        return say(N_("Evidence: photos and documents, in all units"))
    text = N_("Evidence: numbers or links only, set in {strict} of {units} units")
    return say(text, strict=found.strict_units, units=found.units)


def _rows(found: FirstAfternoon) -> tuple[tuple[Button, ...], ...]:
    lists = [
        (N_("Not linked ({n})"), Group.NOT_LINKED, found.not_linked),
        (N_("No superior ({n})"), Group.WITHOUT_RATER, found.without_rater),
        (N_("No plan ({n})"), Group.WITHOUT_PLAN, found.without_plan),
    ]
    buttons = [button(label, action("adm.list", group), n=n) for label, group, n in lists if n]
    buttons.append(button(N_("Kinds of evidence"), action("adm.units")))
    pairs = [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]
    find = button(N_("Find a person, lost phone"), action("adm.find"))
    last = (
        button(N_("Deadlines"), action("cycle.show")),
        button(N_("Plan files"), action("plan.files")),
        button(N_("Work teams"), action("wt")),
        home(),
    )
    return (*pairs, (find,), last)


CONVERSATION = Conversation(
    name="admin",
    commands=(
        Command(("admin",), N_("Administer your unit"), show, Audience.ADMIN, shows_only=True),
    ),
    actions={"adm": show, **people.ACTIONS, **policies.ACTIONS},
    forms=(people.FIND,),
    menu=(MenuLine(N_("Administration"), "adm", Audience.ADMIN),),
)
