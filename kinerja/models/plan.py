"""Performance plans (*SKP*): results, indicators and targets of a position for a span of a year."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, UniqueConstraint

from kinerja.models.columns import Amount, text_enum


class Approach(StrEnum):
    """How results are expressed (*pendekatan*)."""

    QUANTITATIVE = "quantitative"
    QUALITATIVE = "qualitative"


class PlanStatus(StrEnum):
    """Where a plan stands; a superseded version stays readable."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    SUPERSEDED = "superseded"


class ResultKind(StrEnum):
    """Main or additional result (*hasil kerja utama, tambahan*)."""

    MAIN = "main"
    ADDITIONAL = "additional"


class Aspect(StrEnum):
    """Aspect an indicator measures."""

    QUANTITY = "quantity"
    QUALITY = "quality"
    TIME = "time"
    COST = "cost"


class Pattern(StrEnum):
    """How values of months relate to the year's target (*pola*)."""

    CUMULATIVE = "cumulative"
    LEVEL = "level"
    AVERAGE = "average"
    RATIO = "ratio"
    RELEASE = "release"


class Polarity(StrEnum):
    """Whether more, less, or a value within a range is good."""

    MORE = "more"
    LESS = "less"
    RANGE = "range"


class Support(StrEnum):
    """How a result serves the leader's (*langsung, tidak langsung*)."""

    DIRECT = "direct"
    INDIRECT = "indirect"


class Perspective(StrEnum):
    """What a leader's result looks at (*perspektif*)."""

    SERVICE = "service"
    PROCESS = "process"
    STRENGTHENING = "strengthening"
    BUDGET = "budget"


class PerformancePlan(SQLModel, table=True):
    """One version of the plan of a position for a span within a year.

    ``reason`` says why an approved plan is revised, ``return_reason`` what is to be completed of the whole.
    ``edited_by_id`` is the superior who changed a submitted plan together with its owner. ``settled``
    names the questions of the quality check that were answered with "leave as it is".
    """

    __tablename__ = "performance_plan"
    __table_args__ = (UniqueConstraint("position_id", "starts_on", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    position_id: int = Field(foreign_key="position.id", index=True)
    year: int
    starts_on: date
    ends_on: date
    approach: Approach = Field(sa_type=text_enum(Approach))
    status: PlanStatus = Field(default=PlanStatus.DRAFT, sa_type=text_enum(PlanStatus))
    version: int = 1
    approved_at: datetime | None = None
    approved_by_id: int | None = Field(default=None, foreign_key="person.id")
    imported: bool = False
    submitted_at: datetime | None = None
    returned_at: datetime | None = None
    return_reason: str = Field(default="", max_length=1000)
    reason: str = Field(default="", max_length=1000)
    edited_by_id: int | None = Field(default=None, foreign_key="person.id")
    settled: list[str] = Field(default_factory=list, sa_type=JSON)


class PlannedResult(SQLModel, table=True):
    """A planned result (*rencana hasil kerja*); ``lineage`` stays the same through the plan's versions.

    ``leads_from`` and ``leads_until`` are the days on which ``leader_id`` leads it; empty ends are open.
    """

    __tablename__ = "planned_result"

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="performance_plan.id", index=True)
    lineage: str = Field(max_length=32, index=True)
    ordinal: int
    kind: ResultKind = Field(sa_type=text_enum(ResultKind))
    text: str = Field(max_length=1000)
    supports_id: int | None = Field(default=None, foreign_key="planned_result.id", index=True)
    supports_text: str = Field(default="", max_length=1000)
    leader_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    leads_from: date | None = None
    leads_until: date | None = None
    support: Support | None = Field(default=None, sa_type=text_enum(Support))
    perspective: Perspective | None = Field(default=None, sa_type=text_enum(Perspective))
    return_reason: str = Field(default="", max_length=1000)


class Indicator(SQLModel, table=True):
    """An indicator of a result with its target; ``target_high`` is set for a range only.

    ``target`` is empty where the target is words (``target_text``) instead of a number.
    ``release_month`` (1–12) is the month of a value that exists once a year. ``definition``, ``formula``
    and ``source`` are the manual of the indicator, where there is one.
    """

    id: int | None = Field(default=None, primary_key=True)
    result_id: int = Field(foreign_key="planned_result.id", index=True)
    lineage: str = Field(max_length=32, index=True)
    ordinal: int
    aspect: Aspect = Field(sa_type=text_enum(Aspect))
    text: str = Field(max_length=1000)
    target_text: str = Field(default="", max_length=200)
    target: Decimal | None = Field(default=None, sa_type=Amount)
    target_high: Decimal | None = Field(default=None, sa_type=Amount)
    unit: str = Field(default="", max_length=80)
    pattern: Pattern = Field(sa_type=text_enum(Pattern))
    polarity: Polarity = Field(sa_type=text_enum(Polarity))
    release_month: int | None = None
    numerator_name: str = Field(default="", max_length=120)
    denominator_name: str = Field(default="", max_length=120)
    definition: str = Field(default="", max_length=500)
    formula: str = Field(default="", max_length=500)
    source: str = Field(default="", max_length=300)
