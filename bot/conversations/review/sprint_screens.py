"""The screens of the evidence sprint: whose evidence, one piece in place of the last, the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.talk.figures import calling, short
from bot.talk.pages import page_of
from bot.talk.pieces import MARKED, file_of
from bot.talk.turn import CARD, Button, File, Reply, action, button, home
from kinerja.messages import N_, NN_, Message, Month, lines, say, words
from kinerja.models import Evidence
from kinerja.models.evidence import EvidenceKind, EvidenceMark
from kinerja.reports.evidence_queue import EvidenceQueue, Piece, Scope
from kinerja.reports.inbox import ReviewQueue

SCOPES = {
    Scope.WAITING: N_("All that waits ({count})"),
    Scope.WEEK: N_("The last seven days ({count})"),
    Scope.SAMPLE: N_("A random sample ({count})"),
}
_IN_PLACE = (EvidenceKind.PHOTO, EvidenceKind.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a sprint somebody is: its scope, its queue, and the mark that can be undone."""

    scope: Scope
    about: int
    queue: EvidenceQueue
    undo: int = 0
    said: EvidenceMark | None = None


def scopes_screen(found: Mapping[Scope, EvidenceQueue], queue: ReviewQueue) -> Reply:
    """Offer whose evidence is gone through."""
    offered = [(scope, len(of.open)) for scope, of in found.items() if of.open]
    rows: list[tuple[Button, ...]] = [
        (button(SCOPES[scope], action("rev.go", scope.value), count=count),)
        for scope, count in offered[:2]
    ]
    if queue.items:
        rows.append((button(N_("One person"), action("rev.check.who")),))
    rows.append((button(N_("‹ To review"), action("rev")), home()))
    asked = N_("<b>Check evidence</b>\nWhich evidence do you want to go through?")
    if not any(of.open for of in found.values()):
        asked = N_("<b>Check evidence</b>\nNo evidence waits; all of it has been looked at.")
    return Reply(lines(say(asked), _sampled(found.get(Scope.SAMPLE))), tuple(rows))


def people_screen(queue: ReviewQueue, page: int) -> Reply:
    """Offer the people whose reports wait."""
    people = {item.person_id: item.person_name for item in queue.items}
    shown = page_of(sorted(people.items(), key=lambda one: one[1]), page, 2)
    rows: list[tuple[Button, ...]] = [
        (button("{name}", action("rev.go", Scope.PERSON.value, person_id), name=calling(name, 36)),)
        for person_id, name in shown.items
    ]
    turning = shown.turning(lambda number: action("rev.check.who", number))
    rows += [turning] if turning else []
    rows.append((button(N_("‹ Evidence"), action("rev.check")), home()))
    text = say(N_("Whose evidence do you want to go through?"))
    return Reply(text, tuple(rows), protected=True)


def piece_screen(piece: Piece, place: Place) -> Reply:
    """Return one piece with its three buttons, in place of the one before."""
    evidence, key = piece.evidence, piece.evidence.id
    where = (place.scope.value, place.about)
    text = lines(
        say(N_("✓ {mark}"), mark=say(MARKED[place.said])) if place.said else None,
        say(
            N_("<b>{name}</b>, {month}: piece {number} of {total}"),
            name=piece.person_name,
            month=Month(piece.period),
            number=min(place.queue.done + 1, place.queue.total),
            total=place.queue.total,
        ),
        say("{ordinal}. {result}", ordinal=piece.ordinal, result=short(piece.result, 120)),
        words(short(piece.note, 200)) if piece.note else None,
        words(short(evidence.reference, 300)) if evidence.reference else None,
        say(N_("A voice note; tap “Listen”.")) if evidence.kind is EvidenceKind.VOICE else None,
        _sampled(place.queue) if place.scope is Scope.SAMPLE else None,
    )
    middle = []
    if evidence.kind is EvidenceKind.VOICE:
        middle.append(button(N_("Listen"), action("rev.file", key)))
    if place.undo:
        middle.append(button(N_("Undo"), action("rev.undo", place.undo, *where)))
    if len(place.queue.open) > 1:
        middle.append(button(N_("Skip ›"), action("rev.skip", *where, key)))
    rows: list[tuple[Button, ...]] = [
        (button(N_("Accept this evidence"), action("rev.mark", "y", key, *where)),),
        (
            button(MARKED[EvidenceMark.INCOMPLETE], action("rev.mark", "c", key, *where)),
            button(MARKED[EvidenceMark.UNSUITABLE], action("rev.mark", "n", key, *where)),
        ),
    ]
    rows += [tuple(middle)] if middle else []
    rows.append((_back(place.scope, place.about, piece), home()))
    return Reply(text, tuple(rows), protected=True, file=picture_of(evidence), in_place=True)


def done_screen(queue: EvidenceQueue, scope: Scope, about: int, undo: int) -> Reply:
    """Say that a scope is through."""
    text = lines(
        say(
            NN_(
                "<b>All done.</b> {n} piece of evidence has been looked at.",
                "<b>All done.</b> {n} pieces of evidence have been looked at.",
            ),
            n=queue.done,
        ),
        _sampled(queue) if scope is Scope.SAMPLE else None,
        say(N_("Those concerned are told once a report that there is something to read.")),
    )
    back = _back(scope, about, None)
    rows: tuple[tuple[Button, ...], ...] = ((back, home()),)
    if undo:
        rows = ((button(N_("Undo"), action("rev.undo", undo, scope.value, about)),), *rows)
    return Reply(text, rows, protected=True, file=CARD, in_place=True)


def file_screen(piece: Piece) -> Reply:
    """Return the file of a piece as a message of its own."""
    text = say(
        N_("Evidence of <b>{name}</b>, {month}"), name=piece.person_name, month=Month(piece.period)
    )
    return Reply(text, ((home(),),), fresh=True, protected=True, file=file_of(piece.evidence))


def picture_of(evidence: Evidence) -> File:
    """Return what stands in place: the picture or document itself, else the neutral card."""
    found = file_of(evidence)
    return found if found is not None and found.kind in _IN_PLACE else CARD


def _back(scope: Scope, about: int, piece: Piece | None) -> Button:
    if scope is Scope.LINE:
        return button(N_("‹ The result"), action("rev.led.open", about))
    if scope is Scope.REPORT:
        return button(N_("‹ The report"), action("rev.open", about))
    return button(N_("‹ Evidence"), action("rev.check"))


def _sampled(queue: EvidenceQueue | None) -> Message | None:
    if queue is None or not queue.total:
        return None
    return say(
        N_("Checked: {done} of a sample of {total} out of {population}, drawn at random."),
        done=queue.done,
        total=queue.total,
        population=queue.population,
    )
