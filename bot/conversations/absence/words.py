"""How an absence is said in one line."""

from __future__ import annotations

from kinerja.errors import Refused
from kinerja.messages import N_, Message, say
from kinerja.models import AbsenceKind
from kinerja.reports.absences import AbsenceView

KINDS = {
    AbsenceKind.LEAVE: N_("On leave"),
    AbsenceKind.SICK: N_("Sick"),
    AbsenceKind.TRIP: N_("Official trip"),
    AbsenceKind.TRAINING: N_("Training"),
    AbsenceKind.STUDY_LEAVE: N_("Study leave"),
}
"""What an absence is called; the first four are also the buttons of a reminder."""


def line_of(one: AbsenceView) -> Message:
    """Say kind, days and state of an absence."""
    state = say(N_("confirmed")) if one.confirmed else say(N_("waits for the administrator"))
    if one.first_day == one.last_day:
        sentence = N_("{kind}, {first} ({state})")
    else:
        sentence = N_("{kind}, {first} to {last} ({state})")
    return say(
        sentence,
        kind=say(KINDS[one.kind]),
        first=one.first_day,
        last=one.last_day,
        state=state,
    )


def kind_of(text: str) -> AbsenceKind:
    """Read the kind a button names."""
    try:
        return AbsenceKind(text)
    except ValueError:
        raise Refused(N_("Please choose one of the buttons.")) from None
