"""The questions of an indicator: aspect, words, target with unit, how months count, what is better."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.conversations.plan import cards
from bot.conversations.plan import words as put
from bot.talk.fields import Answers, Choice, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.turn import Answer, Turn, action
from kinerja.messages import N_, Message, Month, lines, say
from kinerja.models import Aspect, Pattern, Polarity
from kinerja.rules.plan_content import IndicatorSpec
from kinerja.rules.plan_targets import LONGEST_WORDS, read_target, read_words
from kinerja.services.plan_writing import add_indicator, change_indicator

_ABOUT_PATTERNS = N_(
    "Months add up: 10 visits a month are 120 in the year. The last value counts: a stock, a level. "
    "Average: the mean of the months. Share of two counts: 95 of 100 files are 95%. Once a year: an index "
    "or an audit opinion, which has no monthly parts."
)


def _title(_turn: Turn, answers: Answers) -> Message:
    return say(N_("Indicator of result {number}"), number=answers["number"])


def _ask_aspect(_turn: Turn, answers: Answers) -> Message:
    return lines(
        say("{text}", text=answers["what"]),
        say(N_("What shows that it is achieved? Choose what you measure first.")),
    )


def _ask_words(_turn: Turn, answers: Answers) -> Message:
    now = answers.get("now")
    return lines(
        say(N_("So far: {text}"), text=short(now, 300)) if now else None,
        say(N_("What exactly is measured? For example: “number of home visits”.")),
    )


def _ask_target(_turn: Turn, answers: Answers) -> Message:
    if answers["in_words"]:
        return say(
            N_(
                "When is it achieved? Please write it in words, e.g. “approved by June, without complaints”."
            )
        )
    return say(
        N_(
            "The target of the year with its unit? For example: <code>120 visits</code>, "
            "<code>95%</code>, <code>4-6 days</code>, <code>Rp 12 million</code>."
        )
    )


def _check_target(_turn: Turn, answers: Answers, value: Any) -> None:
    if answers["in_words"]:
        read_words(str(value))
    else:
        read_target(str(value))


def _asks_polarity(_turn: Turn, answers: Answers) -> bool:
    if answers["in_words"]:
        return False
    return not answers.get("target") or read_target(answers["target"]).polarity is None


def _is(pattern: Pattern) -> Any:
    def applies(_turn: Turn, answers: Answers) -> bool:
        return not answers["in_words"] and answers.get("pattern") == pattern

    return applies


def _months(_turn: Turn, answers: Answers) -> list[Option]:
    first, last = answers["months"]
    return [
        (str(month), say("{month}", month=Month(date(answers["year"], month, 1))))
        for month in range(first, last + 1)
    ]


def _save(turn: Turn, answers: Answers) -> Answer:
    spec = _spec(answers)
    result_id, indicator_id = answers["result"], answers["indicator"]
    if not indicator_id:
        add_indicator(turn.session, turn.actor, result_id, spec, now=turn.now, today=turn.today)
        return cards.show_result(turn, result_id)
    change_indicator(turn.session, turn.actor, indicator_id, spec, now=turn.now, today=turn.today)
    return cards.show_indicator(turn, result_id, indicator_id)


def _spec(answers: Answers) -> IndicatorSpec:
    aspect, text = Aspect(answers["aspect"]), answers["text"]
    if answers["in_words"]:
        words = read_words(answers["target"])
        level = (Pattern.LEVEL, Polarity.MORE, None, "", "")
        return IndicatorSpec(aspect, text, words, None, None, "", *level)
    target = read_target(answers["target"])
    pattern = Pattern(answers["pattern"])
    return IndicatorSpec(
        aspect=aspect,
        text=text,
        target_text=target.words[:LONGEST_WORDS],
        target=target.low,
        target_high=target.high,
        unit=target.unit,
        pattern=pattern,
        polarity=target.polarity or Polarity(answers["polarity"]),
        release_month=int(answers["month"]) if pattern is Pattern.RELEASE else None,
        numerator_name=answers.get("part") or "",
        denominator_name=answers.get("whole") or "",
    )


INDICATOR = Form(
    name="plind",
    title=_title,
    fields=(
        Choice(
            name="aspect",
            label=N_("Aspect"),
            question=_ask_aspect,
            choices=lambda _turn, _answers: [(a.value, say(s)) for a, s in put.ASPECTS.items()],
        ),
        Text(name="text", label=N_("Indicator"), question=_ask_words, longest=500),
        Text(
            name="target",
            label=N_("Target"),
            question=_ask_target,
            check=_check_target,
            longest=LONGEST_WORDS,
        ),
        Choice(
            name="pattern",
            label=N_("How it counts"),
            question=N_("How do the months make the year?"),
            help=_ABOUT_PATTERNS,
            choices=lambda _turn, _answers: [(p.value, say(s)) for p, s in put.PATTERNS.items()],
            when=lambda _turn, answers: not answers["in_words"],
        ),
        Text(
            name="part",
            label=N_("Part"),
            question=N_("What is the part that is counted? For example: “babies immunised”."),
            when=_is(Pattern.RATIO),
            longest=120,
        ),
        Text(
            name="whole",
            label=N_("Whole"),
            question=N_("Out of what whole? For example: “babies registered”."),
            when=_is(Pattern.RATIO),
            longest=120,
        ),
        Choice(
            name="month",
            label=N_("Month"),
            question=N_("In which month does the value exist?"),
            choices=_months,
            when=_is(Pattern.RELEASE),
        ),
        Choice(
            name="polarity",
            label=N_("What is better"),
            question=N_("What is better?"),
            choices=lambda _turn, _answers: [
                (p.value, say(put.POLARITIES[p])) for p in (Polarity.MORE, Polarity.LESS)
            ],
            when=_asks_polarity,
        ),
    ),
    save=_save,
    review=False,
    back=lambda answers: action("plan.res", answers["result"]),
)
