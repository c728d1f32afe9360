"""The shape of the code, as far as import contracts and linters do not see it."""

import ast
import functools
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LONGEST = 280
SOURCES = sorted(path for package in ("bot", "kinerja") for path in (ROOT / package).rglob("*.py"))
DOMAIN = [path for path in SOURCES if path.is_relative_to(ROOT / "kinerja")]
REVISIONS = ROOT / "kinerja" / "migrations" / "versions"
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
NOTE = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b")
BANNER = re.compile(r"^\s*#\s*[-=*#~_]{4,}|[-=*#~_]{8,}\s*$")
CLOCK = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time"}


@functools.cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@functools.cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path), str(path))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def calls(path: Path) -> list[tuple[int, str]]:
    """Return the line and the dotted name of every call in a file."""
    return [
        (node.lineno, ast.unparse(node.func))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    ]


def places(paths: list[Path], wrong) -> list[str]:
    return [
        f"{name_of(path)}:{line} {call}()"
        for path in paths
        for line, call in calls(path)
        if wrong(call)
    ]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name_of(path)}:{number}"
        for path in SOURCES
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if pattern.search(line)
    ]


def test_files_stay_short():
    # A revision is a record, not a program. Whoever needs a longer file says why in a decision.
    decisions = "".join(map(text_of, (ROOT / "docs" / "decisions").glob("*.md")))
    long = [
        f"{name_of(path)}: {length} lines"
        for path in SOURCES
        if (length := len(text_of(path).splitlines())) > LONGEST
        and not path.is_relative_to(REVISIONS)
        and name_of(path) not in decisions
    ]
    assert [] == long


def test_names_say_what_is_inside():
    assert [] == [name_of(p) for p in SOURCES if FORBIDDEN_NAMES & {p.stem, p.parent.name}]


def test_every_module_says_what_it_is():
    assert [] == [name_of(path) for path in SOURCES if not ast.get_docstring(tree_of(path))]


def test_public_functions_of_the_domain_say_what_they_do():
    silent = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in DOMAIN
        if not path.is_relative_to(REVISIONS)
        for node in tree_of(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert [] == silent


def test_notes_for_later_are_issues_not_comments():
    assert [] == lines_with(NOTE)


def test_files_are_divided_by_names_not_by_banners():
    assert [] == lines_with(BANNER)


def test_services_leave_committing_to_the_unit_of_work():
    services = [path for path in DOMAIN if path.is_relative_to(ROOT / "kinerja" / "services")]
    ending = {"commit", "rollback", "begin"}
    assert [] == places(services, lambda call: call.split(".")[-1] in ending)


def test_the_domain_is_told_what_time_it_is():
    domain = [path for path in DOMAIN if name_of(path) != "kinerja/clock.py"]

    assert [] == places(domain, lambda call: ".".join(call.split(".")[-2:]) in CLOCK)


def test_the_domain_is_synchronous():
    waiting = (ast.AsyncFunctionDef, ast.Await, ast.AsyncWith, ast.AsyncFor)
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in DOMAIN
        for node in ast.walk(tree_of(path))
        if isinstance(node, waiting)
    ]
    assert [] == found


def test_only_the_command_line_prints():
    speaking = {"bot/cli.py", "bot/terminal.py"}
    silent = [path for path in SOURCES if name_of(path) not in speaking]
    assert [] == places(silent, lambda call: call in {"print", "pprint"})


def test_nothing_is_unpickled_or_evaluated():
    dangerous = {"eval", "exec", "pickle.loads", "pickle.load", "marshal.loads", "yaml.load"}
    assert [] == places(SOURCES, lambda call: call in dangerous)


@pytest.mark.parametrize("package", ["bot", "kinerja"])
def test_every_folder_with_code_is_a_package(package):
    folders = {path.parent for path in SOURCES if path.is_relative_to(ROOT / package)}
    packages = {folder for folder in folders if (folder / "__init__.py").exists()}
    assert set() == folders - packages - {REVISIONS}


def test_no_large_or_generated_file_is_kept():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    kept = [ROOT / name for name in listed.stdout.split("\0") if name]
    heavy = [name_of(path) for path in kept if path.is_file() and path.stat().st_size > 1_000_000]
    assert [] == heavy
