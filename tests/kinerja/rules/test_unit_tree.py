from datetime import date

import pytest

from kinerja.rules.people_file import read_people
from kinerja.rules.tables import Problems
from kinerja.rules.unit_tree import KnownUnit, Tree
from tests.files import PEOPLE, person, sheets

KNOWN = (
    KnownUnit(1, "Pemda", None, "Asia/Jakarta"),
    KnownUnit(2, "Dinas", 1, "Asia/Makassar"),
)


def place(*units: tuple[str, str, str], known=()):
    """Rows of (unit, unit above, zone); the tree and the wrong places."""
    rows = [
        person(f"K{n}", jenis="", unit=unit, unit_induk=above, zona=zone)
        for n, (unit, above, zone) in enumerate(units)
    ]
    problems = Problems()
    file = read_people(sheets(rows, PEOPLE), date(2026, 2, 3), problems)
    tree = Tree(known, problems)
    tree.place(file.rows)
    return tree, [(p.row, p.column) for p in problems.found]


def drawn(tree: Tree) -> set[tuple[str, str]]:
    return {(n.name, n.parent.name if n.parent else "") for n in tree.nodes}


def test_units_hang_below_each_other_in_any_order():
    tree, wrong = place(("C", "B", "WIB"), ("B", "A", "WIB"), ("A", "", "WIB"))
    assert (set(), {("A", ""), ("B", "A"), ("C", "B")}) == (set(wrong), drawn(tree))


def test_a_unit_that_only_stands_above_is_made():
    tree, wrong = place(("B", "A", "WIT"))
    assert ([], {("A", ""), ("B", "A")}) == (wrong, drawn(tree))
    assert {"Asia/Jayapura"} == {node.zone for node in tree.nodes}


def test_names_are_compared_without_regard_to_case():
    tree, wrong = place(
        ("puskesmas", "DINAS", "WITA"), ("Puskesmas ", "Dinas", "WITA"), known=KNOWN
    )
    assert ([], 3) == (wrong, len(tree.nodes))


def test_units_of_one_name_below_different_ones_are_different():
    tree, wrong = place(("TU", "A", "WIB"), ("TU", "B", "WIB"), ("A", "", "WIB"), ("B", "", "WIB"))
    assert ([], {("TU", "A"), ("TU", "B"), ("A", ""), ("B", "")}) == (wrong, drawn(tree))


def test_below_which_of_two_is_ambiguous():
    _tree, wrong = place(("TU", "A", "WIB"), ("TU", "B", "WIB"), ("Arsip", "TU", "WIB"))
    assert [(4, "unit_induk")] == wrong


def test_two_known_units_of_one_name_are_ambiguous():
    known = (
        *KNOWN,
        KnownUnit(3, "Dinas", None, "Asia/Jakarta"),
        KnownUnit(4, "TU", 2, "Asia/Jakarta"),
        KnownUnit(5, "TU", 3, "Asia/Jakarta"),
    )
    _tree, wrong = place(("TU", "Dinas", "WIB"), known=known)
    assert [(2, "unit")] == wrong


@pytest.mark.parametrize("known", [(), KNOWN])
def test_an_empty_unit_above_is_ambiguous_where_another_row_fills_it_in(known):
    _tree, wrong = place(("Dinas", "Pemda", "WITA"), ("Dinas", "", "WITA"), known=known)
    assert [(3, "unit_induk")] == wrong


def test_a_known_unit_has_to_be_named_with_the_one_above():
    assert [(2, "unit_induk")] == place(("Dinas", "", "WITA"), known=KNOWN)[1]


def test_a_topmost_unit_can_be_hung_below_another_later():
    tree, wrong = place(("Pemda", "Provinsi", "WIB"), known=KNOWN)
    assert ([], {("Provinsi", ""), ("Pemda", "Provinsi"), ("Dinas", "Pemda")}) == (
        wrong,
        drawn(tree),
    )


@pytest.mark.parametrize(
    "units",
    [
        [("A", "A", "WIB")],
        [("A", "B", "WIB"), ("B", "A", "WIB")],
    ],
)
def test_circles_are_refused(units):
    assert "unit_induk" in {column for _row, column in place(*units)[1]}


def test_a_unit_has_one_zone():
    assert [(3, "zona")] == place(("A", "", "WIB"), ("A", "", "WIT"))[1]


def test_a_zone_may_stand_once():
    tree, wrong = place(("A", "", ""), ("A", "", "WIT"))
    assert ([], "Asia/Jayapura") == (wrong, tree.of_row[2].zone)


def test_a_zone_is_inherited_or_kept():
    tree, wrong = place(("Puskesmas", "Dinas", ""), ("Pemda", "", ""), known=KNOWN)
    assert ([], "Asia/Makassar", "Asia/Jakarta") == (
        wrong,
        tree.of_row[2].zone,
        tree.of_row[3].zone,
    )


def test_a_zone_is_inherited_from_far_above():
    tree, wrong = place(("C", "B", ""), ("B", "A", ""), ("A", "", "WIT"))
    assert ([], {"Asia/Jayapura"}) == (wrong, {node.zone for node in tree.nodes})


def test_a_unit_without_any_zone_is_refused():
    assert [(2, "zona")] == place(("A", "", ""))[1]


def test_the_root_of_a_branch():
    tree, _wrong = place(("Puskesmas", "Dinas", "WITA"), known=KNOWN)
    assert "Pemda" == tree.of_row[2].root().name
