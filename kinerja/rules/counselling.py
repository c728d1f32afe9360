"""Counselling (*konseling kinerja*): when a date may lie; there is nothing else to say about it."""

from __future__ import annotations

from datetime import date, timedelta

from kinerja.errors import N_, Refused

FURTHEST = timedelta(days=183)
NOTED_WITHIN = timedelta(days=60)


def check_date(day: date, today: date) -> None:
    """Refuse a date that is too long ago, or too far off."""
    if not today - NOTED_WITHIN <= day <= today + FURTHEST:
        raise Refused(
            N_("Please choose a day at most {days} days ago, or within half a year from now."),
            days=NOTED_WITHIN.days,
        )
