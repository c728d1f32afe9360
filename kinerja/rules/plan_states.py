"""What a plan's state allows: whether reports go on against it, and whether it can be changed or decided."""

from __future__ import annotations

from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.models import PlanStatus

IN_FORCE = (PlanStatus.APPROVED, PlanStatus.SUBMITTED, PlanStatus.RETURNED)
"""Plans that logs and reports are taken against; the approved one goes before one that waits."""

CHANGEABLE = (PlanStatus.DRAFT, PlanStatus.SUBMITTED)
"""What its owner writes on, or its rater changes together with the owner."""


def check_decidable(status: PlanStatus) -> None:
    """Refuse a decision on a plan that does not wait for one."""
    if status is not PlanStatus.SUBMITTED:
        raise Refused(N_("This plan does not wait for a decision any more. Please open it again."))


def check_draft(status: PlanStatus) -> None:
    """Refuse to write on a plan that was handed over."""
    if status is not PlanStatus.DRAFT:
        raise Refused(
            N_(
                "This version of the plan was handed over and stays as it is. Please open /skp again."
            )
        )


def check_complete(results: int, without_indicator: list[int]) -> None:
    """Refuse to hand over a plan without results, or with a result that nothing measures."""
    if not results:
        raise Refused(N_("The plan has no result yet. Please add at least one."))
    if without_indicator:
        raise Refused(
            N_("Every result needs at least one indicator. Still without: {numbers}."),
            numbers=", ".join(map(str, without_indicator)),
        )


def check_reason(reason: str) -> str:
    """Return why a plan comes back or is revised, without blank ends; refuse where nothing is said."""
    text = reason.strip()
    if len(text) < 3:
        raise Refused(N_("Please say it in a few words, so that it can be understood."))
    if len(text) > 1000:
        raise Refused(N_("Please shorten this to at most {longest} characters."), longest=1000)
    return text
