"""The agency's own holidays in the chat: what is known of a year, a day added, a day taken off."""

from __future__ import annotations

from datetime import date

from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Choice, Day, Option, Text
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.models import HolidayKind
from kinerja.reports.cycle import scope_of
from kinerja.reports.holidays import FreeDayView, holiday_card, holidays_known, holidays_listed
from kinerja.services.holidays import FreeDay, remove_holiday, set_holiday

KINDS = {
    HolidayKind.LOCAL: N_("Local holiday"),
    HolidayKind.JOINT_LEAVE: N_("Joint leave"),
    HolidayKind.NATIONAL: N_("National holiday"),
    HolidayKind.WORKING: N_("Working day after all"),
}
LISTED = 4


def show(turn: Turn, year: int = 0, page: int = 1) -> Answer:
    """Show the agency's list of a year, the present one by default, and what is still missing."""
    scope_of(turn.session, turn.actor, turn.today)
    chosen = min(max(year or turn.today.year, turn.today.year - 1), turn.today.year + 2)
    shown = page_of(holidays_listed(turn.session, chosen), page, LISTED)
    listed = [_line(number, day) for number, day in enumerate(shown.items, start=1)]
    text = lines(
        say(N_("<b>Own holidays of {year}</b>"), year=str(chosen)),
        *(listed or [say(N_("None is entered. National holidays are known by themselves."))]),
        *_missing(turn, chosen),
        say(N_("A number takes the day off the list.")) if listed else None,
    )
    numbers = tuple(
        button("{number}", action("cycle.free", day.id), number=number)
        for number, day in enumerate(shown.items, start=1)
    )
    turning = shown.turning(lambda number: action("cycle.holidays", chosen, number))
    other = chosen + 1 if chosen == turn.today.year else turn.today.year
    rows: list[tuple[Button, ...]] = [
        numbers,
        turning,
        (
            button(N_("Add a day"), action("cycle.free.add")),
            button("{year}", action("cycle.holidays", other), year=str(other)),
        ),
        (button(N_("‹ Deadlines"), action("cycle.show")), home()),
    ]
    return Reply(text, tuple(row for row in rows if row))


def _missing(turn: Turn, year: int) -> list[Message]:
    known = holidays_known(turn.session, year)
    said = []
    if not known.joint_leave:
        said.append(say(N_("Joint leave of this year is not decreed yet.")))
    if known.estimated:
        days = ", ".join(f"{day:%d/%m}" for day in known.estimated)
        said.append(say(N_("Only estimated: {days}"), days=days))
    return said


def _line(number: int, day: FreeDayView) -> Message:
    sentence = N_("{number}. {day}: {name} ({kind})")
    if day.unit:
        sentence = N_("{number}. {day}: {name} ({kind}, {unit})")
    kind = say(KINDS[day.kind])
    return say(sentence, number=number, day=day.day, name=day.name, kind=kind, unit=day.unit)


def begin_add(turn: Turn) -> Answer:
    """Ask for a day."""
    scope_of(turn.session, turn.actor, turn.today)
    return Start("cycle_free")


def ask_to_remove(turn: Turn, holiday_id: int) -> Answer:
    """Ask whether a day is to be taken off."""
    scope_of(turn.session, turn.actor, turn.today)
    rows = (
        (button(N_("Yes, take it off"), action("cycle.free.off", holiday_id)),),
        (button(N_("‹ Holidays"), action("cycle.holidays")), home()),
    )
    day = holiday_card(turn.session, holiday_id)
    asked = N_("Take {day}, {name}, off the list? Working days are counted anew.")
    return Reply(say(asked, day=day.day, name=day.name), rows)


def remove(turn: Turn, holiday_id: int) -> Answer:
    """Take a day off the list."""
    remove_holiday(turn.session, turn.actor, holiday_id, now=turn.now, today=turn.today)
    return show(turn)


def _kinds(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(kind.value, say(label)) for kind, label in KINDS.items()]


def _save(turn: Turn, answers: Answers) -> Answer:
    scope = scope_of(turn.session, turn.actor, turn.today)
    day = date.fromisoformat(answers["day"])
    free = FreeDay(day, answers["name"], HolidayKind(answers["kind"]), scope.unit_id)
    set_holiday(turn.session, turn.actor, free, now=turn.now, today=turn.today)
    return show(turn, day.year)


ADD_FORM = Form(
    name="cycle_free",
    title=N_("Holiday"),
    fields=(
        Day(
            name="day",
            label=N_("Day"),
            question=N_("Which day is it? Write it as day/month, for example 8/4."),
            ahead=True,
        ),
        Text(
            name="name",
            label=N_("Name"),
            question=N_("What is it called? For example: Anniversary of the city."),
            longest=120,
        ),
        Choice(name="kind", label=N_("Kind"), question=N_("What is it?"), choices=_kinds),
    ),
    save=_save,
    send_label=N_("Save"),
    back=lambda _answers: action("cycle.holidays"),
)

ACTIONS: dict[str, Handler] = {
    "cycle.holidays": show,
    "cycle.free": ask_to_remove,
    "cycle.free.add": begin_add,
    "cycle.free.off": remove,
}
