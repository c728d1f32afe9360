"""Which rows about posts are somebody's own record: who rates them, who acts, and what was handed over."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_
from sqlmodel import SQLModel, col, select

from kinerja.models import Acting, HandoverNote, Position, PreparedWords, RaterAssignment

Sections = dict[str, tuple[type[SQLModel], ColumnElement[bool]]]


def of_posts(me: int) -> Sections:
    """Return what concerns somebody's posts, and the posts of others that they rate or act for."""
    posts = select(Position.id).where(col(Position.person_id) == me)
    return {
        "raters": (
            RaterAssignment,
            or_(
                col(RaterAssignment.position_id).in_(posts),
                col(RaterAssignment.rater_id) == me,
                col(RaterAssignment.stands_for_id) == me,
            ),
        ),
        "acting": (
            Acting,
            or_(
                col(Acting.rater_id) == me,
                col(Acting.acting_id) == me,
                col(Acting.position_id).in_(posts),
            ),
        ),
        "handover_notes": (
            HandoverNote,
            or_(col(HandoverNote.position_id).in_(posts), col(HandoverNote.author_id) == me),
        ),
        # Words that were prepared are a draft: of whoever wrote them.
        "words_prepared": (PreparedWords, col(PreparedWords.author_id) == me),
    }
