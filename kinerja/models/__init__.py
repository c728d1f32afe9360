"""The tables, one concept a file."""

from kinerja.models.absence import Absence, AbsenceKind, EndKind, EndOfService
from kinerja.models.account import Account, Consent, Invitation
from kinerja.models.acting import (
    Acting,
    ActingKind,
    ActingReason,
    HandoverNote,
    PreparedWords,
)
from kinerja.models.appreciation import Appreciation
from kinerja.models.audit import AuditEntry, AuditSeal
from kinerja.models.broadcast import Broadcast, BroadcastRecipient, BroadcastState
from kinerja.models.coaching import CoachingAnswer, CoachingSurvey, CompetenceLevel, Counselling
from kinerja.models.correction import CorrectionRequest
from kinerja.models.counter import (
    CounterAnswer,
    CounterBatch,
    CounterText,
    CounterVisit,
    ServiceCounter,
)
from kinerja.models.cycle import Cycle, Period, PeriodKind, Stage, StageWindow, WindowMove
from kinerja.models.delivery import DeliveryAnswer, EvaluationDelivery
from kinerja.models.development import (
    DevelopmentAction,
    DevelopmentGoal,
    LearningUse,
    TeachingOffer,
)
from kinerja.models.dialogue import (
    Dialogue,
    DialogueKind,
    DialogueNote,
    DialoguePoint,
    DialogueTime,
    Expectation,
)
from kinerja.models.draft import Draft
from kinerja.models.evaluation import (
    AskedDoubt,
    Doubt,
    Evaluation,
    EvaluationQuestion,
    EvaluationState,
    ItemRating,
    OrganisationPerformance,
)
from kinerja.models.evidence import Evidence, EvidenceKind, EvidenceMark
from kinerja.models.feedback import (
    Behaviour,
    Feedback,
    FeedbackAction,
    FeedbackKind,
    FeedbackMode,
    FeedbackOutcome,
    FeedbackSubject,
    FeedbackTag,
    FeedbackVersion,
)
from kinerja.models.filing import Filing, FilingSpan
from kinerja.models.follow_up import FollowUp, Nudge
from kinerja.models.holiday import Holiday, HolidayKind
from kinerja.models.inbox import InboxStatus, InboxUpdate
from kinerja.models.instance import InstanceFact, Lease
from kinerja.models.learning import Course, Learning, LearningKind, LearningState
from kinerja.models.log import LogEntry
from kinerja.models.objection import Objection, ObjectionState
from kinerja.models.observation import Observation
from kinerja.models.obstacle import Obstacle, ObstacleAnswer, ObstacleResponse
from kinerja.models.outbox import OutboxMessage, OutboxStatus, Priority
from kinerja.models.peer import (
    Circle,
    GatheredText,
    InvitationState,
    PeerAnswer,
    PeerInvitation,
    PeerOutcome,
    PeerPool,
    PeerPoolMember,
    PeerRequest,
)
from kinerja.models.person import EmploymentKind, Person
from kinerja.models.plan import (
    Approach,
    Aspect,
    Indicator,
    Pattern,
    PerformancePlan,
    Perspective,
    PlannedResult,
    PlanStatus,
    Polarity,
    ResultKind,
    Support,
)
from kinerja.models.plan_parts import ActionStep, Annex, PlanAnnex, PlanExpectation, TemplateRow
from kinerja.models.position import Position, RaterAssignment, Role, RoleGrant
from kinerja.models.rating import OrganisationPredicate, Predicate, Rating, RatingOf
from kinerja.models.reminder import (
    PlannedReminder,
    ReminderStale,
    ReminderState,
    ReminderTurn,
    StopReason,
)
from kinerja.models.reminder_mute import ReminderMute
from kinerja.models.report import IndicatorValue, ProgressReport, ReportLine, ReportStatus
from kinerja.models.result_check import ResultCheck
from kinerja.models.rhythm import FeedbackRhythm
from kinerja.models.self_assessment import SelfAssessment
from kinerja.models.sharing import OpenResult, ResultShare, ShareState
from kinerja.models.unit import EvidencePolicy, Unit
from kinerja.models.work_team import TeamResult, WorkTeam
from kinerja.models.working_time import (
    EmployeeGroup,
    PatternKind,
    Workday,
    WorkingTime,
    WorkPattern,
)

__all__ = [
    "Absence",
    "AbsenceKind",
    "Account",
    "Acting",
    "ActingKind",
    "ActingReason",
    "ActionStep",
    "Annex",
    "Appreciation",
    "Approach",
    "AskedDoubt",
    "Aspect",
    "AuditEntry",
    "AuditSeal",
    "Behaviour",
    "Broadcast",
    "BroadcastRecipient",
    "BroadcastState",
    "Circle",
    "CoachingAnswer",
    "CoachingSurvey",
    "CompetenceLevel",
    "Consent",
    "CorrectionRequest",
    "Counselling",
    "CounterAnswer",
    "CounterBatch",
    "CounterText",
    "CounterVisit",
    "Course",
    "Cycle",
    "DeliveryAnswer",
    "DevelopmentAction",
    "DevelopmentGoal",
    "Dialogue",
    "DialogueKind",
    "DialogueNote",
    "DialoguePoint",
    "DialogueTime",
    "Doubt",
    "Draft",
    "EmployeeGroup",
    "EmploymentKind",
    "EndKind",
    "EndOfService",
    "Evaluation",
    "EvaluationDelivery",
    "EvaluationQuestion",
    "EvaluationState",
    "Evidence",
    "EvidenceKind",
    "EvidenceMark",
    "EvidencePolicy",
    "Expectation",
    "Feedback",
    "FeedbackAction",
    "FeedbackKind",
    "FeedbackMode",
    "FeedbackOutcome",
    "FeedbackRhythm",
    "FeedbackSubject",
    "FeedbackTag",
    "FeedbackVersion",
    "Filing",
    "FilingSpan",
    "FollowUp",
    "GatheredText",
    "HandoverNote",
    "Holiday",
    "HolidayKind",
    "InboxStatus",
    "InboxUpdate",
    "Indicator",
    "IndicatorValue",
    "InstanceFact",
    "Invitation",
    "InvitationState",
    "ItemRating",
    "Learning",
    "LearningKind",
    "LearningState",
    "LearningUse",
    "Lease",
    "LogEntry",
    "Nudge",
    "Objection",
    "ObjectionState",
    "Observation",
    "Obstacle",
    "ObstacleAnswer",
    "ObstacleResponse",
    "OpenResult",
    "OrganisationPerformance",
    "OrganisationPredicate",
    "OutboxMessage",
    "OutboxStatus",
    "Pattern",
    "PatternKind",
    "PeerAnswer",
    "PeerInvitation",
    "PeerOutcome",
    "PeerPool",
    "PeerPoolMember",
    "PeerRequest",
    "PerformancePlan",
    "Period",
    "PeriodKind",
    "Person",
    "Perspective",
    "PlanAnnex",
    "PlanExpectation",
    "PlanStatus",
    "PlannedReminder",
    "PlannedResult",
    "Polarity",
    "Position",
    "Predicate",
    "PreparedWords",
    "Priority",
    "ProgressReport",
    "RaterAssignment",
    "Rating",
    "RatingOf",
    "ReminderMute",
    "ReminderStale",
    "ReminderState",
    "ReminderTurn",
    "ReportLine",
    "ReportStatus",
    "ResultCheck",
    "ResultKind",
    "ResultShare",
    "Role",
    "RoleGrant",
    "SelfAssessment",
    "ServiceCounter",
    "ShareState",
    "Stage",
    "StageWindow",
    "StopReason",
    "Support",
    "TeachingOffer",
    "TeamResult",
    "TemplateRow",
    "Unit",
    "WindowMove",
    "WorkPattern",
    "WorkTeam",
    "Workday",
    "WorkingTime",
]
