"""Results of the teams somebody leads (*Tim kerja yang saya pimpin*): checked, with words for the rater."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.review.screens import line_text
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Text
from bot.talk.figures import calling, short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, Message, Month, lines, say
from kinerja.models import ReportStatus
from kinerja.reports.evidence_queue import Scope
from kinerja.reports.month import result_card
from kinerja.reports.result_checks import LeaderCheck, check_of, results_to_check
from kinerja.rules.result_checks import LONGEST_RECOMMENDATION, check_recommendation
from kinerja.services.result_checks import check_result

LISTED = 2


def show_led(turn: Turn, page: int = 1) -> Answer:
    """Show the results that wait for their leader, oldest first."""
    return _led(turn, page)


def open_led(turn: Turn, line_id: int) -> Answer:
    """Show one result of a report, and nothing else of it."""
    card = result_card(turn.session, turn.actor, line_id, turn.today)
    check = check_of(turn.session, turn.actor, line_id, turn.today)
    (line,) = card.lines
    is_open = card.status is ReportStatus.SUBMITTED
    text = lines(
        say(
            N_("<b>{name}</b>, a result of the team you lead, {month}"),
            name=card.person_name,
            month=Month(card.period),
        ),
        line_text(line),
        _state(check) if is_open or check.checked_at else say(N_("\nThe report was decided.")),
    )
    rows: list[tuple[Button, ...]] = []
    if check.waits and is_open:
        rows.append((button(N_("Checked"), action("rev.led.done", line_id)),))
        rows.append((button(N_("Leave a recommendation"), action("rev.led.say", line_id)),))
    more = [button(N_("Give feedback"), action("fb.led", line_id))]
    if line.evidence_count:
        data = action("rev.go", Scope.LINE.value, line_id)
        more.insert(0, button(N_("Evidence ({count})"), data, count=line.evidence_count))
    rows.append(tuple(more))
    rows.append((button(N_("‹ Teams"), action("rev.led")), home()))
    return Reply(text, tuple(rows), protected=True)


def done(turn: Turn, line_id: int) -> Answer:
    """Note that a result was checked, without words."""
    return _checked(turn, line_id, "")


def ask_words(turn: Turn, line_id: int) -> Answer:
    """Ask for the recommendation."""
    card = result_card(turn.session, turn.actor, line_id, turn.today)
    readers = ", ".join(card.readers)
    return Start("recommend", {"line": line_id, "name": card.person_name, "readers": readers})


def _checked(turn: Turn, line_id: int, words: str) -> Answer:
    check_result(turn.session, turn.actor, line_id, words, now=turn.now, today=turn.today)
    said = say(N_("Thank you. Whoever rates the report sees that you have checked this result."))
    return _led(turn, 1, said)


def _led(turn: Turn, page: int, said: Message | None = None) -> Reply:
    waiting = results_to_check(turn.session, turn.actor, turn.today)
    back = button(N_("‹ To review"), action("rev"))
    if not waiting:
        text = say(N_("<b>Teams I lead</b>\nNo result waits for you."))
        return Reply(lines(said, text), ((back, home()),))
    shown = page_of(waiting, page, LISTED)
    listed = [
        say(
            N_("• <b>{name}</b>, {month}: {result}\n  until {day}"),
            name=one.person_name,
            month=Month(one.period),
            result=short(one.result, 90),
            day=one.due_on,
        )
        for one in shown.items
    ]
    rows: list[tuple[Button, ...]] = [
        (
            button(
                N_("{name}, {month}"),
                action("rev.led.open", one.line_id),
                name=calling(one.person_name),
                month=Month(one.period),
            ),
        )
        for one in shown.items
    ]
    turning = shown.turning(lambda number: action("rev.led", number))
    rows += [turning] if turning else []
    head = say(
        N_("<b>Teams I lead ({count})</b>\nAfter the day named, a result goes to the rater alone."),
        count=len(waiting),
    )
    return Reply(lines(said, head, *listed), (*rows, (back, home())), protected=True)


def _state(check: LeaderCheck) -> Message:
    if check.checked_at is not None:
        return lines(
            say(N_("\nYou have checked it.")),
            say(N_("Your recommendation: {text}"), text=check.recommendation)
            if check.recommendation
            else None,
        )
    if check.waits:
        return say(N_("\nPlease check it until {day}."), day=check.due_on)
    return say(N_("\nThe time to check it ended on {day}; it is with the rater."), day=check.due_on)


def _save(turn: Turn, answers: Answers) -> Answer:
    return _checked(turn, answers["line"], answers["words"])


def _check_words(_turn: Turn, _answers: Answers, value: Any) -> None:
    check_recommendation(str(value))


def _title(_turn: Turn, answers: Answers) -> Message:
    return say(N_("Recommendation on a result of {name}"), name=answers["name"])


def _readers(_turn: Turn, answers: Answers) -> Message:
    if not answers["readers"]:
        return say(N_("Whoever rates the report will read it."))
    return say(N_("Read by: {names}."), names=answers["readers"])


def told_to_check(values: Mapping[str, Any]) -> Reply:
    """Tell a leader that a result waits, without content."""
    text = say(
        N_("{name} sent the report for {month}; a result of the team you lead is to be checked."),
        name=values["name"],
        month=values["month"],
    )
    return Reply(text, ((button(N_("Open"), action("rev.led.open", values["line_id"])),),))


def told_fallen(values: Mapping[str, Any]) -> Reply:
    """Tell a rater that a report waits for them alone: a leader has not answered in time."""
    text = say(
        N_(
            "The time for the leader to check a result of <b>{name}</b> is over. The report for {month} waits "
            "for you alone."
        ),
        name=values["name"],
        month=values["month"],
    )
    return Reply(text, ((button(N_("Open"), action("rev.open", values["report_id"])),),))


def told_checked(values: Mapping[str, Any]) -> Reply:
    """Tell a rater that the leaders have looked at their results of a report."""
    text = say(
        N_("The leaders of the results have checked the report of {name} for {month}."),
        name=values["name"],
        month=values["month"],
    )
    return Reply(text, ((button(N_("Open"), action("rev.open", values["report_id"])),),))


ACTIONS: dict[str, Handler] = {
    "rev.led": show_led,
    "rev.led.open": open_led,
    "rev.led.done": done,
    "rev.led.say": ask_words,
}
RECOMMEND = Form(
    name="recommend",
    about_others=True,
    title=_title,
    readers=_readers,
    fields=(
        Text(
            name="words",
            label=N_("Recommendation"),
            question=N_("What do you recommend? In words, not as a rating."),
            check=_check_words,
            longest=LONGEST_RECOMMENDATION,
        ),
    ),
    save=_save,
    review=False,
    back=lambda answers: action("rev.led.open", answers["line"]),
)
