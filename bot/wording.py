"""The settings section that words what is copied into e-Kinerja BKN."""

from __future__ import annotations

from pydantic import ValidationInfo, field_validator

from bot.section import Section
from kinerja.errors import Refused
from kinerja.rules.filing_templates import FilingTemplates, check_template

_WORDING = FilingTemplates()


class Ekinerja(Section):
    """The wording of what is copied into e-Kinerja BKN, one template a kind of line."""

    day_date: str = _WORDING.day_date
    day_time: str = _WORDING.day_time
    day_activity: str = _WORDING.day_activity
    day_result: str = _WORDING.day_result
    day_evidence: str = _WORDING.day_evidence
    month_actual: str = _WORDING.month_actual
    month_note: str = _WORDING.month_note
    month_evidence: str = _WORDING.month_evidence
    quarter_actual: str = _WORDING.quarter_actual
    quarter_note: str = _WORDING.quarter_note
    quarter_evidence: str = _WORDING.quarter_evidence
    not_measured: str = _WORDING.not_measured

    @field_validator("*")
    @classmethod
    def _can_be_filled(cls, template: str, info: ValidationInfo) -> str:
        try:
            return check_template(info.field_name or "", template)
        except Refused as refused:
            raise ValueError(str(refused.message.id).format_map(refused.message.values)) from None
