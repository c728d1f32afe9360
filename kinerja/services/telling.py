"""Telling people of events: rows of the outbox, said in the reader's language when they are sent."""

from __future__ import annotations

from datetime import datetime, time
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from kinerja.messages import encode
from kinerja.models import (
    Account,
    InstanceFact,
    OutboxMessage,
    Position,
    Priority,
    Unit,
    WorkingTime,
)
from kinerja.rules.periods import DEFAULT_ZONE, QUIET_FROM, QUIET_UNTIL, is_quiet
from kinerja.services.once import insert_once

QUIET_HOURS = "quiet_hours"
"""The fact under which the agency keeps its quiet hours."""


class Notice(StrEnum):
    """The kinds of event people are told of; the assistant has a text for each."""

    REPORT_SUBMITTED = "report_submitted"
    REPORT_WITHDRAWN = "report_withdrawn"
    REPORT_ACCEPTED = "report_accepted"
    REPORT_RETURNED = "report_returned"
    EVIDENCE_MARKED = "evidence_marked"
    RESULT_TO_CHECK = "result_to_check"
    RESULTS_CHECKED = "results_checked"
    RESULTS_FALLEN = "results_fallen"
    HELP_ASKED = "help_asked"
    HELP_FALLEN = "help_fallen"
    HELP_ANSWERED = "help_answered"
    OBSTACLE_CLOSED = "obstacle_closed"
    OBSERVATION_ENDING = "observation_ending"
    OBSERVATION_ENDED = "observation_ended"
    FEEDBACK_GIVEN = "feedback_given"
    FEEDBACK_ACKNOWLEDGED = "feedback_acknowledged"
    FEEDBACK_ANSWERED = "feedback_answered"
    FEEDBACK_CORRECTED = "feedback_corrected"
    RHYTHM_PROPOSED = "rhythm_proposed"
    RHYTHM_AGREED = "rhythm_agreed"
    PEERS_ASKED = "peers_asked"
    PEERS_ASKED_ABOUT = "peers_asked_about"
    PEERS_CLOSING = "peers_closing"
    PEERS_CLOSED = "peers_closed"
    PEER_ANSWERED = "peer_answered"
    DIALOGUE_PROPOSED = "dialogue_proposed"
    DIALOGUE_AGREED = "dialogue_agreed"
    DIALOGUE_CANCELLED = "dialogue_cancelled"
    DIALOGUE_TO_REMOVE = "dialogue_to_remove"
    DIALOGUE_SOON = "dialogue_soon"
    DIALOGUE_TO_NOTE = "dialogue_to_note"
    DIALOGUE_NOTED = "dialogue_noted"
    DIALOGUE_CONFIRMED = "dialogue_confirmed"
    DIALOGUE_POINT_DONE = "dialogue_point_done"
    SURVEY_SENT = "survey_sent"
    COUNSELLING_ARRANGED = "counselling_arranged"
    NUDGED = "nudged"
    APPRECIATED = "appreciated"
    PERSON_LINKED = "person_linked"
    LINK_UNDONE = "link_undone"
    INVITATION_LOCKED = "invitation_locked"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CORRECTION_ASKED = "correction_asked"
    CORRECTION_ANSWERED = "correction_answered"
    BROADCAST = "broadcast"
    BROADCAST_TEST = "broadcast_test"
    BROADCAST_RECALLED = "broadcast_recalled"
    BROADCAST_UNREAD = "broadcast_unread"
    BROADCAST_PROGRESS = "broadcast_progress"
    BROADCAST_DONE = "broadcast_done"
    BROADCAST_TO_APPROVE = "broadcast_to_approve"
    BROADCAST_APPROVED = "broadcast_approved"
    BROADCAST_SENT_BACK = "broadcast_sent_back"
    ABSENCE_ENTERED = "absence_entered"
    ABSENCE_REFUSED = "absence_refused"
    ACTING_ASKED = "acting_asked"
    ACTING_CONFIRMED = "acting_confirmed"
    ACTING_GIVEN = "acting_given"
    ACTING_REFUSED = "acting_refused"
    ACTING_ENDED = "acting_ended"
    TRANSFERRED = "transferred"
    WINDOW_MOVED = "window_moved"
    REMINDER = "reminder"
    PLAN_MISSING = "plan_missing"
    RATER_MISSING = "rater_missing"
    PLAN_SUBMITTED = "plan_submitted"
    PLAN_APPROVED = "plan_approved"
    PLAN_RETURNED = "plan_returned"
    USE_ASKED = "use_asked"
    USE_ANSWERED = "use_answered"
    USE_CONFIRMED = "use_confirmed"
    ACTIONS_DUE = "actions_due"
    LEARNING_SENT = "learning_sent"
    LEARNING_CONFIRMED = "learning_confirmed"
    LEARNING_RETURNED = "learning_returned"
    RATINGS_PROPOSED = "ratings_proposed"
    RATING_ASKED = "rating_asked"
    RATING_ANSWERED = "rating_answered"
    EVALUATION_DELIVERED = "evaluation_delivered"
    EVALUATION_ANSWERED = "evaluation_answered"
    OBJECTION_TO_ANSWER = "objection_to_answer"
    OBJECTION_TO_DECIDE = "objection_to_decide"
    OBJECTION_WITHOUT_DECIDER = "objection_without_decider"
    OBJECTION_ANSWERED = "objection_answered"
    OBJECTION_DECIDED = "objection_decided"
    RESULT_PROPOSED = "result_proposed"
    PROPOSAL_DECLINED = "proposal_declined"
    PART_OFFERED = "part_offered"
    OFFER_ANSWERED = "offer_answered"
    TEAM_ENTRUSTED = "team_entrusted"


_AGENCY_QUIET: Any = (
    select(InstanceFact.value).where(col(InstanceFact.name) == QUIET_HOURS).scalar_subquery()
)


def read_quiet_hours(value: str | None) -> tuple[time, time]:
    """Read the agency's quiet hours as they are kept; without any they are the usual ones."""
    if value is None:
        return time(QUIET_FROM), time(QUIET_UNTIL)
    begins, ends = value.split()
    return time.fromisoformat(begins), time.fromisoformat(ends)


def tell(
    session: Session,
    person_id: int,
    notice: Notice,
    *,
    key: str,
    now: datetime,
    priority: Priority = Priority.DECISION,
    expires_at: datetime | None = None,
    **values: Any,
) -> bool:
    """Queue a notice to a person; False when they have no linked account.

    ``key`` names the event and the reader, so that telling twice sends once. What was not sent when it
    ``expires_at`` is not sent at all. In the quiet hours of the
    reader (else of the agency) the message arrives without a sound.
    """
    found = session.exec(
        select(Account.chat_id, Unit.zone, WorkingTime, _AGENCY_QUIET)
        .outerjoin(WorkingTime, col(WorkingTime.person_id) == col(Account.person_id))
        .join(Position, col(Position.person_id) == col(Account.person_id), isouter=True)
        .join(Unit, col(Unit.id) == col(Position.unit_id), isouter=True)
        .where(col(Account.person_id) == person_id, col(Account.unlinked_at).is_(None))
        .order_by(col(Position.ends_on).is_not(None), col(Position.id))
        .limit(1)
    ).first()
    if found is None:
        return False
    chat_id, zone, own, agency = found
    begins, ends = read_quiet_hours(agency)
    if own is not None:
        begins, ends = own.quiet_from or begins, own.quiet_until or ends
        zone = own.zone or zone
    insert_once(
        session,
        OutboxMessage(
            key=key,
            chat_id=chat_id,
            kind=notice.value,
            content={name: encode(value) for name, value in values.items()},
            priority=int(priority),
            silent=is_quiet(now, zone or DEFAULT_ZONE, begins, ends),
            expires_at=expires_at,
            created_at=now,
        ),
    )
    return True
