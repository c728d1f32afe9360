"""Laying out who acts for posts: rows from day to day, so that whatever asks finds them as any other rater."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from kinerja.models import Acting, ActingKind, ActingReason, Position, RaterAssignment
from kinerja.rules.acting import Cover, Rated, base_of, laid_out, moved, stayed
from kinerja.services.importing import portions


@dataclass(frozen=True, slots=True)
class Arrangements:
    """Who stands in for whom, the earliest confirmed first; who moves on and is followed by whom, by the day."""

    covers: tuple[Cover, ...]
    moves: tuple[Cover, ...]

    def __bool__(self) -> bool:
        """Whether there is anything that changes who acts."""
        return bool(self.covers or self.moves)


def lay_out(
    session: Session, positions: Iterable[int | None], called_off: Cover | None = None
) -> None:
    """Write anew who acts for some posts, once a move is called off; what does not change keeps its rows."""
    arranged = arrangements(session)
    for portion in portions(positions):
        rows = _rows_of(session, portion)
        holders = session.exec(
            select(Position.id, Position.person_id).where(col(Position.id).in_(portion))
        )
        for key, holder in holders:
            position_id = key or 0
            base = base_of(map(rated, rows[position_id]))
            if called_off is not None:
                base = stayed(base, holder, called_off)
            for move in arranged.moves:
                base = moved(base, holder, move)
            wanted = laid_out(position_id, holder, base, arranged.covers)
            _write(session, position_id, rows[position_id], wanted)
    session.flush()


def arrangements(session: Session) -> Arrangements:
    """Return what is confirmed and changes who acts; helpers change nothing."""
    found = session.exec(
        select(Acting)
        .where(
            col(Acting.confirmed_at).is_not(None),
            col(Acting.ended_at).is_(None),
            col(Acting.kind) != ActingKind.HELPER,
        )
        .order_by(col(Acting.confirmed_at), col(Acting.id))
    ).all()
    moves = [cover_of(one) for one in found if one.reason is ActingReason.MOVED]
    return Arrangements(
        tuple(cover_of(one) for one in found if one.reason is not ActingReason.MOVED),
        tuple(sorted(moves, key=lambda one: one.first)),
    )


def cover_of(one: Acting) -> Cover:
    """Return a row as the rules take it."""
    return Cover(
        one.rater_id,
        one.acting_id,
        one.first_day,
        one.last_day or date.max,
        one.limited,
        one.above_id,
        one.position_id,
    )


def posts_of(session: Session, rater_id: int | None, first: date) -> list[int]:
    """Return the posts somebody rates or stands in for on a day or later."""
    found = session.exec(
        select(RaterAssignment.position_id)
        .where(
            or_(
                col(RaterAssignment.rater_id) == rater_id,
                col(RaterAssignment.stands_for_id) == rater_id,
            ),
            or_(col(RaterAssignment.ends_on).is_(None), col(RaterAssignment.ends_on) >= first),
        )
        .distinct()
    )
    return sorted(found)


def rated(row: RaterAssignment) -> Rated:
    """Return a row as the rules take it: without open ends."""
    return Rated(
        row.rater_id,
        row.starts_on or date.min,
        row.ends_on or date.max,
        row.stands_for_id,
        row.limited,
    )


def _rows_of(session: Session, positions: Sequence[int | None]) -> dict[int, list[RaterAssignment]]:
    found: dict[int, list[RaterAssignment]] = defaultdict(list)
    rows = select(RaterAssignment).where(col(RaterAssignment.position_id).in_(positions))
    for row in session.exec(rows.order_by(col(RaterAssignment.id))):
        found[row.position_id].append(row)
    return found


def _write(
    session: Session, position_id: int, rows: list[RaterAssignment], wanted: list[Rated]
) -> None:
    missing = list(wanted)
    for row in rows:
        known = rated(row)
        if known in missing:
            missing.remove(known)
            continue
        shorter = next((one for one in missing if _is_the_same_but_its_end(one, known)), None)
        if shorter is None:
            session.delete(row)
            continue
        row.ends_on = _open(shorter.last, date.max)
        missing.remove(shorter)
    for one in missing:
        session.add(
            RaterAssignment(
                position_id=position_id,
                rater_id=one.rater,
                starts_on=_open(one.first, date.min),
                ends_on=_open(one.last, date.max),
                stands_for_id=one.stands_for,
                limited=one.limited,
            )
        )


def _is_the_same_but_its_end(one: Rated, other: Rated) -> bool:
    return (one.rater, one.first, one.stands_for, one.limited) == (
        other.rater,
        other.first,
        other.stands_for,
        other.limited,
    )


def _open(day: date, end: date) -> date | None:
    return None if day == end else day
