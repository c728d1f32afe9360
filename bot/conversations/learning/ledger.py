"""The ledger: how far the hours are, what was learnt this year, and one entry with its certificates."""

from __future__ import annotations

from collections.abc import Sequence

from bot.talk.figures import short
from bot.talk.learning import KINDS, STATES, hours_text
from bot.talk.pages import Page, page_of
from bot.talk.turn import Answer, Button, Reply, Rows, Turn, action, button, home
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.models import (
    LearningState,
)
from kinerja.models.development import UseMoment
from kinerja.reports.learning import (
    LearningEntry,
    learning_entry,
    ledger_of,
)
from kinerja.reports.learning_uses import Use, count_to_confirm, uses_of
from kinerja.reports.standing import standing
from kinerja.services.learning import delete_learning, send_learning_again

LISTED = 3


def show(turn: Turn, page: int = 1) -> Answer:
    """Show the actor's hours and what they have learnt."""
    return ledger_screen(turn, page)


def ledger_screen(turn: Turn, page: int = 1, said: Message | None = None) -> Reply:
    """Return the ledger of the actor, after what was just done."""
    me = turn.actor.person_id or 0
    ledger = ledger_of(turn.session, turn.actor, me, turn.today, turn.options.regulation)
    shown = page_of(ledger.entries, page, LISTED)
    numbers = range(shown.first_index + 1, shown.first_index + 1 + len(shown.items))
    listed = [line_of(one, n) for n, one in zip(numbers, shown.items, strict=True)]
    text = lines(
        said,
        say(N_("<b>Learning {year}</b>"), year=str(turn.today.year)),
        hours_text(ledger.hours),
        *(listed or [say(N_("Nothing is entered yet. Training, seminars and coaching count."))]),
    )
    return Reply(text, _rows(turn, shown))


def _rows(turn: Turn, shown: Page[LearningEntry]) -> Rows:
    first = shown.first_index + 1
    opening = [
        button("{number}", action("learn.see", one.id), number=number)
        for number, one in enumerate(shown.items, start=first)
    ]
    if shown.pages > 1:
        opening.append(button(N_("More"), action("learn", shown.number % shown.pages + 1)))
    last = [home()]
    waiting = count_to_confirm(turn.session, turn.actor, turn.today)
    if waiting:
        last.insert(0, button(N_("To confirm: {count}"), action("learn.inbox"), count=waiting))
    here = standing(turn.session, turn.actor, turn.today)
    if here.is_rater or here.roles:
        last.insert(0, button(N_("Team"), action("learn.team")))
    rows = (
        (button(N_("Enter what I have learnt"), action("learn.add")),),
        tuple(opening),
        (
            button(N_("Development plan"), action("learn.plan")),
            button(N_("Catalogue"), action("learn.fields")),
        ),
        tuple(last),
    )
    return tuple(row for row in rows if row)


def line_of(one: LearningEntry, number: int) -> Message:
    """Return an entry as a line of the list."""
    return say(
        N_("{number}. {title}: {hours} hours, {day}, {state}"),
        number=number,
        title=short(one.title, 60),
        hours=one.hours,
        day=one.ends_on,
        state=say(STATES[one.state]),
    )


def see(turn: Turn, learning_id: int) -> Answer:
    """Show one entry, to its owner or to the rater."""
    return entry_screen(turn, learning_id)


def entry_screen(turn: Turn, learning_id: int, said: Message | None = None) -> Reply:
    """Return one entry with what its reader can do."""
    one = learning_entry(turn.session, turn.actor, learning_id, turn.today)
    mine = one.person_id == turn.actor.person_id
    uses = uses_of(turn.session, turn.actor, learning_id, turn.today)
    text = lines(said, None if mine else _heading(one), details(one), *map(_use, uses))
    rows = _own_rows(one, _to_answer(uses, turn)) if mine else _rater_rows(one, uses)
    return Reply(text, rows, protected=not mine)


_ANSWERS = {
    UseMoment.NOW: N_("To be applied: {text}"),
    UseMoment.LATER: N_("Applied after sixty days: {text}"),
}
_ASKED = {
    UseMoment.NOW: N_("What will be applied?"),
    UseMoment.LATER: N_("What has been applied?"),
}


def _use(use: Use) -> Message | None:
    if use.answered_at is None:
        return None
    said = say(_ANSWERS[use.moment], text=short(use.text, 300))
    return say(N_("{said} (confirmed)"), said=said) if use.confirmed else said


def _to_answer(uses: Sequence[Use], turn: Turn) -> tuple[Button, ...]:
    """Return the button of the latest question that is open."""
    for use in reversed(uses):
        if use.is_open(turn.today):
            return (button(_ASKED[use.moment], action("learn.use", use.id)),)
    return ()


def details(one: LearningEntry) -> Message:
    """Say what an entry holds."""
    return lines(
        say("<b>{title}</b>", title=short(one.title, 200)),
        say("{kind}, {provider}", kind=say(KINDS[one.kind]), provider=short(one.provider, 200)),
        say("{first} – {last}", first=one.starts_on, last=one.ends_on)
        if one.starts_on != one.ends_on
        else say("{day}", day=one.ends_on),
        say(N_("Lesson hours: {hours}"), hours=one.hours),
        None if one.by_employer else say(N_("Not given or paid by the agency")),
        say(NN_("Certificate: {n} file", "Certificates: {n} files"), n=one.certificates)
        if one.certificates
        else say(N_("Certificate: none yet")),
        _state(one),
    )


def _state(one: LearningEntry) -> Message:
    if one.state is LearningState.CONFIRMED:
        return say(N_("Confirmed by {name}"), name=one.decided_by)
    if one.state is LearningState.RETURNED:
        return say(N_("To be completed: {reason}"), reason=short(one.reason, 500))
    return say(N_("Waits to be confirmed"))


def _heading(one: LearningEntry) -> Message:
    return say(N_("<b>{name}</b> has entered learning:"), name=one.person_name)


def _own_rows(one: LearningEntry, ask: tuple[Button, ...]) -> Rows:
    back = (button(N_("‹ Learning"), action("learn")), home())
    if one.state is LearningState.CONFIRMED:
        see = _certificates(one) if one.certificates else ()
        return tuple(row for row in (ask, see, back) if row)
    add = button(N_("Add a certificate"), action("learn.proof", one.id))
    change = button(N_("Change"), action("learn.edit", one.id))
    delete = button(N_("Delete"), action("learn.drop", one.id))
    again = ask
    if one.state is LearningState.RETURNED:
        again = (button(N_("Send again as it is"), action("learn.again", one.id)),)
    certificates = _certificates(one) if one.certificates else ()
    rows = (again, (add, *certificates), (change, delete), back)
    return tuple(row for row in rows if row)


def _rater_rows(one: LearningEntry, uses: Sequence[Use]) -> Rows:
    back = (button(N_("‹ To confirm"), action("learn.inbox")), home())
    certificates = _certificates(one) if one.certificates else ()
    deciding: tuple[Button, ...] = ()
    if one.state is LearningState.WAITING:
        deciding = (
            button(N_("Confirm"), action("learn.yes", one.id)),
            button(N_("Return"), action("learn.no", one.id)),
        )
    said = [use for use in uses if use.answered_at is not None and not use.confirmed]
    if one.state is LearningState.CONFIRMED and said:
        deciding = (button(N_("Confirm what was applied"), action("learn.use.yes", said[-1].id)),)
    return tuple(row for row in (deciding, certificates, back) if row)


def _certificates(one: LearningEntry) -> tuple[Button, ...]:
    label = N_("See certificates ({count})")
    return (button(label, action("learn.files", one.id, 1), count=one.certificates),)


def ask_drop(turn: Turn, learning_id: int) -> Answer:
    """Ask once before an entry is deleted."""
    one = learning_entry(turn.session, turn.actor, learning_id, turn.today)
    rows = (
        (
            button(N_("Yes, delete"), action("learn.drop.yes", one.id)),
            button(N_("‹ Back"), action("learn.see", one.id)),
        ),
        (home(),),
    )
    return Reply(say(N_("Delete “{title}”?"), title=short(one.title, 100)), rows)


def drop(turn: Turn, learning_id: int) -> Answer:
    """Delete an entry."""
    delete_learning(turn.session, turn.actor, learning_id, now=turn.now, today=turn.today)
    return ledger_screen(turn, said=say(N_("The entry is deleted.")))


def send_again(turn: Turn, learning_id: int) -> Answer:
    """Hand over an entry that was returned."""
    send_learning_again(turn.session, turn.actor, learning_id, now=turn.now, today=turn.today)
    return entry_screen(turn, learning_id, say(N_("Sent to be confirmed.")))
