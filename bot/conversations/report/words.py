"""How targets, values and states of a report are put into sentences."""

from __future__ import annotations

from bot.talk.figures import short, target
from kinerja.messages import N_, Message, Month, lines, say, words
from kinerja.models import EvidenceMark, ReportStatus
from kinerja.models.plan import Pattern, Polarity
from kinerja.reports.month_card import IndicatorCard, LineCard, MonthCard

MARKS = {
    EvidenceMark.ACCEPTED: N_("Evidence accepted"),
    EvidenceMark.INCOMPLETE: N_("To be completed"),
    EvidenceMark.UNSUITABLE: N_("Does not fit"),
}
NOT_YET = N_("not filled in yet")
NOT_MEASURED = N_("not measured this month")
STATES = {
    None: N_("not begun"),
    ReportStatus.DRAFT: N_("being written"),
    ReportStatus.SUBMITTED: N_("sent, waits for a decision"),
    ReportStatus.ACCEPTED: N_("accepted"),
    ReportStatus.RETURNED: N_("returned to be completed"),
    ReportStatus.REPLACED: N_("replaced by a newer version"),
}


def readers(card: MonthCard) -> Message:
    """Say who reads the report."""
    if not card.readers:
        return say(
            N_(
                "No superior is recorded for you yet. You can write and send; please tell the administrator."
            )
        )
    return say(N_("Read by: {names}."), names=", ".join(card.readers))


def value_of(line: LineCard) -> Message:
    """Say in a few words what a result's line holds."""
    if line.measured is None:
        last = next((i.earlier.last for i in line.indicators if i.earlier.last is not None), None)
        if last is None:
            return say(NOT_YET)
        return say(N_("not filled in yet (last month {last})"), last=last)
    if line.measured is False:
        return say(NOT_MEASURED)
    shown = [_against_target(i) for i in line.indicators if i.actual is not None]
    if not shown:
        return words(short(line.note))
    return shown[0] if len(shown) == 1 else say("{a}; {b}", a=shown[0], b=shown[1])


def _against_target(indicator: IndicatorCard) -> Message:
    sentence = N_("{actual}, target {target}")
    if indicator.pattern is Pattern.CUMULATIVE:
        sentence = N_("{actual} of {target}")
    return say(sentence, actual=indicator.actual, target=target(indicator))


def in_list(line: LineCard) -> Message:
    """Say a result as a line of the month's card."""
    mark = "○" if line.measured is None else "✓"
    return say(
        "{mark} <b>{number}.</b> {text}: {value}",
        mark=mark,
        number=line.number,
        text=short(line.text),
        value=value_of(line),
    )


def marks(line: LineCard) -> list[Message]:
    """Say what was found in the evidence of a result, one line a piece that has been looked at."""
    return [
        say(N_("• {mark}: {reason}"), mark=say(MARKS[one.mark]), reason=short(one.reason, 200))
        if one.reason
        else say("• {mark}", mark=say(MARKS[one.mark]))
        for one in line.marks
        if one.mark is not None
    ]


def indicator_lines(indicator: IndicatorCard) -> Message:
    """Say an indicator in full: target, this month, last month, the year so far."""
    rows: list[Message | None] = [
        say("• <b>{text}</b>", text=indicator.text),
        say(N_("Target: {target}{wish}"), target=target(indicator), wish=_wish(indicator)),
    ]
    if indicator.actual is not None:
        rows.append(
            say(N_("This month: {actual} {unit}"), actual=indicator.actual, unit=indicator.unit)
        )
    earlier = indicator.earlier
    if earlier.last is not None and earlier.last_period is not None:
        rows.append(say(N_("{month}: {last}"), month=Month(earlier.last_period), last=earlier.last))
    rows.append(_year_so_far(indicator))
    return lines(*rows)


def _wish(indicator: IndicatorCard) -> Message:
    if indicator.target is None or indicator.target_high is not None:
        return words("")
    if indicator.polarity is Polarity.LESS:
        return say(N_(" (less is better)"))
    return words("")


def _year_so_far(indicator: IndicatorCard) -> Message | None:
    if indicator.pattern is not Pattern.CUMULATIVE or indicator.target is None:
        return None
    done = indicator.earlier.total + (indicator.actual or 0)
    return say(
        N_("Year so far: {done}, still to do: {rest}"),
        done=done,
        rest=max(indicator.target - done, indicator.target * 0),
    )
