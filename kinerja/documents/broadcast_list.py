"""What became of an announcement, person by person, as XLSX."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from kinerja.messages import N_, Message, say
from kinerja.reports.broadcast_outcomes import Outcome

_COLUMNS = (
    (N_("NIP"), 22),
    (N_("Name"), 32),
    (N_("Unit"), 32),
    (N_("Delivery"), 52),
    (N_("Sent"), 18),
    (N_("Read and understood"), 20),
)


def broadcast_list(outcomes: Iterable[Outcome], words: Callable[[Message], str]) -> bytes:
    """Return the list as XLSX; ``words`` says a message. Texts stay texts, whatever they begin with."""
    import xlsxwriter  # noqa: PLC0415 - slow to import, seldom needed

    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True, "strings_to_formulas": False})
    head = book.add_format({"bold": True})
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet = book.add_worksheet()
    for number, (title, width) in enumerate(_COLUMNS):
        sheet.set_column(number, number, width)
        sheet.write_string(0, number, words(say(title)), head)
    sheet.freeze_panes(1, 0)
    row = 0
    for row, one in enumerate(outcomes, start=1):
        result = words(say(one.reason or N_("Received")))
        for number, text in enumerate((one.nip, one.name, one.unit, result)):
            sheet.write_string(row, number, text)
        for number, at in ((4, one.sent_at), (5, one.read_at)):
            if at is not None:
                sheet.write_datetime(row, number, _local(at, one.zone), moment)
    sheet.autofilter(0, 0, row, len(_COLUMNS) - 1)
    book.close()
    return kept.getvalue()


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
