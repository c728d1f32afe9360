"""What a good answer to a question looks like, by the kind of question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.talk.fields import Choice, Confirm, Day, Evidence, Field, Many, Number, Secret
from kinerja.messages import N_, Message, lines, say

if TYPE_CHECKING:
    from bot.talk.run import Run


@dataclass(frozen=True, slots=True)
class Present:
    """The question somebody is at, none at a review card; ``go_on`` is the data of the button back to it.

    ``takes_words`` says that the answer may be written, ``is_kept`` that leaving keeps the answers.
    """

    title: Message
    question: Message | None
    guidance: Message
    go_on: str
    takes_words: bool
    is_kept: bool


ANSWER = N_(
    "A sentence or two in your own words are enough; best with a number or an example, such as "
    "“Twelve visits, all toddlers weighed.”"
)
REVIEWED = N_(
    "Please read the card through. A wrong answer is changed by its button, the others stay; nothing "
    "is sent before you say so."
)
IN_DOUBT = N_("Please say with a button whether your last answer is right, or change it.")

_GOOD: tuple[tuple[type[Field], str], ...] = (
    (Number, N_("Write the number only, for example 12 or 12,5.")),
    (Day, N_("Write day and month, for example 31/1, or tap a button.")),
    (
        Evidence,
        N_(
            "Send a photo, a document, a link or the number of a document, several one after the "
            "other; then tap “Done”."
        ),
    ),
    (Many, N_("Tap everything that fits; a second tap takes it back. Then tap “Done”.")),
    (Choice, N_("Tap the button that fits.")),
    (Confirm, N_("Tap the button that fits.")),
    (Secret, N_("Write it exactly as it was given to you. Your message is deleted at once.")),
)


def guidance(field: Field) -> Message:
    """Return what a good answer to a question looks like, with the question's own help first."""
    good = next((text for kind, text in _GOOD if isinstance(field, kind)), ANSWER)
    own = say(field.help) if field.help else None
    skipping = N_("It may be left out: tap “Skip”.") if field.optional else None
    return lines(own, say(good), say(skipping) if skipping else None)


def present_of(run: Run, go_on: str) -> Present:
    """Return the present question of a form with what a good answer to it looks like."""
    field = run.form.field(run.draft.step)
    in_doubt = "pending" in run.draft.answers
    good = say(REVIEWED) if field is None else guidance(field)
    by_button = field is None or isinstance(field, (Choice, Many, Confirm))
    return Present(
        title=run.title,
        question=None if field is None else field.ask(run.turn, run.answers),
        guidance=say(IN_DOUBT) if in_doubt else good,
        go_on=go_on,
        takes_words=not by_button and not in_doubt,
        is_kept=not run.form.secret,
    )
