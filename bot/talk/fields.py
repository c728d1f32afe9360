"""The kinds of question: each reads one answer, from a button or from what was written or sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from bot.talk.dates import read_day
from bot.talk.turn import TICK, Attachment, Turn
from kinerja.errors import Refused
from kinerja.messages import N_, NN_, Message, lines, say, words
from kinerja.rules.cells import clean
from kinerja.rules.values import read_amount

Answers = Mapping[str, Any]
"""Answers so far by the names of fields, with the form's context beside them; JSON values."""

Option = tuple[str, Message]
"""A choice: its value (short, it travels in the button) and its label."""

DONE = "done"
SKIP = "skip"
KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Taken:
    """What an answer left: the value, and whether the question is answered with it."""

    value: Any
    finished: bool = True


@dataclass(frozen=True, kw_only=True)
class Field:
    """A question. ``label`` names it on the review card; ``help`` is shown on tap.

    ``when`` leaves the question out; ``check`` may refuse the value (a rule of the domain) or return a
    question that is asked once before the value is taken: ``keep_label`` takes it all the same,
    *Change* asks this field again, or the one that ``reconsider`` names. ``also`` offers answers by
    button beside what may be written; those whose value begins with ``=`` are taken as they are.
    """

    name: str
    label: str
    question: str | Callable[[Turn, Answers], Message]
    help: str = ""
    optional: bool = False
    when: Callable[[Turn, Answers], bool] | None = None
    check: Callable[[Turn, Answers, Any], Message | None] | None = None
    also: Callable[[Turn, Answers], Sequence[Option]] | None = None
    keep_label: str = N_("Yes, that is right")
    reconsider: str = ""

    def ask(self, turn: Turn, answers: Answers) -> Message:
        """Return the question."""
        return (
            say(self.question) if isinstance(self.question, str) else self.question(turn, answers)
        )

    def applies(self, turn: Turn, answers: Answers) -> bool:
        """Say whether the question is asked, given the answers so far."""
        return self.when is None or self.when(turn, answers)

    def options(self, turn: Turn, answers: Answers) -> Sequence[Option]:
        """Return the answers that have a button."""
        return self.also(turn, answers) if self.also is not None else ()

    def stands_for_itself(self, turn: Turn, answers: Answers, raw: str | Attachment) -> bool:
        """Say whether an answer is one of those offered beside what may be written."""
        return (
            isinstance(raw, str)
            and raw.startswith("=")
            and raw in {value for value, _label in self.options(turn, answers)}
        )

    def take(self, turn: Turn, answers: Answers, raw: str | Attachment) -> Taken:
        """Read an answer; raise ``Refused`` with a sentence that says what a good one looks like."""
        raise NotImplementedError

    def show(self, turn: Turn, answers: Answers) -> Message:
        """Return the answer as the review card shows it."""
        value = answers.get(self.name)
        said = say(N_("–")) if value in (None, "", []) else words(str(value))
        return dict(self.options(turn, answers)).get(str(value), said)


def _written(raw: str | Attachment) -> str:
    if isinstance(raw, Attachment):
        raise Refused(N_("Please answer this question in words; a file cannot be taken here."))
    return raw.strip()


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """Words of the person."""

    longest: int = 1000

    def take(self, turn: Turn, answers: Answers, raw: str | Attachment) -> Taken:
        text = _written(raw)
        if self.stands_for_itself(turn, answers, text):
            return Taken(text)
        if not clean(text):
            raise Refused(N_("Please write your answer in a sentence."))
        if len(text) > self.longest:
            raise Refused(
                N_("The answer has {length} characters. Please shorten it to at most {longest}."),
                length=len(text),
                longest=self.longest,
            )
        return Taken(text)


class Unsaved(Refused):
    """A form whose answers were refused when they were to be saved; the answers are kept."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.message.id, **refused.message.values)


class Ended(Refused):
    """A refusal after which the question cannot be asked again; the form is over."""


@dataclass(frozen=True, kw_only=True)
class Secret(Field):
    """Something that must not stay: the person's message is deleted, the answer is not kept.

    ``verify`` holds what was written against the record and returns what is kept instead.
    """

    verify: Callable[[Turn, Answers, str], str]

    def take(self, turn: Turn, answers: Answers, raw: str | Attachment) -> Taken:
        turn.forget = True
        return Taken(self.verify(turn, answers, _written(raw)))


@dataclass(frozen=True, kw_only=True)
class Number(Field):
    """An amount, kept as text so that no digit is lost."""

    def take(self, turn: Turn, answers: Answers, raw: str | Attachment) -> Taken:
        if self.stands_for_itself(turn, answers, raw):
            return Taken(raw)
        return Taken(str(read_amount(_written(raw))))

    def show(self, turn: Turn, answers: Answers) -> Message:
        value = answers.get(self.name)
        if value is None or value in dict(self.options(turn, answers)):
            return super().show(turn, answers)
        return say("{value}", value=Decimal(value))


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """A date near today: by button today or yesterday, or those that are offered, or written as day and month.

    ``ahead`` says that a day to come is meant where the year is not written.
    """

    ahead: bool = False

    def options(self, turn: Turn, answers: Answers) -> Sequence[Option]:
        if self.also is not None:
            return self.also(turn, answers)
        yesterday = turn.today - timedelta(days=1)
        return (
            (turn.today.isoformat(), say(N_("Today"))),
            (yesterday.isoformat(), say(N_("Yesterday"))),
        )

    def take(self, turn: Turn, answers: Answers, raw: str | Attachment) -> Taken:
        return Taken(read_day(_written(raw), turn.today, ahead=self.ahead).isoformat())

    def show(self, turn: Turn, answers: Answers) -> Message:
        value = answers.get(self.name)
        return say(N_("–")) if value is None else say("{day}", day=date.fromisoformat(value))


@dataclass(frozen=True, kw_only=True)
class Choice(Field):
    """One of several answers, by button."""

    choices: Callable[[Turn, Answers], Sequence[Option]]

    def options(self, turn: Turn, answers: Answers) -> Sequence[Option]:
        return self.choices(turn, answers)

    def take(self, turn: Turn, answers: Answers, raw: str | Attachment) -> Taken:
        value = _written(raw)
        if value not in {option for option, _label in self.choices(turn, answers)}:
            raise Refused(N_("Please choose one of the buttons."))
        return Taken(value)

    def show(self, turn: Turn, answers: Answers) -> Message:
        value = answers.get(self.name)
        labels = dict(self.choices(turn, answers))
        return labels.get(str(value), say(N_("–")))


@dataclass(frozen=True, kw_only=True)
class Many(Field):
    """Any number of several answers: each tap ticks or unticks, *done* goes on."""

    choices: Callable[[Turn, Answers], Sequence[Option]]
    at_least: int = 0

    def options(self, turn: Turn, answers: Answers) -> Sequence[Option]:
        ticked = answers.get(self.name) or []
        return tuple(
            (value, say(TICK + "{label}", label=label) if value in ticked else label)
            for value, label in self.choices(turn, answers)
        )

    def take(self, turn: Turn, answers: Answers, raw: str | Attachment) -> Taken:
        ticked = list(answers.get(self.name) or [])
        value = _written(raw)
        if value == DONE:
            if len(ticked) < self.at_least:
                raise Refused(N_("Please choose at least one, then tap Done."))
            return Taken(ticked)
        if value not in {option for option, _label in self.choices(turn, answers)}:
            raise Refused(N_("Please choose with the buttons, then tap Done."))
        ticked.remove(value) if value in ticked else ticked.append(value)
        return Taken(ticked, finished=False)

    def show(self, turn: Turn, answers: Answers) -> Message:
        labels = dict(self.choices(turn, answers))
        chosen = [labels[value] for value in answers.get(self.name) or [] if value in labels]
        return lines(*chosen) if chosen else say(N_("–"))


@dataclass(frozen=True, kw_only=True)
class Evidence(Field):
    """Photos, documents, links or reference numbers, several at once; *done* goes on.

    ``accept`` keeps one piece at once by the domain's rules; ``check`` may ask about a written one first.
    """

    accept: Callable[[Turn, Answers, str | Attachment], int]

    def take(self, turn: Turn, answers: Answers, raw: str | Attachment) -> Taken:
        pieces = list(answers.get(self.name) or [])
        if raw == DONE:
            return Taken(pieces)
        if isinstance(raw, Attachment) and raw.problem is not None:
            raise Refused("{problem}", problem=raw.problem)
        return Taken([*pieces, self.accept(turn, answers, raw)], finished=False)

    def show(self, turn: Turn, answers: Answers) -> Message:
        return say(NN_("{n} piece", "{n} pieces"), n=len(answers.get(self.name) or []))


@dataclass(frozen=True, kw_only=True)
class Confirm(Field):
    """Yes or no."""

    yes: str = N_("Yes")
    no: str = N_("No")

    def options(self, turn: Turn, answers: Answers) -> Sequence[Option]:
        return (("yes", say(self.yes)), ("no", say(self.no)))

    def take(self, turn: Turn, answers: Answers, raw: str | Attachment) -> Taken:
        value = _written(raw)
        if value not in ("yes", "no"):
            raise Refused(N_("Please choose one of the buttons."))
        return Taken(value == "yes")

    def show(self, turn: Turn, answers: Answers) -> Message:
        return say(self.yes if answers.get(self.name) else self.no)
