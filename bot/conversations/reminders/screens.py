"""What comes next: the list, and one reminder with its switch."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from bot.talk.pages import page_of
from bot.talk.reminder_words import NAMES, why
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, LocalTime, Message, Month, lines, say
from kinerja.models import PeriodKind
from kinerja.reports.coming_reminders import Coming, OwnReminders, own_reminders
from kinerja.rules.reminders import ReminderName

LISTED = 4
"""Reminders on a page: two lines each stay under one screen."""


def found(turn: Turn) -> OwnReminders:
    """Return what comes for the person."""
    closes_day, plan = turn.options.window_closes_day, turn.options.reminders
    return own_reminders(turn.session, turn.actor, turn.now, turn.today, closes_day, plan)


def show(turn: Turn, page: int = 1) -> Answer:
    """Show what the person is reminded of next."""
    return coming_screen(found(turn), page)


def show_one(turn: Turn, name: str) -> Answer:
    """Show one reminder, and what can be done about it."""
    return one_screen(turn, name)


def coming_screen(own: OwnReminders, page: int = 1, said: Message | None = None) -> Reply:
    """Return what comes, the soonest first; what was switched off stays in sight."""
    coming = [one for one in own.coming if one.at is not None or one.is_off]
    times = button(N_("My times"), action("rem.times"))
    if not coming:
        text = say(
            N_(
                "<b>Reminders</b>\nNothing is planned for you now. Deadlines of your post appear here "
                "as soon as they are known."
            )
        )
        return Reply(lines(said, text), ((times, home()),))
    shown = page_of(coming, page, LISTED)
    numbered = list(enumerate(shown.items, start=shown.first_index + 1))
    text = lines(
        said,
        say(N_("<b>Reminders</b>\nWhat comes next for you:")),
        *(_listed(number, one) for number, one in numbered),
    )
    numbers = tuple(
        button("{n}", action("rem.of", one.name.value), n=number) for number, one in numbered
    )
    turning = shown.turning(lambda number: action("rem", number))
    rows: tuple[tuple[Button, ...], ...] = (numbers, turning, (times, home()))
    return Reply(text, tuple(row for row in rows if row))


def one_screen(turn: Turn, name: str, said: Message | None = None) -> Reply:
    """Return one reminder with the button that switches it; of one that does not come the list."""
    own = found(turn)
    one = next((one for one in own.coming if one.name.value == name), None)
    if one is None:
        return coming_screen(own, said=said)
    text = lines(said, _title(one), *_when(one), say(N_("It comes {until}."), until=_until(one)))
    if not one.can_switch:
        law = say(N_("The deadline is set by law, so the reminder cannot be switched off."))
        return Reply(lines(text, law), (_leaving(),))
    label, data = (
        (N_("Switch on"), action("rem.on", name))
        if one.is_off
        else (N_("Switch off"), action("rem.off", name))
    )
    return Reply(text, ((button(label, data),), _leaving()))


def _leaving() -> tuple[Button, ...]:
    return button(N_("‹ Reminders"), action("rem")), home()


def _listed(number: int, one: Coming) -> Message:
    title = say("{number}. {title}", number=number, title=_title(one))
    if one.is_off:
        return lines(title, say(N_("   switched off by you")))
    return lines(title, say("   {at}", at=_at(one)))


def _title(one: Coming) -> Message:
    name = say(NAMES[one.name])
    if one.kind is None or one.starts_on is None:
        return say("<b>{name}</b>", name=name)
    return say("<b>{name}</b>, {period}", name=name, period=_period(one))


def _period(one: Coming) -> Message:
    first = one.starts_on
    if first is None or one.kind is PeriodKind.YEAR:
        return say("{year}", year=str(first.year) if first else "")
    if one.kind is PeriodKind.QUARTER:
        number = (first.month + 2) // 3
        return say(N_("quarter {number} of {year}"), number=number, year=str(first.year))
    return say("{month}", month=Month(first))


def _at(one: Coming) -> LocalTime | None:
    if one.at is None:
        return None
    zone = one.at.tzinfo
    return LocalTime(one.at, zone.key if isinstance(zone, ZoneInfo) else "")


def _when(one: Coming) -> tuple[Message, ...]:
    if one.is_off:
        return (say(N_("You have switched this reminder off.")),)
    if one.at is None:
        return (say(N_("Nothing is planned now: what is due is done, or its day is not known.")),)
    which = say(
        N_("Next: {at} (reminder {number} of {of})"), at=_at(one), number=one.number, of=one.of
    )
    digests = (ReminderName.EXCEPTIONS, ReminderName.DAILY_LOG)
    if one.due is None or one.name in digests:
        return (say(N_("Next: {at}"), at=_at(one)),)
    return which, say(N_("Due on {due}"), due=one.due)


def _until(one: Coming) -> Message:
    return say(why(one.name, one.whom))
