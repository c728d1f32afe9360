"""Answering a request: who reads it is said first, three taps, tags, and a text as it will look."""

from __future__ import annotations

from bot.conversations.peers.choosing import Bounded
from bot.conversations.peers.hub import hub
from bot.conversations.peers.words import QUESTIONS, SEEN, SIGNS
from bot.talk.fields import Answers, Choice, Field, Option, Taken, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.turn import Answer, Attachment, Button, Reply, Start, Turn, action, button, home
from kinerja.errors import Refused, Unknown
from kinerja.messages import N_, Message, lines, say, words
from kinerja.models import InvitationState
from kinerja.reports.peer_requests import Asked, request_to_answer
from kinerja.rules.betraying_words import signs_in, smoothed
from kinerja.rules.peer_feedback import (
    LEAST,
    LONGEST_TEXT,
    MOST_QUESTIONS,
    MOST_TAGS,
    PEER_FORM,
    PeerContent,
    Question,
    Way,
)
from kinerja.services.answering_peers import answer_request, decline_request


def show(turn: Turn, request_id: int) -> Answer:
    """Show what somebody is asked, who reads it and whether their name stands on it, before anything is written."""
    return _screen(request_to_answer(turn.session, turn.actor, request_id))


def decline(turn: Turn, request_id: int) -> Answer:
    """Decline with one tap, or take an answer back."""
    asked = request_to_answer(turn.session, turn.actor, request_id)
    decline_request(turn.session, turn.actor, request_id, today=turn.today)
    if asked.state is InvitationState.ANSWERED:
        return hub(turn, say(N_("Your answer is taken back and erased.")))
    return hub(turn, say(N_("That is all right; nobody is told.")))


def begin(turn: Turn, request_id: int, way: str) -> Answer:
    """Begin an answer in one of the ways that are possible."""
    asked = request_to_answer(turn.session, turn.actor, request_id)
    if way not in asked.ways:
        raise Unknown
    return Start(
        PEER_FORM,
        {
            "request": asked.id,
            "name": asked.subject,
            "way": way,
            "readers": list(asked.readers),
            "above": asked.unit_above,
            "asked": list(asked.questions),
            "competencies": list(turn.options.competencies),
            "names": list(asked.names),
            "titles": list(asked.titles),
        },
    )


def _screen(asked: Asked) -> Reply:
    about = say(N_("<b>Feedback about {name}</b>"), name=asked.subject)
    listed = (say("• {text}", text=say(QUESTIONS[Question(one)])) for one in asked.questions)
    until = say(N_("Until {day}. Three taps; a sentence is optional."), day=asked.closes_on)
    done = None
    if asked.state is InvitationState.ANSWERED:
        done = say(N_("You have answered. You may answer anew; the newest counts."))
    text = lines(about, _by_whom(asked), *listed, until, _readers(asked), _how(asked), done)
    return Reply(text, _rows(asked), protected=True)


def _by_whom(asked: Asked) -> Message:
    if asked.asker == asked.subject:
        return say(N_("{name} asks you what you see:"), name=asked.subject)
    return say(N_("{name} asks you what you see:"), name=asked.asker)


def _readers(asked: Asked) -> Message:
    return say(N_("It is read by: {names}."), names=", ".join(asked.readers))


def _how(asked: Asked) -> Message:
    if asked.is_small:
        return say(
            N_(
                "<b>Your group has only {count}.</b> It can never reach the {least} behind whom nobody is "
                "known. Please choose: with your name, or merged with other groups into {unit}, where it is "
                "shown without the name of the group."
            ),
            count=asked.asked,
            least=LEAST,
            unit=asked.unit_above,
        )
    if asked.ways == (Way.NAMED,):
        return say(N_("Your name stands on it, and it is read at once. Do you agree?"))
    return say(
        N_(
            "<b>Without your name.</b> {count} are asked. It is shown only if at least {least} answer, all "
            "together on the morning after the last day, in no order. Then nobody can find out who answered "
            "what, or at all; with fewer answers all are erased."
        ),
        count=asked.asked,
        least=LEAST,
    )


_LABELS = {
    Way.NAMED: N_("Answer, with my name"),
    Way.ANONYMOUS: N_("Answer, without my name"),
    Way.MERGED: N_("Answer, merged above"),
}


def _rows(asked: Asked) -> tuple[tuple[Button, ...], ...]:
    ways = [(button(_LABELS[way], action("peer.begin", asked.id, way)),) for way in asked.ways]
    no = N_("I would rather not")
    if asked.state is InvitationState.ANSWERED:
        no = N_("Take my answer back")
    leaving = (button(N_("‹ Asked of me"), action("peer.asked")), home())
    return (*ways, (button(no, action("peer.no", asked.id)),), leaving)


def _question(number: int) -> Field:
    def text(_turn: Turn, answers: Answers) -> Message:
        asked = say(QUESTIONS[Question(answers["asked"][number])])
        return say(N_("{name}: <b>{question}</b>?"), name=answers["name"], question=asked)

    def applies(_turn: Turn, answers: Answers) -> bool:
        return number < len(answers["asked"])

    labels = (N_("First question"), N_("Second question"), N_("Third question"))
    return Choice(
        name=f"q{number}", label=labels[number], question=text, choices=_seen, when=applies
    )


def _seen(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(one.value, say(label)) for one, label in SEEN.items()]


def _tags(_turn: Turn, answers: Answers) -> list[Option]:
    return [(f"c{n}", words(name)) for n, name in enumerate(answers["competencies"])]


def _left(turn: Turn, answers: Answers) -> list[Option]:
    taken = answers.get("strengths") or ()
    return [option for option in _tags(turn, answers) if option[0] not in taken]


def _chosen(answers: Answers, name: str) -> tuple[str, ...]:
    return tuple(answers["competencies"][int(key[1:])] for key in answers.get(name) or ())


_THREE = N_("Please choose at most three of these; fewer say more.")


class _Smoothed(Text):
    """Words that are shown as they will look: without a name, in a spelling that is nobody's."""

    def take(self, turn: Turn, answers: Answers, raw: str | Attachment) -> Taken:
        """Take the words, smoothed where no name stands on them."""
        taken = super().take(turn, answers, raw)
        if answers["way"] == Way.NAMED or not isinstance(taken.value, str):
            return taken
        text = smoothed(taken.value)
        if not text.strip(" ."):
            raise Refused(N_("Please write your answer in a sentence."))
        return Taken(text)


def _preview(_turn: Turn, answers: Answers, value: object) -> Message | None:
    """Show how a text will look, and say what in it may give its author away."""
    if answers["way"] == Way.NAMED or not value:
        return None
    text = str(value)
    signs = signs_in(text, answers["names"], answers["titles"])
    shown = say(N_("This is how it will look, among the others:\n<i>{text}</i>"), text=text)
    if not signs:
        return lines(shown, say(N_("Shall it stand like this?")))
    listed = (say("• {sign}", sign=say(SIGNS[sign])) for sign in signs)
    warning = say(N_("<b>It may show that it is from you:</b>"))
    advice = say(N_("Better say what you see in general. Shall it stand like this?"))
    return lines(shown, warning, *listed, advice)


def _save(turn: Turn, answers: Answers) -> Answer:
    given = {key: answers.get(f"q{n}", "") for n, key in enumerate(answers["asked"])}
    content = PeerContent(
        answers=given,
        strengths=_chosen(answers, "strengths"),
        to_develop=_chosen(answers, "develop"),
        text=answers.get("text") or "",
    )
    answer_request(
        turn.session,
        turn.actor,
        answers["request"],
        content,
        Way(answers["way"]),
        now=turn.now,
        today=turn.today,
    )
    if Way(answers["way"]) is Way.NAMED:
        return hub(turn, say(_THANKS[Way.NAMED]))
    again = button(N_("Change it or take it back"), action("peer.see", answers["request"]))
    leaving = (button(N_("‹ From others"), action("peer")), home())
    return Reply(say(_THANKS[Way(answers["way"])]), ((again,), leaving))


_THANKS = {
    Way.NAMED: N_("Thank you. It can be read now."),
    Way.ANONYMOUS: N_("Thank you. It is kept closed until the last day is over."),
    Way.MERGED: N_("Thank you. It is merged with others after the last day."),
}


def _who_reads(_turn: Turn, answers: Answers) -> Message:
    names = ", ".join(answers["readers"])
    if answers["way"] == Way.NAMED:
        return say(N_("Read with your name by: {names}."), names=short(names, 120))
    if answers["way"] == Way.MERGED:
        return say(
            N_("Read without your name, among the answers below {unit}."), unit=answers["above"]
        )
    return say(N_("Read without your name by: {names}."), names=short(names, 120))


ANSWER = Form(
    name=PEER_FORM,
    title=lambda _turn, answers: say(N_("Feedback about {name}"), name=answers["name"]),
    readers=_who_reads,
    about_others=True,
    fields=(
        *(_question(number) for number in range(MOST_QUESTIONS)),
        Bounded(
            name="strengths",
            most=MOST_TAGS,
            bounds=_THREE,
            label=N_("Strengths"),
            question=N_("What is a strength? Choose up to three, or none, then tap Done."),
            choices=_tags,
        ),
        Bounded(
            name="develop",
            most=MOST_TAGS,
            bounds=_THREE,
            label=N_("To be developed"),
            question=N_("What can be developed? Choose up to three, or none, then tap Done."),
            choices=_left,
        ),
        _Smoothed(
            name="text",
            label=N_("In words"),
            question=N_(
                "Would you like to add a sentence? What helps most is what to keep, or to try."
            ),
            optional=True,
            longest=LONGEST_TEXT,
            check=_preview,
        ),
    ),
    save=_save,
    back=lambda answers: action("peer.see", answers["request"]),
)
