"""The BerAKHLAK values by their names, and the tags of feedback as people read them."""

from __future__ import annotations

from collections.abc import Iterable

from kinerja.messages import N_, Message, say, words
from kinerja.models import Behaviour

VALUES = {
    Behaviour.SERVICE: N_("Service oriented"),
    Behaviour.ACCOUNTABLE: N_("Accountable"),
    Behaviour.COMPETENT: N_("Competent"),
    Behaviour.HARMONIOUS: N_("Harmonious"),
    Behaviour.LOYAL: N_("Loyal"),
    Behaviour.ADAPTIVE: N_("Adaptive"),
    Behaviour.COLLABORATIVE: N_("Collaborative"),
}
_OF_TAGS = {value.value: label for value, label in VALUES.items()}


def named(tags: Iterable[str]) -> tuple[Message, ...]:
    """Return kept tags as people read them: a value by its name, a competency in its own words."""
    return tuple(say(_OF_TAGS[tag]) if tag in _OF_TAGS else words(tag) for tag in tags)
