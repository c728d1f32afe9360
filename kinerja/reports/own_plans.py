"""Which rows of what belongs to plans are somebody's own record: parts of theirs, and what was shared with them."""

from __future__ import annotations

from sqlalchemy import or_
from sqlmodel import col, select

from kinerja.models import (
    ActionStep,
    Indicator,
    OpenResult,
    PerformancePlan,
    PlanAnnex,
    PlanExpectation,
    PlannedResult,
    ResultShare,
    WorkTeam,
)
from kinerja.reports.own_talks import Sections


def parts_of_plans(me: int) -> Sections:
    """Return the tables by the names of their parts, each with the condition of somebody's rows."""
    plans = select(PerformancePlan.id).where(col(PerformancePlan.person_id) == me)
    results = select(PlannedResult.id).where(col(PlannedResult.plan_id).in_(plans))
    return {
        "indicators": (Indicator, col(Indicator.result_id).in_(results)),
        "action_steps": (ActionStep, col(ActionStep.result_id).in_(results)),
        "expectations": (PlanExpectation, col(PlanExpectation.plan_id).in_(plans)),
        "annexes": (PlanAnnex, col(PlanAnnex.plan_id).in_(plans)),
        "shared_results": (
            ResultShare,
            or_(col(ResultShare.person_id) == me, col(ResultShare.leader_id) == me),
        ),
        "work_teams": (
            WorkTeam,
            or_(col(WorkTeam.leader_id) == me, col(WorkTeam.set_up_by_id) == me),
        ),
        "open_results": (OpenResult, col(OpenResult.leader_id) == me),
    }
