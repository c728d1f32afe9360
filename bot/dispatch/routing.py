"""The dispatcher: finds what an incoming value is for, runs it, and posts what is said back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session

from bot.dispatch import command_menus, posting
from bot.dispatch.drafts import ANEW, ASIDE, RESUME, Drafts
from bot.dispatch.who import note_reachability, turn_of
from bot.talk import strangers
from bot.talk.conversation import Book, WrongArguments
from bot.talk.fields import Unsaved
from bot.talk.options import Options
from bot.talk.turn import (
    WIRE_VERSION,
    Answer,
    Incoming,
    IncomingKind,
    Reply,
    Said,
    Start,
    Turn,
    home,
)
from kinerja.errors import Refused
from kinerja.messages import N_, Message, say


@dataclass(frozen=True, slots=True)
class Handled:
    """What is left to do after the commit: the tap's answer, in the language of the person."""

    toast: Message | None
    language: str


class Dispatcher:
    """Routes incoming values; it knows no conversation by name."""

    def __init__(self, book: Book, options: Options) -> None:
        self.book = book
        self.options = options

    def handle(self, session: Session, incoming: Incoming, now: datetime) -> Handled:
        """Handle one incoming value at a moment (UTC); the caller commits.

        ``Refused`` passes through: the caller rolls back, so that nothing half done stays, and calls
        ``refuse`` in a new unit of work.
        """
        turn = turn_of(session, incoming, now, self.book, self.options)
        if incoming.kind in (IncomingKind.BLOCKED, IncomingKind.UNBLOCKED):
            note_reachability(turn)
            command_menus.forget(session, turn.chat_id)
            return Handled(None, turn.language)
        drafts = Drafts(turn)
        screen_before = drafts.active.screen_key if drafts.active else None
        answer = _begun(drafts, self._route(turn, drafts))
        return _conclude(turn, drafts, screen_before, answer)

    def refuse(
        self, session: Session, incoming: Incoming, refused: Refused, now: datetime
    ) -> Handled:
        """Say what was refused while an incoming value was handled; nothing else is done."""
        turn = turn_of(session, incoming, now, self.book, self.options)
        drafts = Drafts(turn)
        active = drafts.active
        if isinstance(refused, Unsaved) and active is not None:
            answer = drafts.run(active).show_unsaved(refused.message)
            return _conclude(turn, drafts, active.screen_key, answer)
        answer = Reply(refused.message, drafts.way_on(), fresh=True, toast=refused.message)
        return _conclude(turn, drafts, None, answer)

    def apologise(
        self, session: Session, incoming: Incoming, reference: str, now: datetime
    ) -> None:
        """Tell the person once that a message could not be handled, with a reference number."""
        turn = turn_of(session, incoming, now, self.book, self.options)
        text = say(
            N_(
                "Sorry, your last message could not be processed. Your earlier answers are safe. "
                "Please try again, or tell the administrator this number: {reference}."
            ),
            reference=reference,
        )
        posting.post(turn, (Reply(text, ((home(),),), fresh=True),), prefix="sorry")

    def _route(self, turn: Turn, drafts: Drafts) -> Answer:
        incoming = turn.incoming
        question = self._at_the_gate(turn)
        if question is not None:
            return question
        if incoming.kind is IncomingKind.COMMAND:
            return self._command(turn, drafts)
        if incoming.kind is IncomingKind.BUTTON:
            return self._button(turn, drafts)
        if incoming.kind is IncomingKind.EDITED and not drafts.are_of_a_stranger:
            return self._edited(drafts)
        return self._words_or_file(turn, drafts)

    def _words_or_file(self, turn: Turn, drafts: Drafts) -> Answer:
        incoming, active = turn.incoming, drafts.active
        if active is not None and incoming.kind in (IncomingKind.TEXT, IncomingKind.FILE):
            return drafts.run(active).take(incoming.attachment or incoming.text)
        if turn.person_id is None:
            return strangers.greeting()
        return self.book.pick_up(turn) or _unexpected(drafts)

    def _at_the_gate(self, turn: Turn) -> Reply | None:
        """Return what a linked person has to answer before anything else is done."""
        if turn.person_id is None:
            return None
        wanted = turn.incoming.command or _action_of(turn.incoming.data)
        for gate in self.book.gates:
            if wanted in gate.lets_through:
                continue
            question = gate.ask(turn)
            if question is not None:
                return question
        return None

    def _edited(self, drafts: Drafts) -> Reply:
        text = say(
            N_(
                "You changed an old message. What is recorded did not change with it. "
                "To change a record, please use its button."
            )
        )
        mends = self.book.mends
        pairs = (mends[i : i + 2] for i in range(0, len(mends), 2))
        return Reply(text, (*pairs, *drafts.way_on()))

    def _command(self, turn: Turn, drafts: Drafts) -> Answer:
        name = turn.incoming.command
        command = self.book.commands.get(name)
        if turn.person_id is None and not (command is not None and command.public):
            return strangers.greeting()
        if command is None:
            text = say(
                N_("There is no command /{command}. /help shows what there is."), command=name
            )
            return Reply(text, drafts.way_on())
        if not command.shows_only:
            question = drafts.interruption(f"/{name} {turn.incoming.argument}".rstrip())
            if question is not None:
                return question
            drafts.set_aside()
        return command.handler(turn)

    def _button(self, turn: Turn, drafts: Drafts) -> Answer:
        version, _, rest = turn.incoming.data.partition("|")
        kind, _, rest = rest.partition("|")
        if version != WIRE_VERSION:
            return _stale(drafts)
        if kind == "f":
            return _press(drafts, rest.split("|"))
        return self._act(turn, drafts, rest.split("|")) if kind == "a" else _stale(drafts)

    def _act(self, turn: Turn, drafts: Drafts, arguments: list[str]) -> Answer:
        name, *values = arguments
        if name == RESUME:
            return (drafts.resume(values[0]) if values else None) or _stale(drafts)
        if name in (ASIDE, ANEW):
            return self._instead(turn, drafts, *values, dropped=name == ANEW)
        handler = self.book.actions.get(name)
        if handler is None:
            return _stale(drafts)
        if turn.person_id is None and name not in self.book.public:
            return strangers.greeting()
        try:
            return handler(turn, values)
        except WrongArguments:
            return _stale(drafts)

    def _instead(
        self, turn: Turn, drafts: Drafts, form: str = "", *_more: str, dropped: bool
    ) -> Answer:
        """Leave a form and do what the person had asked for while its answers were unfinished."""
        wanted = drafts.leave_for(form, dropped=dropped)
        if isinstance(wanted, dict):
            return Start(**wanted)
        name, _, argument = (wanted or "").removeprefix("/").partition(" ")
        if name not in self.book.commands:
            return _stale(drafts)
        turn.incoming = replace(turn.incoming, command=name, argument=argument)
        return self.book.commands[name].handler(turn)


def _action_of(data: str) -> str:
    """Return the action a button's data names, or nothing."""
    version, kind, name, *_ = (*data.split("|"), "", "", "")
    return name if version == WIRE_VERSION and kind == "a" else ""


def _conclude(turn: Turn, drafts: Drafts, screen_before: str | None, answer: Said) -> Handled:
    """Post what is said, note where the present question stands, and write the drafts."""
    replies = answer if isinstance(answer, tuple) else (answer,)
    screen = posting.post(turn, replies)
    renewed = replies[0].renews
    posting.move_screen(turn, screen_before, drafts.active, screen, renewed=renewed)
    drafts.save()
    if turn.forget:
        posting.forget(turn)
    if turn.renews_commands:
        command_menus.renew(turn.session, turn.book, turn.now, turn.today, turn.chat_id)
    return Handled(replies[0].toast, turn.language)


def _begun(drafts: Drafts, answer: Answer) -> Said:
    while isinstance(answer, Start):
        answer = drafts.begin(answer)
    return answer


def _press(drafts: Drafts, arguments: list[str]) -> Answer:
    active = drafts.active
    if active is None or len(arguments) != 4:
        return _stale(drafts)
    form, nonce, step, value = arguments
    if form != active.form or nonce != active.answers.get("nonce"):
        return _stale(drafts)
    return drafts.run(active).press(step, value)


def _stale(drafts: Drafts) -> Reply:
    if drafts.are_of_a_stranger:
        return strangers.greeting()
    text = say(N_("This button belongs to an earlier step and changed nothing. Please go on here."))
    return Reply(text, drafts.way_on(), fresh=True, toast=text)


def _unexpected(drafts: Drafts) -> Reply:
    text = say(N_("I did not expect this message, so nothing was stored. Please go on here."))
    return Reply(text, drafts.way_on())
