"""What all commands of the command line share: the database, the moment, the language, and how they speak."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.settings import Settings, clock_of
from kinerja.errors import Refused
from kinerja.messages import N_, Message, Plural, say

if TYPE_CHECKING:
    from kinerja.database import Database

_NO_DATABASE = N_("The database cannot be reached. Please check the setting database.url.")
_NOT_MIGRATED = N_("The database is not up to date. Please run: kinerja db upgrade")


@contextmanager
def opened(settings: Settings, *, migrated: bool = True) -> Iterator[Database]:
    """Open the database; refuse one that is out of reach, or not at the newest state."""
    from sqlalchemy.engine import make_url  # noqa: PLC0415 - slow to import
    from sqlalchemy.exc import OperationalError  # noqa: PLC0415 - as above

    from kinerja.database import Database  # noqa: PLC0415 - as above
    from kinerja.migrations import HEAD, current_revision  # noqa: PLC0415 - as above

    file = make_url(settings.database.url).database or ""
    if migrated and settings.database.url.startswith("sqlite") and not Path(file).exists():
        raise Refused(_NOT_MIGRATED)
    try:
        database = Database(settings.database.url)
    except OSError:
        raise Refused(_NO_DATABASE) from None
    try:
        with database.reading() as session:
            session.connection()
        if migrated and current_revision(database) != HEAD:
            raise Refused(_NOT_MIGRATED)
        try:
            yield database
        finally:
            if database.has_written:
                _seal(database, settings)
    except OperationalError:
        raise Refused(_NO_DATABASE) from None
    finally:
        database.close()


def _seal(database: Database, settings: Settings) -> None:
    """Seal what a command has recorded."""
    from bot.sealing import seal_all  # noqa: PLC0415 - slow to import

    seal_all(database, settings.audit, clock_of(settings))


def moment_of(settings: Settings) -> tuple[datetime, date]:
    """Return the present moment, and the day it is in the agency."""
    now = clock_of(settings).now()
    return now, now.astimezone(ZoneInfo(settings.agency.zone)).date()


class Language:
    """The language this call speaks."""

    chosen = "id"


def language_of_the_terminal() -> str:
    """Return the language that the terminal is set to."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "en" if value.lower().startswith("en") else "id"
    return "id"


def text_of(message: Message) -> str:
    """Say a message in the language of this call."""
    from bot.talk.speaker import speaker  # noqa: PLC0415 - Babel is slow to import

    return speaker(Language.chosen).plain(message)


def tell(sentence: str | Plural, **values: object) -> None:
    """Print a sentence."""
    print(text_of(say(sentence, **values)))


def complain(line: str) -> None:
    """Print a line of complaint on standard error."""
    print(" ".join(line.split()), file=sys.stderr)
