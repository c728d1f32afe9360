"""Whatever anybody tries with ratings in whatever order: nobody rates themselves or outside the line, nothing
changes after a release, after an objection was sent or decided, a draft is its author's alone, nobody decides
about themselves, and every record is as its last deed signed it."""

import shutil
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from kinerja.database import Database
from kinerja.errors import Refused, Unknown
from kinerja.models import (
    Behaviour,
    DeliveryAnswer,
    Evaluation,
    EvaluationDelivery,
    EvaluationQuestion,
    EvaluationState,
    Objection,
    ObjectionState,
    OrganisationPredicate,
    Period,
    PeriodKind,
    RaterAssignment,
    Rating,
)
from kinerja.regulation import Regulation
from kinerja.reports.audit_chain import verify_chain
from kinerja.reports.evaluations import evaluation_card
from kinerja.reports.objections import objection_card
from kinerja.rules.access import OPERATOR, Actor
from kinerja.rules.evaluation import Decision, Given
from kinerja.rules.predicate import predicate_of
from kinerja.services.cycles import open_cycle
from kinerja.services.deciding_objections import answer_objection, decide_objection
from kinerja.services.deciding_organisations import decide_organisation
from kinerja.services.delivering import acknowledge, deliver, open_delivered
from kinerja.services.noting_silence import note_silence
from kinerja.services.objecting import begin_objection, send_objection, write_reasons
from kinerja.services.rating import (
    answer_question,
    ask_back,
    propose,
    rate_item,
    release,
    save_ratings,
)
from tests.builders import NOW, TODAY, account, agency, person, position, rated_by

LAW = Regulation().on(TODAY)
REASON = "Dua belas posyandu dikunjungi."
RATINGS = list(Rating)


class Life:
    """Budi and Hadi are rated by Ani, later by Dedi; Gita stands above Ani; everybody tries everything."""

    def __init__(self, database):
        self.database = database
        self.day = 0
        self.released, self.sent, self.decided = {}, {}, {}
        with database.unit_of_work() as session:
            made = agency(session)
            gita, hadi = person(session, "Gita"), person(session, "Hadi")
            position(session, gita, made.root, "Sekretaris")
            account(session, gita, 600)
            rated_by(session, made.ani.position, gita)
            rated_by(session, made.budi.position, made.budi.person)  # a mistake in the data
            others = position(session, hadi, made.section, rater=made.ani.person)
            self.posts = [made.budi.position.id, others.id, made.ani.position.id]
            open_cycle(
                session, OPERATOR, 2026, PeriodKind.QUARTER, closes_day=10, now=NOW, today=TODAY
            )
            first = (Period.starts_on == date(2026, 1, 1), Period.kind == PeriodKind.QUARTER)
            self.period = session.exec(select(Period.id).where(*first)).one()
            self.people = [made.ani.id, made.budi.id, gita.id, made.dedi.id, made.citra.id, hadi.id]
            self.unit, self.dedi = made.section.id, made.dedi.id

    @property
    def moment(self):
        passed = timedelta(days=self.day)
        return {"now": NOW + passed, "today": TODAY + passed}

    def do(self, act, who, number):
        if act == "wait":
            self.day += number + 1
            return
        with suppress(Refused, Unknown), self.database.unit_of_work() as session:
            getattr(self, act)(session, Actor(self.people[who]), number)

    def evaluation(self, session, number):
        ids = session.exec(select(Evaluation.id).order_by(Evaluation.id)).all()
        return ids[number % len(ids)] if ids else 10**6

    def save(self, session, actor, number):
        given = Given(RATINGS[number % 3], REASON, RATINGS[number // 3 % 3], REASON)
        post = self.posts[number % len(self.posts)]
        save_ratings(session, actor, post, self.period, given, **self.moment)

    def item(self, session, actor, number):
        which = self.evaluation(session, number)
        rate_item(session, actor, which, Behaviour.LOYAL, Rating.ABOVE, REASON, **self.moment)

    def propose(self, session, actor, number):
        propose(session, actor, self.evaluation(session, number), **self.moment)

    def ask(self, session, actor, number):
        ask_back(session, actor, self.evaluation(session, number), REASON, **self.moment)

    def answer(self, session, actor, number):
        ids = session.exec(select(EvaluationQuestion.id)).all()
        answer_question(session, actor, ids[number % len(ids)] if ids else 1, REASON, **self.moment)

    def decide(self, session, actor, number):
        predicate = list(OrganisationPredicate)[number % 5]
        decision = Decision(predicate, actor.person_id)
        decide_organisation(session, actor, self.unit, self.period, decision, **self.moment)

    def release(self, session, actor, number):
        which = self.evaluation(session, number)
        release(session, actor, which, LAW.quadrant, **self.moment)

    def deliver(self, session, actor, number):
        deliver(session, actor, self.evaluation(session, number), **self.moment)

    def open(self, session, actor, number):
        open_delivered(session, actor, self.evaluation(session, number), **self.moment)

    def acknowledge(self, session, actor, number):
        acknowledge(session, actor, self.evaluation(session, number), "", **self.moment)

    def silence(self, session, _actor, _number):
        note_silence(session, Regulation(), now=self.moment["now"])

    def object(self, session, actor, number):
        which = self.evaluation(session, number)
        begin_objection(session, actor, which, Regulation(), **self.moment)

    def send(self, session, actor, number):
        which = self.objection(session, number)
        write_reasons(session, actor, which, REASON, today=self.moment["today"])
        send_objection(session, actor, which, Regulation(), **self.moment)

    def reply(self, session, actor, number):
        answer_objection(session, actor, self.objection(session, number), REASON, **self.moment)

    def settle(self, session, actor, number):
        changed = None if number % 2 else Given(Rating.ABOVE, REASON, Rating.MEETS, REASON)
        which = self.objection(session, number)
        decide_objection(session, actor, which, changed, REASON, LAW.quadrant, **self.moment)

    def objection(self, session, number):
        ids = session.exec(select(Objection.id).order_by(Objection.id)).all()
        return ids[number % len(ids)] if ids else 10**6

    def change_rater(self, session, actor, number):
        """Let Dedi rate Budi from today on, instead of Ani."""
        today = self.moment["today"]
        for old in session.exec(
            select(RaterAssignment).where(RaterAssignment.position_id == self.posts[0])
        ):
            old.ends_on = old.ends_on or today - timedelta(days=1)
        session.add(RaterAssignment(position_id=self.posts[0], rater_id=self.dedi, starts_on=today))

    def check(self):
        today = self.moment["today"]
        with self.database.snapshot() as session:
            rows = session.exec(select(Evaluation)).all()
            for row in rows:
                assert row.rater_id != row.person_id
                assert row.rater_id in (self.people[0], self.people[2], self.dedi)
                if row.state is EvaluationState.RELEASED:
                    whole = row.model_dump()
                    assert whole == self.released.setdefault(row.id, whole)
                    assert row.predicate is predicate_of(LAW.quadrant, row.results, row.behaviour)
                else:
                    assert row.predicate is None
                self.check_readers(session, row, today)
            released = [row.position_id for row in rows if row.id in self.released]
            assert len(released) == len(set(released))
            self.check_objections(session, today)
            found = verify_chain(session, OPERATOR, b"nothing is sealed here")
            assert found.broken is None or found.broken.subject == "plan"

    def check_objections(self, session, today):
        made = {one.evaluation_id: one for one in session.exec(select(EvaluationDelivery))}
        assert set(made) <= set(self.released)
        for one in made.values():
            assert one.silent_until is None or one.delivered_on < one.silent_until < today
        for row in session.exec(select(Objection)):
            of = session.get_one(Evaluation, row.evaluation_id)
            whole = row.model_dump()
            if row.state is not ObjectionState.DRAFT:
                kept = (row.reasons, row.sent_at, row.number)
                assert kept == self.sent.setdefault(row.id, kept)
                assert DeliveryAnswer.OBJECTED is made[row.evaluation_id].answer
            if row.state is ObjectionState.DECIDED:
                assert whole == self.decided.setdefault(row.id, whole)
                assert row.decided_by_id not in (row.person_id, of.rater_id)
            for one in self.people:
                with suppress(Unknown):
                    card = objection_card(session, Actor(one), row.id, Regulation(), today)
                    assert one == row.person_id or row.state is not ObjectionState.DRAFT
                    assert one in (row.person_id, of.rater_id) or one == self.people[2]
                    assert card.deciding is None or card.deciding.closes_on > row.sent_on

    def check_readers(self, session, row, today):
        for one in self.people:
            try:
                evaluation_card(session, Actor(one), row.id, today)
            except Unknown:
                continue
            assert one == row.rater_id or row.state is not EvaluationState.DRAFT
            assert one != row.person_id or row.state is EvaluationState.RELEASED


ACTS = (
    "save",
    "item",
    "propose",
    "ask",
    "answer",
    "decide",
    "release",
    "deliver",
    "open",
    "acknowledge",
    "silence",
    "object",
    "send",
    "reply",
    "settle",
    "change_rater",
    "wait",
)
TRIES = st.tuples(
    st.sampled_from(ACTS), st.sampled_from((0, 0, 0, 1, 2, 3, 4, 5)), st.integers(0, 8)
)


def live(template, acts):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "kinerja.db"
        shutil.copyfile(template, path)
        database = Database(f"sqlite:///{path}")
        try:
            life = Life(database)
            for act, who, number in acts:
                life.do(act, who, number)
                life.check()
            return life
        finally:
            database.close()


@given(st.lists(TRIES, max_size=25))
@settings(max_examples=8)
def test_any_life_of_an_evaluation(sqlite_template, acts):
    live(sqlite_template, acts)


def test_the_life_as_it_should_be_ends_with_a_release(sqlite_template):
    acts = [("save", 0, 0), ("propose", 0, 0), ("ask", 2, 0), ("answer", 0, 0)]
    life = live(sqlite_template, [*acts, ("decide", 2, 1), ("release", 0, 0)])
    assert 1 == len(life.released)


BEFORE = [("save", 0, 0), ("propose", 0, 0), ("decide", 2, 1), ("release", 0, 0), ("deliver", 0, 0)]
AFTER = st.tuples(
    st.sampled_from(ACTS[ACTS.index("deliver") :]),
    st.sampled_from((0, 1, 2, 3, 5)),
    st.integers(0, 8),
)


@given(st.lists(AFTER, max_size=12))
@settings(max_examples=4)
def test_any_life_of_a_delivered_evaluation(sqlite_template, acts):
    live(sqlite_template, [*BEFORE, *acts])


def test_the_life_of_an_objection_ends_with_a_decision(sqlite_template):
    acts = [("open", 1, 0), ("object", 1, 0), ("send", 1, 0), ("reply", 0, 0), ("settle", 2, 0)]
    life = live(sqlite_template, [*BEFORE, *acts, ("settle", 2, 1), ("send", 1, 0)])
    assert [False] == [one["upheld"] for one in life.decided.values()]


def test_the_life_of_a_silent_evaluation(sqlite_template):
    live(sqlite_template, [*BEFORE, ("silence", 0, 0), *[("wait", 0, 8)] * 4, ("silence", 0, 0)])
