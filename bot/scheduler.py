"""The table of recurring jobs; a job may run twice, late or on every replica."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger


@dataclass(frozen=True, slots=True)
class Job:
    """A job, how often it runs, and what it does (in a thread)."""

    name: str
    every_seconds: int
    run: Callable[[], None]


def schedule(jobs: Iterable[Job]) -> AsyncIOScheduler:
    """Start a scheduler in the running loop; it only rings, the database says what is due."""
    scheduler = AsyncIOScheduler(
        timezone="UTC",
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    for job in jobs:
        scheduler.add_job(
            job.run, IntervalTrigger(seconds=job.every_seconds, timezone="UTC"), id=job.name
        )
    scheduler.start()
    return scheduler
