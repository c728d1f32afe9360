"""What may follow from feedback, by its names."""

from __future__ import annotations

from kinerja.messages import N_
from kinerja.models import FeedbackAction

ACTIONS = {
    FeedbackAction.RECOGNITION: N_("Recognition"),
    FeedbackAction.NEW_ASSIGNMENT: N_("New assignment"),
    FeedbackAction.EXPECTATION_CHANGE: N_("Change of expectations"),
    FeedbackAction.COACHING: N_("Coaching"),
    FeedbackAction.COUNSELLING: N_("Counselling"),
    FeedbackAction.LEARNING: N_("Learning"),
}
