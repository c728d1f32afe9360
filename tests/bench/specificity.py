"""How well the specificity rule agrees with the table that was labelled by hand before it was written."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kinerja.rules.specificity import lacking

TABLE = Path(__file__).parents[1] / "kinerja" / "specificity"
HALVES = ("seen", "unseen", "harder", "fresh1", "fresh2", "fresh3", "fresh4")
"""The last four in styles of their own, each measured once before the rule knew its words (decision 10)."""


@dataclass(frozen=True)
class Case:
    text: str
    label: str
    earlier: tuple[str, ...]

    @property
    def found(self) -> str:
        return lacking(self.text, self.earlier) or "specific"


@dataclass(frozen=True)
class Agreement:
    """Of the texts asked about, how many should be (precision); of those that should, how many are."""

    cases: int
    precision: float
    recall: float
    reasons: float


def cases(half: str) -> list[Case]:
    with (TABLE / f"{half}.csv").open(encoding="utf-8", newline="") as file:
        return [
            Case(row["text"], row["label"], (row["earlier"],) if row["earlier"] else ())
            for row in csv.DictReader(file)
        ]


def agreement(of: Iterable[Case]) -> Agreement:
    of = list(of)
    asked = [case for case in of if case.found != "specific"]
    due = [case for case in of if case.label != "specific"]
    right = [case for case in asked if case.label != "specific"]
    named = [case for case in right if case.label == case.found]
    return Agreement(
        len(of), len(right) / len(asked), len(right) / len(due), len(named) / len(right)
    )


def table() -> str:
    lines = []
    for half in HALVES:
        found = agreement(cases(half))
        lines.append(
            f"specificity of feedback, {half:<8} {found.cases:>4} texts   precision {found.precision:.2f}   "
            f"recall {found.recall:.2f}   reason named right {found.reasons:.2f}   goal >= 0.85 both"
        )
    return "\n".join(lines)
