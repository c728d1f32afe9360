"""The commands of the year, as somebody types them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.bot import test_cli
from tests.files import BUDI, as_csv

bare, kinerja, founded = test_cli.bare, test_cli.kinerja, test_cli.founded
"""The ground of the command line: an empty directory, the command, and a database with three people."""


@pytest.fixture
def opened(founded):
    status, said, _ = founded("cycle", "open", "2026", "--periods", "quarterly")
    assert (0, True) == (status, "60 new deadlines" in said)
    return founded


def test_opening_twice_changes_nothing(opened):
    assert "0 new deadlines" in opened("cycle", "open", "2026", "--periods", "quarterly")[1]


def test_the_year_is_shown_as_a_table(opened):
    said = opened("cycle", "show", "2026", "--stage", "periodic_evaluation")[1].splitlines()
    assert ["stage", "period", "opens", "due", "closes", "unit", "moved"] == said[0].split()
    assert ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"] == [row.split()[1] for row in said[1:]]


def test_a_year_that_is_not_open_says_how_to_open_it(founded):
    status, _, problems = founded("cycle", "show", "2027")
    assert (1, True) == (status, "kinerja cycle open 2027" in problems[0])


def move(kinerja, *more, period="2026-02"):
    days = ("--due", "2026-03-05", "--reason", "Circular 12")
    return kinerja("cycle", "move", "monthly_report", period, *days, *more)


def due(kinerja):
    rows = kinerja("cycle", "show", "2026", "--stage", "monthly_report")[1].splitlines()
    return {row.split()[3] for row in rows if "2026-02" in row.split()[1]}


def test_a_move_is_shown_first_and_done_with_yes(opened):
    said = move(opened)[1]
    assert "Concerns" in said
    assert "--yes" in said
    assert {"2026-02-28"} == due(opened)
    assert 0 == move(opened, "--yes", "--tell")[0]
    assert {"2026-03-05"} == due(opened)
    assert "already" in move(opened, "--yes")[1]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("cycle", "move", "party", "2026-02"), "party"),
        (("cycle", "move", "filing", "2026-13"), "2026-13"),
        (("cycle", "move", "filing", "2027-01"), "2027"),
    ],
)
def test_what_is_not_there_is_named(opened, arguments, word):
    status, _, problems = opened(*arguments, "--due", "2026-03-05", "--reason", "Circular 12")
    assert (1, True) == (status, word in problems[0])


@pytest.mark.parametrize(
    "arguments",
    [
        ("cycle", "open", "2026", "--periods", "weekly"),
        ("cycle", "open", "1999"),
        ("cycle", "move", "filing", "2026-02", "--due", "soon", "--reason", "Circular 12"),
        ("cycle", "quiet", "late", "07:00"),
        ("cycle", "pattern", "Team A", "--rest", "someday"),
        ("cycle", "pattern", "Team A", "--kind", "party"),
        ("cycle", "group", "Teachers", "--pattern", "party"),
        (
            "cycle",
            "move",
            "filing",
            "2026-02",
            "--due",
            "2026-03-05",
            "--reason",
            "x y z",
            "--unit",
            "?",
        ),
    ],
)
def test_a_wrong_word_is_refused_in_one_line(opened, arguments):
    status, said, problems = opened(*arguments)
    assert (1, "", 1) == (status, said, len(problems))


def test_groups_patterns_and_quiet_hours_are_set(opened):
    for arguments in (
        ("cycle", "pattern", "Team A", "--rotation", "11100", "--begins", "2026-01-01"),
        (
            "cycle",
            "pattern",
            "Friday",
            "--rest",
            "friday, sunday",
            "--kind",
            "school",
            "--holidays",
        ),
        ("cycle", "group", "Teachers", "--periods", "monthly", "--pattern", "friday"),
        ("cycle", "quiet", "21.00", "06:00"),
    ):
        status, _, problems = opened(*arguments)
        assert (0, []) == (status, problems)


def test_holidays_are_imported_and_the_check_is_content(founded):
    before = founded("check")[1]
    rows = [
        {"tanggal": "2026-04-08", "nama": "HUT", "catatan": "x"},
    ]
    status, said, _ = founded("import", "holidays", str(as_csv(Path("h.csv"), rows)))
    assert (0, True, True) == (status, "1 new" in said, "catatan" in said)
    assert before == founded("check")[1]


def test_absences_are_imported(founded):
    rows = [{"nip": BUDI, "jenis": "cuti", "mulai": "2026-03-02", "selesai": "2026-03-06"}]
    file = str(as_csv(Path("a.csv"), rows))
    founded("import", "absences", file)
    status, said, _ = founded("import", "absences", file)
    assert (0, True) == (status, "0 new, 1 unchanged" in said)


def test_the_next_deadline_is_printed_for_scripts(opened, monkeypatch, tmp_path):
    monkeypatch.setenv("KINERJA_CLOCK__OFFSET_FILE", str(tmp_path / "clock.json"))
    monkeypatch.setenv("KINERJA_REMINDERS__SWITCHED_ON", "monthly_report, filing")
    for moment, expected in (
        (datetime(2026, 2, 3, 1, tzinfo=UTC), "2026-02-10T08:00+07:00\tfiling\t2026-01\n"),
        (datetime(2026, 2, 10, 1, tzinfo=UTC), "2026-02-28T08:00+07:00\tmonthly_report\t2026-02\n"),
    ):
        shift = (moment - datetime.now(UTC)).total_seconds()
        (tmp_path / "clock.json").write_text(f'{{"offset_seconds": {shift}}}')
        assert (0, expected) == opened("cycle", "next")[:2]
    (tmp_path / "clock.json").write_text(f'{{"offset_seconds": {shift + 366 * 86400}}}')
    assert (1, True) == (opened("cycle", "next")[0], "next year" in opened("cycle", "next")[2][0])
