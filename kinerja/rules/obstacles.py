"""Help with obstacles: who is in charge of a request, and when silence lets it go further."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from kinerja.errors import N_, Refused
from kinerja.rules.reporting import check_length
from kinerja.rules.working_days import DEFAULT, working_days_between

DAYS_TO_ANSWER = 3
"""Working days of silence after which a request is also the rater's, and may go to the superior."""

LONGEST_ANSWER = 1000


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who is responsible for an obstacle in the present organisation.

    ``taken_by`` took the request or had it handed on to them. ``raters`` rate the post, ``above`` are the
    nearest superiors of unreachable raters, ``reachable`` whoever of all these uses the assistant.
    """

    taken_by: int | None = None
    leader: int | None = None
    raters: tuple[int, ...] = ()
    above: tuple[int, ...] = ()
    reachable: Collection[int] = field(default_factory=frozenset)

    @property
    def everybody(self) -> frozenset[int]:
        """Everybody who may read the request and answer it."""
        named = {one for one in (self.taken_by, self.leader) if one is not None}
        return frozenset({*named, *self.raters, *self.above})


def in_charge(of: Responsible, *, silent: bool) -> tuple[int, ...]:
    """Return who has to answer: whoever took it, else the leader of the result, else who rates the post.

    Whoever cannot be reached is passed over; where nobody can, the first of them is named all the same.
    Where they are silent for too long the raters are in charge as well.
    """
    steps = [_one(of.taken_by), _one(of.leader), of.raters, of.above]
    reached = [tuple(one for one in step if one in of.reachable) for step in steps]
    found = next((step for step in reached if step), None)
    if found is None:
        return next((step for step in steps if step), ())
    raters = reached[2] if silent else ()
    return (*found, *(one for one in raters if one not in found))


def passed_over(of: Responsible, charged: Sequence[int]) -> tuple[int, ...]:
    """Return who would have been in charge if they used the assistant."""
    first = next((step for step in (_one(of.leader), of.raters) if step), ())
    missing = tuple(one for one in first if one not in of.reachable)
    return missing if not set(missing) & set(charged) else ()


def is_silent(asked_on: date, today: date) -> bool:
    """Say whether a request has had no answer for more than three working days."""
    return working_days_between(asked_on, today, DEFAULT.works) > DAYS_TO_ANSWER


def check_open(*, closed: bool) -> None:
    """Refuse to answer what is solved already."""
    if closed:
        raise Refused(N_("This obstacle is already solved, so there is nothing to answer."))


def check_superior(found: int | None) -> int:
    """Return the superior a request is handed on to; refused where nobody is above."""
    if found is None:
        raise Refused(
            N_(
                "Nobody above uses this assistant. Please speak to them directly; the request stays here."
            )
        )
    return found


def check_silent(*, silent: bool) -> None:
    """Refuse to go past somebody who still has time to answer."""
    if not silent:
        raise Refused(
            N_(
                "There are three working days to answer. After that you can hand it on to their superior."
            )
        )


def check_answer(text: str) -> str:
    """Return the words of an answer, trimmed; empty where there are none."""
    return check_length(text, LONGEST_ANSWER)


def _one(person: int | None) -> tuple[int, ...]:
    return () if person is None else (person,)
