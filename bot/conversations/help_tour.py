"""The tour: three short cards by role, one tap each: what to do now, what happens next, who reads it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.talk.conversation import Audience, Conversation
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, lines, say
from kinerja.reports.standing import Standing, standing

CARDS = 3
HEADS = (
    N_("<b>1 of 3 · What to do now</b>"),
    N_("<b>2 of 3 · What happens next</b>"),
    N_("<b>3 of 3 · Who reads it</b>"),
)


@dataclass(frozen=True, slots=True)
class Tour:
    """The cards of a role, with the button that begins (its label and action), and the name of the tour."""

    cards: tuple[str, str, str]
    begin: tuple[str, str]
    name: str


TOURS = {
    Audience.ADMIN: Tour(
        (
            N_(
                "/admin is your checklist: people, superiors, plans, invitations. What is missing stands "
                "there with the next step."
            ),
            N_(
                "Everyone opens their own link, agrees, and types the NIP once. You are told who has "
                "linked; one tap undoes a wrong link. For a lost phone: /admin, Find a person."
            ),
            N_(
                "You see who is linked and who lacks a plan or a superior; reports and feedback you do "
                "not see. The link of an invitation is shown once: please hand it over in person."
            ),
        ),
        (N_("Open the checklist"), "adm"),
        N_("Tour: administration"),
    ),
    Audience.RATER: Tour(
        (
            N_(
                "/tinjau shows what waits for you, the oldest first. One tap opens a report with values, "
                "notes and evidence: accept it, or return it with a reason."
            ),
            N_(
                "The employee is told at once. Then comes your feedback, in three short parts: what went "
                "well, what can be improved, the next step. The answer to it arrives here."
            ),
            N_(
                "Your feedback is read by the person it is for, an observation by you alone for at most "
                "14 days. Nothing about a person is shown in a group."
            ),
        ),
        (N_("To review"), "rev"),
        N_("Tour: for superiors"),
    ),
    Audience.EMPLOYEE: Tour(
        (
            N_(
                "When something is done, note it with /catat: two taps and a sentence. When the month is "
                "over, /lapor gathers the notes; check them and send. Two minutes are enough."
            ),
            N_(
                "A month's report is expected until day {day} of the next month. Your superior accepts it "
                "or asks for what is missing, and gives feedback. I tell you at once."
            ),
            N_(
                "Your superior reads the report, and who leads a result reads that result. /datasaya shows "
                "what is kept. The official record stays in e-Kinerja BKN. Please send no data of patients, "
                "pupils or taxpayers."
            ),
        ),
        (N_("Monthly report"), "rep"),
        N_("Tour: my own work"),
    ),
}
"""The tours, of the role that has most to set up first."""


def show(turn: Turn, role: str = "", card: int = 1) -> Answer:
    """Show a card of the tour of a role, or of the person's first role."""
    own = _own(standing(turn.session, turn.actor, turn.today))
    if not 1 <= card <= CARDS or role not in ("", *own):
        raise Refused(N_("Please choose one of the buttons."))
    chosen = Audience(role) if role else own[0]
    tour = TOURS[chosen]
    day = turn.options.window_closes_day
    text = lines(say(HEADS[card - 1]), say(tour.cards[card - 1], day=day))
    unfinished = _under_way(turn)
    rows = _onward(chosen, card) if card < CARDS else _end(tour, chosen, own)
    return Reply(text, (*((unfinished,) if unfinished else ()), *rows))


def _under_way(turn: Turn) -> tuple[Button, ...]:
    """Return the button that leads back to what is under way, if anything is."""
    present = turn.underway.present()
    if present is not None:
        return (button(N_("Continue: {title}"), present.go_on, title=present.title),)
    return turn.underway.unfinished()[:1]


def _own(here: Standing) -> list[Audience]:
    """Return the roles of somebody that have a tour; who has none yet sees that of employees."""
    has = {
        Audience.ADMIN: here.is_admin,
        Audience.RATER: here.is_rater,
        Audience.EMPLOYEE: here.is_employee,
    }
    return [role for role in TOURS if has[role]] or [Audience.EMPLOYEE]


def _onward(role: Audience, card: int) -> tuple[tuple[Button, ...], ...]:
    following = button(N_("Next"), action("tour", role, card + 1))
    return ((following,), (button(N_("Skip the tour"), action("menu")),))


def _end(tour: Tour, role: Audience, own: list[Audience]) -> tuple[tuple[Button, ...], ...]:
    label, begin = tour.begin
    others = [
        button(TOURS[other].name, action("tour", other, 1)) for other in own if other is not role
    ]
    again = button(N_("From the start"), action("tour", role, 1))
    return (
        (button(label, action(begin)),),
        *((tuple(others),) if others else ()),
        (again, home()),
    )


CONVERSATION = Conversation(name="tour", actions={"tour": show})
