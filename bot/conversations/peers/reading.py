"""Reading what others said: the list of requests, and one of them with what may be shown of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.peers.words import CIRCLES, QUESTIONS, SEEN
from bot.talk.behaviours import named
from bot.talk.figures import calling, short, size_of
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.models import PeerOutcome
from kinerja.reports.peer_lists import RequestLine, requests_of
from kinerja.reports.peer_requests import (
    Gathered,
    NamedAnswer,
    RequestCard,
    request_card,
)
from kinerja.rules.peer_feedback import LEAST, Question, Seen
from kinerja.services.asking_peers import cancel_request

LISTED = 2
ON_A_PAGE = 3
_LARGEST = 1500


def show_own(turn: Turn, page: int = 1) -> Answer:
    """List the requests about oneself and those one made, newest first."""
    found = requests_of(turn.session, turn.actor)
    shown = page_of(found, page, LISTED)
    text = say(N_("<b>My requests</b>: {count}"), count=len(found))
    if not found:
        text = say(N_("<b>My requests</b>\nThere is none yet. Whom would you like to ask?"))
    rows: list[tuple[Button, ...]] = [(_line(one),) for one in shown.items]
    if not found:
        rows.append((button(N_("Ask for feedback"), action("peer.ask")),))
    turning = shown.turning(lambda number: action("peer.own", number))
    rows.append((*turning, button(N_("‹ From others"), action("peer")), home()))
    return Reply(text, tuple(rows), protected=True)


def show(turn: Turn, request_id: int, page: int = 1) -> Answer:
    """Show one request: whom it asks, and what may be read of it."""
    card = request_card(turn.session, turn.actor, request_id, turn.today)
    parts = _parts(card)
    shown = page_of(parts, page, ON_A_PAGE)
    heading = say(
        N_("<b>Feedback about {name}</b>\nAsked: {count}, {circle}; until {day}."),
        name=card.subject,
        count=card.asked,
        circle=say(CIRCLES[card.circle]),
        day=card.closes_on,
    )
    turning = shown.turning(lambda number: action("peer.open", request_id, number))
    rows: list[tuple[Button, ...]] = []
    if card.outcome is None and card.mine:
        rows.append((button(N_("Take the request back"), action("peer.sure", card.id)),))
    rows.append((*turning, button(N_("‹ My requests"), action("peer.own")), home()))
    return Reply(lines(heading, _state(card), *shown.items), tuple(rows), protected=True)


def ask_cancel(turn: Turn, request_id: int) -> Answer:
    """Ask once before answers are erased."""
    request_card(turn.session, turn.actor, request_id, turn.today)
    text = say(
        N_(
            "Take this request back? What was answered without names is erased, and nobody reads it."
        )
    )
    yes = button(N_("Take it back"), action("peer.cancel", request_id))
    return Reply(text, ((yes,), (button(N_("‹ Back"), action("peer.open", request_id)), home())))


def cancel(turn: Turn, request_id: int) -> Answer:
    """Take a request back."""
    cancel_request(turn.session, turn.actor, request_id, now=turn.now, today=turn.today)
    return show(turn, request_id)


def _line(one: RequestLine) -> Button:
    mark = "○" if one.is_open else "✓"
    return button(
        N_("{mark} About {name}, until {day}"),
        action("peer.open", one.id),
        mark=mark,
        name=calling(one.subject, 16),
        day=one.closes_on,
    )


def _state(card: RequestCard) -> Message | None:
    if card.gathered is not None:
        return None
    if card.outcome is None and not card.named:
        return say(N_("It is still open; who has answered is shown to nobody."))
    sentences = {
        PeerOutcome.CANCELLED: N_("It was taken back."),
        PeerOutcome.TOO_FEW: N_(
            "Fewer than {least} answered, so nothing is shown, and the answers are erased."
        ),
        PeerOutcome.MERGED: N_(
            "The group is small: what was said without names is merged into {unit}, and shown once {least} "
            "answers have come together there."
        ),
    }
    sentence = None if card.outcome is None else sentences.get(card.outcome)
    if sentence is not None:
        return say(sentence, least=LEAST, unit=card.pool)
    return None if card.named else say(N_("Nobody has answered."))


def _parts(card: RequestCard) -> list[Message]:
    parts = [_one(answer) for answer in card.named]
    if card.gathered is not None:
        parts += _group(card.gathered, card.pool)
    return parts


def _one(answer: NamedAnswer) -> Message:
    content = answer.content
    text = content["text"]
    return lines(
        say(N_("\n<b>{name}</b>"), name=answer.giver),
        *(
            say("• {question}: {seen}", question=_asked(key), seen=say(SEEN[Seen(value)]))
            for key, value in content["answers"].items()
        ),
        _tagged(N_("Strengths: {tags}"), content["strengths"]),
        _tagged(N_("To be developed: {tags}"), content["to_develop"]),
        say("“{text}”", text=short(text, 300)) if text else None,
    )


def _group(gathered: Gathered, pool: str) -> list[Message]:
    summary = gathered.summary
    heading = say(N_("\n<b>{count} answers, without names</b>"), count=gathered.answered)
    if pool:
        heading = say(
            N_(
                "\n<b>{count} answers below {unit}, without names</b>\nThey are about several people."
            ),
            count=gathered.answered,
            unit=pool,
        )
    counted = lines(
        heading,
        *(
            say("• {question}: {seen}", question=_asked(key), seen=_counts(counts))
            for key, counts in summary.get("answers", {}).items()
        ),
        _counted_tags(N_("Strengths: {tags}"), summary.get("strengths", {})),
        _counted_tags(N_("To be developed: {tags}"), summary.get("to_develop", {})),
    )
    return [counted, *_joined(gathered.texts)]


def _joined(texts: tuple[str, ...]) -> list[Message]:
    """Return the texts, as many together as a screen can take."""
    blocks: list[list[Message]] = []
    for text in texts:
        said = say("\n“{text}”", text=text)
        if not blocks or sum(map(size_of, [*blocks[-1], said])) > _LARGEST // ON_A_PAGE:
            blocks.append([])
        blocks[-1].append(said)
    return [lines(*block) for block in blocks]


def _asked(key: str) -> Message:
    return say(QUESTIONS[Question(key)])


def _counts(counts: Mapping[str, int]) -> Message:
    said = [
        say("{seen} {n}", seen=say(SEEN[one]), n=counts[one.value])
        for one in Seen
        if counts.get(one.value)
    ]
    return _in_a_row(said)


def _in_a_row(said: list[Message]) -> Message:
    joined = said[0]
    for one in said[1:]:
        joined = say("{before}, {one}", before=joined, one=one)
    return joined


def _tagged(sentence: str, tags: list[str]) -> Message | None:
    return say(sentence, tags=_in_a_row(list(named(tags)))) if tags else None


def _counted_tags(sentence: str, tags: Mapping[str, int]) -> Message | None:
    most_first = sorted(tags.items(), key=lambda one: (-one[1], one[0]))[:6]
    if not most_first:
        return None
    said = [say("{tag} {n}", tag=next(iter(named([tag]))), n=n) for tag, n in most_first]
    return say(sentence, tags=_in_a_row(said))


def told_closed(values: Mapping[str, Any]) -> Reply:
    """Say that a request is over and what came of it can be seen."""
    row = (button(N_("Open"), action("peer.open", values["request_id"])),)
    return Reply(say(N_("A request for feedback from others is closed.")), (row,))


def told_answered(values: Mapping[str, Any]) -> Reply:
    """Say that somebody has answered by name."""
    row = (button(N_("Open"), action("peer.open", values["request_id"])),)
    return Reply(say(N_("Somebody has answered a request for feedback.")), (row,))


def told_asked_about(values: Mapping[str, Any]) -> Reply:
    """Say that one's rater asks others."""
    row = (button(N_("Open"), action("peer.open", values["request_id"])),)
    text = N_("Your superior asks others for feedback about you; you read what they say, too.")
    return Reply(say(text), (row,))
