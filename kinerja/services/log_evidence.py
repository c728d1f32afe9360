"""Evidence of logs: added when they are noted or later, removed until a report has gathered them."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime

from sqlmodel import Session, col, select, update

from kinerja.errors import Unknown
from kinerja.models import Evidence, LogEntry, Position, ProgressReport
from kinerja.rules.access import Action, Actor
from kinerja.rules.evidence import EvidencePiece, check_content, check_policy
from kinerja.rules.evidence_pieces import count_of, is_one_more, is_same
from kinerja.rules.logs import check_not_gathered, check_pieces
from kinerja.services.audit import record
from kinerja.services.authority import authorise, valid_on
from kinerja.services.evidence_policy import policy_at
from kinerja.services.numbers import number_of


def check_log_piece(session: Session, person_id: int, piece: EvidencePiece, today: date) -> None:
    """Refuse what a log of somebody could not take: the units of all their posts must want files."""
    for position_id in _posts(session, person_id, today):
        check_policy(policy_at(session, position_id), piece)
    check_content(piece)


def add_log_evidence(
    session: Session,
    actor: Actor,
    log_id: int,
    piece: EvidencePiece,
    *,
    now: datetime,
    today: date,
) -> int:
    """Add a piece of evidence to a log that no report has gathered; return its id.

    Refused for files where the unit keeps none, and beyond ten pieces. The same piece is kept once.
    """
    log = _changeable(session, actor, log_id, today)
    check_policy(policy_at(session, log.position_id), piece)
    check_content(piece)
    present = _present(session, log_id)
    for known in present:
        if is_same(known, piece):
            return number_of(known)
    if is_one_more(piece, present):
        check_pieces(count_of(present))
    evidence = Evidence(
        person_id=log.person_id,
        log_id=log_id,
        added_at=now,
        **asdict(replace(piece, file_name=piece.file_name[-200:])),
    )
    session.add(evidence)
    log.changed_at = now
    session.flush()
    record(session, actor, "add", "evidence", evidence.id, person_id=log.person_id, now=now)
    return number_of(evidence)


def remove_log_evidence(
    session: Session, actor: Actor, evidence_id: int, *, now: datetime, today: date
) -> int:
    """Remove a piece of evidence of a log until a report has gathered it; return the log's id."""
    evidence = session.get(Evidence, evidence_id)
    if evidence is None or evidence.log_id is None:
        raise Unknown
    log = _changeable(session, actor, evidence.log_id, today)
    if evidence.removed_at is None:
        evidence.removed_at = log.changed_at = now
        record(session, actor, "remove", "evidence", evidence_id, person_id=log.person_id, now=now)
    return evidence.log_id


def hand_to_lines(session: Session, lines_of_logs: dict[int, int]) -> None:
    """Let the evidence of gathered logs belong to the lines of their report as well."""
    for log_id, line_id in lines_of_logs.items():
        session.exec(
            update(Evidence)
            .where(col(Evidence.log_id) == log_id, col(Evidence.removed_at).is_(None))
            .values(line_id=line_id)
        )


def take_from_lines(session: Session, report_id: int) -> None:
    """Let the evidence of a report's logs belong to the logs alone again."""
    logs = select(LogEntry.id).where(col(LogEntry.report_id) == report_id)
    session.exec(update(Evidence).where(col(Evidence.log_id).in_(logs)).values(line_id=None))


def _changeable(session: Session, actor: Actor, log_id: int, today: date) -> LogEntry:
    log = session.get(LogEntry, log_id, with_for_update=True)
    if log is None or log.deleted_at is not None:
        raise Unknown
    authorise(session, actor, Action.WRITE_LOG, log.person_id, today)
    check_not_gathered(
        session.exec(
            select(ProgressReport.number).where(col(ProgressReport.id) == log.report_id)
        ).first()
    )
    return log


def _present(session: Session, log_id: int) -> list[Evidence]:
    return list(
        session.exec(
            select(Evidence).where(
                col(Evidence.log_id) == log_id, col(Evidence.removed_at).is_(None)
            )
        )
    )


def _posts(session: Session, person_id: int, today: date) -> list[int | None]:
    return list(
        session.exec(
            select(Position.id).where(
                col(Position.person_id) == person_id,
                valid_on(Position.starts_on, Position.ends_on, today),
            )
        )
    )
