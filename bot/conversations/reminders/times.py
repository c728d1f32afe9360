"""One's own times: at which hour reminders come, when nothing rings, and in which zone."""

from __future__ import annotations

from datetime import time

from bot.talk.fields import Answers, Text
from bot.talk.form import Form
from bot.talk.turn import TICK, Answer, Button, Reply, Rows, Start, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.own_times import OwnTimes, own_times
from kinerja.rules.periods import in_quiet_hours
from kinerja.rules.reminder_hours import read_hour
from kinerja.services.working_times import OWN_ZONES, set_own_times

HOURS = ("06:00", "07:00", "08:00", "09:00", "12:00", "15:00")
QUIET = ("18:00 07:00", "20:00 07:00", "21:00 06:00", "22:00 05:00")
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
AS_UNIT = "unit"


def show(turn: Turn, said: Message | None = None) -> Reply:
    """Show one's times and what can be changed."""
    own = own_times(turn.session, turn.actor, turn.today)
    hour = say(N_("Reminders come at {hour} {zone}."), hour=own.hour, zone=_zone(own))
    quiet = say(
        N_("Nothing rings from {begins} to {ends}."), begins=own.quiet_from, ends=own.quiet_until
    )
    waits = None
    if in_quiet_hours(own.hour, own.quiet_from, own.quiet_until):
        waits = say(N_("That hour is quiet, so they wait until {ends}."), ends=own.quiet_until)
    follows = say(N_("What you do not set follows your unit.")) if own.is_plain else None
    text = lines(said, say(N_("<b>My times</b>")), hour, waits, quiet, follows)
    first = (
        button(N_("Hour"), action("rem.hour")),
        button(N_("Quiet hours"), action("rem.quiet")),
        button(N_("Zone"), action("rem.zone")),
    )
    reset = () if own.is_plain else (button(N_("As my unit has it"), action("rem.reset")),)
    last = (button(N_("‹ Reminders"), action("rem")), home())
    return Reply(text, tuple(row for row in (first, reset, last) if row))


def show_times(turn: Turn) -> Answer:
    """Show one's times."""
    return show(turn)


def hours(turn: Turn) -> Answer:
    """Offer hours."""
    now = own_times(turn.session, turn.actor, turn.today).hour
    each = [
        _choice("{hour}", action("rem.hour.set", one), chosen=_read(one) == now, hour=_read(one))
        for one in HOURS
    ]
    other = (button(N_("Another hour"), action("rem.hour.ask")),)
    rows: Rows = (tuple(each[:3]), tuple(each[3:]), other, _leaving())
    return Reply(say(N_("At which hour shall reminders come?")), rows)


def set_hour(turn: Turn, hour: str) -> Answer:
    """Take an hour."""
    return _set(turn, hour=_read(hour))


def quiet(turn: Turn) -> Answer:
    """Offer quiet hours."""
    own = own_times(turn.session, turn.actor, turn.today)
    each = []
    for one in QUIET:
        begins, ends = map(_read, one.split())
        data = action("rem.quiet.set", one.replace(" ", "-"))
        chosen = (begins, ends) == (own.quiet_from, own.quiet_until)
        each.append(_choice("{begins}–{ends}", data, chosen=chosen, begins=begins, ends=ends))
    other = (button(N_("Other hours"), action("rem.quiet.ask")),)
    rows: Rows = (tuple(each[:2]), tuple(each[2:]), other, _leaving())
    text = N_("Between which hours shall nothing ring? Reminders then wait for the morning.")
    return Reply(say(text), rows)


def set_quiet(turn: Turn, span: str) -> Answer:
    """Take quiet hours."""
    begins, _dash, ends = span.partition("-")
    return _set(turn, quiet=(_read(begins), _read(ends)))


def zones(turn: Turn) -> Answer:
    """Offer zones."""
    own = own_times(turn.session, turn.actor, turn.today)
    each = tuple(
        _choice("{zone}", action("rem.zone.set", code), chosen=zone == own.zone, zone=code)
        for zone, code in ZONES.items()
    )
    text = N_(
        "In which zone do you work? It says when a day begins and at which hour messages come."
    )
    return Reply(say(text), (each, _leaving()))


def set_zone(turn: Turn, code: str) -> Answer:
    """Take a zone."""
    zone = next((zone for zone, known in ZONES.items() if known == code), None)
    if zone not in OWN_ZONES:
        raise Refused(N_("Please choose one of the buttons."))
    return _set(turn, zone=zone)


def reset(turn: Turn) -> Answer:
    """Follow the unit again."""
    set_own_times(turn.session, turn.actor, hour=None, quiet=None, zone=None, now=turn.now)
    turn.session.flush()
    return show(turn, say(N_("Done; your times follow your unit.")))


def _set(
    turn: Turn,
    *,
    hour: time | None = None,
    quiet: tuple[time, time] | None = None,
    zone: str | None = None,
) -> Reply:
    """Change one of the three and leave the others."""
    own = own_times(turn.session, turn.actor, turn.today)
    set_own_times(
        turn.session,
        turn.actor,
        hour=hour or own.own_hour,
        quiet=quiet or own.own_quiet,
        zone=zone or own.own_zone,
        now=turn.now,
    )
    turn.session.flush()
    return show(turn, say(N_("Saved.")))


def _read(text: str) -> time:
    return read_hour(text)


def _zone(own: OwnTimes) -> str:
    return ZONES.get(own.zone, "WIB")


def _choice(label: str, data: str, *, chosen: bool, **values: object) -> Button:
    return button(TICK + label if chosen else label, data, **values)


def _leaving() -> tuple[Button, ...]:
    return button(N_("‹ My times"), action("rem.times")), home()


def ask_hour(_turn: Turn) -> Answer:
    """Ask for an hour in words."""
    return Start("reminder_hour")


def ask_quiet(_turn: Turn) -> Answer:
    """Ask for quiet hours in words."""
    return Start("reminder_quiet")


def _check(_turn: Turn, _answers: Answers, value: str) -> None:
    read_hour(value)


def _save_hour(turn: Turn, answers: Answers) -> Answer:
    return _set(turn, hour=read_hour(answers["hour"]))


def _save_quiet(turn: Turn, answers: Answers) -> Answer:
    return _set(turn, quiet=(read_hour(answers["begins"]), read_hour(answers["ends"])))


def _back(_answers: Answers) -> str:
    return action("rem.times")


FORMS = (
    Form(
        name="reminder_hour",
        title=N_("My times"),
        fields=(
            Text(
                name="hour",
                label=N_("Hour"),
                question=N_("At which hour shall reminders come? Write it like 08.30."),
                check=_check,
            ),
        ),
        save=_save_hour,
        review=False,
        back=_back,
    ),
    Form(
        name="reminder_quiet",
        title=N_("My times"),
        fields=(
            Text(
                name="begins",
                label=N_("Quiet from"),
                question=N_("From which hour shall nothing ring? Write it like 21.30."),
                check=_check,
            ),
            Text(
                name="ends",
                label=N_("Quiet until"),
                question=N_("Until which hour? Write it like 06.00."),
                check=_check,
            ),
        ),
        save=_save_quiet,
        review=False,
        back=_back,
    ),
)
