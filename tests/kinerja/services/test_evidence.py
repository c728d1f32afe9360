import pytest

from kinerja.errors import Refused, Unknown
from kinerja.models import Evidence, EvidenceKind, EvidencePolicy, ReportStatus
from kinerja.reports.evidence import evidence_of
from kinerja.services.evidence import EvidencePiece, add_evidence, check_piece, remove_evidence
from tests.builders import NOW, TODAY, agency, line, report

WHEN = {"now": NOW, "today": TODAY}
LINK = EvidencePiece(EvidenceKind.LINK, "https://dinkes.go.id/laporan")


def photo(number, album=None):
    return EvidencePiece(
        EvidenceKind.PHOTO, sha256=f"{number:064}", file_id=f"f{number}", size=9, album=album
    )


@pytest.fixture
def made(database):
    with database.unit_of_work() as session:
        yield Made(session)


class Made:
    def __init__(self, session):
        self.session = session
        self.agency = agency(session)
        self.report = report(session, self.agency.plan)
        self.line = line(session, self.report, self.agency.posyandu)
        self.other = line(session, self.report, self.agency.results[1])

    def add(self, piece=LINK, about=None, actor=None):
        about = about or self.line
        actor = actor or self.agency.budi.actor
        return add_evidence(self.session, actor, about.id, piece, **WHEN)

    def shown(self, actor=None):
        return evidence_of(self.session, actor or self.agency.budi.actor, self.report.id, TODAY)


def test_evidence_is_shown_with_its_result(made):
    made.add(photo(1), made.other)
    made.add()

    (first, link), (second, picture) = made.shown()
    assert (1, LINK.reference) == (first, link.reference)
    assert (2, "f1") == (second, picture.file_id)


def test_the_same_piece_is_kept_once(made):
    assert made.add() == made.add()
    assert made.add(photo(1)) == made.add(photo(1))
    assert made.add(photo(1), made.other) != made.add(photo(1))


def test_a_report_holds_ten_pieces_and_an_album_is_one(made):
    for number in range(9):
        made.add(photo(number), made.line if number % 2 else made.other)
    for number in range(10, 14):
        made.add(photo(number, album="7"))

    with pytest.raises(Refused, match="all it can hold"):
        made.add(photo(20))
    made.add(photo(21, album="7"))


def test_pieces_that_wait_in_a_form_count_too(made):
    session, actor = made.session, made.agency.budi.actor
    made.add(photo(1))
    check_piece(session, actor, made.line.id, photo(2), 8, TODAY)
    with pytest.raises(Refused):
        check_piece(session, actor, made.line.id, photo(2), 9, TODAY)


def test_a_unit_may_keep_no_files(made):
    made.agency.section.evidence_policy = EvidencePolicy.REFERENCE_ONLY
    made.session.flush()

    with pytest.raises(Refused, match="no files"):
        made.add(photo(1))
    made.add()


def test_a_link_must_be_one(made):
    with pytest.raises(Refused, match="web address"):
        made.add(EvidencePiece(EvidenceKind.LINK, "javascript:alert(1)"))


@pytest.mark.parametrize("status", [s for s in ReportStatus if s is not ReportStatus.DRAFT])
def test_a_sent_report_takes_no_more_evidence(made, status):
    made.report.status = status
    with pytest.raises(Refused):
        made.add()


@pytest.mark.parametrize("status", list(ReportStatus))
def test_evidence_can_be_removed_until_the_report_is_accepted(made, status):
    actor, session = made.agency.budi.actor, made.session
    piece = made.add()
    made.report.status = status
    if status in (ReportStatus.ACCEPTED, ReportStatus.REPLACED):
        with pytest.raises(Refused, match="correction"):
            remove_evidence(session, actor, piece, **WHEN)
        assert 1 == len(made.shown())
        return
    for _ in range(2):
        remove_evidence(session, actor, piece, **WHEN)
    assert [] == made.shown()
    assert NOW == session.get(Evidence, piece).removed_at


def test_the_rater_sees_evidence_once_the_report_is_sent(made):
    made.add()
    ani = made.agency.ani.actor
    with pytest.raises(Unknown):
        made.shown(ani)

    made.report.status = ReportStatus.SUBMITTED
    assert 1 == len(made.shown(ani))


def test_the_rater_neither_adds_nor_removes(made):
    piece = made.add()
    with pytest.raises(Unknown):
        made.add(actor=made.agency.ani.actor)
    with pytest.raises(Unknown):
        remove_evidence(made.session, made.agency.ani.actor, piece, **WHEN)


def test_what_is_not_there_is_unknown(made):
    session, actor = made.session, made.agency.budi.actor
    with pytest.raises(Unknown):
        add_evidence(session, actor, 0, LINK, **WHEN)
    with pytest.raises(Unknown):
        remove_evidence(session, actor, 0, **WHEN)
    with pytest.raises(Unknown):
        evidence_of(session, actor, 0, TODAY)
