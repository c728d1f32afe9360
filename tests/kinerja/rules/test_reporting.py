import re
from dataclasses import dataclass
from datetime import date

import pytest

from kinerja.errors import Refused
from kinerja.models import ProgressReport, ReportStatus
from kinerja.rules.reporting import (
    LONGEST_NOTE,
    asks_about_copy,
    check_complete,
    check_decidable,
    check_editable,
    check_has_results,
    check_length,
    check_reason,
    comes_late,
    gathered_note,
    new_number,
    state_before,
    will_be_late,
)

TODAY = date(2026, 2, 3)


def test_a_receipt_number_names_its_month_and_cannot_be_guessed():
    numbers = {new_number(date(2026, 11, 1)) for _ in range(200)}
    assert len(numbers) == 200
    assert all(re.fullmatch(r"L-2611-[2-9A-HJ-NP-Z]{5}", number) for number in numbers)


@pytest.mark.parametrize(
    ("status", "refusal"),
    [
        (ReportStatus.DRAFT, None),
        (ReportStatus.SUBMITTED, "Take it back first"),
        (ReportStatus.RETURNED, "Complete it"),
        (ReportStatus.ACCEPTED, "write a correction"),
        (ReportStatus.REPLACED, "write a correction"),
    ],
)
def test_only_what_is_being_written_can_be_changed(status, refusal):
    if refusal is None:
        check_editable(status)
        return
    with pytest.raises(Refused, match=refusal):
        check_editable(status)


@pytest.mark.parametrize(
    ("status", "refusal"),
    [
        (ReportStatus.SUBMITTED, None),
        (ReportStatus.ACCEPTED, "already accepted"),
        (ReportStatus.RETURNED, "already returned"),
        (ReportStatus.DRAFT, "with its author again"),
        (ReportStatus.REPLACED, "with its author again"),
    ],
)
def test_only_what_waits_is_decided(status, refusal):
    if refusal is None:
        check_decidable(status, "L-2601-7KQ4M")
        return
    with pytest.raises(Refused, match=refusal) as refused:
        check_decidable(status, "L-2601-7KQ4M")
    assert {"number": "L-2601-7KQ4M"} == refused.value.message.values


@pytest.mark.parametrize("reason", ["", "  ", "foto", " f o "])
def test_a_reason_says_what_is_to_be_completed(reason):
    with pytest.raises(Refused, match="what is to be completed"):
        check_reason(reason)


def test_a_reason_is_trimmed():
    assert check_reason("  Foto daftar\n hadir ") == "Foto daftar hadir"


def test_nothing_is_cut_off_silently():
    assert LONGEST_NOTE == len(check_length("a" * LONGEST_NOTE + "  "))
    with pytest.raises(Refused, match="shorten it") as refused:
        check_reason("a" * (LONGEST_NOTE + 1))
    assert {"length": 2001, "longest": 2000} == refused.value.message.values


def test_the_first_open_result_is_named():
    check_complete([])
    with pytest.raises(Refused, match="has no value yet") as refused:
        check_complete([3, 4])
    assert {"number": 3} == refused.value.message.values


def test_a_report_about_nothing_is_not_sent():
    check_has_results(1)
    with pytest.raises(Refused, match="no results yet"):
        check_has_results(0)


def earlier(late, until):
    return ProgressReport(late=late, complete_until=until, status=ReportStatus.RETURNED)


@pytest.mark.parametrize(
    ("before", "window_closed", "late"),
    [
        (None, False, False),
        (None, True, True),
        # A correction of an accepted report changes nothing about when it came.
        (earlier(False, None), True, False),
        (earlier(True, None), True, True),
        # So does a returned one, until its last day.
        (earlier(False, TODAY), True, False),
        (earlier(True, TODAY), True, True),
        (earlier(False, date(2026, 2, 2)), True, True),
        (earlier(False, date(2026, 2, 2)), False, False),
    ],
)
def test_lateness_is_that_of_the_first_version_unless_the_time_to_complete_ran_out(
    before, window_closed, late
):
    assert late is comes_late(before, TODAY, window_closed=window_closed)


def test_a_version_before_was_returned_where_it_had_a_day_to_be_completed():
    assert ReportStatus.RETURNED is state_before(earlier(False, TODAY))
    assert ReportStatus.ACCEPTED is state_before(earlier(False, None))


@pytest.mark.parametrize(
    ("texts", "note"),
    [
        ([], ""),
        (["Rapat"], "Rapat"),
        (["Rapat", "Kunjungan", "Rapat"], "Rapat\nKunjungan"),
        (["a" * LONGEST_NOTE, "b"], "a" * LONGEST_NOTE),
        (["a" * 1999, "b"], "a" * 1999),
    ],
)
def test_logs_become_one_note_of_whole_sentences(texts, note):
    assert note == gathered_note(texts)


@pytest.mark.parametrize(
    ("note", "last", "asks"),
    [
        ("Pedoman bab 1 dibahas.", "Pedoman bab 1 dibahas.", True),
        ("pedoman  BAB 1 dibahas", "Pedoman bab 1 dibahas.", True),
        ("Pedoman bab 2 dibahas.", "Pedoman bab 1 dibahas.", False),
        ("", "", False),
        ("...", "", False),
        ("Pedoman bab 1 dibahas.", "", False),
    ],
)
def test_words_of_another_month_without_a_change_are_asked_about(note, last, asks):
    question = asks_about_copy(note, last, date(2026, 1, 1))
    assert asks is (question is not None)


@dataclass(frozen=True)
class Begun:
    version: int = 1
    complete_until: date | None = None


@pytest.mark.parametrize(
    ("begun", "today", "missed", "late"),
    [
        (Begun(), date(2026, 2, 10), False, False),
        (Begun(), date(2026, 2, 11), True, True),
        (Begun(version=2), date(2026, 2, 20), True, False),
        (Begun(version=2, complete_until=date(2026, 2, 20)), date(2026, 2, 20), True, False),
        (Begun(version=2, complete_until=date(2026, 2, 20)), date(2026, 2, 21), True, True),
        (Begun(version=2, complete_until=date(2026, 2, 20)), date(2026, 2, 21), False, False),
    ],
)
def test_whether_it_will_be_late_is_known_before_it_is_sent(begun, today, missed, late):
    assert late is will_be_late(begun, today, missed=missed)
