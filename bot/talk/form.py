"""The engine of linear conversations: ask, take, review, change one answer, save, drop.

A form is a tuple of fields walked in order. Where somebody is stands in a ``Draft`` row, whose ``answers``
hold ``nonce`` (which run of the form), ``context``, ``values``, and ``pending`` (a value that waits for
"is that right?").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.talk.fields import DONE, KEEP, SKIP, Answers, Evidence, Field, Many
from bot.talk.turn import (
    WIRE_VERSION,
    Answer,
    Attachment,
    Button,
    Incoming,
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
from kinerja.models import Draft

REVIEW = "review"
SEND = "send"
CHANGE = "change"
BACK = "back"
CANCEL = "cancel"
HELP = "help"
YES = "yes"


@dataclass(frozen=True, kw_only=True)
class Form:
    """A linear conversation.

    ``readers`` says who will read the answers; it is shown with the first question and on the review
    card. Without ``review`` the last answer is saved at once. ``back`` returns the data of the button
    that leaves the form for the screen it came from.
    """

    name: str
    title: str | Callable[[Turn, Answers], Message]
    fields: tuple[Field, ...]
    save: Callable[[Turn, Answers], Answer]
    readers: str | Callable[[Turn, Answers], Message] = ""
    review: bool = True
    send_label: str = N_("Send")
    back: Callable[[Answers], str] | None = None

    def field(self, name: str) -> Field | None:
        """Return the field of a name."""
        return next((field for field in self.fields if field.name == name), None)


class Run:
    """A form being filled in: the form, its draft, and the turn that works on it."""

    def __init__(self, form: Form, draft: Draft, turn: Turn) -> None:
        self.form, self.draft, self.turn = form, draft, turn

    @property
    def answers(self) -> dict[str, Any]:
        """The context and the answers so far."""
        return {**self.draft.answers["context"], **self.draft.answers["values"]}

    @property
    def has_answers(self) -> bool:
        """Whether dropping the draft would lose something."""
        return bool(self.draft.answers["values"]) and not self.draft.answers.get("dropped")

    @property
    def title(self) -> Message:
        """What the form is about."""
        title = self.form.title
        return say(title) if isinstance(title, str) else title(self.turn, self.answers)

    def begin(self, start: Start) -> Answer:
        """Start over with a context; the next question is asked."""
        self.draft.answers = {
            "nonce": _nonce(self.turn.incoming),
            "context": dict(start.context),
            "values": dict(start.values),
        }
        return self._go_on(first=True)

    def show(self, trouble: Message | None = None) -> Reply:
        """Show the present question again, with what was wrong with the last answer, if anything."""
        if self.draft.step == REVIEW:
            return self._review(trouble)
        field = self.form.field(self.draft.step)
        if field is None:
            raise LookupError(f"form {self.form.name} has no step {self.draft.step}")
        if "pending" in self.draft.answers:
            return self._sure(say(N_("Please choose one of the buttons.")))
        return self._ask(field, trouble)

    def take(self, raw: str | Attachment) -> Answer:
        """Take what was written or sent as the answer to the present question."""
        field = self.form.field(self.draft.step)
        if field is None or "pending" in self.draft.answers:
            return self.show(say(N_("Please choose one of the buttons.")))
        try:
            taken = field.take(self.turn, self.answers, raw)
            if taken.finished and field.check is not None:
                question = field.check(self.turn, self.answers, taken.value)
                if question is not None:
                    self._keep(pending=taken.value)
                    return self._sure(question)
        except Refused as refused:
            return self.show(refused.message)
        self._answer(field, taken.value)
        return self._go_on() if taken.finished else self._ask(field)

    def press(self, step: str, value: str) -> Answer:
        """Do what a button of this run says; a step that is past shows the present one."""
        if value == CANCEL:
            return self.cancel()
        if step != self.draft.step:
            if step == CHANGE and self.draft.step == REVIEW and self.form.field(value):
                self.draft.step = value
                return self.show()
            return _with_toast(self.show(), say(N_("This answer was already taken.")))
        if step == REVIEW:
            return self._save() if value == SEND else self._which_to_change()
        return self._press_question(step, value)

    def cancel(self) -> Reply:
        """Leave the form; the answers stay until it is begun anew, so that a slip can be undone."""
        self.draft.active = False
        self._keep(dropped=True)
        rows: Rows = ((button(N_("Continue after all"), action("resume", self.form.name)),),)
        if self.form.back is not None:
            rows += ((button(N_("Back"), self.form.back(self.answers)), home()),)
        else:
            rows += ((home(),),)
        return Reply(say(N_("Cancelled. Nothing was sent.")), rows)

    def _press_question(self, step: str, value: str) -> Answer:
        field = self.form.field(step)
        if field is None:
            return self.show()
        if "pending" in self.draft.answers:
            return self._press_sure(field, value)
        return self._press_control(field, value) or self.take(value)

    def _press_sure(self, field: Field, value: str) -> Answer:
        pending = self.draft.answers["pending"]
        self._drop_pending()
        if value != YES:
            return self._ask(field)
        self._answer(field, pending)
        return self._go_on()

    def _press_control(self, field: Field, value: str) -> Answer | None:
        if value == HELP and field.help:
            return self._ask(field, say(field.help))
        if value == BACK:
            self.draft.step = self._before(field).name
            return self.show()
        if value == KEEP and field.name in self.draft.answers["values"]:
            return self._go_on()
        if value == SKIP and field.optional:
            self._answer(field, None)
            return self._go_on()
        return None

    def _go_on(self, *, first: bool = False) -> Answer:
        answers = self.answers
        for field in self.form.fields:
            if field.name not in self.draft.answers["values"] and field.applies(self.turn, answers):
                self.draft.step = field.name
                return self._ask(field, first=first)
        self.draft.step = REVIEW
        return self._review() if self.form.review else self._save()

    def _save(self) -> Answer:
        left_out = {f.name for f in self.form.fields if not f.applies(self.turn, self.answers)}
        answers = {name: value for name, value in self.answers.items() if name not in left_out}
        try:
            with self.turn.session.begin_nested():
                saved = self.form.save(self.turn, answers)
        except Refused as refused:
            if self.form.review:
                return self._review(refused.message)
            last = self.form.fields[-1]
            self.draft.step = last.name
            values = dict(self.draft.answers["values"])
            values.pop(last.name, None)
            self._keep(values=values)
            return self._ask(last, refused.message)
        self.draft.active = False
        self.draft.answers = {"nonce": "", "context": {}, "values": {}, "dropped": True}
        return saved

    def _ask(self, field: Field, trouble: Message | None = None, *, first: bool = False) -> Reply:
        answers = self.answers
        head = self._heading() if first else None
        readers = self._readers() if first else None
        text = lines(head, readers, trouble, field.ask(self.turn, answers))
        return Reply(text, self._question_rows(field, answers))

    def _question_rows(self, field: Field, answers: Answers) -> Rows:
        options = [
            Button(label, self._data(field.name, value))
            for value, label in field.options(self.turn, answers)
        ]
        side_by_side = 1 if len(options) <= 3 and any(_long(o) for o in options) else 2
        rows = [tuple(options[i : i + side_by_side]) for i in range(0, len(options), side_by_side)]
        controls = []
        if isinstance(field, (Many, Evidence)):
            controls.append(self._control(N_("Done"), field.name, DONE))
        elif answers.get(field.name) is not None:
            controls.append(self._control(N_("Keep the answer"), field.name, KEEP))
        if field.optional and not answers.get(field.name):
            controls.append(self._control(N_("Skip"), field.name, SKIP))
        if field.help:
            controls.append(self._control(N_("Help"), field.name, HELP))
        if controls:
            rows.append(tuple(controls))
        back = [self._control(N_("Back"), field.name, BACK)] if self._before(field) != field else []
        rows.append((*back, self._control(N_("Cancel"), field.name, CANCEL)))
        return tuple(rows)

    def _review(self, trouble: Message | None = None) -> Reply:
        answers = self.answers
        shown = [
            say("<b>{label}</b>: {value}", label=say(f.label), value=f.show(self.turn, answers))
            for f in self.form.fields
            if f.applies(self.turn, answers)
        ]
        text = lines(self._heading(), *shown, self._readers(), trouble, say(N_("Is this right?")))
        rows: Rows = (
            (self._control(self.form.send_label, REVIEW, SEND),),
            (
                self._control(N_("Change an answer"), REVIEW, CHANGE),
                self._control(N_("Cancel"), REVIEW, CANCEL),
            ),
        )
        return Reply(text, rows)

    def _which_to_change(self) -> Reply:
        buttons = [
            self._control(field.label, CHANGE, field.name)
            for field in self.form.fields
            if field.applies(self.turn, self.answers)
        ]
        rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
        return Reply(say(N_("Which answer do you want to change? The others stay.")), rows)

    def _sure(self, question: Message) -> Reply:
        step = self.draft.step
        rows: Rows = (
            (
                self._control(N_("Yes, that is right"), step, YES),
                self._control(N_("Change"), step, CHANGE),
            ),
        )
        return Reply(question, rows)

    def _answer(self, field: Field, value: Any) -> None:
        self._keep(values={**self.draft.answers["values"], field.name: value})

    def _keep(self, **changes: Any) -> None:
        self.draft.answers = {**self.draft.answers, **changes}

    def _drop_pending(self) -> None:
        self.draft.answers = {k: v for k, v in self.draft.answers.items() if k != "pending"}

    def _before(self, field: Field) -> Field:
        answers = self.answers
        earlier = field
        for candidate in self.form.fields:
            if candidate is field:
                break
            if candidate.applies(self.turn, answers):
                earlier = candidate
        return earlier

    def _heading(self) -> Message:
        return say("<b>{title}</b>", title=self.title)

    def _readers(self) -> Message | None:
        readers = self.form.readers
        if not readers:
            return None
        return say(readers) if isinstance(readers, str) else readers(self.turn, self.answers)

    def _control(self, label: str, step: str, value: str) -> Button:
        return button(label, self._data(step, value))

    def _data(self, step: str, value: str) -> str:
        data = "|".join(
            [WIRE_VERSION, "f", self.form.name, self.draft.answers["nonce"], step, value]
        )
        if len(data.encode()) > 64:
            raise ValueError(f"the data of a button is too long: {data}")
        return data


def _nonce(incoming: Incoming) -> str:
    return format(incoming.update_id % 36**4, "x")


def _long(option: Button) -> bool:
    return len(str(option.label.id)) > 18 or bool(option.label.values)


def _with_toast(reply: Reply, toast: Message) -> Reply:
    return Reply(reply.text, reply.buttons, reply.fresh, reply.protected, reply.file, toast)
