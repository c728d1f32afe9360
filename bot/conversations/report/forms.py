"""The small forms of the monthly report: value, note, evidence, obstacle of one result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from bot.conversations.report.screens import EVIDENCE_WARNING, line_screen, month_screen
from bot.talk.fields import Answers, Evidence, Field, Number, Option, Text
from bot.talk.figures import short, target
from bot.talk.form import Form
from bot.talk.turn import Answer, Attachment, Start, Turn, action
from kinerja.messages import N_, Message, Month, decode, encode, lines, say, words
from kinerja.models.plan import Pattern, Polarity
from kinerja.reports.month import report_of_line
from kinerja.reports.month_card import IndicatorCard, LineCard, MonthCard
from kinerja.rules.evidence import EvidencePiece, read_written
from kinerja.rules.values import Expectation, strange
from kinerja.services.evidence import add_evidence
from kinerja.services.obstacles import raise_obstacle
from kinerja.services.reporting import set_not_measured, set_note, set_value

MOST_INDICATORS = 4
"""Quantity, quality, time and cost: a result has at most one indicator an aspect."""

NOT_MEASURED = "=none"
FROM_LOGS = "=logs"


def start_values(card: MonthCard, line: LineCard, *, guided: bool) -> Start:
    """Ask for the values of a result; ``guided`` goes on to the next open result afterwards."""
    asked = line.asked or tuple(i for i in line.indicators if i.target is not None)
    return Start(
        "value",
        {
            "line": line.id,
            "guided": guided,
            "month": card.period.isoformat(),
            "title": f"{line.number}. {short(line.text, 120)}",
            "asked": [_remember(i) for i in asked[:MOST_INDICATORS]],
        },
    )


def start_note(card: MonthCard, line: LineCard, *, guided: bool) -> Start:
    """Ask for the note of a result."""
    gathered = "\n".join(dict.fromkeys(log.text for log in line.logs))
    return Start(
        "note",
        {
            "line": line.id,
            "guided": guided,
            "month": card.period.isoformat(),
            "title": f"{line.number}. {short(line.text, 120)}",
            "now": line.note,
            "logs": gathered[:1900],
            "target": encode(lines(*(target(i) for i in line.indicators[:2]))),
        },
    )


def start_evidence(line: LineCard) -> Start:
    """Ask for evidence of a result."""
    return Start("proof", {"line": line.id, "title": f"{line.number}. {short(line.text, 120)}"})


def start_obstacle(line: LineCard) -> Start:
    """Ask what is in the way of a result."""
    return Start("stuck", {"line": line.id, "title": f"{line.number}. {short(line.text, 120)}"})


def go_on(turn: Turn, line_id: int, *, guided: bool) -> Answer:
    """Return what comes after a part was saved: the next open result, or the result's screen."""
    card = report_of_line(turn.session, turn.actor, line_id, turn.today)
    if not guided:
        return line_screen(card, card.line(line_id))
    return next_open(card)


def next_open(card: MonthCard) -> Answer:
    """Return the question of the first result without an answer, or the month's card."""
    if not card.open_lines:
        return month_screen(card)
    line = card.open_lines[0]
    if line.in_words:
        return start_note(card, line, guided=True)
    return start_values(card, line, guided=True)


def _remember(indicator: IndicatorCard) -> dict[str, Any]:
    """Keep in the draft what the question needs, so that a step reads no report."""
    return {
        "id": indicator.id,
        "text": short(indicator.text, 150),
        "unit": indicator.unit,
        "target": encode(target(indicator)),
        "low": _text(indicator.target),
        "high": _text(indicator.target_high),
        "pattern": indicator.pattern.value,
        "polarity": indicator.polarity.value,
        "last": _text(indicator.earlier.last),
        "sum": _text(indicator.proposal),
        "counts": list(indicator.counts_names) if indicator.counts_names else None,
    }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _title(_turn: Turn, answers: Answers) -> Message:
    return say("{title}", title=answers["title"])


def _back(answers: Answers) -> str:
    return action("rep.line", answers["line"])


def _asks(index: int, *, counted: bool) -> Callable[[Turn, Answers], bool]:
    def asks(_turn: Turn, answers: Answers) -> bool:
        asked = answers["asked"]
        if index >= len(asked) or NOT_MEASURED in _given(answers):
            return False
        return bool(asked[index]["counts"]) is counted

    return asks


def _given(answers: Answers) -> list[Any]:
    return [
        answers.get(f"{part}{index}") for index in range(MOST_INDICATORS) for part in ("v", "p")
    ]


def _value_question(index: int, part: int | None) -> Callable[[Turn, Answers], Message]:
    def ask(_turn: Turn, answers: Answers) -> Message:
        asked = answers["asked"][index]
        month = Month(date.fromisoformat(answers["month"]))
        head = words(asked["text"])
        target = say(N_("Target: {target}{wish}"), target=decode(asked["target"]), wish="")
        last = say(N_("Last value: {last}"), last=_number(asked["last"])) if asked["last"] else None
        if part is None:
            question = say(N_("What is the value of {month}?"), month=month)
        else:
            question = say(N_("How many: {count}?"), count=asked["counts"][part])
        return lines(head, target, last, question)

    return ask


def _offers(index: int) -> Callable[[Turn, Answers], list[Option]]:
    def offers(_turn: Turn, answers: Answers) -> list[Option]:
        asked = answers["asked"][index]
        options: list[Option] = []
        if asked["sum"] is not None:
            label = say(N_("{value} (from your logs)"), value=Decimal(asked["sum"]))
            options.append((asked["sum"], label))
        elif asked["last"] is not None and asked["pattern"] != Pattern.CUMULATIVE.value:
            label = say(N_("{value} (as last month)"), value=Decimal(asked["last"]))
            options.append((asked["last"], label))
        return [*options, (NOT_MEASURED, say(N_("Not measured this month")))]

    return offers


def _only_not_measured(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(NOT_MEASURED, say(N_("Not measured this month")))]


def _check(index: int) -> Callable[[Turn, Answers, Any], Message | None]:
    def check(_turn: Turn, answers: Answers, value: Any) -> Message | None:
        if value == NOT_MEASURED:
            return None
        asked = answers["asked"][index]
        expected = Expectation(
            pattern=Pattern(asked["pattern"]),
            polarity=Polarity(asked["polarity"]),
            target=_number(asked["low"]),
            target_high=_number(asked["high"]),
            unit=asked["unit"],
            previous=_number(asked["last"]),
        )
        return strange(Decimal(value), expected)

    return check


def _value_fields() -> tuple[Field, ...]:
    fields: list[Field] = []
    for index in range(MOST_INDICATORS):
        fields += [
            Number(
                name=f"v{index}",
                label=N_("Value"),
                question=_value_question(index, None),
                when=_asks(index, counted=False),
                also=_offers(index),
                check=_check(index),
            ),
            Number(
                name=f"p{index}",
                label=N_("Part"),
                question=_value_question(index, 0),
                when=_asks(index, counted=True),
                also=_only_not_measured,
            ),
            Number(
                name=f"w{index}",
                label=N_("Whole"),
                question=_value_question(index, 1),
                when=_asks(index, counted=True),
            ),
        ]
    return tuple(fields)


def _save_values(turn: Turn, answers: Answers) -> Answer:
    line_id = answers["line"]
    if NOT_MEASURED in _given(answers):
        set_not_measured(turn.session, turn.actor, line_id, now=turn.now, today=turn.today)
        return go_on(turn, line_id, guided=answers["guided"])
    for index, asked in enumerate(answers["asked"]):
        counts = None
        if asked["counts"]:
            counts = (Decimal(answers[f"p{index}"]), Decimal(answers[f"w{index}"]))
        set_value(
            turn.session,
            turn.actor,
            line_id,
            asked["id"],
            Decimal(0) if counts else Decimal(answers[f"v{index}"]),
            counts=counts,
            now=turn.now,
            today=turn.today,
        )
    return go_on(turn, line_id, guided=answers["guided"])


def _note_question(_turn: Turn, answers: Answers) -> Message:
    return lines(
        say(N_("Target: {target}{wish}"), target=decode(answers["target"]), wish=""),
        say(N_("Note so far: {note}"), note=answers["now"]) if answers["now"] else None,
        say(N_("From your logs: {note}"), note=short(answers["logs"], 600))
        if answers["logs"]
        else None,
        say(N_("What was done and achieved? One to three sentences are enough.")),
    )


def _note_offers(_turn: Turn, answers: Answers) -> list[Option]:
    offers: list[Option] = []
    if answers["logs"]:
        offers.append((FROM_LOGS, say(N_("Use the logs"))))
    if answers["guided"]:
        offers.append((NOT_MEASURED, say(N_("Not measured this month"))))
    return offers


def _save_note(turn: Turn, answers: Answers) -> Answer:
    line_id, note = answers["line"], answers["note"]
    if note == NOT_MEASURED:
        set_not_measured(turn.session, turn.actor, line_id, now=turn.now, today=turn.today)
    else:
        note = answers["logs"] if note == FROM_LOGS else note
        set_note(turn.session, turn.actor, line_id, note, now=turn.now, today=turn.today)
    return go_on(turn, line_id, guided=answers["guided"])


def _evidence_question(_turn: Turn, answers: Answers) -> Message:
    return lines(
        say(N_("Received so far: {count}"), count=len(answers["proof"]))
        if answers.get("proof")
        else None,
        say(N_("Please send a photo, a document, a link or a document number, as many as needed.")),
        say(EVIDENCE_WARNING),
    )


def _add_piece(turn: Turn, answers: Answers, raw: str | Attachment) -> int:
    return add_evidence(
        turn.session,
        turn.actor,
        answers["line"],
        _piece(raw, turn.incoming.album),
        now=turn.now,
        today=turn.today,
    )


def _piece(raw: str | Attachment, album: str | None) -> EvidencePiece:
    if isinstance(raw, str):
        kind, reference = read_written(raw)
        return EvidencePiece(kind, reference)
    return EvidencePiece(
        kind=raw.kind,
        sha256=raw.sha256,
        file_id=raw.file_id,
        file_name=raw.file_name,
        media_type=raw.media_type,
        size=raw.size,
        stripped=raw.stripped,
        album=album,
    )


def _evidence_is_kept(turn: Turn, answers: Answers) -> Answer:
    return go_on(turn, answers["line"], guided=False)


def _save_obstacle(turn: Turn, answers: Answers) -> Answer:
    raise_obstacle(
        turn.session,
        turn.actor,
        answers["line"],
        answers["text"],
        answers["help"] or "",
        now=turn.now,
        today=turn.today,
    )
    return go_on(turn, answers["line"], guided=False)


FORMS = (
    Form(
        name="value",
        title=_title,
        fields=_value_fields(),
        save=_save_values,
        review=False,
        back=_back,
    ),
    Form(
        name="note",
        title=_title,
        fields=(
            Text(
                name="note",
                label=N_("Note"),
                question=_note_question,
                also=_note_offers,
                longest=2000,
            ),
        ),
        save=_save_note,
        review=False,
        back=_back,
    ),
    Form(
        name="proof",
        title=_title,
        fields=(
            Evidence(
                name="proof",
                label=N_("Evidence"),
                question=_evidence_question,
                accept=_add_piece,
            ),
        ),
        save=_evidence_is_kept,
        review=False,
        back=_back,
    ),
    Form(
        name="stuck",
        title=_title,
        readers=N_("Your superior sees the obstacle with the report."),
        fields=(
            Text(name="text", label=N_("Obstacle"), question=N_("What is in the way?")),
            Text(
                name="help",
                label=N_("Help needed"),
                question=N_("What help do you need, and from whom?"),
                optional=True,
            ),
        ),
        save=_save_obstacle,
        review=False,
        back=_back,
    ),
)
