"""Evidence after evidence (*Periksa bukti dukung*): three buttons, a reason, undo, in one message."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.conversations.review import sprint_screens as screens
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Text
from bot.talk.form import Form
from bot.talk.pieces import MARKED
from bot.talk.turn import Answer, Reply, Start, Turn, action
from kinerja.errors import Refused
from kinerja.messages import N_, Message, say
from kinerja.models.evidence import EvidenceMark
from kinerja.reports.evidence_queue import EvidenceQueue, Scope, evidence_to_check, piece_of
from kinerja.reports.inbox import review_queue
from kinerja.rules.marks import LONGEST_REASON, check_mark_reason
from kinerja.services.marking_evidence import mark_evidence, unmark_evidence

MARKS = {"y": EvidenceMark.ACCEPTED, "c": EvidenceMark.INCOMPLETE, "n": EvidenceMark.UNSUITABLE}
"""The letters of the marks in buttons."""


def choose_scope(turn: Turn) -> Answer:
    """Offer whose evidence is gone through, with how much of it is open."""
    queue = review_queue(turn.session, turn.actor, turn.today)
    scopes = (
        (Scope.SAMPLE, Scope.WEEK, Scope.WAITING) if queue.is_long else (Scope.WEEK, Scope.WAITING)
    )
    return screens.scopes_screen({scope: _queue(turn, scope, 0) for scope in scopes}, queue)


def choose_person(turn: Turn, page: int = 1) -> Answer:
    """Offer the people whose reports wait."""
    return screens.people_screen(review_queue(turn.session, turn.actor, turn.today), page)


def begin(turn: Turn, scope: str, about: int = 0) -> Answer:
    """Show the first piece without a mark, in a message of its own."""
    return replace(_next(turn, _scope(scope), about), fresh=True)


def go_on(turn: Turn, scope: str, about: int, after: int) -> Answer:
    """Show the piece after one, without marking it."""
    return _next(turn, _scope(scope), about, after=after)


def mark(turn: Turn, letter: str, evidence_id: int, scope: str, about: int) -> Answer:
    """Mark a piece; anything but accepted asks for the reason first."""
    found = MARKS.get(letter)
    if found is None:
        raise Refused(N_("Please choose one of the buttons."))
    if found is not EvidenceMark.ACCEPTED:
        piece = piece_of(turn.session, turn.actor, evidence_id, turn.today)
        context = {"piece": evidence_id, "mark": found.value, "scope": scope, "about": about}
        return Start("mark", {**context, "name": piece.person_name})
    mark_evidence(turn.session, turn.actor, evidence_id, found, now=turn.now, today=turn.today)
    return _next(turn, _scope(scope), about, after=evidence_id, undo=evidence_id, said=found)


def undo(turn: Turn, evidence_id: int, scope: str, about: int) -> Answer:
    """Take the last mark back and show its piece again."""
    unmark_evidence(turn.session, turn.actor, evidence_id, now=turn.now, today=turn.today)
    return _show(turn, evidence_id, _scope(scope), about)


def open_file(turn: Turn, evidence_id: int) -> Answer:
    """Send the file of a piece that cannot be shown in place."""
    return screens.file_screen(piece_of(turn.session, turn.actor, evidence_id, turn.today))


def _next(
    turn: Turn,
    scope: Scope,
    about: int,
    *,
    after: int = 0,
    undo: int = 0,
    said: EvidenceMark | None = None,
) -> Reply:
    queue = _queue(turn, scope, about)
    if not queue.open:
        return screens.done_screen(queue, scope, about, undo)
    following = _following(queue, after) or queue.open[0]
    return _show(turn, following, scope, about, queue, undo, said)


def _following(queue: EvidenceQueue, after: int) -> int | None:
    if after not in queue.order:
        return None
    rest = queue.order[queue.order.index(after) + 1 :]
    return next((piece for piece in rest if piece in queue.open), None)


def _show(
    turn: Turn,
    evidence_id: int,
    scope: Scope,
    about: int,
    queue: EvidenceQueue | None = None,
    undo: int = 0,
    said: EvidenceMark | None = None,
) -> Reply:
    piece = piece_of(turn.session, turn.actor, evidence_id, turn.today)
    place = screens.Place(scope, about, queue or _queue(turn, scope, about), undo, said)
    return screens.piece_screen(piece, place)


def _queue(turn: Turn, scope: Scope, about: int) -> EvidenceQueue:
    return evidence_to_check(turn.session, turn.actor, scope, about, turn.today)


def _scope(text: str) -> Scope:
    try:
        return Scope(text)
    except ValueError:
        raise Refused(N_("Please choose one of the buttons.")) from None


def _save(turn: Turn, answers: Answers) -> Answer:
    found = EvidenceMark(answers["mark"])
    mark_evidence(
        turn.session,
        turn.actor,
        answers["piece"],
        found,
        answers["reason"],
        now=turn.now,
        today=turn.today,
    )
    scope, about, piece = Scope(answers["scope"]), answers["about"], answers["piece"]
    return _next(turn, scope, about, after=piece, undo=piece, said=found)


def _title(_turn: Turn, answers: Answers) -> Message:
    found = say(MARKED[EvidenceMark(answers["mark"])])
    return say(N_("{mark}: evidence of {name}"), mark=found, name=answers["name"])


def _readers(_turn: Turn, answers: Answers) -> Message:
    return say(N_("{name} will read the reason."), name=answers["name"])


def _check_reason(_turn: Turn, answers: Answers, value: Any) -> None:
    check_mark_reason(EvidenceMark(answers["mark"]), str(value))


ACTIONS: dict[str, Handler] = {
    "rev.check": choose_scope,
    "rev.check.who": choose_person,
    "rev.go": begin,
    "rev.skip": go_on,
    "rev.mark": mark,
    "rev.undo": undo,
    "rev.file": open_file,
}
MARK = Form(
    name="mark",
    about_others=True,
    title=_title,
    readers=_readers,
    fields=(
        Text(
            name="reason",
            label=N_("Reason"),
            question=N_("What is missing or does not fit? One sentence is enough."),
            check=_check_reason,
            longest=LONGEST_REASON,
        ),
    ),
    save=_save,
    review=False,
    back=lambda answers: action("rev.go", answers["scope"], answers["about"]),
)
