"""Which post of a person a plan of a file belongs to, and that plans of a post do not overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.models import Position
from kinerja.rules.cells import same
from kinerja.rules.plan_content import PlanSpec
from kinerja.rules.tables import Problems

Span = tuple[date, date]


def find_post(spec: PlanSpec, posts: Sequence[Position], today: date) -> Position | None:
    """Return the person's post a plan is for; None asks for a new one of the plan's title and span.

    Raise ``Refused`` where the file does not say enough.
    """
    fitting = [post for post in posts if overlap(spec.span, _span_of(post))]
    if spec.title:
        fitting = [post for post in fitting if same(post.title) == same(spec.title)]
        if not fitting and posts and (spec.starts_on or spec.ends_on):
            return None
    present = [post for post in fitting if overlap((today, today), _span_of(post))]
    if len(present) == 1:
        return present[0]
    if len(fitting) == 1:
        return fitting[0]
    if fitting and not spec.title:
        raise Refused(N_("the person holds more than one post; please fill in jabatan"))
    if fitting:
        raise Refused(N_("the person holds more than one post of this name"))
    raise Refused(
        N_("the person has no such post; for an earlier or second post fill in mulai or selesai")
        if spec.title
        else N_("the person has no post in this time")
    )


def span_in(spec: PlanSpec, post: Position) -> Span:
    """Return the plan's days: as the file says, else those of the year in which the post is held."""
    first, last = spec.span
    if spec.starts_on is None and post.starts_on is not None:
        first = max(first, post.starts_on)
    if spec.ends_on is None and post.ends_on is not None:
        last = min(last, post.ends_on)
    return first, last


def check_overlap(spec: PlanSpec, span: Span, others: Iterable[Span], problems: Problems) -> None:
    """Note a plan whose days belong to another plan of the same post."""
    for other in others:
        if overlap(span, other):
            for row in spec.rows:
                problems.add(
                    row,
                    "mulai",
                    N_("overlaps with this post's plan from {first} to {last}"),
                    first=other[0],
                    last=other[1],
                )


def overlap(one: Span, other: Span) -> bool:
    """Say whether two spans share a day."""
    return one[0] <= other[1] and other[0] <= one[1]


def _span_of(post: Position) -> Span:
    return post.starts_on or date.min, post.ends_on or date.max
