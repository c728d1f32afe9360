"""The file of an objection as its parties and the decider read it, and the record of the case."""

from __future__ import annotations

from bot.conversations.objection.words import HAPPENED, STATES, card_of, heading
from bot.talk import ratings
from bot.talk.clocks import clock_line
from bot.talk.conversation import Handler
from bot.talk.figures import short, size_of
from bot.talk.pages import page_by_size
from bot.talk.pieces import file_of, name_of
from bot.talk.turn import Answer, Button, Reply, Rows, Turn, action, button, home
from kinerja.messages import N_, Message, Month, lines, say
from kinerja.models import ObjectionState
from kinerja.reports.case_timeline import Entry, case_timeline
from kinerja.reports.objections import ObjectionCard
from kinerja.services.objecting import note_look

LARGEST = 1200


def look(turn: Turn, objection_id: int) -> ObjectionCard:
    """Return the file; that somebody looked at it is noted."""
    card = card_of(turn, objection_id)
    if card.objection.state is not ObjectionState.DRAFT:
        note_look(turn.session, turn.actor, objection_id, now=turn.now, today=turn.today)
    return card


def file_screen(turn: Turn, card: ObjectionCard, said: Message | None = None) -> Reply:
    """Return the file of an objection that was sent."""
    row = card.objection
    text = lines(
        said,
        heading(card),
        say(N_("State: {state}"), state=say(STATES[row.state])),
        _rated(card),
        say(N_("\n<b>Reasons of {name}</b>\n{text}"), name=card.name, text=short(row.reasons, 400)),
        say(N_("\n<b>Answer of {rater}</b>\n{text}"), rater=card.rater, text=short(row.answer, 400))
        if row.answer
        else None,
        *_decision(card),
    )
    return Reply(text, _rows(turn, card), protected=turn.actor.person_id != row.person_id)


def _rated(card: ObjectionCard) -> Message:
    row = card.evaluation
    return say(
        N_("Rated by {rater}: results “{results}”, behaviour “{behaviour}”: {predicate}"),
        rater=card.rater,
        results=ratings.rating(row.results),
        behaviour=ratings.rating(row.behaviour),
        predicate=say(ratings.PREDICATES[row.predicate]) if row.predicate else say(N_("–")),
    )


def _decision(card: ObjectionCard) -> tuple[Message, ...]:
    row = card.objection
    if row.state is not ObjectionState.DECIDED:
        who = say(N_("Decided by: {name}"), name=card.decider)
        nobody = say(N_("Nobody above the rater uses the assistant; the administrators are told."))
        clock = clock_line(N_("Decision until {days}."), card.deciding) if card.deciding else None
        return (who if card.decider else nobody, *(one for one in (clock,) if one))
    decided = say(
        N_("\n<b>Decision of {name}</b>, final"),
        name=card.decider,
    )
    if row.upheld:
        outcome = say(N_("The evaluation stays."))
    else:
        outcome = say(
            N_("Changed: results “{results}”, behaviour “{behaviour}”: <b>{predicate}</b>"),
            results=ratings.rating(row.results),
            behaviour=ratings.rating(row.behaviour),
            predicate=say(ratings.PREDICATES[row.predicate]) if row.predicate else say(N_("–")),
        )
    return (decided, outcome, say("{text}", text=short(row.decision_reasons, 400)))


def _rows(turn: Turn, card: ObjectionCard) -> Rows:
    row = card.objection
    deeds: list[Button] = []
    if card.may_answer:
        deeds.append(button(N_("Answer"), action("obj.answer", row.id)))
    if card.may_decide:
        deeds.append(button(N_("It stays"), action("obj.uphold", row.id)))
        deeds.append(button(N_("Change"), action("obj.change", row.id)))
    reading = [button(N_("Record of the case"), action("obj.case", row.id))]
    if card.pieces:
        count = len(card.pieces)
        reading.append(
            button(N_("Evidence ({count})"), action("obj.piece", row.id, 1), count=count)
        )
    del turn
    leaving = (button(N_("‹ Objections"), action("obj")), home())
    return tuple(one for one in (tuple(deeds), tuple(reading), leaving) if one)


def show_case(turn: Turn, objection_id: int, page: int = 1) -> Answer:
    """Show the record of the case: dated facts, nothing to change."""
    card = look(turn, objection_id)
    entries = case_timeline(turn.session, turn.actor, objection_id, turn.today)
    said = [_entry(one) for one in entries]
    shown = page_by_size(said, [size_of(one) for one in said], page, LARGEST)
    text = lines(heading(card), say(N_("<b>Record of the case</b>, only to be read")), *shown.items)
    turning = shown.turning(lambda number: action("obj.case", objection_id, number))
    back = button(N_("‹ The file"), action("obj.open", objection_id))
    rows = (turning, (back, home()))
    return Reply(text, tuple(row for row in rows if row), protected=True)


def _entry(one: Entry) -> Message:
    told = say(
        HAPPENED[one.what],
        text=short(one.text, 240),
        month=Month(one.month) if one.month else "",
    )
    return say("{day}: {told}", day=one.at.date(), told=told)


def show_piece(turn: Turn, objection_id: int, number: int) -> Answer:
    """Show one piece of the evidence."""
    card = look(turn, objection_id)
    back = button(N_("‹ The file"), action("obj.open", objection_id))
    if not 1 <= number <= len(card.pieces):
        return Reply(say(N_("This evidence is not there any more.")), ((back, home()),))
    piece = card.pieces[number - 1]
    text = lines(
        say(
            N_("Evidence {number} of {count} of the objection of {name}"),
            number=number,
            count=len(card.pieces),
            name=card.name,
        ),
        name_of(piece, 500),
    )
    following: tuple[Button, ...] = ()
    if number < len(card.pieces):
        data = action("obj.piece", objection_id, number + 1)
        following = (button(N_("Next evidence ›"), data),)
    rows = ((*following, back), (home(),))
    return Reply(text, rows, protected=True, file=file_of(piece))


ACTIONS: dict[str, Handler] = {"obj.case": show_case, "obj.piece": show_piece}
