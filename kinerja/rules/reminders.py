"""Who is reminded of what, and on which days: the defaults, as data."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kinerja.models.cycle import Stage
from kinerja.models.person import EmploymentKind


class Whom(StrEnum):
    """Who has something to do in a stage."""

    EMPLOYEE = "employee"
    RATER = "rater"
    LEADER = "leader"
    """Who leads results of people whom somebody else rates."""
    SUPERIOR = "superior"
    """Who rates the rater."""


class Laid(StrEnum):
    """What the days of a reminder are laid on."""

    STAGE = "stage"
    """The windows of a stage, as the cycle has them."""
    DAY = "day"
    WEEK = "week"
    CLOCK = "clock"
    """A window of each person's own, from the day on which something happened, or until one on which it will."""


class ReminderName(StrEnum):
    """The reminders, as people and files name them: a stage each, and two digests."""

    PLANNING = "planning"
    DAILY_LOG = "daily_log"
    MONTHLY_REPORT = "monthly_report"
    FILING = "filing"
    FEEDBACK = "feedback"
    EXCEPTIONS = "exceptions"
    ESCALATION = "escalation"
    PERIODIC_EVALUATION = "periodic_evaluation"
    ANNUAL_EVALUATION = "annual_evaluation"
    DELIVERY = "delivery"
    ACKNOWLEDGEMENT = "acknowledgement"
    OBJECTION = "objection"
    FOLLOW_UP = "follow_up"
    CONTRACT_END = "contract_end"
    LEARNING = "learning"


CIVIL_SERVANTS = frozenset({EmploymentKind.CIVIL_SERVANT, EmploymentKind.PROBATIONER})
CONTRACT_EMPLOYEES = frozenset(EmploymentKind) - CIVIL_SERVANTS


@dataclass(frozen=True, slots=True)
class Reminder:
    """A line of the table; ``marks`` are read by ``reminder_steps``, on the windows of ``stage``.

    ``code`` is its name where that is enough to tell it apart. ``most`` ends steps that repeat. What
    follows from the law (``legal``) cannot be switched off by the person; a clock of the law is not paused
    by an absence (``pauses``). ``kinds`` narrows who is an employee here.
    """

    code: str
    name: ReminderName
    stage: Stage
    whom: tuple[Whom, ...]
    marks: tuple[str, ...]
    laid: Laid = Laid.STAGE
    most: int = 10
    legal: bool = True
    pauses: bool = True
    at_end_of_work: bool = False
    kinds: frozenset[EmploymentKind] = frozenset(EmploymentKind)


def _of(stage: Stage, *whom: Whom) -> tuple[str, ReminderName, Stage, tuple[Whom, ...]]:
    return stage.value, ReminderName(stage.value), stage, whom


def _escalation(stage: Stage) -> Reminder:
    return Reminder(
        f"escalation.{stage.value}",
        ReminderName.ESCALATION,
        stage,
        (Whom.SUPERIOR,),
        ("overdue 5",),
        legal=False,
    )


REMINDERS = (
    Reminder(
        *_of(Stage.PLANNING, Whom.EMPLOYEE, Whom.RATER),
        ("opening", "H-14", "H-7", "H-3", "H-1", "H", "every 3"),
    ),
    Reminder(
        *_of(Stage.DAILY_LOG, Whom.EMPLOYEE),
        ("H",),
        laid=Laid.DAY,
        legal=False,
        at_end_of_work=True,
    ),
    Reminder(
        *_of(Stage.MONTHLY_REPORT, Whom.EMPLOYEE),
        ("day 25", "H-3", "H-1", "H", "+1", "+3"),
        legal=False,
    ),
    Reminder(*_of(Stage.FILING, Whom.EMPLOYEE), ("H-3", "H-1", "H"), legal=False),
    Reminder(
        *_of(Stage.FEEDBACK, Whom.RATER, Whom.LEADER),
        ("+1", "+3", "every 7"),
        most=3,
        legal=False,
    ),
    Reminder(
        "exceptions",
        ReminderName.EXCEPTIONS,
        Stage.FEEDBACK,
        (Whom.RATER, Whom.LEADER),
        ("opening",),
        laid=Laid.WEEK,
        legal=False,
    ),
    _escalation(Stage.PLANNING),
    _escalation(Stage.MONTHLY_REPORT),
    _escalation(Stage.FEEDBACK),
    Reminder(
        *_of(Stage.PERIODIC_EVALUATION, Whom.RATER, Whom.EMPLOYEE),
        ("H-7", "H-3", "H-1", "H", "every 3"),
    ),
    Reminder(
        *_of(Stage.ANNUAL_EVALUATION, Whom.RATER, Whom.EMPLOYEE),
        ("1 December", "H-14", "H-7", "H-3", "H-1", "H"),
    ),
    Reminder(
        *_of(Stage.DELIVERY, Whom.RATER),
        ("clock 5", "clock 10", "clock 13"),
        laid=Laid.CLOCK,
        pauses=False,
    ),
    Reminder(
        *_of(Stage.ACKNOWLEDGEMENT, Whom.EMPLOYEE),
        ("clock 3", "clock 7", "clock 12"),
        laid=Laid.CLOCK,
        pauses=False,
    ),
    Reminder(
        *_of(Stage.OBJECTION, Whom.EMPLOYEE, Whom.SUPERIOR),
        ("opening +7", "H-2", "H-1", "H"),
        laid=Laid.CLOCK,
        pauses=False,
    ),
    Reminder(
        *_of(Stage.FOLLOW_UP, Whom.EMPLOYEE, Whom.RATER),
        ("H-3", "H", "+3"),
        laid=Laid.CLOCK,
    ),
    Reminder(
        *_of(Stage.CONTRACT_END, Whom.RATER, Whom.EMPLOYEE),
        ("ahead 20",),
        laid=Laid.CLOCK,
    ),
    Reminder(
        *_of(Stage.LEARNING, Whom.EMPLOYEE),
        ("1 July", "1 October", "1 December"),
        kinds=CIVIL_SERVANTS,
    ),
    Reminder(
        "learning.contract",
        ReminderName.LEARNING,
        Stage.LEARNING,
        (Whom.EMPLOYEE,),
        ("1 October",),
        legal=False,
        kinds=CONTRACT_EMPLOYEES,
    ),
)

AT_WORK = (
    ReminderName.PLANNING,
    ReminderName.MONTHLY_REPORT,
    ReminderName.FILING,
    ReminderName.FEEDBACK,
    ReminderName.EXCEPTIONS,
    ReminderName.ESCALATION,
    ReminderName.PERIODIC_EVALUATION,
    ReminderName.ANNUAL_EVALUATION,
    ReminderName.DELIVERY,
    ReminderName.ACKNOWLEDGEMENT,
    ReminderName.OBJECTION,
    ReminderName.LEARNING,
)
"""What is sent unless the agency says otherwise; the daily log is for an agency to switch on."""


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """The reminders as an agency has them: all that are planned, and the names of those that are sent."""

    planned: tuple[Reminder, ...] = REMINDERS
    switched_on: frozenset[ReminderName] = frozenset(AT_WORK)

    @property
    def sent(self) -> tuple[Reminder, ...]:
        """The reminders that are sent."""
        return tuple(one for one in self.planned if one.name in self.switched_on)


def plan_of(
    switched_on: Collection[ReminderName],
    marks: Mapping[ReminderName, tuple[str, ...]],
    *,
    self_assessment: bool = False,
) -> ReminderPlan:
    """Return the reminders with an agency's own days for some of them, and those it has switched on.

    The one information for contract employees about their hours of learning keeps its own day. Where the agency
    wants no self-assessment, the annual evaluation is the rater's alone.
    """
    planned = tuple(
        replace(
            one,
            marks=marks.get(one.name, one.marks),
            whom=_asked(one, self_assessment=self_assessment),
        )
        if one.code != "learning.contract"
        else one
        for one in REMINDERS
    )
    return ReminderPlan(planned, frozenset(switched_on))


def _asked(one: Reminder, *, self_assessment: bool) -> tuple[Whom, ...]:
    if one.name is ReminderName.ANNUAL_EVALUATION and not self_assessment:
        return (Whom.RATER,)
    return one.whom


USUAL = plan_of(AT_WORK, {})


def of_code(code: str) -> Reminder | None:
    """Return the reminder of a code, None where there is none (any more)."""
    return next((one for one in REMINDERS if one.code == code), None)


def can_be_switched_off(name: ReminderName, kind: EmploymentKind | None) -> bool:
    """Say whether somebody (of a kind of employment) may switch a reminder off: no legal deadline is in it."""
    return not any(
        one.legal
        for one in REMINDERS
        if one.name is name and (kind in one.kinds or one.whom != (Whom.EMPLOYEE,))
    )
