"""Which post and which month a report is about."""

from __future__ import annotations

from datetime import date

from bot.conversations.report import words as put
from bot.talk.conversation import Handler
from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, Message, Month, lines, say
from kinerja.reports.months import MonthState, Post, month_states, posts_in
from kinerja.rules.periods import first_of_month
from kinerja.services.report_windows import month_due

POSTS_ON_A_PAGE = 2
MONTHS_ON_A_PAGE = 4


def posts_of(turn: Turn) -> tuple[list[Post], date]:
    """Return the posts that can be reported on, and the month: the one that is due, else the present one."""
    due = month_due(turn.session, turn.actor, turn.today, turn.options.window_closes_day)
    posts = posts_in(turn.session, turn.actor, due)
    if posts:
        return posts, due
    present = first_of_month(turn.today)
    return posts_in(turn.session, turn.actor, present), present


def choose_post(turn: Turn, page: int = 1) -> Answer:
    """Ask which post the report is about."""
    posts, period = posts_of(turn)
    shown = page_of(posts, page, POSTS_ON_A_PAGE)
    numbered = list(enumerate(shown.items, start=shown.first_index + 1))
    text = lines(
        say(
            N_("You hold more than one post. Which one is the report for {month} about?"),
            month=Month(period),
        ),
        *(_post(number, post) for number, post in numbered),
    )
    rows: list[tuple[Button, ...]] = [
        (
            button(
                "{number}. {title}",
                action("rep.post", post.position_id),
                number=number,
                title=short(post.title, 30),
            ),
        )
        for number, post in numbered
    ]
    rows.append(shown.turning(lambda number: action("rep.posts", number)))
    return Reply(text, (*(row for row in rows if row), (home(),)))


def choose_month(turn: Turn, position_id: int, page: int = 1) -> Answer:
    """Offer the months that can be reported, with how each stands."""
    months = month_states(turn.session, turn.actor, position_id, turn.today)
    posts, _period = posts_of(turn)
    shown = page_of(months, page, MONTHS_ON_A_PAGE)
    text = lines(
        say(N_("Which month?")) if months else say(N_("There is no month to report yet.")),
        *(_month(state) for state in shown.items),
    )
    offered = [
        button(
            "{month}",
            action("rep.open", position_id, state.period.isoformat()),
            month=Month(state.period),
        )
        for state in shown.items
    ]
    leaving = [button(N_("Another post"), action("rep.posts"))] if len(posts) > 1 else []
    rows = (
        tuple(offered[:2]),
        tuple(offered[2:]),
        shown.turning(lambda number: action("rep.months", position_id, number)),
        (*leaving, home()),
    )
    return Reply(text, tuple(row for row in rows if row))


def next_open(months: list[MonthState], today: date) -> date | None:
    """Return the oldest month that has ended and waits for its author, if there is one."""
    waiting = [one.period for one in months if one.is_open and one.period < first_of_month(today)]
    return min(waiting, default=None)


def _post(number: int, post: Post) -> Message:
    return say(
        "{number}. {title}, {unit}: {state}",
        number=number,
        title=short(post.title, 120),
        unit=short(post.unit, 80),
        state=say(put.STATES[post.status]),
    )


def _month(state: MonthState) -> Message:
    sentence = N_("{month}: {state}, late") if state.late else "{month}: {state}"
    stands = say(N_("on leave")) if state.on_leave else say(put.STATES[state.status])
    return say(sentence, month=Month(state.period), state=stands)


ACTIONS: dict[str, Handler] = {"rep.posts": choose_post, "rep.months": choose_month}
