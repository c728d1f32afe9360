"""Service counters (/layanan): people served there answer by QR code; units keep the counters and read."""

from __future__ import annotations

from bot.conversations.counters import keeping, reading, visiting
from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from kinerja.messages import N_

KEEPING = Conversation(
    name="counters",
    commands=(
        Command(
            ("layanan", "service"), N_("What people served say"), reading.show_list, Audience.ANYONE
        ),
    ),
    actions={
        "svc": reading.show_list,
        "svc.open": reading.show,
        "svc.new": keeping.begin,
        "svc.code": keeping.send_code,
        "svc.owner": keeping.ask_owner,
        "svc.results": keeping.choose_result,
        "svc.link": keeping.link,
        "svc.sure": keeping.ask_close,
        "svc.close": keeping.close,
    },
    forms=(keeping.NEW, keeping.OWNER),
    menu=(MenuLine(N_("Service counters"), "svc", Audience.OVERSEER),),
)
VISITING = Conversation(name="visiting", forms=(visiting.VISIT,), public=True)
