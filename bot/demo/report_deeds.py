"""How people of the play fill in and complete a monthly report."""

import re
from collections.abc import Sequence

from bot.demo import labels, pictures
from bot.demo.phone import Phone
from bot.demo.shapes import Json

_NUMBER = re.compile(r"^(\d+)\. ", re.MULTILINE)
_MEASURED_NOTHING = "-"


def report(phone: Phone, months: Sequence[str], lines: Sequence[Json]) -> None:
    """Fill in a month one result after another, add what belongs to them, and send it."""
    _open_month(phone, months, labels.FILL_IN)
    phone.presses(*labels.FILL_IN)
    answers = {number: _answers(line["value"]) for number, line in enumerate(lines, 1)}
    while True:
        screen = phone.sees(*labels.CHECK_AND_SEND, *labels.RIGHT, *labels.CANCEL)
        if screen.offered in labels.CHECK_AND_SEND:
            break
        if screen.offered in labels.RIGHT:
            phone.press_on(screen)
        else:
            _answer(phone, answers[_number_in(screen.text)])
    for number, line in enumerate(lines, 1):
        _add(phone, number, line)
    _send(phone)


def complete(phone: Phone, months: Sequence[str], lines: Sequence[Json]) -> None:
    """Complete a report that came back, and send it again."""
    _open_month(phone, months, labels.COMPLETE)
    phone.presses(*labels.COMPLETE)
    for line in lines:
        _add(phone, line["result"], line)
    _send(phone)


def _open_month(phone: Phone, months: Sequence[str], next_step: Sequence[str]) -> None:
    phone.writes("/lapor")
    screen = phone.sees(*labels.ANOTHER_MONTH)
    if not any(month in screen.text for month in months):
        phone.press_on(screen)
        phone.presses(*months)
    phone.sees(*next_step)


def _answers(value: str) -> list[str]:
    """Part the values of a result into what is asked one after another."""
    return [part.strip() for part in value.replace("/", ";").split(";")]


def _number_in(text: str) -> int:
    found = _NUMBER.search(text)
    return int(found[1]) if found else 0


def _answer(phone: Phone, left: list[str]) -> None:
    answer = left.pop(0) if left else _MEASURED_NOTHING
    if answer == _MEASURED_NOTHING:
        phone.presses(*labels.NOT_MEASURED)
    else:
        phone.writes(answer)


def _add(phone: Phone, number: int, line: Json) -> None:
    """Add note, obstacle and evidence on the screen of one result."""
    if not {"note", "obstacle", "evidence"} & set(line):
        return
    phone.presses(str(number))
    if "note" in line:
        phone.presses(*labels.NOTE)
        phone.sees(*labels.CANCEL)
        phone.writes(line["note"])
    if "obstacle" in line:
        phone.presses(*labels.OBSTACLE)
        phone.sees(*labels.CANCEL)
        phone.writes(line["obstacle"])
        phone.sees(*labels.SKIP)
        phone.writes(line["help"])
    if "evidence" in line:
        phone.presses(*labels.EVIDENCE)
        phone.sees(*labels.CANCEL)
        phone.sends(*_evidence(line["evidence"], number))
        phone.presses(*labels.DONE)
    phone.presses(*labels.ALL_RESULTS)
    phone.sees(*labels.CHECK_AND_SEND)


def _send(phone: Phone) -> None:
    phone.presses(*labels.CHECK_AND_SEND)
    phone.presses(*labels.SEND_REPORT)
    phone.sees(*labels.TAKE_BACK)


def _evidence(kind: str, number: int) -> tuple[str, str, bytes]:
    """Give name, type and content of a piece of evidence."""
    if kind == "photo":
        return "foto.png", "image/png", pictures.photo(number)
    if kind == "chart":
        return "grafik.png", "image/png", pictures.chart([21, 18, 9, 8, 12, 15, 7], number)
    lines = ["Nomor 001 sampai 040: diperiksa", "Nomor 012, 019, 027, 033: menunggu suku cadang"]
    return "rekap.pdf", "application/pdf", pictures.sheet("Rekap pemeriksaan", lines)
