"""The team (/tim): people I rate, teams I lead, units below; who has reported, who waits, what needs attention."""

from __future__ import annotations

from bot.conversations.team import lists, people
from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.development import development_text
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, lines, say
from kinerja.reports.development import team_development
from kinerja.reports.led_team import led_team
from kinerja.reports.rhythms import rhythms_under_way
from kinerja.reports.team import Team, rated_team, unit_team, units_below


def show(turn: Turn, which: str = lists.ALL, page: int = 1) -> Answer:
    """Show the people the actor rates; who rates nobody sees the teams they lead, or the units."""
    team = _team(turn)
    if team.members:
        return lists.team_screen(team, which, page, _due(turn))
    led = led_team(turn.session, turn.actor, turn.today)
    return lists.led_screen(led, page, rates=False) if led else show_units(turn)


def show_led(turn: Turn, page: int = 1) -> Answer:
    """Show the people whose results the actor leads."""
    led = led_team(turn.session, turn.actor, turn.today)
    return lists.led_screen(led, page, rates=True) if led else show(turn)


def show_units(turn: Turn, page: int = 1) -> Answer:
    """Show the units below in totals."""
    closes_day = turn.options.window_closes_day
    units = units_below(turn.session, turn.actor, turn.today, closes_day)
    if units:
        return lists.units_screen(units, page)
    text = say(
        N_(
            "<b>Team</b>\nThere is nobody whom you rate or lead. If that is wrong, please tell your unit's "
            "administrator."
        )
    )
    return Reply(text, ((button(N_("Work teams"), action("wt")), home()),))


def show_unit(turn: Turn, unit_id: int, page: int = 1) -> Answer:
    """Show the people of one unit."""
    closes_day = turn.options.window_closes_day
    team = unit_team(turn.session, turn.actor, unit_id, turn.today, closes_day)
    return lists.unit_screen(team, unit_id, page)


def show_tags(turn: Turn) -> Answer:
    """Show what feedback named about the people the actor rates."""
    found = team_development(turn.session, turn.actor, turn.today)
    heading = say(N_("<b>My team: strengths and development</b>"))
    text = lines(heading, development_text(found, of_team=True))
    back = button(N_("‹ Team"), action("team"))
    return Reply(text, ((back, home()),), protected=True)


def show_more(turn: Turn) -> Answer:
    """Offer the other views, each with what it holds."""
    team = _team(turn)
    led = led_team(turn.session, turn.actor, turn.today)
    closes_day = turn.options.window_closes_day
    units = units_below(turn.session, turn.actor, turn.today, closes_day)
    rows: list[tuple[Button, ...]] = []
    if team.members:
        due = _due(turn)
        rows.append((_filter(team, lists.MISSING, due), _filter(team, lists.WAITING, due)))
        rows.append((_filter(team, lists.CARE, due), _filter(team, lists.DUE, due)))
    below = [button(N_("Strengths"), action("team.tags.all"))] if team.members else []
    if led:
        below.append(button(N_("Teams I lead ({count})"), action("team.led"), count=len(led)))
    if units:
        below.append(button(N_("Units ({count})"), action("team.units"), count=len(units)))
    if below:
        rows.append(tuple(below))
    rows.append((button(N_("‹ Team"), action("team")), home()))
    return Reply(say(N_("<b>Team</b>\nWhat would you like to see?")), tuple(rows))


def _filter(team: Team, which: str, due: lists.Due) -> Button:
    label = {
        lists.MISSING: N_("Not reported ({count})"),
        lists.WAITING: N_("To review ({count})"),
        lists.CARE: N_("Attention ({count})"),
        lists.DUE: N_("Feedback ({count})"),
    }[which]
    return button(label, action("team", which), count=len(lists.chosen(team, which, due)))


def _due(turn: Turn) -> lists.Due:
    rhythms = rhythms_under_way(turn.session, turn.actor, turn.today)
    return {
        one.person_id: one.due_on
        for one in rhythms
        if one.rater_id == turn.actor.person_id and one.due_on and one.is_due(turn.today)
    }


def _team(turn: Turn) -> Team:
    return rated_team(turn.session, turn.actor, turn.today, turn.options.window_closes_day)


CONVERSATION = Conversation(
    name="team",
    commands=(
        Command(
            ("tim", "team"),
            N_("My team: who has reported, who waits"),
            show,
            Audience.OVERSEER,
            shows_only=True,
        ),
    ),
    actions={
        "team": show,
        "team.more": show_more,
        "team.of": people.show,
        "team.tags": people.show_development,
        "team.tags.all": show_tags,
        "team.led": show_led,
        "team.led.of": people.show_led,
        "team.units": show_units,
        "team.unit": show_unit,
    },
    menu=(MenuLine(N_("Team"), "team", Audience.OVERSEER),),
)
