"""What the bot tells Telegram and learns from it at the start: its name, its commands, how it gets updates."""

from __future__ import annotations

from datetime import datetime

import structlog
from sqlmodel import Session
from telegram import Bot, BotCommand
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.talk.audiences import strangers_menu
from bot.talk.conversation import Book
from bot.talk.speaker import DEFAULT_LANGUAGE, LANGUAGES, speaker
from bot.telegram.face import UPDATE_KINDS
from bot.telegram.request import AiohttpRequest
from bot.telegram.stopping import Stopping
from kinerja.messages import say
from kinerja.models import InstanceFact

BOT_NAME = "bot_name"
_LONGEST_WAIT = 30.0

log = structlog.get_logger(__name__)


def bot_for(request: AiohttpRequest, token: str, api_url: str) -> Bot:
    """Return the library's bot on our request."""
    return Bot(
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=request,
        get_updates_request=request,
    )


async def greet(bot: Bot, stopping: Stopping, webhook_url: str, secret: str) -> str | None:
    """Ask Telegram who the bot is and say how updates come; None when it is time to stop.

    While Telegram is out of reach it is asked again and again.
    """
    failures = 0
    while not stopping.is_set():
        try:
            me = await bot.get_me()
            if webhook_url:
                await bot.set_webhook(
                    webhook_url, secret_token=secret, allowed_updates=list(UPDATE_KINDS)
                )
            else:
                await bot.delete_webhook()
            return me.username or ""
        except InvalidToken:
            stopping.refuse_token()
        except (NetworkError, RetryAfter) as error:
            failures += 1
            seconds = min(_LONGEST_WAIT, 0.25 * 2 ** min(failures, 8))
            log.warning("telegram_out_of_reach", reason=str(error), again_in=seconds)
            await stopping.wait(seconds)
    return None


def note_name(session: Session, name: str, now: datetime) -> None:
    """Write down the bot's name; links of invitations need it."""
    session.merge(InstanceFact(name=BOT_NAME, value=name, updated_at=now))


async def publish_commands(bot: Bot, book: Book) -> None:
    """Tell Telegram the command menu of people it does not know, in each language; a failure is only noted.

    Linked chats have menus of their own, by role.
    """
    for language in LANGUAGES:
        words = speaker(language)
        commands = [
            BotCommand(command.names[0], words.plain(say(command.description))[:256])
            for command in strangers_menu(book)
        ]
        code = None if language == DEFAULT_LANGUAGE else language
        try:
            await bot.set_my_commands(commands, language_code=code)
        except TelegramError as error:
            log.warning("commands_not_published", language=language, reason=str(error))
