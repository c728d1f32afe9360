"""The demonstration: a sample agency, a local Telegram, the bot as a process, and some months played."""

import asyncio
import contextlib
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.demo import founding
from bot.demo.moments import Timeline
from bot.demo.play import Play
from bot.demo.process import Assistant, CommandFailed
from bot.demo.server import LocalTelegram
from bot.demo.words import Words

PORT = 8099
"""The port to take unless another is named or this one is in use."""
PATIENCE = 45.0
"""Seconds after which the page is opened although the play goes on."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for on the command line."""

    port: int | None
    directory: Path | None
    fresh: bool
    words: Words

    def tell(self, name: str, **values: object) -> None:
        """Say how far the demonstration is; the standard output is left to the address."""
        sys.stderr.write(self.words.say(name, **values) + "\n")
        sys.stderr.flush()


def main(
    port: int | None = None,
    directory: Path | None = None,
    *,
    fresh: bool = False,
    language: str = "id",
) -> None:
    """Run the demonstration until it is interrupted; end with status 1 where something fails.

    Without a directory everything lies in a temporary one, which is removed at the end. A directory
    that holds an earlier demonstration is gone on with, unless it shall be made afresh.
    """
    status = asyncio.run(_until_interrupted(Wish(port, directory, fresh, Words(language))))
    if status:
        raise SystemExit(status)


async def _until_interrupted(wish: Wish) -> int:
    work = asyncio.create_task(_demonstrate(wish))

    def interrupt() -> None:
        # Only once: an impatient second Ctrl-C must not cut the tidying short.
        if not work.cancelling():
            wish.tell("closing")
            work.cancel()

    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(name, interrupt)
    try:
        return await work
    except asyncio.CancelledError:
        return 0
    except (CommandFailed, PortTaken) as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1


async def _demonstrate(wish: Wish) -> int:
    with contextlib.ExitStack() as tidying:
        folder = _folder(wish.directory, tidying)
        async with _telegram(wish, folder) as telegram:
            status = await Demonstration(telegram, folder, wish).run()
        if status:
            tidying.pop_all()  # the log is wanted
        return status


class Demonstration:
    """One demonstration on a stand-in that already listens."""

    def __init__(self, telegram: LocalTelegram, folder: Path, wish: Wish) -> None:
        self.telegram, self.folder, self.wish = telegram, folder, wish
        self.started = time.monotonic()
        self.assistant = Assistant(folder, founding.settings(telegram, folder))
        self.play = Play(telegram, Timeline(datetime.now(UTC)), wish.tell)
        self.goes_on = (folder / founding.PLAYED).exists() and not wish.fresh

    async def run(self) -> int:
        """Set up, start the bot, play, and stay until the bot ends."""
        if self.goes_on:
            await founding.bring_up_to_date(self.assistant)
        else:
            await self._found()
        self.wish.tell("starting")
        async with self.assistant:
            ended = asyncio.create_task(self.assistant.ended())
            show = asyncio.create_task(self._show())
            await self._watch(ended, show)
        self.wish.tell("ended", status=ended.result(), log=self.assistant.log)
        return 1

    async def _watch(self, ended: asyncio.Task[int], show: asyncio.Task[None]) -> None:
        first = asyncio.FIRST_COMPLETED
        try:
            await asyncio.wait({ended, show}, timeout=PATIENCE, return_when=first)
            if not ended.done() and not show.done():
                self.wish.tell("going_on")
                self._open()
                await asyncio.wait({ended, show}, return_when=first)
                if show.done():
                    show.result()
            elif show.done():
                show.result()
                self._open()
            await asyncio.wait({ended})
        finally:
            show.cancel()
            ended.cancel()

    async def _found(self) -> None:
        founding.clear(self.folder)
        self.wish.tell("founding", agency=founding.AGENCY)
        self.play.move_clock(self.play.timeline.start)
        await founding.found(self.assistant, self.play.timeline)

    async def _show(self) -> None:
        with self.play:
            if not self.goes_on:
                await self.play.run(await founding.invite(self.assistant))
                (self.folder / founding.PLAYED).touch()
            self.play.move_clock(None)
            await self._open_the_year()
            tokens = await founding.invite(self.assistant)
            if self.goes_on:
                self.wish.tell("coming_back")
                await self.play.come_back(tokens)
            self.play.hand_over_invitation(tokens, self.wish.words.say("invitation"))
        self.wish.tell("ready", seconds=round(time.monotonic() - self.started))

    async def _open_the_year(self) -> None:
        """Let reminders begin, and the page ask for the next deadline."""
        year = self.play.timeline.now.year
        await founding.open_years(self.assistant, {*self.play.timeline.years, year + 1})
        world = self.telegram.world
        world.next_deadline = lambda: founding.next_deadline(self.assistant)
        world.hub.publish("deadlines")

    def _open(self) -> None:
        sys.stdout.write(f"{self.telegram.url}/\n")
        sys.stdout.flush()


class PortTaken(RuntimeError):
    """The port that was asked for is in use."""


@contextlib.asynccontextmanager
async def _telegram(wish: Wish, folder: Path) -> AsyncIterator[LocalTelegram]:
    """Start the stand-in on the port that was asked for, else on the usual or any free one."""
    wanted = [wish.port] if wish.port is not None else [PORT, 0]
    for port in wanted:
        telegram = LocalTelegram(port=port, offset_file=folder / founding.CLOCK)
        try:
            await telegram.start()
        except OSError:
            await telegram.stop()
            continue
        try:
            yield telegram
        finally:
            await telegram.stop()
        return
    raise PortTaken(wish.words.say("port", port=wish.port))


def _folder(chosen: Path | None, tidying: contextlib.ExitStack) -> Path:
    """Give the folder to work in; a temporary one is removed when all is tidied up."""
    if chosen is not None:
        chosen.mkdir(mode=0o700, parents=True, exist_ok=True)
        return chosen.resolve()
    folder = Path(tempfile.mkdtemp(prefix="kinerja-demo-"))
    tidying.callback(shutil.rmtree, folder, ignore_errors=True)
    return folder
