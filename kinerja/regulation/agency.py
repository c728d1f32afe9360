"""What an agency may settle where the law is not certain: one setting a value, read by the rule that uses it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kinerja.errors import N_, Refused
from kinerja.models import OrganisationPredicate
from kinerja.rules.coaching import read_steps
from kinerja.rules.credit_points import read_coefficients
from kinerja.rules.distribution import read_conditions
from kinerja.rules.legal_clocks import ClockKind, read_spans
from kinerja.rules.lesson_hours import read_hour_rules
from kinerja.rules.predicate import read_head_rule

LONGEST_TEXT = 400

Fields = Mapping[str, Any]
Spread = Callable[[str], Mapping[str, Fields]]


@dataclass(frozen=True, slots=True)
class AgencyRule:
    """A setting: the kind of entry it is about, and the fields it gives to entries of that kind, by key."""

    kind: str
    spread: Spread
    show: Callable[[Fields], str]
    """How an entry of that kind would stand in the setting."""
    key: str | None = None
    """The only entry it is about; None where its words name the entries."""


def _text(written: str) -> str:
    if len(written) > LONGEST_TEXT:
        raise Refused(
            N_("The text has {length} characters. Please shorten it to at most {longest}."),
            length=len(written),
            longest=LONGEST_TEXT,
        )
    return written


def _minutes(written: str) -> int:
    if not written.isdecimal() or not 30 <= int(written) <= 60:
        raise Refused(
            N_("“{written}” is no length of a lesson hour: 30 to 60 minutes."), written=written
        )
    return int(written)


def _one(kind: str, key: str, field: str, read: Callable[[str], Any]) -> AgencyRule:
    """Return the rule of a setting that gives one field of one entry; ``read`` refuses what it cannot be."""

    def spread(written: str) -> Mapping[str, Fields]:
        value = read(written)
        return {key: {field: value if isinstance(value, int) else written}}

    return AgencyRule(kind, spread, lambda entry: str(entry[field]), key)


def _coefficients(written: str) -> Mapping[str, Fields]:
    return {level: {"value": str(value)} for level, value in read_coefficients(written).items()}


def _hours(written: str) -> Mapping[str, Fields]:
    read = read_hour_rules(written)
    return {kind: {"bound": bound, "hours": hours} for kind, (bound, hours) in read.items()}


RULES: Mapping[str, AgencyRule] = {
    **{one.value: _one("clock", one, "spans", read_spans) for one in ClockKind},
    **{
        f"distribution_{one}": _one("distribution", one, "conditions", read_conditions)
        for one in OrganisationPredicate
    },
    "head_of_unit": _one("head_of_unit", "", "ratings", read_head_rule),
    **{
        f"organisation_{one}": _one("organisation", one, "text", _text)
        for one in OrganisationPredicate
    },
    "results_meets": _one("rating", "results meets", "text", _text),
    "behaviour_above": _one("rating", "behaviour above", "text", _text),
    "behaviour_meets": _one("rating", "behaviour meets", "text", _text),
    "behaviour_below": _one("rating", "behaviour below", "text", _text),
    "coefficients": AgencyRule(
        "coefficient", _coefficients, lambda entry: f"{entry['level']} {entry['value']}"
    ),
    "lesson_hours": AgencyRule(
        "hours", _hours, lambda entry: f"{entry['kind']} {entry['bound']} {entry['hours']}"
    ),
    "lesson_minutes": _one("minutes", "", "value", _minutes),
    "coaching_answers": _one("survey", "", "answers", read_steps),
}
"""Each setting of the section ``regulation``."""


def check_agency_rule(name: str, written: str) -> None:
    """Refuse what a setting cannot be; an empty one leaves the value of the law."""
    if written.strip():
        RULES[name].spread(written.strip())


def settled(agency: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Fields]:
    """Return what the agency's settings say, by kind and key of the entry."""
    found: dict[tuple[str, str], Fields] = {}
    for name, written in agency:
        if written.strip():
            rule = RULES[name]
            for key, fields in rule.spread(written.strip()).items():
                found[rule.kind, str(key)] = fields
    return found


def setting_of(kind: str, key: str) -> tuple[str, AgencyRule]:
    """Return the setting that may settle an entry; ``KeyError`` where none may."""
    for name, rule in RULES.items():
        if rule.kind == kind and rule.key in (None, key):
            return name, rule
    raise KeyError(kind, key)
