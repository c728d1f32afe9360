"""The rhythm of scheduled feedback: proposed by one of the pair, agreed by the other."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import FeedbackRhythm, Person
from kinerja.reports.rhythms import rhythm_between
from kinerja.rules.access import Actor
from kinerja.rules.rhythm import check_months
from kinerja.services.audit import record
from kinerja.services.telling import Notice, tell


def propose_rhythm(
    session: Session,
    actor: Actor,
    rater_id: int,
    person_id: int,
    months: int,
    *,
    now: datetime,
    today: date,
) -> None:
    """Propose how often scheduled feedback is given; to propose what the other proposed is to agree.

    A new proposal takes the place of the one before, and nothing changes until the other side agrees.
    """
    rhythm = rhythm_between(session, actor, rater_id, person_id, today)
    session.get(Person, person_id, with_for_update=True)
    check_months(months)
    open_one = rhythm.proposed
    if open_one is not None and open_one.months == months:
        if open_one.proposed_by_id != actor.person_id:
            _agree(session, actor, open_one, now)
        return
    if open_one is None and rhythm.held is not None and rhythm.held.months == months:
        raise Refused(N_("You have agreed on this already. Another rhythm can be proposed."))
    row = FeedbackRhythm(
        rater_id=rater_id,
        person_id=person_id,
        months=months,
        proposed_by_id=actor.person_id or 0,
        proposed_at=now,
    )
    session.add(row)
    session.flush()
    _tell_other(session, actor, row, Notice.RHYTHM_PROPOSED, now)
    record(session, actor, "propose", "feedback_rhythm", row.id, person_id=person_id, now=now)


def agree_rhythm(
    session: Session, actor: Actor, rhythm_id: int, *, now: datetime, today: date
) -> FeedbackRhythm:
    """Agree to the rhythm the other side proposed last, and return it; agreeing twice changes nothing."""
    row = session.get(FeedbackRhythm, rhythm_id)
    if row is None:
        raise Unknown
    rhythm = rhythm_between(session, actor, row.rater_id, row.person_id, today)
    session.get(Person, row.person_id, with_for_update=True)
    if rhythm.held is not None and rhythm.held.id == rhythm_id:
        return row
    if rhythm.proposed is None or rhythm.proposed.id != rhythm_id:
        raise Refused(
            N_("Another rhythm has been proposed meanwhile. Please look at it once more.")
        )
    if row.proposed_by_id == actor.person_id:
        raise Refused(N_("This is your own proposal; the other side has to agree."))
    _agree(session, actor, row, now)
    return row


def _agree(session: Session, actor: Actor, row: FeedbackRhythm, now: datetime) -> None:
    row.agreed_at = now
    session.flush()
    _tell_other(session, actor, row, Notice.RHYTHM_AGREED, now)
    record(session, actor, "agree", "feedback_rhythm", row.id, person_id=row.person_id, now=now)


def _tell_other(
    session: Session, actor: Actor, row: FeedbackRhythm, notice: Notice, now: datetime
) -> None:
    name = session.exec(select(Person.name).where(col(Person.id) == actor.person_id)).one()
    tell(
        session,
        row.person_id if actor.person_id == row.rater_id else row.rater_id,
        notice,
        key=f"{notice.value}:{row.id}",
        now=now,
        rhythm_id=row.id,
        name=name,
    )
