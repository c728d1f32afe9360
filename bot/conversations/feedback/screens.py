"""The screen of one feedback, as its receiver and its giver see it."""

from __future__ import annotations

from bot.conversations.feedback.words import KINDS, MODES
from bot.talk.behaviours import VALUES, named
from bot.talk.feedback_actions import ACTIONS
from bot.talk.figures import short
from bot.talk.turn import Button, Reply, action, button, home
from kinerja.messages import N_, Message, Month, lines, say, words
from kinerja.reports.feedback import FeedbackCard


def feedback_screen(
    card: FeedbackCard, said: Message | None = None, *, correctable: bool = False
) -> Reply:
    """Return a feedback with its three parts, what it belongs to, what follows, and the answer."""
    about = None
    if card.period is not None:
        about = say(N_("About the report for {month}"), month=Month(card.period))
    text = lines(
        said,
        _heading(card),
        say("{kind} · {mode}", kind=say(KINDS[card.kind]), mode=say(MODES[card.mode])),
        about,
        _named(N_("\n<b>What went well</b>\n{text}"), card.went_well),
        _named(N_("\n<b>What can be improved</b>\n{text}"), card.to_improve),
        _named(N_("\n<b>Next step</b>\n{text}"), card.next_step),
        _about(card),
        _tags(N_("Strengths:\n{tags}"), card.strengths),
        _tags(N_("To be developed:\n{tags}"), card.to_develop),
        _outcome(card),
        _corrected(card),
        _thread(card),
    )
    rows = _rows(card)
    if correctable:
        rows = ((button(N_("Correct it"), action("fb.fix", card.id)),), *rows)
    return Reply(text, rows, protected=not card.received)


def _heading(card: FeedbackCard) -> Message:
    if card.received:
        return say(N_("<b>Feedback from {name}</b>"), name=card.giver)
    if card.given:
        return say(N_("<b>Feedback to {name}</b>"), name=card.receiver)
    return say(
        N_("<b>Feedback from {giver} to {receiver}</b>"), giver=card.giver, receiver=card.receiver
    )


def _named(sentence: str, text: str) -> Message | None:
    return say(sentence, text=text) if text else None


def _tags(sentence: str, tags: tuple[str, ...]) -> Message | None:
    return say(sentence, tags=named(tags)) if tags else None


def _about(card: FeedbackCard) -> Message | None:
    named = [words(short(text, 60)) for text in card.results]
    named += [say(VALUES[value]) for value in card.behaviours]
    return say(N_("\nBelongs to:\n{what}"), what=tuple(named)) if named else None


def _outcome(card: FeedbackCard) -> Message:
    progress = say(N_("Progress")) if card.progress else say(N_("No progress yet"))
    if not card.actions:
        return say(N_("\nOutcome: {progress}"), progress=progress)
    return say(
        N_("\nOutcome: {progress}. What follows:\n{actions}"),
        progress=progress,
        actions=tuple(say(ACTIONS[one]) for one in card.actions),
    )


def _corrected(card: FeedbackCard) -> Message | None:
    if card.corrected_at is None:
        return None
    return say(N_("Corrected on {day}."), day=card.corrected_at.date())


def _thread(card: FeedbackCard) -> Message | None:
    if card.answer:
        return say(N_("\n<b>Answer of {name}</b>\n{text}"), name=card.receiver, text=card.answer)
    if card.acknowledged_at is not None:
        return say(N_("\nRead and acknowledged on {day}."), day=card.acknowledged_at.date())
    return None


def _rows(card: FeedbackCard) -> tuple[tuple[Button, ...], ...]:
    if not card.received:
        return ((button(N_("‹ To review"), action("rev")), home()),)
    read = button(N_("I have read it"), action("fb.ack", card.id))
    rows: list[tuple[Button, ...]] = [] if card.acknowledged_at is not None else [(read,)]
    if card.answered_at is None:
        thanks = button(N_("Say thank you"), action("fb.thank", card.id))
        rows.append((button(N_("Answer"), action("fb.answer", card.id)), thanks))
    return (*rows, (button(N_("‹ Feedback"), action("fb")), home()))
