"""Tags: what feedback names as strength and as to be developed, from the agency's list and BerAKHLAK."""

from __future__ import annotations

from bot.talk.behaviours import VALUES
from bot.talk.fields import Answers, Many, Option
from bot.talk.turn import Turn
from kinerja.messages import N_, say, words
from kinerja.models import Behaviour

NOTHING_MORE = "=enough"
"""Answer of a giver who has said all with the first part."""


def offered(_turn: Turn, answers: Answers) -> list[Option]:
    """Return the competencies, and the values the feedback belongs to."""
    options: list[Option] = [
        (f"c{number}", words(name)) for number, name in enumerate(answers["competencies"])
    ]
    options += [
        (value, say(VALUES[Behaviour(value)])) for value in answers.get("values") or () if value
    ]
    return options


def _left(turn: Turn, answers: Answers) -> list[Option]:
    taken = answers.get("strengths") or ()
    return [option for option in offered(turn, answers) if option[0] not in taken]


def says_more(answers: Answers) -> bool:
    """Say whether more is said than what went well: else the questions about it are left out."""
    return answers.get("improve") != NOTHING_MORE


def chosen(answers: Answers, name: str) -> tuple[str, ...]:
    """Return the tags that were ticked as they are kept: a competency's words, a value's key."""
    competencies = answers["competencies"]
    return tuple(
        competencies[int(key[1:])] if key[1:].isdigit() else key for key in answers.get(name) or ()
    )


STRENGTHS = Many(
    name="strengths",
    label=N_("Strengths"),
    question=N_("Which of these did you see as a strength? Choose any, or none, then tap Done."),
    choices=offered,
    when=lambda _turn, answers: bool(answers.get("well")) and says_more(answers),
)
DEVELOP = Many(
    name="develop",
    label=N_("To be developed"),
    question=N_("Which of these can be developed further? Choose any, or none, then tap Done."),
    choices=_left,
    when=lambda _turn, answers: bool(answers.get("improve")) and says_more(answers),
)
