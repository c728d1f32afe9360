"""Learning (/bangkom): the ledger of lesson hours, its confirmation, and the catalogue of courses."""

from __future__ import annotations

from bot.conversations.learning import adding, catalogue, certificates, confirming, files, ledger
from bot.talk.conversation import Command, Conversation, MenuLine
from kinerja.messages import N_
from kinerja.services.telling import Notice

CONVERSATION = Conversation(
    name="learning",
    commands=(
        Command(
            ("bangkom", "kompetensi", "learning"),
            N_("Learning: lesson hours and development"),
            ledger.show,
        ),
    ),
    actions={
        "learn": ledger.show,
        "learn.see": ledger.see,
        "learn.add": adding.begin,
        "learn.edit": adding.edit,
        "learn.proof": certificates.ask_certificate,
        "learn.files": certificates.show_certificate,
        "learn.file.drop": certificates.drop_certificate,
        "learn.drop": ledger.ask_drop,
        "learn.drop.yes": ledger.drop,
        "learn.again": ledger.send_again,
        "learn.inbox": confirming.inbox,
        "learn.yes": confirming.confirm,
        "learn.no": confirming.ask_reason,
        "learn.fields": catalogue.show_fields,
        "learn.field": catalogue.show_field,
        "learn.course": catalogue.show_course,
        "learn.done": adding.begin_course,
        **files.ACTIONS,
    },
    forms=(adding.FORM, certificates.CERTIFICATE, confirming.REASON, files.FILE),
    notices={
        Notice.LEARNING_SENT: confirming.told_sent,
        Notice.LEARNING_CONFIRMED: confirming.told_confirmed,
        Notice.LEARNING_RETURNED: confirming.told_returned,
    },
    menu=(MenuLine(N_("My learning"), "learn"),),
)
