"""Rows of answers: short labels side by side, long ones alone, four rows at most with what leads on."""

import pytest

from bot.talk.fields import Choice, Many, Text
from bot.talk.form import Form, Screens
from bot.talk.rows import rows_of
from bot.talk.speaker import speaker
from bot.talk.turn import Button, Reply
from kinerja.messages import say, words


def shown(labels, **more):
    buttons = [Button(words(label), label) for label in labels]
    page = rows_of(buttons, speaker("id"), **{"most": 3} | more)
    return [[button.data for button in row] for row in page.items], page.pages


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["Ya", "Tidak", "Nanti"], [["Ya", "Tidak", "Nanti"]]),
        (["Berorientasi Pelayanan", "Loyal"], [["Berorientasi Pelayanan", "Loyal"]]),
        (
            ["Kompeten", "Orientasi pada hasil akhir"],
            [["Kompeten"], ["Orientasi pada hasil akhir"]],
        ),
    ],
)
def test_labels_share_a_row_where_they_fit(labels, expected):
    assert (expected, 1) == shown(labels)


def test_room_is_kept_for_a_tick():
    assert [["Berorientasi Pelayanan"], ["Loyal"]] == shown(
        ["Berorientasi Pelayanan", "Loyal"], mark="✓ "
    )[0]


def test_long_labels_share_a_row_rather_than_a_second_page():
    labels = [f"{n}. Kunjungan posyandu di wilayah kerja puskesmas" for n in range(1, 6)]
    assert ([labels[0:2], labels[2:4], labels[4:5]], 1) == shown(labels)


def test_more_is_paged_and_the_page_with_the_shown_one_comes():
    labels = [f"{n}. Kunjungan posyandu di wilayah kerja puskesmas" for n in range(1, 9)]
    assert ([[one] for one in labels[:3]], 3) == shown(labels)
    assert ([[one] for one in labels[6:]], 3) == shown(labels, shown=7)


def screens(count, **answers):
    options = [(str(n), words(f"Hasil kerja nomor {n} dari daftar")) for n in range(count)]
    fields = (
        Text(name="first", label="First", question="First?"),
        Many(name="many", label="Many", question="Which?", choices=lambda _t, _a: options),
        Choice(name="one", label="One", question="One?", choices=lambda _t, _a: options),
    )
    form = Form(name="f", title="A form", fields=fields, save=lambda _t, _a: Reply(say("Saved.")))

    class Speaking:
        language = "id"

    return Screens(form, "0", Speaking(), answers), form


@pytest.mark.parametrize("name", ["many", "one"])
@pytest.mark.parametrize("count", range(1, 30))
@pytest.mark.parametrize("number", [0, 1, 28])
def test_no_question_has_more_than_four_rows(name, count, number):
    made, form = screens(count, first="x")
    reply = made.ask(form.field(name), shown=min(number, count - 1))
    assert len(reply.buttons) <= 4
    assert f"1|f|f|0|{name}|{min(number, count - 1)}" in [b.data for r in reply.buttons for b in r]


def test_more_goes_round_through_all_answers():
    made, form = screens(8, first="x")
    seen, at = set(), 0
    for _ in range(4):
        buttons = [b.data for row in made.ask(form.field("many"), shown=at).buttons for b in row]
        seen |= {data.rsplit("|", 1)[1] for data in buttons}
        at = next(int(d.rsplit("+", 1)[1]) for d in buttons if "+" in d)
    assert {str(n) for n in range(8)} < seen
