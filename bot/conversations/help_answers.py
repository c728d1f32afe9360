"""Help (/bantuan): by role, and by where somebody is in a flow."""

from __future__ import annotations

from bot.talk.audiences import commands_for, lines_for
from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.guidance import Present
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.standing import Standing, standing

OFFERED = 4
"""Buttons that do what the help describes."""
LISTED = 10

FOR_EMPLOYEES = N_(
    "<b>Your own work</b>\n"
    "• /catat notes work when it happens, /lapor makes the month's report of it.\n"
    "• /skp writes your plan, and shows how far each target is.\n"
    "• What your superior answers comes here by itself; /umpanbalik keeps it.\n"
    "• /pengingat shows what you are reminded of next; /cuti says that you are away."
)
FOR_RATERS = N_(
    "<b>The people you rate or lead</b>\n"
    "• /tinjau shows what waits for you and goes on where you stopped.\n"
    "• A report is accepted, or returned with a reason; then comes feedback in three short parts.\n"
    "• /pengamatan keeps what you saw, for at most 14 days."
)
FOR_ADMINISTRATORS = N_(
    "<b>The unit you administer</b>\n"
    "• /admin shows what is still missing, and what to do next.\n"
    "• Invitations, lost phones and the kinds of evidence are there, too."
)
ALWAYS = N_(
    "Half-done answers are kept: you can go on tomorrow. /batal leaves a question, /menu leads home. "
    "In the middle of a question /bantuan says what a good answer looks like."
)
NOT_LINKED = N_(
    "This assistant serves the staff of one agency. You get in with a personal invitation: open the "
    "link that your unit's administrator gave you."
)
HOW_TO_LEAVE = N_(
    "“Back” leads to the question before, “Cancel” or /batal leaves. Your answers so far are kept."
)
HOW_TO_LEAVE_UNKEPT = N_("/batal leaves; nothing is stored then.")


def show(turn: Turn) -> Answer:
    """Help with the question somebody is at, else with what they can do here."""
    present = turn.underway.present()
    if present is not None:
        return _with_question(turn, present)
    return show_all(turn)


def show_all(turn: Turn) -> Answer:
    """Say by role what can be done here, with buttons that do it."""
    if turn.person_id is None:
        return Reply(say(NOT_LINKED))
    here = standing(turn.session, turn.actor, turn.today)
    text = lines(
        say(FOR_EMPLOYEES) if here.is_employee else None,
        say(FOR_RATERS) if here.is_rater else None,
        say(FOR_ADMINISTRATORS) if here.is_admin else None,
        say(ALWAYS),
    )
    more = (
        button(N_("Short tour"), action("tour")),
        button(N_("All commands"), action("help.commands")),
    )
    return Reply(text, (*_deeds(turn, here), more, (home(),)))


def show_commands(turn: Turn, page: int = 1) -> Answer:
    """List the commands that are for this person, each with what it is good for."""
    found = commands_for(turn.book, standing(turn.session, turn.actor, turn.today))
    shown = page_of(found, page, LISTED)
    listed = [_line(command) for command in shown.items]
    turning = shown.turning(lambda number: action("help.commands", number))
    text = lines(say(N_("<b>All commands</b>")), *listed)
    leaving = (button(N_("‹ Help"), action("help.all")), home())
    return Reply(text, (*((turning,) if turning else ()), leaving))


def _line(command: Command) -> Message:
    return say("/{name} – {what}", name=command.names[0], what=say(command.description))


def _deeds(turn: Turn, here: Standing) -> tuple[tuple[Button, ...], ...]:
    found = [line for line in lines_for(turn.book, here) if line.audience is not Audience.ANYONE]
    buttons = [button(line.label, action(line.action)) for line in found[:OFFERED]]
    return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))


def _with_question(turn: Turn, present: Present) -> Reply:
    text = lines(
        say(N_("<b>Help: {title}</b>"), title=present.title),
        say(N_("Question: {question}"), question=present.question) if present.question else None,
        present.guidance,
        say(HOW_TO_LEAVE if present.is_kept else HOW_TO_LEAVE_UNKEPT),
        say(N_("You can also write your answer right now.")) if present.takes_words else None,
    )
    on = button(N_("Continue"), present.go_on)
    if turn.person_id is None:
        return Reply(text, ((on,),))
    return Reply(text, ((on,), (button(N_("Other help"), action("help.all")), home())))


CONVERSATION = Conversation(
    name="help",
    commands=(
        Command(
            ("bantuan", "help"),
            N_("Help, and all commands"),
            show,
            Audience.ANYONE,
            shows_only=True,
            public=True,
        ),
    ),
    actions={"help": show, "help.all": show_all, "help.commands": show_commands},
    menu=(MenuLine(N_("Help"), "help", Audience.ANYONE),),
)
