"""The catalogue of courses from a file: whole or not at all, known by its codes."""

import pytest
from sqlmodel import select

from kinerja.errors import Unknown
from kinerja.models import Course, LearningKind
from kinerja.rules.access import OPERATOR
from kinerja.rules.tables import FileRefused
from kinerja.services.importing import Imported
from kinerja.services.importing_courses import import_courses, preview_courses
from tests import builders, files
from tests.builders import NOW, TODAY

WHEN = {"now": NOW, "today": TODAY}
ROW = {
    "kode": "TI-01",
    "judul": "Keamanan siber dasar",
    "jenis": "E-Learning",
    "penyelenggara": "BSSN",
    "jp": "12,5",
    "kompetensi": "Integritas; Komunikasi,",
    "tautan": "https://example.go.id/siber",
    "dibuka_sampai": "30 Juni 2026",
    "catatan": "x",
}


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session
        session.rollback()


def test_a_catalogue_is_taken_in_and_taken_in_again_changes_nothing(session):
    rows = files.sheets([ROW, {**ROW, "kode": "TI-02", "judul": "Excel"}])
    assert Imported(2, 0, 0, ("catatan",)) == import_courses(session, OPERATOR, rows, **WHEN)
    assert Imported(0, 0, 2, ("catatan",)) == import_courses(session, OPERATOR, rows, **WHEN)
    course = session.exec(select(Course).where(Course.code == "TI-01")).one()
    assert (LearningKind.E_LEARNING, "Integritas, Komunikasi") == (course.kind, course.competencies)


def test_a_changed_course_is_known_by_its_code_in_any_case(session):
    import_courses(session, OPERATOR, files.sheets([ROW]), **WHEN)
    changed = files.sheets([{**ROW, "kode": "ti-01", "jp": "8"}])
    assert ("Keamanan siber dasar",) == preview_courses(session, OPERATOR, changed, **WHEN).changed
    assert 1 == import_courses(session, OPERATOR, changed, **WHEN).changed
    assert [8] == [course.hours for course in session.exec(select(Course))]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"jp": "0"}, (2, "jp")),
        ({"jp": "banyak"}, (2, "jp")),
        ({"jenis": "sulap"}, (2, "jenis")),
        ({"judul": ""}, (2, "judul")),
        ({"tautan": "ftp://x"}, (2, "tautan")),
        ({"tautan": "https://x y"}, (2, "tautan")),
        ({"dibuka_sampai": "nanti"}, (2, "dibuka_sampai")),
    ],
)
def test_a_wrong_place_is_named_and_nothing_changes(session, wrong, place):
    with pytest.raises(FileRefused) as refused:
        import_courses(session, OPERATOR, files.sheets([ROW | wrong]), **WHEN)
    assert [place] == files.places(refused.value)
    assert [] == session.exec(select(Course)).all()


def test_a_code_that_stands_twice_is_refused(session):
    with pytest.raises(FileRefused) as refused:
        import_courses(session, OPERATOR, files.sheets([ROW, ROW]), **WHEN)
    assert [(3, "kode")] == files.places(refused.value)


def test_only_the_whole_agencys_administrator_may(session):
    made = builders.agency(session)
    deputy = builders.person(session, "Hadi")
    builders.grant(session, deputy, made.section)
    for stranger in (made.budi.actor, made.ani.actor, type(made.budi.actor)(deputy.id)):
        with pytest.raises(Unknown):
            import_courses(session, stranger, files.sheets([ROW]), **WHEN)
    assert 1 == import_courses(session, made.eka.actor, files.sheets([ROW]), **WHEN).new
