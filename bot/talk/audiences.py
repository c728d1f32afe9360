"""What is for whom: the commands and menu lines of somebody by their standing, and their command menu."""

from __future__ import annotations

from bot.talk.conversation import Audience, Book, Command, MenuLine
from kinerja.models import Role
from kinerja.reports.standing import Standing

MOST_COMMANDS = 8
"""Commands in a command menu; the rest is found in /menu and /bantuan."""
ALWAYS_THERE = ("menu", "bantuan")
"""Commands at the end of every command menu."""


def is_for(audience: Audience, here: Standing) -> bool:
    """Say whether somebody of this standing belongs to an audience."""
    return {
        Audience.ANYONE: True,
        Audience.EMPLOYEE: here.is_employee,
        Audience.RATER: here.is_rater,
        Audience.ADMIN: here.is_admin,
        Audience.ANNOUNCER: here.announces,
        Audience.OVERSEER: here.is_rater or here.is_admin or Role.AUDITOR in here.roles,
    }[audience]


def commands_for(book: Book, here: Standing) -> list[Command]:
    """Return the commands of somebody, each once, in the order of the book."""
    each = dict.fromkeys(book.commands.values())
    return [command for command in each if is_for(command.audience, here)]


def lines_for(book: Book, here: Standing) -> list[MenuLine]:
    """Return the lines of the menu of somebody, in the order of the book."""
    return [
        line
        for conversation in book.conversations
        for line in conversation.menu
        if is_for(line.audience, here)
    ]


def command_menu(book: Book, here: Standing) -> tuple[Command, ...]:
    """Return the command menu of somebody: what is for the role first, the way home and help at the end."""
    last = [book.commands[name] for name in ALWAYS_THERE]
    found = [command for command in commands_for(book, here) if command not in last]
    # What few may do goes first: nobody else shows them the way.
    found.sort(key=lambda command: _ORDER[command.audience])
    return (*found[: MOST_COMMANDS - len(last)], *last)


def strangers_menu(book: Book) -> tuple[Command, ...]:
    """Return the command menu of somebody unknown."""
    each = dict.fromkeys(book.commands.values())
    return tuple(command for command in each if command.public)


_ORDER = {
    Audience.ADMIN: 0,
    Audience.ANNOUNCER: 0,
    Audience.RATER: 1,
    Audience.OVERSEER: 1,
    Audience.EMPLOYEE: 2,
    Audience.ANYONE: 3,
}
