"""Actions that are offered for each way: tasks, colleagues who offer to teach, courses that fit."""

from __future__ import annotations

from bot.talk.fields import Answers, Option
from bot.talk.speaker import speaker
from bot.talk.turn import Turn
from kinerja.messages import N_, say
from kinerja.models.development import ActionWay
from kinerja.reports.gaps import suggestions_for, teachers_of
from kinerja.rules.suggestions import Why

OFFERED = 3
AT_WORK = {
    "=w1": N_("Use it in one real task"),
    "=w2": N_("Ask for feedback after a task"),
    "=w3": N_("Take on a new task with guidance"),
}


def steps_offered(turn: Turn, answers: Answers) -> list[Option]:
    """Offer actions that fit the way: tasks, colleagues who offer to teach, courses of the catalogue."""
    way = answers.get("way")
    if way == ActionWay.WORK:
        return [(value, say(label)) for value, label in AT_WORK.items()]
    if way == ActionWay.OTHERS:
        found = teachers_of(turn.session, turn.actor, [answers["area"]], turn.today)[:OFFERED]
        offers = {one.person_id: one.name for one in found}
        return [
            (f"=t{key}", say(N_("Learn from {name}"), name=name)) for key, name in offers.items()
        ]
    if way == ActionWay.COURSE:
        me = turn.actor.person_id or 0
        regulation = turn.options.regulation
        hints = suggestions_for(turn.session, turn.actor, me, turn.today, regulation)
        fitting = [
            one
            for one in hints
            if one.why is Why.GAP and one.gap and one.gap.area == answers["area"]
        ]
        return [
            (f"=c{one.course_id}", say("{title}", title=one.title))
            for one in (fitting or hints)[:OFFERED]
        ]
    return []


def words_of_step(turn: Turn, answers: Answers) -> str:
    """Return the action in words: what was tapped is kept as it was shown."""
    label = dict(steps_offered(turn, answers)).get(answers["step"])
    return str(answers["step"]) if label is None else speaker(turn.language).plain(label)
