import ast
import re
import string
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message

from tests import catalogues
from tests.catalogues import LOCALES, PACKAGES, PLURALS, ROOT

ALLOWED_TAGS = {"b", "i", "code"}
TAG = re.compile(r"<(/?)([^<>]*)>|[<>]")
LONGEST = 3500
"""Telegram takes 4096 characters; names may be longer than our samples."""
SAMPLE = "Kepala Subbagian Perencanaan, Evaluasi, dan Pelaporan Kinerja"


def forms(message: Message) -> list[str]:
    strings = message.string
    return [strings] if isinstance(strings, str) else list(strings or [])


def sources(message: Message) -> list[str]:
    return list(message.id) if message.pluralizable else [message.id]


def messages() -> list[tuple[str, Message]]:
    return [
        (language, message)
        for language in PLURALS
        for message in catalogues.read(language)
        if message.id
    ]


def wrong(check) -> list[str]:
    """Return the translations that fail a check of (message, form)."""
    return [
        f"{language}: {catalogues.first(message)!r} -> {form!r}"
        for language, message in messages()
        for form in forms(message)
        if form and not check(message, form)
    ]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_files_are_up_to_date_with_the_code():
    stale = [
        str(path.relative_to(ROOT))
        for path, text in catalogues.current().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    assert [] == stale, "run `make texts`"


@pytest.mark.parametrize("language", PLURALS)
def test_every_sentence_is_translated(language):
    assert [] == catalogues.missing(language)


def test_nothing_is_marked_as_guessed():
    assert [] == [(lang, m.id) for lang, m in messages() if m.fuzzy]


def test_placeholders_are_plain_names():
    # A format or an attribute would look into values; the speaker says dates and numbers.
    def plain(_message: Message, form: str) -> bool:
        return all(
            name is None or (name.isidentifier() and not spec and not conversion)
            for _, name, spec, conversion in string.Formatter().parse(form)
        )

    assert [] == wrong(plain)


def test_translations_fill_the_placeholders_of_their_sentence():
    def same(message: Message, form: str) -> bool:
        expected = placeholders(sources(message)[-1])
        # "One report is open" may leave the number out.
        return placeholders(form) in (
            [expected, expected - {"n"}] if message.pluralizable else [expected]
        )

    assert [] == wrong(same)


def test_texts_use_only_the_tags_that_translators_may_use():
    def closed(_message: Message, form: str) -> bool:
        open_tags: list[str] = []
        for match in TAG.finditer(form):
            closing, name = match.groups()
            if name not in ALLOWED_TAGS:
                return False
            if not closing:
                open_tags.append(name)
            elif not open_tags or open_tags.pop() != name:
                return False
        return not open_tags

    assert [] == wrong(closed)


def test_blanks_at_the_ends_are_those_of_the_sentence():
    def ends(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    assert [] == wrong(lambda message, form: ends(form) == ends(sources(message)[0]))


def test_texts_fit_one_message_when_filled():
    def short(_message: Message, form: str) -> bool:
        return len(form.format_map(dict.fromkeys(placeholders(form), SAMPLE))) < LONGEST

    assert [] == wrong(short)


@pytest.mark.parametrize("language", PLURALS)
def test_plural_forms_are_those_of_the_language(language):
    header = re.search(r'"Plural-Forms: (.*)\\n"', catalogues.path_of(language).read_text("utf-8"))
    assert PLURALS[language] == header[1]
    expected = {"en": 2, "id": 1}[language]
    counts = {len(m.string) for m in catalogues.read(language) if m.id and m.pluralizable}
    assert counts <= {expected}


def test_every_language_is_known_to_the_tests():
    assert sorted(PLURALS) == sorted(folder.name for folder in LOCALES.iterdir() if folder.is_dir())


def marked() -> Iterator[tuple[str, ast.Call]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id in catalogues.KEYWORDS
                ):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_marked_sentences_are_written_where_they_are_marked():
    # The extractor passes over variables and f-strings without a word.
    unseen = [
        place
        for place, call in marked()
        if call.keywords
        or not all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in call.args)
    ]
    assert [] == unseen
