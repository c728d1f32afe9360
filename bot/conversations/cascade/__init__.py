"""The cascade: the role–result matrix (*matriks peran hasil*) of a leader, reached from /skp and /tim."""

from __future__ import annotations

from bot.conversations.cascade import files, matrix
from bot.talk.conversation import Conversation

CONVERSATION = Conversation(name="cascade", actions={**matrix.ACTIONS, **files.ACTIONS})
