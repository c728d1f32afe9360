"""Who may do what: the table cell by cell, the asking in an organisation, and everybody who must ask."""

import contextlib
import inspect
import shutil
from datetime import date

import pytest
from sqlmodel import Session, select

from kinerja.database import Database
from kinerja.errors import Refused, Unknown
from kinerja.models import Account, ReportStatus, Role
from kinerja.rules.access import ALLOWED, OPERATOR, Action, Actor, Relation, may, require
from kinerja.services.authority import authorise, authorise_operator, relations_to
from tests.builders import (
    TODAY,
    agency,
    grant,
    line,
    person,
    position,
    rated_by,
    report,
    unit,
)
from tests.kinerja.walk import ASKING, GROUND, OWN, WITHOUT_ACTOR, build, call, found

TABLE = """
                   self rater leader helper admin auditor owner operator
read_plan          x    x     -      -      x     x       -     -
write_plan         x    -     -      -      -     -       -     -
decide_plan        -    x     -      -      -     -       -     -
write_log          x    -     -      -      -     -       -     -
read_log           x    x     -      -      -     -       -     -
write_report       x    -     -      -      -     -       -     -
read_report        x    x     -      -      -     x       -     -
decide_report      -    x     -      -      -     -       -     -
file               x    -     -      -      -     -       -     -
read_obstacle      x    x     -      x      -     -       -     -
answer_obstacle    -    x     -      x      -     -       -     -
close_obstacle     x    x     -      x      -     -       -     -
give_feedback      -    x     x      -      -     -       -     -
read_feedback      x    x     x      -      -     -       -     -
answer_feedback    x    -     -      -      -     -       -     -
close_item         x    -     -      -      -     -       -     -
share_appreciation x    -     -      -      -     -       -     -
own_observation    x    -     -      -      -     -       -     -
read_evidence      x    x     -      -      -     x       -     -
read_line          -    x     x      -      -     -       -     -
check_result       -    -     x      -      -     -       -     -
mark_evidence      -    x     x      -      -     -       -     -
import             -    -     -      -      -     -       -     x
export             -    -     -      -      -     -       -     x
import_plans       -    x     -      -      x     -       -     x
import_templates   -    -     -      -      x     -       -     x
invite             -    -     -      -      x     -       -     x
undo_link          -    x     -      -      x     -       -     x
unlink             -    -     -      -      x     -       -     x
set_evidence_policy -   -     -      -      x     -       -     x
broadcast          -    -     -      -      x     -       x     x
plan_reminders     -    -     -      -      -     -       -     x
open_cycle         -    -     -      -      x     -       -     x
move_window        -    -     -      -      x     -       -     x
read_absence       x    x     -      -      x     -       -     x
report_absence     x    x     -      -      x     -       -     x
confirm_absence    -    -     -      -      x     -       -     x
end_service        -    -     -      -      x     -       -     x
set_holidays       -    -     -      -      x     -       -     x
see_standing       x    x     -      -      x     x       -     -
set_up_team        -    -     -      -      x     -       -     x
see_cascade        x    x     -      -      x     x       -     -
agree_rhythm       x    x     -      -      -     -       -     -
ask_peers          x    x     -      -      -     -       -     -
hold_dialogue      x    x     -      -      -     -       -     -
keep_counter       -    -     -      -      x     -       -     x
send_survey        x    -     -      -      -     -       -     -
note_competence    -    x     -      -      -     -       -     -
arrange_counselling x   x     -      -      -     -       -     -
read_correction    x    -     -      -      x     -       -     -
answer_correction  -    -     -      -      x     -       -     -
assess_oneself     x    -     -      -      -     -       -     -
rate               -    x     -      -      -     -       -     -
ask_about_rating   -    -     -      -      -     -       -     -
read_evaluation    x    x     -      -      -     -       -     -
answer_evaluation  x    -     -      -      -     -       -     -
object             x    -     -      -      -     -       -     -
read_objection     x    -     -      x      -     -       -     -
answer_objection   -    -     -      x      -     -       -     -
decide_objection   -    -     -      x      -     -       -     -
decide_organisation -   -     -      -      x     -       -     x
verify_audit       -    -     -      -      -     -       -     x
erase_audit        -    -     -      -      -     -       -     x
write_learning     x    -     -      -      -     -       -     -
read_learning      x    x     -      -      -     -       -     -
confirm_learning   -    x     -      -      -     -       -     -
import_courses     -    -     -      -      x     -       -     x
ask_acting         x    -     -      -      x     -       -     x
read_acting        x    -     -      -      x     -       -     x
confirm_acting     -    -     -      -      x     -       -     x
transfer           -    -     -      -      x     -       -     x
hand_over          -    x     -      -      -     -       -     -
read_handover      -    x     -      -      -     -       -     -
prepare_words      -    -     -      -      -     -       -     -
"""
ALSO_SUPERIORS = {"see_standing", "see_cascade", "ask_about_rating", "read_evaluation"}
"""What whoever stands above the rater may do as well."""

OF_RATERS = """
                 deputy reader keeper former assistant
read_plan        x      x      x      -      -
decide_plan      -      -      x      -      -
read_log         x      x      x      -      -
read_report      x      x      x      -      x
decide_report    x      -      -      -      -
read_obstacle    x      x      x      -      -
answer_obstacle  x      -      -      -      -
close_obstacle   x      -      -      -      -
give_feedback    x      -      -      -      -
read_feedback    x      x      x      -      -
read_evidence    x      x      x      -      x
read_line        x      x      x      -      x
mark_evidence    x      -      -      -      x
import_plans     -      -      x      -      -
undo_link        x      -      -      -      -
read_absence     x      x      x      -      -
report_absence   x      -      -      -      -
see_standing     x      x      x      -      -
see_cascade      x      x      x      -      -
agree_rhythm     x      -      -      -      -
rate             -      -      x      x      -
read_evaluation  -      x      x      x      -
hand_over        -      x      x      x      -
arrange_counselling x   -      -      -      -
ask_peers        x      -      -      -      -
hold_dialogue    x      -      -      -      -
read_learning    x      x      x      -      -
confirm_learning x      -      -      -      -
read_handover    x      -      x      -      -
prepare_words    -      -      -      -      x
"""
"""What belongs to whoever stands in for a rater, to that rater meanwhile, to one who moved on, and to helpers.

What is not here none of them may; the same table stands in ``docs/rights.en.md``, in words.
"""


def cells():
    header, *rows = [row.split() for row in TABLE.strip().splitlines()]
    others, *beside = [row.split() for row in OF_RATERS.strip().splitlines()]
    of_raters = {name: marks for name, *marks in beside}
    return [
        (Action(name), Relation(relation), mark == "x")
        for name, *marks in rows
        for relation, mark in zip(
            [*header, *others, "superior"],
            [
                *marks,
                *of_raters.get(name, "-" * len(others)),
                "x" if name in ALSO_SUPERIORS else "-",
            ],
            strict=True,
        )
    ]


def test_the_table_here_has_every_cell():
    expected = {(action, relation) for action in Action for relation in Relation}
    assert expected == {(action, relation) for action, relation, _ in cells()}


@pytest.mark.parametrize(("action", "relation", "allowed"), cells())
def test_each_cell(action, relation, allowed):
    assert allowed is may(action, {relation})
    if allowed:
        require(action, {relation, Relation.LEADER})
    else:
        with pytest.raises(Unknown):
            require(action, {relation})


@pytest.mark.parametrize("action", list(Action))
def test_nobody_may_without_a_relation(action):
    assert not may(action, set())


def test_what_is_not_in_the_table_nobody_may(monkeypatch):
    monkeypatch.delitem(ALLOWED, Action.READ_PLAN)
    assert not may(Action.READ_PLAN, set(Relation))


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


def test_relations_come_from_the_present_organisation(session):
    made = agency(session)
    auditor, owner = person(session, "Fajar"), person(session, "Gita")
    grant(session, auditor, made.section, Role.AUDITOR)
    grant(session, owner, made.root, Role.OWNER)

    def of(who):
        return relations_to(session, who, made.budi.id, TODAY)

    assert {Relation.SELF} == of(made.budi.actor)
    assert {Relation.RATER} == of(made.ani.actor)
    assert {Relation.ADMIN} == of(made.eka.actor)
    assert {Relation.AUDITOR} == of(Actor(auditor.id))
    assert {Relation.OWNER} == of(Actor(owner.id))
    assert {Relation.OPERATOR} == of(OPERATOR)
    assert set() == of(made.citra.actor) == of(made.dedi.actor)


def test_who_leads_a_result_sees_and_checks_that_result_only(session):
    world = build(session)
    leader, rater = world.actor("eka"), world.actor("ani")
    led = {"line_id": world.led_line}

    card = call(found()["reports.month.result_card"], session, leader, led)
    assert [world.led_line] == [line.id for line in card.lines]
    for name, arguments in (
        ("reports.month.result_card", {"line_id": world.sent_line}),
        ("reports.month.month_card", {"report_id": world.sent}),
        ("services.result_checks.check_result", {"line_id": world.sent_line, "recommendation": ""}),
        ("services.reviewing.accept_report", {"report_id": world.sent}),
    ):
        with pytest.raises(Unknown):
            call(found()[name], session, leader, arguments)
    checking = found()["services.result_checks.check_result"]
    with pytest.raises(Unknown):
        call(checking, session, rater, led | {"recommendation": ""})


def test_a_role_reaches_down_and_not_sideways(session):
    made = agency(session)
    deputy = person(session, "Hadi")
    grant(session, deputy, made.elsewhere)
    below = unit(session, "Poli Gigi", made.elsewhere)
    nurse = person(session, "Indra")
    position(session, nurse, below)

    assert {Relation.ADMIN} == relations_to(session, Actor(deputy.id), nurse.id, TODAY)
    assert set() == relations_to(session, Actor(deputy.id), made.budi.id, TODAY)
    assert set() == relations_to(session, Actor(deputy.id), made.eka.id, TODAY)


def test_who_stands_above_the_rater_sees_how_people_stand_and_nothing_more(session):
    made = agency(session)
    above, further = person(session, "Gita"), person(session, "Hana")
    rated_by(session, made.ani.position, above)
    rated_by(session, position(session, above, made.root), further)
    rated_by(session, position(session, further, made.root), made.ani.person)

    for superior in (above, further):
        seen = Actor(superior.id)
        for allowed in ALSO_SUPERIORS:
            authorise(session, seen, Action(allowed), made.budi.id, TODAY)
        for action in set(Action) - {Action(allowed) for allowed in ALSO_SUPERIORS}:
            with pytest.raises(Unknown):
                authorise(session, seen, action, made.budi.id, TODAY)
        with pytest.raises(Unknown):
            authorise(session, seen, Action.SEE_STANDING, made.citra.id, TODAY)
        elsewhere = {"position_id": made.citra.position.id}
        with pytest.raises(Unknown):
            authorise(session, seen, Action.SEE_STANDING, made.budi.id, TODAY, **elsewhere)


def test_rights_begin_and_end_with_their_days(session):
    made = agency(session)
    acting = person(session, "Joko")
    days = {"starts_on": date(2026, 2, 3), "ends_on": date(2026, 2, 10)}
    rated_by(session, made.budi.position, acting, **days)

    def rates(day):
        return Relation.RATER in relations_to(session, Actor(acting.id), made.budi.id, day)

    expected = {2: False, 3: True, 10: True, 11: False}
    assert expected == {day: rates(date(2026, 2, day)) for day in expected}


def test_whoever_rated_a_post_that_has_ended_rates_no_more(session):
    made = agency(session)
    made.budi.position.ends_on = date(2026, 2, 2)
    session.flush()

    with pytest.raises(Unknown):
        authorise(session, made.ani.actor, Action.READ_REPORT, made.budi.id, TODAY)


def test_whole_agency_work_is_the_operators():
    authorise_operator(OPERATOR, Action.IMPORT)
    with pytest.raises(Unknown):
        authorise_operator(OPERATOR, Action.READ_FEEDBACK)
    with pytest.raises(Unknown):
        authorise_operator(Actor(1), Action.IMPORT)


def test_every_public_function_is_registered():
    functions = found()
    asking = {n for n, f in functions.items() if "actor" in inspect.signature(f).parameters}

    assert asking == set(ASKING) | set(OWN) | GROUND
    assert set(functions) - asking == WITHOUT_ACTOR


IMPORTING = [
    "services.importing_people.import_people",
    "services.importing_plans.import_plans",
    "services.importing_plans.preview_plans",
    "services.reading_plans.read_plans",
]


class Grounds:
    """One organisation an engine, built once; whoever asks in it leaves nothing behind."""

    def __init__(self, url):
        self._database = Database(url)
        with self._database.unit_of_work() as session:
            self.world = build(session)

    @contextlib.contextmanager
    def asking(self):
        with self._database.engine.connect() as connection, connection.begin() as everything:
            with Session(connection, join_transaction_mode="rollback_only") as session:
                yield session
            everything.rollback()

    def close(self):
        self._database.close()


@pytest.fixture(scope="module")
def sqlite_grounds(sqlite_template, tmp_path_factory):
    path = tmp_path_factory.mktemp("grounds") / "kinerja.db"
    shutil.copyfile(sqlite_template, path)
    with contextlib.closing(Grounds(f"sqlite:///{path}")) as grounds:
        yield grounds


@pytest.fixture(scope="module")
def postgresql_grounds(postgres, migrated_postgres):
    postgres.copy("grounds", of=migrated_postgres)
    with contextlib.closing(Grounds(postgres.url("grounds"))) as grounds:
        yield grounds
    postgres.drop("grounds")


@pytest.fixture
def grounds(backend, request):
    return request.getfixturevalue(f"{backend}_grounds")


@pytest.fixture
def world(grounds):
    return grounds.world


@pytest.fixture
def asking(grounds):
    with grounds.asking() as session:
        yield session


@pytest.mark.parametrize("name", [name for name in ASKING if name not in IMPORTING])
def test_it_asks(asking, world, name):
    function, sample = found()[name], ASKING[name]
    arguments = sample.arguments(world)

    for stranger in sample.strangers:
        with pytest.raises(Unknown):
            call(function, asking, world.actor(stranger), arguments)
    # Last, since it may change what the strangers asked for.
    call(function, asking, world.actor(sample.by), arguments)


@pytest.mark.parametrize("name", IMPORTING)
def test_an_import_asks(asking, world, name):
    # What it then refuses is the empty file.
    of_people = name.endswith("people")
    may_read = Unknown if of_people else Refused
    members = {"citra": Unknown, "eka": may_read, "ani": may_read, "operator": Refused}
    for member, answer in members.items():
        with pytest.raises(answer) as refusal:
            call(found()[name], asking, world.actor(member), {"sheets": ()})
        assert answer is refusal.type


NAMED = [
    (name, argument)
    for name in ASKING
    for argument in inspect.signature(found()[name]).parameters
    if argument.endswith("_id")
]


@pytest.mark.parametrize(("name", "argument"), NAMED)
def test_what_does_not_exist_is_answered_as_what_is_foreign(asking, world, name, argument):
    sample = ASKING[name]
    arguments = sample.arguments(world) | {argument: 0}

    with pytest.raises(Unknown):
        call(found()[name], asking, world.actor(sample.by), arguments)


@pytest.mark.parametrize("name", [name for name, own in OWN.items() if own.empty is not None])
def test_it_shows_only_ones_own(asking, world, name):
    function, own = found()[name], OWN[name]
    arguments = own.arguments(world)

    assert own.empty != call(function, asking, world.actor(own.by), arguments)
    assert own.empty == call(function, asking, world.actor("citra"), arguments)


def test_the_months_of_somebody_elses_post_tell_nothing(asking, world):
    name = "reports.months.month_states"
    arguments = OWN[name].arguments(world)

    def states(who):
        return {state.status for state in call(found()[name], asking, who, arguments)}

    assert {ReportStatus.DRAFT, ReportStatus.SUBMITTED} < states(world.actor("budi"))
    assert set() == states(world.actor("citra"))


def test_plans_are_begun_for_ones_own_posts(asking, world):
    def posts(name):
        begun = call(found()["reports.plan_sources.beginnings"], asking, world.actor(name), {})
        return [one.position_id for one in begun]

    assert [world.agency.citra.position.id] == posts("citra")
    assert [] == posts("operator") == posts("budi")


def test_a_draft_of_a_plan_is_its_owners(asking, world):
    for name in ("ani", "eka", "citra"):
        with pytest.raises(Unknown):
            call(
                found()["reports.plan_card.plan_card"],
                asking,
                world.actor(name),
                {"plan_id": world.plans["draft"]},
            )


def test_the_posts_to_copy_from_are_ones_own(asking, world):
    def posts(name):
        found_posts = call(found()["reports.filing.filing_posts"], asking, world.actor(name), {})
        return [post.position_id for post in found_posts]

    assert [world.agency.budi.position.id] == posts("budi")
    assert [world.agency.citra.position.id] == posts("citra")
    assert [] == posts("operator")


def test_a_rhythm_concerns_the_two_of_a_pair(asking, world):
    def pairs(name):
        own = call(found()["reports.rhythms.rhythms_of"], asking, world.actor(name), {})
        return {(one.rater_id, one.person_id) for one in own}

    pair = (world.agency.ani.id, world.agency.budi.id)
    assert pair in pairs("budi") & pairs("ani")
    assert pair not in pairs("citra") | pairs("dedi") | pairs("eka") | pairs("operator")


def test_the_language_of_others_stays(asking, world):
    name = "services.preferences.change_language"
    call(found()[name], asking, world.actor("budi"), OWN[name].arguments(world))
    asking.expire_all()

    changed = asking.exec(select(Account).where(Account.language == "en")).all()
    assert [world.agency.budi.id] == [account.person_id for account in changed]


def test_ones_standing_is_ones_own(asking, world):
    def standing(name):
        return call(found()["reports.standing.standing"], asking, world.actor(name), {})

    assert frozenset({Role.ADMIN}) == standing("eka").roles
    assert frozenset() == standing("citra").roles
    assert (True, False) == (standing("ani").is_rater, standing("citra").is_rater)


def test_who_leads_a_result_does_so_on_their_days(session):
    made = agency(session)
    made.posyandu.leader_id = made.eka.id
    made.posyandu.leads_from, made.posyandu.leads_until = date(2026, 2, 3), date(2026, 2, 10)
    sent = report(session, made.plan, status=ReportStatus.SUBMITTED)
    row = line(session, sent, made.posyandu, measured=True)

    def leads(day):
        try:
            authorise(
                session,
                made.eka.actor,
                Action.CHECK_RESULT,
                made.budi.id,
                date(2026, 2, day),
                line_id=row.id,
            )
        except Unknown:
            return False
        return True

    expected = {2: False, 3: True, 10: True, 11: False}
    assert expected == {day: leads(day) for day in expected}
