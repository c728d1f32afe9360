"""What a person may choose about their own account."""

from __future__ import annotations

from sqlmodel import Session, col, update

from kinerja.models import Account
from kinerja.rules.access import Actor


def change_language(session: Session, actor: Actor, language: str) -> None:
    """Let the assistant speak another language to the actor from now on."""
    session.exec(
        update(Account)
        .where(col(Account.person_id) == actor.person_id, col(Account.unlinked_at).is_(None))
        .values(language=language)
    )
