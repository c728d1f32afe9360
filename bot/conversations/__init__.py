"""What people come for, one conversation a file, in the order of the menu."""

from bot.conversations import (
    absence,
    admin,
    broadcast,
    cascade,
    correction,
    cycle,
    development,
    evaluation,
    feedback,
    filing,
    getting_in,
    help_answers,
    help_tour,
    log,
    menu,
    my_data,
    peers,
    plan,
    reminders,
    reminding,
    report,
    review,
    team,
)
from bot.conversations.feedback import appreciation, observation, rhythm, waiting
from bot.conversations.review import obstacle
from bot.talk.conversation import Book

BOOK = Book(
    (
        report.CONVERSATION,
        log.CONVERSATION,
        filing.CONVERSATION,
        review.CONVERSATION,
        obstacle.CONVERSATION,
        admin.CONVERSATION,
        team.CONVERSATION,
        waiting.CONVERSATION,
        feedback.CONVERSATION,
        peers.CONVERSATION,
        rhythm.CONVERSATION,
        appreciation.CONVERSATION,
        observation.CONVERSATION,
        plan.CONVERSATION,
        cascade.CONVERSATION,
        evaluation.CONVERSATION,
        reminders.CONVERSATION,
        reminding.CONVERSATION,
        broadcast.CONVERSATION,
        cycle.CONVERSATION,
        absence.CONVERSATION,
        development.CONVERSATION,
        my_data.CONVERSATION,
        correction.CONVERSATION,
        getting_in.CONVERSATION,
        menu.CONVERSATION,
        help_answers.CONVERSATION,
        help_tour.CONVERSATION,
    )
)
