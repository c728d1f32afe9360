"""What can be mended after an announcement went out: retry, correct, withdraw, remind who has not read it."""

from __future__ import annotations

from bot.conversations.broadcast.composing import MARKS
from bot.conversations.broadcast.running import OVER, screen, sure
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Text
from bot.talk.form import Form
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.models import BroadcastState
from kinerja.reports.broadcasts import Progress, broadcast_card
from kinerja.rules.broadcast_text import LONGEST_TEXT
from kinerja.services.mending_broadcasts import correct_broadcast, recall_broadcast, remind_unread
from kinerja.services.running_broadcasts import retry_broadcast


def more(turn: Turn, broadcast_id: int) -> Answer:
    """Offer what can be mended."""
    card = broadcast_card(turn.session, turn.actor, broadcast_id, turn.today, turn.now)
    number, progress = card.id, card.progress
    recalled = progress is not None and progress.recalled
    offers: list[Button] = []
    if not recalled:
        offers += [
            button(N_("Correct the text"), action("bc.fix", number)),
            button(N_("Withdraw it"), action("bc.recall?", number)),
        ]
    if card.state is BroadcastState.DONE and _has_missed(progress):
        offers.append(button(N_("Retry failed"), action("bc.retry", number)))
    if card.receipt and card.state in OVER and not recalled:
        offers.append(button(N_("Remind unread"), action("bc.nudge", number)))
    offers += [
        button(N_("Write a like one"), action("bc.again", number)),
        button(N_("‹ Back"), action("bc.open", number)),
    ]
    rows = tuple(tuple(offers[i : i + 2]) for i in range(0, len(offers), 2))
    explained = N_(
        "<b>Correct the text</b> changes the words in every chat. <b>Withdraw it</b> takes it away: "
        "Telegram deletes within 48 hours, later the words are replaced."
    )
    text = N_("This announcement was withdrawn.") if recalled else explained
    return Reply(say(text), rows)


def _has_missed(progress: Progress | None) -> bool:
    """Tell whether somebody has not got it who may get it now."""
    return progress is not None and bool(progress.failed + progress.blocked + progress.not_linked)


def retry(turn: Turn, broadcast_id: int) -> Answer:
    """Try again where it may work now."""
    ways = turn.options.broadcast
    count = retry_broadcast(
        turn.session, turn.actor, broadcast_id, ways, now=turn.now, today=turn.today
    )
    said = say(NN_("{n} message goes out once more.", "{n} messages go out once more."), n=count)
    if not count:
        said = say(N_("There is nothing that could work now: who blocks the bot still does."))
    return screen(turn, broadcast_id, said)


def ask_to_recall(turn: Turn, broadcast_id: int) -> Answer:
    """Ask whether it shall be taken out of the chats."""
    card = broadcast_card(turn.session, turn.actor, broadcast_id, turn.today, turn.now)
    text = say(
        N_(
            "<b>Withdraw it?</b>\nIt is taken out of {sent} chats: deleted, or where it is older than "
            "48 hours its words are replaced by “This announcement was withdrawn.” Who has read it "
            "has read it."
        ),
        sent=card.progress.sent if card.progress else 0,
    )
    return sure(text, N_("Yes, withdraw the announcement"), "bc.recall", broadcast_id)


def recall(turn: Turn, broadcast_id: int) -> Answer:
    """Take it out of the chats."""
    count = recall_broadcast(turn.session, turn.actor, broadcast_id, now=turn.now, today=turn.today)
    said = say(
        NN_("It is being taken out of {n} chat.", "It is being taken out of {n} chats."), n=count
    )
    return screen(turn, broadcast_id, said)


def nudge(turn: Turn, broadcast_id: int) -> Answer:
    """Remind those who have not confirmed."""
    count = remind_unread(turn.session, turn.actor, broadcast_id, now=turn.now, today=turn.today)
    said = say(NN_("{n} person is reminded.", "{n} people are reminded."), n=count)
    return screen(turn, broadcast_id, said)


def fix(turn: Turn, broadcast_id: int) -> Answer:
    """Ask in which language the words shall change."""
    card = broadcast_card(turn.session, turn.actor, broadcast_id, turn.today, turn.now)
    labels = {"id": N_("Indonesian"), "en": N_("English")}
    choices = tuple(
        button(labels[code], action("bc.fixin", broadcast_id, code))
        for code in labels
        if code in card.texts
    )
    leaving = (button(N_("‹ Back"), action("bc.more", broadcast_id)), home())
    return Reply(say(N_("Which text shall be corrected?")), (choices, leaving))


def fix_in(_turn: Turn, broadcast_id: int, language: str) -> Answer:
    """Ask for the corrected words."""
    return Start("bcfix", {"broadcast": broadcast_id, "lang": language})


def _corrected(turn: Turn, answers: Answers) -> Answer:
    broadcast_id = answers["broadcast"]
    count = correct_broadcast(
        turn.session,
        turn.actor,
        broadcast_id,
        {answers["lang"]: answers["words"]},
        now=turn.now,
        today=turn.today,
    )
    said = say(
        NN_("It is being corrected in {n} chat.", "It is being corrected in {n} chats."), n=count
    )
    return screen(turn, broadcast_id, said)


def _fix_question(_turn: Turn, _answers: Answers) -> Message:
    return lines(say(N_("Please write the whole text as it should be.")), say(MARKS))


FORMS = (
    Form(
        name="bcfix",
        title=N_("Correct an announcement"),
        fields=(
            Text(name="words", label=N_("Text"), question=_fix_question, longest=LONGEST_TEXT),
        ),
        save=_corrected,
        send_label=N_("Correct it everywhere"),
        back=lambda answers: action("bc.more", answers["broadcast"]),
    ),
)
ACTIONS: dict[str, Handler] = {
    "bc.more": more,
    "bc.retry": retry,
    "bc.recall?": ask_to_recall,
    "bc.recall": recall,
    "bc.nudge": nudge,
    "bc.fix": fix,
    "bc.fixin": fix_in,
}
