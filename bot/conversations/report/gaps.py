"""A way on for somebody who cannot report: no plan, or nobody who would read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.talk.conversation import Handler
from bot.talk.saying import NoticeText
from bot.talk.turn import Answer, Button, Reply, Rows, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, say
from kinerja.services.gaps import Gap, tell_of_gap
from kinerja.services.telling import Notice

NO_PLAN = N_(
    "There is no performance plan of yours in this assistant yet, so there is nothing to report on. "
    "You can write it with /skp, or ask your unit's administrator to import it; notes can already be kept "
    "with /catat."
)


def no_plan_screen() -> Reply:
    """Say that there is nothing to report on yet, and what can be done."""
    rows: Rows = (
        (button(N_("Write a plan"), action("plan.posts")),),
        (tell_button(Gap.PLAN),),
        (button(N_("Note something"), action("log")), home()),
    )
    return Reply(say(NO_PLAN), rows)


def tell_button(gap: Gap) -> Button:
    """Return the button that tells the administrator what is missing."""
    return button(N_("Tell the administrator"), action("rep.gap", gap.value))


def tell_administrator(turn: Turn, gap: str) -> Answer:
    """Tell the administrator of the unit what is missing."""
    if gap not in list(Gap):
        raise Refused(N_("Please choose one of the buttons."))
    reached = tell_of_gap(turn.session, turn.actor, Gap(gap), now=turn.now, today=turn.today)
    said = N_("The administrator of your unit was told. You need not do anything else for now.")
    if not reached:
        said = N_("No administrator can be reached here yet. Please tell them in person.")
    return Reply(say(said), ((button(N_("Note something"), action("log")), home()),))


def _without_plan(values: Mapping[str, Any]) -> Reply:
    text = say(
        N_("<b>{name}</b> has no performance plan here and cannot report. Please import the plan."),
        name=values["name"],
    )
    return Reply(text, ((home(),),))


def _without_rater(values: Mapping[str, Any]) -> Reply:
    text = say(
        N_(
            "<b>{name}</b> has no superior recorded here, so nobody reads the reports. Please import "
            "who rates them."
        ),
        name=values["name"],
    )
    return Reply(text, ((home(),),))


ACTIONS: dict[str, Handler] = {"rep.gap": tell_administrator}
NOTICES: dict[Notice, NoticeText] = {
    Notice.PLAN_MISSING: _without_plan,
    Notice.RATER_MISSING: _without_rater,
}
