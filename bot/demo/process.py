"""The assistant as a process: its commands, and the bot that runs until the demonstration ends."""

import asyncio
import contextlib
import ctypes
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

_STOP_WITHIN = 12.0


class CommandFailed(RuntimeError):
    """A command of the assistant ended with an error."""


class Assistant:
    """Runs `kinerja` in a folder of its own, with settings from the environment only."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.log = folder / "bot.log"
        kept = {name: value for name, value in os.environ.items() if not _is_setting(name)}
        self._environment = {**kept, **settings, "PYTHONUNBUFFERED": "1"}
        self._bot: asyncio.subprocess.Process | None = None

    async def command(self, *arguments: str) -> str:
        """Run a command to its end and give what it printed."""
        process = await asyncio.create_subprocess_exec(
            *_KINERJA,
            *arguments,
            cwd=self.folder,
            env=self._environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            output, errors = await process.communicate()
        except asyncio.CancelledError:
            await _end(process)
            raise
        if process.returncode:
            said = (errors or output).decode(errors="replace").strip()
            raise CommandFailed(f"kinerja {' '.join(arguments)}: {said}")
        return output.decode()

    async def __aenter__(self) -> Self:
        """Start the bot; a session of its own keeps Ctrl-C for the demonstration."""
        with self.log.open("ab") as log:
            self._bot = await asyncio.create_subprocess_exec(
                *_KINERJA,
                "run",
                cwd=self.folder,
                env=self._environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._bot is not None:
            await _end(self._bot)

    async def ended(self) -> int:
        """Wait until the bot ends by itself and give its exit status."""
        if self._bot is None:
            raise RuntimeError("the bot was not started")
        return await self._bot.wait()


_KINERJA = (sys.executable, "-m", "bot")
_PR_SET_PDEATHSIG = 1


def _end_with_parent() -> None:
    """Let a bot whose demonstration was killed not go on asking a server that is gone."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _is_setting(name: str) -> bool:
    return name.upper().startswith("KINERJA_")


async def _end(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _STOP_WITHIN)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
