"""Strengths and what is to be developed, counted from feedback, as a screen's text."""

from __future__ import annotations

from datetime import datetime

from bot.talk.behaviours import named
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.development import Development, TagCount
from kinerja.rules.periods import local_date

SHOWN = 5
UP, DOWN, SAME = "↑", "↓", "="


def development_text(found: Development, *, of_team: bool = False) -> Message:
    """Return what feedback named this quarter, beside the quarter before; of a team with the people."""
    if not (found.strengths or found.to_develop):
        return say(N_("No feedback has named a strength or something to develop in two quarters."))
    return lines(
        say(
            N_("Feedback since {day}: {count}"),
            day=found.quarter,
            count=found.feedbacks,
        ),
        *_counts(N_("\n<b>Strengths</b>"), found.strengths, of_team=of_team),
        *_counts(N_("\n<b>To be developed</b>"), found.to_develop, of_team=of_team),
        say(N_("\nIn brackets: the quarter before. These are counts of feedback, not a rating.")),
    )


def last_feedback(at: datetime | None, zone: str) -> Message:
    """Say when somebody last received feedback."""
    if at is None:
        return say(N_("Last feedback: none yet"))
    return say(N_("Last feedback: {day}"), day=local_date(at, zone))


def _counts(heading: str, tags: tuple[TagCount, ...], *, of_team: bool) -> list[Message]:
    if not tags:
        return [say(heading), say(N_("None named."))]
    return [say(heading), *(_count(one, of_team=of_team) for one in tags[:SHOWN])]


def _count(one: TagCount, *, of_team: bool) -> Message:
    (name,) = named([one.tag])
    trend = UP if one.now > one.before else DOWN if one.now < one.before else SAME
    sentence = N_("• {name}: {now} ({before}) {trend}")
    if of_team:
        sentence = N_("• {name}: {now} ({before}) {trend}, people: {people}")
    return say(sentence, name=name, now=one.now, before=one.before, trend=trend, people=one.people)
