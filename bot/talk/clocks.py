"""Legal clocks in words: the last day by each of their readings."""

from __future__ import annotations

from datetime import date

from kinerja.messages import N_, NN_, Message, say
from kinerja.rules.legal_clocks import ClockRun, Span


def clock_line(sentence: str, run: ClockRun) -> Message:
    """Say the last day of a clock by each of its readings, the earlier one, which reminds, first."""
    days = [_reading(span, day) for span, day in sorted(run.readings, key=_last)]
    if len(days) == 1:
        return say(sentence, days=days[0])
    return say(sentence, days=say(N_("{one}, or {other}"), one=days[0], other=days[1]))


def _last(reading: tuple[Span, date]) -> date:
    return reading[1]


def _reading(span: Span, day: date) -> Message:
    counted = (
        NN_("{n} working day", "{n} working days") if span.working else NN_("{n} day", "{n} days")
    )
    return say("{day} ({span})", day=day, span=say(counted, n=span.count))
