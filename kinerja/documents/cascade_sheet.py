"""The role–result matrix as XLSX: a row a person, a column a result of the leader, and the gaps beside it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from kinerja.messages import N_, Message, say
from kinerja.reports.cascade import Cascade, CascadePerson
from kinerja.rules.cascade import Mark

Words = Callable[[Message], str]

_PEOPLE = ((N_("Name"), 30), (N_("Position"), 30), (N_("Unit"), 30), (N_("Plan"), 18))
_WIDE = 44


def cascade_sheet(
    cascade: Cascade, words: Words, state_of: Callable[[CascadePerson], Message]
) -> bytes:
    """Return the matrix as XLSX; ``words`` says a message. Texts stay texts, whatever they begin with.

    A cell holds what somebody achieves of the leader's result; what supports it indirectly says so.
    """
    import xlsxwriter  # noqa: PLC0415 - slow to import, seldom needed

    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False})
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    cell = book.add_format({"text_wrap": True, "valign": "top"})
    _matrix(book.add_worksheet(words(say(N_("Matrix")))), cascade, words, state_of, head, cell)
    _gaps(book.add_worksheet(words(say(N_("Gaps")))), cascade, words, state_of, head, cell)
    book.close()
    return kept.getvalue()


def _matrix(
    sheet: Any,
    cascade: Cascade,
    words: Words,
    state_of: Callable[[CascadePerson], Message],
    head: Any,
    cell: Any,
) -> None:
    titles = [(words(say(title)), width) for title, width in _PEOPLE]
    titles += [(f"{one.number}. {one.text}", _WIDE) for one in cascade.results]
    titles.append((words(say(N_("Supports no result of the leader"))), _WIDE))
    _heads(sheet, titles, head)
    sheet.freeze_panes(1, 1)
    row = 0
    for row, person in enumerate(cascade.people, start=1):
        _line(sheet, row, (*_about(person, words, state_of), *_cells(person, cascade, words)), cell)
    sheet.autofilter(0, 0, row, len(titles) - 1)


def _gaps(
    sheet: Any,
    cascade: Cascade,
    words: Words,
    state_of: Callable[[CascadePerson], Message],
    head: Any,
    cell: Any,
) -> None:
    _heads(sheet, [(words(say(N_("Gap"))), 34), *((words(say(t)), w) for t, w in _PEOPLE)], head)
    sheet.freeze_panes(1, 0)
    nobody, none = (words(say(text)) for text in (N_("Nobody supports"), N_("Supports none")))
    lines: list[Sequence[str]] = [(nobody, f"{o.number}. {o.text}") for o in cascade.gaps]
    lines += [(none, *_about(one, words, state_of)) for one in cascade.supporting_none]
    for row, line in enumerate(lines, start=1):
        _line(sheet, row, line, cell)


def _heads(sheet: Any, titles: Sequence[tuple[str, int]], head: Any) -> None:
    for number, (title, width) in enumerate(titles):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, title, head)


def _line(sheet: Any, row: int, texts: Sequence[str], cell: Any) -> None:
    for number, text in enumerate(texts):
        if text:
            sheet.write_string(row, number, text, cell)


def _about(
    person: CascadePerson, words: Words, state_of: Callable[[CascadePerson], Message]
) -> tuple[str, str, str, str]:
    return person.name, person.title, person.unit, words(state_of(person))


def _cells(person: CascadePerson, cascade: Cascade, words: Words) -> list[str]:
    indirect = words(say(N_("indirectly")))
    cells: list[list[str]] = [[] for _ in range(len(cascade.results) + 1)]
    for part in person.parts:
        said = f"{part.text} ({indirect})" if part.mark is Mark.INDIRECT else part.text
        cells[part.number - 1].append(said)
    return ["\n".join(cell) for cell in cells]
