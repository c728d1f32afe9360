"""An honest attacker on anonymous answers: has the whole database after the closing, and has watched the people.

He knows who was asked, who answered (in `Watched`) and in what order, and every chat, name and number. What he
looks for: rows that hold a text together with somebody (or reach somebody over values that few rows share),
orders that say the same as the one he watched, rows that only those have who answered, and bytes that stayed
in the file.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import inspect

from kinerja.database import Database

Dump = dict[str, list[dict[str, Any]]]
"""Tables with their rows as they lie on the disk."""

_RARE = 2
_COMMON = {"", "0", "1", "2", "3", "id", "en", "sent", "true", "false", "null", "none"}


@dataclass(frozen=True)
class Giver:
    """Somebody who was asked, as the attacker knows them."""

    person_id: int
    chat_id: int
    name: str


@dataclass
class Watched:
    """What the attacker saw from outside: who was asked, and who answered, in their order."""

    asked: list[Giver]
    answered: list[Giver] = field(default_factory=list)


def dump(database: Database) -> Dump:
    """Return every row there is, in the order of the disk, with what the engine keeps beside it."""
    rows: Dump = {}
    with database.engine.connect() as connection:
        for table in sorted(inspect(database.engine).get_table_names()):
            place = "rowid" if database.is_sqlite else "ctid::text AS ctid, xmin::text AS xmin"
            order = "rowid" if database.is_sqlite else "ctid"
            found = connection.exec_driver_sql(f'SELECT {place}, * FROM "{table}" ORDER BY {order}')
            rows[table] = [_plain(row) for row in found.mappings()]
    return rows


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _parsed(value) for key, value in row.items()}


def _parsed(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in "{[":
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def linked(rows: Dump, watched: Watched, texts: Iterable[str]) -> dict[str, Giver]:
    """Return who each text is tied to by a row that holds both, or by rows that share a rare value."""
    found = {}
    shared = _rows_by_rare_value(rows)
    for text in texts:
        near = [row for _table, row in _all(rows) if text in _said(row)]
        further = [
            other for row in near for value in _values(row) for other in shared.get(value, ())
        ]
        people = {g for row in (*near, *further) for g in watched.asked if _is_of(row, g)}
        if len(people) == 1:
            (found[text],) = people
    return found


def by_order(ordered: Sequence[str], known: Sequence[Giver]) -> dict[str, Giver]:
    """Guess that the texts lie in the order in which the people are known to have answered."""
    return dict(zip(ordered, known, strict=False))


def orders(rows: Dump, texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield the orders in which the database has the texts: of the disk, and of each column of their table."""
    wanted = list(texts)
    for table_rows in rows.values():
        holding = [(row, text) for row in table_rows for text in wanted if text in _said(row)]
        if len({id(row) for row, _text in holding}) < len(wanted):
            yield from _within_a_row(table_rows, wanted)
            continue
        yield [text for _row, text in holding]
        for column in holding[0][0]:
            yield [text for _row, text in sorted(holding, key=lambda one: str(one[0][column]))]


def _within_a_row(rows: list[dict[str, Any]], texts: list[str]) -> Iterator[list[str]]:
    for row in rows:
        said = _said(row)
        if all(text in said for text in texts):
            yield sorted(texts, key=said.index)


def traces(rows: Dump, giver: Giver) -> Counter[tuple[str, str]]:
    """Return what there is about somebody, with their own name and numbers taken out."""
    found: Counter[tuple[str, str]] = Counter()
    for table, row in _all(rows):
        if _is_of(row, giver):
            kept = {k: v for k, v in row.items() if not _is_place(k)}
            found[table, _without(_said(kept), giver)] += 1
    return found


def _without(said: str, giver: Giver) -> str:
    """Return a row without what is somebody's own, and without numbers and times that differ for everybody."""
    plain = said.replace(giver.name, "NAME")
    plain = re.sub(r"\d{4}-\d{2}-\d{2}[T ][\d:.+]+", "TIME", plain)
    return re.sub(r"\d+", "N", plain)


def bytes_left(database: Database, texts: Iterable[str]) -> list[str]:
    """Return the texts that can still be read in the file of the database or its log."""
    path = Path(str(database.engine.url.database))
    content = b"".join(one.read_bytes() for one in sorted(path.parent.glob(path.name + "*")))
    return [text for text in texts if text.encode() in content]


def _all(rows: Dump) -> Iterator[tuple[str, dict[str, Any]]]:
    for table, table_rows in rows.items():
        for row in table_rows:
            yield table, row


def _said(row: Mapping[str, Any]) -> str:
    return json.dumps(row, default=str, ensure_ascii=False, sort_keys=True)


def _is_place(column: str) -> bool:
    return column in ("rowid", "ctid", "xmin")


def _is_of(row: Mapping[str, Any], giver: Giver) -> bool:
    """Say whether a row names somebody: in a column for people, by the chat, the name, or in a key."""
    for column, value in row.items():
        is_person = column.endswith(("person_id", "giver_id", "actor_id")) or column == "person_id"
        if is_person and value == giver.person_id:
            return True
        if "chat_id" in column and value == giver.chat_id:
            return True
    said = _said(row)
    return giver.name in said or f"{giver.chat_id}" in re.findall(r"\d+", said)


def _values(row: Mapping[str, Any]) -> Iterator[str]:
    for column, value in row.items():
        if not _is_place(column) and isinstance(value, (str, int)):
            told = str(value).lower()
            if told not in _COMMON and len(told) >= 4:
                yield told


def _rows_by_rare_value(rows: Dump) -> dict[str, list[dict[str, Any]]]:
    by_value: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for _table, row in _all(rows):
        for value in set(_values(row)):
            by_value[value].append(row)
    return {value: found for value, found in by_value.items() if len(found) <= _RARE}
