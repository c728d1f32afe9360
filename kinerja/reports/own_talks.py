"""Which rows about dialogues, coaching and counselling are somebody's own record."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_
from sqlmodel import SQLModel, col, select

from kinerja.models import (
    CoachingAnswer,
    CoachingSurvey,
    CompetenceLevel,
    Counselling,
    Dialogue,
    DialogueNote,
    DialoguePoint,
    DialogueTime,
)

Sections = dict[str, tuple[type[SQLModel], ColumnElement[bool]]]
"""The parts of somebody's record by name, each a table with the condition of their rows."""


def dialogues(me: int) -> Sections:
    """Return what somebody arranged and agreed with their superior, or with those they rate."""
    mine = or_(col(Dialogue.person_id) == me, col(Dialogue.rater_id) == me)
    talks = select(Dialogue.id).where(mine)
    notes = select(DialogueNote.id).where(col(DialogueNote.dialogue_id).in_(talks))
    surveys = select(CoachingSurvey.id).where(col(CoachingSurvey.person_id) == me)
    return {
        "dialogues": (Dialogue, mine),
        "dialogue_times": (DialogueTime, col(DialogueTime.dialogue_id).in_(talks)),
        "dialogue_notes": (DialogueNote, col(DialogueNote.dialogue_id).in_(talks)),
        "dialogue_points": (DialoguePoint, col(DialoguePoint.note_id).in_(notes)),
        # Form B.1.8 is its author's; the rater whom it is about is not shown it.
        "coaching_surveys": (CoachingSurvey, col(CoachingSurvey.person_id) == me),
        "coaching_answers": (CoachingAnswer, col(CoachingAnswer.survey_id).in_(surveys)),
        "competence_levels": (
            CompetenceLevel,
            or_(col(CompetenceLevel.person_id) == me, col(CompetenceLevel.leader_id) == me),
        ),
        "counselling": (
            Counselling,
            or_(
                col(Counselling.person_id) == me,
                col(Counselling.officer_id) == me,
                col(Counselling.arranged_by_id) == me,
            ),
        ),
    }
