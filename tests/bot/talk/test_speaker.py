"""Sentences around values that bring marks of their own."""

import pytest

from bot.talk.speaker import Speaker
from kinerja.messages import say

SAID = Speaker("id", {})


@pytest.mark.parametrize(
    ("shown", "sentence", "value"),
    [
        ("Dibaca oleh Siti, S.Kep.", "Dibaca oleh {name}.", "Siti, S.Kep."),
        ("Dibaca oleh Siti.", "Dibaca oleh {name}.", "Siti"),
        ("<b>Siti, S.Kep.</b> Selesai.", "<b>{name}</b>. Selesai.", "Siti, S.Kep."),
        ("Siti, S.Kep.: 12", "{name}: 12", "Siti, S.Kep."),
        ("Sudah selesai?", "{name}?", "Sudah selesai"),
    ],
)
def test_a_sentence_ends_with_one_full_stop(shown, sentence, value):
    assert shown == SAID.html(say(sentence, name=value))
