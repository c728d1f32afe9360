"""Announcements: the marks of their words, their moments in each zone, their audience, and their steps."""

from datetime import UTC, date, datetime

import pytest

from kinerja.errors import Refused
from kinerja.models import BroadcastState, EmploymentKind, OutboxStatus
from kinerja.rules.broadcast_audience import Audience, Part, as_json, from_json, numbers_in
from kinerja.rules.broadcast_text import LONGEST_CAPTION, LONGEST_TEXT, check_text, formatted
from kinerja.rules.broadcasts import (
    NIGHT,
    PAUSED,
    STOPPED,
    Ways,
    check_local,
    check_state,
    is_turn,
    read_when,
    reason_of,
)

NOON = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("*Besok* apel", "<b>Besok</b> apel"),
        ("_penting_ sekali", "<i>penting</i> sekali"),
        ("ketik `/lapor`", "ketik <code>/lapor</code>"),
        ("*tebal dan _miring_*", "<b>tebal dan <i>miring</i></b>"),
        ("*silang _a* b_", "<b>silang _a</b> b_"),
        ("`*apa adanya*`", "<code>*apa adanya*</code>"),
        ("2*3*4 dan nama_file_baru", "2*3*4 dan nama_file_baru"),
        ("* bukan tebal *", "* bukan tebal *"),
        ("*baris\nbaru*", "*baris\nbaru*"),
        ("<b>a</b> & {x}", "&lt;b&gt;a&lt;/b&gt; &amp; {x}"),
        ("*<i>*", "<b>&lt;i&gt;</b>"),
    ],
)
def test_marks_become_tags_and_the_rest_is_escaped(written, expected):
    assert expected == formatted(written)


def test_the_text_has_a_length():
    assert "a" * LONGEST_TEXT == check_text(f" {'a' * LONGEST_TEXT}\n", with_file=False)
    for text, with_file in (("a" * (LONGEST_TEXT + 1), False), ("a" * (LONGEST_CAPTION + 1), True)):
        with pytest.raises(Refused):
            check_text(text, with_file=with_file)
    for nothing in ("", "  \n", "…", "!?*"):
        with pytest.raises(Refused):
            check_text(nothing, with_file=False)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3/3 08.00", "2026-03-03T08:00"),
        ("3-3-2026 08:30", "2026-03-03T08:30"),
        ("3/3/26 jam 8.00", "2026-03-03T08:00"),
        ("13.00", "2026-02-03T13:00"),
        ("pukul 08.00", "2026-02-04T08:00"),
        ("15/1 08.00", "2027-01-15T08:00"),
    ],
)
def test_a_day_and_time_is_read(written, expected):
    assert expected == read_when(written, NOON)


@pytest.mark.parametrize(
    "written", ["", "besok", "31/2 08.00", "3/3 25.00", "3/2 08.00", "3/3/2029 08.00", "3/3"]
)
def test_what_is_no_later_moment_is_refused(written):
    with pytest.raises(Refused):
        read_when(written, NOON)


@pytest.mark.parametrize("local", ["2026-3-1T08:00", "now", "2026-13-01T08:00", "2026-03-01T24:00"])
def test_a_forged_local_time_is_refused(local):
    with pytest.raises(Refused):
        check_local(local)


@pytest.mark.parametrize(
    ("hour", "zones"),
    [
        (22, ()),
        (23, ("Asia/Jayapura",)),
        (0, ("Asia/Jayapura", "Asia/Makassar")),
        (1, ("Asia/Jayapura", "Asia/Makassar", "Asia/Jakarta")),
    ],
)
def test_eight_o_clock_comes_in_each_zone_by_itself(hour, zones):
    now = datetime(2026, 3, 1, hour, tzinfo=UTC)
    local = "2026-03-02T08:00" if hour >= 20 else "2026-03-01T08:00"
    found = {
        zone
        for zone in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
        if is_turn(local, zone, now, Ways(), urgent=False)
    }
    assert set(zones) == found


@pytest.mark.parametrize(
    ("hour", "urgent", "expected"),
    [(12, False, True), (13, False, False), (13, True, True), (23, False, False), (0, False, True)],
)
def test_quiet_hours_hold_unless_it_is_urgent(hour, urgent, expected):
    now = datetime(2026, 3, 1, hour, 59 if hour == 12 else 0, tzinfo=UTC)
    assert expected is is_turn("", "Asia/Jakarta", now, Ways(), urgent=urgent)


def test_quiet_hours_of_ones_own():
    noon = datetime(2026, 3, 1, 5, 0, tzinfo=UTC)
    assert Ways(quiet_from=12, quiet_until=13).is_quiet(noon, "Asia/Jakarta")
    assert not Ways(quiet_from=12, quiet_until=12).is_quiet(noon, "Asia/Jakarta")


@pytest.mark.parametrize(
    ("setting", "urgent", "expected"),
    [(True, False, True), (True, True, True), (False, False, False), (False, True, True)],
)
def test_before_an_urgent_one_somebody_looks_always(setting, urgent, expected):
    assert expected is Ways(second_approval=setting).needs_second(urgent=urgent)


def test_an_audience_survives_its_json_form():
    audience = Audience(
        (3, 4), (5,), (Part.RATERS,), (EmploymentKind.CONTRACT,), date(2026, 1, 1), (7, 8)
    )
    assert audience == from_json(as_json(audience))
    assert Audience() == from_json({})
    assert Audience().is_everybody


def test_a_pasted_list_may_have_spaces_commas_and_repeats():
    pasted = "19800101 200501 1 001\n198001012005011002,  198001012005011001;\t'1980'\n\n"
    expected = ["198001012005011001", "198001012005011002", "1980"]
    assert expected == numbers_in(pasted)
    for wrong in (" \n,", ",".join(str(n) for n in range(2001))):
        with pytest.raises(Refused):
            numbers_in(wrong)


@pytest.mark.parametrize(
    ("deed", "states"),
    [
        ("pause", {"running"}),
        ("resume", {"paused"}),
        ("cancel", {"running", "paused", "scheduled"}),
        ("retry", {"done"}),
        ("decide", {"waiting"}),
        ("recall", {"running", "paused", "done", "cancelled"}),
    ],
)
def test_each_deed_has_its_states(deed, states):
    allowed = set()
    for state in BroadcastState:
        try:
            check_state(state, deed)
            allowed.add(state.value)
        except Refused:
            pass
    assert states == allowed


def test_every_outcome_has_a_reason_people_can_read():
    assert "" == reason_of(OutboxStatus.SENT, "")
    assert "another way" in reason_of(None, "")
    assert "not sent again" in reason_of(OutboxStatus.UNKNOWN, "timeout")
    assert "blocked" in reason_of(OutboxStatus.FAILED, "unreachable: Forbidden")
    assert "refused" in reason_of(OutboxStatus.FAILED, "400 Bad Request")
    reasons = [reason_of(OutboxStatus.CANCELLED, error) for error in (PAUSED, NIGHT, STOPPED)]
    assert 3 == len(set(reasons))
    assert "Not sent." == reason_of(OutboxStatus.CANCELLED, "expired")
