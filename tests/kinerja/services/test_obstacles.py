"""Obstacles: one open a result, seen by owner and rater until it is closed."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from kinerja.errors import Refused, Unknown
from kinerja.models import Account, AuditEntry, Obstacle, ProgressReport
from kinerja.reports.help_requests import help_requests, obstacle_card
from kinerja.reports.obstacles import open_obstacles
from kinerja.services.obstacles import close_obstacle, raise_obstacle
from tests.builders import NOW, TODAY, agency, line, plan, position, report, result

WHEN = {"now": NOW, "today": TODAY}
LATER = {"now": NOW + timedelta(hours=1), "today": TODAY}


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


@pytest.fixture
def about(session, made):
    """The line of January's report about the first result."""
    return line(session, report(session, made.plan), made.posyandu)


def test_an_obstacle_is_raised(session, made, about):
    obstacle_id = raise_obstacle(
        session, made.budi.actor, about.id, " Kendaraan rusak ", "Pinjam mobil", **WHEN
    )
    obstacle = session.get(Obstacle, obstacle_id)
    assert ("Kendaraan rusak", "Pinjam mobil") == (obstacle.text, obstacle.help_needed)
    assert (made.posyandu.lineage, about.id) == (obstacle.lineage, obstacle.raised_line_id)
    assert (NOW, None) == (obstacle.opened_at, obstacle.closed_at)


def test_one_that_is_open_is_changed(session, made, about):
    first = raise_obstacle(session, made.budi.actor, about.id, "Kendaraan rusak", "", **WHEN)
    february = line(session, report(session, made.plan, date(2026, 2, 1)), made.posyandu)
    again = raise_obstacle(session, made.budi.actor, february.id, "Masih rusak", "Servis", **LATER)

    assert first == again
    obstacle = session.get(Obstacle, first)
    assert ("Masih rusak", "Servis", NOW) == (
        obstacle.text,
        obstacle.help_needed,
        obstacle.opened_at,
    )


def test_after_one_was_closed_another_can_be_raised(session, made, about):
    first = raise_obstacle(session, made.budi.actor, about.id, "Kendaraan rusak", "", **WHEN)
    close_obstacle(session, made.budi.actor, first, **WHEN)
    assert first != raise_obstacle(session, made.budi.actor, about.id, "Hujan lebat", "", **WHEN)


@pytest.mark.parametrize(
    ("text", "help_needed", "refusal"),
    [
        (" ", "", "in a sentence"),
        ("a" * 1001, "", "shorten it"),
        ("Hujan", "a" * 1001, "shorten it"),
    ],
)
def test_an_obstacle_says_something_and_not_too_much(
    session, made, about, text, help_needed, refusal
):
    with pytest.raises(Refused, match=refusal):
        raise_obstacle(session, made.budi.actor, about.id, text, help_needed, **WHEN)


@pytest.mark.parametrize("who", ["budi", "ani"])
def test_owner_and_rater_close_it_once(session, made, about, who):
    obstacle_id = raise_obstacle(session, made.budi.actor, about.id, "Hujan", "", **WHEN)
    closer = getattr(made, who)
    close_obstacle(session, closer.actor, obstacle_id, **LATER)
    close_obstacle(session, made.budi.actor, obstacle_id, **WHEN)

    obstacle = session.get(Obstacle, obstacle_id)
    assert (LATER["now"], closer.id) == (obstacle.closed_at, obstacle.closed_by_id)
    closings = select(AuditEntry).where(AuditEntry.action == "close")
    assert len(session.exec(closings).all()) == 1


def test_the_rater_of_another_post_neither_closes_nor_sees_it(session, made, about):
    position(session, made.budi.person, made.elsewhere, "Pengajar", made.dedi.person)
    obstacle_id = raise_obstacle(session, made.budi.actor, about.id, "Hujan", "Payung", **WHEN)
    with pytest.raises(Unknown):
        close_obstacle(session, made.dedi.actor, obstacle_id, **WHEN)
    assert [] == help_requests(session, made.dedi.actor, TODAY)


def test_raters_who_rate_each_other_end_the_search_for_a_superior(session, made, about):
    rater, other = made.ani, made.dedi
    position(session, rater.person, made.root, "Sekretaris", other.person)
    position(session, other.person, made.root, "Inspektur", rater.person)
    for account in session.exec(select(Account)):
        account.unlinked_at = NOW if account.person_id in (rater.id, other.id) else None
    asked = raise_obstacle(session, made.budi.actor, about.id, "Hujan", "Payung", **WHEN)

    card = obstacle_card(session, made.budi.actor, asked, TODAY)
    assert (("Ani Lestari",), False, "") == (card.in_charge, card.reached, card.superior)
    assert [] == help_requests(session, made.eka.actor, TODAY)


def test_open_ones_are_listed_oldest_first(session, made, about):
    january = session.get(ProgressReport, about.report_id)
    other = line(session, january, made.results[1])
    later = raise_obstacle(session, made.budi.actor, other.id, "Antre", "Loket", **LATER)
    first = raise_obstacle(session, made.budi.actor, about.id, "Hujan", "", **WHEN)
    closed = line(session, january, made.results[2])
    gone = raise_obstacle(session, made.budi.actor, closed.id, "Vaksin habis", "", **WHEN)
    close_obstacle(session, made.budi.actor, gone, **WHEN)

    listed = open_obstacles(session, made.ani.actor, made.budi.id, TODAY)
    assert [first, later] == [obstacle.id for obstacle in listed]
    assert listed == open_obstacles(session, made.budi.actor, made.budi.id, TODAY)
    assert ("Budi Santoso", "Waktu tunggu pasien berkurang", "Antre", "Loket", LATER["now"]) == (
        listed[1].person_name,
        listed[1].result,
        listed[1].text,
        listed[1].help_needed,
        listed[1].opened_at,
    )


def test_a_result_is_named_as_in_the_newest_plan(session, made, about):
    raise_obstacle(session, made.budi.actor, about.id, "Hujan", "", **WHEN)
    newer = plan(session, made.budi.position, version=2)
    result(session, newer, "Kunjungan posyandu merata", lineage=made.posyandu.lineage)
    (obstacle,) = open_obstacles(session, made.budi.actor, made.budi.id, TODAY)
    assert obstacle.result == "Kunjungan posyandu merata"
