import pytest
from sqlmodel import col, select

from kinerja.errors import Unknown
from kinerja.models import AuditEntry, EvidencePolicy
from kinerja.reports.evidence_policy import UnitPolicy, units_with_policy
from kinerja.rules.access import OPERATOR
from kinerja.services.evidence_policy import policy_at, set_evidence_policy
from tests.builders import NOW, TODAY, agency, grant, unit

WHEN = {"now": NOW, "today": TODAY}
ONLY, ANY = EvidencePolicy.REFERENCE_ONLY, EvidencePolicy.ANY


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


def test_an_administrator_sets_it_and_it_is_recorded_once(session, made):
    for _ in range(2):
        set_evidence_policy(session, made.eka.actor, made.section.id, ONLY, **WHEN)

    assert ONLY is policy_at(session, made.budi.position.id)
    assert ANY is policy_at(session, made.citra.position.id)
    (entry,) = session.exec(select(AuditEntry).where(col(AuditEntry.subject) == "unit")).all()
    assert (made.eka.id, made.section.id, {"policy": "reference_only"}) == (
        entry.actor_id,
        entry.subject_id,
        entry.detail,
    )
    set_evidence_policy(session, OPERATOR, made.section.id, ANY, **WHEN)
    assert ANY is policy_at(session, made.budi.position.id)


def test_units_below_follow(session, made):
    set_evidence_policy(session, made.eka.actor, made.root.id, ONLY, **WHEN)
    assert ONLY is policy_at(session, made.budi.position.id)
    assert ONLY is policy_at(session, made.citra.position.id)


def test_a_post_that_is_not_known_allows_everything(session, made):
    assert ANY is policy_at(session, None)


def test_an_administrator_reaches_down_and_not_sideways(session, made):
    grant(session, made.dedi.person, made.elsewhere)
    below = unit(session, "Poli Gigi", made.elsewhere)
    set_evidence_policy(session, made.dedi.actor, below.id, ONLY, **WHEN)
    for foreign in (made.section, made.root):
        with pytest.raises(Unknown):
            set_evidence_policy(session, made.dedi.actor, foreign.id, ONLY, **WHEN)


def test_the_units_one_administers_are_listed_with_what_they_take(session, made):
    set_evidence_policy(session, made.eka.actor, made.section.id, ONLY, **WHEN)
    below = unit(session, "Poli Umum", made.section)

    units = units_with_policy(session, made.eka.actor, TODAY)
    assert (
        UnitPolicy(made.root.id, made.root.name, ANY, inherited=False),
        UnitPolicy(made.section.id, made.section.name, ONLY, inherited=False),
        UnitPolicy(made.elsewhere.id, made.elsewhere.name, ANY, inherited=False),
        UnitPolicy(below.id, "Poli Umum", ANY, inherited=True),
    ) == units
    assert [True, False, True, False] == [one.takes_files for one in units]
    grant(session, made.dedi.person, made.elsewhere)
    assert [made.elsewhere.id] == [
        one.unit_id for one in units_with_policy(session, made.dedi.actor, TODAY)
    ]
