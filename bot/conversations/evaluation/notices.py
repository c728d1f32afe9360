"""What people are told of evaluations: that there is something, never which rating."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.talk.period_names import period_name
from bot.talk.saying import NoticeText
from bot.talk.turn import Reply, action, button
from kinerja.messages import N_, Message, say
from kinerja.models import PeriodKind
from kinerja.services.telling import Notice

Values = Mapping[str, Any]


def _period(values: Values) -> Message:
    return period_name(PeriodKind(values["kind"]), values["starts_on"])


def _proposed(values: Values) -> Reply:
    text = say(
        N_(
            "{name} has proposed ratings for {period}. You can look at them before they are released."
        ),
        name=values["name"],
        period=_period(values),
    )
    return _opening(text, action("eval.below", values["period_id"]))


def _asked(values: Values) -> Reply:
    text = say(N_("Your superior asks about the ratings of {name}."), name=values["name"])
    return _opening(text, action("eval.of", values["position_id"], values["period_id"]))


def _answered(values: Values) -> Reply:
    text = say(N_("{name} has answered your question about ratings."), name=values["name"])
    return _opening(text, action("eval.look", values["evaluation_id"]))


def _delivered(values: Values) -> Reply:
    text = say(N_("Your evaluation for {period} was delivered to you."), period=_period(values))
    return _opening(text, action("eval.doc", values["evaluation_id"]))


def _responded(values: Values) -> Reply:
    text = say(N_("{name} has answered the evaluation."), name=values["name"])
    return _opening(text, action("eval.of", values["position_id"], values["period_id"]))


def _opening(text: Message, data: str) -> Reply:
    return Reply(text, ((button(N_("Open"), data),),))


NOTICES: dict[Notice, NoticeText] = {
    Notice.RATINGS_PROPOSED: _proposed,
    Notice.RATING_ASKED: _asked,
    Notice.RATING_ANSWERED: _answered,
    Notice.EVALUATION_DELIVERED: _delivered,
    Notice.EVALUATION_ANSWERED: _responded,
}
