"""Which rows of learning and development are somebody's own record."""

from __future__ import annotations

from sqlalchemy import ColumnElement
from sqlmodel import SQLModel, col, select

from kinerja.models import (
    DevelopmentAction,
    DevelopmentGoal,
    Learning,
    LearningUse,
    TeachingOffer,
)


def learning_sections(me: int) -> dict[str, tuple[type[SQLModel], ColumnElement[bool]]]:
    """Return what somebody has learnt, plans to develop and offers to teach."""
    learnt = select(Learning.id).where(col(Learning.person_id) == me)
    goals = select(DevelopmentGoal.id).where(col(DevelopmentGoal.person_id) == me)
    return {
        "learning": (Learning, col(Learning.person_id) == me),
        "learning_uses": (LearningUse, col(LearningUse.learning_id).in_(learnt)),
        "development_goals": (DevelopmentGoal, col(DevelopmentGoal.person_id) == me),
        "development_actions": (DevelopmentAction, col(DevelopmentAction.goal_id).in_(goals)),
        "teaching_offers": (TeachingOffer, col(TeachingOffer.person_id) == me),
    }
