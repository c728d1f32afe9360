"""What waits to be copied into e-Kinerja BKN, of which post, and what comes after something was copied."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversations.filing.names import again, back, name_of, show
from bot.talk.figures import short
from bot.talk.turn import Button, Reply, action, button, home
from kinerja.messages import N_, NN_, Message, Month, lines, say
from kinerja.models import FilingSpan
from kinerja.reports.filing import FilingOverview, FilingPost, SpanView
from kinerja.rules.filing import FilingState

LISTED = 5

NAMES = {
    FilingSpan.DAY: N_("Daily"),
    FilingSpan.WEEK: N_("Weekly"),
    FilingSpan.MONTH: N_("Monthly"),
    FilingSpan.QUARTER: N_("Quarterly"),
}


def posts_screen(posts: Sequence[FilingPost]) -> Reply:
    """Ask which of several posts it is about."""
    rows = tuple(
        (button("{title}", action("fil.post", post.position_id), title=short(post.title, 40)),)
        for post in posts[:3]
    )
    return Reply(say(N_("You hold more than one post. Which one is it about?")), (*rows, (home(),)))


def overview_screen(overview: FilingOverview, *, several: bool) -> Reply:
    """Show what waits to be copied, and lead to the texts."""
    head = say(N_("<b>Copy to e-Kinerja BKN</b>\n{title}"), title=short(overview.post.title, 80))
    if not overview.spans:
        return Reply(lines(head, say(NOTHING)), _beginnings(several=several))
    rows = tuple(
        tuple(button(NAMES[span], _nearest(overview, span)) for span in pair)
        for pair in (
            (FilingSpan.DAY, FilingSpan.WEEK),
            (FilingSpan.MONTH, FilingSpan.QUARTER),
        )
    )
    return Reply(lines(head, *_waiting(overview)), (*rows, _leaving(several=several)))


def done_screen(overview: FilingOverview, view: SpanView) -> Reply:
    """Say that a span was closed, and lead to what waits next."""
    text = lines(
        say(N_("<b>Noted: {what} was copied into e-Kinerja.</b>"), what=name_of(view)),
        None if overview.waiting else say(N_("Nothing else waits to be copied. Well done.")),
    )
    position_id = overview.post.position_id
    following: tuple[Button, ...] = ()
    if overview.waiting:
        one = overview.waiting[0]
        data = show(position_id, one.span, one.first)
        following = (button(N_("Next: {what}"), data, what=name_of(one)),)
    reopening = button(N_("Open it again"), again(position_id, view))
    rows = (following, (reopening,), (back(overview.post), home()))
    return Reply(text, tuple(row for row in rows if row))


def _leaving(*, several: bool) -> tuple[Button, ...]:
    return (button(N_("Another post"), action("fil")), home()) if several else (home(),)


def _beginnings(*, several: bool) -> tuple[tuple[Button, ...], ...]:
    begin = (button(N_("Quick log"), action("log")), button(N_("Monthly report"), action("rep")))
    return (begin, _leaving(several=several))


def _nearest(overview: FilingOverview, span: FilingSpan) -> str:
    """Return what shows the oldest span of a kind that waits, else the newest that holds something."""
    known = overview.of(span)
    waiting = next((one for one in known if one.to_copy), known[-1] if known else None)
    day = waiting.first if waiting is not None else overview.at(span, overview.today).first
    return show(overview.post.position_id, span, day)


def _waiting(overview: FilingOverview) -> list[Message]:
    """Say what is to be copied, the days together in one line, today among them."""
    days = [one for one in overview.of(FilingSpan.DAY) if one.to_copy]
    others = [one for one in overview.waiting if one.span is not FilingSpan.DAY]
    if not days and not others:
        return [say(N_("All of it is copied into e-Kinerja. Nothing waits."))]
    said = [say(N_("Stored in this assistant, not yet in e-Kinerja:"))]
    if days:
        said.append(
            say(
                NN_(
                    "• Daily progress: {n} day, from {day}",
                    "• Daily progress: {n} days, from {day}",
                ),
                n=len(days),
                day=days[0].first,
            )
        )
    for one in others[-LISTED:]:
        sentence = CHANGED if one.state is FilingState.CHANGED else "• {what}"
        said.append(say(sentence, what=_titled(one)))
    return said


def _titled(one: SpanView) -> Message:
    if one.span is FilingSpan.MONTH:
        return say(N_("Report for {month}"), month=Month(one.first))
    return name_of(one)


CHANGED = N_("• {what}: changed after it was copied")
NOTHING = N_(
    "There is nothing to be copied yet. Note work with /catat or send the month's report with /lapor; "
    "then this assistant makes the text for e-Kinerja of it."
)
