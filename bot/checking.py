"""What ``kinerja check`` looks at: the data, the bot at Telegram, folders, the wording of texts."""

from __future__ import annotations

import asyncio
import os
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from bot.audit_key import Audit, known_key
from bot.grounds import token_of
from bot.settings import Settings
from kinerja.database import Database
from kinerja.errors import Refused
from kinerja.messages import N_, Message, say
from kinerja.migrations import HEAD
from kinerja.regulation import Regulation
from kinerja.reports.readiness import bot_name, readiness
from kinerja.rules.access import OPERATOR

PATIENCE = 8.0
"""Seconds that Telegram has to answer."""
_REFUSALS = (401, 404)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, and whether it has to be mended."""

    said: Message
    wrong: bool = False


def the_data(database: Database, settings: Settings, today: date) -> list[Finding]:
    """Return where the database stands, and what the agency's data lack."""
    with database.reading() as session:
        found = readiness(session, OPERATOR, today)
        bot = settings.telegram.bot_name or bot_name(session)
    kind = database.engine.dialect.name
    return [
        Finding(say(N_("Settings and database are in order."))),
        Finding(say(N_("Database: {kind}, revision {revision}"), kind=kind, revision=HEAD)),
        Finding(say(N_("Name of the bot: {name}"), name=f"@{bot}" if bot else "–")),
        Finding(
            say(
                N_(
                    "Employees: {employees}; not linked: {not_linked}; without plan this year: "
                    "{without_plan}; without superior: {without_rater}; administrators: "
                    "{administrators}."
                ),
                **asdict(found),
            )
        ),
    ]


def the_bot(settings: Settings) -> Finding:
    """Return whether Telegram knows the bot by its token, as far as Telegram can be reached."""
    if settings.telegram.token is None:
        return Finding(
            say(N_("The setting telegram.token is missing; the assistant cannot run without it."))
        )
    try:
        token = token_of(settings)
    except Refused as refused:
        return Finding(refused.message, wrong=True)
    return asyncio.run(_ask(settings, token))


def the_evidence_folder(path: Path) -> Finding:
    """Return whether evidence can be kept; nothing is made."""
    if path.exists():
        if path.is_dir() and os.access(path, os.R_OK | os.W_OK | os.X_OK):
            return Finding(say(N_("Evidence is kept in {path}."), path=str(path.absolute())))
    elif os.access(_first_that_exists(path), os.W_OK | os.X_OK):
        return Finding(
            say(N_("Evidence will be kept in {path}; a run makes it."), path=str(path.absolute()))
        )
    return Finding(
        say(N_("The folder of the evidence cannot be used. Please check the setting files.path.")),
        wrong=True,
    )


def the_audit_key(settings: Audit) -> Finding:
    """Return which key seals the audit trail; none is made."""
    try:
        key = known_key(settings)
    except Refused as refused:
        return Finding(refused.message, wrong=True)
    if settings.key.get_secret_value():
        return Finding(say(N_("The audit trail is sealed with the key of the setting audit.key.")))
    file = str(settings.key_file.absolute())
    if key is None:
        return Finding(
            say(N_("The first sealing of the audit trail makes its key in {file}."), file=file)
        )
    return Finding(say(N_("The audit trail is sealed with the key in {file}."), file=file))


def the_wording(settings: Settings) -> str:
    """Return how the templates of the texts for e-Kinerja look, filled in."""
    from bot.conversations.filing.preview import samples  # noqa: PLC0415 - only the check needs them
    from bot.conversations.filing.texts import as_file  # noqa: PLC0415 - as above
    from kinerja.rules.filing_templates import FilingTemplates  # noqa: PLC0415 - as above

    return as_file(samples(FilingTemplates(**settings.ekinerja.model_dump())))


def the_law(settings: Settings, today: date) -> list[Message]:
    """Return what of the law is not certain and what holds now, a line a value."""
    regulation = Regulation(settings.regulation.model_dump())
    said = [say(N_("The law, where it is not certain; the settings of [regulation] settle it:"))]
    for one in regulation.uncertain(today):
        sentence = _BY_AGENCY if one.basis.by_agency else _NOT_CERTAIN
        said.append(
            say(
                sentence,
                name=f"regulation.{one.setting}",
                value=one.written or "–",
                source=one.basis.source,
                article=one.basis.article,
            )
        )
    said += [
        say(
            N_(
                "A setting of [regulation] is not used, because the law is certain: {source}, {article}"
            ),
            source=basis.source,
            article=basis.article,
        )
        for basis in regulation.unused(today)
    ]
    return said


_NOT_CERTAIN = N_("{name}: {value} (not certain: {source}, {article})")
_BY_AGENCY = N_("{name}: {value} (according to the agency's setting)")


def _first_that_exists(path: Path) -> Path:
    above = path.absolute().parent
    while not above.exists():
        above = above.parent
    return above


async def _ask(settings: Settings, token: str) -> Finding:
    from bot.telegram.api import Api, ApiRefused  # noqa: PLC0415 - the library is slow to import
    from bot.telegram.request import AiohttpRequest, AnswerLost, NotConnected  # noqa: PLC0415

    address = settings.telegram.api_url
    unknown = Finding(say(N_("Telegram cannot be reached from here, so the bot was not checked.")))
    try:
        async with asyncio.timeout(PATIENCE), AiohttpRequest(address) as request:
            me = await Api(request, token, address).call("getMe", {})
    except ApiRefused as refused:
        if refused.status not in _REFUSALS:
            return unknown
        return Finding(
            say(N_("Telegram refuses the bot's token. Please check telegram.token.")), wrong=True
        )
    except (NotConnected, AnswerLost, TimeoutError):
        return unknown
    return _known_as(str(me.get("username", "")), settings.telegram.bot_name)


def _known_as(name: str, expected: str) -> Finding:
    if expected and expected.casefold() != name.casefold():
        return Finding(
            say(
                N_("The setting telegram.bot_name says @{expected}, but Telegram says @{name}."),
                expected=expected,
                name=name,
            ),
            wrong=True,
        )
    return Finding(say(N_("Telegram knows the bot as @{name}."), name=name))
