"""Nothing is reckoned from a person's ratings: a human rates, the predicate is looked up, credit points are tabulated.

The scan reads every module that names ratings or predicates. What it cannot see, such as a number hidden behind
another name, is for the reader of a change; what it does see it refuses, and the tests below show that it does.
"""

import ast
from pathlib import Path

import pytest
from sqlalchemy import Column, Enum, ForeignKey, Integer, MetaData, Numeric, Table
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

import kinerja.models
from kinerja.models import OrganisationPredicate, Predicate, Rating
from kinerja.models.columns import Amount, text_enum

ROOT = Path(__file__).parent.parent
SOURCES = sorted(
    path
    for package in ("bot", "kinerja")
    for path in (ROOT / package).rglob("*.py")
    if "versions" not in path.parts
)
WORDS = {"Rating", "Predicate", "OrganisationPredicate"}
RECKONING = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
GATHERING = {"sum", "avg", "mean", "fmean", "median", "mode", "round", "max", "min"}
MAY_RECKON = {
    "kinerja/rules/credit_points.py",  # the tabulated conversion of functional posts
    "kinerja/rules/distribution.py",  # people of an organisation, counted
}
COUNTED = {"year", "version", "ordinal"}
"""Whole numbers that may stand beside a rating."""


def uses_ratings(tree: ast.Module) -> bool:
    return any(
        alias.name in WORDS
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    )


def reckoned(tree: ast.Module) -> list[str]:
    """Return what a module that names ratings reckons."""
    if not uses_ratings(tree):
        return []
    return [f"{node.lineno}: {ast.unparse(node)}" for node in ast.walk(tree) if _reckons(node)]


def _reckons(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp | ast.AugAssign):
        return isinstance(node.op, RECKONING)
    if isinstance(node, ast.Call):
        return ast.unparse(node.func).split(".")[-1] in GATHERING
    if isinstance(node, ast.Dict):
        return any(
            _names_a_rating(key)
            and isinstance(value, ast.Constant | ast.UnaryOp)
            and _number(value)
            for key, value in zip(node.keys, node.values, strict=True)
        )
    return False


def _names_a_rating(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Attribute) and ast.unparse(node.value) in WORDS


def _number(node: ast.AST) -> bool:
    value = ast.literal_eval(node)
    return isinstance(value, int | float) and not isinstance(value, bool)


def numbers_beside_ratings(table: Table) -> list[str]:
    """Return the columns of a table with ratings that hold a number people could be ranked by."""
    kinds = {Rating, Predicate}
    if not any(isinstance(c.type, Enum) and c.type.enum_class in kinds for c in table.columns):
        return []
    return [
        column.name
        for column in table.columns
        if not (column.primary_key or column.foreign_keys or column.name in COUNTED)
        and isinstance(_stored(column), Integer | Numeric)
    ]


def _stored(column: Column) -> object:
    return column.type.impl if isinstance(column.type, TypeDecorator) else column.type


def test_nothing_is_reckoned_where_ratings_are_named():
    read = {str(p.relative_to(ROOT)): ast.parse(p.read_text(encoding="utf-8")) for p in SOURCES}
    found = {name: reckoned(tree) for name, tree in read.items() if name not in MAY_RECKON}
    assert {} == {name: places for name, places in found.items() if places}


def test_the_two_that_may_reckon_are_needed_and_do():
    assert all(
        reckoned(ast.parse((ROOT / path).read_text(encoding="utf-8"))) for path in MAY_RECKON
    )


def test_no_table_keeps_a_number_beside_a_rating():
    assert kinerja.models.Rating is Rating
    found = {name: numbers_beside_ratings(t) for name, t in SQLModel.metadata.tables.items()}
    assert {} == {name: columns for name, columns in found.items() if columns}


@pytest.mark.parametrize("word", [*Rating, *Predicate, *OrganisationPredicate])
def test_ratings_and_predicates_are_words(word):
    assert not any(letter.isdigit() for letter in word)
    assert not isinstance(word, int)


NAMED = "from kinerja.models import Rating\n"


@pytest.mark.parametrize(
    "code",
    [
        "total = a + b",
        "total += 1",
        "mean = total / 4",
        "share = 0.7 * results",
        "whole = sum(values)",
        "whole = statistics.mean(values)",
        "query = select(func.avg(x))",
        "best = max(ratings)",
        "POINTS = {Rating.ABOVE: 3, Rating.MEETS: 2}",
        "POINTS = {Rating.BELOW: -1.5}",
    ],
)
def test_the_scan_finds_what_is_reckoned(code):
    assert 1 == len(reckoned(ast.parse(NAMED + code)))
    assert [] == reckoned(ast.parse(code))


@pytest.mark.parametrize(
    "code",
    [
        "found = cells[results, behaviour]",
        "LABELS = {Rating.ABOVE: 'Di atas ekspektasi'}",
        "is_below = rating is Rating.BELOW",
        "kind: int | None = None",
    ],
)
def test_the_scan_leaves_looking_up_alone(code):
    assert [] == reckoned(ast.parse(NAMED + code))


def test_the_scan_finds_numbers_beside_ratings():
    table = Table(
        "made_up",
        MetaData(),
        Column("id", Integer, primary_key=True),
        Column("person_id", ForeignKey("person.id")),
        Column("results", text_enum(Rating)),
        Column("year", Integer),
        Column("score", Integer),
        Column("weight", Amount),
    )
    assert ["score", "weight"] == numbers_beside_ratings(table)
