"""The form engine: asking, taking, reviewing, changing, saving and dropping."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.conversations import menu
from bot.talk.conversation import Book, Command, Conversation
from bot.talk.fields import Choice, Confirm, Day, Many, Number, Text
from bot.talk.form import Form
from bot.talk.turn import Reply, Start
from kinerja.errors import Refused
from kinerja.messages import lines, say, words
from kinerja.models import Account, Draft, Person
from tests.talk import Stage

SAVED: list[dict] = []

COLOURS = (("red", words("Merah")), ("blue", words("Biru")))


def _sure_if_large(_turn, _answers, value):
    return say("Really that many?") if float(value) > 100 else None


def _save(_turn, answers):
    if answers["name"] == "refuse":
        raise Refused("Please take another name.")
    SAVED.append(dict(answers))
    return Reply(lines(say("Saved."), words(str(answers["count"]))))


def _ask_twice(name: str) -> Form:
    return Form(
        name=name,
        title="A form",
        readers="Your superior will read this.",
        fields=(
            Text(name="name", label="Name", question="What is the name?", help="Any word."),
            Number(name="count", label="Count", question="How many?", check=_sure_if_large),
            Choice(
                name="colour",
                label="Colour",
                question="Which colour?",
                choices=lambda _t, _a: COLOURS,
                when=lambda _t, a: a.get("name") != "plain",
            ),
            Many(name="tags", label="Tags", question="Which?", choices=lambda _t, _a: COLOURS),
            Day(name="day", label="Day", question="When?", optional=True),
            Confirm(name="sure", label="Sure", question="Sure?"),
        ),
        save=_save,
    )


BOOK = Book(
    (
        menu.CONVERSATION,
        Conversation(
            name="things",
            commands=(
                Command(("thing",), "Begin", lambda _t: Start("thing", {"about": 7})),
                Command(("other",), "Begin", lambda _t: Start("other")),
            ),
            forms=(_ask_twice("thing"), _ask_twice("other")),
        ),
    )
)


@pytest.fixture
def budi(database):
    SAVED.clear()
    stage = Stage(database, BOOK)
    with database.unit_of_work() as session:
        now = datetime(2026, 1, 1, tzinfo=UTC)
        person = Person(nip="1", name="Budi <b>", joined_on=now.date())
        session.add(person)
        session.flush()
        session.add(Account(person_id=person.id, chat_id=5, language="en", linked_at=now))
    return stage.person(5)


def _fill(budi):
    budi.says("/thing").sees("A form", "Your superior will read this.", "What is the name?")
    budi.says("Ani").sees("How many?")
    budi.says("3,5").sees("Which colour?")
    budi.presses("Merah").sees("Which?")
    budi.presses("Biru").presses("Done").sees("When?")
    budi.presses("Skip").sees("Sure?")
    return budi.presses("Yes").sees("Is this right?", "3.5", "Merah", "Biru")


def test_a_form_is_walked_reviewed_and_saved(budi):
    _fill(budi).presses("Send").sees("Saved.")
    assert [
        {
            "about": 7,
            "name": "Ani",
            "count": "3.5",
            "colour": "red",
            "tags": ["blue"],
            "day": None,
            "sure": True,
        }
    ] == SAVED


def test_one_answer_is_changed_without_losing_the_others(budi):
    _fill(budi).presses("Change an answer").presses("Name")
    budi.sees("What is the name?").says("Citra").sees("Is this right?", "Citra", "3.5")


def test_bad_input_is_explained_and_the_question_stays(budi):
    budi.says("/thing").says("Ani").says("many").sees("number", "How many?")
    budi.says("4").sees("Which colour?")


def test_a_strange_value_is_asked_about_once(budi):
    budi.says("/thing").says("Ani").says("500").sees("Really that many?")
    budi.presses("Change").sees("How many?").says("500").presses("Yes, that is right")
    budi.sees("Which colour?")


def test_a_question_that_does_not_apply_is_left_out(budi):
    budi.says("/thing").says("plain").says("1").sees("Which?")


def test_back_keeps_the_answers(budi):
    budi.says("/thing").says("Ani").presses("Back").sees("What is the name?")
    budi.presses("Keep the answer").sees("How many?")


def test_a_refused_save_keeps_the_review_card(budi):
    budi.says("/thing").says("refuse").says("1").presses("Merah").presses("Done")
    budi.presses("Skip").presses("Yes").presses("Send").sees("Please take another name.")
    assert [] == SAVED
    budi.presses("Change an answer").presses("Name").says("Ani").presses("Send").sees("Saved.")


def test_a_doubled_button_does_nothing_twice(budi):
    _fill(budi)
    send = budi.data("Send")
    budi.presses("Send").sees("Saved.")
    budi.presses_data(send).sees("changed nothing")
    assert 1 == len(SAVED)


def test_a_button_of_an_earlier_run_is_refused(budi):
    _fill(budi)
    send = budi.data("Send")
    budi.says("/batal").says("/thing").says("Ani").presses_data(send).sees("changed nothing")
    assert [] == SAVED


def test_cancelling_by_mistake_can_be_undone(budi):
    budi.says("/thing").says("Ani").presses("Cancel").sees("Nothing was sent")
    budi.presses("Continue after all").sees("How many?").says("2").sees("Which colour?")


def test_another_flow_asks_first_and_the_first_can_be_continued(budi):
    budi.says("/thing").says("Ani").says("/other").sees("not finished")
    budi.presses("Continue them").sees("How many?")


def test_answers_set_aside_wait_in_the_menu(budi):
    budi.says("/thing").says("Ani").says("/other").presses("Set them aside")
    budi.sees("What is the name?").says("Dewi").says("/menu").sees("Menu")
    budi.presses("Continue: A form")
    assert any("How many?" in message.text for message in budi.chat)


def test_commands_that_only_show_leave_the_flow_untouched(budi):
    budi.says("/thing").says("Ani").says("/menu").says("5").sees("Which colour?")


def test_values_are_escaped(budi):
    budi.says("/menu").sees("Budi &lt;b&gt;")
    budi.says("/thing").says("<b>Ani</b>").says("1").presses("Merah").presses("Done")
    budi.presses("Skip").presses("Yes").sees("&lt;b&gt;Ani&lt;/b&gt;")


def test_the_answered_question_loses_its_buttons(budi):
    budi.says("/thing")
    asked = budi.shown
    budi.says("Ani")
    assert [] == next(m for m in budi.chat if m.number == asked.number).buttons


@pytest.mark.parametrize(
    "data", ["", "1", "2|a|menu", "1|a|", "1|a|nothing", "1|f|thing", "1|f|a|b|c|d", "1|a|menu|x|y"]
)
def test_forged_buttons_get_a_kind_sentence(budi, data):
    budi.presses_data(data).sees("changed nothing")


def test_the_draft_is_in_the_database(budi, database):
    budi.says("/thing").says("Ani")
    with database.reading() as session:
        draft = session.exec(select(Draft)).one()
    assert ("count", {"name": "Ani"}) == (draft.step, draft.answers["values"])
