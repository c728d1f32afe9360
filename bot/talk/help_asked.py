"""Whose turn it is with a request for help, as both sides read it."""

from __future__ import annotations

from kinerja.messages import N_, Message, lines, say
from kinerja.reports.help_requests import ObstacleCard


def whose_turn(card: ObstacleCard) -> Message:
    """Say who is in charge of a request, and what to do where nobody can be reached."""
    names = ", ".join(card.in_charge)
    if not card.in_charge:
        return say(
            N_(
                "No superior is recorded, so nobody was told. Please tell your unit's administrator."
            )
        )
    if not card.reached:
        return say(
            N_("Not yet with this assistant: {names}. Please speak to them directly."),
            names=names,
        )
    waits = say(
        N_("Waits for your answer.") if card.is_mine else N_("Waits for {names}."), names=names
    )
    if card.answered:
        waits = say(N_("In the hands of {names}."), names=names)
    if not card.missing:
        return waits
    return lines(
        say(
            N_("Not yet with this assistant: {missing}; so the request is with others."),
            missing=", ".join(card.missing),
        ),
        waits,
    )
