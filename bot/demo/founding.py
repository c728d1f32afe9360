"""Sets the sample agency up through the assistant's own commands, as an administrator would."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from bot.demo.moments import Timeline
from bot.demo.people import CannotDo
from bot.demo.process import Assistant, CommandFailed
from bot.demo.script import COURSES, PEOPLE, plans_for
from bot.demo.server import LocalTelegram

AGENCY = "Pemerintah Kabupaten Kepulauan Lentera"
CLOCK = "clock.json"
PLAYED = "played"
_OWN = ("kinerja.sqlite*", "audit.key", CLOCK, PLAYED, "bot.log", "plans.csv")


def settings(telegram: LocalTelegram, folder: Path) -> dict[str, str]:
    """Give the settings under which the assistant runs here, as environment variables."""
    return {
        "KINERJA_TELEGRAM__API_URL": telegram.url,
        "KINERJA_TELEGRAM__TOKEN": telegram.token,
        "KINERJA_DATABASE__URL": f"sqlite:///{folder / 'kinerja.sqlite'}",
        "KINERJA_FILES__PATH": str(folder / "files"),
        "KINERJA_AUDIT__KEY_FILE": str(folder / "audit.key"),
        "KINERJA_CLOCK__OFFSET_FILE": str(folder / CLOCK),
        "KINERJA_TELEGRAM__BOT_NAME": telegram.world.bot["username"],
        "KINERJA_AGENCY__NAME": AGENCY,
        # The stand-in keeps no flood limits, and months have to pass in seconds.
        "KINERJA_TELEGRAM__MESSAGES_PER_SECOND": "1000",
        "KINERJA_SENDER__PER_CHAT_SECOND": "30",
    }


def clear(folder: Path) -> None:
    """Take away what an earlier demonstration left; the evidence it kept is found by nobody then."""
    for pattern in _OWN:
        for path in folder.glob(pattern):
            path.unlink()


async def bring_up_to_date(assistant: Assistant) -> None:
    """Make the database, or bring that of an earlier release to the present state."""
    await assistant.command("db", "upgrade")


async def found(assistant: Assistant, timeline: Timeline) -> None:
    """Make the database and bring in people, plans and the catalogue of courses."""
    await bring_up_to_date(assistant)
    await assistant.command("import", "people", str(PEOPLE))
    plans = assistant.folder / "plans.csv"
    plans.write_text(plans_for(timeline.years), encoding="utf-8")
    await assistant.command("import", "plans", str(plans))
    await assistant.command("import", "courses", str(COURSES))


async def open_years(assistant: Assistant, years: Iterable[int]) -> None:
    """Open the cycle of some years; what is open stays as it is."""
    for year in sorted(years):
        await assistant.command("cycle", "open", str(year))


async def next_deadline(assistant: Assistant) -> str:
    """Give the morning of the next due day as the assistant knows it."""
    try:
        printed = await assistant.command("cycle", "next")
    except CommandFailed as failed:
        raise CannotDo(str(failed)) from None
    return printed.split("\t")[0]


async def invite(assistant: Assistant) -> dict[str, str]:
    """Invite everybody who is not linked; gives their tokens by NIP. Older invitations end."""
    printed = await assistant.command("invite", "--all", "--again")
    return {row["nip"]: row["token"] for row in csv.DictReader(io.StringIO(printed))}
