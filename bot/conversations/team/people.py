"""One person of the team: the month, feedback, obstacles, and each result against the year."""

from __future__ import annotations

from bot.conversations.team.words import attention, state_of
from bot.talk.development import development_text, last_feedback
from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.progress import course_line, result_lines, year_line
from bot.talk.rhythm import rhythm_line
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, Message, Month, lines, say
from kinerja.reports.development import development_of
from kinerja.reports.handover import inheritance
from kinerja.reports.led_team import led_member
from kinerja.reports.rhythms import Rhythm, rhythm_between
from kinerja.reports.team import MemberCard, member_card

RESULTS = 4


def show(turn: Turn, position_id: int, page: int = 1) -> Answer:
    """Show how one person stands."""
    card = _card(turn, position_id)
    member = card.member
    shown = page_of(member.results, page, RESULTS)
    text = lines(
        _heading(card),
        say(N_("{month}: {state}"), month=Month(card.period), state=state_of(member)),
        last_feedback(member.last_feedback, member.zone),
        rhythm_line(_rhythm(turn, card), turn.today) if card.rated else None,
        say(N_("Open obstacles: {count}"), count=member.obstacles),
        attention(member),
        _course(card),
        *(result_lines(one) for one in shown.items),
    )
    turning = shown.turning(lambda number: action("team.of", position_id, number))
    rows = _deeds(card, turn.actor.person_id or 0) if card.rated else ()
    if card.reads and not card.rated and card.member.report_id is not None:
        rows = ((button(N_("Report"), action("rev.open", card.member.report_id)),),)
    rows += _left_by_others(turn, card) if card.rated else ()
    leaving = (button(N_("‹ Team"), action("team")), home())
    return Reply(text, (*rows, (*turning, *leaving)), protected=True)


def show_development(turn: Turn, position_id: int) -> Answer:
    """Show what feedback named about one person."""
    card = _card(turn, position_id)
    found = development_of(turn.session, turn.actor, card.member.person_id, turn.today)
    heading = say(N_("<b>{name}: strengths and development</b>"), name=card.member.name)
    back = button("‹ {name}", action("team.of", position_id), name=short(card.member.name, 20))
    return Reply(lines(heading, development_text(found)), ((back, home()),), protected=True)


def show_led(turn: Turn, position_id: int, page: int = 1) -> Answer:
    """Show the results of one person that the reader leads, and nothing else of them."""
    member = led_member(turn.session, turn.actor, position_id, turn.today)
    shown = page_of(member.results, page, RESULTS)
    heading = say(
        N_(
            "<b>{name}</b>, {title}, {unit}\nThe results that you lead; open obstacles: {obstacles}"
        ),
        name=member.name,
        title=short(member.title, 60),
        unit=short(member.unit, 60),
        obstacles=member.obstacles,
    )
    checks: tuple[tuple[Button, ...], ...] = tuple(
        (
            button(
                N_("Check: {result}"),
                action("rev.led.open", one.line_id),
                result=short(one.result, 30),
            ),
        )
        for one in member.to_check[:2]
    )
    turning = shown.turning(lambda number: action("team.led.of", position_id, number))
    leaving = (button(N_("‹ Teams"), action("team.led")), home())
    text = lines(heading, *(result_lines(one) for one in shown.items))
    return Reply(text, (*checks, (*turning, *leaving)), protected=True)


def _card(turn: Turn, position_id: int) -> MemberCard:
    closes_day = turn.options.window_closes_day
    return member_card(turn.session, turn.actor, position_id, turn.today, closes_day)


def _left_by_others(turn: Turn, card: MemberCard) -> tuple[tuple[Button, ...], ...]:
    """Return the way to what raters before left about this post."""
    position_id = card.member.position_id
    left = inheritance(turn.session, turn.actor, position_id, turn.today)
    if not left.notes and not left.begun:
        return ()
    return ((button(N_("Left by raters before"), action("act.notes.of", position_id)),),)


def _rhythm(turn: Turn, card: MemberCard) -> Rhythm:
    me, person = turn.actor.person_id or 0, card.member.person_id
    return rhythm_between(turn.session, turn.actor, me, person, turn.today)


def _heading(card: MemberCard) -> Message:
    return say(
        N_("<b>{name}</b>\n{title}, {unit}"),
        name=card.member.name,
        title=short(card.member.title, 80),
        unit=short(card.member.unit, 80),
    )


def _course(card: MemberCard) -> Message | None:
    member = card.member
    if member.plan is None:
        return None
    return lines(
        year_line(member.plan, card.period),
        course_line(member.on_course, member.measured) if member.measured else None,
    )


def _deeds(card: MemberCard, me: int) -> tuple[tuple[Button, ...], ...]:
    member = card.member
    give = button(N_("Give feedback"), action("fb.person", member.person_id))
    first: tuple[Button, ...] = (give,)
    if member.report_id is not None:
        first = (button(N_("Report"), action("rev.open", member.report_id)), give)
    named = button(N_("Strengths"), action("team.tags", member.position_id))
    rhythm = button(N_("Rhythm"), action("fb.rhythm", me, member.person_id))
    given = button(N_("Feedback"), action("fb.of", member.person_id))
    dialogue = button(N_("Dialogue"), action("dlg.kind", me, member.person_id))
    return first, (given, named), (rhythm, dialogue)
