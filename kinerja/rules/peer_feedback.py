"""Feedback from others: what is asked, when a group is large enough to hide in, and when it closes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from kinerja.errors import N_, Refused
from kinerja.models.peer import Circle

LEAST = 4
"""Answers of a group from which on they are shown without names."""

PEER_FORM = "peer"
"""The form of the chat in which somebody answers; its half-done answers go when the request closes."""

FEWEST_QUESTIONS, MOST_QUESTIONS = 2, 3
MOST_PICKED = 8
LONGEST_TEXT = 600
MOST_TAGS = 3
OPEN_DAYS = (3, 7, 14)
CLOSES_HOUR = time(8)
"""The hour of the morning after the last day at which everything is shown at once."""

AGAIN_AFTER = timedelta(days=90)
"""Until a circle may be asked about the same person again: two groups that differ by one say what that one said."""


class Question(StrEnum):
    """What can be asked about somebody at work; each is answered with how often it is seen."""

    COLLABORATES = "collaborates"
    KEEPS_WORD = "keeps_word"
    SHARES = "shares"
    LISTENS = "listens"
    CLEAR = "clear"
    RESPECTS = "respects"


USUAL: dict[Circle, tuple[Question, ...]] = {
    Circle.PICKED: (Question.COLLABORATES, Question.KEEPS_WORD, Question.SHARES),
    Circle.UNIT: (Question.COLLABORATES, Question.KEEPS_WORD, Question.SHARES),
    Circle.BELOW: (Question.CLEAR, Question.LISTENS, Question.RESPECTS),
}
"""The questions that are ticked beforehand."""


class Seen(StrEnum):
    """How often something is seen; no number stands behind it."""

    OFTEN = "often"
    SOMETIMES = "sometimes"
    SELDOM = "seldom"
    CANNOT_SAY = "cannot_say"


class Way(StrEnum):
    """How an answer is given: with the name, without it in its group, or merged into the unit above."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    MERGED = "merged"


@dataclass(frozen=True, slots=True)
class PeerContent:
    """One answer: how often each thing is seen, tags, and a text if there is one."""

    answers: Mapping[str, str]
    strengths: tuple[str, ...] = ()
    to_develop: tuple[str, ...] = ()
    text: str = ""

    def plain(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {
            "answers": dict(self.answers),
            "strengths": list(self.strengths),
            "to_develop": list(self.to_develop),
            "text": self.text,
        }


def check_content(content: PeerContent, questions: Iterable[str]) -> PeerContent:
    """Return an answer with its text trimmed; refused where a question is left out or a tag is one too many."""
    answers = {key: content.answers.get(key, "") for key in questions}
    if not all(value in set(Seen) for value in answers.values()):
        raise Refused(N_("Please answer each question with one of the buttons."))
    text = content.text.strip()
    if len(text) > LONGEST_TEXT:
        raise Refused(
            N_("The answer has {length} characters. Please shorten it to at most {longest}."),
            length=len(text),
            longest=LONGEST_TEXT,
        )
    strengths = tuple(dict.fromkeys(content.strengths))
    to_develop = tuple(t for t in dict.fromkeys(content.to_develop) if t not in strengths)
    if max(len(strengths), len(to_develop)) > MOST_TAGS:
        raise Refused(N_("Please choose at most three of these; fewer say more."))
    return PeerContent(answers, strengths, to_develop, text)


def check_questions(questions: Iterable[str]) -> list[str]:
    """Return the questions in their usual order; two or three are asked."""
    chosen: list[str] = [one.value for one in Question if one.value in set(questions)]
    if not FEWEST_QUESTIONS <= len(chosen) <= MOST_QUESTIONS:
        raise Refused(N_("Please choose two or three questions; more are seldom answered."))
    return chosen


def closes_at(closes_on: date, zone: str) -> datetime:
    """Return when a request closes: on the morning after its last day, whoever answered when."""
    morning = datetime.combine(closes_on + timedelta(days=1), CLOSES_HOUR, tzinfo=ZoneInfo(zone))
    return morning.astimezone(ZoneInfo("UTC"))


def check_days(days: int) -> int:
    """Return for how many days a request is open; refused unless it is one of those offered."""
    if days not in OPEN_DAYS:
        raise Refused(N_("Please choose one of the buttons."))
    return days


def is_small(circle: Circle, asked: int) -> bool:
    """Say whether a group can never reach the answers behind which its givers are hidden."""
    return circle is not Circle.PICKED and asked < LEAST


def ways_of(circle: Circle, asked: int) -> tuple[Way, ...]:
    """Return how an answer to a request may be given."""
    if circle is Circle.PICKED:
        return (Way.NAMED,)
    return (Way.NAMED, Way.MERGED) if is_small(circle, asked) else (Way.ANONYMOUS,)


def summed(contents: Iterable[Mapping[str, Any]], before: Mapping[str, Any]) -> dict[str, Any]:
    """Return how often each answer and tag was given, added to what was counted before.

    What belonged to one answer is apart afterwards: no answer can be told from what else its giver said.
    """
    answers: dict[str, Counter[str]] = {
        key: Counter(counts) for key, counts in before.get("answers", {}).items()
    }
    tags = {name: Counter(before.get(name, {})) for name in ("strengths", "to_develop")}
    for content in contents:
        for key, value in content["answers"].items():
            answers.setdefault(key, Counter())[value] += 1
        for name, counted in tags.items():
            counted.update(content[name])
    return {
        "answers": {key: dict(sorted(counts.items())) for key, counts in sorted(answers.items())},
        **{name: dict(sorted(counted.items())) for name, counted in tags.items()},
    }
