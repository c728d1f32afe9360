"""Statements of the hot path: compiled once, then run on the driver's own cursor."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Executable, Select
from sqlalchemy.exc import DBAPIError

Convert = Callable[[Any], Any]

_RowType: Any = namedtuple  # noqa: PYI024 - the columns are known only when it runs

_FORMS: WeakKeyDictionary[Executable, dict[str, Prepared]] = WeakKeyDictionary()


def prepared(statement: Executable, connection: Connection) -> Prepared:
    """Return a statement as it was compiled for the kind of database of a connection."""
    forms = _FORMS.get(statement)
    if forms is None:
        forms = _FORMS[statement] = {}
    kind = connection.dialect.name
    if kind not in forms:
        forms[kind] = Prepared(statement, connection)
    return forms[kind]


class Prepared:
    """The text of a statement for one kind of database, and how values get in and out.

    Values convert by the types of the statement, errors are SQLAlchemy's, and who listens to statements
    hears of these, as in its own execution. What is left out costs more than the statements themselves.
    """

    def __init__(self, statement: Executable, connection: Connection) -> None:
        dialect = connection.dialect
        compiled: Any = statement.compile(dialect=dialect)  # type: ignore[attr-defined]
        to_be_given = {name: None for name, bind in compiled.binds.items() if bind.required}
        if any(compiled.binds[name].expanding for name in to_be_given):
            raise TypeError("a statement that is given a list has no text of its own")
        state = compiled.construct_expanded_state(to_be_given)
        self._text: str = state.statement
        self._order: Sequence[str] | None = state.positiontup if compiled.positional else None
        into = {
            name: bind.type.dialect_impl(dialect).bind_processor(dialect)
            for name, bind in compiled.binds.items()
        }
        into |= state.processors
        # What is part of the statement is converted once, what is given each time.
        self._fixed = {
            name: convert(value) if (convert := into.get(name)) else value
            for name, value in state.parameters.items()
            if name not in to_be_given
        }
        self._into = _needed((name, into[name]) for name in to_be_given)
        columns = statement.selected_columns if isinstance(statement, Select) else ()
        self._types = [column.type.dialect_impl(dialect) for column in columns]
        self._make: Callable[[Iterable[Any]], Any] | None = None
        self._out: list[tuple[int, Convert]] = []

    def rows(self, connection: Connection, given: Mapping[str, Any]) -> list[Any]:
        """Run with values and return the rows, as named tuples."""
        cursor = self._run(connection, given)
        try:
            make = self._make or self._learn(cursor.description, connection)
            found = cursor.fetchall()
        finally:
            cursor.close()
        if self._out:
            found = map(self._converted, found)
        return [make(row) for row in found]

    def changed(self, connection: Connection, given: Mapping[str, Any]) -> int:
        """Run with values and return how many rows that changed."""
        cursor = self._run(connection, given)
        try:
            return int(cursor.rowcount)
        finally:
            cursor.close()

    def _run(self, connection: Connection, given: Mapping[str, Any]) -> Any:
        values = {**self._fixed, **given}
        for name, convert in self._into:
            values[name] = convert(values[name])
        order = self._order
        parameters: Any = values if order is None else [values[name] for name in order]
        cursor = connection.connection.cursor()
        try:
            for hear in connection.dispatch.before_cursor_execute:
                hear(connection, cursor, self._text, parameters, None, False)
            cursor.execute(self._text, parameters)
        except BaseException as error:
            cursor.close()
            driver: Any = connection.dialect.dbapi
            if isinstance(error, driver.Error):
                raise _as_of_sqlalchemy(self._text, error, connection) from error
            raise
        return cursor

    def _learn(self, described: Sequence[Any], connection: Connection) -> Any:
        """Note how rows look, which the driver tells with the first answer."""
        self._out = _needed(
            (index, kind.result_processor(connection.dialect, described[index][1]))
            for index, kind in enumerate(self._types)
        )
        row: Any = _RowType("Row", [column[0] for column in described])
        self._make = row._make
        return self._make

    def _converted(self, row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for index, convert in self._out:
            values[index] = convert(values[index])
        return values


def _needed(pairs: Iterable[tuple[Any, Convert | None]]) -> list[tuple[Any, Convert]]:
    return [(key, convert) for key, convert in pairs if convert is not None]


def _as_of_sqlalchemy(text: str, error: Any, connection: Connection) -> BaseException:
    """Return an error of the driver as SQLAlchemy would raise it; a connection that is gone is given up."""
    dialect = connection.dialect
    driver: Any = dialect.dbapi
    gone = dialect.is_disconnect(error, connection.connection.dbapi_connection, None)
    if gone:
        connection.invalidate(error)
    ours: BaseException = DBAPIError.instance(
        text,
        None,
        error,
        driver.Error,
        hide_parameters=True,
        connection_invalidated=gone,
        dialect=dialect,
    )
    return ours
