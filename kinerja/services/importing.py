"""What all imports share: one at a time, long lists in portions, and what an import did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import text
from sqlmodel import Session, col, select

from kinerja.models import Person
from kinerja.rules.access import Actor
from kinerja.rules.people_file import person_key
from kinerja.services.audit import record

T = TypeVar("T")

_PORTION = 1_000
"""Values in one statement; both databases take more, and gain nothing from it."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; ``unused`` are columns of the file that it did not look at."""

    new: int
    changed: int
    unchanged: int
    unused: tuple[str, ...] = ()


@dataclass
class Present:
    """What the database holds of the people of a file, and whom the import has changed so far."""

    session: Session
    actor: Actor
    now: datetime
    today: date
    people: dict[str, Person] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)

    def person(self, key: str) -> Person:
        """Return somebody of the file or of the database."""
        return self.people[key]

    def note(
        self, person_id: int, action: str, subject: str, subject_id: int | None, **detail: Any
    ) -> None:
        """Write to the audit trail that a person's record was changed."""
        self.touched.add(person_id)
        record(
            self.session,
            self.actor,
            action,
            subject,
            subject_id,
            person_id=person_id,
            now=self.now,
            **detail,
        )


def one_at_a_time(session: Session) -> None:
    """Wait until no other import or issue of invitations is under way; SQLite has one writer anyway."""
    if session.connection().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(7012026)"))


def portions(values: Iterable[T]) -> Iterator[Sequence[T]]:
    """Yield a long list in portions that fit into one statement."""
    rest = iter(values)
    while portion := tuple(islice(rest, _PORTION)):
        yield portion


def people_by_key(session: Session, numbers: Iterable[str]) -> dict[str, Person]:
    """Return the people with these numbers or keys, by the form in which those are compared."""
    wanted = {person_key(number): number for number in numbers if number}
    found: dict[str, Person] = {}
    for portion in portions(wanted.values()):
        for person in session.exec(select(Person).where(col(Person.nip).in_(portion))):
            found[person_key(person.nip)] = person
    if len(found) < len(wanted):  # keys of people without NIP may be written in another case
        for person in session.exec(select(Person).where(col(Person.kind).is_(None))):
            if person_key(person.nip) in wanted:
                found.setdefault(person_key(person.nip), person)
    return found
