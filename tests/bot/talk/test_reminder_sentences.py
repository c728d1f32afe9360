"""What digests and the reminders of later stages say, in both languages, from their values alone."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bot.conversations.reminding.sentences import due_line
from bot.talk.reminder_sentences import digest, plans
from bot.talk.speaker import speaker
from kinerja.rules.reminders import REMINDERS, ReminderName, Whom

INDONESIAN, ENGLISH = speaker("id"), speaker("en")


def item(code, whom=(), **more):
    reminder = next(one for one in REMINDERS if one.code == code)
    return {
        "code": code,
        "name": reminder.name.value,
        "kind": "month",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2026, 1, 31),
        "due": date(2026, 2, 4),
        "whom": whom or tuple(one.value for one in reminder.whom),
    } | more


def said(values, language=INDONESIAN):
    text, way = digest(values)
    return language.html(text), language.plain(way.label), way.data


def test_feedback_says_how_many_and_opens_the_inbox():
    values = {"reports": 12, "checks": 0, "since": date(2026, 2, 1)}
    text, label, data = said(item("feedback", **values))
    assert "<b>12 laporan</b> Januari 2026 menunggu tinjauan Bapak/Ibu." in text
    assert "1 Februari 2026" in text
    assert ("Perlu ditinjau", "1|a|rev") == (label, data)
    text, _, data = said(item("feedback", reports=0, checks=1, since=None), ENGLISH)
    assert "<b>1 result</b> of the teams you lead waits for your check, January 2026." == text
    assert "1|a|rev.led" == data


def test_exceptions_put_the_numbers_first_and_names_on_tap():
    counted = {"below_target": 2, "obstacle": 0, "no_log": 3}
    text, label, data = said(item("exceptions", people=4, led=1, **counted))
    assert text.startswith("<b>4 pegawai</b> yang Bapak/Ibu nilai perlu perhatian:")
    assert "target: 2" in text
    assert "sepuluh hari kerja: 3" in text
    assert "kendala terbuka" not in text
    assert ("Lihat nama", "1|a|team|care") == (label, data)
    only_led = {"people": 0, "led": 2, "below_target": 0, "obstacle": 0, "no_log": 0}
    assert "1|a|team.led" == said(item("exceptions", **only_led))[2]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("escalation.planning", "belum memiliki SKP 2026 yang disetujui"),
        ("escalation.monthly_report", "belum melapor untuk Januari 2026"),
        ("escalation.feedback", "belum ditinjau"),
    ],
)
def test_an_escalation_says_numbers_and_opens_the_names(code, words):
    text, _, data = said(item(code, people=7, raters=2))
    assert "<b>7 pegawai</b>" in text
    assert words in text
    assert "2 atasan" in text
    assert f"1|a|rem.over|{code}|2026-01-01" == data


def test_plans_that_wait_are_counted():
    text, way = plans(item("planning", plans=3))
    assert "<b>3 plans</b> (SKP) for 2026 wait for your decision." == ENGLISH.html(text)
    assert "1|a|rev" == way.data


@pytest.mark.parametrize("language", [INDONESIAN, ENGLISH])
@pytest.mark.parametrize("whom", [Whom.EMPLOYEE, Whom.RATER, Whom.SUPERIOR])
def test_every_later_stage_has_words_for_each_of_those_it_asks(language, whom):
    digests = {ReminderName.FEEDBACK, ReminderName.EXCEPTIONS, ReminderName.ESCALATION}
    here = {ReminderName.PLANNING, ReminderName.MONTHLY_REPORT, ReminderName.FILING}
    here.add(ReminderName.LEARNING)
    for reminder in REMINDERS:
        if whom not in reminder.whom or reminder.name in {*digests, *here, ReminderName.DAILY_LOG}:
            continue
        for kind in ("month", "quarter", "year"):
            text, _, _ = said(item(reminder.code, (whom.value,), kind=kind), language)
            assert 30 < len(text) < 160, reminder.code
            assert "{" not in text


def test_who_is_asked_twice_hears_both():
    text, _, _ = said(item("annual_evaluation", kind="year"), ENGLISH)
    assert 2 == len(text.splitlines())
    assert "2026" in text


HOURS = {"confirmed": Decimal("12.5"), "waiting": Decimal(0), "until": date(2026, 12, 31)}


def test_civil_servants_hear_which_hours_are_missing():
    of = item("learning", kind="year", left=Decimal("7.5"), most=20, **HOURS)
    text, _, data = said(of, INDONESIAN)
    assert "12,5 dari sekurang-kurangnya 20 JP" in text
    assert "kurang 7,5 JP" in text
    assert "1|a|learn" == data


def test_contract_employees_are_only_informed_about_their_hours():
    of = item("learning.contract", kind="year", left=Decimal("11.5"), most=24, **HOURS)
    text, _, _ = said(of | {"waiting": Decimal(4)}, ENGLISH)
    assert "up to 11.5 until 31 December 2026 (at most 24)" in text
    assert "nothing is overdue" in text
    assert "Waiting to be confirmed: 4" in text
    assert due_line(of, date(2026, 10, 1)) is None


def test_a_day_of_a_moment_is_said_as_a_date():
    moment = datetime(2026, 2, 1, 1, tzinfo=UTC).date()
    assert (
        "1 February 2026" in said(item("feedback", reports=1, checks=0, since=moment), ENGLISH)[0]
    )
