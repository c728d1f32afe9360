"""Settings from a TOML file and from the environment; what is unknown or wrong is refused in one line."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.audit_key import Audit
from bot.evaluation_settings import Evaluation
from bot.regulation_settings import Regulation
from bot.reminder_settings import Reminders
from bot.section import Section
from bot.talk.competencies import COMPETENCIES
from bot.wording import Ekinerja
from kinerja import clock
from kinerja.rules.broadcasts import Ways
from kinerja.rules.periods import QUIET_FROM, QUIET_UNTIL

PREFIX = "KINERJA_"
CONFIG = "KINERJA_CONFIG"
DEFAULT_FILE = Path("config.toml")


class WrongSettings(Exception):
    """Settings that cannot be used; the text is one line that names them, and never their values."""


class Telegram(Section):
    """The bot and the Bot API it uses."""

    token: SecretStr | None = None
    api_url: Annotated[str, Field(pattern=r"^https?://[^\s/]+[^\s]*$")] = "https://api.telegram.org"
    bot_name: Annotated[str, Field(pattern=r"^@?\w{0,32}$")] = ""
    webhook_url: Annotated[str, Field(pattern=r"^(https?://[^\s/]+[^\s]*)?$")] = ""
    webhook_secret: SecretStr = SecretStr("")
    messages_per_second: Annotated[float, Field(gt=0, le=1000)] = 29

    @field_validator("token", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return value or None

    @field_validator("webhook_secret")
    @classmethod
    def _can_be_sent(cls, secret: SecretStr) -> SecretStr:
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret.get_secret_value()):
            raise ValueError("only letters, digits, _ and -, at most 256")
        return secret

    @field_validator("api_url")
    @classmethod
    def _without_slash(cls, url: str) -> str:
        return url.rstrip("/")

    @field_validator("webhook_secret")
    @classmethod
    def _as_telegram_allows(cls, secret: SecretStr) -> SecretStr:
        if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret.get_secret_value()):
            raise ValueError("letters, digits, _ and - only, at most 256")
        return secret

    @field_validator("bot_name")
    @classmethod
    def _without_at(cls, name: str) -> str:
        return name.removeprefix("@")


class Database(Section):
    """Where the records are kept; the address may hold a password."""

    url: Annotated[
        str, Field(pattern=r"^(sqlite:///.+|postgresql(\+psycopg)?://.+)$", repr=False)
    ] = "sqlite:///kinerja.db"


class Files(Section):
    """Where evidence is kept."""

    path: Path = Path("evidence")


class Clock(Section):
    """The time; a file may shift it, for rehearsals."""

    offset_file: Path | None = None

    @field_validator("offset_file", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return value or None


class Agency(Section):
    """The agency that uses this instance."""

    name: Annotated[str, Field(min_length=1, max_length=200)] = "Instansi"
    zone: Literal["Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"] = (
        "Asia/Jakarta"
    )
    privacy_contact: Annotated[str, Field(max_length=120)] = ""


class Invitations(Section):
    """How people get in."""

    days: Annotated[int, Field(ge=1, le=365)] = 30


class Report(Section):
    """The monthly report."""

    window_closes_day: Annotated[int, Field(ge=1, le=28)] = 10


class Feedback(Section):
    """Feedback between rater and employee."""

    competencies: Annotated[str, Field(max_length=400)] = ", ".join(COMPETENCIES)

    @field_validator("competencies")
    @classmethod
    def _few_and_short(cls, names: str) -> str:
        each = names_in(names)
        if len(each) > 8 or any(len(name) > 40 for name in each):
            raise ValueError("at most 8 names, each of at most 40 characters")
        return names


class Broadcast(Section):
    """Announcements: a second administrator's look, and the hours in which nothing goes out."""

    second_approval: bool = True
    quiet_from: Annotated[int, Field(ge=0, le=23)] = QUIET_FROM
    quiet_until: Annotated[int, Field(ge=0, le=23)] = QUIET_UNTIL


class Sender(Section):
    """How fast messages leave."""

    per_chat_second: Annotated[float, Field(gt=0, le=30)] = 1


class Log(Section):
    """What is logged, and how."""

    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    format: Literal["text", "json"] = "text"


class Web(Section):
    """The small web server for health and metrics."""

    enabled: bool = False
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080


class Settings(BaseSettings):
    """All settings; each is also an environment variable ``KINERJA_<SECTION>__<NAME>``."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        env_ignore_empty=True,
        extra="forbid",
        hide_input_in_errors=True,
        frozen=True,
    )

    telegram: Telegram = Telegram()
    database: Database = Database()
    files: Files = Files()
    clock: Clock = Clock()
    agency: Agency = Agency()
    invitations: Invitations = Invitations()
    report: Report = Report()
    feedback: Feedback = Feedback()
    reminders: Reminders = Reminders()
    broadcast: Broadcast = Broadcast()
    ekinerja: Ekinerja = Ekinerja()
    evaluation: Evaluation = Evaluation()
    regulation: Regulation = Regulation()
    audit: Audit = Audit()
    sender: Sender = Sender()
    log: Log = Log()
    web: Web = Web()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the library calls it
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library calls it
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library calls it
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment goes before the file, whose content is given at construction."""
        return (env_settings, init_settings)


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of a list that is written with commas."""
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


def load_settings() -> Settings:
    """Read the settings; raise ``WrongSettings`` with one line that names what is wrong."""
    unknown = sorted(_unknown_variables(os.environ))
    if unknown:
        raise WrongSettings(f"Unknown settings in the environment: {', '.join(unknown)}")
    content = _read_file(os.environ.get(CONFIG))
    try:
        return Settings(**content)
    except ValidationError as error:
        raise WrongSettings(f"Wrong settings: {'; '.join(map(_named, error.errors()))}") from None


def clock_of(settings: Settings) -> clock.Clock:
    """Return the clock that the settings ask for."""
    shift = settings.clock.offset_file
    return clock.SystemClock() if shift is None else clock.ShiftedClock(shift)


def ways_of(settings: Settings) -> Ways:
    """Return how the agency wants announcements."""
    return Ways(**settings.broadcast.model_dump())


def every_setting() -> Iterator[tuple[str, str]]:
    """Yield section and name of every setting there is."""
    for section, kind in Settings.model_fields.items():
        for name in kind.annotation.model_fields if kind.annotation else ():
            yield section, name


def variable_of(section: str, name: str) -> str:
    """Return the environment variable of a setting."""
    return f"{PREFIX}{section}__{name}".upper()


def _unknown_variables(variables: Mapping[str, str]) -> Iterator[str]:
    known = {CONFIG, *(variable_of(section, name) for section, name in every_setting())}
    for name in variables:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            yield name


def _read_file(chosen: str | None) -> dict[str, Any]:
    path = Path(chosen) if chosen else DEFAULT_FILE
    if not chosen and not path.exists():
        return {}
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except OSError as error:
        raise WrongSettings(f"{path} cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise WrongSettings(f"{path} is not valid TOML: {reason}") from None


def _named(error: Any) -> str:
    """Name a wrong setting and say why, on one line and without its value."""
    place = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"{place} is unknown"
    return f"{place}: {' '.join(str(error['msg']).split())}"
