"""The plan (/skp): "my responsibility", written, sent, approved and revised by chat."""

from __future__ import annotations

from bot.conversations.plan import (
    annexes,
    cards,
    deciding,
    details,
    files,
    handing,
    indicators,
    leaders,
    measuring,
    parts,
    reading,
    results,
    starting,
)
from bot.conversations.plan.show import show
from bot.talk.conversation import Command, Conversation, MenuLine
from bot.talk.turn import action, button
from kinerja.messages import N_

CONVERSATION = Conversation(
    name="plan",
    commands=(Command(("skp", "plan"), N_("My plan, and where it stands"), show, shows_only=True),),
    actions={
        "skp": show,
        **starting.ACTIONS,
        **cards.ACTIONS,
        **results.ACTIONS,
        **leaders.ACTIONS,
        **indicators.ACTIONS,
        **details.ACTIONS,
        **parts.ACTIONS,
        **annexes.ACTIONS,
        **handing.ACTIONS,
        **reading.ACTIONS,
        **deciding.ACTIONS,
        **files.ACTIONS,
    },
    forms=(
        results.RESULT,
        leaders.LEADER,
        measuring.INDICATOR,
        details.STEP,
        details.MANUAL,
        parts.VALUE,
        annexes.ANNEX,
        starting.REVISION,
        deciding.REMARK,
        files.FILE,
    ),
    notices=deciding.NOTICES,
    menu=(MenuLine(N_("My plan (SKP)"), "skp"),),
    mends=(button(N_("Change the plan"), action("skp")),),
)
