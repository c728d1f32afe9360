"""For whom an announcement is: filters that all have to hold, within what its author may reach."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.models import EmploymentKind

_SEPARATORS = re.compile(r"[\n,;\t|]+")
MOST_NUMBERS = 2_000


class Part(StrEnum):
    """What somebody is in the agency, as an audience can ask for it."""

    EMPLOYEES = "employees"
    RATERS = "raters"
    LEADERS = "leaders"
    ADMINS = "admins"


@dataclass(frozen=True, slots=True)
class Audience:
    """Filters; an empty one asks for nothing, and within one any of its values will do.

    ``units`` count with all units below them, ``unreported`` is a month, ``people`` a list by hand.
    """

    units: tuple[int, ...] = ()
    groups: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()
    kinds: tuple[EmploymentKind, ...] = ()
    unreported: date | None = None
    people: tuple[int, ...] = ()

    @property
    def is_everybody(self) -> bool:
        """Whether nothing narrows it down."""
        return self == Audience()


def as_json(audience: Audience) -> dict[str, Any]:
    """Return the JSON form of an audience."""
    return {
        "units": list(audience.units),
        "groups": list(audience.groups),
        "parts": [part.value for part in audience.parts],
        "kinds": [kind.value for kind in audience.kinds],
        "unreported": audience.unreported.isoformat() if audience.unreported else None,
        "people": list(audience.people),
    }


def from_json(content: Mapping[str, Any]) -> Audience:
    """Return the audience a JSON form stands for."""
    month = content.get("unreported")
    return Audience(
        units=tuple(content.get("units", ())),
        groups=tuple(content.get("groups", ())),
        parts=tuple(Part(part) for part in content.get("parts", ())),
        kinds=tuple(EmploymentKind(kind) for kind in content.get("kinds", ())),
        unreported=date.fromisoformat(month) if month else None,
        people=tuple(content.get("people", ())),
    )


def numbers_in(text: str) -> list[str]:
    """Return the NIPs of a pasted list, one a line or with commas; spaces within one do not matter."""
    found = dict.fromkeys(
        re.sub(r"[\s.'\-]", "", part) for part in _SEPARATORS.split(text) if part.strip()
    )
    numbers = [number for number in found if number]
    if not numbers:
        raise Refused(N_("Please paste the NIPs, one a line or with commas between them."))
    if len(numbers) > MOST_NUMBERS:
        raise Refused(
            N_("That are {n} NIPs; at most {most} can be taken. Please choose by unit instead."),
            n=len(numbers),
            most=MOST_NUMBERS,
        )
    return numbers
