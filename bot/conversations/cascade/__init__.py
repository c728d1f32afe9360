"""The cascade: the role–result matrix (*matriks peran hasil*) of a leader, and how its results are shared."""

from __future__ import annotations

from bot.conversations.cascade import files, matrix, share_words, sharing, taking
from bot.talk.conversation import Conversation

CONVERSATION = Conversation(
    name="cascade",
    actions={**matrix.ACTIONS, **files.ACTIONS, **sharing.ACTIONS, **taking.ACTIONS},
    forms=(sharing.GIVE, sharing.NO, taking.OFFER),
    notices=share_words.NOTICES,
)
