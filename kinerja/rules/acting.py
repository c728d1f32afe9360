"""Who acts for a post on which days: its rater, whoever stands in for them, or their successor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kinerja.errors import N_, Refused
from kinerja.models.acting import ActingKind, ActingReason
from kinerja.rules.absences import EARLIEST, check_days

CLOSING_DAYS = 31
"""For how long a rater who has moved on may still close what was theirs: rate and hand over."""

_DAY = timedelta(days=1)

KINDS_FOR = {
    ActingReason.LEAVE: (ActingKind.DAILY, ActingKind.STAND_IN, ActingKind.HELPER),
    ActingReason.TRIP: (ActingKind.DAILY, ActingKind.STAND_IN, ActingKind.HELPER),
    ActingReason.TRAINING: (ActingKind.DAILY, ActingKind.STAND_IN, ActingKind.HELPER),
    ActingReason.MOVED: (ActingKind.ACTING, ActingKind.STAND_IN),
    ActingReason.SECONDED: (ActingKind.DUTY,),
}
"""As what somebody can act, by the reason: a helper helps who comes back, and nobody is *Plt.* for them."""


@dataclass(frozen=True, slots=True)
class Rated:
    """Who acts for a post on some days, both included; ``stands_for`` is the rater who is away."""

    rater: int
    first: date
    last: date
    stands_for: int | None = None
    limited: bool = False

    @property
    def owner(self) -> int:
        """Who rates the post when nobody is away."""
        return self.rater if self.stands_for is None else self.stands_for


@dataclass(frozen=True, slots=True)
class Cover:
    """Somebody acts for a rater on some days, for all their posts or for one.

    ``above`` takes the post that the acting person holds themselves: nobody rates themselves.
    """

    away: int
    acting: int
    first: date
    last: date
    limited: bool = False
    above: int | None = None
    position: int | None = None

    def for_post(self, holder: int) -> int | None:
        """Return who acts for a post of somebody."""
        return self.above if self.acting == holder else self.acting


def base_of(rows: Iterable[Rated]) -> list[Rated]:
    """Return who rates a post when nobody is away, from who acts for it."""
    found: list[Rated] = []
    for row in sorted(rows, key=lambda one: (one.owner, one.first, one.last)):
        before = found[-1] if found else None
        if before is not None and before.rater == row.owner and _touch(before, row):
            found[-1] = replace(before, last=max(before.last, row.last))
        else:
            found.append(Rated(row.owner, row.first, row.last))
    return found


def laid_out(
    position: int, holder: int, base: Iterable[Rated], covers: Sequence[Cover]
) -> list[Rated]:
    """Return who acts for a post, from who rates it otherwise and who stands in for whom."""
    usable = [one for one in covers if one.position in (None, position)]
    found: list[Rated] = []
    for span in base:
        parts: list[Rated] = []
        for first, last in _segments(span, usable):
            part = _acting_on(span, first, last, holder, usable)
            before = parts[-1] if parts else None
            if before is not None and replace(before, last=last) == replace(
                part, first=before.first
            ):
                parts[-1] = replace(before, last=last)
            else:
                parts.append(part)
        found += parts
    return found


def moved(base: Iterable[Rated], holder: int, move: Cover) -> list[Rated]:
    """Return who rates a post once its rater has moved on; who began on that day or later stays."""
    found: list[Rated] = []
    for span in base:
        if span.rater != move.away or not span.first < move.first <= span.last:
            found.append(span)
            continue
        to = move.for_post(holder)
        found.append(replace(span, last=move.first - _DAY))
        if to is not None:
            found.append(Rated(to, move.first, span.last))
    return found


def stayed(base: Iterable[Rated], holder: int, move: Cover) -> list[Rated]:
    """Return who rates a post if its rater does not move after all."""
    spans, first, to = list(base), move.first, move.for_post(holder)
    ends = next((s for s in spans if s.rater == move.away and s.last == first - _DAY), None)
    begins = next((s for s in spans if s.rater == to and s.first == first), None)
    if ends is None or (to is not None and begins is None):
        return spans
    last = begins.last if begins is not None else date.max
    kept = [span for span in spans if span not in (ends, begins)]
    return [*kept, replace(ends, last=last)]


def check_acting(
    reason: ActingReason, kind: ActingKind, first: date, last: date | None, today: date
) -> None:
    """Refuse what cannot be confirmed: days that are over, no last day, a kind that does not fit."""
    if kind not in KINDS_FOR[reason]:
        raise Refused(N_("Please choose one of the buttons."))
    if reason is ActingReason.MOVED and last is not None:
        raise Refused(N_("Whoever has moved on does not come back; a last day does not fit."))
    if last is None and reason not in (ActingReason.MOVED, ActingReason.SECONDED):
        raise Refused(N_("Please name the last day as well, so that everything comes back."))
    check_days(first, last or first, today)
    if reason is ActingReason.MOVED and first < today - timedelta(days=CLOSING_DAYS):
        raise Refused(
            N_("A move can be entered for the past {days} days. Please choose a later day."),
            days=CLOSING_DAYS,
        )
    if last is not None and last < today:
        raise Refused(N_("These days are over. Please choose days that are still to come."))


def check_rated_to_the_end(*, is_rater: bool) -> None:
    """Refuse to release what somebody else rates by the end of its period: a part stays a proposal."""
    if not is_rater:
        raise Refused(
            N_(
                "Somebody else rates this post at the end of the period and will release the ratings. "
                "Your part stays as you proposed it."
            )
        )


def check_transfer_day(first: date, today: date) -> None:
    """Refuse a first day in a new post that lies too far away."""
    if abs((first - today).days) > EARLIEST:
        raise Refused(N_("The first day has to lie within twelve months. Please choose another."))


def _touch(before: Rated, after: Rated) -> bool:
    return before.last == date.max or after.first <= before.last + _DAY


def _segments(span: Rated, covers: Iterable[Cover]) -> Iterable[tuple[date, date]]:
    cuts = {span.first}
    for cover in covers:
        if span.first < cover.first <= span.last:
            cuts.add(cover.first)
        if span.first <= cover.last < span.last:
            cuts.add(cover.last + _DAY)
    starts = sorted(cuts)
    ends = [start - _DAY for start in starts[1:]] + [span.last]
    return zip(starts, ends, strict=True)


def _acting_on(span: Rated, first: date, last: date, holder: int, covers: Sequence[Cover]) -> Rated:
    """Follow who stands in for whom, the one of a single post before the others, the newest first."""
    who, limited, seen = span.rater, False, {span.rater}
    while True:
        able = [
            one
            for one in covers
            if one.away == who
            and one.first <= first
            and last <= one.last
            and one.for_post(holder) not in {None, *seen}
        ]
        if not able:
            break
        chosen = max(enumerate(able), key=lambda one: (one[1].position is not None, one[0]))[1]
        who = chosen.for_post(holder) or who
        limited = limited or chosen.limited
        seen.add(who)
    if who == span.rater:
        return Rated(who, first, last)
    return Rated(who, first, last, span.rater, limited)
