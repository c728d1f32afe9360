import csv
import io
import os
import shutil
import stat
import subprocess
import sys
import types
from pathlib import Path

import pytest

from bot.cli import main
from bot.demo.server import LocalTelegram
from kinerja.database import Database
from kinerja.migrations import HEAD as HEAD_REVISION
from kinerja.models import InstanceFact
from tests.builders import NOW
from tests.files import ANI, BUDI, HEAD, agency, as_csv, as_xlsx, indicator, person

ROOT = Path(__file__).parents[2]
HEADER = "nip,nama,unit,token,link,expires,kode"


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    """An empty directory to call from, no settings, and the language of no terminal."""
    for name in os.environ:
        if name.upper().startswith("KINERJA_") or name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            monkeypatch.delenv(name)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def kinerja(capsys):
    """Call a command in English; gives status, what was printed, and the lines of complaint."""

    def call(*arguments: str, lang: str = "en") -> tuple[int, str, list[str]]:
        with pytest.raises(SystemExit) as left:
            main(["--lang", lang, *arguments] if lang else list(arguments))
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err.splitlines()

    return call


@pytest.fixture
def founded(kinerja, sqlite_template):
    """A database with three people."""
    shutil.copyfile(sqlite_template, "kinerja.db")
    Path("kinerja.db").chmod(0o600)
    assert 0 == kinerja("import", "people", str(as_csv(Path("p.csv"), agency())))[0]
    return kinerja


def invitations(text: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO(text)))


def test_an_agency_gets_in_on_either_database(kinerja, empty_url, monkeypatch):
    monkeypatch.setenv("KINERJA_DATABASE__URL", empty_url)
    assert (0, "The database is up to date.\n", []) == kinerja("db", "upgrade")
    people = as_xlsx(Path("p.xlsx"), [list(agency()[0]), *(list(r.values()) for r in agency())])
    first = kinerja("import", "people", str(people))
    assert (0, "People: 3 new, 0 changed, 0 unchanged.\n", []) == first
    plans = str(as_csv(Path("plans.csv"), [indicator(), indicator(nip=ANI)], delimiter=";"))
    assert (0, "Plans: 2 new, 0 changed, 0 unchanged.\n", []) == kinerja("import", "plans", plans)
    assert (0, "Plans: 0 new, 0 changed, 2 unchanged.\n", []) == kinerja("import", "plans", plans)
    status, text, complaints = kinerja("invite", "--all")
    assert (0, HEADER, []) == (status, text.splitlines()[0], complaints)
    assert [HEAD, ANI, BUDI] == [row["nip"] for row in invitations(text)]


def test_the_database_lies_where_the_command_is_called(kinerja):
    path = Path("kinerja.db")
    assert 0 == kinerja("db", "upgrade")[0]
    assert 0 == kinerja("import", "people", str(as_csv(Path("p.csv"), agency())))[0]
    assert path.exists()
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert [] == [p for p in Path().glob("kinerja.db*") if stat.S_IMODE(p.stat().st_mode) & 0o77]


def test_upgrading_twice_does_nothing(founded):
    assert 0 == founded("db", "upgrade")[0]


def test_a_dirty_file_is_refused_line_by_line(founded):
    rows = [
        person("19900303201503100"),
        person("199003032015030000"),
        person("198102022006042001", atasan_nip="199999999999999999"),
        person("198203032007052002", zona="WIBB"),
        person("198304042008062003", ""),
        person("198304042008062003", "Dua"),
    ]
    before = Path("kinerja.db").read_bytes()
    status, text, lines = founded("import", "people", str(as_csv(Path("d.csv"), rows)))
    assert (1, "") == (status, text)
    places = [line.split(":")[0] for line in lines[:-1]]
    assert [
        "Row 2, column nip",
        "Row 3, column nip",
        "Row 4, column atasan_nip",
        "Row 5, column zona",
        "Row 6, column nama",
        "Row 7, column nip",
    ] == places
    assert "Nothing was changed: 6 places in the file have to be corrected." == lines[-1]
    assert before == Path("kinerja.db").read_bytes()


def test_words_of_the_file_stay_on_one_line(founded):
    rows = agency()
    rows[0]["nama"] = "Hana\nKepala\x1b[2J" + " panjang" * 20
    rows[0]["atasan_nip"] = BUDI
    _status, _text, lines = founded("import", "people", str(as_csv(Path("d.csv"), rows)))
    assert 4 == len(lines)
    assert "\x1b" not in "".join(lines)


def test_other_columns_are_named(founded):
    path = as_csv(Path("q.csv"), [row | {"Nomor HP": "0"} for row in agency()])
    assert "Columns not used: Nomor HP\n" in founded("import", "people", str(path))[1]


@pytest.mark.parametrize(
    ("language", "variable", "said"),
    [
        ("en", "", "There is no file x.csv."),
        ("", "en_US.UTF-8", "There is no file x.csv."),
    ],
)
def test_the_language_is_chosen(kinerja, monkeypatch, language, variable, said):
    monkeypatch.setenv("LANG", variable)
    assert (1, "", [said]) == kinerja("import", "people", "x.csv", lang=language)


@pytest.mark.parametrize("variable", ["C.UTF-8", "id_ID.UTF-8", "", "de_DE"])
def test_indonesian_is_spoken_by_default(kinerja, monkeypatch, variable):
    chosen = []
    monkeypatch.setenv("LANG", variable)
    monkeypatch.setattr("bot.talk.speaker.speaker", chosen.append)
    with pytest.raises(AttributeError):
        main(["import", "people", "x.csv"])
    assert ["id"] == chosen


@pytest.mark.parametrize(
    "arguments",
    [
        ["import"],
        ["import", "people"],
        ["import", "things", "x.csv"],
        ["invite"],
        ["db", "downgrade"],
        ["frobnicate"],
        ["--lang", "fr", "check"],
        ["invite", "--all", "--everything"],
    ],
)
def test_a_wrong_call_ends_with_two(kinerja, arguments):
    assert 2 == kinerja(*arguments, lang="")[0]


@pytest.mark.parametrize("arguments", [["import", "people", "p.csv"], ["invite", "--all"]])
def test_a_missing_database_is_explained_and_not_made(kinerja, arguments):
    as_csv(Path("p.csv"), agency())
    said = "The database is not up to date. Please run: kinerja db upgrade"
    assert (1, "", [said]) == kinerja(*arguments)
    assert not Path("kinerja.db").exists()


def test_an_empty_database_is_explained(kinerja):
    Database("sqlite:///kinerja.db").close()
    status, _text, complaints = kinerja("check")
    assert (1, ["The database is not up to date. Please run: kinerja db upgrade"]) == (
        status,
        complaints,
    )


def test_the_check_names_every_problem_in_a_line(kinerja, monkeypatch):
    Path("evidence").write_text("a file where the folder should be")
    monkeypatch.setenv("KINERJA_TELEGRAM__TOKEN", "no token")
    status, text, complaints = kinerja("check")
    assert 1 == status
    assert ["kinerja db upgrade", "files.path", "telegram.token"] == [
        next(
            name for name in ("kinerja db upgrade", "files.path", "telegram.token") if name in line
        )
        for line in complaints
    ]
    assert "Texts for e-Kinerja" in text
    assert not Path("kinerja.db").exists()


@pytest.mark.parametrize(
    "url", ["postgresql://nobody:secret@127.0.0.1:1/none", "sqlite:////proc/none/kinerja.db"]
)
def test_a_database_out_of_reach_is_explained(kinerja, monkeypatch, url):
    monkeypatch.setenv("KINERJA_DATABASE__URL", url)
    said = "The database cannot be reached. Please check the setting database.url."
    assert (1, "", [said]) == kinerja("db", "upgrade")


@pytest.mark.parametrize("arguments", [["check"], ["run"], ["db", "upgrade"], ["invite", "--all"]])
def test_wrong_settings_are_refused_in_one_line(kinerja, monkeypatch, arguments):
    monkeypatch.setenv("KINERJA_TELEGRM__TOKEN", "x")
    status, text, lines = kinerja(*arguments)
    assert (1, "", 1) == (status, text, len(lines))
    assert "KINERJA_TELEGRM__TOKEN" in lines[0]


def test_invitations_are_issued_once(founded):
    first = invitations(founded("invite", "--all")[1])
    assert 3 == len({row["token"] for row in first})
    assert {""} == {row["link"] + row["kode"] for row in first}
    assert f"{HEADER}\n" == founded("invite", "--all")[1]
    again = invitations(founded("invite", "--all", "--again")[1])
    assert not {row["token"] for row in first} & {row["token"] for row in again}


@pytest.mark.parametrize("by", ["setting", "run"])
def test_links_carry_the_name_of_the_bot(founded, monkeypatch, by):
    if by == "setting":
        monkeypatch.setenv("KINERJA_TELEGRAM__BOT_NAME", "@lentera_bot")
    else:
        database = Database("sqlite:///kinerja.db")
        with database.unit_of_work() as session:
            session.add(InstanceFact(name="bot_name", value="lentera_bot", updated_at=NOW))
        database.close()
    (row, *_rest) = invitations(founded("invite", "--all")[1])
    assert f"https://t.me/lentera_bot?start={row['token']}" == row["link"]


def test_superiors_without_nip_get_a_code_and_names_are_no_formulas(founded):
    boss = person("BUPATI", "=HYPERLINK(1)", jenis="", unit="@Pemda", unit_induk="", atasan_nip="")
    founded("import", "people", str(as_csv(Path("b.csv"), [boss])))
    row = invitations(founded("invite", "--all")[1])[-1]
    assert ("'=HYPERLINK(1)", "'@Pemda") == (row["nama"], row["unit"])
    assert 9 == len(row["kode"])


def test_invitations_last_as_long_as_the_settings_say(founded, monkeypatch):
    Path("clock.json").write_text('{"offset_seconds": 0}')
    monkeypatch.setenv("KINERJA_CLOCK__OFFSET_FILE", "clock.json")
    monkeypatch.setenv("KINERJA_INVITATIONS__DAYS", "3")
    row = invitations(founded("invite", "--all")[1])[0]
    assert row["expires"].endswith("+07:00")


def test_the_check_says_what_is_missing(founded):
    status, text, complaints = founded("check")
    assert (0, []) == (status, complaints)
    assert "Employees: 3; not linked: 3; without plan this year: 3; without superior: 1" in text
    assert "telegram.token is missing" in text
    assert f"Database: sqlite, revision {HEAD_REVISION}" in text
    assert f"Evidence will be kept in {Path('evidence').absolute()}" in text
    assert not Path("evidence").exists()


def test_the_check_finds_the_folder_of_the_evidence(founded):
    Path("evidence").mkdir()
    assert f"Evidence is kept in {Path('evidence').absolute()}" in founded("check")[1]


def test_the_check_names_the_bot_and_asks_telegram_where_it_can(founded, monkeypatch):
    monkeypatch.setenv("KINERJA_TELEGRAM__TOKEN", "123:made-up")
    monkeypatch.setenv("KINERJA_TELEGRAM__BOT_NAME", "lentera_bot")
    monkeypatch.setenv("KINERJA_TELEGRAM__API_URL", "http://127.0.0.1:9")
    status, text, complaints = founded("check")
    assert (0, []) == (status, complaints)
    assert "@lentera_bot" in text
    assert "the bot was not checked" in text
    assert "token" not in text


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({}, 0, "Telegram knows the bot as @kinerja_demo_bot."),
        ({"BOT_NAME": "Kinerja_Demo_Bot"}, 0, "Telegram knows the bot as @kinerja_demo_bot."),
        ({"BOT_NAME": "another_bot"}, 1, "@another_bot, but Telegram says @kinerja_demo_bot."),
        ({"TOKEN": "123:wrong"}, 1, "Telegram refuses the bot's token."),
        ({"WEBHOOK_URL": "https://a.b"}, 1, "telegram.webhook_secret"),
    ],
)
def test_the_check_asks_telegram_for_the_bot(founded, monkeypatch, changes, status, said):
    with LocalTelegram() as telegram:
        settings = {"TOKEN": telegram.token, "API_URL": telegram.url} | changes
        for name, value in settings.items():
            monkeypatch.setenv(f"KINERJA_TELEGRAM__{name}", value)
        found, text, complaints = founded("check")
    assert status == found
    assert said in (complaints[0] if status else text)
    assert telegram.token not in text + "".join(complaints)


def test_the_check_says_what_of_the_law_is_not_certain(founded, monkeypatch):
    monkeypatch.setenv("KINERJA_REGULATION__OBJECTION", "14 working days")
    monkeypatch.setenv("KINERJA_REGULATION__COEFFICIENTS", "ahli_pertama 99")
    lines = founded("check")[1].splitlines()
    assert "regulation.objection: 14 working days (according to the agency's setting)" in lines
    assert any(
        "regulation.decision: 14 working days or 21 working days (not certain" in x for x in lines
    )
    assert any("not used" in line and "coefficient a year" in line for line in lines)


def test_the_check_shows_the_wording_of_the_agency(founded, monkeypatch):
    before = founded("check")[1]
    assert "Kegiatan: 5 kunjungan posyandu Melati\n" in before
    assert "Jumlah kunjungan: 35 kunjungan (target tahun ini 120 kunjungan)" in before
    assert "Tidak diukur pada Triwulan I 2026" in before
    monkeypatch.setenv("KINERJA_EKINERJA__DAY_ACTIVITY", "{short_date} {activity}")
    after = founded("check")[1]
    assert "Kegiatan: 03/02/2026 5 kunjungan posyandu Melati\n" in after


def test_a_wrong_template_is_refused_with_those_allowed(kinerja, monkeypatch):
    monkeypatch.setenv("KINERJA_EKINERJA__MONTH_NOTE", "{catatan}")
    status, text, complaints = kinerja("check")
    assert (1, "", 1) == (status, text, len(complaints))
    assert "ekinerja.month_note" in complaints[0]
    assert "{catatan} is not known; allowed are {month}, {result}, {note}." in complaints[0]


def test_running_and_demonstrating_are_left_to_others(kinerja, monkeypatch):
    called = []
    app, demo = types.ModuleType("bot.app"), types.ModuleType("bot.demo.agency")
    app.run = lambda settings: called.append(settings.web.port)
    demo.main = lambda port, directory, **more: called.append((port, directory, more))
    monkeypatch.setitem(sys.modules, "bot.app", app)
    monkeypatch.setitem(sys.modules, "bot.demo.agency", demo)
    assert 0 == kinerja("run")[0]
    assert 0 == kinerja("demo", "--port", "0", "--fresh")[0]
    assert [8080, (0, None, {"fresh": True, "language": "en"})] == called


def test_the_version(kinerja):
    status, text, _complaints = kinerja("--version")
    assert 0 == status
    assert text.startswith("kinerja 0.")


def test_the_command_runs_as_a_process_from_anywhere(tmp_path):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "en_US.UTF-8"}
    bomb = as_csv(tmp_path / "bad.csv", [person("1.98E+17", atasan_nip="")])
    code = "from bot.cli import main; main()"

    def call(*arguments):
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert 0 == call("db", "upgrade").returncode
    refused = call("import", "people", bomb.name)
    assert (1, "", 2) == (refused.returncode, refused.stdout, len(refused.stderr.splitlines()))
    assert "Traceback" not in refused.stderr
    assert "rounded" in refused.stderr
    printed = call("invite", "--all")
    assert (0, f"{HEADER}\n", "") == (printed.returncode, printed.stdout, printed.stderr)
