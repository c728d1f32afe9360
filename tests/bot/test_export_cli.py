"""`kinerja export plans`, as somebody types it."""

from pathlib import Path

import pytest

from tests.bot import test_cli
from tests.files import as_csv, indicator

bare, kinerja, founded = test_cli.bare, test_cli.kinerja, test_cli.founded
"""The ground of the command line: an empty directory, the command, and a database with three people."""


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_can_be_imported(founded, ending):
    rows = [indicator(), indicator(hasil_kerja="Ibu hamil dikunjungi")]
    founded("import", "plans", str(as_csv(Path("p.csv"), rows)))
    file = f"rencana.{ending}"

    said = founded("export", "plans", "--year", "2026", "--format", ending, "--out", file)
    assert (0, "1 plan of 2026 written to") == (said[0], said[1][:25])
    assert "0 new, 0 changed, 1 unchanged" in founded("import", "plans", file)[1]


def test_an_import_can_be_shown_first(founded):
    file = str(as_csv(Path("p.csv"), [indicator()]))
    status, said, _ = founded("import", "plans", "--dry-run", file)
    assert (0, ["New: Budi Perawat", "This would happen: 1 new, 0 changed, 0 unchanged."]) == (
        status,
        said.splitlines(),
    )
    assert "1 new" in founded("import", "plans", file)[1]
    as_csv(Path("p.csv"), [indicator(target="130")])
    assert "Changed, as a new version: Budi" in founded("import", "plans", "--dry-run", file)[1]


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--format", "pdf", "--out", "x"), "pdf"),
        (("--format", "csv", "--out", "nowhere/x.csv"), "cannot be written"),
    ],
)
def test_what_cannot_be_written_is_refused(founded, arguments, word):
    status, _, problems = founded("export", "plans", *arguments)
    assert (1, True) == (status, word in problems[0])


def test_it_must_be_said_where_to_write(founded):
    assert 2 == founded("export", "plans")[0]
