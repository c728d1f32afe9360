"""``python -m bot``: the ``kinerja`` command."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Start the assistant at once on ``run``; everything else is the command line's."""
    if sys.argv[1:] == ["run"]:
        # The command line is slow to import, and running needs none of it.
        from bot.app import start  # noqa: PLC0415 - as above

        os.umask(0o077)
        sys.exit(start())
    from bot.cli import main as command_line  # noqa: PLC0415 - as above

    command_line()


if __name__ == "__main__":
    main()
