"""The agency's catalogue of courses: by field, then one course with where to enrol."""

from __future__ import annotations

from bot.talk.figures import short
from bot.talk.learning import KINDS
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, lines, say
from kinerja.reports.courses import course_card, course_fields, courses_offered
from kinerja.rules.courses_file import listed

FIELDS = 3
COURSES = 3


def show_fields(turn: Turn, page: int = 1) -> Answer:
    """Show the fields of the catalogue."""
    fields = course_fields(turn.session, turn.today)
    back = (button(N_("‹ Learning"), action("learn")), home())
    if not fields:
        text = say(
            N_(
                "<b>Catalogue of courses</b>\nThe agency has no catalogue yet. What you have learnt can be "
                "entered all the same."
            )
        )
        return Reply(text, (back,))
    shown = page_of(fields, page, FIELDS)
    rows: list[tuple[Button, ...]] = []
    for number, one in enumerate(shown.items, start=shown.first_index):
        label = "{field} ({count})" if one.name else N_("Other courses ({count})")
        data = action("learn.field", number, 1)
        rows.append((button(label, data, field=short(one.name, 40), count=one.courses),))
    turning = shown.turning(lambda number: action("learn.fields", number))
    text = say(N_("<b>Catalogue of courses</b>\nWhich field?"))
    return Reply(text, (*rows, (*turning, *back)))


def show_field(turn: Turn, number: int, page: int = 1) -> Answer:
    """Show the courses of a field."""
    fields = course_fields(turn.session, turn.today)
    if number >= len(fields):
        return show_fields(turn)
    name = fields[number].name
    courses = [one for one in courses_offered(turn.session, turn.today) if one.field == name]
    shown = page_of(courses, page, COURSES)
    rows = [
        (
            button(
                "{title}", action("learn.course", one.id or 0, number), title=short(one.title, 50)
            ),
        )
        for one in shown.items
    ]
    turning = shown.turning(lambda at: action("learn.field", number, at))
    back = button(N_("‹ Fields"), action("learn.fields"))
    text = lines(
        say(N_("<b>Catalogue: {field}</b>"), field=name)
        if name
        else say(N_("<b>Catalogue: other courses</b>")),
        *(
            say(N_("• {title}: {hours} hours"), title=short(one.title, 80), hours=one.hours)
            for one in shown.items
        ),
    )
    return Reply(text, (*rows, (*turning, back, home())))


def show_course(turn: Turn, course_id: int, field: int = 0) -> Answer:
    """Show one course."""
    one = course_card(turn.session, course_id)
    fits = ", ".join(listed(one.positions))
    teaches = ", ".join(listed(one.competencies))
    text = lines(
        say("<b>{title}</b>", title=one.title),
        say("{kind}, {provider}", kind=say(KINDS[one.kind]), provider=one.provider),
        say(N_("Lesson hours: {hours}"), hours=one.hours),
        say(N_("Competencies: {names}"), names=teaches) if teaches else None,
        say(N_("For: {names}"), names=fits) if fits else None,
        say(N_("Offered until {day}"), day=one.offered_until) if one.offered_until else None,
    )
    enrol = (Button(say(N_("Page of the course")), url=one.link),) if one.link else ()
    rows = (
        enrol,
        (button(N_("I have done this course"), action("learn.done", course_id)),),
        (button(N_("‹ Courses"), action("learn.field", field, 1)), home()),
    )
    return Reply(text, tuple(row for row in rows if row))
