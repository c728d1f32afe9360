"""The role–result matrix: whose it is, its cells, its gaps on both sides, and the files made of it."""

import io
import zipfile
from datetime import date
from types import SimpleNamespace

import pytest
from PIL import Image
from python_calamine import CalamineWorkbook

from bot.talk.speaker import speaker
from kinerja.documents.cascade_picture import cascade_picture
from kinerja.documents.cascade_sheet import cascade_sheet
from kinerja.errors import Unknown
from kinerja.messages import say
from kinerja.models import PlanStatus, Support
from kinerja.reports.cascade import Scope, cascade_of
from kinerja.rules.access import Actor
from kinerja.rules.cascade import Mark
from tests import builders
from tests.builders import TODAY


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def world(session):
    """Gita rates Ani and Joko, Ani rates Budi; Citra of another unit supports Gita, too."""
    made = builders.agency(session)
    gita = builders.person(session, "Gita Kepala")
    post = builders.position(session, gita, made.root, "Kepala Dinas")
    joko = builders.person(session, "Joko Baru")
    builders.position(session, joko, made.root, "Sekretaris", gita)
    builders.rated_by(session, made.ani.position, gita)
    before = builders.plan(session, post, status=PlanStatus.SUPERSEDED)
    old = builders.result(session, before, "Mutu naik", lineage="own-1")
    plan = builders.plan(session, post, version=2)
    own = [
        builders.result(session, plan, text, ordinal=number, lineage=f"own-{number}")
        for number, text in enumerate(("Mutu pelayanan naik", "Stunting turun", "Kas rapi"), 1)
    ]
    middle = builders.plan(session, made.ani.position)
    below = builders.result(session, middle, "Waktu tunggu turun", supports_id=old.id)
    made.results[0].supports_id, made.results[0].support = below.id, Support.DIRECT
    elsewhere = builders.plan(session, made.citra.position, status=PlanStatus.SUBMITTED)
    builders.result(session, elsewhere, "=1+1", supports_id=own[1].id, support=Support.INDIRECT)
    builders.result(session, elsewhere, "Bukan untuk Gita", supports_id=None)
    session.flush()
    return SimpleNamespace(made=made, gita=gita, joko=joko, own=own, session=session)


def matrix(world, scope=Scope.RATED, actor=None, year=2026):
    who = actor or Actor(world.gita.id)
    return cascade_of(world.session, who, world.gita.id, year, scope, TODAY)


def rows(cascade):
    return {one.name: "".join(mark.value[0] for mark in one.marks) for one in cascade.people}


def test_the_cells_of_those_one_rates_and_of_who_supports_from_elsewhere(world):
    cascade = matrix(world)
    # Ani's result was linked to a version that is gone: the lineage leads on.
    assert {"Ani Lestari": "dnn", "Joko Baru": "nnn", "Citra Dewi": "nin"} == rows(cascade)
    assert ["Citra Dewi"] == [one.name for one in cascade.people if one.is_elsewhere]
    assert [(1, 0), (0, 1), (0, 0)] == [(one.direct, one.indirect) for one in cascade.results]
    assert ["Kas rapi"] == [one.text for one in cascade.gaps]
    assert ["Joko Baru"] == [one.name for one in cascade.supporting_none]
    assert ["Joko Baru"] == [one.name for one in cascade.without_plan]
    assert [("Citra Dewi", "=1+1", Mark.INDIRECT)] == [
        (person.name, part.text, part.mark) for person, part in cascade.supporting(2)
    ]


def test_the_whole_unit_supports_through_those_in_between(world):
    cascade = matrix(world, Scope.BELOW)
    assert "inn" == rows(cascade)["Budi Santoso"]
    budi = next(one for one in cascade.people if one.name == "Budi Santoso")
    assert [1, 0, 0, 0] == [part.number for part in budi.parts]
    assert (True, False) == (
        next(one for one in cascade.people if one.name == "Ani Lestari").has_people,
        budi.has_people,
    )


def test_a_revision_that_waits_does_not_replace_the_approved_plan(world):
    post = world.made.ani.position
    waiting = builders.plan(world.session, post, version=2, status=PlanStatus.SUBMITTED)
    builders.result(world.session, waiting, "Lain", supports_id=world.own[2].id)

    assert "dnn" == rows(matrix(world))["Ani Lestari"]


def test_drafts_and_other_years_are_not_in_it(world):
    post = builders.position(world.session, world.joko, world.made.root, "Plt", world.gita)
    draft = builders.plan(world.session, post, status=PlanStatus.DRAFT)
    builders.result(world.session, draft, "Rahasia", supports_id=world.own[0].id)

    cascade = matrix(world)
    assert ["nnn", "nnn"] == [
        "".join(mark.value[0] for mark in one.marks)
        for one in cascade.people
        if one.name == "Joko Baru"
    ]
    assert () == matrix(world, year=2025).results


def test_who_stands_above_or_oversees_may_look_and_nobody_else(world):
    made = world.made
    boss = builders.person(world.session, "Hana")
    builders.position(world.session, world.gita, made.root, "Rangkap", boss)

    for reader in (Actor(boss.id), made.eka.actor):
        assert not matrix(world, actor=reader).is_own
    for stranger in (made.ani.actor, made.budi.actor, made.citra.actor):
        with pytest.raises(Unknown):
            matrix(world, actor=stranger)


def test_the_table_has_words_never_formulas(world):
    content = cascade_sheet(
        matrix(world), speaker("id").plain, lambda one: say(one.status or "belum")
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    matrix_sheet, gaps = (book.get_sheet_by_index(number).to_python() for number in (0, 1))
    head, *lines = matrix_sheet
    assert "1. Mutu pelayanan naik" == head[4]
    by_name = {line[0]: line for line in lines}
    assert "=1+1" in by_name["Citra Dewi"][5]
    # What somebody of another unit does for others is not the reader's to see.
    assert "" == by_name["Citra Dewi"][7]
    assert {"3. Kas rapi", "Joko Baru"} == {line[1] for line in gaps[1:]}


def test_the_table_keeps_its_head_in_view_and_writes_no_formula(world):
    content = cascade_sheet(matrix(world), speaker("id").plain, lambda _one: say("–"))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        first = package.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in first
    assert "<f>" not in first


def test_the_picture_is_tall_and_as_wide_as_a_phone_and_knows_long_names(world):
    world.session.get(builders.Person, world.joko.id).name = "Joko " * 30 + "Ürün–Żółć"
    cascade = matrix(world)
    content = cascade_picture(cascade, cascade.people, "Matriks 2026", speaker("id").plain)
    with Image.open(io.BytesIO(content)) as picture:
        assert 1080 == picture.width
        discs = picture.convert("RGB").getcolors(100_000)
    assert {(31, 122, 108), (47, 102, 168)} <= {colour for _count, colour in discs}


def test_a_post_that_ended_is_not_in_it(world):
    world.made.ani.position.ends_on = date(2026, 2, 2)
    world.session.flush()
    assert "Ani Lestari" not in rows(matrix(world))
