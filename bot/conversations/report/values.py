"""The values of a result: one question an indicator, two for a ratio."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bot.conversations.report.starts import (
    LAST_MONTH,
    MOST_INDICATORS,
    NOT_MEASURED,
    NOT_NOW,
    back,
    go_on,
    title,
)
from bot.talk.fields import Answers, Field, Number, Option
from bot.talk.form import Form
from bot.talk.turn import Answer, Turn
from kinerja.messages import N_, Message, Month, decode, lines, say, words
from kinerja.models.plan import Pattern, Polarity
from kinerja.rules.values import Expectation, ratio_of, strange
from kinerja.services.reporting import set_not_measured, set_value

_NO_NUMBER = (NOT_MEASURED, NOT_NOW, LAST_MONTH)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _asks(index: int, part: str) -> Callable[[Turn, Answers], bool]:
    """Ask a field unless it is of the other kind, or an earlier one said "not measured"."""

    def asks(_turn: Turn, answers: Answers) -> bool:
        asked = answers["asked"]
        if index >= len(asked) or bool(asked[index]["counts"]) is (part == "v"):
            return False
        if part == "w" and answers.get(f"p{index}") in _NO_NUMBER:
            return False
        earlier = (f"{one}{number}" for number in range(index) for one in "vp")
        return all(answers.get(name) != NOT_MEASURED for name in earlier)

    return asks


def _is_not_measured(answers: Answers) -> bool:
    names = (f"{part}{index}" for index in range(MOST_INDICATORS) for part in "vp")
    return any(answers.get(name) == NOT_MEASURED for name in names)


def _value_question(index: int, part: int | None) -> Callable[[Turn, Answers], Message]:
    def ask(_turn: Turn, answers: Answers) -> Message:
        asked = answers["asked"][index]
        month = Month(date.fromisoformat(answers["month"]))
        head = words(asked["text"])
        target = say(N_("Target: {target}{wish}"), target=decode(asked["target"]), wish="")
        if part is None:
            question = say(N_("What is the value of {month}?"), month=month)
        else:
            question = say(N_("How many: {count}?"), count=asked["counts"][part])
        return lines(head, target, decode(asked.get("before")), question)

    return ask


def _offers(index: int) -> Callable[[Turn, Answers], list[Option]]:
    def offers(_turn: Turn, answers: Answers) -> list[Option]:
        asked = answers["asked"][index]
        options: list[Option] = []
        if asked["sum"] is not None:
            label = say(N_("{value} (from your logs)"), value=Decimal(asked["sum"]))
            options.append((asked["sum"], label))
        elif asked.get("kept") is not None:
            label = say(N_("{value} (as last month)"), value=Decimal(asked["kept"]))
            options.append((asked["kept"], label))
        return [*options, _nothing(asked)]

    return offers


def _nothing(asked: Mapping[str, Any]) -> Option:
    """Return the choice to give no value: this month, or before the month in which it exists."""
    if asked.get("comes_in") is None:
        return NOT_MEASURED, say(N_("Not measured this month"))
    month = Month(date.fromisoformat(asked["comes_in"]))
    return NOT_NOW, say(N_("Not before {month}"), month=month)


def _offers_of_ratio(index: int) -> Callable[[Turn, Answers], list[Option]]:
    def offers(_turn: Turn, answers: Answers) -> list[Option]:
        asked = answers["asked"][index]
        if asked.get("kept_counts") is None:
            return [_nothing(asked)]
        part, whole = map(Decimal, asked["kept_counts"])
        label = say(N_("{part} of {whole} (as last month)"), part=part, whole=whole)
        return [(LAST_MONTH, label), _nothing(asked)]

    return offers


def _check(index: int, part: str) -> Callable[[Turn, Answers, Any], Message | None]:
    """Return the check of a value, or of the whole of a ratio, which is then the value."""

    def check(_turn: Turn, answers: Answers, value: Any) -> Message | None:
        if value in _NO_NUMBER:
            return None
        actual = Decimal(value)
        if part == "w":
            actual = ratio_of(Decimal(answers[f"p{index}"]), actual)
        asked = answers["asked"][index]
        expected = Expectation(
            pattern=Pattern(asked["pattern"]),
            polarity=Polarity(asked["polarity"]),
            target=_number(asked["low"]),
            target_high=_number(asked["high"]),
            unit=asked["unit"],
            previous=_number(asked["last"]),
        )
        return strange(actual, expected)

    return check


def _value_fields() -> tuple[Field, ...]:
    fields: list[Field] = []
    for index in range(MOST_INDICATORS):
        fields += [
            Number(
                name=f"v{index}",
                label=N_("Value"),
                question=_value_question(index, None),
                when=_asks(index, "v"),
                also=_offers(index),
                check=_check(index, "v"),
            ),
            Number(
                name=f"p{index}",
                label=N_("Part"),
                question=_value_question(index, 0),
                when=_asks(index, "p"),
                also=_offers_of_ratio(index),
            ),
            Number(
                name=f"w{index}",
                label=N_("Whole"),
                question=_value_question(index, 1),
                when=_asks(index, "w"),
                check=_check(index, "w"),
            ),
        ]
    return tuple(fields)


def _save_values(turn: Turn, answers: Answers) -> Answer:
    line_id = answers["line"]
    if _is_not_measured(answers):
        set_not_measured(turn.session, turn.actor, line_id, now=turn.now, today=turn.today)
        return go_on(turn, line_id, guided=answers["guided"])
    for index, asked in enumerate(answers["asked"]):
        given = answers[f"p{index}" if asked["counts"] else f"v{index}"]
        if given == NOT_NOW:
            continue
        counts = _counts(answers, index) if asked["counts"] else None
        set_value(
            turn.session,
            turn.actor,
            line_id,
            asked["id"],
            Decimal(0) if counts else Decimal(given),
            counts=counts,
            now=turn.now,
            today=turn.today,
        )
    return go_on(turn, line_id, guided=answers["guided"])


def _counts(answers: Answers, index: int) -> tuple[Decimal, Decimal]:
    if answers[f"p{index}"] == LAST_MONTH:
        part, whole = answers["asked"][index]["kept_counts"]
        return Decimal(part), Decimal(whole)
    return Decimal(answers[f"p{index}"]), Decimal(answers[f"w{index}"])


VALUE_FORM = Form(
    name="value",
    title=title,
    fields=_value_fields(),
    save=_save_values,
    review=False,
    back=back,
)
