"""The settings section by which an agency settles what the law leaves uncertain."""

from __future__ import annotations

from pydantic import ValidationInfo, field_validator

from bot.section import Section
from kinerja.errors import Refused
from kinerja.regulation.agency import check_agency_rule


class Regulation(Section):
    """Values of the agency where the law is not certain; empty where the seed holds."""

    delivery: str = ""
    acknowledgement: str = ""
    objection: str = ""
    decision: str = ""
    distribution_outstanding: str = ""
    distribution_good: str = ""
    distribution_needs_improvement: str = ""
    distribution_poor: str = ""
    distribution_very_poor: str = ""
    head_of_unit: str = ""
    organisation_outstanding: str = ""
    organisation_good: str = ""
    organisation_needs_improvement: str = ""
    organisation_poor: str = ""
    organisation_very_poor: str = ""
    results_meets: str = ""
    behaviour_above: str = ""
    behaviour_meets: str = ""
    behaviour_below: str = ""
    coefficients: str = ""
    lesson_hours: str = ""
    lesson_minutes: str = ""
    coaching_answers: str = ""

    @field_validator("*")
    @classmethod
    def _can_be_read(cls, written: str, info: ValidationInfo) -> str:
        try:
            check_agency_rule(info.field_name or "", written)
        except Refused as refused:
            raise ValueError(str(refused.message.id).format_map(refused.message.values)) from None
        return written
