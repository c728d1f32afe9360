"""A linear conversation as data, and its screens: question, review card, "is that right?"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.talk.collecting import Collect
from bot.talk.fields import DONE, KEEP, SKIP, Answers, Choice, Evidence, Field, Many
from bot.talk.rows import MOST_ROWS, rows_of
from bot.talk.speaker import speaker
from bot.talk.turn import TICK, WIRE_VERSION, Answer, Button, Reply, Rows, Turn, button
from kinerja.messages import N_, Message, lines, say

REVIEW = "review"
SEND = "send"
CHANGE = "change"
BACK = "back"
CANCEL = "cancel"
HELP = "help"
YES = "yes"
CARD = "card"
MORE = "+"
"""Leads the value of a button that shows further answers, from the one it names by number."""

OTHER = "~"
"""Leads the value of a button that turns an answer of two into the other one, by the name of its field."""


@dataclass(frozen=True, kw_only=True)
class Form:
    """A linear conversation.

    ``readers`` says who will read the answers; it is shown with the first question and on the review
    card. Without ``review`` the last answer is saved at once. ``back`` returns the data of the button
    that leaves the form for the screen it came from. ``turned`` names the choices of two that are turned
    with one tap on the review card. What is written to a ``secret`` form is deleted at once, whatever it
    is asked, and its half-done answers may be left behind without a question. ``collect`` takes a file sent
    at any of its questions. What is asked ``about_others`` is protected against forwarding. Of one that
    ``leaves_nothing`` not even the row of its draft stays.
    """

    name: str
    title: str | Callable[[Turn, Answers], Message]
    fields: tuple[Field, ...]
    save: Callable[[Turn, Answers], Answer]
    readers: str | Callable[[Turn, Answers], Message] = ""
    review: bool = True
    send_label: str = N_("Send")
    back: Callable[[Answers], str] | None = None
    secret: bool = False
    turned: tuple[str, ...] = ()
    collect: Collect | None = None
    about_others: bool | Callable[[Answers], bool] = False
    leaves_nothing: bool = False

    def field(self, name: str) -> Field | None:
        """Return the field of a name."""
        return next((field for field in self.fields if field.name == name), None)

    @property
    def turned_choices(self) -> dict[str, Choice]:
        """The choices of two that the review card turns, by their names."""
        named = [field for field in self.fields if field.name in self.turned]
        return {field.name: field for field in named if isinstance(field, Choice)}

    def heading(self, turn: Turn, answers: Answers) -> Message:
        """Return what the form is about."""
        return say(self.title) if isinstance(self.title, str) else self.title(turn, answers)

    def applying(self, turn: Turn, answers: Answers) -> tuple[Field, ...]:
        """Return the fields that are asked, given the answers so far."""
        return tuple(field for field in self.fields if field.applies(turn, answers))

    def before(self, field: Field, turn: Turn, answers: Answers) -> Field:
        """Return the field asked before this one, or itself where it is the first."""
        asked = self.applying(turn, answers)
        return asked[max(0, asked.index(field) - 1)] if field in asked else field


@dataclass(frozen=True)
class Screens:
    """The screens of one run of a form; ``nonce`` names the run in every button."""

    form: Form
    nonce: str
    turn: Turn
    answers: Answers

    def ask(
        self,
        field: Field,
        trouble: Message | None = None,
        *,
        first: bool = False,
        shown: int = 0,
    ) -> Reply:
        """Return the question of a field, after what was wrong with the last answer.

        Of many answers with a button, those around the one with the number ``shown`` are offered.
        """
        text = lines(
            self._heading(),
            self._readers() if first else None,
            trouble,
            field.ask(self.turn, self.answers),
        )
        return self._reply(text, self._rows_of_question(field, shown))

    def review(self, trouble: Message | None = None) -> Reply:
        """Return the card with all answers, where any can be changed."""
        shown = [
            say(
                "<b>{label}</b>: {value}",
                label=say(field.label),
                value=field.show(self.turn, self.answers),
            )
            for field in self.form.applying(self.turn, self.answers)
        ]
        text = lines(self._heading(), *shown, self._readers(), trouble, say(N_("Is this right?")))
        rows: Rows = (
            (self._control(self.form.send_label, REVIEW, SEND),),
            *((self._turning(name),) for name in self.form.turned_choices),
            (
                self._control(N_("Change an answer"), REVIEW, CHANGE),
                self._control(N_("Cancel"), REVIEW, CANCEL),
            ),
        )
        return self._reply(text, rows)

    def which_to_change(self, shown: int = 0) -> Reply:
        """Return the choice of the answer to change."""
        buttons = [
            self._control(field.label, CHANGE, field.name)
            for field in self.form.applying(self.turn, self.answers)
        ]
        text = say(N_("Which answer do you want to change? The others stay."))
        leaving = (self._control(N_("Back"), REVIEW, CARD),)
        return self._reply(text, self._paged(buttons, CHANGE, leaving, shown=shown))

    def sure(self, field: Field, question: Message) -> Reply:
        """Return the question whether a strange answer is right."""
        rows: Rows = (
            (
                self._control(field.keep_label, field.name, YES),
                self._control(N_("Change"), field.name, CHANGE),
            ),
        )
        return self._reply(question, rows)

    def _reply(self, text: Message, rows: Rows) -> Reply:
        about = self.form.about_others
        return Reply(
            text, rows, protected=about if isinstance(about, bool) else about(self.answers)
        )

    def _rows_of_question(self, field: Field, shown: int) -> Rows:
        options = [
            Button(label, self._data(field.name, value))
            for value, label in field.options(self.turn, self.answers)
        ]
        controls = tuple(self._controls(field))
        leaving = [self._control(N_("Cancel"), field.name, CANCEL)]
        if self.form.before(field, self.turn, self.answers) != field:
            leaving.insert(0, self._control(N_("Back"), field.name, BACK))
        mark = TICK if isinstance(field, Many) else ""
        return self._paged(options, field.name, (*controls, *leaving), shown=shown, mark=mark)

    def _paged(
        self,
        options: list[Button],
        step: str,
        below: tuple[Button, ...],
        *,
        shown: int,
        mark: str = "",
    ) -> Rows:
        """Return the page of answers that holds number ``shown``, and below it what leads on."""
        words = speaker(self.turn.language)
        beneath = (below,) if len(below) <= 3 else (below[:-2], below[-2:])
        page = rows_of(options, words, most=MOST_ROWS - len(beneath), mark=mark, shown=shown)
        if page.pages == 1:
            return (*page.items, *beneath)
        following = sum(map(len, page.items)) + options.index(page.items[0][0])
        more = self._control(N_("More"), step, f"{MORE}{following % len(options)}")
        return (*page.items, (more, *beneath[0]), *beneath[1:])

    def _turning(self, name: str) -> Button:
        """Return the button that turns an answer of two into the other one."""
        _value, label = other_of(self.form.turned_choices[name], self.turn, self.answers)
        return Button(say(N_("Change to: {value}"), value=label), self._data(REVIEW, OTHER + name))

    def _controls(self, field: Field) -> list[Button]:
        answered = self.answers.get(field.name) not in (None, [])
        controls = []
        if isinstance(field, (Many, Evidence)):
            controls.append(self._control(N_("Done"), field.name, DONE))
        elif answered:
            controls.append(self._control(N_("Keep the answer"), field.name, KEEP))
        if field.optional and not answered:
            controls.append(self._control(N_("Skip"), field.name, SKIP))
        if field.help:
            controls.append(self._control(N_("Help"), field.name, HELP))
        return controls

    def _heading(self) -> Message:
        return say("<b>{title}</b>", title=self.form.heading(self.turn, self.answers))

    def _readers(self) -> Message | None:
        readers = self.form.readers
        if not readers:
            return None
        return say(readers) if isinstance(readers, str) else readers(self.turn, self.answers)

    def _control(self, label: str, step: str, value: str) -> Button:
        return button(label, self._data(step, value))

    def _data(self, step: str, value: str) -> str:
        data = f"{WIRE_VERSION}|f|{self.form.name}|{self.nonce}|{step}|{value}"
        if len(data.encode()) > 64:
            raise ValueError(f"the data of a button is too long: {data}")
        return data


def other_of(field: Choice, turn: Turn, answers: Answers) -> tuple[str, Message]:
    """Return the answer of a choice of two that is not the present one."""
    return next(
        option for option in field.choices(turn, answers) if option[0] != answers.get(field.name)
    )
