"""Which form a chat is in: beginning one, asking before it is interrupted, setting aside, resuming."""

from __future__ import annotations

from sqlalchemy import bindparam
from sqlmodel import col, select

from bot.talk.run import Run
from bot.talk.turn import Answer, Button, Reply, Rows, Start, Turn, action, button, home
from kinerja.messages import N_, say
from kinerja.models import Draft

RESUME = "resume"
ASIDE = "aside"
_ACTIVE = select(Draft).where(col(Draft.chat_id) == bindparam("chat"), col(Draft.active).is_(True))


class Drafts:
    """The drafts of the turn's chat; one at most is active."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        turn.underway = self
        self._active = turn.session.exec(_ACTIVE, params={"chat": turn.chat_id}).first()

    @property
    def active(self) -> Draft | None:
        """The draft that is being filled in, if any."""
        return self._active if self._active is not None and self._active.active else None

    def run(self, draft: Draft) -> Run:
        """Return the form of a draft, ready to go on."""
        return Run(self._turn.book.forms[draft.form], draft, self._turn)

    def begin(self, start: Start) -> Answer:
        """Begin a form, unless another one with answers is under way: then ask first."""
        incoming = self._turn.incoming
        question = self.interruption(incoming.data or f"/{incoming.command}")
        if question is not None:
            return question
        draft = self._turn.session.get(Draft, (self._turn.chat_id, start.form))
        if draft is None:
            draft = Draft(chat_id=self._turn.chat_id, form=start.form, updated_at=self._turn.now)
            self._turn.session.add(draft)
        self._activate(draft)
        draft.screen_key = None
        return self.run(draft).begin(start)

    def interruption(self, wanted: str) -> Reply | None:
        """Return the question whether to go on or set aside, when answers would be left behind.

        ``wanted`` is what the person asked for instead: a button's data, or a command with its slash.
        """
        active = self.active
        if active is None or not self.run(active).has_answers:
            return None
        active.answers = {**active.answers, "wanted": wanted}
        return Reply(
            say(N_("You have not finished your last answers. They are kept. What shall we do?")),
            (
                (button(N_("Continue them"), action(RESUME, active.form)),),
                (button(N_("Set them aside"), action(ASIDE)), home()),
            ),
            fresh=True,
        )

    def set_aside(self) -> str:
        """Leave the active form for later; return what the person had asked for instead."""
        active = self.active
        if active is None:
            return ""
        active.active = False
        return str(active.answers.get("wanted", ""))

    def resume(self, form: str) -> Reply | None:
        """Go on with a form that was left; None where there is nothing to go on with."""
        draft = self._turn.session.get(Draft, (self._turn.chat_id, form))
        if draft is None or not draft.answers.get("nonce"):
            return None
        self._activate(draft)
        draft.answers = {k: v for k, v in draft.answers.items() if k not in ("dropped", "wanted")}
        return self.run(draft).show()

    def unfinished(self) -> tuple[Button, ...]:
        """Return a button for each form with answers that was not finished."""
        drafts = self._turn.session.exec(
            select(Draft).where(col(Draft.chat_id) == self._turn.chat_id).order_by(Draft.form)
        )
        runs = [self.run(draft) for draft in drafts if draft.answers.get("nonce")]
        return tuple(
            button(N_("Continue: {title}"), action(RESUME, run.form.name), title=run.title)
            for run in runs
            if run.has_answers
        )

    def cancel(self) -> Reply | None:
        """Leave the active form, if there is one."""
        return None if self.active is None else self.run(self.active).cancel()

    def way_on(self) -> Rows:
        """Return the buttons that lead on from a message that did nothing."""
        if self._turn.person_id is None:
            return ()
        if self.active is None:
            return ((home(),),)
        return ((button(N_("Continue"), action(RESUME, self.active.form)), home()),)

    def _activate(self, draft: Draft) -> None:
        if self._active is not None and self._active is not draft:
            self._active.active = False
        draft.active, draft.updated_at = True, self._turn.now
        self._active = draft


class _Nothing:
    def unfinished(self) -> tuple[Button, ...]:
        return ()

    def cancel(self) -> Reply | None:
        return None


NOTHING = _Nothing()
"""Nothing under way: for turns that reach no conversation."""
