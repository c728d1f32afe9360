"""The texts that are copied into e-Kinerja BKN: always Indonesian, worded by the agency's templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from bot.talk.figures import target
from bot.talk.speaker import DEFAULT_LANGUAGE, speaker
from kinerja.messages import N_, Message, Month, say
from kinerja.models import EvidenceKind, FilingSpan
from kinerja.reports.filing_days import DailyProgress
from kinerja.reports.filing_evidence import Proof
from kinerja.reports.filing_recap import Recap, RecapLine, RecapValue
from kinerja.rules.filing import quarter_of
from kinerja.rules.filing_templates import FilingTemplates, fill

OUTSIDE = N_("Outside the plan")
NUMERALS = ("I", "II", "III", "IV")
FILES = {
    EvidenceKind.PHOTO: N_("photo"),
    EvidenceKind.DOCUMENT: N_("document"),
    EvidenceKind.VOICE: N_("voice note"),
}


@dataclass(frozen=True, slots=True)
class Copied:
    """A field: its name in the chat's language, and the text that a tap copies."""

    label: str
    text: str


Piece = Message | Copied
"""A heading or hint, or a field to be copied."""


def quarter_name(day: date) -> Message:
    """Say a quarter, as in "Quarter I 2026"."""
    return say(
        N_("Quarter {numeral} {year}"), numeral=NUMERALS[quarter_of(day) - 1], year=str(day.year)
    )


def daily(progress: Iterable[DailyProgress], templates: FilingTemplates) -> list[list[Piece]]:
    """Return the fields of daily progress, a block a log."""
    return [_day_block(number, one, templates) for number, one in enumerate(progress, start=1)]


def recapped(recap: Recap, templates: FilingTemplates) -> list[list[Piece]]:
    """Return the fields of a month or quarter, a block a result."""
    return [_result_block(recap, line, templates) for line in recap.lines]


def _day_block(number: int, progress: DailyProgress, templates: FilingTemplates) -> list[Piece]:
    log = progress.log
    values = {
        "date": _said(log.day),
        "short_date": f"{log.day:%d/%m/%Y}",
        "time": _times(log.starts_at, log.ends_at),
        "start": _said(log.starts_at),
        "end": _said(log.ends_at),
        "activity": log.text if log.amount is None else f"{_said(log.amount)} {log.text}",
        "amount": _said(log.amount),
        "unit": log.unit if log.amount is not None else "",
        "result": log.result or _said(say(OUTSIDE)),
    }
    fields = (
        (N_("Date"), templates.day_date),
        (N_("Time"), templates.day_time),
        (N_("Activity"), templates.day_activity),
        (N_("Result"), templates.day_result),
    )
    block: list[Piece] = [say("<b>{number}.</b>", number=number)]
    block += _copied((label, fill(template, values)) for label, template in fields)
    return [*block, *_evidence(progress.evidence, templates.day_evidence, values)]


def _result_block(recap: Recap, line: RecapLine, templates: FilingTemplates) -> list[Piece]:
    block: list[Piece] = [say("<b>{number}. {text}</b>", number=line.number, text=line.text)]
    about = {"result": line.text, **_period(recap)}
    quarterly = recap.span is FilingSpan.QUARTER
    template = templates.quarter_actual if quarterly else templates.month_actual
    measured = [value for value in line.values if value.actual is not None]
    block += _copied(
        (N_("Value"), fill(template, {**about, **_figures(value)})) for value in measured
    )
    if not measured and not (line.in_words and line.notes):
        block += _copied([(N_("Value"), fill(templates.not_measured, about))])
    note = templates.quarter_note if quarterly else templates.month_note
    block += _copied(
        (
            N_("Value") if line.in_words else N_("Note"),
            fill(note, {**about, "month": _said(Month(period)), "note": text}),
        )
        for period, text in line.notes
    )
    proof = templates.quarter_evidence if quarterly else templates.month_evidence
    for period in dict.fromkeys(period for period, _proof in line.evidence):
        pieces = tuple(one for of, one in line.evidence if of == period)
        block += _evidence(pieces, proof, {**about, "month": _said(Month(period))})
    return block


def _period(recap: Recap) -> dict[str, str]:
    if recap.span is FilingSpan.QUARTER:
        name = _said(quarter_name(recap.first))
        return {"quarter": name, "period": name}
    name = _said(Month(recap.first))
    return {"month": name, "period": name}


def _figures(value: RecapValue) -> dict[str, str]:
    return {
        "indicator": value.text,
        "actual": _said(value.actual),
        "unit": value.unit,
        "target": _said(target(value)),
        "total": _said(value.total),
    }


def _evidence(proofs: Iterable[Proof], template: str, values: dict[str, str]) -> Iterator[Piece]:
    """Yield links and numbers as fields, and name the files that have to be uploaded by hand."""
    pieces = list(proofs)
    for reference in dict.fromkeys(piece.reference for piece in pieces if piece.reference):
        yield from _copied([(N_("Evidence"), fill(template, {**values, "evidence": reference}))])
    if template:
        files = Counter(_file(piece) for piece in pieces if not piece.reference)
        named = [name if n == 1 else f"{n} {name}" for name, n in files.items()]
        if named:
            yield say(N_("To be uploaded there by hand: {files}"), files=", ".join(named))


def _file(piece: Proof) -> str:
    return piece.file_name or _said(say(FILES[piece.kind]))


def _copied(fields: Iterable[tuple[str, str]]) -> Iterator[Copied]:
    return (Copied(label, text) for label, text in fields if text)


def _times(starts_at: time | None, ends_at: time | None) -> str:
    return "–".join(_said(one) for one in (starts_at, ends_at) if one is not None)


def _said(value: Message | Month | Decimal | date | time | None) -> str:
    """Say a value as it is written in e-Kinerja, whatever the language of the chat."""
    if value is None:
        return ""
    return speaker(DEFAULT_LANGUAGE).plain(
        value if isinstance(value, Message) else say("{value}", value=value)
    )


def as_screen(piece: Piece) -> Message:
    """Say a piece in a message, where a tap on a field copies it."""
    if isinstance(piece, Copied):
        return say("{label}: <code>{text}</code>", label=say(piece.label), text=piece.text)
    return piece


def as_file(blocks: Iterable[list[Piece]]) -> str:
    """Return all blocks as the text of a file, in Indonesian."""
    written = []
    for block in blocks:
        lines = [
            f"{_said(say(piece.label))}: {piece.text}"
            if isinstance(piece, Copied)
            else _said(piece)
            for piece in block
        ]
        written.append("\n".join(lines))
    return "\n\n".join(written) + "\n"
