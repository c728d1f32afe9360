"""The play as data: who takes part, and what they do when."""

import csv
import io
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bot.demo.moments import Timeline, When
from bot.demo.shapes import Json

SAMPLE = Path(__file__).parent / "sample"
PEOPLE = SAMPLE / "people.csv"
PLANS = SAMPLE / "plans.csv"
COURSES = SAMPLE / "courses.csv"
FIRST_ACCOUNT = 710_000_001

_WHEN = ("at", "month", "on", "after", "ago")
_HOURS = {
    "log": "12.30",
    "report": "09.10",
    "review": "10.30",
    "completion": "08.40",
    "reading": "08.20",
}


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody who takes part, with a Telegram account; the page shows the note."""

    key: str
    nip: str
    full_name: str
    first_name: str
    last_name: str
    language: str
    note: str
    user_id: int

    @property
    def name(self) -> str:
        """Give the name as Telegram shows it."""
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that somebody does at a moment: a log, report, review, completion or reading."""

    kind: str
    who: str
    when: When
    details: Json = field(hash=False)


def cast() -> list[Role]:
    """List who takes part, in the order of the page."""
    names = {row["nip"]: row["nama"] for row in _rows(PEOPLE)}
    return [
        Role(user_id=FIRST_ACCOUNT + number, full_name=names[row["nip"]], **row)
        for number, row in enumerate(_rows(SAMPLE / "cast.csv"))
    ]


@cache
def acts() -> tuple[Act, ...]:
    """List everything that is played, as it stands in the files."""
    found: list[Act] = []
    for path in sorted((SAMPLE / "play").glob("*.toml")):
        for kind, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found += [_act(kind, entry) for entry in entries]
    return tuple(found)


def scenes(timeline: Timeline) -> list[list[Act]]:
    """Group the acts by their moments, earliest first; what lies ahead of the visitor is left out."""
    moments: dict[float, list[Act]] = {}
    for act in acts():
        moment = timeline.moment(act.when)
        if timeline.start < moment < timeline.now:
            moments.setdefault(moment.timestamp(), []).append(act)
    return [moments[moment] for moment in sorted(moments)]


def plans_for(years: list[int]) -> str:
    """Give the plans file with its rows for each of some years."""
    rows = _rows(PLANS)
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "tahun": str(year)} for year in years for row in rows)
    return written.getvalue()


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _act(kind: str, entry: Json) -> Act:
    placed = {name: entry.pop(name) for name in _WHEN if name in entry}
    placed.setdefault("at", _HOURS[kind])
    return Act(kind, entry.pop("who"), When(**placed), entry)
