"""The names of kinds and modes of feedback."""

from __future__ import annotations

from kinerja.messages import N_
from kinerja.models import FeedbackKind, FeedbackMode

KINDS = {
    FeedbackKind.SCHEDULED: N_("Scheduled"),
    FeedbackKind.AD_HOC: N_("Ad hoc"),
}
MODES = {
    FeedbackMode.DIRECT: N_("Direct"),
    FeedbackMode.INDIRECT: N_("Indirect"),
}
