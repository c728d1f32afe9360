"""How parts of results are spoken of, and the card of one for either side."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.talk.figures import short
from bot.talk.saying import NoticeText
from bot.talk.turn import Button, Reply, Rows, Turn, action, button, home
from kinerja.messages import N_, LocalTime, Message, lines, say
from kinerja.models import ShareState, Support
from kinerja.reports.shares import Share
from kinerja.services.telling import Notice

SUPPORTS = {Support.DIRECT: N_("Directly"), Support.INDIRECT: N_("Indirectly")}
STATES = {
    ShareState.OFFERED: N_("offered, waits for the leader's answer"),
    ShareState.PROPOSED: N_("proposed, waits to be placed in the plan"),
    ShareState.PLACED: N_("stands in the plan or its draft"),
    ShareState.DECLINED: N_("declined"),
    ShareState.WITHDRAWN: N_("taken back"),
}


def line(share: Share, number: int) -> Message:
    """Say a part in the leader's list."""
    return lines(
        say(
            "{n}. <b>{name}</b>: {text}",
            n=number,
            name=short(share.person, 40),
            text=short(share.text, 110),
        ),
        say("   {state}", state=state_of(share)),
    )


def state_of(share: Share) -> Message:
    """Say where a part stands, with what was said when it was declined."""
    if share.state is ShareState.DECLINED:
        return say(N_("declined: {reason}"), reason=short(share.answer, 160))
    return say(STATES[share.state])


def card(turn: Turn, share: Share, said: Message | None = None) -> Reply:
    """Return a part with what the reader can do about it."""
    is_leader = share.leader_id == turn.person_id
    other = N_("For {name}") if is_leader else N_("From a result of {name}")
    if share.team and not is_leader:
        other = N_("From a work team that {name} leads")
    text = lines(
        said,
        say("<b>{text}</b>", text=short(share.text, 500)),
        say(other, name=share.person if is_leader else share.leader),
        say(N_("It supports: {text}"), text=short(share.above, 200)),
        _of_team(share),
        say(N_("How: {how}"), how=say(SUPPORTS[share.support])) if share.support else None,
        say(
            N_("{state}, since {time}"),
            state=state_of(share),
            time=LocalTime(share.answered_at or share.made_at, share.zone),
        ),
        _hint(share, is_leader=is_leader),
    )
    rows: Rows = (_ways(share, is_leader=is_leader), _leaving(is_leader=is_leader))
    return Reply(text, tuple(row for row in rows if row), protected=is_leader)


def _of_team(share: Share) -> Message | None:
    """Say who leads the result of a team, and for how long."""
    if share.team_days is None:
        return None
    return say(
        N_("Work team {team}: {name} leads this result from {first} to {last}."),
        team=share.team,
        name=share.leader,
        first=share.team_days[0],
        last=share.team_days[1],
    )


def _hint(share: Share, *, is_leader: bool) -> Message | None:
    if share.state is ShareState.PROPOSED and not is_leader:
        return say(
            N_(
                "It goes into the draft of your plan, where you can still change its words. Where the plan is "
                "approved already, a revision begins."
            )
        )
    if share.state is ShareState.OFFERED and is_leader:
        return say(N_("Taken up, it waits for {name} to place it in the plan."), name=share.person)
    return None


def _ways(share: Share, *, is_leader: bool) -> tuple[Button, ...]:
    decline = button(N_("Decline with a word"), action("shr.no", share.id))
    take_back = button(N_("Take this back"), action("shr.back", share.id))
    if share.state is ShareState.OFFERED:
        take_up = button(N_("Take it up"), action("shr.yes", share.id))
        return (take_up, decline) if is_leader else (take_back,)
    if share.state is ShareState.PROPOSED:
        place = button(N_("Put it into my plan"), action("shr.place", share.id))
        return (take_back,) if is_leader else (place, decline)
    return ()


def _leaving(*, is_leader: bool) -> tuple[Button, ...]:
    if is_leader:
        return button(N_("‹ Matrix"), action("mtx")), home()
    return button(N_("‹ Shared results"), action("shr")), home()


def _told(sentence: str) -> NoticeText:
    def say_it(values: Mapping[str, Any]) -> Reply:
        seeing = button(N_("Open"), action("shr.card", values["share_id"]))
        return Reply(say(sentence, name=values["name"]), ((seeing,),))

    return say_it


NOTICES: dict[Notice, NoticeText] = {
    Notice.RESULT_PROPOSED: _told(N_("{name} proposes a result for your plan.")),
    Notice.PROPOSAL_DECLINED: _told(N_("{name} answered a result you proposed.")),
    Notice.PART_OFFERED: _told(N_("{name} is willing to take a part of a result of yours.")),
    Notice.OFFER_ANSWERED: _told(N_("{name} answered your offer.")),
}
