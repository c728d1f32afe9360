"""The settings section of evaluation."""

from __future__ import annotations

from bot.section import Section


class Evaluation(Section):
    """How the agency evaluates."""

    self_assessment: bool = False
