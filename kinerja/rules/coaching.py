"""What follows coaching: the nine statements of form B.1.8, and the competences of form B.1.9."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kinerja.errors import N_, Refused
from kinerja.rules.basis import Basis

STATEMENTS = (
    N_("I felt noticed and understood."),
    N_("I felt that the steps I had taken were valued."),
    N_("I felt free to say what I think."),
    N_("I felt that the views I was given rested on accurate data and facts."),
    N_("I felt that the views I was given were positive."),
    N_("More was asked than lectured."),
    N_("I felt helped to find solutions and next steps."),
    N_("I know what I have to do after this session."),
    N_("I understand the purpose and the aim of this session."),
)
"""The statements of form B.1.8 in their order (PermenPANRB 6/2022)."""

ANSWERS = {
    2: (N_("No"), N_("Yes")),
    3: (N_("Disagree"), N_("Partly"), N_("Agree")),
    4: (N_("Strongly disagree"), N_("Disagree"), N_("Agree"), N_("Strongly agree")),
    5: (
        N_("Strongly disagree"),
        N_("Disagree"),
        N_("Neither"),
        N_("Agree"),
        N_("Strongly agree"),
    ),
}
"""The answers to choose from by their number, the least agreement first; which of them is not certain."""

LEVELS = (1, 2, 3, 4, 5)
"""The scale of form B.1.9."""
LONGEST_COMPETENCE = 60
LONGEST_REASON = 240
MOST_LEVELS = 6


@dataclass(frozen=True, slots=True)
class SurveyRule:
    """How many answers each statement of form B.1.8 has."""

    steps: int
    basis: Basis


def read_steps(written: str) -> int:
    """Read how many answers there are to choose from."""
    if written not in {str(steps) for steps in ANSWERS}:
        raise Refused(N_("“{written}” is no number of answers: 2 to 5."), written=written)
    return int(written)


def check_answers(answers: Mapping[int, int], steps: int) -> Mapping[int, int]:
    """Return the answers by the number of their statement; refused unless each has one that can be chosen."""
    if set(answers) != set(range(1, len(STATEMENTS) + 1)):
        raise Refused(N_("Please answer all nine statements."))
    if not set(answers.values()) <= set(range(1, steps + 1)):
        raise Refused(N_("Please choose one of the buttons."))
    return answers


def check_level(competence: str, level: int, reason: str) -> tuple[str, str]:
    """Return a competence and the reason for its level, trimmed; a level without a reason is refused."""
    named, said = competence.strip(), reason.strip()
    if not named or len(named) > LONGEST_COMPETENCE or level not in LEVELS:
        raise Refused(N_("Please choose one of the buttons."))
    if not said:
        raise Refused(N_("Please write the reason in a sentence, for example what you saw."))
    if len(said) > LONGEST_REASON:
        raise Refused(
            N_("The answer has {length} characters. Please shorten it to at most {longest}."),
            length=len(said),
            longest=LONGEST_REASON,
        )
    return named, said
