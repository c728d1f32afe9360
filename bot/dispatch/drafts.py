"""Which form a chat is in: beginning one, asking before it is interrupted, setting aside, resuming."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import sqlalchemy
from sqlalchemy import bindparam, insert
from sqlmodel import col, delete, update

from bot.talk.collecting import with_earlier_files
from bot.talk.guidance import Present, present_of
from bot.talk.run import Run
from bot.talk.turn import Answer, Button, Reply, Rows, Start, Turn, action, button, home
from kinerja.database import read
from kinerja.messages import N_, say
from kinerja.models import Draft

Wanted = str | dict[str, Any]
"""What somebody asked for while answers were unfinished: a command with its slash, or a ``Start``."""

RESUME = "resume"
ASIDE = "aside"
ANEW = "anew"
_OF_CHAT = sqlalchemy.select(
    col(Draft.form),
    col(Draft.active),
    col(Draft.step),
    col(Draft.answers),
    col(Draft.screen_key),
).where(col(Draft.chat_id) == bindparam("chat"))
_CHANGE = (
    update(Draft)
    .where(col(Draft.chat_id) == bindparam("of_chat"), col(Draft.form) == bindparam("of_form"))
    .values(
        active=bindparam("active"),
        step=bindparam("step"),
        answers=bindparam("answers"),
        screen_key=bindparam("screen_key"),
        updated_at=bindparam("updated_at"),
    )
)

_DELETE = delete(Draft).where(
    col(Draft.chat_id) == bindparam("of_chat"), col(Draft.form) == bindparam("of_form")
)


class Drafts:
    """The drafts of the turn's chat; one at most is active.

    They are read once and written once (``save``): every step of a conversation changes one.
    """

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        turn.underway = self
        rows = read(turn.session, _OF_CHAT, chat=turn.chat_id)
        self._drafts = {
            form: Draft(
                chat_id=turn.chat_id,
                form=form,
                active=active,
                step=step,
                answers=answers,
                screen_key=screen_key,
                updated_at=turn.now,
            )
            for form, active, step, answers, screen_key in rows
            if form in turn.book.forms
        }
        self._stored = {form: _state(draft) for form, draft in self._drafts.items()}

    @property
    def active(self) -> Draft | None:
        """The draft that is being filled in, if any."""
        return next((draft for draft in self._drafts.values() if draft.active), None)

    def save(self) -> None:
        """Write what the turn changed; called once, at its end."""
        connection = self._turn.session.connection()
        for form, draft in self._drafts.items():
            state = _state(draft)
            given = {**state, "updated_at": self._turn.now}
            if self._leaves_nothing(draft):
                of = {"of_chat": self._turn.chat_id, "of_form": form}
                connection.execute(_DELETE, of)
            elif form not in self._stored:
                values = {"chat_id": self._turn.chat_id, "form": form, **given}
                connection.execute(insert(Draft), values)
            elif state != self._stored[form]:
                of = {"of_chat": self._turn.chat_id, "of_form": form}
                connection.execute(_CHANGE, {**of, **given})

    def _leaves_nothing(self, draft: Draft) -> bool:
        """Say whether a form is over of which nothing stays, not even that somebody was there."""
        return self._turn.book.forms[draft.form].leaves_nothing and not draft.answers.get("nonce")

    def run(self, draft: Draft) -> Run:
        """Return the form of a draft, ready to go on."""
        return Run(self._turn.book.forms[draft.form], draft, self._turn)

    def begin(self, start: Start) -> Answer:
        """Begin a form, unless answers would be left behind or written over: then ask first."""
        question = self._overwriting(start) or self.interruption(asdict(start))
        if question is not None:
            return question
        draft = self._drafts.setdefault(
            start.form,
            Draft(chat_id=self._turn.chat_id, form=start.form, updated_at=self._turn.now),
        )
        self._activate(draft)
        draft.screen_key = None
        return self.run(draft).begin(start)

    def interruption(self, wanted: Wanted) -> Reply | None:
        """Return the question whether to go on or set aside, when answers would be left behind."""
        active = self.active
        if active is None or not self.run(active).has_answers:
            return None
        active.answers = {**active.answers, "wanted": wanted}
        return Reply(
            say(N_("You have not finished your last answers. They are kept. What shall we do?")),
            (
                (button(N_("Continue them"), action(RESUME, active.form)),),
                (button(N_("Set them aside"), action(ASIDE, active.form)), home()),
            ),
            fresh=True,
        )

    def _overwriting(self, start: Start) -> Reply | None:
        """Return the question whether to go on or begin anew, where the same form has answers."""
        draft = self._drafts.get(start.form)
        if draft is None or not self.run(draft).has_answers:
            return None
        if self.active not in (None, draft):
            return None
        draft.answers = {
            **draft.answers,
            "wanted": with_earlier_files(asdict(start), draft.answers.get("wanted")),
        }
        return Reply(
            say(
                N_("Your last answers here are not finished: {title}. They are kept."),
                title=self.run(draft).title,
            ),
            (
                (button(N_("Continue them"), action(RESUME, start.form)),),
                (button(N_("Drop them, begin anew"), action(ANEW, start.form)), home()),
            ),
            fresh=True,
        )

    def set_aside(self) -> None:
        """Leave the active form for later."""
        if self.active is not None:
            self.active.active = False

    def leave_for(self, form: str, *, dropped: bool) -> Wanted | None:
        """Leave a form where that was asked; return what is wanted instead, once."""
        draft = self._drafts.get(form)
        if draft is None or "wanted" not in draft.answers:
            return None
        wanted: Wanted = draft.answers["wanted"]
        draft.active = False
        draft.answers = {k: v for k, v in draft.answers.items() if k != "wanted"}
        if dropped:
            self.run(draft).drop()
        return wanted

    def resume(self, form: str) -> Reply | None:
        """Go on with a form that was left; None where there is nothing to go on with."""
        draft = self._drafts.get(form)
        if draft is None or not draft.answers.get("nonce"):
            return None
        self._activate(draft)
        draft.answers = {k: v for k, v in draft.answers.items() if k not in ("dropped", "wanted")}
        return self.run(draft).show()

    def unfinished(self) -> tuple[Button, ...]:
        """Return a button for each form with answers that was not finished."""
        drafts = [draft for _form, draft in sorted(self._drafts.items())]
        runs = [self.run(draft) for draft in drafts if draft.answers.get("nonce")]
        return tuple(
            button(N_("Continue: {title}"), action(RESUME, run.form.name), title=run.title)
            for run in runs
            if run.has_answers
        )

    def present(self) -> Present | None:
        """Return the question somebody is at, if there is one."""
        if self.active is None:
            return None
        return present_of(self.run(self.active), action(RESUME, self.active.form))

    def cancel(self) -> Reply | None:
        """Leave the active form, if there is one."""
        return None if self.active is None else self.run(self.active).cancel()

    @property
    def are_of_a_stranger(self) -> bool:
        """Whether nobody is known here, and nobody is getting in."""
        return self._turn.person_id is None and self.active is None

    def way_on(self) -> Rows:
        """Return the buttons that lead on from a message that did nothing."""
        leaving = () if self._turn.person_id is None else (home(),)
        if self.active is not None:
            leaving = (button(N_("Continue"), action(RESUME, self.active.form)), *leaving)
        return (leaving,) if leaving else ()

    def _activate(self, draft: Draft) -> None:
        if self.active is not None and self.active is not draft:
            self.active.active = False
        draft.active = True


def _state(draft: Draft) -> dict[str, Any]:
    return {
        "active": draft.active,
        "step": draft.step,
        "answers": draft.answers,
        "screen_key": draft.screen_key,
    }


class _Nothing:
    def present(self) -> Present | None:
        return None

    def unfinished(self) -> tuple[Button, ...]:
        return ()

    def cancel(self) -> Reply | None:
        return None


NOTHING = _Nothing()
"""Nothing under way: for turns that reach no conversation."""
