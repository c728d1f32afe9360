"""Every public service and report that takes an actor, found in the packages, with sample arguments.

Whoever writes a new one registers it here, in one of three lists, or `test_rights` names it:

* `ASKING`: works on somebody's record. Its sample names records of Budi; the member it is called `by` may
  do it, everybody without a right must be answered with `Unknown`.
* `OWN`: takes no person and shows or changes only the actor's own. Its sample says what `empty` is: what
  somebody gets whom nothing concerns.
* `GROUND`: what the others ask with.

Functions without an actor are listed in `WITHOUT_ACTOR` with the reason why they need not ask.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from sqlmodel import Session, select

import kinerja.reports
import kinerja.services
from kinerja.models import (
    Absence,
    AbsenceKind,
    Account,
    Acting,
    ActingKind,
    ActingReason,
    ActionStep,
    Annex,
    Appreciation,
    Aspect,
    Behaviour,
    Broadcast,
    BroadcastRecipient,
    BroadcastState,
    Circle,
    CoachingAnswer,
    CoachingSurvey,
    CorrectionRequest,
    Counselling,
    DevelopmentAction,
    DevelopmentGoal,
    Dialogue,
    DialogueKind,
    DialogueNote,
    DialoguePoint,
    DialogueTime,
    Doubt,
    EndKind,
    Evaluation,
    EvaluationDelivery,
    EvaluationQuestion,
    EvaluationState,
    Evidence,
    EvidenceKind,
    EvidenceMark,
    EvidencePolicy,
    FeedbackAction,
    FeedbackRhythm,
    FilingSpan,
    FollowUp,
    HandoverNote,
    Holiday,
    HolidayKind,
    Learning,
    LearningKind,
    LearningUse,
    Objection,
    ObjectionState,
    Observation,
    Obstacle,
    ObstacleResponse,
    OpenResult,
    OrganisationPerformance,
    OrganisationPredicate,
    Pattern,
    PatternKind,
    PeerInvitation,
    PeerRequest,
    Period,
    PeriodKind,
    PlanStatus,
    Polarity,
    ProgressReport,
    Rating,
    ReportStatus,
    ResultCheck,
    ResultShare,
    ServiceCounter,
    ShareState,
    Stage,
    TeachingOffer,
    TeamResult,
    WorkTeam,
)
from kinerja.models.development import ActionWay, GapSource, UseMoment
from kinerja.regulation import Regulation
from kinerja.reports.administered import Group
from kinerja.reports.cascade import Scope as CascadeScope
from kinerja.reports.development import Development
from kinerja.reports.evaluations import Calibration
from kinerja.reports.evidence_queue import EvidenceQueue, Scope
from kinerja.reports.feedback import FeedbackInbox
from kinerja.reports.first_afternoon import FirstAfternoon
from kinerja.reports.inbox import ReviewQueue
from kinerja.reports.learning_team import LearningGroup
from kinerja.reports.proposals import ToFinish
from kinerja.reports.shares import SharesOfMine
from kinerja.reports.team import Team
from kinerja.reports.waiting import Waiting
from kinerja.rules.access import OPERATOR, Actor
from kinerja.rules.broadcast_audience import Audience
from kinerja.rules.broadcasts import Ways
from kinerja.rules.courses_file import REQUIRED as NEEDED_OF_COURSES
from kinerja.rules.cycle import Place
from kinerja.rules.deadlines import Window
from kinerja.rules.dialogues import NoteWords
from kinerja.rules.evaluation import Decision, Given
from kinerja.rules.feedback import FeedbackContent
from kinerja.rules.learning import LearningContent
from kinerja.rules.logs import LogContent
from kinerja.rules.peer_feedback import PeerContent, Way
from kinerja.rules.plan_content import IndicatorSpec
from kinerja.rules.plans_file import REQUIRED as NEEDED_OF_PLANS
from kinerja.rules.reminder_moments import Later
from kinerja.rules.reminders import USUAL
from kinerja.rules.tables import Row
from kinerja.services.acting import ActingWords
from kinerja.services.arranging_dialogues import Slot
from kinerja.services.asking_peers import Wish
from kinerja.services.cycles import open_cycle
from kinerja.services.evidence import EvidencePiece
from kinerja.services.gaps import Gap
from kinerja.services.holidays import FreeDay
from kinerja.services.moving_windows import move_window
from kinerja.services.plan_details import StepWords
from kinerja.services.plan_drafts import Source
from kinerja.services.plan_writing import ResultWords
from kinerja.services.transferring import NewPost
from kinerja.services.work_teams import TeamWords
from kinerja.services.working_times import PatternContent
from tests.builders import (
    NOW,
    TODAY,
    Agency,
    agency,
    feedback,
    indicator,
    line,
    log,
    person,
    plan,
    position,
    report,
    result,
)

ALWAYS = {"now": NOW, "today": TODAY, "closes_day": 10}
YESTERDAY, NEXT_WEEK = NOW - timedelta(days=1), NOW + timedelta(days=7)
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


@dataclass(frozen=True)
class World:
    """The agency with a record of each kind, all of them Budi's; the one that Eka leads is of a colleague."""

    agency: Agency
    draft: int
    draft_line: int
    level_line: int
    gone_line: int
    sent: int
    sent_line: int
    returned: int
    evidence: int
    log_evidence: int
    led_line: int
    led_post: int
    led_evidence: int
    obstacle: int
    unanswered: int
    log: int
    feedback: int
    account: int
    follow_up: int
    appreciation: int
    observation: int
    broadcasts: dict[str, int]
    absence: int
    period: int
    holiday: int
    move: int
    rhythm: int
    dialogues: dict[str, int]
    evaluations: dict[str, int]
    correction: int
    peers: int
    counter: int
    plans: dict[str, int]
    learning: int
    certificate: int
    shares: dict[str, int]
    acting: int
    helped: int
    teams: dict[str, int]
    use: int
    goal: int
    step: int

    def actor(self, name: str) -> Actor:
        return OPERATOR if name == "operator" else getattr(self.agency, name).actor


def build(session: Session) -> World:
    made = agency(session)
    december = report(session, made.plan, date(2025, 12, 1), ReportStatus.RETURNED)
    sent = report(session, made.plan, JANUARY, ReportStatus.SUBMITTED, submitted_at=NOW)
    draft = report(session, made.plan, FEBRUARY)
    sent_line = line(session, sent, made.posyandu, {made.indicators[0].id: Decimal(12)})
    draft_line = line(session, draft, made.posyandu, measured=True)
    line(session, sent, made.results[1], {made.indicators[1].id: Decimal(25)})
    led_line, led_post = _led(session, made)
    level_line = line(session, draft, made.results[1], measured=True)
    noted = log(session, made.budi.person)
    learnt = _learning(session, made)
    asked, helped = _acting(session, made)
    return World(
        agency=made,
        draft=draft.id,
        draft_line=draft_line.id,
        level_line=level_line.id,
        gone_line=_gone(session, made, draft),
        sent=sent.id,
        sent_line=sent_line.id,
        returned=december.id,
        evidence=_evidence(session, made, draft_line.id, made.budi.id),
        log_evidence=_evidence(session, made, None, made.budi.id, log_id=noted.id, album="7"),
        led_line=led_line,
        led_post=led_post,
        led_evidence=_evidence(session, made, led_line, made.ani.id),
        obstacle=_obstacle(session, made),
        unanswered=_unanswered(session, made),
        log=noted.id,
        feedback=feedback(session, made.ani.person, made.budi.person, given_at=YESTERDAY).id,
        account=_account_of(session, made.budi.id),
        follow_up=_follow_up(session, made),
        appreciation=_appreciation(session, made),
        observation=_observation(session, made),
        broadcasts=_broadcasts(session, made),
        absence=_absence(session, made),
        period=_period(session),
        holiday=_holiday(session),
        move=_move(session),
        rhythm=_rhythm(session, made),
        dialogues=_dialogues(session, made),
        evaluations=_evaluations(session, made),
        correction=_correction(session, made),
        peers=_peers(session, made),
        counter=_counter(session, made),
        plans=_plans(session, made),
        learning=learnt,
        certificate=_evidence(session, made, None, made.budi.id, learning_id=learnt),
        shares=_shares(session, made),
        acting=asked,
        helped=helped,
        teams=_teams(session, made),
        **_development(session, made, learnt),
    )


def _evidence(
    session: Session, made: Agency, line_id: int | None, person_id: int, **more: Any
) -> int:
    row = Evidence(
        **more,
        person_id=person_id,
        line_id=line_id,
        kind=EvidenceKind.REFERENCE,
        reference="S-1",
        added_at=NOW,
    )
    session.add(row)
    session.flush()
    return row.id


def _development(session: Session, made: Agency, learning_id: int) -> dict[str, int]:
    """Let Budi say what was applied after a course, work on a goal, and offer to teach."""
    use = LearningUse(
        learning_id=learning_id,
        moment=UseMoment.LATER,
        asked_on=TODAY,
        text="Dipakai di loket",
        answered_at=NOW,
    )
    goal = DevelopmentGoal(
        person_id=made.budi.id,
        area="Komunikasi",
        source=GapSource.OWN,
        text="Pasien lebih paham",
        opened_at=NOW,
    )
    session.add_all(
        (use, goal, TeachingOffer(person_id=made.budi.id, area="Komunikasi", offered_at=NOW))
    )
    session.flush()
    step = DevelopmentAction(
        goal_id=goal.id, way=ActionWay.WORK, text="Berlatih", due_on=TODAY, created_at=NOW
    )
    session.add(step)
    session.flush()
    return {"use": use.id, "goal": goal.id, "step": step.id}


def _learning(session: Session, made: Agency) -> int:
    row = Learning(person_id=made.budi.id, sent_at=NOW, **asdict(LEARNT))
    session.add(row)
    session.flush()
    return row.id


def _gone(session: Session, made: Agency, draft: ProgressReport) -> int:
    """Give the draft a line of a result that its plan does not have."""
    old = plan(session, made.budi.position, version=0, status=PlanStatus.SUPERSEDED)
    return line(session, draft, result(session, old, "Lokakarya", ordinal=9), measured=True).id


def _led(session: Session, made: Agency) -> tuple[int, int]:
    """Give somebody else whom Ani rates a report with a result that Eka leads."""
    nurse = person(session, "Fani Utami")
    of = plan(session, position(session, nurse, made.section, rater=made.ani.person))
    led = result(session, of, "Posyandu lansia berjalan", leader_id=made.eka.id)
    sent = report(session, of, JANUARY, ReportStatus.SUBMITTED, submitted_at=NOW)
    row = line(session, sent, led, measured=True)
    days = {"asked_at": NOW, "due_on": TODAY + timedelta(days=3)}
    session.add(ResultCheck(line_id=row.id, leader_id=made.eka.id, **days))
    session.flush()
    return row.id, of.position_id


def _obstacle(session: Session, made: Agency) -> int:
    row = Obstacle(
        person_id=made.budi.id,
        position_id=made.budi.position.id,
        lineage=made.posyandu.lineage,
        text="Kendaraan rusak",
        help_needed="Pinjaman mobil",
        opened_at=NOW,
        asked_at=NOW,
    )
    session.add(row)
    session.flush()
    return row.id


def _unanswered(session: Session, made: Agency) -> int:
    """Ani has been silent for weeks; Eka is above her."""
    section_head = position(session, made.ani.person, made.root, "Sekretaris", made.eka.person)
    assert section_head.id
    long_ago = NOW - timedelta(days=30)
    row = Obstacle(
        person_id=made.budi.id,
        position_id=made.budi.position.id,
        lineage=made.results[1].lineage,
        text="Loket hanya satu",
        help_needed="Loket tambahan",
        opened_at=long_ago,
        asked_at=long_ago,
    )
    session.add(row)
    session.flush()
    return row.id


def _follow_up(session: Session, made: Agency) -> int:
    about = feedback(session, made.ani.person, made.budi.person, given_at=YESTERDAY)
    row = FollowUp(
        owner_id=made.ani.id,
        person_id=made.budi.id,
        feedback_id=about.id,
        action=FeedbackAction.COACHING,
        opened_at=YESTERDAY,
    )
    session.add(row)
    session.flush()
    return row.id


def _appreciation(session: Session, made: Agency) -> int:
    row = Appreciation(
        giver_id=made.ani.id,
        receiver_id=made.budi.id,
        behaviour=Behaviour.SERVICE,
        text="Loket dibuka lebih pagi",
        given_at=NOW,
        shared=True,
    )
    session.add(row)
    session.flush()
    return row.id


def _observation(session: Session, made: Agency) -> int:
    row = Observation(
        author_id=made.ani.id,
        person_id=made.budi.id,
        text="Loket dibuka lebih pagi",
        noted_at=NOW,
        private_until=TODAY + timedelta(days=14),
    )
    session.add(row)
    session.flush()
    return row.id


def _broadcasts(session: Session, made: Agency) -> dict[str, int]:
    """Make an announcement of Eka's in each state, to Budi; the one that waits is somebody else's."""
    found = {}
    for state in BroadcastState:
        begun = state in (BroadcastState.RUNNING, BroadcastState.PAUSED, BroadcastState.DONE)
        row = Broadcast(
            author_id=None if state is BroadcastState.WAITING else made.eka.id,
            state=state,
            texts={"id": "Apel besok"},
            scope=[made.root.id],
            receipt=True,
            created_at=NOW,
            started_at=NOW if begun else None,
        )
        session.add(row)
        session.flush()
        found[state.value] = row.id
        if begun:
            key = f"b{row.id}.{made.budi.id}"
            given = {"message_key": key, "zone": "Asia/Makassar", "queued_at": NOW}
            session.add(BroadcastRecipient(broadcast_id=row.id, person_id=made.budi.id, **given))
    session.flush()
    return found


def _absence(session: Session, made: Agency) -> int:
    days = {"first_day": TODAY, "last_day": TODAY + timedelta(days=3)}
    row = Absence(person_id=made.budi.id, kind=AbsenceKind.SICK, entered_at=NOW, **days)
    session.add(row)
    session.flush()
    return row.id


def _correction(session: Session, made: Agency) -> int:
    row = CorrectionRequest(person_id=made.budi.id, text="Pangkat saya III/c", asked_at=NOW)
    session.add(row)
    session.flush()
    return row.id


def _counter(session: Session, made: Agency) -> int:
    """Open a counter of the section that belongs to Budi's first result."""
    given = {"name": "Loket Obat", "code": "0a1b2c3d4e5f", "lineage": made.posyandu.lineage}
    row = ServiceCounter(unit_id=made.section.id, opened_at=NOW, **given)
    session.add(row)
    session.flush()
    return row.id


def _peers(session: Session, made: Agency) -> int:
    """Let Budi ask Eka by name."""
    row = PeerRequest(
        subject_id=made.budi.id,
        asker_id=made.budi.id,
        circle=Circle.PICKED,
        questions=["shares", "listens"],
        asked=1,
        opened_at=NOW,
        closes_on=TODAY + timedelta(days=7),
        closes_at=NOW + timedelta(days=8),
    )
    session.add(row)
    session.flush()
    session.add(PeerInvitation(request_id=row.id, person_id=made.eka.id))
    session.flush()
    return row.id


def _plans(session: Session, made: Agency) -> dict[str, int]:
    """Make a draft of Budi's with everything in it, a revision that waits, and an empty draft."""
    draft = plan(session, made.budi.position, version=2, status=PlanStatus.DRAFT)
    part = result(session, draft, "Kader terlatih")
    measure = indicator(session, part, "Jumlah kader", target=Decimal(5), unit="kader")
    step = ActionStep(result_id=part.id, lineage="step", month=3, text="Pelatihan")
    session.add(step)
    sent = plan(
        session,
        made.budi.position,
        version=3,
        status=PlanStatus.SUBMITTED,
        submitted_at=NOW,
        return_reason="Target kurang jelas",
    )
    told = result(session, sent, "Kader terlatih", lineage=part.lineage)
    days = {"year": 2027, "starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)}
    empty = plan(session, made.budi.position, status=PlanStatus.DRAFT, **days)
    return {
        "draft": draft.id,
        "result": part.id,
        "indicator": measure.id,
        "step": step.id,
        "sent": sent.id,
        "told": told.id,
        "empty": empty.id,
    }


def _dialogues(session: Session, made: Agency) -> dict[str, int]:
    """Give Ani and Budi a dialogue that he proposes, one to note, one with notes, and one with a point of hers."""
    pair = {"rater_id": made.ani.id, "person_id": made.budi.id, "opened_at": YESTERDAY}
    found = {}
    for name, when in (("proposed", NEXT_WEEK), ("held", YESTERDAY), ("noted", YESTERDAY)):
        row = Dialogue(uid=f"{name}@kinerja", kind=DialogueKind.PERFORMANCE, **pair)
        session.add(row)
        session.flush()
        agreed = None if name == "proposed" else YESTERDAY
        by = {"proposed_by_id": made.budi.id, "proposed_at": YESTERDAY, "agreed_at": agreed}
        time = DialogueTime(dialogue_id=row.id, starts_at=when, minutes=30, **by)
        session.add(time)
        session.flush()
        found |= {name: row.id, f"{name}_time": time.id}
    for version, confirmed in ((1, YESTERDAY), (2, None)):
        both = {"rater_confirmed_at": confirmed, "person_confirmed_at": confirmed}
        words = {"agreed": _SAID, "written_by_id": made.budi.id, "written_at": YESTERDAY}
        note = DialogueNote(dialogue_id=found["noted"], version=version, **both, **words)
        session.add(note)
        session.flush()
        owed = {"owner_id": made.ani.id, "text": "Meminjam mobil", "due_on": TODAY}
        point = DialoguePoint(note_id=note.id, number=1, **owed)
        session.add(point)
        session.flush()
        found |= {"note": note.id, "point": point.id}
    return found | _coaching(session, made)


def _coaching(session: Session, made: Agency) -> dict[str, int]:
    """Let Ani coach Budi twice, of which he has told Eka once, and arrange a date for him with her."""
    pair = {"rater_id": made.ani.id, "person_id": made.budi.id, "opened_at": YESTERDAY}
    found = {}
    for name in ("coached", "unsurveyed"):
        row = Dialogue(uid=f"{name}@kinerja", kind=DialogueKind.COACHING, **pair)
        session.add(row)
        session.flush()
        by = {"proposed_by_id": made.ani.id, "proposed_at": YESTERDAY, "agreed_at": YESTERDAY}
        session.add(DialogueTime(dialogue_id=row.id, starts_at=YESTERDAY, minutes=30, **by))
        found[name] = row.id
    survey = CoachingSurvey(
        dialogue_id=found["coached"], person_id=made.budi.id, steps=2, sent_at=NOW
    )
    counselling = Counselling(
        person_id=made.budi.id,
        officer_id=made.eka.id,
        arranged_by_id=made.ani.id,
        arranged_at=NOW,
        held_on=TODAY,
    )
    session.add_all([survey, counselling])
    session.flush()
    for statement in range(1, 10):
        session.add(CoachingAnswer(survey_id=survey.id, statement=statement, answer=2))
    session.flush()
    return found | {"survey": survey.id, "counselling": counselling.id}


def _shares(session: Session, made: Agency) -> dict[str, int]:
    """Open a result of Ani's; a part of it is proposed to Budi, and of another he offers one."""
    above = plan(session, made.ani.position)
    opened, other = (result(session, above, text) for text in ("Antrean pendek", "Kas rapi"))
    session.add(OpenResult(lineage=opened.lineage, leader_id=made.ani.id, opened_at=NOW))
    of = {"leader_id": made.ani.id, "person_id": made.budi.id, "position_id": made.budi.position.id}
    rows = [
        ResultShare(lineage=one.lineage, above=one.text, year=2026, state=state, **of, **said)
        for one, state, said in (
            (opened, ShareState.PROPOSED, {"text": "Loket tiga", "made_at": NOW}),
            (other, ShareState.OFFERED, {"text": "Kas", "made_at": NOW, "is_offer": True}),
        )
    ]
    session.add_all(rows)
    session.flush()
    return {"open": opened.id, "proposed": rows[0].id, "offered": rows[1].id}


def _acting(session: Session, made: Agency) -> tuple[int, int]:
    """Ask that Eka follows Ani, leave a note of Eka's about Budi's post, and let Eka help another rater."""
    asked = Acting(
        rater_id=made.ani.id,
        acting_id=made.eka.id,
        kind=ActingKind.ACTING,
        reason=ActingReason.MOVED,
        first_day=TODAY,
        asked_at=NOW,
    )
    helped, nurse = person(session, "Gita"), person(session, "Hani")
    post = position(session, nurse, made.section, "Apoteker", rater=helped)
    sent = report(session, plan(session, post), JANUARY, ReportStatus.SUBMITTED, submitted_at=NOW)
    helping = Acting(
        rater_id=helped.id,
        acting_id=made.eka.id,
        kind=ActingKind.HELPER,
        reason=ActingReason.TRIP,
        first_day=TODAY,
        last_day=TODAY + timedelta(days=9),
        asked_at=NOW,
        confirmed_at=NOW,
    )
    note = HandoverNote(
        position_id=made.budi.position.id, author_id=made.eka.id, text="Target naik", written_at=NOW
    )
    session.add_all([asked, helping, note])
    session.flush()
    return asked.id, sent.id


def _teams(session: Session, made: Agency) -> dict[str, int]:
    """Give Ani's section a team with one result, led by Eka."""
    days = {"starts_on": TODAY, "ends_on": date(2026, 12, 31), "set_up_at": NOW}
    team = WorkTeam(name="Tim stunting", unit_id=made.section.id, leader_id=made.eka.id, **days)
    session.add(team)
    session.flush()
    row = TeamResult(team_id=team.id, ordinal=1, text="Stunting turun")
    session.add(row)
    session.flush()
    return {"team": team.id, "result": row.id}


def _rhythm(session: Session, made: Agency) -> int:
    row = FeedbackRhythm(
        rater_id=made.ani.id,
        person_id=made.budi.id,
        months=3,
        proposed_by_id=made.budi.id,
        proposed_at=NOW,
    )
    session.add(row)
    session.flush()
    return row.id


def _evaluations(session: Session, made: Agency) -> dict[str, int]:
    """Give Budi a proposal, in a unit whose performance is decided, and one that was asked about."""
    months = select(Period.id).where(Period.kind == PeriodKind.MONTH).order_by(Period.starts_on)
    first, second, third, *further = session.exec(months).all()[:7]
    rated = {"results": Rating.MEETS, "behaviour": Rating.MEETS, "begun_at": NOW}
    of = {"person_id": made.budi.id, "position_id": made.budi.position.id, "rater_id": made.ani.id}
    proposed, other = (
        Evaluation(period_id=period, state=EvaluationState.PROPOSED, **rated, **of)
        for period in (first, second)
    )
    decided = OrganisationPerformance(
        unit_id=made.section.id,
        period_id=first,
        predicate=OrganisationPredicate.GOOD,
        decided_by_id=made.eka.id,
        entered_at=NOW,
    )
    session.add_all([proposed, other, decided])
    session.flush()
    asked = EvaluationQuestion(
        evaluation_id=other.id, asked_by_id=made.eka.id, asked_at=NOW, reason=_SAID
    )
    session.add(asked)
    session.flush()
    released, delivered, *objected = (
        Evaluation(period_id=period, state=EvaluationState.RELEASED, **rated, **of)
        for period in (third, *further)
    )
    session.add_all([released, delivered, *objected])
    session.flush()
    session.add_all(
        EvaluationDelivery(
            evaluation_id=one.id,
            person_id=made.budi.id,
            code=f"ABCDEFGHJ{number}",
            delivered_at=NOW,
            delivered_on=TODAY,
            delivered_by_id=made.ani.id,
        )
        for number, one in enumerate((delivered, *objected))
    )
    objections = [
        Objection(
            evaluation_id=one.id,
            person_id=made.budi.id,
            state=state,
            reasons=_SAID,
            begun_at=NOW,
            sent_on=TODAY,
        )
        for one, state in zip(objected, list(ObjectionState)[:3], strict=True)
    ]
    session.add_all(objections)
    session.flush()
    named = dict(zip(("drafted", "sent", "answered"), (one.id for one in objections), strict=True))
    return named | {
        "proposed": proposed.id,
        "question": asked.id,
        "period": first,
        "released": released.id,
        "delivered": delivered.id,
    }


_SAID = "Dua belas posyandu dikunjungi."


def _period(session: Session) -> int:
    cycle = open_cycle(
        session, OPERATOR, 2026, PeriodKind.MONTH, closes_day=10, now=NOW, today=TODAY
    ).cycle
    january = select(Period.id).where(Period.cycle_id == cycle.id, Period.starts_on == JANUARY)
    return session.exec(january.where(Period.kind == PeriodKind.MONTH)).one()


def _holiday(session: Session) -> int:
    row = Holiday(day=TODAY, name="HUT Kota", kind=HolidayKind.LOCAL, entered_at=NOW)
    session.add(row)
    session.flush()
    return row.id


def _move(session: Session) -> int:
    march = select(Period.id).where(Period.starts_on == date(2026, 3, 1))
    place = Place(session.exec(march.where(Period.kind == PeriodKind.MONTH)).one(), Stage.FILING)
    window = Window(date(2026, 3, 1), date(2026, 4, 7), date(2026, 4, 30))
    move = move_window(session, OPERATOR, place, window, reason="Surat 12", now=NOW, today=TODAY)
    return move.id


def _account_of(session: Session, person_id: int) -> int:
    return session.exec(select(Account.id).where(Account.person_id == person_id)).one()


@dataclass(frozen=True)
class Sample:
    """Arguments of a function beside session, actor, moment and day; `by` is who may do it.

    `operator` says that the command line may, too.
    """

    by: str
    arguments: Callable[[World], dict[str, Any]] = field(default=lambda w: {})
    operator: bool = False

    @property
    def strangers(self) -> list[str]:
        return ["citra", "dedi"] if self.operator else ["citra", "dedi", "operator"]


@dataclass(frozen=True)
class Own:
    """A function about the actor's own; `by` gets something, everybody else what is `empty`."""

    by: str
    empty: Any
    arguments: Callable[[World], dict[str, Any]] = field(default=lambda w: {})


def _line(w: World) -> dict[str, Any]:
    return {"line_id": w.draft_line}


def _feedback(w: World) -> dict[str, Any]:
    return {"feedback_id": w.feedback}


def _evaluation(w: World) -> dict[str, Any]:
    return {"evaluation_id": w.evaluations["proposed"]}


def _objection(w: World) -> dict[str, Any]:
    return {"objection_id": w.evaluations["sent"]}


def _drafted(w: World) -> dict[str, Any]:
    return {"objection_id": w.evaluations["drafted"]}


def _above(w: World) -> dict[str, Any]:
    return {"result_id": w.shares["open"]}


_PART = {"text": "Loket satu", "support": None}


def _team(w: World) -> dict[str, Any]:
    return {"team_id": w.teams["team"]}


def _of_team(w: World) -> dict[str, Any]:
    return {"team_result_id": w.teams["result"]}


def _team_words(w: World) -> TeamWords:
    return TeamWords("Tim data", w.agency.eka.id, TODAY, date(2026, 12, 31))


def _pair(w: World) -> dict[str, Any]:
    return {"rater_id": w.agency.ani.id, "person_id": w.agency.budi.id}


def _dialogue(
    key: str, name: str = "dialogue_id", **more: Any
) -> Callable[[World], dict[str, Any]]:
    return lambda w: {name: w.dialogues[key], **more}


def _talk(when: datetime) -> Callable[[World], dict[str, Any]]:
    slot = Slot(when, 60)
    return lambda w: _pair(w) | {"kind": DialogueKind.PLANNING, "slot": slot}


def _sent(w: World) -> dict[str, Any]:
    return {"report_id": w.sent}


def _led_line(w: World) -> dict[str, Any]:
    return {"line_id": w.led_line}


def _led_evidence(w: World) -> dict[str, Any]:
    return {"evidence_id": w.led_evidence}


def _broadcast(state: str, **more: Any) -> Sample:
    return Sample("eka", lambda w: {"broadcast_id": w.broadcasts[state], **more}, operator=True)


_LAW = Regulation().on(TODAY)
_ALONE = Ways(second_approval=False)


def _place(w: World) -> Place:
    return Place(w.period, Stage.MONTHLY_REPORT, w.agency.section.id)


_MOVED = Window(JANUARY, date(2026, 2, 5), date(2026, 2, 12))


def _absences(w: World) -> tuple[Row, ...]:
    row = (w.agency.budi.person.nip, "cuti", date(2026, 4, 7))
    return Row(1, ("nip", "jenis", "mulai")), Row(2, row)


_HOLIDAYS = (Row(1, ("tanggal", "nama")), Row(2, ("7/4/2026", "HUT Kota")))
_ROSTER = PatternContent(PatternKind.SHIFT, "", False, "11100", JANUARY, time(8), time(15))


def _post(w: World) -> dict[str, Any]:
    return {"position_id": w.agency.budi.position.id}


def _wish(w: World) -> Wish:
    picked = (w.agency.eka.id,)
    return Wish(w.agency.budi.id, Circle.PICKED, ("shares", "listens"), 7, picked)


def _seen(w: World) -> str:
    """Return what names the content of January as Budi sees it: one report, sent NOW."""
    return f"1.{NOW:%y%m%d%H%M%S}"


def _plan(key: str, name: str = "plan_id", **more: Any) -> Callable[[World], dict[str, Any]]:
    return lambda w: {name: w.plans[key], **more}


_SPEC = IndicatorSpec(
    Aspect.QUALITY,
    "Nilai",
    "90",
    Decimal(90),
    None,
    "%",
    Pattern.LEVEL,
    Polarity.MORE,
    None,
    "",
    "",
)
_TEMPLATE = (
    Row(1, ("jabatan", *NEEDED_OF_PLANS[2:])),
    Row(
        2,
        (
            "Bidan",
            "kuantitatif",
            "utama",
            "Ibu sehat",
            "",
            "kuantitas",
            "Jumlah",
            5.0,
            "ibu",
            "kumulatif",
            "naik",
        ),
    ),
)
_CATALOGUE = (
    Row(1, NEEDED_OF_COURSES),
    Row(2, ("TI-1", "Excel untuk laporan", "e-learning", "LAN", 6.0)),
)
LEARNT = LearningContent(LearningKind.SEMINAR, "Seminar gizi", "Dinkes", TODAY, TODAY, Decimal(4))
_LINK = EvidencePiece(EvidenceKind.LINK, "https://dinkes.go.id")
_LOG = LogContent(TODAY, "Rapat kader")

ASKING: dict[str, Sample] = {
    "services.keeping_counters.open_counter": Sample(
        "eka", lambda w: {"unit_id": w.agency.section.id, "name": "Loket Obat"}, operator=True
    ),
    "services.keeping_counters.close_counter": Sample(
        "eka", lambda w: {"counter_id": w.counter}, operator=True
    ),
    "services.keeping_counters.kept_counter": Sample(
        "eka", lambda w: {"counter_id": w.counter}, operator=True
    ),
    "services.keeping_counters.link_counter": Sample(
        "eka", lambda w: {"counter_id": w.counter, "result_id": w.agency.posyandu.id}
    ),
    "reports.counters.counter_card": Sample(
        "ani", lambda w: {"counter_id": w.counter}, operator=True
    ),
    "reports.counters.results_to_link": Sample("eka", lambda w: {"person_id": w.agency.budi.id}),
    "reports.appreciations.thanks_of": Sample("ani", lambda w: {"receiver_id": w.agency.budi.id}),
    "reports.peer_circles.circle_sizes": Sample("budi", lambda w: {"subject_id": w.agency.budi.id}),
    "services.asking_peers.ask_peers": Sample("budi", lambda w: {"wish": _wish(w)}),
    "services.asking_peers.cancel_request": Sample("budi", lambda w: {"request_id": w.peers}),
    "reports.peer_requests.request_card": Sample("budi", lambda w: {"request_id": w.peers}),
    "reports.peer_requests.request_to_answer": Sample("eka", lambda w: {"request_id": w.peers}),
    "services.answering_peers.decline_request": Sample("eka", lambda w: {"request_id": w.peers}),
    "services.answering_peers.answer_request": Sample(
        "eka",
        lambda w: {
            "request_id": w.peers,
            "content": PeerContent({"shares": "often", "listens": "seldom"}),
            "way": Way.NAMED,
        },
    ),
    "services.evidence.add_evidence": Sample("budi", lambda w: _line(w) | {"piece": _LINK}),
    "services.evidence.check_piece": Sample(
        "budi", lambda w: _line(w) | {"piece": _LINK, "waiting": 0}
    ),
    "services.evidence.remove_evidence": Sample("budi", lambda w: {"evidence_id": w.evidence}),
    "services.evidence_policy.set_evidence_policy": Sample(
        "eka",
        lambda w: {"unit_id": w.agency.section.id, "policy": EvidencePolicy.REFERENCE_ONLY},
        operator=True,
    ),
    "services.giving_feedback.give_feedback": Sample(
        "ani",
        lambda w: {
            "receiver_id": w.agency.budi.id,
            "report_id": w.sent,
            "content": FeedbackContent(progress=True, next_step="Teruskan", result_ids=()),
        },
    ),
    "services.giving_feedback.open_feedback": Sample("budi", _feedback),
    "services.giving_feedback.acknowledge": Sample("budi", _feedback),
    "services.giving_feedback.answer": Sample("budi", lambda w: _feedback(w) | {"text": "Siap"}),
    "services.appreciating.answer_sharing": Sample(
        "budi", lambda w: {"appreciation_id": w.appreciation, "shared": True}
    ),
    "reports.appreciations.appreciation_card": Sample(
        "budi", lambda w: {"appreciation_id": w.appreciation}
    ),
    "services.correcting_feedback.correct_feedback": Sample(
        "ani", lambda w: _feedback(w) | {"parts": ("12 kunjungan", "", "")}
    ),
    "services.observing.note_observation": Sample(
        "ani", lambda w: {"person_id": w.agency.budi.id, "text": "Loket dibuka lebih pagi"}
    ),
    "services.observing.share_observation": Sample(
        "ani", lambda w: {"observation_id": w.observation, "praise": True}
    ),
    "services.observing.delete_observation": Sample(
        "ani", lambda w: {"observation_id": w.observation}
    ),
    "services.goals.add_action": Sample(
        "budi",
        lambda w: {
            "goal_id": w.goal,
            "way": ActionWay.WORK,
            "text": "Pakai di satu tugas",
            "due_on": TODAY,
        },
    ),
    "services.goals.finish_action": Sample("budi", lambda w: {"action_id": w.step}),
    "services.goals.move_action": Sample("budi", lambda w: {"action_id": w.step, "due_on": TODAY}),
    "services.goals.drop_action": Sample("budi", lambda w: {"action_id": w.step}),
    "services.goals.close_goal": Sample(
        "budi", lambda w: {"goal_id": w.goal, "outcome": "Lebih jelas bagi pasien"}
    ),
    "services.applying.answer_use": Sample(
        "budi", lambda w: {"use_id": w.use, "text": "Dipakai di loket"}
    ),
    "services.applying.confirm_use": Sample("ani", lambda w: {"use_id": w.use}),
    "reports.learning_uses.uses_of": Sample("ani", lambda w: {"learning_id": w.learning}),
    "reports.learning_uses.use_card": Sample("ani", lambda w: {"use_id": w.use}),
    "reports.goals.goals_of": Sample("ani", lambda w: {"person_id": w.agency.budi.id}),
    "reports.goals.goal_card": Sample("ani", lambda w: {"goal_id": w.goal}),
    "reports.goals.step_card": Sample("ani", lambda w: {"action_id": w.step}),
    "reports.gaps.gaps_of": Sample("ani", lambda w: {"person_id": w.agency.budi.id}),
    "reports.gaps.suggestions_for": Sample(
        "ani", lambda w: {"person_id": w.agency.budi.id, "regulation": Regulation()}
    ),
    "reports.learning_team.learner_card": Sample(
        "ani", lambda w: {"person_id": w.agency.budi.id, "regulation": Regulation()}
    ),
    "reports.learning_team.learning_unit": Sample(
        "eka", lambda w: {"group": w.agency.section.id, "regulation": Regulation()}
    ),
    "services.learning.changeable": Sample("budi", lambda w: {"learning_id": w.learning}),
    "services.learning.change_learning": Sample(
        "budi", lambda w: {"learning_id": w.learning, "content": LEARNT}
    ),
    "services.learning.send_learning_again": Sample("budi", lambda w: {"learning_id": w.learning}),
    "services.learning.delete_learning": Sample("budi", lambda w: {"learning_id": w.learning}),
    "services.learning.confirm_learning": Sample("ani", lambda w: {"learning_id": w.learning}),
    "services.learning.return_learning": Sample(
        "ani", lambda w: {"learning_id": w.learning, "reason": "Sertifikatnya belum ada"}
    ),
    "services.certificates.add_certificate": Sample(
        "budi", lambda w: {"learning_id": w.learning, "piece": _LINK}
    ),
    "services.certificates.remove_certificate": Sample(
        "budi", lambda w: {"evidence_id": w.certificate}
    ),
    "reports.learning.ledger_of": Sample(
        "ani", lambda w: {"person_id": w.agency.budi.id, "regulation": Regulation()}
    ),
    "reports.learning.learning_entry": Sample("ani", lambda w: {"learning_id": w.learning}),
    "reports.learning.certificates_of": Sample("ani", lambda w: {"learning_id": w.learning}),
    "services.importing_courses.import_courses": Sample(
        "eka", lambda w: {"sheets": (_CATALOGUE,)}, operator=True
    ),
    "services.importing_courses.preview_courses": Sample(
        "eka", lambda w: {"sheets": (_CATALOGUE,)}, operator=True
    ),
    "services.following_up.close_item": Sample("ani", lambda w: {"item_id": w.follow_up}),
    "services.following_up.nudge": Sample("budi", lambda w: {"key": f"review-{w.sent}"}),
    "services.importing_people.import_people": Sample(
        "operator", lambda w: {"sheets": ()}, operator=True
    ),
    "services.importing_plans.import_plans": Sample(
        "operator", lambda w: {"sheets": ()}, operator=True
    ),
    "services.reading_plans.read_plans": Sample(
        "operator", lambda w: {"sheets": ()}, operator=True
    ),
    "services.importing_plans.preview_plans": Sample(
        "operator", lambda w: {"sheets": ()}, operator=True
    ),
    "reports.plans_export.plans_to_export": Sample(
        "operator", lambda w: {"year": 2026}, operator=True
    ),
    "services.inviting.issue_invitations": Sample(
        "eka", lambda w: {"people": (w.agency.budi.id,)}, operator=True
    ),
    "services.inviting.revoke_invitations": Sample(
        "eka", lambda w: {"person_id": w.agency.budi.id}, operator=True
    ),
    "services.linking_accounts.undo_link": Sample(
        "ani", lambda w: {"account_id": w.account}, operator=True
    ),
    "services.unlinking.unlink": Sample(
        "eka", lambda w: {"person_id": w.agency.budi.id}, operator=True
    ),
    "reports.administered.access_of": Sample(
        "eka", lambda w: {"person_id": w.agency.budi.id}, operator=True
    ),
    "services.importing_templates.import_templates": Sample(
        "eka", lambda w: {"sheets": (_TEMPLATE,)}, operator=True
    ),
    "services.importing_templates.preview_templates": Sample(
        "eka", lambda w: {"sheets": (_TEMPLATE,)}, operator=True
    ),
    "services.plan_drafts.begin_plan": Sample(
        "budi", lambda w: _post(w) | {"year": 2026, "source": Source.EMPTY}
    ),
    "services.plan_drafts.begin_version": Sample("budi", _plan("sent")),
    "services.plan_drafts.change_together": Sample("ani", _plan("sent")),
    "services.plan_drafts.drop_draft": Sample("budi", _plan("empty")),
    "services.plan_writing.add_result": Sample(
        "budi", _plan("draft", words=ResultWords("Data lengkap"))
    ),
    "services.plan_writing.change_result": Sample(
        "budi", _plan("result", "result_id", words=ResultWords("Data lengkap"))
    ),
    "services.plan_writing.turn_kind": Sample("budi", _plan("result", "result_id")),
    "services.plan_writing.set_leader": Sample(
        "budi", lambda w: {"result_id": w.plans["result"], "leader_id": w.agency.eka.id}
    ),
    "services.plan_writing.remove_result": Sample("budi", _plan("result", "result_id")),
    "services.plan_writing.add_indicator": Sample("budi", _plan("result", "result_id", spec=_SPEC)),
    "services.plan_writing.change_indicator": Sample(
        "budi", _plan("indicator", "indicator_id", spec=_SPEC)
    ),
    "services.plan_writing.remove_indicator": Sample("budi", _plan("indicator", "indicator_id")),
    "services.plan_writing.editable_plan": Sample("budi", _plan("draft")),
    "services.plan_writing.editable_result": Sample("budi", _plan("result", "result_id")),
    "services.plan_writing.editable_indicator": Sample("budi", _plan("indicator", "indicator_id")),
    "services.plan_details.add_step": Sample(
        "budi", _plan("result", "result_id", words=StepWords(4, "Supervisi"))
    ),
    "services.plan_details.remove_step": Sample("budi", _plan("step", "step_id")),
    "services.plan_details.set_manual": Sample(
        "budi", _plan("indicator", "indicator_id", manual=("Kader aktif", "", "Register"))
    ),
    "services.plan_details.set_expectation": Sample(
        "budi", _plan("draft", behaviour=Behaviour.LOYAL, text="Menjaga rahasia")
    ),
    "services.plan_details.set_annex": Sample(
        "budi", _plan("draft", kind=Annex.RESOURCES, items=("Kendaraan",))
    ),
    "services.plan_details.turn_approach": Sample("budi", _plan("empty")),
    "services.plan_details.settle": Sample("budi", _plan("draft", keys=("many:plan",))),
    "services.deciding_plans.submit_plan": Sample("budi", _plan("draft")),
    "services.deciding_plans.withdraw_revision": Sample("budi", _plan("sent")),
    "services.deciding_plans.approve_plan": Sample("ani", _plan("sent")),
    "services.deciding_plans.return_plan": Sample("ani", _plan("sent")),
    "services.deciding_plans.remark": Sample(
        "ani",
        lambda w: {
            "plan_id": w.plans["sent"],
            "result_id": w.plans["told"],
            "reason": "Kurang jelas",
        },
    ),
    "reports.plan_card.plan_card": Sample("ani", _plan("sent")),
    "reports.plan_card.card_of_result": Sample("ani", _plan("told", "result_id")),
    "reports.plan_card.versions_of": Sample("ani", _plan("sent")),
    "reports.plan_card.plan_changes": Sample("ani", _plan("sent")),
    "reports.plan_sources.results_to_support": Sample("budi", _plan("draft")),
    "services.logs.add_log": Sample("budi", lambda w: {"content": _log_about_budi(w)}),
    "services.logs.edit_log": Sample("budi", lambda w: {"log_id": w.log, "content": _LOG}),
    "services.logs.delete_log": Sample("budi", lambda w: {"log_id": w.log}),
    "services.logs.restore_log": Sample("budi", lambda w: {"log_id": w.log}),
    "services.log_evidence.add_log_evidence": Sample(
        "budi",
        lambda w: {"log_id": w.log, "piece": EvidencePiece.written("https://contoh.go.id/1")},
    ),
    "services.log_evidence.remove_log_evidence": Sample(
        "budi", lambda w: {"evidence_id": w.log_evidence}
    ),
    "reports.logs.log_pieces": Sample("ani", lambda w: {"log_id": w.log}),
    "services.obstacles.raise_obstacle": Sample(
        "budi", lambda w: _line(w) | {"text": "Hujan lebat", "help_needed": ""}
    ),
    "services.obstacles.close_obstacle": Sample("ani", lambda w: {"obstacle_id": w.obstacle}),
    "services.helping.answer_help": Sample(
        "ani",
        lambda w: {
            "obstacle_id": w.obstacle,
            "response": ObstacleResponse.HELP,
            "text": "Mobil dinas dipinjamkan",
        },
    ),
    "services.helping.hand_on": Sample("budi", lambda w: {"obstacle_id": w.unanswered}),
    "reports.help_requests.obstacle_card": Sample("ani", lambda w: {"obstacle_id": w.obstacle}),
    "services.report_lines.editable_line": Sample("budi", _line),
    "services.settling_logs.move_log": Sample(
        "budi", lambda w: {"log_id": w.log, "line_id": w.draft_line}
    ),
    "services.settling_logs.set_log_outside": Sample("budi", lambda w: {"log_id": w.log}),
    "services.settling_logs.take_line_out": Sample("budi", lambda w: {"line_id": w.gone_line}),
    "services.repeating.keep_last_month": Sample("budi", lambda w: {"line_id": w.level_line}),
    "services.reporting.open_report": Sample(
        "budi", lambda w: {"position_id": w.agency.budi.position.id, "period": FEBRUARY}
    ),
    "services.reporting.set_value": Sample(
        "budi",
        lambda w: _line(w) | {"indicator_id": w.agency.indicators[0].id, "actual": Decimal(3)},
    ),
    "services.reporting.set_not_measured": Sample("budi", _line),
    "services.reporting.set_note": Sample("budi", lambda w: _line(w) | {"note": "Lancar"}),
    "services.reporting.complete_report": Sample("budi", lambda w: {"report_id": w.returned}),
    "services.reviewing.accept_report": Sample("ani", _sent),
    "services.reviewing.return_report": Sample(
        "ani", lambda w: _sent(w) | {"reason": "Foto kurang"}
    ),
    "services.marking_evidence.mark_evidence": Sample(
        "ani", lambda w: _led_evidence(w) | {"mark": EvidenceMark.ACCEPTED}
    ),
    "services.marking_evidence.unmark_evidence": Sample("ani", _led_evidence),
    "services.result_checks.check_result": Sample(
        "eka", lambda w: _led_line(w) | {"recommendation": "Data lengkap"}
    ),
    "reports.result_checks.check_of": Sample("eka", _led_line),
    "reports.result_checks.checks_of": Sample("ani", _sent),
    "reports.month.result_card": Sample("eka", _led_line),
    "reports.evidence_queue.piece_of": Sample("eka", _led_evidence),
    "services.sending.submit_report": Sample("budi", lambda w: {"report_id": w.draft}),
    "services.sending.take_back": Sample("budi", _sent),
    "services.filing.file_span": Sample(
        "budi",
        lambda w: _post(w) | {"span": FilingSpan.MONTH, "day": JANUARY, "seen": _seen(w)},
    ),
    "services.filing.reopen_span": Sample(
        "budi", lambda w: _post(w) | {"span": FilingSpan.MONTH, "day": JANUARY}
    ),
    "reports.filing.filing_overview": Sample("budi", _post),
    "reports.filing_days.daily_progress": Sample(
        "budi", lambda w: _post(w) | {"first": JANUARY, "last": TODAY}
    ),
    "reports.filing_recap.recap_of": Sample(
        "budi", lambda w: _post(w) | {"span": FilingSpan.MONTH, "day": JANUARY}
    ),
    "reports.evidence.evidence_of": Sample("ani", _sent),
    "reports.feedback.feedback_of": Sample("ani", lambda w: {"receiver_id": w.agency.budi.id}),
    "reports.feedback.feedback_card": Sample("ani", _feedback),
    "reports.changes.changes_since": Sample("ani", _sent),
    "reports.logs.logs_of": Sample(
        "ani", lambda w: {"person_id": w.agency.budi.id, "first": JANUARY, "last": TODAY}
    ),
    "reports.logs.log_card": Sample("ani", lambda w: {"log_id": w.log}),
    "reports.month.month_card": Sample("ani", _sent),
    "reports.month.report_of_line": Sample("ani", lambda w: {"line_id": w.sent_line}),
    "reports.obstacles.open_obstacles": Sample("ani", lambda w: {"person_id": w.agency.budi.id}),
    "reports.plan.plans_of": Sample("ani", lambda w: {"person_id": w.agency.budi.id}),
    "reports.rhythms.rhythm_between": Sample("ani", _pair),
    "reports.pairs.pair_between": Sample("ani", _pair),
    "reports.dialogue_sides.dialogue_sides": Sample("ani", _pair),
    "reports.dialogues.dialogue_card": Sample("ani", _dialogue("noted")),
    "reports.dialogues.dialogue_of_point": Sample("ani", _dialogue("point", "point_id")),
    "services.arranging_dialogues.propose_dialogue": Sample("ani", _talk(NEXT_WEEK)),
    "services.arranging_dialogues.note_held_dialogue": Sample("ani", _talk(YESTERDAY)),
    "services.arranging_dialogues.propose_time": Sample(
        "ani", _dialogue("proposed", slot=Slot(NEXT_WEEK, 60))
    ),
    "services.arranging_dialogues.agree_time": Sample("ani", _dialogue("proposed_time", "time_id")),
    "services.arranging_dialogues.cancel_dialogue": Sample("ani", _dialogue("proposed")),
    "services.arranging_dialogues.open_dialogue": Sample("ani", _dialogue("proposed")),
    "reports.coaching.survey_readers": Sample("budi", _dialogue("coached")),
    "reports.coaching.survey_card": Sample("eka", _dialogue("survey", "survey_id")),
    "reports.coaching.levels_of": Sample("ani", _dialogue("coached")),
    "services.coaching.send_survey": Sample(
        "budi", _dialogue("unsurveyed", answers=dict.fromkeys(range(1, 10), 2), steps=2)
    ),
    "services.coaching.note_level": Sample(
        "ani", _dialogue("coached", competence="Komunikasi", level=4, reason=_SAID)
    ),
    "reports.counselling.counselling_of": Sample("ani", lambda w: {"person_id": w.agency.budi.id}),
    "reports.counselling.counselling_card": Sample(
        "ani", _dialogue("counselling", "counselling_id")
    ),
    "services.counselling.arrange_counselling": Sample(
        "ani",
        lambda w: {
            "person_id": w.agency.budi.id,
            "officer_id": w.agency.eka.id,
            "held_on": TODAY,
        },
    ),
    "services.counselling.finish_counselling": Sample(
        "eka", _dialogue("counselling", "counselling_id")
    ),
    "services.noting_dialogues.write_notes": Sample(
        "ani", _dialogue("held", words=NoteWords(agreed="Loket dibuka pukul 07.30"))
    ),
    "services.noting_dialogues.add_point": Sample(
        "ani",
        lambda w: {
            **_dialogue("noted", text="Menyusun jadwal", due_on=TODAY)(w),
            "owner_id": w.agency.budi.id,
        },
    ),
    "services.noting_dialogues.remove_point": Sample("ani", _dialogue("point", "point_id")),
    "services.noting_dialogues.confirm_notes": Sample(
        "ani", _dialogue("note", "note_id", edition=1)
    ),
    "services.noting_dialogues.tick_point": Sample(
        "ani", _dialogue("point", "point_id", done=True)
    ),
    "services.agreeing_rhythm.propose_rhythm": Sample("ani", lambda w: _pair(w) | {"months": 3}),
    "reports.corrections.correction_card": Sample("eka", lambda w: {"request_id": w.correction}),
    "services.correcting_data.answer_correction": Sample(
        "eka",
        lambda w: {"request_id": w.correction, "text": "", "corrected": True},
    ),
    "reports.cascade.cascade_of": Sample(
        "ani", lambda w: {"leader_id": w.agency.budi.id, "year": 2026, "scope": CascadeScope.BELOW}
    ),
    "services.work_teams.set_up_team": Sample(
        "ani", lambda w: {"unit_id": w.agency.section.id, "words": _team_words(w)}, operator=True
    ),
    "services.work_teams.authorise_team": Sample(
        "ani", lambda w: {"unit_id": w.agency.section.id}, operator=True
    ),
    "services.work_teams.managed_team": Sample("ani", _team, operator=True),
    "services.work_teams.end_team": Sample("ani", _team, operator=True),
    "services.work_teams.add_team_result": Sample(
        "ani", lambda w: {**_team(w), "text": "Data lengkap", "serves_id": None}, operator=True
    ),
    "services.work_teams.remove_team_result": Sample("ani", _of_team, operator=True),
    "services.work_teams.propose_in_team": Sample(
        "ani", lambda w: {**_of_team(w), "person_id": w.agency.budi.id}, operator=True
    ),
    "reports.work_teams.team_card": Sample("ani", _team, operator=True),
    "reports.work_teams.card_of_team_result": Sample("ani", _of_team, operator=True),
    "services.sharing.distribute": Sample("ani", lambda w: {**_above(w), **_PART, "posts": ()}),
    "services.sharing.turn_open": Sample("ani", _above),
    "services.sharing.own_result": Sample("ani", _above),
    "services.sharing.answer_offer": Sample(
        "ani", lambda w: {"share_id": w.shares["offered"], "word": "", "taken": True}
    ),
    "services.sharing.withdraw_share": Sample("ani", lambda w: {"share_id": w.shares["proposed"]}),
    "services.placing_shares.offer_part": Sample(
        "budi", lambda w: {"result_id": w.shares["open"], "text": "Loket dua"}
    ),
    "services.placing_shares.place_share": Sample(
        "budi", lambda w: {"share_id": w.shares["proposed"], "reason": "Diusulkan"}
    ),
    "services.placing_shares.decline_share": Sample(
        "budi", lambda w: {"share_id": w.shares["proposed"], "word": "Belum sekarang"}
    ),
    "reports.shares.shares_of_result": Sample("ani", _above),
    "reports.shares.share_card": Sample("ani", lambda w: {"share_id": w.shares["offered"]}),
    "reports.shares.is_open": Sample("ani", _above),
    "reports.shares.candidates": Sample("ani", _above),
    "services.agreeing_rhythm.agree_rhythm": Sample("ani", lambda w: {"rhythm_id": w.rhythm}),
    "reports.development.development_of": Sample("ani", lambda w: {"person_id": w.agency.budi.id}),
    "reports.team.member_card": Sample("ani", lambda w: {"position_id": w.agency.budi.position.id}),
    "reports.team.unit_team": Sample("ani", lambda w: {"unit_id": w.agency.section.id}),
    "reports.led_team.led_member": Sample("eka", lambda w: {"position_id": w.led_post}),
    "reports.readiness.readiness": Sample("operator", operator=True),
    "services.cycles.open_cycle": Sample(
        "eka", lambda w: {"year": 2026, "kind": PeriodKind.QUARTER}, operator=True
    ),
    "services.moving_windows.move_window": Sample(
        "eka",
        lambda w: {"place": _place(w), "window": _MOVED, "reason": "Surat edaran 12"},
        operator=True,
    ),
    "services.moving_windows.authorise_window": Sample(
        "eka", lambda w: {"unit_id": w.agency.section.id}, operator=True
    ),
    "services.absences.report_absence": Sample(
        "ani",
        lambda w: {
            "person_id": w.agency.budi.id,
            "kind": AbsenceKind.TRIP,
            "first": TODAY + timedelta(days=9),
            "last": TODAY + timedelta(days=9),
        },
        operator=True,
    ),
    "services.absences.change_last_day": Sample(
        "budi", lambda w: {"absence_id": w.absence, "last": TODAY}, operator=True
    ),
    "services.absences.take_back_absence": Sample(
        "budi", lambda w: {"absence_id": w.absence}, operator=True
    ),
    "services.absences.decide_absence": Sample(
        "eka", lambda w: {"absence_id": w.absence, "confirmed": True}, operator=True
    ),
    "services.ending_service.end_service": Sample(
        "eka",
        lambda w: {
            "person_id": w.agency.budi.id,
            "kind": EndKind.RETIREMENT,
            "last_day": date(2026, 5, 31),
        },
        operator=True,
    ),
    "reports.absences.absent_person": Sample(
        "ani", lambda w: {"person_id": w.agency.budi.id}, operator=True
    ),
    "reports.absences.absence_card": Sample(
        "ani", lambda w: {"absence_id": w.absence}, operator=True
    ),
    "services.importing_absences.import_absences": Sample(
        "operator", lambda w: {"sheets": (_absences(w),)}, operator=True
    ),
    "services.holidays.import_holidays": Sample(
        "eka", lambda w: {"sheets": (_HOLIDAYS,)}, operator=True
    ),
    "services.holidays.set_holiday": Sample(
        "eka",
        lambda w: {"free": FreeDay(TODAY, "HUT Kota", unit_id=w.agency.section.id)},
        operator=True,
    ),
    "services.holidays.remove_holiday": Sample(
        "eka", lambda w: {"holiday_id": w.holiday}, operator=True
    ),
    "services.working_times.set_pattern": Sample(
        "eka", lambda w: {"name": "Regu A", "content": _ROSTER}, operator=True
    ),
    "services.working_times.set_group": Sample(
        "eka", lambda w: {"name": "Guru", "period_kind": None, "pattern": "school"}, operator=True
    ),
    "services.working_times.set_quiet_hours": Sample(
        "eka", lambda w: {"begins": time(21), "ends": time(6)}, operator=True
    ),
    "services.window_news.tell_window_moved": Sample(
        "eka", lambda w: {"move_id": w.move}, operator=True
    ),
    "reports.concerned.concerned": Sample(
        "eka", lambda w: {"unit_id": w.agency.section.id}, operator=True
    ),
    "reports.cycle.scope_of": Sample("eka"),
    "reports.cycle.calendar_of": Sample(
        "eka", lambda w: {"unit_id": w.agency.section.id, "month": JANUARY}, operator=True
    ),
    "reports.cycle.window_in_force": Sample("eka", lambda w: {"place": _place(w)}, operator=True),
    "reports.reminders.reminders_at": Sample("operator", lambda w: {"moment": NOW}, operator=True),
    "reports.reminders.reminders_of": Sample(
        "operator", lambda w: {"nip": w.agency.budi.person.nip, "moment": NOW}, operator=True
    ),
    "services.deciding_organisations.decide_organisation": Sample(
        "eka",
        lambda w: {
            "unit_id": w.agency.section.id,
            "period_id": w.evaluations["period"],
            "decision": Decision(OrganisationPredicate.POOR, w.agency.eka.id),
        },
        operator=True,
    ),
    "services.rating.save_ratings": Sample(
        "ani",
        lambda w: {
            "position_id": w.agency.budi.position.id,
            "period_id": w.evaluations["period"],
            "given": Given(Rating.ABOVE, _SAID),
        },
    ),
    "services.rating.rate_item": Sample(
        "ani",
        lambda w: (
            _evaluation(w) | {"item": Behaviour.LOYAL, "rating": Rating.ABOVE, "reason": _SAID}
        ),
    ),
    "services.rating.propose": Sample("ani", _evaluation),
    "services.rating.ask_back": Sample("eka", lambda w: _evaluation(w) | {"reason": _SAID}),
    "services.rating.answer_question": Sample(
        "ani", lambda w: {"question_id": w.evaluations["question"], "text": _SAID}
    ),
    "services.rating.release": Sample(
        "ani", lambda w: _evaluation(w) | {"quadrant": _LAW.quadrant}
    ),
    "reports.rating_record.rating_record": Sample(
        "ani",
        lambda w: {
            "position_id": w.agency.budi.position.id,
            "period_id": w.evaluations["period"],
        },
    ),
    "reports.rating_card.rating_card": Sample(
        "ani",
        lambda w: {
            "position_id": w.agency.budi.position.id,
            "period_id": w.evaluations["period"],
            "law": _LAW,
        },
    ),
    "reports.unit_performance.unit_performance": Sample(
        "eka",
        lambda w: {"unit_id": w.agency.section.id, "period_id": w.evaluations["period"]},
    ),
    "reports.unit_performance.leaders_above": Sample(
        "eka", lambda w: {"unit_id": w.agency.section.id}, operator=True
    ),
    "reports.unit_distribution.unit_distribution": Sample(
        "ani",
        lambda w: {
            "unit_id": w.agency.section.id,
            "period_id": w.evaluations["period"],
            "law": _LAW,
        },
    ),
    "services.self_assessing.assess_oneself": Sample(
        "budi",
        lambda w: {
            "position_id": w.agency.budi.position.id,
            "period_id": w.evaluations["period"],
            "results": _SAID,
            "behaviour": _SAID,
        },
    ),
    "services.delivering.deliver": Sample(
        "ani", lambda w: {"evaluation_id": w.evaluations["released"]}
    ),
    "services.delivering.open_delivered": Sample(
        "budi", lambda w: {"evaluation_id": w.evaluations["delivered"]}
    ),
    "services.delivering.acknowledge": Sample(
        "budi", lambda w: {"evaluation_id": w.evaluations["delivered"], "comment": ""}
    ),
    "reports.deliveries.delivered_card": Sample(
        "budi", lambda w: {"evaluation_id": w.evaluations["delivered"], "regulation": Regulation()}
    ),
    "services.objecting.begin_objection": Sample(
        "budi",
        lambda w: {"evaluation_id": w.evaluations["delivered"], "regulation": Regulation()},
    ),
    "services.objecting.write_reasons": Sample("budi", lambda w: _drafted(w) | {"reasons": _SAID}),
    "services.objecting.add_to_objection": Sample(
        "budi", lambda w: _drafted(w) | {"piece": EvidencePiece.written("Surat 12/2026")}
    ),
    "services.objecting.drop_objection": Sample("budi", _drafted),
    "services.objecting.send_objection": Sample(
        "budi", lambda w: _drafted(w) | {"regulation": Regulation()}
    ),
    "services.objecting.note_look": Sample("eka", _objection),
    "services.deciding_objections.answer_objection": Sample(
        "ani", lambda w: _objection(w) | {"answer": _SAID}
    ),
    "services.deciding_objections.decide_objection": Sample(
        "eka",
        lambda w: {
            "objection_id": w.evaluations["answered"],
            "changed": None,
            "reasons": _SAID,
            "quadrant": _LAW.quadrant,
        },
    ),
    "reports.objections.objection_card": Sample(
        "eka", lambda w: _objection(w) | {"regulation": Regulation()}
    ),
    "reports.case_timeline.case_timeline": Sample("eka", _objection),
    "services.asking_doubts.note_asked": Sample(
        "ani", lambda w: _evaluation(w) | {"doubts": (Doubt.SURPRISE,)}
    ),
    "reports.evaluations.evaluation_card": Sample("eka", _evaluation),
    "reports.evaluations.doubts": Sample("ani", _evaluation),
    "reports.audit_chain.chain_head": Sample("operator", operator=True),
    "reports.audit_chain.verify_chain": Sample("operator", lambda w: {"key": b"k"}, operator=True),
    "services.sealing.erase_details": Sample(
        "operator", lambda w: {"entry_ids": ()}, operator=True
    ),
    "reports.cycle.cycle_of": Sample("eka", lambda w: {"year": 2026}, operator=True),
    "reports.cycle.windows_of": Sample("eka", lambda w: {"year": 2026}, operator=True),
    "reports.cycle.next_due": Sample(
        "eka", lambda _w: {"stages": [Stage.MONTHLY_REPORT]}, operator=True
    ),
    "reports.cycle.window_card": Sample("eka", lambda w: {"place": _place(w)}, operator=True),
    "reports.cycle.moves_of": Sample("eka", lambda w: {"place": _place(w)}, operator=True),
}

_AWAY = ActingWords(
    0, ActingKind.DAILY, ActingReason.LEAVE, TODAY + timedelta(days=40), TODAY + timedelta(days=50)
)

ASKING |= {
    # Who acts for whom, and who takes up which post.
    "services.acting.ask_acting": Sample(
        "ani",
        lambda w: {
            "rater_id": w.agency.ani.id,
            "words": replace(_AWAY, acting_id=w.agency.eka.id),
        },
        operator=True,
    ),
    "services.acting.decide_acting": Sample(
        "eka", lambda w: {"acting_id": w.acting, "confirmed": True}, operator=True
    ),
    "services.acting.end_acting": Sample("ani", lambda w: {"acting_id": w.acting}, operator=True),
    "services.handing_over.write_note": Sample("ani", lambda w: _post(w) | {"text": "Target naik"}),
    "services.preparing_words.prepare_words": Sample(
        "eka", lambda w: {"report_id": w.helped, "text": "Baik"}
    ),
    "services.transferring.transfer": Sample(
        "eka",
        lambda w: {
            "person_id": w.agency.budi.id,
            "post": NewPost(w.agency.elsewhere.id, "Perawat gigi", w.agency.dedi.id, TODAY),
        },
        operator=True,
    ),
    "reports.acting.acting_card": Sample("ani", lambda w: {"acting_id": w.acting}, operator=True),
    "reports.acting.acting_of": Sample(
        "eka", lambda w: {"person_id": w.agency.ani.id}, operator=True
    ),
    "reports.assisting.report_to_prepare": Sample("eka", lambda w: {"report_id": w.helped}),
    "reports.assisting.words_prepared": Sample("ani", _sent),
    "reports.handover.inheritance": Sample("ani", _post),
    "reports.handover.post_to_hand_over": Sample("ani", _post),
    "reports.transfers.posts_held": Sample(
        "eka", lambda w: {"person_id": w.agency.budi.id}, operator=True
    ),
    # Administrators, within their units; the command line for the whole agency.
    "reports.broadcasts.addressees": _broadcast("draft"),
    "reports.broadcasts.broadcast_card": _broadcast("running"),
    "reports.broadcasts.broadcasts_of": Sample("eka", operator=True),
    "reports.broadcast_choices.units_to_choose": Sample("eka", operator=True),
    "reports.broadcast_choices.groups_to_choose": Sample("eka", operator=True),
    "reports.broadcast_outcomes.outcomes": _broadcast("done"),
    "reports.broadcast_outcomes.not_read": _broadcast("done"),
    "reports.broadcast_outcomes.not_received": _broadcast("done"),
    "services.broadcast_people.scope_of": Sample("eka", operator=True),
    "services.broadcasting.open_broadcast": Sample("eka", operator=True),
    "services.broadcasting.broadcast_for": _broadcast("draft"),
    "services.broadcasting.own_draft": _broadcast("draft"),
    "services.broadcasting.write_broadcast": _broadcast("draft", texts={"id": "Apel lusa"}),
    "services.broadcasting.attach_to_broadcast": _broadcast("draft", file=None),
    "services.broadcasting.address_broadcast": _broadcast("draft", audience=Audience()),
    "services.broadcasting.list_people": _broadcast("draft", numbers=["1"]),
    "services.broadcasting.set_up_broadcast": _broadcast("draft", urgent=True),
    "services.broadcasting.discard_broadcast": _broadcast("draft"),
    "services.releasing_broadcasts.submit_broadcast": _broadcast("draft", ways=_ALONE),
    "services.releasing_broadcasts.approve_broadcast": _broadcast("waiting", ways=_ALONE),
    "services.releasing_broadcasts.send_back_broadcast": _broadcast("waiting", reason="Belum"),
    "services.releasing_broadcasts.take_back_broadcast": _broadcast("scheduled"),
    "services.running_broadcasts.pause_broadcast": _broadcast("running"),
    "services.running_broadcasts.resume_broadcast": _broadcast("paused", ways=_ALONE),
    "services.running_broadcasts.cancel_broadcast": _broadcast("running"),
    "services.running_broadcasts.retry_broadcast": _broadcast("done", ways=_ALONE),
    "services.mending_broadcasts.try_broadcast": _broadcast("draft"),
    "services.mending_broadcasts.correct_broadcast": _broadcast("done", texts={"id": "Lusa"}),
    "services.mending_broadcasts.recall_broadcast": _broadcast("done"),
    "services.mending_broadcasts.remind_unread": _broadcast("done"),
    # Whoever it is for.
    "services.mending_broadcasts.mark_read": Sample(
        "budi", lambda w: {"broadcast_id": w.broadcasts["done"]}
    ),
    "reports.broadcast_outcomes.announcement": Sample(
        "budi", lambda w: {"broadcast_id": w.broadcasts["done"]}
    ),
}

OWN: dict[str, Own] = {
    "reports.counters.counters_of": Own("budi", []),
    "reports.peer_lists.requests_to_answer": Own("eka", []),
    "reports.peer_lists.requests_of": Own("budi", []),
    "reports.peer_lists.count_requests": Own("budi", 0),
    "reports.peer_lists.count_to_answer": Own("eka", 0),
    "services.preferences.change_language": Own("budi", None, lambda w: {"language": "en"}),
    "reports.feedback.feedback_inbox": Own("budi", FeedbackInbox((), 0)),
    "reports.evaluations.calibration": Own(
        "eka",
        Calibration((), None, None),
        lambda w: {
            "unit_id": w.agency.section.id,
            "period_id": w.evaluations["period"],
            "law": _LAW,
        },
    ),
    "reports.objections.objections_of": Own("budi", ()),
    "reports.deliveries.own_evaluations": Own("budi", ()),
    "reports.proposals.to_finish": Own(
        "ani", ToFinish((), ()), lambda w: {"period_id": w.evaluations["period"]}
    ),
    "reports.proposals.units_with_proposals": Own(
        "eka", (), lambda w: {"period_id": w.evaluations["period"]}
    ),
    "reports.own_assessments.own_assessments": Own(
        "budi", (), lambda w: {"period_id": w.evaluations["period"]}
    ),
    "reports.to_rate.people_to_rate": Own(
        "ani", (), lambda w: {"period_id": w.evaluations["period"]}
    ),
    "reports.unit_performance.units_to_decide": Own(
        "eka", (), lambda w: {"period_id": w.evaluations["period"]}
    ),
    "reports.feedback_people.people_rated": Own("ani", []),
    "reports.feedback.words_given": Own("ani", ()),
    "reports.inbox.waiting_reports": Own("ani", []),
    "reports.plan_inbox.plans_to_approve": Own("ani", []),
    "reports.plan_inbox.count_plans": Own("ani", 0),
    "reports.plan_sources.beginnings": Own("budi", None),
    "reports.inbox.count_waiting": Own("ani", 0),
    "reports.inbox.review_queue": Own("ani", ReviewQueue((), 0, is_long=False)),
    "reports.result_checks.results_to_check": Own("eka", []),
    "reports.evidence_queue.evidence_to_check": Own(
        "ani", EvidenceQueue((), (), 0), lambda w: {"scope": Scope.WAITING, "about": 0}
    ),
    # Only what the actor's own list holds can be accepted; a test beside it looks closer.
    "services.accepting_together.accept_routine": Own("ani", None, lambda w: {"mark": ""}),
    "services.appreciating.appreciate": Own(
        "budi",
        None,
        lambda w: {
            "receiver_id": w.agency.ani.id,
            "behaviour": Behaviour.HARMONIOUS,
            "text": "Menolong",
        },
    ),
    "reports.appreciations.thanks_of_month": Own("ani", []),
    # Names and units: what everybody in the agency may know of everybody.
    "reports.colleagues.colleague": Own("budi", None, lambda w: {"person_id": w.agency.ani.id}),
    "reports.colleagues.find_colleagues": Own("budi", None, lambda w: {"text": "Ani"}),
    "reports.colleagues.near_colleagues": Own("budi", None),
    "reports.work_teams.teams_of": Own("ani", ()),
    "reports.work_teams.units_for_teams": Own("ani", ()),
    "reports.shares.shares_of_mine": Own("budi", SharesOfMine()),
    "reports.shares.count_shares": Own("budi", 0),
    "reports.shares.offers_to_answer": Own("ani", ()),
    "reports.shares.proposals_of_mine": Own("ani", ()),
    "reports.observations.observations_of": Own("ani", []),
    "reports.waiting.count_open": Own("ani", 0),
    "reports.filing.to_be_filed": Own("budi", []),
    "reports.filing.filing_posts": Own("budi", None),
    "reports.waiting.open_items": Own("ani", Waiting((), ())),
    # A test beside it looks closer.
    "services.report_windows.month_due": Own("budi", None),
    "services.report_windows.month_of_unit": Own("budi", None),
    "services.report_windows.last_day_for": Own("budi", None, lambda _w: {"month": JANUARY}),
    "reports.coming_reminders.own_reminders": Own(
        "budi", None, lambda w: {"closes_day": 10, "plan": USUAL}
    ),
    "reports.own_times.own_times": Own("budi", None),
    "reports.overdue_people.overdue_now": Own(
        "eka",
        None,
        lambda w: {"code": "escalation.feedback", "starts_on": JANUARY, "closes_day": 10},
    ),
    "services.switching_reminders.switch_off_reminder": Own(
        "budi", None, lambda w: {"name": "filing"}
    ),
    "services.switching_reminders.switch_on_reminder": Own(
        "budi", None, lambda w: {"name": "filing"}
    ),
    "services.report_windows.logs_open_from": Own("budi", None),
    "services.working_times.set_own_times": Own(
        "budi", None, lambda w: {"hour": time(9), "quiet": (time(21), time(6)), "zone": None}
    ),
    "reports.reminder_messages.message_of": Own("budi", None, lambda w: {"bundle": 7}),
    "reports.reminder_messages.ways_later": Own("budi", None),
    "services.putting_off.put_off_reminders": Own(
        "budi", None, lambda w: {"bundle": 7, "later": Later.HOUR}
    ),
    "reports.absences.own_absences": Own("budi", []),
    "reports.absences.absences_to_confirm": Own("eka", []),
    "reports.evidence_policy.units_with_policy": Own("eka", ()),
    "reports.logs.log_of_album": Own("budi", None, lambda w: {"album": "7"}),
    "reports.logs.texts_outside_the_plan": Own("budi", []),
    "reports.administered.members": Own("eka", [], lambda w: {"group": Group.EVERYONE}),
    "reports.first_afternoon.first_afternoon": Own("eka", FirstAfternoon()),
    "reports.logs.results_to_log": Own("budi", [], lambda w: {"day": TODAY}),
    "services.gaps.tell_of_gap": Own("budi", None, lambda w: {"gap": Gap.PLAN}),
    "reports.months.posts_in": Own("budi", [], lambda w: {"period": FEBRUARY}),
    "reports.months.month_states": Own(
        "budi", None, lambda w: {"position_id": w.agency.budi.position.id}
    ),
    "reports.help_requests.help_requests": Own("ani", []),
    "reports.help_requests.own_requests": Own("budi", []),
    "reports.help_requests.count_asked": Own("ani", 0),
    "services.learning.add_learning": Own("budi", None, lambda w: {"content": LEARNT}),
    "services.goals.open_goal": Own(
        "budi",
        None,
        lambda w: {"area": "Komunikasi", "source": GapSource.OWN, "text": "Pasien lebih paham"},
    ),
    "services.teaching.offer_to_teach": Own("budi", None, lambda w: {"area": "Excel"}),
    "services.teaching.stop_teaching": Own("budi", None, lambda w: {"area": "Komunikasi"}),
    "reports.gaps.own_offers": Own("budi", ()),
    "reports.gaps.own_strengths": Own("budi", None),
    # What colleagues offer of their own will is for everybody of the agency.
    "reports.gaps.teachers_of": Own("ani", None, lambda w: {"areas": ["Komunikasi"]}),
    "reports.learning_uses.uses_to_confirm": Own("ani", []),
    "reports.learning_uses.count_uses": Own("ani", 0),
    "reports.learning_uses.count_to_confirm": Own("ani", 0),
    "reports.learning_team.learning_team": Own(
        "ani", LearningGroup("", ()), lambda w: {"regulation": Regulation()}
    ),
    "reports.learning_team.learning_units": Own("eka", (), lambda w: {"regulation": Regulation()}),
    "reports.learning_inbox.learning_to_confirm": Own("ani", []),
    "reports.learning_inbox.count_learning": Own("ani", 0),
    "reports.standing.standing": Own("eka", None),
    "reports.rhythms.rhythms_of": Own("budi", None),
    "reports.corrections.own_corrections": Own("budi", []),
    "reports.corrections.corrections_waiting": Own("eka", None),
    "reports.corrections.corrections_waited_for": Own("budi", None),
    "services.correcting_data.ask_for_correction": Own(
        "budi", None, lambda w: {"text": "Pangkat saya III/c sejak April."}
    ),
    "reports.rhythms.rhythms_under_way": Own("budi", ()),
    "reports.pairs.pairs_of": Own("budi", None),
    "reports.dialogues.dialogues_of": Own("budi", ()),
    "reports.dialogues.open_points": Own("ani", ()),
    "reports.coaching.surveys_received": Own("eka", ()),
    "reports.counselling.counselling_to_hold": Own("eka", ()),
    "reports.waiting_dialogues.dialogues_waiting": Own(
        "ani", None, lambda w: {"waits_on_me": True}
    ),
    "reports.team.rated_team": Own("ani", Team(JANUARY, ())),
    "reports.team.units_below": Own("eka", ()),
    "reports.led_team.led_team": Own("eka", ()),
    "reports.development.team_development": Own("ani", Development(JANUARY, 0, (), ())),
    "reports.own_data.held_about": Own("budi", None),
    "reports.own_data.export_of_own": Own("budi", None),
    "services.consent.must_agree_again": Own("budi", None),
    "services.consent.agree_again": Own("budi", None),
    "services.consent.withdraw_consent": Own("budi", None),
    "services.consent.note_export": Own("budi", None),
}
"""Where ``empty`` is None the test beside it looks closer."""

OWN |= {
    "reports.acting.own_acting": Own("ani", []),
    "reports.acting.acting_to_confirm": Own("eka", []),
    "reports.assisting.reports_to_prepare": Own("eka", []),
    "reports.handover.leaves_on": Own("ani", None),
    "reports.handover.to_hand_over": Own("ani", []),
    "reports.handover.notes_left": Own("ani", []),
    "reports.inbox.decides_on": Own("ani", False, _sent),
    "reports.transfers.units_named": Own("eka", [], lambda w: {"text": "Puskesmas"}),
}

GROUND = {
    "services.authority.authorise_part",
    "services.authority.authorise_agency",
    "services.led_feedback.check_led",
    "services.led_feedback.led_line_of",
    "services.audit.record",
    "services.signing.sign",
    "services.signing.sign_open",
    "services.authority.authorise",
    "services.authority.authorise_operator",
    "services.authority.authorise_unit",
    "services.authority.relations_to",
    # Conditions of the queries about the people one administers.
    "reports.administered.in_scope",
    "reports.administered.units_administered",
    "services.broadcast_people.covers",
    "services.broadcasting.note",
    "services.following_up.close_owed",
    "services.plan_writing.note",
    "services.telling_of_dialogues.tell_other",
    "services.delivering.answered",
    "services.applying.confirm_first_use",
    # The actor's own file, which nobody is shown.
    "services.erasing.let_go_of_file",
}

WITHOUT_ACTOR = {
    # People served at a counter: the code of its link is the right, and nobody is known.
    "reports.counters.counter_by_code",
    "services.visiting_counters.answer_counter",
    "services.visiting_counters.begin_counter_day",
    "services.visiting_counters.forget_visitors",
    "services.visiting_counters.has_answered",
    # Feedback from others: parts of what has asked, and what time alone decides.
    "reports.peer_circles.people_of_circle",
    "reports.peer_circles.people_to_pick",
    "reports.peer_requests.unit_above",
    "reports.waiting_peers.peers_of_mine",
    "services.closing_peers.close_requests",
    "services.closing_peers.remind_givers",
    "services.forgetting_peers.forget_request",
    # What the asking itself is made of.
    "services.authority.posts_below",
    "services.authority.posts_overseen",
    "services.authority.posts_rated_by",
    "services.in_charge.posts_reaching",
    "services.days.valid_on",
    "services.standing_in.as_assistant",
    "services.standing_in.as_former",
    "services.standing_in.as_rater",
    "services.standing_in.assists",
    "services.standing_in.deciders_of",
    "services.standing_in.posts_assisted_by",
    "services.standing_in.posts_decided_by",
    "services.standing_in.posts_read_by",
    "services.standing_in.posts_to_rate_by",
    "services.standing_in.rates",
    "services.standing_in.rates_until",
    "services.days.valid_between",
    "services.laying_out.arrangements",
    "services.laying_out.cover_of",
    "services.laying_out.lay_out",
    "services.laying_out.posts_of",
    "services.laying_out.rated",
    "services.sending.superiors_named",
    "services.handing_over.check_note",
    "services.handing_over.closing",
    "services.taking_over.above",
    "services.taking_over.give_back",
    "services.taking_over.posts_touched",
    "services.taking_over.take_over",
    "services.authority.upwards",
    # Steps of an import, called after `import_people` or `import_plans` has asked.
    "services.importing.one_at_a_time",
    "services.importing.people_by_key",
    "services.importing.portions",
    "services.importing_posts.add_post",
    "services.importing_raters.apply",
    "services.importing_raters.raters_of",
    "services.importing_roles.apply",
    "services.importing_units.apply",
    "services.importing_units.place",
    "services.linking_results.link",
    "services.plan_versions.approved",
    "services.plan_versions.last_versions",
    "services.reading_plans.id_of",
    "services.plan_versions.replace_waiting",
    "services.plan_copies.carry_over",
    # Somebody who is not linked yet: the invitation's secret is the right.
    "services.linking_accounts.accept_invitation",
    "services.linking_accounts.answer_invitation",
    "services.linking_accounts.open_invitation",
    # Steps of a service that has asked; they show nothing to anybody.
    "services.copying.copy_lines",
    "services.linking_results.follow",
    "services.plan_copies.copy_content",
    "services.plan_copies.copy_lists",
    "reports.written_plans.written_plan",
    "services.sharing.locked_share",
    "services.sharing.tell_of",
    "reports.own_plans.parts_of_plans",
    "reports.cascade_rows.leading",
    "reports.cascade_rows.others_supporting",
    "reports.cascade_rows.own_results",
    "reports.cascade_rows.posts_of",
    "reports.cascade_rows.results_of_posts",
    "reports.plan_sources.days_to_plan",
    "reports.plan_sources.last_plan",
    "reports.plan_sources.template_for",
    "reports.plan_sources.values_of_last_year",
    "reports.waiting_plans.plans_of_mine",
    "reports.waiting_plans.plans_of_theirs",
    "services.following_plans.follow_plan",
    "services.report_lines.add_line",
    "services.result_checks.ask_leaders",
    "services.log_evidence.check_log_piece",
    "services.certificates.check_certificate",
    "reports.learning.hours_of_people",
    "reports.learning_inbox.learning_of_mine",
    "reports.learning_uses.uses_of_mine",
    "reports.evaluation_gaps.gaps_of_evaluations",
    "services.applying.lay_questions",
    "reports.learning_inbox.learning_of_theirs",
    "services.log_evidence.hand_to_lines",
    "services.log_evidence.take_from_lines",
    "reports.attention.concerns_of",
    "reports.plan.results_in",
    "reports.team_figures.members_of",
    "services.report_lines.add_lines",
    "services.report_lines.has_all_values",
    "services.report_lines.indicators_of",
    "services.following_up.leave_items",
    "services.helping.ask_for_help",
    "services.in_charge.charge_of",
    "services.in_charge.charges_of",
    "services.in_charge.superior_of",
    "reports.colleagues.is_present",
    "services.evidence_policy.policy_at",
    "services.inviting.is_open_at",
    "reports.administered.belongs",
    "services.numbers.number_of",
    "reports.windows.windows_around",
    # Conditions on people, and the people themselves, for the tick and for reports that have asked.
    "reports.reminded_people.people_on",
    "reports.reminder_details.details_of",
    "reports.overdue_people.overdue_posts",
    "reports.stage_conditions.answer_of",
    "reports.stage_asked.within",
    "reports.stage_evaluation.acknowledging",
    "reports.stage_evaluation.clock",
    "reports.stage_evaluation.evaluating",
    "reports.stage_evaluation.learning",
    "reports.stage_evaluation.self_assessing",
    "reports.stage_supervision.feedback_of_leader",
    "reports.stage_supervision.feedback_of_rater",
    "reports.stage_supervision.overdue",
    "reports.stage_supervision.overdue_below",
    "reports.stage_supervision.somebody_led",
    "reports.stage_supervision.somebody_rated",
    "reports.stage_work.daily_log",
    "reports.stage_work.filing",
    "reports.stage_work.monthly_report",
    "reports.stage_work.no_plan",
    "reports.stage_work.not_reported",
    "reports.stage_work.planning",
    "reports.stage_work.plans_waiting",
    "reports.stage_people.people_of",
    "reports.stage_ranks.evaluated_every",
    "reports.stage_ranks.in_service",
    "reports.stage_ranks.leaders",
    "reports.stage_ranks.standing_as",
    "reports.stage_ranks.not_rated",
    "reports.stage_ranks.raters",
    "reports.stage_ranks.superiors",
    "reports.stage_records.clock_of",
    "reports.stage_records.clock_windows",
    "reports.stage_records.has_assessed_themselves",
    "reports.stage_records.has_evaluation_to_acknowledge",
    "reports.stage_records.has_learnt_enough",
    "reports.stage_records.is_rated",
    "services.report_windows.parents_in",
    "services.once.insert_once",
    "services.reporting.plan_in",
    "services.consent.end_consents",
    "services.consent.silence",
    "reports.own_posts.of_posts",
    "reports.own_tables.sections",
    "reports.own_talks.dialogues",
    "reports.own_learning.learning_sections",
    "services.responsible.administrators_of",
    "services.responsible.raters_of",
    "services.sending.raters_of",
    "services.telling.tell",
    "reports.filing.logs_of_post",
    "reports.filing_evidence.proofs_of_lines",
    "reports.filing_evidence.proofs_of_logs",
    "services.erasing.files_to_erase",
    "services.erasing.forget_files",
    "reports.month_logs.logs_of_month",
    "reports.month_values.indicator_card",
    "reports.month_values.indicators_of",
    "reports.month_values.values_of",
    "reports.history.earlier_notes",
    "reports.history.earlier_values",
    # Sealing what was recorded, and what is signed of a record whose right was asked.
    "reports.signed.contents",
    # The periods of the cycle, and parts of a record whose right was asked.
    "reports.evaluation_periods.evaluation_period",
    "reports.evaluation_periods.evaluation_periods",
    "reports.heads.is_head_of",
    "reports.deliveries.card_of_delivered",
    "reports.deliveries.clock_from",
    "services.delivering.delivery_of",
    "services.deciders.decider_of",
    # Whoever has a code; nothing personal is in it.
    "reports.verification.verified",
    "services.objecting.parties_of",
    "services.noting_silence.note_silence",
    "services.telling_of_ratings.tell_answered",
    "services.telling_of_ratings.tell_asked",
    "services.telling_of_ratings.tell_proposed",
    "reports.record_of_talks.dialogues_held",
    "reports.record_of_talks.earlier_ratings",
    "reports.record_of_talks.learnt_between",
    "reports.record_of_talks.feedback_given",
    "reports.record_of_talks.feedback_received",
    "reports.record_of_talks.observed_by",
    "reports.record_of_talks.open_points",
    "reports.signed.person_of",
    "reports.signed.signed_ids",
    "services.sealing.head",
    "services.sealing.seal",
    "services.sealing.waiting",
    "services.signing.signatures",
    # The tick: nobody asks for it, and nobody is shown anything.
    "services.ending_observations.end_observations",
    "services.telling_of_development.tell_of_development",
    # The tick and the sender of reminders, and what services tell them of changes.
    "services.checking_reminders.check_reminders",
    "services.planning_reminders.exact_step",
    "services.planning_reminders.plan_exactly",
    "services.planning_reminders.plan_turn",
    "services.queueing_reminders.bundle_of",
    "services.queueing_reminders.is_anything_due",
    "services.queueing_reminders.key_of",
    "services.queueing_reminders.lock_planning",
    "services.queueing_reminders.person_of",
    "services.queueing_reminders.queue_reminders",
    "services.reminder_board.read_board",
    "services.reminder_changes.replan_all",
    "services.reminder_changes.replan_person",
    "services.reminder_days.days_of",
    "services.reminder_people.apart_between",
    "services.reminder_people.away_between",
    "services.reminder_people.has_own_hour",
    "services.reminder_people.in_zone",
    "services.reminder_people.holds_another_post",
    "services.reminder_people.people_there",
    "services.reminder_people.posts_held",
    "services.reminder_people.works_by",
    "services.reminder_turns.changes",
    "services.reminder_turns.finish_turn",
    "services.reminder_turns.has_come",
    "services.reminder_turns.hours_there",
    "services.reminder_turns.is_anybody_changed",
    "services.reminder_turns.is_taken",
    "services.reminder_turns.note_hours",
    "services.reminder_turns.people_range",
    "services.reminder_turns.plan_changed_people",
    "services.reminder_turns.turns_to_take",
    "services.sent_reminders.note_sent",
    "services.sent_reminders.note_undelivered",
    "services.sent_reminders.values_of",
    # The tick of announcements, and steps of services that have asked.
    "reports.broadcasts.progress_of",
    "services.broadcast_batches.batch_of",
    "services.broadcast_batches.bring_back",
    "services.broadcast_batches.content_of",
    "services.broadcast_batches.encoded",
    "services.broadcast_batches.insert_messages",
    "services.broadcast_batches.keep_stopped",
    "services.broadcast_batches.note_recipients",
    "services.broadcast_batches.outcomes_of",
    "services.broadcast_batches.queue_zone",
    "services.broadcast_batches.rename_reason",
    "services.broadcast_batches.take_out",
    "services.broadcast_batches.zones_to_queue",
    "services.broadcast_cards.show_progress",
    "services.broadcast_cards.tell_the_end",
    "services.broadcast_people.people_of",
    "services.broadcast_people.units_below",
    "services.running_broadcasts.advance_broadcasts",
    "services.running_broadcasts.start_if_due",
    "services.running_broadcasts.stop",
    # Calendars: what everybody may know. Times and leave: for services that ask themselves.
    "services.importing_times.apply",
    "services.importing_times.check",
    "services.importing_times.offered",
    "services.report_windows.closes_on",
    "services.report_content.note_content",
    "services.telling_of_silence.tell_of_silence",
    "reports.dialogue_sides.sides_of",
    "reports.coaching.levels_noted",
    "reports.coaching.surveys_sent",
    "services.telling_of_dialogues.remind_of_dialogues",
    "services.telling_of_dialogues.send_calendar_file",
    "services.telling_of_dialogues.take_back_reminders",
    "services.report_windows.comes_after_closing",
    "services.report_windows.has_missed",
    "services.working_times.quiet_hours",
    "reports.concerned.people_below",
    "reports.holidays.holiday_card",
    "reports.holidays.holidays_known",
    "reports.holidays.holidays_listed",
    "services.workdays.calendar_name",
    "services.workdays.calendars",
    "services.workdays.ensure_workdays",
    "services.workdays.rebuild_workdays",
    "services.moving_windows.window_at",
    "services.absences.absences_within",
    "reports.working_time.times_of",
    "reports.working_time.days_present",
    "reports.working_time.works_for",
    "services.telling.read_quiet_hours",
    "reports.attention.silent_plans",
    "reports.leave.months_on_leave",
    "reports.leave.on_leave_all_through",
    # The catalogue, which everybody may see.
    "reports.courses.course_card",
    "reports.courses.course_fields",
    "reports.courses.courses_offered",
    # About the bot, not about people.
    "reports.standing.chat_standings",
    "reports.readiness.bot_name",
}


def _log_about_budi(w: World) -> LogContent:
    return LogContent(TODAY, "Kunjungan", lineage=w.agency.posyandu.lineage)


@cache
def found() -> dict[str, Callable[..., Any]]:
    """Return every public function of services and reports by its name."""
    functions = {}
    for package in (kinerja.services, kinerja.reports):
        for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
            for name, function in vars(importlib.import_module(module.name)).items():
                at_home = getattr(function, "__module__", None) == module.name
                if inspect.isfunction(function) and at_home and not name.startswith("_"):
                    functions[f"{module.name.removeprefix('kinerja.')}.{name}"] = function
    return functions


def call(function: Callable[..., Any], session: Session, actor: Actor, arguments: dict[str, Any]):
    """Call a function with the moment and the day where it takes them."""
    takes = inspect.signature(function).parameters
    rest = {name: value for name, value in ALWAYS.items() if name in takes} | arguments
    return function(session=session, actor=actor, **rest)
