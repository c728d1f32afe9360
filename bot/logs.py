"""Logs for people or for machines; the token and identification numbers never get into them."""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Collection, Iterable
from types import TracebackType
from typing import Any

import structlog

_TOKEN = re.compile(r"\d{5,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
_NIP = re.compile(r"(?<!\d)\d{8}[ .-]?\d{6}[ .-]?\d[ .-]?\d{3}(?!\d)")
_QUIET = ("sqlalchemy", "apscheduler", "telegram", "aiohttp", "asyncio", "tzlocal")
"""Libraries that would write statements with their values, or addresses."""


def redact(text: str, secrets: Iterable[str]) -> str:
    """Take secrets, tokens and identification numbers out of a text."""
    for secret in secrets:
        text = text.replace(secret, "[secret]")
    return _NIP.sub("[nip]", _TOKEN.sub("[token]", text))


class _Redacting(structlog.stdlib.ProcessorFormatter):
    """Formats a record with its traceback, and then redacts the whole."""

    secrets: Collection[str] = ()

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record), self.secrets)


def set_up_logs(level: str, form: str, secrets: Collection[str]) -> None:
    """Send all logs, warnings and uncaught errors to standard error, as ``text`` or ``json``."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = _Redacting(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            _renderer(form),
        ],
    )
    formatter.secrets = [secret for secret in secrets if secret]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread


def _renderer(form: str) -> Any:
    if form == "json":
        return structlog.processors.JSONRenderer()
    return structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("bot").critical("uncaught", exc_info=(kind, error, trace))


def _uncaught_in_thread(found: threading.ExceptHookArgs) -> None:
    if found.exc_value is not None:
        _uncaught(found.exc_type, found.exc_value, found.exc_traceback)
