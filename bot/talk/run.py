"""A form being filled in: ask, take, review, change one answer, save, drop.

Where somebody is stands in a ``Draft`` row, whose ``answers`` hold ``nonce`` (which run of the form),
``context``, ``values``, and ``pending`` (a value that waits for "is that right?").
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.talk.collecting import Collect, collected
from bot.talk.fields import DONE, KEEP, SKIP, Ended, Evidence, Field, Unsaved
from bot.talk.form import (
    BACK,
    CANCEL,
    CARD,
    CHANGE,
    HELP,
    MORE,
    OTHER,
    REVIEW,
    SEND,
    YES,
    Form,
    Screens,
    other_of,
)
from bot.talk.turn import (
    Answer,
    Attachment,
    IncomingKind,
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
        answers = self.draft.answers
        if self.form.secret or answers.get("dropped") or not answers.get("nonce"):
            return False
        return bool(answers["values"]) or "pending" in answers

    @property
    def title(self) -> Message:
        """What the form is about."""
        return self.form.heading(self.turn, self.answers)

    def begin(self, start: Start) -> Answer:
        """Start over with a context; the next question is asked."""
        self.draft.answers = {
            "nonce": format(self.turn.incoming.update_id % 36**4, "x"),
            "context": dict(start.context),
            "values": dict(start.values),
        }
        return self._go_on(first=True)

    def show(self, trouble: Message | None = None) -> Reply:
        """Show the present question again, with what was wrong with the last answer, if anything."""
        if self.draft.step == REVIEW:
            return self._screens.review(trouble)
        field = self.form.field(self.draft.step)
        if field is None:
            raise LookupError(f"form {self.form.name} has no step {self.draft.step}")
        if "pending" in self.draft.answers:
            doubt = self._doubted(field, self.draft.answers["pending"])
            return self._screens.sure(
                field, lines(trouble, doubt or field.ask(self.turn, self.answers))
            )
        return self._screens.ask(field, trouble)

    def show_unsaved(self, trouble: Message) -> Reply:
        """Show the card, or the last question, again after the answers could not be saved."""
        self._drop_pending()
        if self.draft.step != REVIEW:
            # What was known beforehand, behind the present question, may be what was refused.
            asked = [field.name for field in self.form.fields]
            before = asked[: asked.index(self.draft.step)]
            values = self.draft.answers["values"]
            self._keep(values={name: values[name] for name in values if name in before})
        return self.show(trouble)

    def take(self, raw: str | Attachment) -> Answer:
        """Take what was written or sent as the answer to the present question."""
        if isinstance(raw, Attachment) and self.form.collect is not None:
            return self._collect(self.form.collect, raw)
        field = self.form.field(self.draft.step)
        self.turn.forget |= self.form.secret and self.turn.incoming.kind is not IncomingKind.BUTTON
        if field is None or "pending" in self.draft.answers:
            return self.show(say(N_("Please choose one of the buttons.")))
        if isinstance(field, Evidence) and isinstance(raw, str) and raw != DONE:
            return self._doubt(field, raw) or self._read(field, raw)
        return self._read(field, raw)

    def _collect(self, collect: Collect, raw: Attachment) -> Answer:
        """Keep a file, and go on where the question is answered with it."""
        try:
            values, belongs = collected(collect, self.turn, self.answers, raw)
        except Refused as refused:
            return self.show(refused.message)
        self._keep(values={**self.draft.answers["values"], **values})
        waits = self.draft.step not in self.draft.answers["values"]
        answer = self.show() if waits else self._go_on()
        return replace(answer, renews=belongs) if isinstance(answer, Reply) else answer

    def _read(self, field: Field, raw: str | Attachment) -> Answer:
        """Read an answer, and go on where it is one."""
        try:
            taken = field.take(self.turn, self.answers, raw)
            question = None
            if taken.finished and not isinstance(field, Evidence):
                question = self._doubt(field, taken.value)
        except Ended as ended:
            self.drop()
            return Reply(ended.message, ((home(),),) if self.turn.person_id else ())
        except Refused as refused:
            return self.show(refused.message)
        if question is not None:
            return question
        self._answer(field, taken.value)
        if taken.finished:
            return self._go_on()
        return self._screens.ask(field, shown=self._number_of(field, raw))

    def press(self, step: str, value: str) -> Answer:
        """Do what a button of this run says; a step that is past shows the present one."""
        if value == CANCEL:
            return self.cancel()
        if step != self.draft.step:
            if step == CHANGE and self.draft.step == REVIEW and self.form.field(value):
                self.draft.step = value
                return self.show()
            if step == CHANGE and self.draft.step == REVIEW and value.startswith(MORE):
                return self._screens.which_to_change(_number(value))
            return replace(self.show(), toast=say(N_("This answer was already taken.")))
        if step == REVIEW:
            return self._press_card(value)
        return self._press_question(step, value)

    def cancel(self) -> Reply:
        """Leave the form; the answers stay until it is begun anew, so that a slip can be undone."""
        self.draft.active = False
        self._keep(dropped=True)
        rows: Rows = ((button(N_("Continue after all"), action("resume", self.form.name)),),)
        if self.form.back is not None:
            rows += ((button(N_("Back"), self.form.back(self.answers)), home()),)
        elif self.turn.person_id is not None:
            rows += ((home(),),)
        return Reply(say(N_("Cancelled. Nothing was sent.")), rows)

    def _press_card(self, value: str) -> Answer:
        if value == SEND:
            return self._save()
        field = self.form.turned_choices.get(value.removeprefix(OTHER))
        if field is not None:
            self._answer(field, other_of(field, self.turn, self.answers)[0])
        return self._screens.which_to_change() if value == CHANGE else self.show()

    def _press_question(self, step: str, value: str) -> Answer:
        field = self.form.field(step)
        if field is None:
            return self.show()
        if "pending" in self.draft.answers:
            return self._press_sure(field, value)
        if value in _ONLY_ELSEWHERE:
            return replace(self.show(), toast=say(N_("This answer was already taken.")))
        return self._press_control(field, value) or self.take(value)

    def _press_sure(self, field: Field, value: str) -> Answer:
        pending = self.draft.answers["pending"]
        self._drop_pending()
        if value == YES and isinstance(field, Evidence):
            return self._read(field, pending)
        if value == YES or field.reconsider:
            self._answer(field, pending)
        if value == YES:
            return self._go_on()
        self.draft.step = field.reconsider or field.name
        return self.show()

    def _press_control(self, field: Field, value: str) -> Answer | None:
        if value.startswith(MORE):
            return self._screens.ask(field, shown=_number(value))
        if value == HELP and field.help:
            return self._screens.ask(field, say(field.help))
        if value == BACK:
            self.draft.step = self.form.before(field, self.turn, self.answers).name
            return self.show()
        if value == KEEP and field.name in self.draft.answers["values"]:
            return self._go_on()
        if value == SKIP and field.optional:
            question = self._doubt(field, None)
            if question is None:
                self._answer(field, None)
            return question or self._go_on()
        return None

    def _number_of(self, field: Field, raw: str | Attachment) -> int:
        """Return which of the answers with a button was given."""
        values = [value for value, _label in field.options(self.turn, self.answers)]
        return values.index(raw) if isinstance(raw, str) and raw in values else 0

    def _doubt(self, field: Field, value: Any) -> Reply | None:
        """Return the question whether an answer is right, if its check has one."""
        question = self._doubted(field, value)
        if question is None:
            return None
        self._keep(pending=value)
        return self._screens.sure(field, question)

    def _doubted(self, field: Field, value: Any) -> Message | None:
        return field.check(self.turn, self.answers, value) if field.check else None

    def _go_on(self, *, first: bool = False) -> Answer:
        for field in self.form.applying(self.turn, self.answers):
            if field.name not in self.draft.answers["values"]:
                self.draft.step = field.name
                return self._screens.ask(field, first=first)
        self.draft.step = REVIEW
        return self._screens.review() if self.form.review else self._save()

    def _save(self) -> Answer:
        applying = self.form.applying(self.turn, self.answers)
        left_out = {field.name for field in self.form.fields} - {field.name for field in applying}
        answers = {name: value for name, value in self.answers.items() if name not in left_out}
        try:
            saved = self.form.save(self.turn, answers)
        except Refused as refused:
            raise Unsaved(refused) from refused
        self.drop()
        return saved

    def drop(self) -> None:
        """Leave the form and its answers for good."""
        self.draft.active = False
        self.draft.answers = {"nonce": "", "context": {}, "values": {}}

    def _answer(self, field: Field, value: Any) -> None:
        self._keep(values={**self.draft.answers["values"], field.name: value})

    def _keep(self, **changes: Any) -> None:
        self.draft.answers = {**self.draft.answers, **changes}

    def _drop_pending(self) -> None:
        self.draft.answers = {k: v for k, v in self.draft.answers.items() if k != "pending"}

    @property
    def _screens(self) -> Screens:
        return Screens(self.form, self.draft.answers["nonce"], self.turn, self.answers)


_ONLY_ELSEWHERE = (CHANGE, SEND, CARD)
"""Values of buttons of a card or of "is that right?", tapped twice: no answers to a question."""


def _number(value: str) -> int:
    """Return the number that a button for further answers names."""
    text = value.removeprefix(MORE)
    return int(text) if text.isascii() and text.isdigit() else 0
