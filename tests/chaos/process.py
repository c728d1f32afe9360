"""The assistant as a process to be killed: the real one, with a book that counts.

Every update leaves one row in the audit trail and one reply, with ``CHAOS_NOTICES`` also a notice.
``CHAOS_OWNER`` is the name under which the process holds the rows that it is sending.
"""

import os

from bot import app
from bot.settings import load_settings
from bot.talk.conversation import Book, Command, Conversation
from bot.talk.turn import Reply
from kinerja.messages import words
from kinerja.models import AuditEntry
from kinerja.services.telling import Notice, tell

ACTION = "chaos"


def count(turn):
    number = turn.incoming.update_id
    turn.session.add(
        AuditEntry(
            at=turn.now,
            actor_id=turn.person_id,
            action=ACTION,
            subject="update",
            subject_id=number,
            detail={"chat": turn.chat_id},
        )
    )
    if os.environ.get("CHAOS_NOTICES"):
        key = f"chaos.{number}"
        tell(
            turn.session,
            turn.person_id,
            Notice.REPORT_ACCEPTED,
            key=key,
            now=turn.now,
            number=str(number),
        )
    return Reply(words(f"R{number}"))


def notice(values):
    return Reply(words(f"N{values['number']}"))


BOOK = Book(
    (
        Conversation(
            name="chaos",
            commands=(Command(("count",), "Count", count),),
            notices={Notice.REPORT_ACCEPTED: notice},
        ),
    )
)


class NamedApp(app.App):
    def __init__(self, *given):
        super().__init__(*given)
        self.owner = os.environ["CHAOS_OWNER"]


class NoMenus:
    """A book of one command has no menus to tell."""

    def __init__(self, *_given):
        pass

    def renew(self):
        pass

    def take_back(self):
        pass


if __name__ == "__main__":
    app.BOOK = BOOK
    app.CommandMenus = NoMenus
    app.App = NamedApp
    app.run(load_settings())
