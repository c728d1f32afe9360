"""An agency whose people fill in the monthly report, and the updates of their steps."""

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import text

from kinerja.database import Database
from kinerja.models import Pattern, ReportStatus
from tests import builders
from tests.chaos.run import command

FIRST_CHAT = 10_000
TARGETS = (Decimal(120), Decimal(240), Decimal(60))


@dataclass(frozen=True)
class Employee:
    chat: int
    lines: tuple[int, ...]


def fill(database: Database, people: int) -> list[Employee]:
    """Make units of ten with a head each; everybody has a plan and has begun last month's report."""
    period = (date.today().replace(day=1) - timedelta(days=1)).replace(day=1)  # noqa: DTZ011
    found = []
    with database.unit_of_work() as session:
        root = builders.unit(session)
        head = None
        for index in range(people):
            if index % 10 == 0:
                place = builders.unit(session, f"Puskesmas {index}", root)
                head = builders.person(
                    session, f"Kepala {index}", joined_on=date(period.year, 1, 1)
                )
                builders.position(session, head, place, "Kepala Puskesmas")
            found.append(_employee(session, place, head, index, period))
    return found


def _employee(session, place, head, index: int, period: date) -> Employee:
    somebody = builders.person(session, f"Pegawai {index}", joined_on=date(period.year, 1, 1))
    post = builders.position(session, somebody, place, "Perawat", head)
    builders.account(session, somebody, FIRST_CHAT + index)
    plan = builders.plan(
        session,
        post,
        year=period.year,
        starts_on=date(period.year, 1, 1),
        ends_on=date(period.year, 12, 31),
    )
    report = builders.report(session, plan, period, ReportStatus.DRAFT, opened_at=datetime.now(UTC))
    lines = []
    for ordinal, target in enumerate(TARGETS, start=1):
        result = builders.result(
            session, plan, "Kunjungan posyandu terlaksana sesuai jadwal", ordinal=ordinal
        )
        builders.indicator(
            session,
            result,
            "Jumlah kunjungan",
            target=target,
            unit="kunjungan",
            pattern=Pattern.CUMULATIVE,
        )
        lines.append(builders.line(session, report, result).id)
    return Employee(FIRST_CHAT + index, tuple(lines))


def steps(people: list[Employee], numbers: Iterator[int]) -> Iterator[dict]:
    """Yield the updates of everybody in turn: open a result, its value, its note, and the next."""
    for turn in itertools.count():
        for somebody in people:
            line = somebody.lines[turn // 5 % len(somebody.lines)]
            number = next(numbers)
            step = turn % 5
            if step == 0:
                yield _tap(number, somebody.chat, f"1|a|rep.line|{line}")
            elif step == 1:
                yield _tap(number, somebody.chat, f"1|a|rep.value|{line}")
            elif step == 2:
                yield command(number, somebody.chat, "12")
            elif step == 3:
                yield _tap(number, somebody.chat, f"1|a|rep.note|{line}")
            else:
                yield command(number, somebody.chat, "Dua belas kunjungan di tiga posyandu.")


def _tap(number: int, chat: int, data: str) -> dict:
    somebody = {"id": chat, "is_bot": False, "first_name": "Budi", "language_code": "id"}
    return {
        "update_id": number,
        "callback_query": {
            "id": str(number),
            "from": somebody,
            "chat_instance": str(chat),
            "data": data,
            "message": {
                # A message of its own: edits of the same one would be joined.
                "message_id": 2_000_000 + number,
                "date": int(time.time()),
                "chat": {"id": chat, "type": "private", "first_name": "Budi"},
                "text": "Laporan",
            },
        },
    }


def recorded(database: Database) -> dict[str, int]:
    """Count what the steps left, to see that they were what they seem."""
    statements = {
        "values": "SELECT count(*) FROM indicator_value",
        "notes": "SELECT count(*) FROM report_line WHERE note <> ''",
        "failed": "SELECT count(*) FROM inbox WHERE status = 'dead' OR attempts > 0",
        "handled": "SELECT count(*) FROM inbox WHERE status = 'done'",
        "unsent": "SELECT count(*) FROM outbox WHERE status <> 'sent'",
    }
    with database.reading() as session:
        return {
            name: session.connection().execute(text(statement)).scalar()
            for name, statement in statements.items()
        }
