"""Plans as a file, CSV or XLSX, in the form that `import plans` reads; it holds no formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from kinerja.rules.cells import written
from kinerja.rules.plan_content import PlanSpec
from kinerja.rules.plan_rows import COLUMNS, CellValue, rows_of

_WIDE = frozenset({"hasil_kerja", "hasil_atasan", "indikator"})


def plan_csv(plans: Iterable[PlanSpec]) -> bytes:
    """Return plans as CSV, separated as Indonesian spreadsheets do; numbers have a decimal comma."""
    file = io.StringIO()
    table = csv.writer(file, delimiter=";", lineterminator="\n")
    table.writerow(COLUMNS)
    for row in _rows(plans):
        table.writerow(map(_as_words, row))
    return file.getvalue().encode("utf-8-sig")


def plan_xlsx(plans: Iterable[PlanSpec]) -> bytes:
    """Return plans as XLSX with real dates and numbers; a NIP stays words, so that no digit is lost."""
    import xlsxwriter  # noqa: PLC0415 - slow to import, seldom needed

    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False})
    head, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("SKP")
    for number, name in enumerate(COLUMNS):
        sheet.set_column(number, number, 48 if name in _WIDE else 16)
        sheet.write_string(0, number, name, head)
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(_rows(plans), start=1):
        for number, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(last, number, cell, day)
            elif isinstance(cell, (int, Decimal)):
                sheet.write_number(last, number, cell)
            elif cell:
                sheet.write_string(last, number, cell)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    book.close()
    return kept.getvalue()


def _rows(plans: Iterable[PlanSpec]) -> Iterator[tuple[CellValue, ...]]:
    for plan in plans:
        yield from rows_of(plan)


def _as_words(cell: CellValue) -> str:
    """Return a cell of a CSV file; the apostrophe, which the import drops, keeps it from being a formula."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return written(cell)
    text = str(cell)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "'")) else text
