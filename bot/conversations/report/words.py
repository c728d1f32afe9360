"""How targets, values and states of a report are put into sentences."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.talk.figures import short, target
from bot.talk.pieces import MARKED
from kinerja.messages import N_, Message, Month, lines, say, words
from kinerja.models import EvidenceMark, ReportStatus
from kinerja.models.plan import Pattern, Polarity
from kinerja.reports.month_card import IndicatorCard, LineCard, MonthCard

MOST_MARKS = 2
"""How many marks stand on a result's card; its evidence shows all of them."""
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
    return say(N_("Read by: {names}."), names=short(", ".join(card.readers), 150))


def plan_state(card: MonthCard) -> Message | None:
    """Say that the plan is not approved yet."""
    if card.plan_approved:
        return None
    return say(N_("The plan (SKP) is not approved yet; the report counts all the same."))


def wants_completion(card: MonthCard) -> bool:
    """Say whether a report waits to be completed, for the reason it was returned with."""
    return bool(card.return_reason) and card.status in (ReportStatus.RETURNED, ReportStatus.DRAFT)


def value_of(line: LineCard) -> Message:
    """Say in a few words what a result's line holds."""
    if line.measured is None:
        known = next((i.earlier for i in line.indicators if i.earlier.last_period), None)
        if known is None or known.last_period is None:
            return say(NOT_YET)
        month = Month(known.last_period)
        return say(N_("not filled in yet ({month}: {last})"), month=month, last=known.last)
    if line.measured is False:
        return not_measured(line)
    shown = [_against_target(i) for i in line.indicators if i.actual is not None]
    if not shown:
        return words(short(line.note))
    return shown[0] if len(shown) == 1 else say("{a}; {b}", a=shown[0], b=shown[1])


def _against_target(indicator: IndicatorCard) -> Message:
    goal = _brief_target(indicator, 16)
    if indicator.pattern is not Pattern.CUMULATIVE:
        return say(N_("{actual}, target {target}"), actual=indicator.actual, target=goal)
    if indicator.done == indicator.actual:
        return say(N_("{actual} of {target}"), actual=indicator.actual, target=goal)
    return say(
        N_("{actual}, this year {done} of {target}"),
        actual=indicator.actual,
        done=indicator.done,
        target=goal,
    )


def _brief_target(indicator: IndicatorCard, longest: int = 30) -> Message:
    """Say a target in a list, where a long unit would fill the screen."""
    return target(
        replace(
            indicator,
            unit=short(indicator.unit, longest),
            target_text=short(indicator.target_text, 60),
        )
    )


def not_measured(line: LineCard) -> Message:
    """Say that a result has no value this month, or in which month its value comes."""
    if line.comes_in is None:
        return say(NOT_MEASURED)
    return say(N_("asked in {month}"), month=Month(line.comes_in))


def in_list(line: LineCard) -> Message:
    """Say a result as a line of the month's card."""
    mark = "○" if line.measured is None else "✓"
    sentence = "{mark} <b>{number}.</b> {text}: {value}"
    if line.gone:
        sentence = N_("{mark} <b>{number}.</b> {text}: {value} (not in the plan any more)")
    return say(
        sentence,
        mark=mark,
        number=line.number,
        text=short(line.text),
        value=value_of(line),
    )


def marks(line: LineCard) -> list[Message]:
    """Say what was found in the evidence of a result: what needs doing first, the rest behind a tap."""
    found = [one for one in line.marks if one.mark is not None]
    found.sort(key=lambda one: one.mark is EvidenceMark.ACCEPTED)
    return [
        say(N_("• {mark}: {reason}"), mark=say(MARKED[one.mark]), reason=short(one.reason, 80))
        if one.reason
        else say("• {mark}", mark=say(MARKED[one.mark]))
        for one in found[:MOST_MARKS]
        if one.mark is not None
    ]


def indicator_lines(indicator: IndicatorCard) -> Message:
    """Say an indicator in full: target, this month, last month, the year so far."""
    rows: list[Message | None] = [
        say("• <b>{text}</b>", text=short(indicator.text, 70)),
        say(N_("Target: {target}{wish}"), target=_brief_target(indicator), wish=_wish(indicator)),
    ]
    rows.append(_this_month(indicator))
    rows.append(_last_value(indicator))
    rows.append(_year_so_far(indicator))
    return lines(*rows)


def before(indicator: IndicatorCard) -> Message | None:
    """Say what came before the month's value, as the question for it shows it; None where nothing did."""
    last, year = _last_value(indicator), _year_so_far(indicator)
    return None if last is None and year is None else lines(last, year)


def _this_month(indicator: IndicatorCard) -> Message | None:
    if indicator.actual is None:
        return None
    value = say("{actual} {unit}", actual=indicator.actual, unit=short(indicator.unit, 30))
    if indicator.counts is None:
        return say(N_("This month: {value}"), value=value)
    part, whole = indicator.counts
    return say(N_("This month: {value} ({part} of {whole})"), value=value, part=part, whole=whole)


def _last_value(indicator: IndicatorCard) -> Message | None:
    earlier = indicator.earlier
    if earlier.last_period is None:
        return None
    return say(N_("{month}: {last}"), month=Month(earlier.last_period), last=earlier.last)


def _wish(indicator: IndicatorCard) -> Message:
    if indicator.target is None or indicator.target_high is not None:
        return words("")
    if indicator.polarity is Polarity.LESS:
        return say(N_(" (less is better)"))
    return words("")


def _year_so_far(indicator: IndicatorCard) -> Message | None:
    if indicator.target is None:
        return None
    if indicator.pattern is Pattern.CUMULATIVE:
        return say(
            N_("Year so far: {done}, still to do: {rest}"), done=indicator.done, rest=indicator.left
        )
    months = indicator.earlier.months + (indicator.actual is not None)
    if indicator.pattern is not Pattern.AVERAGE or months < 2:
        return None
    mean = (indicator.done / months).quantize(Decimal("0.01")).normalize() + 0
    return say(N_("Average of the year so far: {mean}"), mean=mean)
