"""The tables, one concept a file."""

from kinerja.models.account import Account, Consent, Invitation
from kinerja.models.audit import AuditEntry
from kinerja.models.draft import Draft
from kinerja.models.evidence import Evidence, EvidenceKind
from kinerja.models.feedback import (
    Behaviour,
    Feedback,
    FeedbackAction,
    FeedbackKind,
    FeedbackMode,
    FeedbackOutcome,
    FeedbackSubject,
)
from kinerja.models.inbox import InboxStatus, InboxUpdate
from kinerja.models.instance import InstanceFact, Lease
from kinerja.models.log import LogEntry
from kinerja.models.obstacle import Obstacle
from kinerja.models.outbox import OutboxMessage, OutboxStatus, Priority
from kinerja.models.person import EmploymentKind, Person
from kinerja.models.plan import (
    Approach,
    Aspect,
    Indicator,
    Pattern,
    PerformancePlan,
    PlannedResult,
    PlanStatus,
    Polarity,
    ResultKind,
)
from kinerja.models.position import Position, RaterAssignment, Role, RoleGrant
from kinerja.models.report import IndicatorValue, ProgressReport, ReportLine, ReportStatus
from kinerja.models.unit import EvidencePolicy, Unit

__all__ = [
    "Account",
    "Approach",
    "Aspect",
    "AuditEntry",
    "Behaviour",
    "Consent",
    "Draft",
    "EmploymentKind",
    "Evidence",
    "EvidenceKind",
    "EvidencePolicy",
    "Feedback",
    "FeedbackAction",
    "FeedbackKind",
    "FeedbackMode",
    "FeedbackOutcome",
    "FeedbackSubject",
    "InboxStatus",
    "InboxUpdate",
    "Indicator",
    "IndicatorValue",
    "InstanceFact",
    "Invitation",
    "Lease",
    "LogEntry",
    "Obstacle",
    "OutboxMessage",
    "OutboxStatus",
    "Pattern",
    "PerformancePlan",
    "Person",
    "PlanStatus",
    "PlannedResult",
    "Polarity",
    "Position",
    "Priority",
    "ProgressReport",
    "RaterAssignment",
    "ReportLine",
    "ReportStatus",
    "ResultKind",
    "Role",
    "RoleGrant",
    "Unit",
]
