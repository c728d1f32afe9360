"""The screens of the role–result matrix: results, one result, the people, one of them."""

from __future__ import annotations

from bot.conversations.cascade import sharing
from bot.conversations.cascade import words as put
from bot.talk.conversation import Handler
from bot.talk.figures import short
from bot.talk.pages import page_of, pages_row, people_rows
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.errors import Unknown
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.messages import words as plain
from kinerja.reports.cascade import Cascade, CascadePerson, OwnResult, Scope, cascade_of
from kinerja.reports.shares import offers_to_answer
from kinerja.rules.plan_spans import years_to_plan

LISTED = 5
PEOPLE = 10
PARTS = 4
ALL, GAPS = "all", "gaps"


def load(turn: Turn, leader_id: int, scope: str, year: int = 0) -> Cascade:
    """Return a matrix; without a leader the actor's own, without a year the present one."""
    return cascade_of(
        turn.session,
        turn.actor,
        leader_id or turn.actor.person_id or 0,
        year or turn.today.year,
        _scope(scope),
        turn.today,
    )


def show(
    turn: Turn, leader_id: int = 0, scope: str = Scope.RATED.value, page: int = 1, year: int = 0
) -> Answer:
    """Show the results of a leader with who supports them, and the gaps."""
    cascade = load(turn, leader_id, scope, year)
    if not cascade.results:
        return _empty(turn, cascade)
    shown = page_of(cascade.results, page, LISTED)
    offers = len(offers_to_answer(turn.session, turn.actor, turn.today)) if cascade.is_own else 0
    text = lines(
        put.heading(cascade),
        put.figures(cascade),
        say(
            NN_("{n} person is willing to take a part", "{n} people are willing to take a part"),
            n=offers,
        )
        if offers
        else None,
        plain(""),
        *(_result(one) for one in shown.items),
        plain(""),
        say(N_("Tap a number to see who supports that result.")),
    )
    numbers = tuple(button("{n}", _of_result(cascade, one.id), n=one.number) for one in shown.items)
    turning = shown.turning(lambda number: put.to_matrix(cascade, number))
    first = (*numbers, *_years(turn, cascade))
    rows = (first, _views(cascade, offers), _files(cascade), (*turning, *_leaving(cascade)))
    return Reply(text, rows, protected=True)


def show_result(
    turn: Turn, leader_id: int, scope: str, year: int, result_id: int, page: int = 1
) -> Answer:
    """Show who supports a result, and with what."""
    cascade = load(turn, leader_id, scope, year)
    result = cascade.result(result_id)
    said, rows = sharing.ways(turn, cascade, result)
    found = cascade.supporting(result.number)
    shown = page_of(found, page, PARTS)
    text = lines(
        say("<b>{number}. {text}</b>", number=result.number, text=short(result.text, 300)),
        counted(result),
        said,
        plain(""),
        *(put.supporter_line(person, part) for person, part in shown.items),
    )
    turning = shown.turning(lambda number: _of_result(cascade, result_id, number))
    leaving = (*turning, put.back(cascade), home())
    return Reply(text, (*rows, leaving), protected=True)


def show_people(
    turn: Turn, leader_id: int, scope: str, year: int, which: str = ALL, page: int = 1
) -> Answer:
    """Show the people with their rows of the matrix, or those who support none."""
    cascade = load(turn, leader_id, scope, year)
    people = cascade.supporting_none if which == GAPS else cascade.people
    shown = page_of(people, page, PEOPLE)
    title = N_("<b>Support none ({count})</b>") if which == GAPS else N_("<b>People ({count})</b>")
    numbered = list(enumerate(shown.items, start=shown.first_index + 1))
    text = lines(
        say(title, count=len(people)),
        say(N_("● directly, ○ indirectly, · not; one mark a result, in their order"))
        if which == ALL
        else say(N_("They have no plan yet, or nothing in it leads up to a result of the leader.")),
        *(_listed(one, n, which) for n, one in numbered),
        None if people else say(N_("Nobody; all is done.")),
    )
    rows = people_rows([(n, one.name, _of_person(cascade, one.position_id)) for n, one in numbered])
    turning = pages_row(shown, lambda number: _of_people(cascade, which, number))
    return Reply(text, (*rows, *turning, (put.back(cascade), home())), protected=True)


def show_person(
    turn: Turn, leader_id: int, scope: str, year: int, position_id: int, page: int = 1
) -> Answer:
    """Show the results of one person, and what each leads up to."""
    cascade = load(turn, leader_id, scope, year)
    person = cascade.person(position_id)
    shown = page_of(person.parts, page, LISTED)
    text = lines(
        say(
            N_("<b>{name}</b>\n{title}, {unit}"),
            name=person.name,
            title=short(person.title, 80),
            unit=short(person.unit, 80),
        ),
        say(N_("No plan yet."))
        if person.status is None
        else say(N_("Plan: {state}"), state=put.state_of(person)),
        plain(""),
        *(put.part_line(part) for part in shown.items),
    )
    ways: list[Button] = []
    is_rated = cascade.is_own and cascade.scope is Scope.RATED and not person.is_elsewhere
    if person.plan_id and is_rated:
        ways.append(button(N_("Open the plan"), action("plan.see", person.plan_id)))
    if person.has_people:
        below = action("mtx", person.person_id, Scope.RATED.value, 1, cascade.year)
        ways.append(button(N_("Their matrix"), below))
    turning = shown.turning(lambda number: _of_person(cascade, position_id, number))
    leaving = (*turning, put.back(cascade), home())
    rows = (tuple(ways), leaving)
    return Reply(text, tuple(row for row in rows if row), protected=True)


def counted(result: OwnResult) -> Message:
    """Say by how many people a result is supported."""
    if result.is_gap:
        return say(N_("   ⚠ nobody supports it"))
    return say(
        N_("   ● {direct} directly, ○ {indirect} indirectly"),
        direct=result.direct,
        indirect=result.indirect,
    )


def _scope(text: str) -> Scope:
    if text not in tuple(Scope):
        raise Unknown
    return Scope(text)


def _result(one: OwnResult) -> Message:
    head = say("{number}. {text}", number=one.number, text=short(one.text, 120))
    return lines(head, counted(one))


def _listed(one: CascadePerson, number: int, which: str) -> Message:
    if which == GAPS:
        return say("{n}. {name}: {why}", n=number, name=short(one.name, 40), why=put.why_none(one))
    return say(
        "<code>{cells}</code> {n}. {name}, {about}",
        cells=put.cells(one),
        n=number,
        name=short(one.name, 34),
        about=short(one.unit if one.is_elsewhere else one.title, 30),
    )


def _of_result(cascade: Cascade, result_id: int, page: int = 1) -> str:
    return action("mtx.res", *_place(cascade), result_id, page)


def _of_people(cascade: Cascade, which: str, page: int = 1) -> str:
    return action("mtx.who", *_place(cascade), which, page)


def _of_person(cascade: Cascade, position_id: int, page: int = 1) -> str:
    return action("mtx.of", *_place(cascade), position_id, page)


def _place(cascade: Cascade) -> tuple[int, str, int]:
    return cascade.leader_id, cascade.scope.value, cascade.year


def _views(cascade: Cascade, offers: int) -> tuple[Button, ...]:
    ways = [button(N_("People ({count})"), _of_people(cascade, ALL), count=len(cascade.people))]
    missing = len(cascade.supporting_none)
    if missing:
        ways.append(button(N_("Gaps ({count})"), _of_people(cascade, GAPS), count=missing))
    if offers:
        ways.append(button(N_("Offers ({count})"), action("shr.offers"), count=offers))
    return tuple(ways)


def _files(cascade: Cascade) -> tuple[Button, ...]:
    other = Scope.RATED if cascade.scope is Scope.BELOW else Scope.BELOW
    label = N_("Whole unit") if other is Scope.BELOW else N_("Rated only")
    turned = action("mtx", cascade.leader_id, other.value, 1, cascade.year)
    return (
        button(N_("Picture"), action("mtx.png", *_place(cascade))),
        button(N_("Table"), action("mtx.xlsx", *_place(cascade))),
        button(label, turned),
    )


def _years(turn: Turn, cascade: Cascade) -> tuple[Button, ...]:
    """Return a button for each other year that is open."""
    place = (cascade.leader_id, cascade.scope.value, 1)
    years = [year for year in years_to_plan(turn.today) if year != cascade.year]
    return tuple(button("{year}", action("mtx", *place, year), year=str(year)) for year in years)


def _leaving(cascade: Cascade) -> tuple[Button, ...]:
    if cascade.is_own:
        return button(N_("Work teams"), action("wt")), home()
    return button(N_("‹ My matrix"), action("mtx")), home()


def _empty(turn: Turn, cascade: Cascade) -> Reply:
    """Say why there is nothing to be seen, and what to do next."""
    text = lines(
        put.heading(cascade),
        say(
            N_(
                "There are no results for {year} here yet. Once a plan is sent, its results stand here with "
                "those who support them."
            ),
            year=str(cascade.year),
        ),
    )
    ways = [*_years(turn, cascade)]
    if cascade.is_own:
        ways.append(button(N_("My plan"), action("skp")))
    if cascade.people:
        people = _of_people(cascade, ALL)
        ways.append(button(N_("People ({count})"), people, count=len(cascade.people)))
    rows = (tuple(ways), _leaving(cascade))
    return Reply(text, tuple(row for row in rows if row), protected=True)


ACTIONS: dict[str, Handler] = {
    "mtx": show,
    "mtx.res": show_result,
    "mtx.who": show_people,
    "mtx.of": show_person,
}
