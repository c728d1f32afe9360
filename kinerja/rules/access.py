"""Who may do what with whose record: one table, deny by default."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from kinerja.errors import Unknown


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a person, or the operator at the command line (no person)."""

    person_id: int | None

    @property
    def is_operator(self) -> bool:
        """Whether the command line acts, which the operating system has let in."""
        return self.person_id is None


OPERATOR = Actor(None)


class Relation(StrEnum):
    """How the actor stands to the person whose record it is, today.

    A *rater* acts with all powers, a *deputy* stands in without plans and ratings, which a *keeper* keeps
    meanwhile. A *reader* is the rater for whom somebody else acts; a *former* one has moved on and closes
    what was theirs; an *assistant* checks and prepares for the rater. A *helper* was asked for help.
    """

    SELF = "self"
    RATER = "rater"
    DEPUTY = "deputy"
    READER = "reader"
    KEEPER = "keeper"
    FORMER = "former"
    ASSISTANT = "assistant"
    LEADER = "leader"
    HELPER = "helper"
    SUPERIOR = "superior"
    ADMIN = "admin"
    AUDITOR = "auditor"
    OWNER = "owner"
    OPERATOR = "operator"


class Action(StrEnum):
    """What can be done with a person's record."""

    READ_PLAN = "read_plan"
    WRITE_PLAN = "write_plan"
    DECIDE_PLAN = "decide_plan"
    WRITE_LOG = "write_log"
    READ_LOG = "read_log"
    WRITE_REPORT = "write_report"
    READ_REPORT = "read_report"
    DECIDE_REPORT = "decide_report"
    READ_OBSTACLE = "read_obstacle"
    ANSWER_OBSTACLE = "answer_obstacle"
    FILE = "file"
    CLOSE_OBSTACLE = "close_obstacle"
    GIVE_FEEDBACK = "give_feedback"
    READ_FEEDBACK = "read_feedback"
    ANSWER_FEEDBACK = "answer_feedback"
    CLOSE_ITEM = "close_item"
    SHARE_APPRECIATION = "share_appreciation"
    OWN_OBSERVATION = "own_observation"
    READ_EVIDENCE = "read_evidence"
    READ_LINE = "read_line"
    CHECK_RESULT = "check_result"
    MARK_EVIDENCE = "mark_evidence"
    IMPORT = "import"
    EXPORT = "export"
    IMPORT_TEMPLATES = "import_templates"
    IMPORT_PLANS = "import_plans"
    INVITE = "invite"
    UNDO_LINK = "undo_link"
    UNLINK = "unlink"
    SET_EVIDENCE_POLICY = "set_evidence_policy"
    BROADCAST = "broadcast"
    OPEN_CYCLE = "open_cycle"
    PLAN_REMINDERS = "plan_reminders"
    MOVE_WINDOW = "move_window"
    READ_ABSENCE = "read_absence"
    REPORT_ABSENCE = "report_absence"
    CONFIRM_ABSENCE = "confirm_absence"
    END_SERVICE = "end_service"
    SET_HOLIDAYS = "set_holidays"
    SEE_STANDING = "see_standing"
    SEE_CASCADE = "see_cascade"
    SET_UP_TEAM = "set_up_team"
    AGREE_RHYTHM = "agree_rhythm"
    ASK_PEERS = "ask_peers"
    HOLD_DIALOGUE = "hold_dialogue"
    KEEP_COUNTER = "keep_counter"
    SEND_SURVEY = "send_survey"
    NOTE_COMPETENCE = "note_competence"
    ARRANGE_COUNSELLING = "arrange_counselling"
    READ_CORRECTION = "read_correction"
    ANSWER_CORRECTION = "answer_correction"
    VERIFY_AUDIT = "verify_audit"
    ASSESS_ONESELF = "assess_oneself"
    RATE = "rate"
    ASK_ABOUT_RATING = "ask_about_rating"
    READ_EVALUATION = "read_evaluation"
    ANSWER_EVALUATION = "answer_evaluation"
    OBJECT = "object"
    READ_OBJECTION = "read_objection"
    ANSWER_OBJECTION = "answer_objection"
    DECIDE_OBJECTION = "decide_objection"
    DECIDE_ORGANISATION = "decide_organisation"
    ERASE_AUDIT = "erase_audit"
    WRITE_LEARNING = "write_learning"
    READ_LEARNING = "read_learning"
    CONFIRM_LEARNING = "confirm_learning"
    IMPORT_COURSES = "import_courses"
    ASK_ACTING = "ask_acting"
    READ_ACTING = "read_acting"
    CONFIRM_ACTING = "confirm_acting"
    TRANSFER = "transfer"
    HAND_OVER = "hand_over"
    READ_HANDOVER = "read_handover"
    PREPARE_WORDS = "prepare_words"


_ACTING = {Relation.RATER, Relation.DEPUTY}
_LOOKING = _ACTING | {Relation.READER, Relation.KEEPER}
_READERS = {Relation.SELF, *_LOOKING}
_DECIDING = {Relation.RATER, Relation.KEEPER}

ALLOWED: dict[Action, frozenset[Relation]] = {
    Action.READ_PLAN: frozenset(_READERS | {Relation.ADMIN, Relation.AUDITOR}),
    Action.WRITE_PLAN: frozenset({Relation.SELF}),
    Action.DECIDE_PLAN: frozenset(_DECIDING),
    Action.WRITE_LOG: frozenset({Relation.SELF}),
    Action.READ_LOG: frozenset(_READERS),
    Action.WRITE_REPORT: frozenset({Relation.SELF}),
    Action.READ_REPORT: frozenset(_READERS | {Relation.AUDITOR, Relation.ASSISTANT}),
    Action.DECIDE_REPORT: frozenset(_ACTING),
    Action.READ_OBSTACLE: frozenset(_READERS | {Relation.HELPER}),
    Action.ANSWER_OBSTACLE: frozenset(_ACTING | {Relation.HELPER}),
    Action.CLOSE_OBSTACLE: frozenset(_ACTING | {Relation.SELF, Relation.HELPER}),
    Action.FILE: frozenset({Relation.SELF}),
    Action.GIVE_FEEDBACK: frozenset(_ACTING | {Relation.LEADER}),
    Action.READ_FEEDBACK: frozenset(_READERS | {Relation.LEADER}),
    Action.ANSWER_FEEDBACK: frozenset({Relation.SELF}),
    Action.CLOSE_ITEM: frozenset({Relation.SELF}),
    Action.SHARE_APPRECIATION: frozenset({Relation.SELF}),
    Action.OWN_OBSERVATION: frozenset({Relation.SELF}),
    Action.READ_EVIDENCE: frozenset(_READERS | {Relation.AUDITOR, Relation.ASSISTANT}),
    Action.READ_LINE: frozenset(_LOOKING | {Relation.LEADER, Relation.ASSISTANT}),
    Action.CHECK_RESULT: frozenset({Relation.LEADER}),
    Action.MARK_EVIDENCE: frozenset(_ACTING | {Relation.LEADER, Relation.ASSISTANT}),
    Action.IMPORT: frozenset({Relation.OPERATOR}),
    Action.EXPORT: frozenset({Relation.OPERATOR}),
    Action.IMPORT_PLANS: frozenset(_DECIDING | {Relation.OPERATOR, Relation.ADMIN}),
    Action.IMPORT_TEMPLATES: frozenset({Relation.OPERATOR, Relation.ADMIN}),
    Action.INVITE: frozenset({Relation.OPERATOR, Relation.ADMIN}),
    Action.UNDO_LINK: frozenset(_ACTING | {Relation.OPERATOR, Relation.ADMIN}),
    Action.UNLINK: frozenset({Relation.OPERATOR, Relation.ADMIN}),
    Action.SET_EVIDENCE_POLICY: frozenset({Relation.OPERATOR, Relation.ADMIN}),
    Action.BROADCAST: frozenset({Relation.OPERATOR, Relation.ADMIN, Relation.OWNER}),
    Action.PLAN_REMINDERS: frozenset({Relation.OPERATOR}),
    Action.OPEN_CYCLE: frozenset({Relation.OPERATOR, Relation.ADMIN}),
    Action.MOVE_WINDOW: frozenset({Relation.OPERATOR, Relation.ADMIN}),
    Action.READ_ABSENCE: frozenset(_READERS | {Relation.OPERATOR, Relation.ADMIN}),
    Action.REPORT_ABSENCE: frozenset(_ACTING | {Relation.SELF, Relation.OPERATOR, Relation.ADMIN}),
    Action.CONFIRM_ABSENCE: frozenset({Relation.OPERATOR, Relation.ADMIN}),
    Action.END_SERVICE: frozenset({Relation.OPERATOR, Relation.ADMIN}),
    Action.SET_HOLIDAYS: frozenset({Relation.OPERATOR, Relation.ADMIN}),
    Action.SEE_STANDING: frozenset(
        _READERS | {Relation.SUPERIOR, Relation.ADMIN, Relation.AUDITOR}
    ),
    Action.SEE_CASCADE: frozenset(_READERS | {Relation.SUPERIOR, Relation.ADMIN, Relation.AUDITOR}),
    Action.SET_UP_TEAM: frozenset({Relation.OPERATOR, Relation.ADMIN}),
    Action.KEEP_COUNTER: frozenset({Relation.OPERATOR, Relation.ADMIN}),
    Action.SEND_SURVEY: frozenset({Relation.SELF}),
    Action.NOTE_COMPETENCE: frozenset({Relation.RATER}),
    Action.ARRANGE_COUNSELLING: frozenset(_ACTING | {Relation.SELF}),
    Action.ASK_PEERS: frozenset(_ACTING | {Relation.SELF}),
    Action.HOLD_DIALOGUE: frozenset(_ACTING | {Relation.SELF}),
    Action.AGREE_RHYTHM: frozenset(_ACTING | {Relation.SELF}),
    Action.READ_CORRECTION: frozenset({Relation.SELF, Relation.ADMIN}),
    Action.ANSWER_CORRECTION: frozenset({Relation.ADMIN}),
    Action.VERIFY_AUDIT: frozenset({Relation.OPERATOR}),
    Action.ASSESS_ONESELF: frozenset({Relation.SELF}),
    Action.RATE: frozenset(_DECIDING | {Relation.FORMER}),
    Action.ASK_ABOUT_RATING: frozenset({Relation.SUPERIOR}),
    Action.ANSWER_EVALUATION: frozenset({Relation.SELF}),
    Action.OBJECT: frozenset({Relation.SELF}),
    # The helpers of an objection are its rater and whoever decides it.
    Action.READ_OBJECTION: frozenset({Relation.SELF, Relation.HELPER}),
    Action.ANSWER_OBJECTION: frozenset({Relation.HELPER}),
    Action.DECIDE_OBJECTION: frozenset({Relation.HELPER}),
    Action.READ_EVALUATION: frozenset(
        {Relation.SELF, Relation.SUPERIOR, Relation.READER, Relation.FORMER} | _DECIDING
    ),
    Action.DECIDE_ORGANISATION: frozenset({Relation.OPERATOR, Relation.ADMIN}),
    Action.ERASE_AUDIT: frozenset({Relation.OPERATOR}),
    Action.WRITE_LEARNING: frozenset({Relation.SELF}),
    Action.READ_LEARNING: frozenset(_READERS),
    Action.CONFIRM_LEARNING: frozenset(_ACTING),
    Action.IMPORT_COURSES: frozenset({Relation.OPERATOR, Relation.ADMIN}),
    Action.ASK_ACTING: frozenset({Relation.SELF, Relation.OPERATOR, Relation.ADMIN}),
    Action.READ_ACTING: frozenset({Relation.SELF, Relation.OPERATOR, Relation.ADMIN}),
    Action.CONFIRM_ACTING: frozenset({Relation.OPERATOR, Relation.ADMIN}),
    Action.TRANSFER: frozenset({Relation.OPERATOR, Relation.ADMIN}),
    Action.HAND_OVER: frozenset(
        {Relation.RATER, Relation.READER, Relation.KEEPER, Relation.FORMER}
    ),
    Action.READ_HANDOVER: frozenset({Relation.RATER, Relation.DEPUTY, Relation.KEEPER}),
    Action.PREPARE_WORDS: frozenset({Relation.ASSISTANT}),
}
"""Each action with the relations that may do it; what is not here nobody may."""


def may(action: Action, relations: AbstractSet[Relation]) -> bool:
    """Say whether somebody who stands in these relations may do the action."""
    return bool(ALLOWED.get(action, frozenset()) & relations)


def require(action: Action, relations: AbstractSet[Relation]) -> None:
    """Raise ``Unknown`` unless one of the relations allows the action."""
    if not may(action, relations):
        raise Unknown
