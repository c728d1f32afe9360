"""Starts the stand-in from the command line: python -m bot.demo."""

import argparse
import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

from bot.demo.flood import FloodLimits
from bot.demo.server import DEFAULT_TOKEN, LocalTelegram


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m bot.demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8090, help="0 takes any free port")
    parser.add_argument(
        "--token",
        default=os.environ.get("DEMO_TOKEN", DEFAULT_TOKEN),
        help="made-up token of the bot, never a real one (or DEMO_TOKEN)",
    )
    parser.add_argument("--offset-file", type=Path, help="file through which the clock is moved")
    parser.add_argument("--flood", action="store_true", help="keep Telegram's flood limits")
    parser.add_argument(
        "--strict-webhook", action="store_true", help="accept only webhooks that Telegram would"
    )
    return parser.parse_args(arguments)


async def run(chosen: argparse.Namespace) -> None:
    """Serve until asked to stop."""
    telegram = LocalTelegram(
        token=chosen.token,
        port=chosen.port,
        offset_file=chosen.offset_file,
        limits=FloodLimits.telegram() if chosen.flood else None,
        strict_webhook=chosen.strict_webhook,
    )
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    async with telegram:
        sys.stdout.write(f"{telegram.url}/\n")
        sys.stdout.flush()
        await stopped.wait()


if __name__ == "__main__":
    asyncio.run(run(options()))
