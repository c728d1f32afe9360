"""``python -m bot``: the ``kinerja`` command."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Start the assistant at once on ``run``; everything else is the command line's."""
    if sys.argv[1:] != ["run"]:
        from bot.cli import main as command_line  # noqa: PLC0415 - slow to import

        command_line()
    os.umask(0o077)
    sys.exit(_run())


def _run() -> int:
    """Run; what stands in the way is said in one line. Returns the exit status."""
    # Running needs nothing of the command line, which is slow to import.
    from bot.app import run  # noqa: PLC0415 - as above
    from bot.settings import WrongSettings, load_settings  # noqa: PLC0415 - as above
    from bot.talk.speaker import speaker  # noqa: PLC0415 - as above
    from kinerja.errors import Refused  # noqa: PLC0415 - as above

    try:
        run(load_settings())
    except WrongSettings as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 1
    except Refused as refused:
        variables = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        language = "en" if next(filter(None, variables), "").lower().startswith("en") else "id"
        sys.stderr.write(f"{speaker(language).plain(refused.message)}\n")
        return 1
    return 0


if __name__ == "__main__":
    main()
