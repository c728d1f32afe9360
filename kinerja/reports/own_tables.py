"""Which rows of which tables are somebody's own record."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, or_
from sqlmodel import col, select

from kinerja.models import (
    Absence,
    Account,
    Appreciation,
    AskedDoubt,
    AuditEntry,
    Broadcast,
    BroadcastRecipient,
    Consent,
    CorrectionRequest,
    Cycle,
    Draft,
    EndOfService,
    Evaluation,
    EvaluationDelivery,
    EvaluationQuestion,
    EvaluationState,
    Evidence,
    Feedback,
    FeedbackOutcome,
    FeedbackRhythm,
    FeedbackSubject,
    FeedbackTag,
    FeedbackVersion,
    Filing,
    FollowUp,
    GatheredText,
    Holiday,
    InboxUpdate,
    IndicatorValue,
    Invitation,
    ItemRating,
    LogEntry,
    Nudge,
    Objection,
    Observation,
    Obstacle,
    ObstacleAnswer,
    OrganisationPerformance,
    OutboxMessage,
    PeerAnswer,
    PeerInvitation,
    PeerPool,
    PeerPoolMember,
    PeerRequest,
    PerformancePlan,
    Person,
    PlannedReminder,
    PlannedResult,
    Position,
    ProgressReport,
    ReminderMute,
    ReminderStale,
    ReportLine,
    ResultCheck,
    RoleGrant,
    SelfAssessment,
    ServiceCounter,
    WindowMove,
    WorkingTime,
)
from kinerja.reports.own_learning import learning_sections
from kinerja.reports.own_plans import parts_of_plans
from kinerja.reports.own_posts import of_posts
from kinerja.reports.own_talks import Sections, dialogues


def sections(me: int, chats: Sequence[int]) -> Sections:
    """Return the parts of somebody's record by name, each a table with the condition of their rows."""
    return (
        _person(me, chats)
        | of_posts(me)
        | learning_sections(me)
        | _work(me)
        | parts_of_plans(me)
        | _year(me)
        | _feedback(me)
        | dialogues(me)
        | _peers(me)
        | _evaluation(me)
    )


def _person(me: int, chats: Sequence[int]) -> Sections:
    return {
        "person": (Person, col(Person.id) == me),
        "accounts": (Account, col(Account.person_id) == me),
        "consents": (Consent, col(Consent.person_id) == me),
        "correction_requests": (CorrectionRequest, col(CorrectionRequest.person_id) == me),
        "invitations": (Invitation, col(Invitation.person_id) == me),
        "positions": (Position, col(Position.person_id) == me),
        "roles": (RoleGrant, col(RoleGrant.person_id) == me),
        "unfinished_answers": (Draft, col(Draft.chat_id).in_(chats)),
        "messages_received": (InboxUpdate, col(InboxUpdate.chat_id).in_(chats)),
        "messages_sent": (OutboxMessage, col(OutboxMessage.chat_id).in_(chats)),
        "audit": (
            AuditEntry,
            or_(col(AuditEntry.person_id) == me, col(AuditEntry.actor_id) == me),
        ),
    }


def _work(me: int) -> Sections:
    plans = select(PerformancePlan.id).where(col(PerformancePlan.person_id) == me)
    reports = select(ProgressReport.id).where(col(ProgressReport.person_id) == me)
    lines = select(ReportLine.id).where(col(ReportLine.report_id).in_(reports))
    obstacles = select(Obstacle.id).where(col(Obstacle.person_id) == me)
    return {
        "plans": (PerformancePlan, col(PerformancePlan.person_id) == me),
        "results": (PlannedResult, col(PlannedResult.plan_id).in_(plans)),
        "reports": (ProgressReport, col(ProgressReport.person_id) == me),
        "report_lines": (ReportLine, col(ReportLine.report_id).in_(reports)),
        "values": (IndicatorValue, col(IndicatorValue.line_id).in_(lines)),
        "checks": (
            ResultCheck,
            or_(col(ResultCheck.line_id).in_(lines), col(ResultCheck.leader_id) == me),
        ),
        "evidence": (Evidence, col(Evidence.person_id) == me),
        "logs": (LogEntry, col(LogEntry.person_id) == me),
        "obstacles": (Obstacle, col(Obstacle.person_id) == me),
        "obstacle_answers": (
            ObstacleAnswer,
            or_(col(ObstacleAnswer.obstacle_id).in_(obstacles), col(ObstacleAnswer.actor_id) == me),
        ),
        "filings": (Filing, col(Filing.person_id) == me),
    }


def _year(me: int) -> Sections:
    """Return what the cycle and announcements hold of somebody: their own, and what they decided."""
    return {
        "absences": (Absence, col(Absence.person_id) == me),
        "working_times": (WorkingTime, col(WorkingTime.person_id) == me),
        "reminders": (PlannedReminder, col(PlannedReminder.person_id) == me),
        "reminders_to_plan": (ReminderStale, col(ReminderStale.person_id) == me),
        "reminders_switched_off": (ReminderMute, col(ReminderMute.person_id) == me),
        "end_of_service": (EndOfService, col(EndOfService.person_id) == me),
        "cycles_opened": (Cycle, col(Cycle.opened_by_id) == me),
        "deadlines_moved": (WindowMove, col(WindowMove.moved_by_id) == me),
        "holidays_entered": (Holiday, col(Holiday.entered_by_id) == me),
        "announcements": (
            Broadcast,
            or_(col(Broadcast.author_id) == me, col(Broadcast.approved_by_id) == me),
        ),
        "announcements_received": (BroadcastRecipient, col(BroadcastRecipient.person_id) == me),
    }


def _evaluation(me: int) -> Sections:
    """Return what was said of somebody once it was released, and what they said of others."""
    released = and_(
        col(Evaluation.person_id) == me, col(Evaluation.state) == EvaluationState.RELEASED
    )
    shown = or_(released, col(Evaluation.rater_id) == me)
    evaluations = select(Evaluation.id).where(shown)
    return {
        "evaluations": (Evaluation, shown),
        "item_ratings": (ItemRating, col(ItemRating.evaluation_id).in_(evaluations)),
        "evaluation_questions": (
            EvaluationQuestion,
            or_(
                col(EvaluationQuestion.evaluation_id).in_(evaluations),
                col(EvaluationQuestion.asked_by_id) == me,
            ),
        ),
        "evaluation_deliveries": (EvaluationDelivery, col(EvaluationDelivery.person_id) == me),
        "objections": (
            Objection,
            or_(col(Objection.person_id) == me, col(Objection.decided_by_id) == me),
        ),
        "self_assessments": (SelfAssessment, col(SelfAssessment.person_id) == me),
        "doubts_asked": (
            AskedDoubt,
            col(AskedDoubt.evaluation_id).in_(
                select(Evaluation.id).where(col(Evaluation.rater_id) == me)
            ),
        ),
        "organisations_decided": (
            OrganisationPerformance,
            or_(
                col(OrganisationPerformance.decided_by_id) == me,
                col(OrganisationPerformance.entered_by_id) == me,
            ),
        ),
    }


def _peers(me: int) -> Sections:
    """Return feedback from others: what was asked and may be read, and what one was asked oneself.

    What a group says is held here only once it was shown; nothing of it names a giver.
    """
    mine = or_(col(PeerRequest.subject_id) == me, col(PeerRequest.asker_id) == me)
    requests = select(PeerRequest.id).where(mine)
    pools = select(PeerPool.id).where(
        col(PeerPool.id).in_(select(PeerRequest.pool_id).where(mine)),
        col(PeerPool.published_at).is_not(None),
    )
    return {
        "peer_requests": (PeerRequest, mine),
        "peer_answers": (
            PeerAnswer,
            or_(col(PeerAnswer.giver_id) == me, col(PeerAnswer.request_id).in_(requests)),
        ),
        "peer_invitations": (PeerInvitation, col(PeerInvitation.person_id) == me),
        "peer_pools": (PeerPool, col(PeerPool.id).in_(pools)),
        "counters_opened": (ServiceCounter, col(ServiceCounter.opened_by_id) == me),
        "peer_pool_members": (PeerPoolMember, col(PeerPoolMember.person_id) == me),
        "gathered_texts": (
            GatheredText,
            or_(col(GatheredText.request_id).in_(requests), col(GatheredText.pool_id).in_(pools)),
        ),
    }


def _feedback(me: int) -> Sections:
    mine = or_(col(Feedback.receiver_id) == me, col(Feedback.giver_id) == me)
    feedback = select(Feedback.id).where(mine)
    return {
        "feedback": (Feedback, mine),
        "feedback_subjects": (FeedbackSubject, col(FeedbackSubject.feedback_id).in_(feedback)),
        "feedback_tags": (FeedbackTag, col(FeedbackTag.feedback_id).in_(feedback)),
        "feedback_outcomes": (FeedbackOutcome, col(FeedbackOutcome.feedback_id).in_(feedback)),
        "feedback_versions": (FeedbackVersion, col(FeedbackVersion.feedback_id).in_(feedback)),
        "rhythms": (
            FeedbackRhythm,
            or_(col(FeedbackRhythm.person_id) == me, col(FeedbackRhythm.rater_id) == me),
        ),
        "appreciations": (
            Appreciation,
            or_(col(Appreciation.receiver_id) == me, col(Appreciation.giver_id) == me),
        ),
        # Somebody else's note is private until it is shared or gone, fourteen days at most.
        "observations": (
            Observation,
            or_(
                col(Observation.author_id) == me,
                and_(col(Observation.person_id) == me, col(Observation.feedback_id).is_not(None)),
            ),
        ),
        "follow_ups": (
            FollowUp,
            or_(col(FollowUp.person_id) == me, col(FollowUp.owner_id) == me),
        ),
        "nudges": (Nudge, or_(col(Nudge.from_id) == me, col(Nudge.to_id) == me)),
    }
