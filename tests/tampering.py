"""Alterations of an audit chain and of the records that were signed, each drawn at random, none without effect."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from sqlalchemy import Connection, Table, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from kinerja.models import AuditEntry, AuditSeal
from kinerja.models.columns import Amount
from kinerja.reports.signed import KINDS
from tests.builders import NOW

ENTRIES: Table = AuditEntry.__table__
SEALS: Table = AuditSeal.__table__


def tamper(connection: Connection, random: Random) -> str:
    """Alter something; return what, in words."""
    while True:
        kind = random.choice(ALL)
        save = connection.begin_nested()
        try:
            done = kind(connection, random)
        except IntegrityError:  # the database itself refuses it
            done = None
        if done is not None:
            save.commit()
            return done
        save.rollback()


def entry_edited(connection, random):
    return edited(connection, random, ENTRIES, "id")


def seal_edited(connection, random):
    return edited(connection, random, SEALS, "seq")


def entry_deleted(connection, random):
    return deleted(connection, ENTRIES.c.id, one_of(connection, random, SEALS.c.entry_id))


def seal_deleted(connection, random):
    return deleted(connection, SEALS.c.seq, one_of(connection, random, SEALS.c.seq))


def both_deleted(connection, random):
    entry = one_of(connection, random, SEALS.c.entry_id)
    deleted(connection, SEALS.c.entry_id, entry)
    return deleted(connection, ENTRIES.c.id, entry)


def entries_swapped(connection, random):
    """Let two entries say what the other said."""
    one, other = random.sample(all_of(connection, SEALS.c.entry_id), 2)
    rows = {r["id"]: dict(r) for r in connection.execute(select(ENTRIES)).mappings()}
    first, second = rows[one], rows[other]
    if {**first, "id": 0} == {**second, "id": 0}:
        return None
    for key, row in ((one, second), (other, first)):
        connection.execute(update(ENTRIES).where(ENTRIES.c.id == key).values({**row, "id": key}))
    return f"entries {one} and {other} swapped"


def seals_swapped(connection, random):
    """Let two entries change their places in the chain."""
    one, other = random.sample(all_of(connection, SEALS.c.seq), 2)
    for before, after in ((one, -1), (other, one), (-1, other)):
        connection.execute(update(SEALS).where(SEALS.c.seq == before).values(seq=after))
    return f"seals {one} and {other} swapped"


def seals_exchanged(connection, random):
    """Let two seals stand for the other's entry, with everything that belongs to it."""
    one, other = random.sample(all_of(connection, SEALS.c.seq), 2)
    rows = {r["seq"]: dict(r) for r in connection.execute(select(SEALS)).mappings()}
    connection.execute(delete(SEALS).where(SEALS.c.seq.in_([one, other])))
    connection.execute(insert(SEALS), [{**rows[one], "seq": other}, {**rows[other], "seq": one}])
    return f"seals {one} and {other} exchanged"


def seal_forged(connection, random):
    last = connection.execute(select(func.max(SEALS.c.seq))).scalar_one()
    row = dict(connection.execute(select(SEALS).where(SEALS.c.seq == last)).mappings().one())
    row |= {"seq": random.choice((last + 1, last + 2, -1, 0)), "entry_id": 10**6}
    connection.execute(insert(SEALS), [row | {"content": f"{random.getrandbits(256):064x}"}])
    return f"seal {row['seq']} forged"


def tail_cut(connection, random):
    """Remove the end of the chain, with or without the entries it stands for."""
    last = connection.execute(select(func.max(SEALS.c.seq))).scalar_one()
    first = random.randint(max(last - 20, 1), last)
    gone = connection.execute(select(SEALS.c.entry_id).where(SEALS.c.seq >= first)).scalars().all()
    connection.execute(delete(SEALS).where(SEALS.c.seq >= first))
    if random.random() < 0.5:
        connection.execute(delete(ENTRIES).where(ENTRIES.c.id.in_(gone)))
    return f"tail from {first} cut"


def entry_emptied(connection, random):
    """Empty an entry as an erasure does, without saying so."""
    entry = one_of(connection, random, SEALS.c.entry_id)
    connection.execute(update(SEALS).where(SEALS.c.entry_id == entry).values(salt=""))
    connection.execute(update(ENTRIES).where(ENTRIES.c.id == entry).values(detail={}))
    return f"entry {entry} emptied"


def record_edited(connection, random):
    table, leaves_out, _heads = random.choice(signed_tables())
    found = rows_signed(connection, table)
    if not found:
        return None
    return edited(connection, random, table, "id", among=found, leaves_out=leaves_out)


def record_removed(connection, random):
    """Remove a row of a record that nothing stands below."""
    table, _leaves_out, is_head = random.choice(signed_tables())
    found = rows_signed(connection, table)
    if is_head or not found:
        return None
    return deleted(connection, table.c.id, random.choice(found), table.name)


ALL = (
    entry_edited,
    seal_edited,
    entry_deleted,
    seal_deleted,
    both_deleted,
    entries_swapped,
    seals_swapped,
    seals_exchanged,
    seal_forged,
    tail_cut,
    entry_emptied,
    record_edited,
    record_removed,
)


def signed_tables() -> list[tuple[Table, frozenset[str], bool]]:
    """Return every table that is signed, what is left out of it, and whether it is the top one."""

    def below(parts) -> Iterator[tuple[Table, frozenset[str], bool]]:
        for part in parts:
            yield part.model.__table__, part.leaves_out, False
            yield from below(part.below)

    found = []
    for kind in KINDS.values():
        found += [(kind.model.__table__, kind.leaves_out, True), *below(kind.below)]
    return found


def rows_signed(connection, table):
    """Return the ids of rows of a table that belong to signed records."""
    for kind in KINDS.values():
        top = kind.model.__table__
        if table is top:
            return all_of(connection, top.c.id, kind.is_signed(top))
        ids = all_of(connection, top.c.id, kind.is_signed(top))
        found = _below(connection, kind.below, ids, table)
        if found is not None:
            return found
    raise AssertionError(table.name)


def _below(connection, parts, ids, table):
    for part in parts:
        own = part.model.__table__
        condition = own.c[part.above].in_(ids)
        if part.only is not None:
            condition &= part.only(own)
        found = all_of(connection, own.c.id, condition)
        deeper = found if own is table else _below(connection, part.below, found, table)
        if deeper is not None:
            return deeper
    return None


def edited(connection, random, table, key, among=None, leaves_out=frozenset()):
    """Give one column of one row another value."""
    column = random.choice([c for c in table.columns if c.name not in leaves_out | {"id"}])
    if among is None:
        among = all_of(connection, SEALS.c.entry_id if table is ENTRIES else table.c[key])
    row = random.choice(among)
    where = table.c[key] == row
    before = connection.execute(select(column).where(where)).scalar_one()
    after = another(connection, random, column, before)
    if after == before:
        return None
    connection.execute(update(table).where(where).values({column.name: after}))
    return f"{table.name} {row}: {column.name} was {before!r}, is {after!r}"


def another(connection, random, column, before):
    """Return another value of a column."""
    if column.nullable and before is not None and random.random() < 0.3:
        return None
    for key in column.foreign_keys:
        found = all_of(connection, key.column)
        return random.choice(found) if found else before
    if hasattr(column.type, "enums"):
        return random.choice(list(column.type.enum_class))
    if before is None:
        amount = isinstance(column.type, Amount)
        before = Decimal(0) if amount else SOMETHING[column.type.python_type]
    return CHANGED[type(before)](before, random)


SOMETHING = {
    bool: False,
    int: 0,
    str: "",
    dict: {},
    list: [],
    date: date(2026, 1, 1),
    object: NOW,  # the type of moments does not say what it holds
}
CHANGED = {
    bool: lambda before, random: not before,
    int: lambda before, random: int(before) + random.randint(1, 9),
    str: lambda before, random: before[:-1] + random.choice("xyz"),
    dict: lambda before, random: {**before, "x": random.randint(1, 9)},
    list: lambda before, random: [*before, str(random.randint(1, 9))],
    Decimal: lambda before, random: before + random.randint(1, 9),
    date: lambda before, random: before + timedelta(days=random.randint(1, 9)),
    datetime: lambda before, random: (
        before.astimezone(UTC) + timedelta(microseconds=random.randint(1, 10**9))
    ),
}


def deleted(connection, column, value, name="row"):
    connection.execute(delete(column.table).where(column == value))
    return f"{name} {column} {value} deleted"


def one_of(connection, random, column):
    return random.choice(all_of(connection, column))


def all_of(connection, column, condition=None):
    query = select(column).order_by(column)
    if condition is not None:
        query = query.where(condition)
    return list(connection.execute(query).scalars())


def try_once(session: Session, random: Random, verify) -> tuple[str, bool]:
    """Alter, verify, and take it back; return what was altered and whether it was found."""
    with session.begin_nested() as save:
        done = tamper(session.connection(), random)
        session.expire_all()
        found = verify(session).broken is not None
        save.rollback()
    return done, found
