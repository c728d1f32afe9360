"""Answers of people served at a counter: no identity is kept, and once a day they are shown in tens.

Whether a chat has answered today is kept as a keyed hash. At night the key and all hashes are thrown away: then
nobody can try chats against them.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, delete, func, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    CounterAnswer,
    CounterBatch,
    CounterText,
    CounterVisit,
    Draft,
    InstanceFact,
    OutboxMessage,
    OutboxStatus,
    ServiceCounter,
)
from kinerja.rules.counters import (
    COUNTER_FORM,
    ENOUGH,
    check_answers,
    check_sentence,
    counted,
    marks_of,
)
from kinerja.rules.periods import DEFAULT_ZONE, first_of_month, local_date
from kinerja.services.numbers import number_of
from kinerja.services.once import insert_once

DAY_KEY = "counter_day"
"""The fact that holds the day and the key of its marks."""

STRANGERS = "strangers"
"""Names, in the outbox, what is said to chats nobody is linked with."""

LEFT_FOR = timedelta(hours=1)
"""How long what was said to somebody unknown, or left half done by them, is kept."""

_SETTLED = (
    OutboxStatus.SENT,
    OutboxStatus.FAILED,
    OutboxStatus.CANCELLED,
    OutboxStatus.UNKNOWN,
)

SWEPT = ("counter_visit", "counter_answer", "instance_fact", "draft", "outbox")
"""Tables that hold rows which must not stay readable once they are deleted."""


def answer_counter(
    session: Session,
    counter_id: int,
    chat_id: int,
    answers: Mapping[str, str],
    text: str,
    *,
    now: datetime,
) -> None:
    """Keep an answer without anything of its giver; refused a second time on one day."""
    counter = session.get(ServiceCounter, counter_id, with_for_update=True)
    if counter is None or counter.closed_at is not None:
        raise Unknown
    given, sentence = check_answers(answers), check_sentence(text)
    _admit(session, counter_id, chat_id, now)
    session.add(
        CounterAnswer(id=secrets.token_hex(8), counter_id=counter_id, answers=given, text=sentence)
    )
    session.flush()


def has_answered(session: Session, counter_id: int, chat_id: int, now: datetime) -> bool:
    """Say whether a chat may not answer at a counter any more today."""
    begin_counter_day(session, now=now)
    own, slots = marks_of(_key(session), chat_id, counter_id)
    known = set(
        session.exec(select(CounterVisit.mark).where(col(CounterVisit.mark).in_([own, *slots])))
    )
    return own in known or known.issuperset(slots)


def begin_counter_day(session: Session, *, now: datetime) -> bool:
    """On a new day throw the marks of the last one away with their key, and show what has come together."""
    today = local_date(now, DEFAULT_ZONE).isoformat()
    fact = session.get(InstanceFact, DAY_KEY)
    if fact is not None and fact.value.startswith(today):
        return False
    if fact is None:
        insert_once(session, InstanceFact(name=DAY_KEY, value="", updated_at=now))
    fact = session.get(InstanceFact, DAY_KEY, with_for_update=True, populate_existing=True)
    if fact is None or fact.value.startswith(today):
        return False
    fact.value, fact.updated_at = f"{today} {secrets.token_hex(32)}", now
    session.exec(delete(CounterVisit))
    _release(session, local_date(now, DEFAULT_ZONE))
    session.flush()
    return True


def forget_visitors(session: Session, *, now: datetime) -> int:
    """Delete what was said to chats of unknown people, and what they left half done; return how many rows."""
    said = session.exec(
        delete(OutboxMessage).where(
            col(OutboxMessage.batch) == STRANGERS,
            col(OutboxMessage.status).in_(_SETTLED),
            col(OutboxMessage.created_at) < now - LEFT_FOR,
        )
    )
    left = session.exec(
        delete(Draft).where(col(Draft.form) == COUNTER_FORM, col(Draft.updated_at) < now - LEFT_FOR)
    )
    return said.rowcount + left.rowcount


def _admit(session: Session, counter_id: int, chat_id: int, now: datetime) -> None:
    if has_answered(session, counter_id, chat_id, now):
        raise Refused(N_("You have answered today already. Thank you!"))
    own, slots = marks_of(_key(session), chat_id, counter_id)
    known = set(session.exec(select(CounterVisit.mark).where(col(CounterVisit.mark).in_(slots))))
    free = next(slot for slot in slots if slot not in known)
    for mark in (own, free):
        insert_once(session, CounterVisit(mark=mark))


def _key(session: Session) -> str:
    return session.get_one(InstanceFact, DAY_KEY).value.split()[1]


def _release(session: Session, today: date) -> None:
    """Show the answers of each counter where ten have come together, apart from each other and shuffled."""
    full = session.exec(
        select(CounterAnswer.counter_id)
        .group_by(col(CounterAnswer.counter_id))
        .having(func.count() >= ENOUGH)
    ).all()
    for counter_id in full:
        rows = session.exec(
            select(CounterAnswer.answers, CounterAnswer.text).where(
                col(CounterAnswer.counter_id) == counter_id
            )
        ).all()
        batch = CounterBatch(
            counter_id=counter_id,
            month=first_of_month(today),
            answered=len(rows),
            summary=counted([dict(answers) for answers, _text in rows], {}),
        )
        session.add(batch)
        session.flush()
        for key, text in sorted((secrets.token_hex(8), text) for _answers, text in rows if text):
            session.add(CounterText(id=key, batch_id=number_of(batch), text=text))
            session.flush()
        session.exec(delete(CounterAnswer).where(col(CounterAnswer.counter_id) == counter_id))
