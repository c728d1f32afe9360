"""What belongs to a plan beside its results: steps, expectations, the lists of the annex, and templates."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint

from kinerja.models.columns import Amount, text_enum
from kinerja.models.feedback import Behaviour
from kinerja.models.plan import Approach, Aspect, Pattern, Polarity, ResultKind


class Annex(StrEnum):
    """The lists of a plan's annex (*dukungan sumber daya, skema pertanggungjawaban, konsekuensi*)."""

    RESOURCES = "resources"
    ACCOUNTABILITY = "accountability"
    CONSEQUENCES = "consequences"


class ActionStep(SQLModel, table=True):
    """A step of a result's action plan (*rencana aksi*): when, how much, and what proves it."""

    __tablename__ = "action_step"

    id: int | None = Field(default=None, primary_key=True)
    result_id: int = Field(foreign_key="planned_result.id", index=True)
    lineage: str = Field(max_length=32)
    month: int
    text: str = Field(max_length=500)
    target: Decimal | None = Field(default=None, sa_type=Amount)
    target_text: str = Field(default="", max_length=200)
    proof: str = Field(default="", max_length=300)


class PlanExpectation(SQLModel, table=True):
    """What the leader expects of a value (*ekspektasi khusus pimpinan*)."""

    __tablename__ = "plan_expectation"
    __table_args__ = (UniqueConstraint("plan_id", "behaviour"),)

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="performance_plan.id", index=True)
    behaviour: Behaviour = Field(sa_type=text_enum(Behaviour))
    text: str = Field(max_length=500)


class PlanAnnex(SQLModel, table=True):
    """An item of one of the lists of a plan's annex."""

    __tablename__ = "plan_annex"

    id: int | None = Field(default=None, primary_key=True)
    plan_id: int = Field(foreign_key="performance_plan.id", index=True)
    kind: Annex = Field(sa_type=text_enum(Annex))
    ordinal: int
    text: str = Field(max_length=300)


class TemplateRow(SQLModel, table=True):
    """A row of the template for a position: one indicator with its result.

    ``title`` is the position as the file wrote it, ``title_key`` the form in which titles are compared.
    """

    __tablename__ = "plan_template_row"
    __table_args__ = (UniqueConstraint("title_key", "ordinal"),)

    id: int | None = Field(default=None, primary_key=True)
    title: str = Field(max_length=200)
    title_key: str = Field(max_length=200)
    ordinal: int
    approach: Approach = Field(sa_type=text_enum(Approach))
    kind: ResultKind = Field(sa_type=text_enum(ResultKind))
    result: str = Field(max_length=1000)
    supports: str = Field(default="", max_length=1000)
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
