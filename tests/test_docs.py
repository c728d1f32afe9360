"""The documents agree with the code they describe."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("deploy/**/*.md")]
    if path.is_file()
)
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
FENCED = re.compile(r"^(`{3,}|~{3,}).*?^\1", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(<?([^)\s>]+)>?[^)]*\)")
TARGET = re.compile(r"(?:^|`|\$ )\s*make ([a-z-]+)", re.MULTILINE)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def prose(path: Path) -> str:
    return FENCED.sub("", text_of(path))


def anchors(path: Path) -> set[str]:
    """Return the anchors of a document's headings, as forges make them."""
    headings = re.findall(r"^#{1,6} +(.+?) *#*$", prose(path), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


def broken(path: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return False
    file, _, anchor = link.partition("#")
    target = (path.parent / unquote(file)).resolve() if file else path
    if not target.exists() or not target.is_relative_to(ROOT):
        return True
    return bool(anchor) and target.suffix == ".md" and anchor not in anchors(target)


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(path):
    assert [] == [link for link in LINK.findall(prose(path)) if broken(path, link)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_commands_exist(path):
    known = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    assert set(TARGET.findall(text_of(path))) <= known


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_documents_begin_with_their_title(path):
    assert text_of(path).startswith("# ")


def test_decisions_are_numbered_without_gaps():
    numbers = [path.name.split("-")[0] for path in DECISIONS]
    assert [f"{number:04}" for number in range(1, len(DECISIONS) + 1)] == numbers


def test_locked_files_name_no_place_to_fetch_from():
    for name in ("requirements.lock", "requirements-dev.lock"):
        assert not re.search(r"https?://|file:|--(extra-)?index|--find-links", text_of(ROOT / name))


def test_the_runtime_lock_is_part_of_the_development_lock():
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[\w.-]+==\S+", text_of(ROOT / name), re.MULTILINE))

    runtime, development = pins("requirements.lock"), pins("requirements-dev.lock")
    assert runtime, "no pins found"
    assert runtime <= development
