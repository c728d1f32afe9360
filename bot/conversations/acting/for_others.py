"""The administrator enters who acts for somebody, where they work, and which post they take up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.conversations.acting.asking import FIRST, KIND, LAST, NAME, PERSON, words_of
from bot.conversations.acting.words import WHY, DayToCome, card_text, days_of, kind_name
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Choice, Option
from bot.talk.figures import calling, short
from bot.talk.form import Form
from bot.talk.turn import Answer, Reply, Start, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, Message, lines, say
from kinerja.models import ActingKind, ActingReason
from kinerja.reports.acting import acting_card, acting_of
from kinerja.reports.administered import access_of
from kinerja.reports.transfers import HeldPost, posts_held
from kinerja.services.acting import ActingWords, ask_acting

LISTED = 2


def show(turn: Turn, person_id: int) -> Answer:
    """Show what somebody holds, who acts for them, and what can be entered."""
    name = name_of(turn, person_id)
    held = posts_held(turn.session, turn.actor, person_id, turn.today)
    found = acting_of(turn.session, turn.actor, person_id, turn.today)[:LISTED]
    text = lines(
        say("<b>{name}</b>", name=name),
        *(_post(one) for one in held[:4]),
        *(
            say(
                "{number}. {kind}: {name}, {days}",
                number=number,
                kind=kind_name(one.kind, one.reason),
                name=short(one.acting, 40),
                days=days_of(one),
            )
            for number, one in enumerate(found, start=1)
        ),
    )
    numbers = tuple(
        button("{number}", action("act.card", one.id), number=number)
        for number, one in enumerate(found, start=1)
    )
    first = (button(N_("Who acts for them"), action("act.for.ask", person_id)),)
    second = (
        button(N_("Works elsewhere"), action("act.for.duty", person_id)),
        button(N_("Transfer, post"), action("act.for.move", person_id)),
    )
    back = button("‹ {name}", action("adm.who", person_id), name=calling(name, 20))
    rows = (numbers, first, second, (back, home()))
    return Reply(text, tuple(row for row in rows if row), protected=True)


def begin_acting(turn: Turn, person_id: int) -> Answer:
    """Ask who acts for somebody."""
    return Start("actfor", {"rater": person_id, "who": name_of(turn, person_id)})


def begin_duty(turn: Turn, person_id: int) -> Answer:
    """Ask where somebody works, with whom as superior."""
    held = [one for one in _held(turn, person_id) if one.rater_id is not None]
    if not held:
        raise Refused(N_("This post has no superior yet. Please have one named first."))
    known = {"post": str(held[0].position_id)} if len(held) == 1 else {}
    who = {"person_id": person_id, "who": name_of(turn, person_id), "reason": "seconded"}
    return Start("actduty", who, known)


def name_of(turn: Turn, person_id: int) -> str:
    """Return the name of somebody whom the actor administers."""
    return access_of(turn.session, turn.actor, person_id, now=turn.now, today=turn.today).name


def _held(turn: Turn, person_id: int) -> list[HeldPost]:
    return posts_held(turn.session, turn.actor, person_id, turn.today)


def _post(one: HeldPost) -> Message:
    return say(
        N_("{title}, {unit}; superior: {rater}"),
        title=short(one.title, 60),
        unit=short(one.unit, 40),
        rater=one.rater or "–",
    )


def _reasons(_turn: Turn, _answers: Answers) -> list[Option]:
    return [
        (reason.value, say(label))
        for reason, label in WHY.items()
        if reason is not ActingReason.SECONDED
    ]


def _posts(turn: Turn, answers: Answers) -> list[Option]:
    return [
        (str(one.position_id), say("{title}, {unit}", title=one.title, unit=short(one.unit, 24)))
        for one in _held(turn, answers["person_id"])
        if one.rater_id is not None
    ]


def _save_acting(turn: Turn, answers: Answers) -> Answer:
    return _entered(turn, answers["rater"], words_of(answers), answers["rater"])


def _save_duty(turn: Turn, answers: Answers) -> Answer:
    post = next(
        one for one in _held(turn, answers["person_id"]) if str(one.position_id) == answers["post"]
    )
    last = answers.get("last")
    words = ActingWords(
        int(answers["person"]),
        ActingKind.DUTY,
        ActingReason.SECONDED,
        date.fromisoformat(answers["first"]),
        date.fromisoformat(last) if last else None,
        post.position_id,
    )
    return _entered(turn, post.rater_id or 0, words, answers["person_id"])


def _entered(turn: Turn, rater_id: int, words: ActingWords, about: int) -> Reply:
    row = ask_acting(turn.session, turn.actor, rater_id, words, now=turn.now, today=turn.today)
    one = acting_card(turn.session, turn.actor, row.id or 0, turn.today)
    said = say(N_("<b>Entered and confirmed.</b> Both superiors are told."))
    back = button(N_("‹ The person"), action("act.for", about))
    return Reply(lines(said, card_text(one, turn.today)), ((back, home()),), protected=True)


def title(sentence: str) -> Any:
    """Return what says a title with the name of the person."""
    return lambda _turn, answers: say(sentence, name=answers["who"])


def back(answers: Answers) -> str:
    """Lead back to the person."""
    return action("act.for", answers.get("rater") or answers.get("person_id"))


STAND_IN = Form(
    name="actfor",
    about_others=True,
    title=title(N_("Who acts for {name}")),
    fields=(
        Choice(
            name="reason", label=N_("Why"), question=N_("Why is somebody to act?"), choices=_reasons
        ),
        FIRST,
        LAST,
        replace(KIND, question=N_("As what is somebody to act? A helper decides nothing.")),
        NAME,
        PERSON,
    ),
    save=_save_acting,
    back=back,
)
SECOND = Form(
    name="actduty",
    about_others=True,
    title=title(N_("{name} works elsewhere")),
    fields=(
        Choice(name="post", label=N_("Post"), question=N_("Which post?"), choices=_posts),
        FIRST,
        DayToCome(
            name="last",
            label=N_("Last day"),
            question=N_(
                "Which day is the last one? Write it as day/month, or skip it if it is open."
            ),
            optional=True,
        ),
        replace(
            NAME,
            question=N_("Who is superior at the place of duty? Please write a part of the name."),
        ),
        PERSON,
    ),
    save=_save_duty,
    back=back,
)
ACTIONS: dict[str, Handler] = {
    "act.for": show,
    "act.for.ask": begin_acting,
    "act.for.duty": begin_duty,
}
