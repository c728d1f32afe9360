"""Correction of one's own data (UU 27/2022): asked under /datasaya, answered by the administrator of the unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.talk.conversation import Conversation
from bot.talk.fields import Answers, Text
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.corrections import CorrectionView, correction_card, own_corrections
from kinerja.rules.corrections import LONGEST_REQUEST, check_answer, check_request
from kinerja.rules.periods import local_date
from kinerja.services.correcting_data import answer_correction, ask_for_correction
from kinerja.services.telling import Notice

BACK = button(N_("‹ My data"), action("data"))


def begin(_turn: Turn) -> Answer:
    """Ask what is wrong."""
    return Start("dataask")


def show_own(turn: Turn, page: int = 1) -> Answer:
    """Show one's own requests, one at a time, and what became of each."""
    return _own(turn, page)


def show(turn: Turn, request_id: int) -> Answer:
    """Show one request, to whoever asked or has to answer."""
    return _card(turn, request_id)


def begin_answer(turn: Turn, request_id: int, corrected: int) -> Answer:
    """Ask the administrator for the words that go with an answer."""
    one = correction_card(turn.session, turn.actor, request_id, turn.today)
    if one.own or one.corrected is not None:
        return _card(turn, request_id)
    form = "datafixed" if corrected else "datakept"
    return Start(form, {"request": request_id, "name": one.name})


def _own(turn: Turn, page: int, said: Message | None = None) -> Reply:
    shown = page_of(own_corrections(turn.session, turn.actor), page, 1)
    new = button(N_("Ask for a correction"), action("data.wrong"))
    if not shown.items:
        text = say(N_("<b>Corrections of my data</b>\nYou have asked for none."))
        return Reply(lines(said, text), ((new,), (BACK, home())))
    heading = say(N_("<b>Corrections of my data</b>: {count}"), count=shown.pages)
    turning = shown.turning(lambda number: action("data.asked", number))
    rows: tuple[tuple[Button, ...], ...] = (turning, (new,), (BACK, home()))
    text = lines(said, heading, _text(turn, shown.items[0]))
    return Reply(text, tuple(row for row in rows if row))


def _card(turn: Turn, request_id: int, said: Message | None = None) -> Reply:
    one = correction_card(turn.session, turn.actor, request_id, turn.today)
    if one.own:
        more = button(N_("My requests"), action("data.asked"))
        return Reply(lines(said, _text(turn, one)), ((more,), (BACK, home())))
    heading = say(N_("<b>{name}</b> asks for a correction of their data."), name=one.name)
    hint = None
    rows: list[tuple[Button, ...]] = []
    if one.corrected is None:
        hint = say(
            N_(
                "Please check it and have it corrected where it comes from: in the list of people, the plan "
                "or the personnel data. Then answer here."
            )
        )
        rows += [
            (button(N_("It is corrected"), action("data.fix", one.id, 1)),),
            (button(N_("It stays as it is"), action("data.fix", one.id, 0)),),
        ]
    rows.append((button(N_("Waiting list"), action("wait")), home()))
    return Reply(lines(said, heading, _text(turn, one), hint), tuple(rows), protected=True)


def _text(turn: Turn, one: CorrectionView) -> Message:
    day = local_date(one.asked_at, turn.zone)
    asked = say(N_("Asked on {day}:\n{text}"), day=day, text=one.text)
    if one.answered_at is None:
        return lines(asked, say(N_("Waits for the administrator.")))
    state = N_("Corrected on {day}.") if one.corrected else N_("Not corrected, answered on {day}.")
    answered = say(state, day=local_date(one.answered_at, turn.zone))
    return lines(asked, answered, say("{text}", text=one.answer) if one.answer else None)


def _check_ask(_turn: Turn, _answers: Answers, value: Any) -> None:
    check_request(value, 0)


def _ask(turn: Turn, answers: Answers) -> Answer:
    told = ask_for_correction(
        turn.session, turn.actor, answers["text"], now=turn.now, today=turn.today
    )
    if told:
        return _own(turn, 1, say(N_("Your request is with the administrator of your unit.")))
    contact = turn.options.privacy_contact
    said = say(
        N_("Your request is kept, but no administrator of your unit uses the assistant yet."),
    )
    to_whom = say(N_("Please tell {contact} as well."), contact=contact) if contact else None
    return _own(turn, 1, lines(said, to_whom))


def _answer(turn: Turn, answers: Answers, *, corrected: bool) -> Answer:
    answer_correction(
        turn.session,
        turn.actor,
        answers["request"],
        answers["words"] or "",
        corrected=corrected,
        now=turn.now,
        today=turn.today,
    )
    said = say(N_("Thank you. {name} is told."), name=answers["name"])
    return _card(turn, answers["request"], said)


def _fixed(turn: Turn, answers: Answers) -> Answer:
    return _answer(turn, answers, corrected=True)


def _kept(turn: Turn, answers: Answers) -> Answer:
    return _answer(turn, answers, corrected=False)


def _check_why(_turn: Turn, _answers: Answers, value: Any) -> None:
    check_answer(value, corrected=False)


def _title(_turn: Turn, answers: Answers) -> Message:
    return say(N_("Correction for {name}"), name=answers["name"])


def _told_asked(values: Mapping[str, Any]) -> Reply:
    text = say(N_("Somebody of your units asks for a correction of their data."))
    return _opened(text, values)


def _told_answered(values: Mapping[str, Any]) -> Reply:
    return _opened(say(N_("Your request for a correction of your data was answered.")), values)


def _opened(text: Message, values: Mapping[str, Any]) -> Reply:
    return Reply(text, ((button(N_("Open"), action("data.request", values["request_id"])),),))


def _answering(name: str, question: str, save: Any, **more: Any) -> Form:
    words = Text(
        name="words", label=N_("Answer"), question=question, longest=LONGEST_REQUEST, **more
    )
    return Form(
        name=name,
        about_others=True,
        title=_title,
        readers=lambda _turn, answers: say(N_("Read by {name}."), name=answers["name"]),
        fields=(words,),
        save=save,
        review=False,
        back=lambda answers: action("data.request", answers["request"]),
    )


CONVERSATION = Conversation(
    name="correction",
    actions={
        "data.wrong": begin,
        "data.asked": show_own,
        "data.request": show,
        "data.fix": begin_answer,
    },
    forms=(
        Form(
            name="dataask",
            title=N_("Correction of my data"),
            readers=N_("Read by the administrator of your unit."),
            fields=(
                Text(
                    name="text",
                    label=N_("Request"),
                    question=N_(
                        "What is wrong, and what would be right? For example: My position is Perawat Ahli "
                        "Muda since 1 March, not Ahli Pertama."
                    ),
                    check=_check_ask,
                    longest=LONGEST_REQUEST,
                ),
            ),
            save=_ask,
            back=lambda _answers: action("data"),
        ),
        _answering(
            "datafixed",
            N_("What was corrected? You may skip it."),
            _fixed,
            optional=True,
        ),
        _answering("datakept", N_("Why can it not be corrected?"), _kept, check=_check_why),
    ),
    notices={
        Notice.CORRECTION_ASKED: _told_asked,
        Notice.CORRECTION_ANSWERED: _told_answered,
    },
)
