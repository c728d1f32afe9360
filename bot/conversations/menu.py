"""The way home: menu, help, language, cancel."""

from __future__ import annotations

from bot.talk import strangers
from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, Message, lines, say, words
from kinerja.reports.standing import Standing, standing
from kinerja.services.preferences import change_language

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
LINES_ON_A_PAGE = 6


def show_menu(turn: Turn, page: int = 1) -> Answer:
    """Show what the person can do here, unfinished answers first."""
    entries = [_entry(turn, line) for line in _lines(turn)]
    shown = entries[(page - 1) * LINES_ON_A_PAGE : page * LINES_ON_A_PAGE] or entries
    rows: list[tuple[Button, ...]] = [shown[i : i + 2] for i in range(0, len(shown), 2)]  # type: ignore[misc]
    if len(entries) > page * LINES_ON_A_PAGE:
        rows.append((button(N_("More"), action("menu", page + 1)),))
    elif page > 1:
        rows.append((button(N_("Back"), action("menu")),))
    unfinished = turn.underway.unfinished()[:1]
    text = say(N_("<b>Menu</b>\n{name}, what would you like to do?"), name=turn.name)
    return Reply(text, (unfinished, *map(tuple, rows)) if unfinished else tuple(map(tuple, rows)))


def show_help(turn: Turn) -> Answer:
    """List the commands that are for this person, each with what it is good for."""
    if turn.person_id is None:
        return Reply(say(NOT_LINKED_HELP))
    here = standing(turn.session, turn.actor, turn.today)
    seen: list[Command] = []
    for command in turn.book.commands.values():
        if command not in seen and is_for(command.audience, here):
            seen.append(command)
    listed = [
        say("/{name} – {what}", name=command.names[0], what=say(command.description))
        for command in seen
    ]
    text = lines(say(N_("<b>What I can do for you</b>")), *listed, say(HELP_HINT))
    return Reply(text, ((home(),),))


def choose_language(turn: Turn) -> Answer:
    """Offer the languages."""
    row = tuple(Button(words(name), action("language", code)) for code, name in LANGUAGES.items())
    return Reply(say(N_("Which language shall I speak with you?")), (row, (home(),)))


def set_language(turn: Turn, code: str) -> Answer:
    """Speak the chosen language from now on."""
    if code not in LANGUAGES:
        raise Refused(N_("Please choose one of the buttons."))
    change_language(turn.session, turn.actor, code)
    turn.language = code
    return Reply(say(N_("I will speak English with you from now on.")), ((home(),),))


def cancel(turn: Turn) -> Answer:
    """Leave whatever is under way."""
    left = turn.underway.cancel()
    if left is None and turn.person_id is None:
        return strangers.greeting()
    return left or Reply(say(N_("There is nothing to cancel.")), ((home(),),))


def is_for(audience: Audience, here: Standing) -> bool:
    """Say whether somebody of this standing belongs to an audience."""
    return {
        Audience.ANYONE: True,
        Audience.EMPLOYEE: here.is_employee,
        Audience.RATER: here.is_rater,
        Audience.ADMIN: here.is_admin,
    }[audience]


def _lines(turn: Turn) -> list[MenuLine]:
    here = standing(turn.session, turn.actor, turn.today)
    return [
        line
        for conversation in turn.book.conversations
        for line in conversation.menu
        if is_for(line.audience, here)
    ]


def _entry(turn: Turn, line: MenuLine) -> Button:
    waiting = line.badge(turn) if line.badge is not None else 0
    label: Message = say(line.label)
    if waiting:
        label = say("{label} ({waiting})", label=label, waiting=waiting)
    return Button(label, action(line.action))


HELP_HINT = N_(
    "Every screen has a way back and a way to the menu. Half-done answers are kept: "
    "you can go on tomorrow, or on another phone. /batal leaves a question."
)
NOT_LINKED_HELP = N_(
    "This assistant serves the staff of one agency. You get in with a personal invitation: open the "
    "link that your unit's administrator gave you."
)

CONVERSATION = Conversation(
    name="menu",
    commands=(
        Command(("menu",), N_("What you can do here"), show_menu, Audience.ANYONE, shows_only=True),
        Command(
            ("bantuan", "help"),
            N_("Help, and all commands"),
            show_help,
            Audience.ANYONE,
            shows_only=True,
            public=True,
        ),
        Command(
            ("bahasa", "language"),
            N_("Choose the language"),
            choose_language,
            Audience.ANYONE,
            shows_only=True,
        ),
        Command(
            ("batal", "cancel"),
            N_("Leave a question"),
            cancel,
            Audience.ANYONE,
            shows_only=True,
            public=True,
        ),
    ),
    actions={
        "menu": show_menu,
        "language.choose": choose_language,
        "language": set_language,
        "help": show_help,
    },
    menu=(
        MenuLine(N_("Language"), "language.choose", Audience.ANYONE),
        MenuLine(N_("Help"), "help", Audience.ANYONE),
    ),
)
