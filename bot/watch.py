"""What the outside may ask a running assistant: whether it works, and its figures."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from prometheus_client import Metric
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from sqlalchemy.exc import SQLAlchemyError

from bot.telegram import inbox, outbox_upkeep
from bot.telegram.figures import Figures
from kinerja.database import Database

_SILENT = 120.0
"""Seconds without an answer of Telegram after which polling counts as broken."""


class Watch:
    """Looks at the parts of a running assistant."""

    def __init__(
        self, database: Database, figures: Figures, *, polls: bool, is_paused: Callable[[], bool]
    ) -> None:
        self._database = database
        self._figures = figures
        self._polls = polls
        self._is_paused = is_paused

    async def troubles(self) -> list[str]:
        """Return what keeps the assistant from working."""
        found = []
        if await asyncio.to_thread(self._count) is None:
            found.append("the database cannot be reached")
        if self._polls and not self._figures.polling:
            found.append("another program receives the updates of this bot")
        elif self._polls and self._silent_for() > _SILENT:
            found.append("Telegram does not answer")
        return found

    async def figures(self) -> list[Metric]:
        """Return the figures to publish."""
        figures = self._figures
        waiting = await asyncio.to_thread(self._count) or {}
        messages = CounterMetricFamily(
            "kinerja_messages", "Messages by what became of them", labels=["outcome"]
        )
        for outcome, count in sorted(figures.outcomes.items()):
            messages.add_metric([outcome], count)
        return [
            CounterMetricFamily(
                "kinerja_updates_received", "Updates stored", value=figures.received
            ),
            CounterMetricFamily("kinerja_updates_handled", "Updates done", value=figures.handled),
            CounterMetricFamily("kinerja_updates_failed", "Attempts failed", value=figures.failed),
            messages,
            *(
                GaugeMetricFamily(f"kinerja_{name}", f"Rows: {name.replace('_', ' ')}", value=count)
                for name, count in waiting.items()
            ),
            GaugeMetricFamily(
                "kinerja_sending_paused", "Whether sending waits", value=int(self._is_paused())
            ),
        ]

    def _silent_for(self) -> float:
        figures = self._figures
        return time.monotonic() - max(figures.polled_at, figures.started_at)

    def _count(self) -> dict[str, int] | None:
        try:
            with self._database.reading() as session:
                boxes = outbox_upkeep.counts(session)
                return {
                    "inbox_waiting": inbox.waiting(session),
                    "outbox_waiting": boxes["waiting"],
                    "outbox_unknown": boxes["unknown"],
                }
        except SQLAlchemyError:
            return None
