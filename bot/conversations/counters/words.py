"""What somebody is asked who was served at a counter, and how it was, in words."""

from __future__ import annotations

from kinerja.messages import N_
from kinerja.rules.counters import Felt, Service

SERVICE = {
    Service.FRIENDLY: N_("Were you served in a friendly way?"),
    Service.CLEAR: N_("Was it clear what you had to do?"),
    Service.PROMPT: N_("Were you served in good time?"),
}
COUNTED = {
    Service.FRIENDLY: N_("Friendly"),
    Service.CLEAR: N_("Clear"),
    Service.PROMPT: N_("In good time"),
}
FELT = {Felt.YES: N_("Yes"), Felt.PARTLY: N_("Partly"), Felt.NO: N_("No")}
