"""Files as tables: the header found among the first rows, and every wrong place named at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kinerja.errors import Refused
from kinerja.messages import N_, NN_, Message, Plural, say
from kinerja.rules.cells import Cell, clean, words_of

T = TypeVar("T")

HEADER_WITHIN = 30
"""Titles may stand above the header, but not more rows than this."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file with its number as a spreadsheet shows it."""

    number: int
    cells: tuple[Cell, ...]


Sheet = Sequence[Row]


@dataclass(frozen=True, slots=True)
class Problem:
    """A place of a file that is wrong, and why."""

    row: int
    column: str
    reason: Message

    @property
    def message(self) -> Message:
        """The sentence that names the place and the reason."""
        return say(
            N_("Row {row}, column {column}: {reason}"),
            row=str(self.row),
            column=self.column,
            reason=self.reason,
        )


class FileRefused(Refused):
    """A file that cannot be taken; ``problems`` names every wrong place once, in order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = {(p.row, p.column): p for p in reversed(problems)}
        self.problems = tuple(first[place] for place in sorted(first))
        super().__init__(
            NN_(
                "Nothing was changed: {n} place in the file has to be corrected.",
                "Nothing was changed: {n} places in the file have to be corrected.",
            ),
            n=len(self.problems),
        )


@dataclass
class Problems:
    """The wrong places found so far."""

    found: list[Problem] = field(default_factory=list)

    def add(self, row: int, column: str, sentence: str | Plural, /, **values: object) -> None:
        """Note a wrong place."""
        self.found.append(Problem(row, column, Message(sentence, values)))

    def refuse_if_any(self) -> None:
        """Raise ``FileRefused`` when something was found."""
        if self.found:
            raise FileRefused(self.found)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below a header; ``unused`` are columns of the file that nobody asked for."""

    columns: dict[str, int]
    rows: tuple[Row, ...]
    unused: tuple[str, ...]

    def lines(self, problems: Problems) -> Iterator[Line]:
        """Yield the rows, each with the means to read it."""
        for row in self.rows:
            yield Line(row, self.columns, problems)


@dataclass(frozen=True, slots=True)
class Line:
    """A row being read; what is wrong is noted, and reading goes on."""

    row: Row
    columns: dict[str, int]
    problems: Problems

    def has(self, column: str) -> bool:
        """Say whether the row has something in the column."""
        return bool(words_of(self.cell(column)))

    def cell(self, column: str) -> Cell:
        """Return the cell of a column, None where the file has no such column."""
        index = self.columns.get(column)
        return self.row.cells[index] if index is not None and index < len(self.row.cells) else None

    def read(self, column: str, read: Callable[[Cell], T], otherwise: T) -> T:
        """Read a cell; where that is refused, note the problem and return the other value."""
        try:
            return read(self.cell(column))
        except Refused as refused:
            self.wrong(column, refused.message)
            return otherwise

    def wrong(self, column: str, reason: Message) -> None:
        """Note that a cell is wrong."""
        self.problems.add(self.row.number, column, reason.id, **reason.values)


def find_table(sheets: Sequence[Sheet], required: Sequence[str], optional: Sequence[str]) -> Table:
    """Find the sheet and the row with the column names; raise ``Refused`` where there is none."""
    best: tuple[int, Sheet, int] | None = None
    for sheet in sheets:
        for position, row in enumerate(sheet[:HEADER_WITHIN]):
            known = len({_name(cell) for cell in row.cells} & set(required))
            if known >= min(2, len(required)) and (best is None or known > best[0]):
                best = known, sheet, position
    if best is None:
        raise Refused(
            N_("The file has no row with the names of its columns. They are: {columns}"),
            columns=", ".join((*required, *optional)),
        )
    _, sheet, position = best
    return _table(sheet, position, required, optional)


def _table(sheet: Sheet, header: int, required: Sequence[str], optional: Sequence[str]) -> Table:
    problems, columns, unused = Problems(), dict[str, int](), list[str]()
    number = sheet[header].number
    for index, cell in enumerate(sheet[header].cells):
        name = _name(cell)
        if name in columns:
            problems.add(number, name, N_("the column stands in the file twice"))
        elif name in required or name in optional:
            columns[name] = index
        elif name:
            unused.append(words_of(cell))
    for name in required:
        if name not in columns:
            problems.add(number, name, N_("the column is missing"))
    problems.refuse_if_any()
    rows = tuple(row for row in sheet[header + 1 :] if any(map(words_of, row.cells)))
    if not rows:
        raise Refused(N_("The file has no rows below the names of its columns."))
    return Table(columns, rows, tuple(unused))


def _name(cell: Cell) -> str:
    text = clean(cell).casefold() if isinstance(cell, str) else ""
    return re.sub(r"[^a-z0-9]+", "_", text).strip("_")
