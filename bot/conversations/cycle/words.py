"""How stages and periods are called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.talk.turn import Reply, home
from kinerja.messages import N_, Message, Month, say
from kinerja.models import PeriodKind, Stage

STAGES = {
    Stage.PLANNING: N_("Planning (SKP)"),
    Stage.DAILY_LOG: N_("Quick log"),
    Stage.MONTHLY_REPORT: N_("Monthly report"),
    Stage.FEEDBACK: N_("Feedback of the superior"),
    Stage.FILING: N_("Filing in e-Kinerja"),
    Stage.PERIODIC_EVALUATION: N_("Periodic evaluation"),
    Stage.ANNUAL_EVALUATION: N_("Annual evaluation"),
    Stage.DELIVERY: N_("Delivery of the evaluation"),
    Stage.ACKNOWLEDGEMENT: N_("Acknowledgement"),
    Stage.OBJECTION: N_("Objection"),
    Stage.FOLLOW_UP: N_("Follow-up"),
    Stage.CONTRACT_END: N_("End of contract or post"),
    Stage.LEARNING: N_("Learning hours"),
}


def period_of(kind: PeriodKind, starts_on: date, ordinal: int) -> Message:
    """Say a period: January 2026, quarter 1 of 2026, 2026."""
    if kind is PeriodKind.MONTH:
        return say("{month}", month=Month(starts_on))
    if kind is PeriodKind.QUARTER:
        return say(N_("quarter {number} of {year}"), number=ordinal, year=str(starts_on.year))
    return say("{year}", year=str(starts_on.year))


def window_moved(values: Mapping[str, Any]) -> Reply:
    """Tell somebody that a deadline has moved."""
    text = say(
        N_("<b>New deadline</b>\n{stage}, {period}: now due on {due}.\nReason: {reason}"),
        stage=say(STAGES[Stage(values["stage"])]),
        period=period_of(PeriodKind(values["kind"]), values["starts_on"], values["ordinal"]),
        due=values["due"],
        reason=values["reason"],
    )
    return Reply(text, ((home(),),))
