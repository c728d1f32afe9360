"""The catalogues in locales/: taken from the code and brought up to date by `make texts`.

Translations stay, in Indonesian written by hand; English ones are the sentences of the code unless
somebody wrote another. Nothing is guessed from similar sentences, and no header holds a date, so that
a file changes only when a sentence does.
"""

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "locales"
TEMPLATE = LOCALES / "kinerja.pot"
PACKAGES = ("bot", "kinerja")
KEYWORDS = {"N_": None, "NN_": (1, 2)}
PLURALS = {"en": "nplurals=2; plural=(n != 1);", "id": "nplurals=1; plural=0;"}
HEADER = """\
# {title}
msgid ""
msgstr ""
"Project-Id-Version: kinerja\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


def path_of(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "kinerja.po"


def extracted() -> Catalog:
    """Return every marked sentence of the code."""
    catalog = Catalog()
    for package in PACKAGES:
        found = extract_from_dir(
            ROOT / package,
            method_map=[("**.py", "python")],
            keywords=KEYWORDS,
            comment_tags=["Translators:"],
            strip_comment_tags=True,
        )
        for file, _line, sentence, comments, context in found:
            catalog.add(
                sentence,
                locations=[(f"{package}/{file}", 0)],
                auto_comments=comments,
                context=context,
            )
    return catalog


def read(language: str) -> Catalog:
    path = path_of(language)
    text = path.read_bytes() if path.exists() else heading(language).encode()
    return read_po(io.BytesIO(text), locale=language, abort_invalid=True)


def updated(language: str) -> Catalog:
    """Return the sentences of the code with the translations this language has."""
    old = read(language)
    new = Catalog(locale=language)
    new.mime_headers = [("Plural-Forms", PLURALS[language])]  # Babel believes id has two
    for message in extracted():
        if not message.id:
            continue
        known = old.get(message.id)
        new.add(
            message.id,
            string=translation(language, message, known),
            locations=message.locations,
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if known else (),
            flags=known.flags - {"python-format", "python-brace-format"} if known else (),
        )
    return new


def translation(language: str, message: Message, known: Message | None) -> str | tuple[str, ...]:
    if known and known.string and any(known.string):
        return known.string
    if language == "en":
        return message.id
    return ("",) if message.pluralizable else ""


def heading(language: str) -> str:
    if not language:
        return HEADER.format(title="The texts of Kinerja.", language="", plurals=PLURALS["en"])
    title = f"The texts of Kinerja in {Catalog(locale=language).locale.english_name}."
    return HEADER.format(title=title, language=language, plurals=PLURALS[language])


def rendered(catalog: Catalog, language: str = "") -> str:
    """Return the text of a catalogue's file."""
    output = io.BytesIO()
    write_po(
        output,
        catalog,
        width=0,
        omit_header=True,
        sort_output=True,
        include_lineno=False,
        ignore_obsolete=True,
    )
    return (heading(language) + output.getvalue().decode()).rstrip() + "\n"


def current() -> dict[Path, str]:
    """Return what each file in locales/ has to hold."""
    files = {TEMPLATE: rendered(extracted())}
    for language in PLURALS:
        files[path_of(language)] = rendered(updated(language), language)
    return files


def missing(language: str) -> list[str]:
    """Return the English sentences that have no translation yet."""
    return [first(m) for m in read(language) if m.id and not (m.string and all(m.string))]


def dropped(language: str) -> list[Message]:
    template = extracted()
    return [m for m in read(language) if m.id and m.string and template.get(m.id) is None]


def first(message: Message) -> str:
    return message.id[0] if message.pluralizable else message.id


def main() -> None:
    for message in dropped("id"):
        print(f"no longer in the code: {first(message)!r}, was {message.string!r}")
    for path, text in current().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"updated {path.relative_to(ROOT)}")
    for sentence in missing("id"):
        print(f"not in Indonesian yet: {sentence!r}", file=sys.stderr)


if __name__ == "__main__":
    main()
