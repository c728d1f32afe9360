"""A month of Budi and Ani with everything in it that is signed, and the sealing and verifying of it."""

from datetime import date
from decimal import Decimal

from sqlmodel import func, select

from kinerja.models import Behaviour, Evidence, EvidenceKind, FeedbackAction, ReportLine
from kinerja.reports.audit_chain import verify_chain
from kinerja.rules.access import OPERATOR
from kinerja.rules.evidence import EvidencePiece
from kinerja.rules.feedback import FeedbackContent
from kinerja.services.correcting_feedback import correct_feedback
from kinerja.services.evidence import add_evidence, remove_evidence
from kinerja.services.giving_feedback import acknowledge, answer, give_feedback, open_feedback
from kinerja.services.reporting import (
    complete_report,
    open_report,
    set_not_measured,
    set_note,
    set_value,
)
from kinerja.services.reviewing import accept_report, return_report
from kinerja.services.sealing import seal
from kinerja.services.sending import submit_report, take_back
from tests.builders import NOW, TODAY, agency, report

KEY = b"a key of the tests, never of an agency"
WHEN = {"now": NOW, "today": TODAY}
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
LINK = EvidencePiece(EvidenceKind.REFERENCE, reference="S-17/2026")
WORDS = (
    "Dua belas posyandu dikunjungi.",
    "Laporan tanggal 3 belum lengkap.",
    "Lengkapi 5 lampiran.",
)


def sealed(database, **more):
    total = 0
    while True:
        with database.unit_of_work() as session:
            done = seal(session, KEY, NOW, **more)
        if not done:
            return total
        total += done


def verified(database, heads=(), key=KEY):
    with database.snapshot() as session:
        return verify_chain(session, OPERATOR, key, heads)


def whole(database):
    found = verified(database)
    assert found.broken is None
    return found


class Year:
    """What Budi and Ani do, each deed in a unit of work of its own."""

    def __init__(self, database):
        self.database = database
        with database.unit_of_work() as session:
            self.made = agency(session)
            report(session, self.made.plan, FEBRUARY)  # a draft that nobody signed
        self.budi, self.ani = self.made.budi, self.made.ani

    def do(self, deed, *arguments, **more):
        with self.database.unit_of_work() as session:
            return deed(session, *arguments, **WHEN, **more)

    def filled(self):
        report_id = self.do(open_report, self.budi.actor, self.budi.position.id, JANUARY)
        with self.database.reading() as session:
            lines = session.exec(
                select(ReportLine)
                .where(ReportLine.report_id == report_id)
                .order_by(ReportLine.ordinal)
            ).all()
        for line in lines:
            self.do(set_not_measured, self.budi.actor, line.id)
        first, number = lines[0], self.made.indicators[0]
        self.do(set_value, self.budi.actor, first.id, number.id, Decimal(12))
        self.do(set_note, self.budi.actor, first.id, "Semua posyandu dikunjungi.")
        return report_id, first.id

    def submit(self, report_id):
        self.do(submit_report, self.budi.actor, report_id, closes_day=10)

    def give(self, **more):
        content = FeedbackContent(
            True,
            *WORDS,
            result_ids=(self.made.results[0].id,),
            behaviours=(Behaviour.SERVICE,),
            strengths=(Behaviour.SERVICE.value,),
            actions=(FeedbackAction.RECOGNITION,),
        )
        return self.do(give_feedback, self.ani.actor, self.budi.id, content, **more)


def lived(year):
    """A month with everything in it that is signed; return the report and the feedback."""
    report_id, line_id = year.filled()
    year.do(add_evidence, year.budi.actor, line_id, LINK)
    year.do(
        add_evidence,
        year.budi.actor,
        line_id,
        EvidencePiece(EvidenceKind.LINK, reference="https://a.go.id"),
    )
    year.submit(report_id)
    year.do(take_back, year.budi.actor, report_id)
    year.submit(report_id)
    year.do(return_report, year.ani.actor, report_id, "Mohon lampirkan daftar hadir")
    second = year.do(complete_report, year.budi.actor, report_id)
    year.submit(second)
    with year.database.reading() as session:
        same = select(func.max(Evidence.id)).where(Evidence.reference == LINK.reference)
        piece = session.exec(same).one()
    year.do(remove_evidence, year.budi.actor, piece)  # the version that was returned loses it, too
    year.do(accept_report, year.ani.actor, second)
    given = year.give(report_id=second)
    year.do(open_feedback, year.budi.actor, given)
    year.do(acknowledge, year.budi.actor, given)
    year.do(correct_feedback, year.ani.actor, given, (WORDS[0], "", WORDS[2]))
    year.do(answer, year.budi.actor, given, "Terima kasih, lampiran saya lengkapi.")
    return second, given
