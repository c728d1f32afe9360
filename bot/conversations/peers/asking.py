"""Asking for feedback: about whom, whom, which two or three questions, until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.conversations.peers.choosing import Bounded
from bot.conversations.peers.words import CIRCLES, QUESTIONS
from bot.talk.fields import Answers, Choice, Option, Text
from bot.talk.figures import calling, short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.errors import Refused, Unknown
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.models import Circle
from kinerja.reports.colleagues import Colleague, colleague, find_colleagues, near_colleagues
from kinerja.reports.feedback_people import people_rated
from kinerja.reports.peer_circles import circle_sizes
from kinerja.rules.peer_feedback import (
    FEWEST_QUESTIONS,
    LEAST,
    MOST_PICKED,
    MOST_QUESTIONS,
    OPEN_DAYS,
    USUAL,
    Question,
)
from kinerja.services.asking_peers import Wish, ask_peers

LISTED = 2
FOUND = 3


def choose_subject(turn: Turn, page: int = 1) -> Answer:
    """Ask about whom others are asked; who rates nobody asks about themselves."""
    rated = people_rated(turn.session, turn.actor, turn.today)
    if not rated:
        return choose_circle(turn, turn.actor.person_id or 0)
    shown = page_of(rated, page, LISTED)
    rows: list[tuple[Button, ...]] = [
        (button(N_("About me"), action("peer.whom", turn.actor.person_id)),)
    ]
    rows += [
        (button(N_("About {name}"), action("peer.whom", one.id), name=calling(one.name, 30)),)
        for one in shown.items
    ]
    turning = shown.turning(lambda number: action("peer.ask", number))
    rows.append((*turning, button(N_("‹ From others"), action("peer")), home()))
    return Reply(say(N_("About whom shall others be asked?")), tuple(rows))


def choose_circle(turn: Turn, subject_id: int) -> Answer:
    """Ask who is asked, and say for each group who will be named."""
    sizes = circle_sizes(turn.session, turn.actor, subject_id, turn.today)
    rows: list[tuple[Button, ...]] = [
        (
            button(N_("Choose, by name"), action("peer.pick", subject_id)),
            button(N_("Search a name"), action("peer.find", subject_id)),
        )
    ]
    groups = (
        (Circle.UNIT, N_("The unit ({n}), without names")),
        (Circle.BELOW, N_("The people led ({n}), without names")),
    )
    rows += [
        (button(label, action("peer.group", subject_id, circle.value), n=sizes[circle]),)
        for circle, label in groups
        if sizes[circle]
    ]
    rows.append((button(N_("‹ From others"), action("peer")), home()))
    text = N_(
        "<b>Whom shall I ask?</b>\nBy name: what they say is read at once, with their name.\n"
        "Without names: everybody of the group is asked; it is shown once {least} have answered, all "
        "together on the morning after the last day."
    )
    return Reply(say(text, least=LEAST), tuple(rows))


def begin_group(turn: Turn, subject_id: int, circle: str) -> Answer:
    """Ask a whole group."""
    try:
        chosen = Circle(circle)
    except ValueError:
        raise Unknown from None
    size = circle_sizes(turn.session, turn.actor, subject_id, turn.today).get(chosen, 0)
    if not size:
        raise Refused(N_("Nobody of this group uses the assistant yet, so nobody was asked."))
    return _start(turn, subject_id, chosen, {"size": size})


def begin_picked(turn: Turn, subject_id: int) -> Answer:
    """Let people near by be chosen."""
    near = near_colleagues(turn.session, turn.actor, turn.today)
    people = [one for one in near if one.id != subject_id][:30]
    return _start(turn, subject_id, Circle.PICKED, {"people": _kept(people)})


def search(turn: Turn, subject_id: int) -> Answer:
    """Ask for the name of somebody elsewhere in the agency."""
    return Start("peerfind", {"subject": subject_id})


def begin_found(turn: Turn, subject_id: int, person_id: int) -> Answer:
    """Ask somebody who was found by name, and people near by."""
    found = colleague(turn.session, turn.actor, person_id, turn.today)
    if found is None or person_id == subject_id:
        raise Unknown
    near = near_colleagues(turn.session, turn.actor, turn.today)
    people = [found, *(one for one in near if one.id not in (subject_id, person_id))][:30]
    context = {"people": _kept(people)}
    return _start(turn, subject_id, Circle.PICKED, context, {"picked": [str(person_id)]})


def _start(
    turn: Turn,
    subject_id: int,
    circle: Circle,
    context: Mapping[str, object],
    values: Mapping[str, object] | None = None,
) -> Start:
    me = turn.actor.person_id
    name = "" if subject_id == me else _name_of(turn, subject_id)
    given = {"subject": subject_id, "about": name, "circle": circle.value, **context}
    return Start("peerask", given, values or {})


def _name_of(turn: Turn, person_id: int) -> str:
    rated = people_rated(turn.session, turn.actor, turn.today)
    name = next((one.name for one in rated if one.id == person_id), None)
    if name is None:
        raise Unknown
    return name


def _kept(people: Sequence[Colleague]) -> list[list[object]]:
    return [[one.id, calling(one.name, 30)] for one in people]


def _people(_turn: Turn, answers: Answers) -> list[Option]:
    return [(str(key), say("{name}", name=name)) for key, name in answers.get("people", ())]


def _questions(_turn: Turn, answers: Answers) -> list[Option]:
    usual = USUAL[Circle(answers["circle"])]
    ordered = [*usual, *(one for one in Question if one not in usual)]
    return [(one.value, say(QUESTIONS[one])) for one in ordered]


def _days(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(str(days), say(NN_("{n} day", "{n} days"), n=days)) for days in OPEN_DAYS]


def _ways(_turn: Turn, _answers: Answers) -> list[Option]:
    return [("usual", say(N_("The usual three"))), ("own", say(N_("Choose them myself")))]


def _usual(_turn: Turn, answers: Answers) -> Message:
    listed = (say(QUESTIONS[one]) for one in USUAL[Circle(answers["circle"])])
    asked = say(N_("Which questions? The usual three are:"))
    return lines(asked, *(say("• {text}", text=one) for one in listed))


def _title(_turn: Turn, answers: Answers) -> Message:
    if not answers["about"]:
        return say(N_("Ask for feedback about me"))
    return say(N_("Ask for feedback about {name}"), name=answers["about"])


def _readers(_turn: Turn, answers: Answers) -> Message:
    circle = say(CIRCLES[Circle(answers["circle"])])
    if not answers["about"]:
        return say(N_("Asked are {circle}. You alone read the answers."), circle=circle)
    return say(
        N_(
            "Asked are {circle}. {name} and you read the answers, and {name} is told of this request."
        ),
        circle=circle,
        name=answers["about"],
    )


def _save(turn: Turn, answers: Answers) -> Answer:
    circle = Circle(answers["circle"])
    chosen = answers.get("questions") if answers["which"] == "own" else None
    wish = Wish(
        subject_id=answers["subject"],
        circle=circle,
        questions=tuple(chosen or USUAL[circle]),
        days=int(answers["days"]),
        picked=tuple(int(one) for one in answers.get("picked") or ()),
    )
    number = ask_peers(turn.session, turn.actor, wish, now=turn.now, today=turn.today)
    text = say(
        N_("Request no. {number} is sent. I will tell you when there is something to read."),
        number=str(number),
    )
    return Reply(text, ((button(N_("My requests"), action("peer.own")), home()),))


def _found(turn: Turn, answers: Answers) -> Answer:
    subject = answers["subject"]
    found = find_colleagues(turn.session, turn.actor, answers["query"], turn.today)
    asked = N_("Whom shall I ask?")
    if not found:
        asked = N_("I find nobody of that name. Please write at least three letters of it.")
    rows: list[tuple[Button, ...]] = [
        (
            button(
                "{name} · {unit}",
                action("peer.found", subject, one.id),
                name=short(one.name, 24),
                unit=short(one.unit, 16),
            ),
        )
        for one in found[:FOUND]
    ]
    again = button(N_("Search a name"), action("peer.find", subject))
    rows.append((again, button(N_("‹ Back"), action("peer.whom", subject)), home()))
    return Reply(say(asked), tuple(rows))


def _is_picked(_turn: Turn, answers: Answers) -> bool:
    return Circle(answers["circle"]) is Circle.PICKED


ASK = Form(
    name="peerask",
    title=_title,
    readers=_readers,
    fields=(
        Bounded(
            name="picked",
            fewest=1,
            most=MOST_PICKED,
            bounds=N_("Please choose one to eight people."),
            label=N_("People"),
            question=N_("Whom shall I ask? Tap up to eight, then Done."),
            choices=_people,
            when=_is_picked,
        ),
        Choice(name="which", label=N_("Choice of questions"), question=_usual, choices=_ways),
        Bounded(
            name="questions",
            fewest=FEWEST_QUESTIONS,
            most=MOST_QUESTIONS,
            bounds=N_("Please choose two or three questions; more are seldom answered."),
            label=N_("Questions"),
            question=N_("Please choose two or three, then tap Done."),
            choices=_questions,
            when=lambda _turn, answers: answers.get("which") == "own",
        ),
        Choice(
            name="days",
            label=N_("Open for"),
            question=N_("For how long may they answer?"),
            choices=_days,
        ),
    ),
    save=_save,
    back=lambda _answers: action("peer"),
)
FIND = Form(
    name="peerfind",
    title=N_("Ask for feedback"),
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
    back=lambda _answers: action("peer"),
)
