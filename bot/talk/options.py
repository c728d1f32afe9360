"""The few settings that conversations need."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from bot.talk.competencies import COMPETENCIES
from kinerja.regulation import Regulation
from kinerja.rules.broadcasts import USUAL, Ways
from kinerja.rules.filing_templates import FilingTemplates
from kinerja.rules.reminders import USUAL as USUAL_REMINDERS
from kinerja.rules.reminders import ReminderPlan


@dataclass(frozen=True, slots=True)
class Options:
    """The few settings conversations need."""

    agency: str = ""
    window_closes_day: int = 10
    invitation_days: int = 30
    competencies: tuple[str, ...] = COMPETENCIES
    privacy_contact: str = ""
    bot_name: str = ""
    broadcast: Ways = USUAL
    filing: FilingTemplates = field(default_factory=FilingTemplates)
    reminders: ReminderPlan = USUAL_REMINDERS
    files: Path | None = None
    regulation: Regulation = field(default_factory=Regulation)
    self_assessment: bool = False
