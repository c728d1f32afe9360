"""The cascade: the role–result matrix (*matriks peran hasil*) of a leader, how its results are shared, and work teams."""

from __future__ import annotations

from bot.conversations.cascade import (
    files,
    matrix,
    share_words,
    sharing,
    taking,
    team_forms,
    teams,
)
from bot.talk.conversation import Conversation

CONVERSATION = Conversation(
    name="cascade",
    actions={
        **matrix.ACTIONS,
        **files.ACTIONS,
        **sharing.ACTIONS,
        **taking.ACTIONS,
        **teams.ACTIONS,
    },
    forms=(sharing.GIVE, sharing.NO, taking.OFFER, *team_forms.FORMS),
    notices={**share_words.NOTICES, **team_forms.NOTICES},
)
