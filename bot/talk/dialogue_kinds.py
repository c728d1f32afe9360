"""The kinds of dialogue by their names."""

from __future__ import annotations

from kinerja.messages import N_
from kinerja.models import DialogueKind

KINDS = {
    DialogueKind.PERFORMANCE: N_("Performance dialogue"),
    DialogueKind.PLANNING: N_("Planning dialogue"),
    DialogueKind.EVALUATION: N_("Evaluation dialogue"),
    DialogueKind.COACHING: N_("Coaching session"),
}
