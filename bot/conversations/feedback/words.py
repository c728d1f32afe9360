"""The names of the BerAKHLAK values, of kinds and modes, and of what may follow from feedback."""

from __future__ import annotations

from kinerja.messages import N_
from kinerja.models import Behaviour, FeedbackAction, FeedbackKind, FeedbackMode

VALUES = {
    Behaviour.SERVICE: N_("Service oriented"),
    Behaviour.ACCOUNTABLE: N_("Accountable"),
    Behaviour.COMPETENT: N_("Competent"),
    Behaviour.HARMONIOUS: N_("Harmonious"),
    Behaviour.LOYAL: N_("Loyal"),
    Behaviour.ADAPTIVE: N_("Adaptive"),
    Behaviour.COLLABORATIVE: N_("Collaborative"),
}
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
