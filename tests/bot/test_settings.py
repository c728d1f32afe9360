import os
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from bot.settings import (
    Settings,
    WrongSettings,
    every_setting,
    load_settings,
    variable_of,
)
from kinerja.regulation.agency import RULES
from kinerja.rules.legal_clocks import ClockKind
from kinerja.rules.reminders import ReminderName

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
TOKEN = "123456789:AAmade-up-token-that-must-not-show"


@pytest.fixture(autouse=True)
def bare(monkeypatch, tmp_path):
    """No settings but those of the test, in an empty directory."""
    for name in os.environ:
        if name.upper().startswith("KINERJA_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def refusal() -> str:
    with pytest.raises(WrongSettings) as refused:
        load_settings()
    text = str(refused.value)
    assert "\n" not in text
    return text


def example(*, uncommented: bool) -> dict:
    text = EXAMPLE.read_text(encoding="utf-8")
    return tomllib.loads(
        re.sub(r"^#(?=\w+ = )", "", text, flags=re.MULTILINE) if uncommented else text
    )


def test_everything_has_a_default():
    settings = load_settings()
    assert "https://api.telegram.org" == settings.telegram.api_url
    assert "sqlite:///kinerja.db" == settings.database.url


def test_the_example_names_every_setting_and_no_other():
    named = [
        (section, name) for section, names in example(uncommented=True).items() for name in names
    ]
    assert sorted(every_setting()) == sorted(named)


def test_every_rule_that_an_agency_may_settle_is_a_setting():
    assert set(RULES) == {name for section, name in every_setting() if section == "regulation"}


def test_the_example_shows_the_defaults():
    assert Settings() == Settings(**example(uncommented=True))


def test_the_example_changes_nothing_as_it_stands():
    assert Settings() == Settings(**example(uncommented=False))


def test_every_setting_of_the_example_is_explained():
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    bare = [
        line
        for before, line in pairwise(lines)
        if re.match(r"#\w+ = ", line) and not before.startswith("#")
    ]
    assert [] == bare


def test_a_file_in_the_current_directory_is_read():
    Path("config.toml").write_text('[agency]\nname = "Kabupaten Lentera"\n')
    assert "Kabupaten Lentera" == load_settings().agency.name


def test_a_named_file_is_read(monkeypatch, tmp_path):
    (tmp_path / "other.toml").write_text("[report]\nwindow_closes_day = 5\n")
    monkeypatch.setenv("KINERJA_CONFIG", "other.toml")
    assert 5 == load_settings().report.window_closes_day


def test_the_environment_goes_before_the_file(monkeypatch):
    Path("config.toml").write_text("[web]\nport = 1\nenabled = true\n")
    monkeypatch.setenv("KINERJA_WEB__PORT", "2")
    assert (2, True) == (load_settings().web.port, load_settings().web.enabled)


def test_an_empty_variable_is_no_setting(monkeypatch):
    monkeypatch.setenv("KINERJA_TELEGRAM__TOKEN", "")
    assert load_settings().telegram.token is None


@pytest.mark.parametrize(
    "variable",
    [
        "KINERJA_TELEGRM__TOKEN",
        "KINERJA_TELEGRAM__TOKN",
        "KINERJA_TELEGRAM",
        "KINERJA_TOKEN",
        "KINERJA_telegram__tokn",
    ],
)
def test_a_misspelt_variable_is_named(monkeypatch, variable):
    monkeypatch.setenv(variable, TOKEN)
    text = refusal()
    assert variable in text
    assert TOKEN not in text


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("[telgram]\ntoken = 'x'\n", ["telgram"]),
        ("[telegram]\ntokn = 'x'\n", ["telegram.tokn"]),
        ("[web]\nport = 'high'\n[report]\nwindow_closes_day = 40\n", ["web.port", "window_closes"]),
        ("[telegram]\napi_url = 'ftp://x'\n", ["telegram.api_url"]),
        ("[database]\nurl = 'mysql://x'\n", ["database.url"]),
        ("[telegram]\nwebhook_secret = 'a b'\n", ["telegram.webhook_secret"]),
        (
            "[ekinerja]\nday_date = '{tanggal}'\n",
            ["ekinerja.day_date", "{tanggal}", "{date}, {short_date}"],
        ),
        ("[ekinerja]\nnot_measured = '{period'\n", ["ekinerja.not_measured", "{result}"]),
        (
            "[regulation]\nobjection = 'two weeks'\nlesson_minutes = '90'\n",
            ["regulation.objection", "14 working days", "regulation.lesson_minutes", "30 to 60"],
        ),
        ("[telegram\n", ["config.toml", "line 1"]),
        ("agency = 3\n", ["agency"]),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(content, named):
    Path("config.toml").write_text(content)
    text = refusal()
    for name in named:
        assert name in text


def test_a_missing_named_file_is_refused(monkeypatch):
    monkeypatch.setenv("KINERJA_CONFIG", "/nowhere/config.toml")
    assert "/nowhere/config.toml" in refusal()


def test_wrong_values_are_not_repeated(monkeypatch):
    monkeypatch.setenv("KINERJA_DATABASE__URL", f"mysql://user:{TOKEN}@host/x")
    assert TOKEN not in refusal()


def test_secrets_do_not_show(monkeypatch):
    monkeypatch.setenv("KINERJA_TELEGRAM__TOKEN", TOKEN)
    monkeypatch.setenv("KINERJA_DATABASE__URL", f"postgresql://user:{TOKEN}@host/x")
    settings = load_settings()
    assert TOKEN not in repr(settings) + str(settings)
    assert settings.telegram.token is not None
    assert TOKEN == settings.telegram.token.get_secret_value()


def test_the_days_of_reminders_and_their_names_are_checked_and_read(tmp_path, monkeypatch):
    monkeypatch.setenv("KINERJA_REMINDERS__SWITCHED_ON", "daily_log, filing,")
    monkeypatch.setenv("KINERJA_REMINDERS__FILING", "H-2, H")
    plan = load_settings().reminders.plan()
    assert {"daily_log": ("H",), "filing": ("H-2", "H")} == {o.code: o.marks for o in plan.sent}
    monkeypatch.setenv("KINERJA_REMINDERS__SWITCHED_ON", "filing, party")
    assert "reminders.switched_on" in refusal()
    monkeypatch.setenv("KINERJA_REMINDERS__SWITCHED_ON", "filing")
    monkeypatch.setenv("KINERJA_REMINDERS__FILING", "H-2, H+1")
    assert "“H+1” is no step" in refusal()


def test_every_setting_is_a_variable(monkeypatch):
    values = {"port": "9", "days": "9", "window_closes_day": "9", "messages_per_second": "9"}
    values |= {"per_chat_second": "9", "enabled": "true", "level": "DEBUG", "format": "json"}
    values |= {
        "most_a_day": "9",
        "second_approval": "false",
        "self_assessment": "true",
        "quiet_from": "9",
        "quiet_until": "9",
    }
    values |= {
        "url": "sqlite:///x.db",
        "api_url": "http://127.0.0.1:1",
        "webhook_url": "https://a.b",
        "zone": "Asia/Makassar",
    }
    values |= {name.value: "H-2" for name in ReminderName} | {"switched_on": "daily_log"}
    values |= {
        **{f"regulation.{clock.value}": "9 days" for clock in ClockKind},
        **{name: "good > 9%" for _, name in every_setting() if name.startswith("distribution_")},
        "head_of_unit": "outstanding above, good above, needs_improvement above, poor above, "
        "very_poor above",
        "coefficients": "ahli_muda 9",
        "lesson_hours": "cpns at least 9",
        "lesson_minutes": "50",
        "coaching_answers": "3",
        "key": "long enough for a key",
    }
    before = load_settings()
    for section, name in every_setting():
        value = values.get(f"{section}.{name}") or values.get(name, "x")
        monkeypatch.setenv(variable_of(section, name), value)
    after = load_settings()
    unchanged = [
        (section, name)
        for section, name in every_setting()
        if getattr(getattr(before, section), name) == getattr(getattr(after, section), name)
    ]
    assert [] == unchanged
