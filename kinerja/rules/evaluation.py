"""What a rating must hold, what may be done with an evaluation, and what the assistant asks once before one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kinerja.errors import N_, Refused
from kinerja.models.evaluation import EvaluationState
from kinerja.models.rating import OrganisationPredicate, Rating

SHORTEST_REASON = 10
LONGEST_REASON = 2000
FEWEST_ALIKE = 3
"""People from whom on the same ratings for everybody are asked about."""


@dataclass(frozen=True, slots=True)
class Decision:
    """How an organisation performed, who decided it, and what advice was heard."""

    predicate: OrganisationPredicate
    decided_by_id: int
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """The two ratings as far as they are given, each with its reason."""

    results: Rating | None = None
    results_reason: str = ""
    behaviour: Rating | None = None
    behaviour_reason: str = ""


def check_reason(reason: str) -> str:
    """Return the reason of a rating or a question, trimmed; refused where it says too little or too much."""
    trimmed = reason.strip()
    if len(trimmed) < SHORTEST_REASON:
        raise Refused(
            N_("Please write the reason in a sentence, with an example of this period's work.")
        )
    if len(trimmed) > LONGEST_REASON:
        raise Refused(
            N_("The text has {length} characters. Please shorten it to at most {longest}."),
            length=len(trimmed),
            longest=LONGEST_REASON,
        )
    return trimmed


def check_given(given: Given) -> Given:
    """Return ratings with their reasons trimmed; a rating has a reason, and a reason a rating."""
    return Given(
        given.results,
        _reason_of(given.results, given.results_reason),
        given.behaviour,
        _reason_of(given.behaviour, given.behaviour_reason),
    )


def _reason_of(rating: Rating | None, reason: str) -> str:
    return "" if rating is None else check_reason(reason)


def check_whole(given: Given) -> tuple[Rating, Rating]:
    """Return both ratings; refused while one is missing."""
    if given.results is None or given.behaviour is None:
        raise Refused(N_("Please give both ratings first: of results, and of behaviour."))
    return given.results, given.behaviour


def check_changeable(state: EvaluationState) -> None:
    """Refuse to change an evaluation that was released; it is the record now."""
    if state is EvaluationState.RELEASED:
        raise Refused(N_("This evaluation was released, so it stays as it is."))


def check_releasable(state: EvaluationState, *, open_questions: bool) -> None:
    """Refuse to release what was not proposed, or what somebody above has asked about."""
    check_changeable(state)
    if state is not EvaluationState.PROPOSED:
        raise Refused(N_("Please propose the ratings first, so that your superior can see them."))
    if open_questions:
        raise Refused(N_("Your superior has asked about these ratings. Please answer first."))


def is_a_surprise(given: Given, *, was_told: bool) -> bool:
    """Say whether somebody is rated below expectations without having heard of it before."""
    return Rating.BELOW in (given.results, given.behaviour) and not was_told


def are_all_the_same(ratings: Sequence[tuple[Rating | None, Rating | None]]) -> bool:
    """Say whether everybody somebody rates has the same two ratings."""
    return len(ratings) >= FEWEST_ALIKE and len(Counter(ratings)) == 1
