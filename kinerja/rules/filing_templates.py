"""The wording of what is copied into e-Kinerja BKN: templates with named placeholders, checked and filled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from kinerja.errors import N_, Refused

LONGEST_TEMPLATE = 300

_DAY = (
    "date",
    "short_date",
    "time",
    "start",
    "end",
    "activity",
    "amount",
    "unit",
    "result",
    "evidence",
)
_VALUE = ("result", "indicator", "actual", "unit", "target", "total")


@dataclass(frozen=True, slots=True)
class FilingTemplates:
    """One template a kind of line; an empty one leaves the line out."""

    day_date: str = "{date}"
    day_time: str = "{time}"
    day_activity: str = "{activity}"
    day_result: str = "{result}"
    day_evidence: str = "{evidence}"
    month_actual: str = "{indicator}: {actual} {unit}"
    month_note: str = "{note}"
    month_evidence: str = "{evidence}"
    quarter_actual: str = "{indicator}: {actual} {unit} (target tahun ini {target})"
    quarter_note: str = "{month}: {note}"
    quarter_evidence: str = "{evidence}"
    not_measured: str = "Tidak diukur pada {period}"


PLACEHOLDERS: Mapping[str, tuple[str, ...]] = {
    "day_date": _DAY,
    "day_time": _DAY,
    "day_activity": _DAY,
    "day_result": _DAY,
    "day_evidence": _DAY,
    "month_actual": ("month", *_VALUE),
    "month_note": ("month", "result", "note"),
    "month_evidence": ("month", "result", "evidence"),
    "quarter_actual": ("quarter", *_VALUE),
    "quarter_note": ("quarter", "month", "result", "note"),
    "quarter_evidence": ("quarter", "month", "result", "evidence"),
    "not_measured": ("period", "result"),
}
"""What may stand in braces in each template."""


def check_template(name: str, template: str) -> str:
    """Return a template; refused where it is too long, or braces hold what is not known."""
    allowed = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS[name])
    if len(template) > LONGEST_TEMPLATE:
        raise Refused(
            N_("The template has {length} characters; at most {longest} are allowed."),
            length=len(template),
            longest=LONGEST_TEMPLATE,
        )
    try:
        parts = list(Formatter().parse(template))
    except ValueError:
        raise Refused(N_("A brace stands alone; allowed are {allowed}."), allowed=allowed) from None
    for _text, placeholder, form, conversion in parts:
        if placeholder is None:
            continue
        if placeholder not in PLACEHOLDERS[name] or form or conversion:
            raise Refused(
                N_("{placeholder} is not known; allowed are {allowed}."),
                placeholder=f"{{{placeholder[:40]}}}",
                allowed=allowed,
            )
    return template


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return a template filled in, without stray spaces; empty where all its values are."""
    asked = [one for _text, one, _form, _conversion in Formatter().parse(template) if one]
    if asked and not any(values.get(one) for one in asked):
        return ""
    filled = template.format_map({one: values.get(one, "") for one in asked})
    lines = (" ".join(line.split()) for line in filled.splitlines())
    return "\n".join(lines).strip()
