"""How the templates look with sample values, for whoever words them."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from bot.conversations.filing.texts import Piece, daily, quarter_name, recapped
from kinerja.messages import N_, Month, say
from kinerja.models import EvidenceKind, FilingSpan
from kinerja.reports.filing_days import DailyProgress
from kinerja.reports.filing_evidence import Proof
from kinerja.reports.filing_recap import Recap, RecapLine, RecapValue
from kinerja.reports.logs import LogView
from kinerja.rules.filing_templates import FilingTemplates

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
_LINK = Proof(EvidenceKind.LINK, "https://contoh.go.id/posyandu", "")
_RESULT = "Kunjungan posyandu terlaksana"


def samples(templates: FilingTemplates) -> list[list[Piece]]:
    """Return a day, a month and a quarter as the templates word them."""
    month = _recap(FilingSpan.MONTH, FEBRUARY, Decimal(12), (FEBRUARY,))
    quarter = _recap(FilingSpan.QUARTER, JANUARY, Decimal(35), (JANUARY, FEBRUARY))
    return [
        [say(N_("<b>Daily progress</b>"))],
        *daily([_day()], templates),
        [say("<b>{month}</b>", month=Month(FEBRUARY))],
        *recapped(month, templates),
        [say("<b>{quarter}</b>", quarter=quarter_name(JANUARY))],
        *recapped(quarter, templates),
    ]


def _day() -> DailyProgress:
    log = LogView(
        id=1,
        position_id=1,
        day=date(2026, 2, 3),
        text="kunjungan posyandu Melati",
        amount=Decimal(5),
        unit="kunjungan",
        lineage="1",
        result=_RESULT,
        starts_at=time(8),
        ends_at=time(10, 30),
        gathered_by=None,
        evidence=1,
    )
    return DailyProgress(log, (_LINK,))


def _recap(span: FilingSpan, first: date, actual: Decimal, months: tuple[date, ...]) -> Recap:
    visits = RecapValue(
        text="Jumlah kunjungan",
        unit="kunjungan",
        target_text="",
        target=Decimal(120),
        target_high=None,
        actual=actual,
        total=Decimal(35),
    )
    survey = RecapValue("Indeks kepuasan", "", "", Decimal(85), None, None, None)
    notes = tuple((month, "Lima posyandu dikunjungi bersama kader.") for month in months)
    return Recap(
        span,
        first,
        (
            RecapLine(1, _RESULT, (visits,), notes, ((months[-1], _LINK),)),
            RecapLine(2, "Kepuasan pasien meningkat", (survey,), (), ()),
        ),
        (),
    )
