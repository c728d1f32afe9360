import pytest

from kinerja.errors import Refused
from kinerja.models import Behaviour, FeedbackAction
from kinerja.rules.feedback import (
    FORESEEN,
    FeedbackContent,
    check_actions,
    check_answer,
    check_feedback,
    check_part,
)


def test_every_consequence_is_foreseen_just_once():
    foreseen = [action for actions in FORESEEN.values() for action in actions]
    assert sorted(FeedbackAction) == sorted(foreseen)


@pytest.mark.parametrize("progress", [True, False])
@pytest.mark.parametrize("action", list(FeedbackAction))
def test_what_follows_depends_on_progress(action, progress):
    if action in FORESEEN[progress]:
        check_actions((action,), progress=progress)
    else:
        with pytest.raises(Refused, match="progress"):
            check_actions((action,), progress=progress)


@pytest.mark.parametrize("progress", [True, False])
def test_nothing_has_to_follow(progress):
    check_actions((), progress=progress)


@pytest.mark.parametrize("part", ["went_well", "to_improve", "next_step"])
def test_one_part_is_enough(part):
    checked = check_feedback(FeedbackContent(True, **{part: "  Rapi. "}))
    assert "Rapi." == getattr(checked, part)


def test_without_any_part_it_is_no_feedback():
    with pytest.raises(Refused, match="at least one"):
        check_feedback(FeedbackContent(True, went_well=" ", to_improve="\n"))


def test_what_is_named_twice_is_kept_once():
    loyal, coaching = Behaviour.LOYAL, FeedbackAction.COACHING
    checked = check_feedback(
        FeedbackContent(
            False,
            next_step="Ikut pelatihan",
            result_ids=(2, 1, 2),
            behaviours=(loyal, loyal),
            actions=(coaching, coaching),
        )
    )

    assert (2, 1) == checked.result_ids
    assert (loyal,) == checked.behaviours
    assert (coaching,) == checked.actions


def test_parts_and_answers_have_a_length():
    assert "x" * 2000 == check_part("x" * 2000)
    assert "Terima kasih" == check_answer(" Terima kasih ")
    for check in (check_part, check_answer):
        with pytest.raises(Refused, match="shorten"):
            check("x" * 2001)
    with pytest.raises(Refused, match="sentence"):
        check_answer("  ")
