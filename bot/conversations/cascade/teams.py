"""Work teams across units: set up by a leader or an administrator, seen by them and by the team's leader."""

from __future__ import annotations

from bot.conversations.cascade import share_words
from bot.talk.conversation import Handler
from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Rows, Start, Turn, action, button, home
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.models import ShareState
from kinerja.reports.cascade import Scope, cascade_of
from kinerja.reports.work_teams import (
    TeamCard,
    TeamLine,
    TeamMember,
    TeamPart,
    card_of_team_result,
    team_card,
    teams_of,
    units_for_teams,
)
from kinerja.services.work_teams import end_team, remove_team_result

LISTED = 5
MEMBERS = 6


def show(turn: Turn, page: int = 1) -> Answer:
    """Show the teams somebody leads or may set up."""
    found = teams_of(turn.session, turn.actor, turn.today)
    shown = page_of(found, page, LISTED)
    numbered = list(enumerate(shown.items, start=shown.first_index + 1))
    text = lines(
        say(N_("<b>Work teams ({count})</b>"), count=len(found)),
        *(_line(one, n, turn.person_id) for n, one in numbered),
        None
        if found
        else say(
            N_(
                "A work team has a leader, days and results, and people of any unit. Its leader sees and gives "
                "feedback on just these results; who rates somebody stays the same."
            )
        ),
    )
    numbers = tuple(button("{n}", action("wt.see", one.id), n=n) for n, one in numbered)
    units = units_for_teams(turn.session, turn.actor, turn.today)
    new = (button(N_("Set up a team"), action("wt.new")),) if units else ()
    turning = shown.turning(lambda number: action("wt", number))
    rows: Rows = (numbers, new, (*turning, button(N_("‹ Team"), action("team")), home()))
    return Reply(text, tuple(row for row in rows if row), protected=True)


def see(turn: Turn, team_id: int, page: int = 1) -> Answer:
    """Show a team with its results."""
    return team_screen(team_card(turn.session, turn.actor, team_id, turn.today), page)


def team_screen(card: TeamCard, page: int = 1, said: Message | None = None) -> Reply:
    """Return a team with what can be done with it."""
    shown = page_of(card.results, page, LISTED)
    text = lines(
        said,
        say("<b>{name}</b>", name=short(card.team.name, 160)),
        say(
            N_("{unit}, {first} to {last}\nLed by {name}"),
            unit=short(card.team.unit, 80),
            first=card.team.starts_on,
            last=card.team.ends_on,
            name=card.team.leader,
        ),
        say(N_("This team has ended.")) if card.team.is_over else None,
        *(_part(one) for one in shown.items),
        None if card.results else say(N_("It has no result yet. Add the first one.")),
    )
    numbers = tuple(button("{n}", action("wt.res", one.id), n=one.number) for one in shown.items)
    ways: list[Button] = []
    if not card.team.is_over:
        ways.append(button(N_("Add a result"), action("wt.add", card.team.id)))
        if card.may_end:
            ways.append(button(N_("End the team"), action("wt.end", card.team.id)))
    turning = shown.turning(lambda number: action("wt.see", card.team.id, number))
    rows: Rows = (
        numbers,
        tuple(ways),
        (*turning, button(N_("‹ Work teams"), action("wt")), home()),
    )
    return Reply(text, tuple(row for row in rows if row), protected=True)


def see_result(turn: Turn, team_result_id: int, page: int = 1) -> Answer:
    """Show a result of a team with those who have a part of it."""
    card = card_of_team_result(turn.session, turn.actor, team_result_id, turn.today)
    return result_screen(card, card.result(team_result_id), page)


def result_screen(
    card: TeamCard, part: TeamPart, page: int = 1, said: Message | None = None
) -> Reply:
    """Return a result of a team with its members."""
    shown = page_of(part.members, page, MEMBERS)
    text = lines(
        said,
        say("<b>{number}. {text}</b>", number=part.number, text=short(part.text, 300)),
        say(N_("It serves: {text}"), text=short(part.above, 160)) if part.above else None,
        *(_member(one) for one in shown.items),
        None if part.members else say(N_("Nobody has a part of it yet.")),
    )
    ways: list[Button] = []
    if not card.team.is_over:
        ways.append(button(N_("Propose to somebody"), action("wt.give", part.id)))
        if not part.members:
            ways.append(button(N_("Take it out"), action("wt.out", part.id)))
    turning = shown.turning(lambda number: action("wt.res", part.id, number))
    back = button(N_("‹ The team"), action("wt.see", card.team.id))
    rows: Rows = (tuple(ways), (*turning, back, home()))
    return Reply(text, tuple(row for row in rows if row), protected=True)


def take_out(turn: Turn, team_result_id: int) -> Answer:
    """Take a result out of a team."""
    team_id = remove_team_result(
        turn.session, turn.actor, team_result_id, now=turn.now, today=turn.today
    )
    return see(turn, team_id)


def ask_end(turn: Turn, team_id: int) -> Answer:
    """Ask once whether a team ends today."""
    card = team_card(turn.session, turn.actor, team_id, turn.today)
    text = lines(
        say(N_("End “{name}” today?"), name=short(card.team.name, 160)),
        say(
            N_(
                "From tomorrow {name} leads its results no longer; they stay in the plans. Proposals that wait "
                "are taken back."
            ),
            name=card.team.leader,
        ),
    )
    rows: Rows = (
        (button(N_("Yes, end it"), action("wt.end.yes", team_id)),),
        (button(N_("‹ The team"), action("wt.see", team_id)), home()),
    )
    return Reply(text, rows, protected=True)


def end(turn: Turn, team_id: int) -> Answer:
    """End a team."""
    end_team(turn.session, turn.actor, team_id, now=turn.now, today=turn.today)
    card = team_card(turn.session, turn.actor, team_id, turn.today)
    return team_screen(card, said=say(N_("The team ends today.")))


def new(turn: Turn) -> Answer:
    """Ask for a team."""
    units = units_for_teams(turn.session, turn.actor, turn.today)
    if not units:
        return show(turn)
    return Start("wtnew", {"units": [[one.id, one.name] for one in units]})


def add(turn: Turn, team_id: int) -> Answer:
    """Ask for a result of a team, and which of one's own it serves."""
    card = team_card(turn.session, turn.actor, team_id, turn.today)
    own: list[list[object]] = []
    if card.may_end:
        me, year = turn.actor.person_id or 0, card.team.ends_on.year
        cascade = cascade_of(turn.session, turn.actor, me, year, Scope.RATED, turn.today)
        own = [[one.id, short(one.text, 54)] for one in cascade.results]
    return Start("wtadd", {"team": team_id, "name": short(card.team.name, 90), "own": own})


def give(turn: Turn, team_result_id: int) -> Answer:
    """Ask to whom a result of a team is proposed."""
    card = card_of_team_result(turn.session, turn.actor, team_result_id, turn.today)
    part = card.result(team_result_id)
    return Start(
        "wtgive", {"result": part.id, "what": short(part.text, 120), "leader": card.team.leader}
    )


def _line(one: TeamLine, number: int, me: int | None) -> Message:
    state = say(N_("led by {name}"), name=one.leader)
    if one.leader_id == me:
        state = say(N_("led by you"))
    if one.is_over:
        state = say(N_("ended"))
    return say(
        N_("{n}. <b>{team}</b>, until {last}\n   {state}; {unit}"),
        n=number,
        team=short(one.name, 80),
        last=one.ends_on,
        state=state,
        unit=short(one.unit, 50),
    )


def _part(one: TeamPart) -> Message:
    placed = sum(member.state is ShareState.PLACED for member in one.members)
    count = say(
        NN_("   {n} person, {placed} placed it", "   {n} people, {placed} placed it"),
        n=len(one.members),
        placed=placed,
    )
    if not one.members:
        count = say(N_("   ⚠ nobody has a part of it"))
    return lines(say("{n}. {text}", n=one.number, text=short(one.text, 130)), count)


def _member(one: TeamMember) -> Message:
    state = say(share_words.STATES[one.state])
    if one.state is ShareState.DECLINED:
        state = say(N_("declined: {reason}"), reason=short(one.answer, 100))
    return say(
        "• <b>{name}</b>, {unit}: {state}",
        name=short(one.name, 40),
        unit=short(one.unit, 40),
        state=state,
    )


ACTIONS: dict[str, Handler] = {
    "wt": show,
    "wt.see": see,
    "wt.res": see_result,
    "wt.out": take_out,
    "wt.end": ask_end,
    "wt.end.yes": end,
    "wt.new": new,
    "wt.add": add,
    "wt.give": give,
}
