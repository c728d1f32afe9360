"""The way home: menu, language, cancel."""

from __future__ import annotations

from bot.talk import strangers
from bot.talk.audiences import lines_for
from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, Message, say, words
from kinerja.reports.standing import standing
from kinerja.services.preferences import change_language

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
LINES_ON_A_PAGE = 6


def show_menu(turn: Turn, page: int = 1) -> Answer:
    """Show what the person can do here, unfinished answers first."""
    here = standing(turn.session, turn.actor, turn.today)
    unfinished = turn.underway.unfinished()[:1]
    size = LINES_ON_A_PAGE - (2 if unfinished else 0)
    shown = page_of(lines_for(turn.book, here), page, size)
    entries = [_entry(turn, line) for line in shown.items]
    rows = [tuple(entries[i : i + 2]) for i in range(0, len(entries), 2)]
    turning = []
    if shown.number > 1:
        turning.append(button(N_("‹ Back"), action("menu", shown.number - 1)))
    if shown.number < shown.pages:
        turning.append(button(N_("More"), action("menu", shown.number + 1)))
    text = say(N_("<b>Menu</b>\n{name}, what would you like to do?"), name=turn.name)
    return Reply(text, tuple(row for row in (unfinished, *rows, tuple(turning)) if row))


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
    turn.renews_commands = True
    return Reply(say(N_("I will speak English with you from now on.")), ((home(),),))


def cancel(turn: Turn) -> Answer:
    """Leave whatever is under way."""
    left = turn.underway.cancel()
    if left is None and turn.person_id is None:
        return strangers.greeting()
    return left or Reply(say(N_("There is nothing to cancel.")), ((home(),),))


def _entry(turn: Turn, line: MenuLine) -> Button:
    waiting = line.badge(turn) if line.badge is not None else 0
    label: Message = say(line.label)
    if waiting:
        label = say("{label} ({waiting})", label=label, waiting=waiting)
    return Button(label, action(line.action))


CONVERSATION = Conversation(
    name="menu",
    commands=(
        Command(("menu",), N_("What you can do here"), show_menu, Audience.ANYONE, shows_only=True),
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
    },
    menu=(MenuLine(N_("Language"), "language.choose", Audience.ANYONE),),
)
