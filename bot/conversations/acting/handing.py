"""Handing over: one list of what is to be closed, one note a person, and what a successor finds."""

from __future__ import annotations

from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, NN_, LocalTime, Message, Month, lines, say, words
from kinerja.reports.handover import (
    PostToHandOver,
    inheritance,
    leaves_on,
    notes_left,
    post_to_hand_over,
    to_hand_over,
)
from kinerja.services.handing_over import LONGEST_NOTE, write_note

LISTED = 8
IN_A_ROW = 4
DONE, OPEN = "✓", "○"


def show(turn: Turn, number: int = 1) -> Answer:
    """Show what is left to close, person after person."""
    posts = to_hand_over(turn.session, turn.actor, turn.today)
    back = button(N_("‹ Who acts"), action("act"))
    if not posts:
        return Reply(say(N_("There is nobody whom you hand over.")), ((back, home()),))
    shown = page_of(posts, number, LISTED)
    leaving = leaves_on(turn.session, turn.actor, turn.today)
    noted = sum(bool(one.note) for one in posts)
    text = lines(
        say(N_("<b>Handover</b>")),
        say(N_("Your successor rates from {day} on."), day=leaving) if leaving else None,
        _left(posts),
        say(N_("Handover notes: {done} of {all} people"), done=noted, all=len(posts)),
        *(
            say(
                "{number}. {mark} {name}",
                number=index,
                mark=DONE if one.note and not one.reports and not one.unrated else OPEN,
                name=short(one.name, 50),
            )
            for index, one in enumerate(shown.items, start=shown.first_index + 1)
        ),
    )
    numbers = [
        button("{number}", action("act.over.one", one.position_id), number=index)
        for index, one in enumerate(shown.items, start=shown.first_index + 1)
    ]
    rows = [tuple(numbers[i : i + IN_A_ROW]) for i in range(0, len(numbers), IN_A_ROW)]
    turning = shown.turning(lambda page: action("act.over", page))
    return Reply(text, (*rows, *((turning,) if turning else ()), (back, home())), protected=True)


def _left(posts: list[PostToHandOver]) -> Message:
    reports = sum(len(one.reports) for one in posts)
    unrated = sum(len(one.unrated) for one in posts)
    if not reports and not unrated:
        return say(N_("All reports are decided, and no evaluation is due. Thank you."))
    return lines(
        say(NN_("{n} report to close", "{n} reports to close"), n=reports) if reports else None,
        say(NN_("{n} evaluation due", "{n} evaluations due"), n=unrated) if unrated else None,
    )


def show_one(turn: Turn, position_id: int) -> Answer:
    """Show what is left to close of one person."""
    one = post_to_hand_over(turn.session, turn.actor, position_id, turn.today)
    text = lines(
        say(N_("<b>Handover: {name}</b>\n{title}"), name=one.name, title=short(one.title, 80)),
        say(NN_("{n} report to close", "{n} reports to close"), n=len(one.reports))
        if one.reports
        else say(N_("All reports are decided.")),
        *(say(N_("Evaluation due: {month}"), month=Month(day)) for day in one.unrated[-3:]),
        say(N_("Your note:\n{text}"), text=one.note) if one.note else say(N_("No note yet.")),
    )
    label = N_("Change the note") if one.note else N_("Write the note")
    first: list[Button] = [button(label, action("act.note", position_id))]
    if one.reports:
        first.append(button(N_("Open the report"), action("rev.open", one.reports[0])))
    rows = (tuple(first), (button(N_("‹ Handover"), action("act.over")), home()))
    return Reply(text, rows, protected=True)


def begin_note(turn: Turn, position_id: int) -> Answer:
    """Ask for the note about one person."""
    one = post_to_hand_over(turn.session, turn.actor, position_id, turn.today)
    return Start("actnote", {"post": position_id, "who": one.name})


def _save_note(turn: Turn, answers: Answers) -> Answer:
    post = answers["post"]
    write_note(turn.session, turn.actor, post, answers["text"], now=turn.now, today=turn.today)
    return show_one(turn, post)


def show_notes(turn: Turn, number: int = 1) -> Answer:
    """Show a successor the people about whom there are notes, one at a time."""
    shown = page_of(notes_left(turn.session, turn.actor, turn.today), number, 1)
    back = button(N_("‹ Who acts"), action("act"))
    if not shown.items:
        text = say(N_("Nobody before you left a note, and nothing of theirs is half done."))
        return Reply(text, ((back, home()),))
    turning = shown.turning(lambda page: action("act.notes", page))
    return _inherited(turn, shown.items[0], *turning, back)


def show_inherited(turn: Turn, position_id: int) -> Answer:
    """Show what raters before left about one person."""
    return _inherited(turn, position_id, button(N_("‹ The person"), action("team.of", position_id)))


def _inherited(turn: Turn, position_id: int, *leaving: Button) -> Reply:
    left = inheritance(turn.session, turn.actor, position_id, turn.today)
    text = lines(
        say(N_("<b>Handover: {name}</b>\n{title}"), name=left.name, title=short(left.title, 80)),
        *(
            lines(
                say(N_("{name}, {time}:"), name=by, time=LocalTime(at, turn.zone)),
                words(short(said, 700)),
            )
            for by, at, said in left.notes[:2]
        ),
        None if left.notes else say(N_("No note was left.")),
        *(
            say(
                N_(
                    "{name} had begun an evaluation for {month} ({time}). It stays theirs; yours "
                    "begins clean."
                ),
                name=one.rater,
                month=Month(one.period),
                time=LocalTime(one.begun_at, turn.zone),
            )
            for one in left.begun[:3]
        ),
    )
    rows = (leaving, (home(),)) if len(leaving) > 2 else ((*leaving, home()),)
    return Reply(text, rows, protected=True)


NOTE = Form(
    name="actnote",
    about_others=True,
    title=lambda _turn, answers: say(N_("Handover note: {name}"), name=answers["who"]),
    readers=lambda _turn, answers: say(
        N_("Read by whoever rates the post after you. {name} finds it in their own data."),
        name=answers["who"],
    ),
    fields=(
        Text(
            name="text",
            label=N_("Note"),
            question=N_(
                "What should your successor know? What was agreed, what is open, what helps. Nothing about "
                "health or discipline."
            ),
            longest=LONGEST_NOTE,
        ),
    ),
    save=_save_note,
    back=lambda answers: action("act.over.one", answers["post"]),
)
ACTIONS: dict[str, Handler] = {
    "act.over": show,
    "act.over.one": show_one,
    "act.note": begin_note,
    "act.notes": show_notes,
    "act.notes.of": show_inherited,
}
