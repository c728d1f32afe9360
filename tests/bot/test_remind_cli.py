"""`kinerja remind --dry-run` on an agency from files, imported before the month it is asked about."""

import csv
import io
from pathlib import Path

import pytest

from tests.bot.test_cli import bare, founded, kinerja  # noqa: F401 - fixtures
from tests.files import ANI, BUDI, HEAD, as_csv, indicator

HEADER = "nip,nama,stage,step,due,zone,send_at,reachable"


@pytest.fixture
def planned(founded, monkeypatch):  # noqa: F811 - the fixture
    path = as_csv(Path("plans.csv"), [indicator(), indicator(HEAD), indicator(ANI)])
    assert 0 == founded("import", "plans", str(path))[0]
    return founded


def reports(said):
    assert HEADER == said.splitlines()[0]
    return [row for row in csv.DictReader(io.StringIO(said)) if row["stage"] == "monthly_report"]


def remind(call, at):
    status, said, _ = call("remind", "--dry-run", "--at", at, "--format", "csv")
    assert 0 == status
    return reports(said)


def test_a_holiday_moves_the_report_of_december_to_the_28th(planned):
    assert [] == remind(planned, "2026-12-25T08:00+07:00")
    (head,) = remind(planned, "2026-12-28T08:00+07:00")
    assert (HEAD, "2026-12-31", "Asia/Jakarta", "2026-12-28T08:00+07:00", "no") == (
        head["nip"],
        head["due"],
        head["zone"],
        head["send_at"],
        head["reachable"],
    )
    assert {ANI, BUDI} == {row["nip"] for row in remind(planned, "2026-12-28T08:00+08:00")}
    assert [] == remind(planned, "2026-12-28T05:50+07:00")


def test_one_person_is_explained(planned):
    arguments = ("remind", "--dry-run", "--at", "2026-12-28T08:00+08:00", "--explain", BUDI)
    _, said, _ = planned(*arguments)
    assert "monthly_report, 2026-12: reminded now, step H-3" in said
    assert "planning, 2026-01: done" not in said
    _, _, complaint = planned(*arguments[:-1], "198001012005011001")
    assert "198001012005011001" in complaint[0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--at", "2026-12-28T08:00+07:00"), "--dry-run"),
        (("--dry-run", "--at", "2026-12-28T08:00"), "with its zone"),
        (("--dry-run", "--at", "tomorrow"), "with its zone"),
        (("--dry-run", "--format", "xml"), "table, csv"),
    ],
)
def test_a_wrong_call_is_refused_in_one_line(founded, arguments, said):  # noqa: F811 - the fixture
    status, _, complaints = founded("remind", *arguments)
    assert 1 == status
    assert said in complaints[0]
