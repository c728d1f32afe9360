"""Counselling: date, officer, whether it took place, next date; nothing else is asked, nothing else is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from bot.conversations.dialogue.words import on_day
from bot.talk.conversation import Conversation
from bot.talk.fields import Answers, Choice, Day, Option, Text
from bot.talk.figures import calling, short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.errors import Refused, Unknown
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.colleagues import find_colleagues
from kinerja.reports.counselling import (
    CounsellingDate,
    counselling_card,
    counselling_of,
    counselling_to_hold,
)
from kinerja.reports.pairs import pairs_of
from kinerja.rules.counselling import check_date
from kinerja.rules.working_days import DEFAULT, next_working_day
from kinerja.services.counselling import arrange_counselling, finish_counselling
from kinerja.services.telling import Notice

LISTED = 3
_SOON = (1, 7, 14)
_NEXT = (7, 14, 30)


def choose(turn: Turn, page: int = 1) -> Answer:
    """Show the dates the reader holds as officer, and for whom another can be arranged."""
    me = turn.actor.person_id or 0
    held = counselling_to_hold(turn.session, turn.actor, turn.today)
    people = [(me, say(N_("For myself")))]
    people += [
        (one.person_id, say("{name}", name=calling(one.person, 22)))
        for one in pairs_of(turn.session, turn.actor, turn.today)
        if one.rater_id == me
    ]
    shown = page_of(people, page, 4)
    text = lines(
        say(N_("<b>Counselling</b>")),
        say(
            N_(
                "Only date, officer, done and next date are kept here; what is talked about is "
                "written down nowhere. Whom is it for?"
            )
        ),
    )
    each = [Button(label, action("cns.of", person)) for person, label in shown.items]
    rows: list[tuple[Button, ...]] = [tuple(each[i : i + 2]) for i in range(0, len(each), 2)]
    if held:
        to_hold = N_("Dates that I hold ({count})")
        rows.insert(0, (button(to_hold, action("cns.mine"), count=len(held)),))
    back = button(N_("‹ Dialogues"), action("dlg"))
    rows.append((*shown.turning(lambda number: action("cns", number)), back, home()))
    return Reply(text, tuple(rows), protected=True)


def show_of(turn: Turn, person_id: int, page: int = 1) -> Answer:
    """Show somebody's dates, as far as the reader arranged them or they are their own."""
    found = counselling_of(turn.session, turn.actor, person_id, turn.today)
    shown = page_of(found, page, LISTED)
    text = lines(
        say(N_("<b>Counselling</b>")),
        *(_line(n, one) for n, one in enumerate(shown.items, start=shown.first_index + 1)),
        None if found else say(N_("No date yet.")),
    )
    add = button(N_("Arrange a date"), action("cns.new", person_id))
    turning = shown.turning(lambda number: action("cns.of", person_id, number))
    leaving = (*turning, button(N_("‹ Counselling"), action("cns")), home())
    return Reply(text, ((add,), leaving), protected=True)


def show_mine(turn: Turn, page: int = 1) -> Answer:
    """Show the dates that the reader holds."""
    found = counselling_to_hold(turn.session, turn.actor, turn.today)
    shown = page_of(found, page, LISTED)
    numbered = list(enumerate(shown.items, start=shown.first_index + 1))
    text = lines(
        say(N_("<b>Counselling that you hold</b>")),
        *(_line(n, one, of_person=True) for n, one in numbered),
        None if found else say(N_("No date yet.")),
    )
    opening = tuple(button(N_("Open {n}"), action("cns.open", one.id), n=n) for n, one in numbered)
    turning = shown.turning(lambda number: action("cns.mine", number))
    leaving = (*turning, button(N_("‹ Counselling"), action("cns")), home())
    return Reply(text, tuple(row for row in (opening, leaving) if row), protected=True)


def show(turn: Turn, counselling_id: int) -> Answer:
    """Show one date to those it concerns."""
    return _screen(turn, counselling_id)


def _screen(turn: Turn, counselling_id: int, said: Message | None = None) -> Reply:
    one = counselling_card(turn.session, turn.actor, counselling_id, turn.today)
    text = lines(
        said,
        say(
            N_("<b>Counselling</b>\n{person}, with {officer}\n{day}"),
            person=short(one.person, 80),
            officer=short(one.officer, 80),
            day=on_day(one.held_on),
        ),
        _state(one),
    )
    deeds: tuple[Button, ...] = ()
    if one.mine and one.done_at is None:
        deeds = (button(N_("It took place"), action("cns.done", one.id)),)
    leaving = (button(N_("‹ Counselling"), action("cns")), home())
    return Reply(text, tuple(row for row in (deeds, leaving) if row), protected=True)


def begin(turn: Turn, person_id: int) -> Answer:
    """Ask for the officer and the date."""
    counselling_of(turn.session, turn.actor, person_id, turn.today)
    return Start("counsel", {"person": person_id})


def ask_done(turn: Turn, counselling_id: int) -> Answer:
    """Ask for the next date, if there is one."""
    one = counselling_card(turn.session, turn.actor, counselling_id, turn.today)
    if not one.mine:
        raise Unknown
    if one.held_on > turn.today:
        raise Refused(N_("That day is still to come."))
    return Start("counselled", {"counselling": counselling_id})


def _line(number: int, one: CounsellingDate, *, of_person: bool = False) -> Message:
    return say(
        N_("{n}. {day}, {name}. {state}"),
        n=number,
        day=one.held_on,
        name=short(one.person if of_person else one.officer, 60),
        state=_state(one),
    )


def _state(one: CounsellingDate) -> Message:
    if one.done_at is None:
        return say(N_("Arranged."))
    if one.next_on is None:
        return say(N_("Done."))
    return say(N_("Done; next date: {day}."), day=one.next_on)


def _days(turn: Turn, counts: Sequence[int]) -> list[Option]:
    days = [next_working_day(turn.today + timedelta(days=count), DEFAULT.works) for count in counts]
    return [(day.isoformat(), on_day(day)) for day in dict.fromkeys(days)]


def _check(turn: Turn, _answers: Answers, value: Any) -> None:
    if value is not None:
        check_date(date.fromisoformat(value), turn.today)


def _officers(turn: Turn, answers: Answers) -> Sequence[Option]:
    found = find_colleagues(turn.session, turn.actor, answers["query"], turn.today)
    return [
        (str(one.id), say("{name} · {unit}", name=short(one.name, 30), unit=short(one.unit, 25)))
        for one in found
        if one.id != answers["person"]
    ]


def _check_query(turn: Turn, answers: Answers, value: Any) -> None:
    if not _officers(turn, {**answers, "query": value}):
        raise Refused(N_("I find nobody of that name. Please write at least three letters of it."))


def _save(turn: Turn, answers: Answers) -> Answer:
    row = arrange_counselling(
        turn.session,
        turn.actor,
        answers["person"],
        int(answers["officer"]),
        date.fromisoformat(answers["day"]),
        now=turn.now,
        today=turn.today,
    )
    return _screen(turn, row.id or 0, say(N_("Arranged. Those it concerns are told.")))


def _save_done(turn: Turn, answers: Answers) -> Answer:
    following = answers.get("next")
    row = finish_counselling(
        turn.session,
        turn.actor,
        answers["counselling"],
        date.fromisoformat(following) if following else None,
        now=turn.now,
        today=turn.today,
    )
    return _screen(turn, row.id or 0, say(N_("Noted.")))


def _told(values: Mapping[str, Any]) -> Reply:
    row = (button(N_("Open"), action("cns.open", values["counselling_id"])),)
    return Reply(say(N_("A date has been arranged with you.")), (row,))


ARRANGE = Form(
    name="counsel",
    title=N_("Counselling"),
    readers=N_("The officer and the person see the date; a superior only what they arranged."),
    about_others=True,
    fields=(
        Text(
            name="query",
            label=N_("Name"),
            question=N_("Who holds it? Please write the officer's name, or a part of it."),
            longest=60,
            check=_check_query,
        ),
        Choice(
            name="officer",
            label=N_("Officer"),
            question=N_("Which officer?"),
            choices=_officers,
        ),
        Day(
            name="day",
            label=N_("Day"),
            question=N_("On which day? Choose, or write it like 25/2."),
            also=lambda turn, _answers: _days(turn, _SOON),
            ahead=True,
            check=_check,
        ),
    ),
    save=_save,
    back=lambda answers: action("cns.of", answers["person"]),
)
DONE = Form(
    name="counselled",
    title=N_("Counselling"),
    about_others=True,
    fields=(
        Day(
            name="next",
            label=N_("Next date"),
            question=N_("Is there a next date? Choose, write it like 25/2, or skip it."),
            also=lambda turn, _answers: _days(turn, _NEXT),
            optional=True,
            ahead=True,
            check=_check,
        ),
    ),
    save=_save_done,
    review=False,
    back=lambda answers: action("cns.open", answers["counselling"]),
)
CONVERSATION = Conversation(
    name="counselling",
    actions={
        "cns": choose,
        "cns.of": show_of,
        "cns.mine": show_mine,
        "cns.open": show,
        "cns.new": begin,
        "cns.done": ask_done,
    },
    forms=(ARRANGE, DONE),
    notices={Notice.COUNSELLING_ARRANGED: _told},
)
