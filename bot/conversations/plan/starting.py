"""Beginning a plan: with a template, last year's, the superior's results, or an empty page."""

from __future__ import annotations

from bot.conversations.plan import cards, results
from bot.conversations.plan import words as put
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Rows, Start, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.plan_card import plan_card
from kinerja.reports.plan_sources import Beginning, beginnings, results_to_support
from kinerja.rules.plan_states import check_reason
from kinerja.services.plan_drafts import Source, begin_plan, begin_version

POSTS = 3
TAKEN = 5
SUPERIOR = "above"


def choose_post(turn: Turn, page: int = 1) -> Answer:
    """Ask for which post and year the plan is; one alone is not asked about."""
    found = beginnings(turn.session, turn.actor, turn.today)
    if len(found) == 1:
        return how_screen(found[0])
    if not found:
        text = say(
            N_(
                "There is nothing new to plan: each post of yours has its plan for this year. A plan can be "
                "revised; if a post is missing here, please tell your unit's administrator."
            )
        )
        return Reply(text, ((button(N_("‹ My plan"), action("skp")), home()),))
    shown = page_of(found, page, POSTS)
    rows: list[tuple[Button, ...]] = [
        (
            button(
                N_("{title}, {year}"),
                action("plan.new", one.position_id, one.year),
                title=short(one.title, 34),
                year=str(one.year),
            ),
        )
        for one in shown.items
    ]
    turning = shown.turning(lambda number: action("plan.posts", number))
    return Reply(say(N_("Which plan do you want to write?")), (*rows, (*turning, home())))


def how(turn: Turn, position_id: int, year: int) -> Answer:
    """Ask what the plan begins with."""
    for one in beginnings(turn.session, turn.actor, turn.today):
        if (one.position_id, one.year) == (position_id, year):
            return how_screen(one)
    return choose_post(turn)


def how_screen(one: Beginning) -> Reply:
    """Return the choice of what a plan begins with."""
    text = lines(
        say(
            N_("<b>A plan for {year}</b>\n{position}, {first} to {last}"),
            year=str(one.year),
            position=short(one.title, 80),
            first=one.first,
            last=one.last,
        ),
        say(N_("It begins as a draft that only you see, and waits for you as long as it must.")),
        say(N_("What shall it begin with?")),
    )
    place = (one.position_id, one.year)
    offered = [button(N_("An empty page"), action("plan.from", *place, Source.EMPTY.value))]
    if one.has_superior:
        above = button(N_("My superior's results"), action("plan.from", *place, SUPERIOR))
        offered.insert(0, above)
    if one.has_last_year:
        last = action("plan.from", *place, Source.LAST_YEAR.value)
        offered.insert(0, button(N_("The plan of last year"), last))
    if one.has_template:
        template = action("plan.from", *place, Source.TEMPLATE.value)
        offered.insert(0, button(N_("The template for this position"), template))
    rows: Rows = (*((one,) for one in offered[:-1]), (offered[-1], home()))
    return Reply(text, rows)


def begin(turn: Turn, position_id: int, year: int, source: str) -> Answer:
    """Begin the plan; on an empty page the first result is asked for at once."""
    if source not in (*Source, SUPERIOR):
        raise Refused(N_("Please choose one of the buttons."))
    begun = Source.EMPTY if source == SUPERIOR else Source(source)
    plan_id = begin_plan(
        turn.session, turn.actor, position_id, year, begun, now=turn.now, today=turn.today
    )
    if source == SUPERIOR:
        return take(turn, plan_id)
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    return cards.draft_screen(card) if card.plan.results else results.start_result(card)


def take(turn: Turn, plan_id: int, page: int = 1) -> Answer:
    """Show the superior's results: a part of one is taken by its number."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    found = results_to_support(turn.session, turn.actor, plan_id, turn.today)
    shown = page_of(found, page, TAKEN)
    numbered = list(enumerate(shown.items, start=shown.first_index + 1))
    taken = {result.supports_id for result in card.plan.results}
    text = lines(
        say(N_("<b>Results of your superior</b>\nTap a number to take a part of that result.")),
        *(
            say(
                N_("{n}. {text}{taken}"),
                n=n,
                text=short(one.text, 160),
                taken=say(N_(" (you support it)")) if one.id in taken else say(""),
            )
            for n, one in numbered
        ),
    )
    if not found:
        text = say(
            N_(
                "Your superior has no plan for this year here yet. You can write your results freely."
            )
        )
    rows: Rows = (
        tuple(button("{n}", action("plan.take.one", plan_id, one.id), n=n) for n, one in numbered),
        shown.turning(lambda number: action("plan.take", plan_id, number)),
        (
            button(N_("Add a result"), action("plan.add", plan_id)),
            button(N_("Shared results"), action("shr")),
        ),
        (put.way_back(card), home()),
    )
    return Reply(text, tuple(row for row in rows if row), protected=True)


def take_one(turn: Turn, plan_id: int, result_id: int) -> Answer:
    """Ask for the own part of a superior's result."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    for one in results_to_support(turn.session, turn.actor, plan_id, turn.today):
        if one.id == result_id:
            return results.start_result(card, one.id, one.text)
    return take(turn, plan_id)


def ask_revision(turn: Turn, plan_id: int) -> Answer:
    """Ask why an approved plan is revised."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    return Start("plrev", {"plan": card.id, "year": str(card.plan.year)})


def write_again(turn: Turn, plan_id: int) -> Answer:
    """Go on with a plan that was sent or came back, as its next version."""
    new_id = begin_version(turn.session, turn.actor, plan_id, now=turn.now, today=turn.today)
    return cards.show_draft(turn, new_id)


def _save_revision(turn: Turn, answers: Answers) -> Answer:
    reason = check_reason(answers["reason"])
    new_id = begin_version(
        turn.session, turn.actor, answers["plan"], reason=reason, now=turn.now, today=turn.today
    )
    return cards.show_draft(turn, new_id)


def _check_reason(_turn: Turn, _answers: Answers, value: object) -> None:
    check_reason(str(value))


def _title(_turn: Turn, answers: Answers) -> Message:
    return say(N_("Revision of the plan for {year}"), year=answers["year"])


REVISION = Form(
    name="plrev",
    title=_title,
    readers=N_("The approved version stays in force until the revision is approved."),
    fields=(
        Text(
            name="reason",
            label=N_("Reason"),
            question=N_("Why is the plan changed? Whoever approves it reads this."),
            check=_check_reason,
        ),
    ),
    save=_save_revision,
    review=False,
    back=lambda answers: action("plan.see", answers["plan"]),
)
ACTIONS: dict[str, Handler] = {
    "plan.posts": choose_post,
    "plan.new": how,
    "plan.from": begin,
    "plan.take": take,
    "plan.take.one": take_one,
    "plan.revise": ask_revision,
    "plan.again": write_again,
}
