"""What must hold before the assistant runs: a token, a database at its newest state, and nobody else on it."""

from __future__ import annotations

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from bot.settings import Settings
from kinerja.database import Database
from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.migrations import HEAD, current_revision

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


def token_of(settings: Settings) -> str:
    """Return the bot's token; refused where it is missing or cannot be one."""
    if settings.telegram.token is None:
        raise Refused(
            N_("The setting telegram.token is missing; the assistant cannot run without it.")
        )
    token = settings.telegram.token.get_secret_value()
    if not _TOKEN.fullmatch(token):
        raise Refused(N_("Telegram refuses the bot's token. Please check telegram.token."))
    if settings.telegram.webhook_url:
        _check_webhook(settings)
    return token


def _check_webhook(settings: Settings) -> None:
    if not settings.web.enabled or not settings.telegram.webhook_secret.get_secret_value():
        raise Refused(N_("telegram.webhook_url needs telegram.webhook_secret and web.enabled."))


@contextmanager
def opened_database(url: str) -> Iterator[Database]:
    """Open the database, at its newest state and, on SQLite, for this run alone."""
    out_of_reach = N_("The database cannot be reached. Please check the setting database.url.")
    try:
        database = Database(url)
    except OSError:
        raise Refused(out_of_reach) from None
    try:
        try:
            with database.reading() as session:
                session.connection()
        except DBAPIError:
            raise Refused(out_of_reach) from None
        if current_revision(database) != HEAD:
            raise Refused(N_("The database is not up to date. Please run: kinerja db upgrade"))
        with _alone(database):
            yield database
    finally:
        database.close()


@contextmanager
def _alone(database: Database) -> Iterator[None]:
    """Refuse a second run on the same SQLite file."""
    if not database.is_sqlite:
        yield
        return
    path = Path(f"{database.engine.url.database}.run")
    with os.fdopen(os.open(path, os.O_CREAT | os.O_RDWR, 0o600), "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refused(N_("The assistant already runs on this database.")) from None
        yield


def make_folder_private(path: Path) -> None:
    """Make the folder of the evidence, for this account only."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
    except OSError:
        raise Refused(
            N_("The folder of the evidence cannot be used. Please check the setting files.path.")
        ) from None
