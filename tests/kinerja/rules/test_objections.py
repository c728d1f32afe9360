"""Delivered evaluations and objections to them: what may be done, in which order, and how codes are read."""

from datetime import date, timedelta

import pytest

from kinerja.errors import Refused
from kinerja.models import DeliveryAnswer, ObjectionState
from kinerja.rules.deliveries import (
    CODE_LENGTH,
    CODE_LETTERS,
    check_comment,
    check_unanswered,
    read_code,
    shown_code,
)
from kinerja.rules.legal_clocks import ClockRun, Span
from kinerja.rules.objections import (
    check_answerable,
    check_decidable,
    check_draft,
    check_may_object,
    check_sendable,
    may_decide_on,
)

DAY = date(2026, 4, 6)
EARLY, LATE = date(2026, 4, 20), date(2026, 4, 24)
CLOCK = ClockRun(((Span(14, working=False), EARLY), (Span(14, working=True), LATE)))
ANSWERS = (None, *DeliveryAnswer)


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("today", [DAY, EARLY, EARLY + timedelta(1), LATE, LATE + timedelta(1)])
def test_one_objects_once_and_until_the_later_reading(answer, today):
    if answer is not DeliveryAnswer.OBJECTED and today <= LATE:
        check_may_object(answer, CLOCK, today)
        return
    with pytest.raises(Refused):
        check_may_object(answer, CLOCK, today)


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_stays_and_silence_is_none(answer):
    if answer in (None, DeliveryAnswer.SILENT):
        check_unanswered(answer)
        return
    with pytest.raises(Refused):
        check_unanswered(answer)


@pytest.mark.parametrize("state", ObjectionState)
def test_only_a_draft_is_changed_and_only_what_was_sent_is_answered(state):
    for check, allowed in (
        (check_draft, ObjectionState.DRAFT),
        (check_answerable, ObjectionState.SENT),
    ):
        if state is allowed:
            check(state)
            continue
        with pytest.raises(Refused):
            check(state)


@pytest.mark.parametrize(
    ("state", "days", "allowed"),
    [
        (ObjectionState.SENT, 0, False),
        (ObjectionState.SENT, 6, False),
        (ObjectionState.SENT, 7, True),
        (ObjectionState.SENT, 30, True),
        (ObjectionState.ANSWERED, 0, True),
        (ObjectionState.ANSWERED, 30, True),
        (ObjectionState.DECIDED, 0, False),
        (ObjectionState.DECIDED, 30, False),
    ],
)
def test_the_rater_is_heard_before_a_decision_or_has_had_a_week(state, days, allowed):
    today = DAY + timedelta(days)
    if allowed:
        check_decidable(state, DAY, today)
        return
    with pytest.raises(Refused):
        check_decidable(state, DAY, today)


def test_a_week_begins_today_where_nothing_was_sent():
    assert DAY + timedelta(7) == may_decide_on(None, DAY)


@pytest.mark.parametrize(("reasons", "allowed"), [("Kunjungan Maret hilang.", True), ("", False)])
def test_an_objection_needs_reasons(reasons, allowed):
    if allowed:
        check_sendable(reasons)
        return
    with pytest.raises(Refused):
        check_sendable(reasons)


def test_a_comment_may_be_empty_and_not_without_end():
    assert "" == check_comment("  ")
    assert "Terima kasih." == check_comment(" Terima kasih. ")
    with pytest.raises(Refused):
        check_comment("a" * 2001)


@pytest.mark.parametrize(
    "written",
    [
        "ABCDE-FGHJK",
        "abcde fghjk",
        " ABCDEFGHJK ",
        "ABCDE–FGHJK",
        "a b c d e f g h j k",
        "AbCdE.FgHjK",
    ],
)
def test_a_code_is_read_however_it_is_typed(written):
    assert "ABCDEFGHJK" == read_code(written)


def test_a_code_is_shown_in_two_groups_and_has_no_letters_that_look_alike():
    assert "ABCDE-FGHJK" == shown_code("ABCDEFGHJK")
    assert CODE_LENGTH == len("ABCDEFGHJK")
    assert not set("0O1IL") & set(CODE_LETTERS)
