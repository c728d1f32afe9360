"""The names of kinds and modes of feedback, and of what may follow from it."""

from __future__ import annotations

from kinerja.messages import N_
from kinerja.models import FeedbackAction, FeedbackKind, FeedbackMode

ACTIONS = {
    FeedbackAction.RECOGNITION: N_("Recognition"),
    FeedbackAction.NEW_ASSIGNMENT: N_("New assignment"),
    FeedbackAction.EXPECTATION_CHANGE: N_("Change of expectations"),
    FeedbackAction.COACHING: N_("Coaching"),
    FeedbackAction.COUNSELLING: N_("Counselling"),
    FeedbackAction.LEARNING: N_("Learning"),
}
KINDS = {
    FeedbackKind.SCHEDULED: N_("Scheduled"),
    FeedbackKind.AD_HOC: N_("Ad hoc"),
}
MODES = {
    FeedbackMode.DIRECT: N_("Direct"),
    FeedbackMode.INDIRECT: N_("Indirect"),
}
