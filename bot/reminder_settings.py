"""The settings section of reminders: which are sent, and on which days."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from bot.section import Section
from kinerja.errors import Refused
from kinerja.rules.reminder_steps import read_marks
from kinerja.rules.reminders import AT_WORK, REMINDERS, ReminderName, ReminderPlan, plan_of


def _usual(name: ReminderName) -> str:
    return ", ".join(next(one.marks for one in REMINDERS if one.name is name))


class Reminders(Section):
    """Which reminders are sent, and for each of them its days, with commas between."""

    switched_on: str = ", ".join(AT_WORK)
    most_a_day: Annotated[int, Field(ge=1, le=20)] = 3
    planning: str = _usual(ReminderName.PLANNING)
    daily_log: str = _usual(ReminderName.DAILY_LOG)
    monthly_report: str = _usual(ReminderName.MONTHLY_REPORT)
    filing: str = _usual(ReminderName.FILING)
    feedback: str = _usual(ReminderName.FEEDBACK)
    exceptions: str = _usual(ReminderName.EXCEPTIONS)
    escalation: str = _usual(ReminderName.ESCALATION)
    periodic_evaluation: str = _usual(ReminderName.PERIODIC_EVALUATION)
    annual_evaluation: str = _usual(ReminderName.ANNUAL_EVALUATION)
    delivery: str = _usual(ReminderName.DELIVERY)
    acknowledgement: str = _usual(ReminderName.ACKNOWLEDGEMENT)
    objection: str = _usual(ReminderName.OBJECTION)
    follow_up: str = _usual(ReminderName.FOLLOW_UP)
    contract_end: str = _usual(ReminderName.CONTRACT_END)
    learning: str = _usual(ReminderName.LEARNING)

    @field_validator("switched_on")
    @classmethod
    def _known(cls, names: str) -> str:
        unknown = [name for name in _parts(names) if name not in set(ReminderName)]
        if unknown:
            raise ValueError(f"{', '.join(unknown)}: there are {', '.join(ReminderName)}")
        return names

    @field_validator(*ReminderName)
    @classmethod
    def _marks(cls, marks: str) -> str:
        try:
            read_marks(_parts(marks))
        except Refused as refused:
            raise ValueError(str(refused.message.id).format_map(refused.message.values)) from None
        return marks

    def plan(self, *, self_assessment: bool = False) -> ReminderPlan:
        """Return the reminders as they are set here."""
        marks = {name: _parts(getattr(self, name.value)) for name in ReminderName}
        switched_on = [ReminderName(name) for name in _parts(self.switched_on)]
        return plan_of(switched_on, marks, self_assessment=self_assessment)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
