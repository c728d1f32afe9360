"""Writing an announcement: its card with one button a part, and its words in each language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.conversations.broadcast.words import audience_lines, when_line
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Field, Taken
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.turn import (
    Answer,
    Attachment,
    Button,
    Reply,
    Rows,
    Start,
    Turn,
    action,
    button,
    home,
)
from kinerja.errors import Refused
from kinerja.messages import N_, Message, lines, say
from kinerja.models import EvidenceKind
from kinerja.reports.broadcasts import BroadcastCard, broadcast_card
from kinerja.rules.broadcast_text import LONGEST_TEXT
from kinerja.services.broadcasting import (
    BroadcastFile,
    attach_to_broadcast,
    discard_broadcast,
    open_broadcast,
    write_broadcast,
)
from kinerja.services.mending_broadcasts import try_broadcast

MARKS = N_("Marks: *bold*, _italic_, `code`.")


def begin(turn: Turn) -> Answer:
    """Begin an announcement with its words."""
    made = open_broadcast(turn.session, turn.actor, now=turn.now, today=turn.today)
    return Start("bctext", {"broadcast": made, "lang": "id"})


def again(turn: Turn, broadcast_id: int) -> Answer:
    """Begin one that is like an earlier one."""
    made = open_broadcast(
        turn.session, turn.actor, now=turn.now, today=turn.today, like=broadcast_id
    )
    return draft(turn, made)


def draft(turn: Turn, broadcast_id: int, said: Message | None = None) -> Reply:
    """Show the card of an announcement that is being written."""
    turn.session.flush()
    card = broadcast_card(turn.session, turn.actor, broadcast_id, turn.today, turn.now)
    return draft_screen(card, said)


def draft_screen(card: BroadcastCard, said: Message | None = None) -> Reply:
    """Return the card with a button for each part."""
    own = card.texts.get("id") or card.texts.get("en")
    text = lines(
        say(N_("<b>Announcement {number}</b>: draft"), number=str(card.id)),
        say(N_("Sent back: {reason}"), reason=card.reason) if card.reason else None,
        say("<i>{text}</i>", text=short(own, 300)) if own else say(N_("No text yet.")),
        say(N_("English text: yes")) if len(card.texts) > 1 else None,
        say(N_("Attachment: {name}"), name=_name_of(card)) if card.file else None,
        say(N_("<b>To</b>: {audience}"), audience=audience_lines(card)),
        say(N_("<b>When</b>: {when}"), when=when_line(card)),
        say(N_("Asks for “read and understood”.")) if card.receipt else None,
        say(N_("<b>Urgent</b>: also in quiet hours, after a second look."))
        if card.urgent
        else None,
        said,
    )
    number = card.id
    rows: Rows = (
        (
            button(N_("Text"), action("bc.words", number)),
            button(N_("To whom"), action("bc.to", number)),
        ),
        (
            button(N_("When"), action("bc.when", number)),
            button(N_("Options"), action("bc.opt", number)),
        ),
        (
            button(N_("Test to me"), action("bc.test", number)),
            button(N_("Send…"), action("bc.send", number)),
        ),
        (button(N_("‹ Announcements"), action("bc")), home()),
    )
    return Reply(text, rows)


def _name_of(card: BroadcastCard) -> Message:
    if card.file is None or card.file[0] == EvidenceKind.PHOTO.value:
        return say(N_("photo"))
    return say("{name}", name=short(card.file[3] or "–", 60))


def words_screen(turn: Turn, broadcast_id: int) -> Answer:
    """Offer to change the words or to take the attachment away."""
    card = broadcast_card(turn.session, turn.actor, broadcast_id, turn.today, turn.now)
    file: list[Any] = []
    if card.file:
        file = [button(N_("Remove attachment"), action("bc.nofile", broadcast_id))]
    rows: Rows = (
        (
            button(N_("Indonesian"), action("bc.text", broadcast_id, "id")),
            button(N_("English"), action("bc.text", broadcast_id, "en")),
        ),
        tuple(file),
        (button(N_("Discard"), action("bc.drop", broadcast_id)), back(broadcast_id)),
    )
    both = [
        say("<b>{language}</b>\n{text}", language=label, text=short(card.texts[code], 700))
        for code, label in (("id", "Bahasa Indonesia"), ("en", "English"))
        if code in card.texts
    ]
    asked = say(
        N_("Which text shall change? Everybody gets their own language where there is one.")
    )
    return Reply(lines(*both, asked), tuple(row for row in rows if row))


def write(_turn: Turn, broadcast_id: int, language: str) -> Answer:
    """Ask for the words in a language."""
    if language not in ("id", "en"):
        raise Refused(N_("Please choose one of the buttons."))
    return Start("bctext", {"broadcast": broadcast_id, "lang": language})


def remove_file(turn: Turn, broadcast_id: int) -> Answer:
    """Take the attachment away."""
    attach_to_broadcast(
        turn.session, turn.actor, broadcast_id, None, now=turn.now, today=turn.today
    )
    return draft(turn, broadcast_id)


def drop(turn: Turn, broadcast_id: int) -> Answer:
    """Throw the draft away."""
    discard_broadcast(turn.session, turn.actor, broadcast_id, now=turn.now, today=turn.today)
    rows: Rows = ((button(N_("‹ Announcements"), action("bc")), home()),)
    return Reply(say(N_("The draft is discarded. Nobody was told anything.")), rows)


def test(turn: Turn, broadcast_id: int) -> Answer:
    """Send it to its author alone, exactly as it will arrive."""
    try_broadcast(turn.session, turn.actor, broadcast_id, now=turn.now, today=turn.today)
    said = say(N_("It comes to you now, exactly as it will arrive, in each of its languages."))
    rows: Rows = ((back(broadcast_id), home()),)
    return Reply(said, rows)


def back(broadcast_id: int) -> Button:
    """Return the button that leads to the draft."""
    return button(N_("‹ Draft"), action("bc.open", broadcast_id))


@dataclass(frozen=True, kw_only=True)
class Content(Field):
    """The words of an announcement, or a photo or document with its words below."""

    def take(self, turn: Turn, answers: Answers, raw: str | Attachment) -> Taken:
        given: dict[str, Any] = {"now": turn.now, "today": turn.today}
        broadcast_id, language = answers["broadcast"], answers["lang"]
        if isinstance(raw, str):
            texts = {language: raw}
            write_broadcast(turn.session, turn.actor, broadcast_id, texts, **given)
            return Taken(True)
        if raw.problem is not None:
            raise Refused("{problem}", problem=raw.problem)
        if raw.kind not in (EvidenceKind.PHOTO, EvidenceKind.DOCUMENT):
            raise Refused(N_("Please send a text, a photo or a document."))
        file = BroadcastFile(
            raw.kind,
            raw.sha256,
            None if raw.stripped or raw.sha256 is None else raw.file_id,
            raw.file_name,
        )
        if turn.incoming.text:
            texts = {language: turn.incoming.text}
            write_broadcast(turn.session, turn.actor, broadcast_id, texts, **given)
        attach_to_broadcast(turn.session, turn.actor, broadcast_id, file, **given)
        return Taken(True)


def _text_question(_turn: Turn, answers: Answers) -> Message:
    asked = (
        N_("Please write the announcement in Indonesian, or send a photo or document with it.")
        if answers["lang"] == "id"
        else N_("Please write the announcement in English, for those who read English here.")
    )
    return lines(say(asked), say(MARKS), say(N_("At most {n} characters."), n=LONGEST_TEXT))


def _written(turn: Turn, answers: Answers) -> Answer:
    return draft(turn, answers["broadcast"])


FORMS = (
    Form(
        name="bctext",
        title=N_("Announcement"),
        fields=(Content(name="words", label=N_("Text"), question=_text_question),),
        save=_written,
        review=False,
        back=lambda answers: action("bc.open", answers["broadcast"]),
    ),
)
ACTIONS: dict[str, Handler] = {
    "bc.new": begin,
    "bc.again": again,
    "bc.words": words_screen,
    "bc.text": write,
    "bc.nofile": remove_file,
    "bc.drop": drop,
    "bc.test": test,
}
