"""Files of evidence that was removed: found once nothing names them any more, and forgotten when erased."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Text, cast
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, select, update

from kinerja.models import Draft, Evidence, EvidenceKind
from kinerja.rules.access import Actor

KEPT_FOR = timedelta(days=1)
"""How long a removed file stays, for whatever was under way when it was removed."""


def files_to_erase(session: Session, now: datetime) -> list[str]:
    """Return the SHA-256 of files whose evidence was removed a day ago, and that no evidence or draft has."""
    other = aliased(Evidence)
    still_there = exists().where(
        col(other.sha256) == col(Evidence.sha256), col(other.removed_at).is_(None)
    )
    removed_lately = exists().where(
        col(other.sha256) == col(Evidence.sha256), col(other.removed_at) > now - KEPT_FOR
    )
    in_a_draft = exists().where(cast(col(Draft.answers), Text).contains(col(Evidence.sha256)))
    rows = session.exec(
        select(Evidence.sha256)
        .where(
            col(Evidence.sha256).is_not(None),
            col(Evidence.removed_at).is_not(None),
            ~still_there,
            ~removed_lately,
            ~in_a_draft,
        )
        .distinct()
    )
    return sorted(sha256 for sha256 in rows if sha256 is not None)


def let_go_of_file(
    session: Session, actor: Actor, sha256: str, file_name: str, *, now: datetime
) -> None:
    """Let a file that was only to be read, such as an import, be erased as removed evidence is."""
    if actor.person_id is None:
        return
    session.add(
        Evidence(
            person_id=actor.person_id,
            kind=EvidenceKind.DOCUMENT,
            sha256=sha256,
            file_name=file_name[:200],
            added_at=now,
            removed_at=now,
        )
    )


def forget_files(session: Session, erased: Iterable[str]) -> None:
    """Note that files are gone."""
    session.exec(
        update(Evidence)
        .where(col(Evidence.sha256).in_(list(erased)), col(Evidence.removed_at).is_not(None))
        .values(sha256=None, file_id=None, file_name="", size=0)
    )
