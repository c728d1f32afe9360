"""`kinerja audit` from outside: what commands record is sealed, verified, and its head kept elsewhere."""

import json
import sqlite3
import stat
from pathlib import Path

import pytest

from bot.audit_key import Audit, key_to_seal, known_key
from kinerja.errors import Refused
from tests.bot.test_cli import bare, founded, kinerja  # noqa: F401 - fixtures
from tests.files import ANI, as_csv, indicator

KEY = Path("audit.key")


@pytest.fixture
def planned(founded):  # noqa: F811 - the fixture
    path = as_csv(Path("plans.csv"), [indicator(), indicator(ANI)])
    assert 0 == founded("import", "plans", str(path))[0]
    return founded


def change(statement):
    with sqlite3.connect("kinerja.db") as database:
        assert 0 < database.execute(statement).rowcount


def test_every_command_seals_what_it_recorded_before_it_ends(planned):
    status, said, complaints = planned("audit", "verify")
    assert (0, []) == (status, complaints)
    assert said.startswith("The audit trail is whole: ")
    assert ", 0 wait, 2 records are as they were signed." in said


def test_the_key_is_made_once_and_for_the_owner_alone(planned):
    assert 0o600 == stat.S_IMODE(KEY.stat().st_mode)
    made = KEY.read_text()
    assert 64 == len(made.strip())
    assert 0 == planned("invite", "--all")[0]
    assert made == KEY.read_text()
    assert [] == [path.name for path in Path().iterdir() if path.name.startswith(".audit")]


def test_reading_commands_make_no_key(kinerja):  # noqa: F811 - the fixture
    assert 0 == kinerja("db", "upgrade")[0]
    kinerja("check")
    assert not KEY.exists()
    assert (1, ["There is no audit key here"]) == _short(kinerja("audit", "verify"), 26)
    assert (1, ["Nothing is sealed yet"]) == _short(kinerja("audit", "head"), 21)


def _short(result, length):
    status, _said, complaints = result
    return status, [line[:length] for line in complaints]


def test_an_altered_entry_is_named(planned):
    change("UPDATE audit SET actor_id = 1 WHERE id = 2")
    status, _said, complaints = planned("audit", "verify")
    assert (1, ["The audit trail is broken at entry 2: audit 2 was altered."]) == (
        status,
        complaints,
    )


def test_an_altered_plan_is_named(planned):
    change("UPDATE indicator SET target = 10000 WHERE id = 1")
    status, _said, complaints = planned("audit", "verify")
    assert 1 == status
    assert "plan 1 was altered, removed or put back" in complaints[0]
    complaints = planned("audit", "verify", lang="id")[2]
    assert "plan 1" in complaints[0]


def test_a_removed_entry_is_named(planned):
    change("DELETE FROM audit WHERE id = 1")
    assert [
        "The audit trail is broken at entry 1: what was recorded as audit 1 is gone."
    ] == planned("audit", "verify")[2]


def test_an_exported_head_shows_that_the_end_was_cut(planned):
    line = planned("audit", "head")[1]
    last = json.loads(line)["seq"]
    Path("heads.txt").write_text(f"{line}\n{line}")
    status, said, _ = planned("audit", "verify", "--head", "heads.txt")
    assert (0, True) == (status, "2 exported heads are in the chain." in said)
    change(f"DELETE FROM audit WHERE id = (SELECT entry_id FROM audit_seal WHERE seq = {last})")
    change(f"DELETE FROM audit_seal WHERE seq = {last}")
    change(
        "DELETE FROM indicator WHERE result_id IN (SELECT id FROM planned_result WHERE plan_id = 2)"
    )
    change("DELETE FROM planned_result WHERE plan_id = 2")
    change("DELETE FROM performance_plan WHERE id = 2")
    assert 0 == planned("audit", "verify")[0]
    status, _said, complaints = planned("audit", "verify", "--head", "heads.txt")
    assert 1 == status
    assert f"the exported head {last} is not in the chain" in complaints[0]


@pytest.mark.parametrize("content", [None, "", "x", "[1]", '{"seq": 1}'])
def test_a_file_without_heads_is_refused(planned, content):
    if content is not None:
        Path("heads.txt").write_text(content)
    assert "heads.txt holds no head" in planned("audit", "verify", "--head", "heads.txt")[2][0]


def test_a_lost_or_another_key_is_said_and_seals_nothing(planned):
    kept = KEY.read_text()
    KEY.unlink()
    assert "sealed with a key that is not here" in planned("invite", "--all")[2][0]
    assert not KEY.exists()
    KEY.write_text("another key, long enough\n")
    assert "is not the one" in planned("invite", "--all", "--again")[2][0]
    KEY.write_text(kept)
    assert 0 == planned("invite", "--all", "--again")[0]
    assert 0 == planned("audit", "verify")[0]


def test_a_configured_key_is_used_and_no_file_is_made(kinerja, monkeypatch):  # noqa: F811 - the fixture
    monkeypatch.setenv("KINERJA_AUDIT__KEY", "a key from the environment")
    from tests.files import agency  # noqa: PLC0415 - only here

    assert 0 == kinerja("db", "upgrade")[0]
    assert 0 == kinerja("import", "people", str(as_csv(Path("p.csv"), agency())))[0]
    assert not KEY.exists()
    assert 0 == kinerja("audit", "verify")[0]


def test_many_that_make_a_key_at_once_have_the_same(tmp_path):
    settings = Audit(key_file=tmp_path / "below" / "audit.key")
    assert known_key(settings) is None
    assert key_to_seal(settings, begun=False) == key_to_seal(settings, begun=False)
    assert key_to_seal(settings, begun=True) == known_key(settings)


@pytest.mark.parametrize("make", [lambda p: p.mkdir(), lambda p: p.write_text("short")])
def test_a_key_that_cannot_be_read_is_refused(tmp_path, make):
    make(tmp_path / "audit.key")
    with pytest.raises(Refused):
        known_key(Audit(key_file=tmp_path / "audit.key"))


def test_a_key_that_cannot_be_kept_is_refused(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(Refused):
        key_to_seal(Audit(key_file=tmp_path / "file" / "audit.key"), begun=False)
