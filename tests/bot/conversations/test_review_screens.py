"""Every screen of the inbox of somebody with sixty people: small, with a way back, and never a dead end."""

from collections import Counter, deque
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from kinerja.models import Aspect, Evidence, EvidenceKind, Obstacle, Person, ResultCheck, Unit
from kinerja.models.report import ReportStatus
from tests import builders
from tests.bot.conversations.test_report import sent

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)

RESULT = (
    "Terselenggaranya pelayanan kesehatan ibu dan anak yang bermutu di seluruh posyandu wilayah kerja "
    "puskesmas sesuai standar pelayanan minimal bidang kesehatan tahun berjalan"
)
INDICATOR = (
    "Persentase ibu hamil yang memperoleh pelayanan antenatal sesuai standar di wilayah kerja"
)
NOTE = "Pelayanan berjalan sesuai jadwal di semua desa. " * 40
PEOPLE, RESULTS = 60, 8
ONLY_ONCE = {"rev.accept.now", "rev.all.yes", "rev.mark", "rev.undo", "stuck.done", "rev.led.done"}
"""Actions that change something; the walk only looks."""


@pytest.fixture
def sixty(stage, database):
    with database.unit_of_work() as session:
        ani, dedi = (
            session.exec(select(Person).where(Person.name.startswith(name))).one()
            for name in ("Ani", "Dedi")
        )
        for number in range(PEOPLE):
            fill(session, number, session.get(Unit, 2), ani, dedi)


def fill(session, number, place, ani, dedi):
    """Let somebody with a long name have a report; the first three of eight results, two of them ask for help."""
    name = f"dr. Raden Ayu Siti Nurhaliza Kusumawardhani Prawiranegara {number:02}, Sp.PD., M.Kes."
    who = builders.person(session, name)
    of = builders.plan(session, builders.position(session, who, place, rater=ani))
    moment = builders.NOW - timedelta(hours=100 - number)
    report = builders.report(
        session, of, date(2026, 1, 1), ReportStatus.SUBMITTED, submitted_at=moment
    )
    if number % 4:
        builders.log(session, who)
    for ordinal in range(1, RESULTS + 1 if number < 3 else 2):
        about = builders.result(
            session, of, f"{ordinal} {RESULT}", ordinal=ordinal, leader_id=dedi.id
        )
        values = {
            builders.indicator(
                session,
                about,
                f"{INDICATOR} {aspect}",
                aspect=aspect,
                target=Decimal(1200),
                unit="orang per bulan",
            ).id: Decimal(123)
            for aspect in Aspect
        }
        line = builders.line(session, report, about, values, measured=True, note=NOTE[:1900])
        if number < 2:
            hinder(session, line, about, report, dedi)
        for _piece in range(2):
            session.add(
                Evidence(
                    person_id=who.id,
                    line_id=line.id,
                    kind=EvidenceKind.REFERENCE,
                    reference="440/" + "9" * 200,
                    note=NOTE[:400],
                    added_at=builders.NOW,
                )
            )


def hinder(session, line, about, report, dedi):
    moments = {"opened_at": builders.NOW, "asked_at": builders.NOW}
    session.add(
        Obstacle(
            person_id=report.person_id,
            position_id=report.position_id,
            lineage=about.lineage,
            text=("Kendaraan rusak berat dan belum ada pengganti. " * 30)[:1000],
            help_needed=("Pinjaman kendaraan dinas dari kantor. " * 30)[:1000],
            **moments,
        )
    )
    session.add(
        ResultCheck(
            line_id=line.id,
            leader_id=dedi.id,
            asked_at=builders.NOW,
            due_on=date(2026, 2, 20),
            recommendation=("Jadwal kunjungan perlu ditambah. " * 40)[:1000],
            checked_at=builders.NOW if line.ordinal > 1 else None,
        )
    )


def walk(person):
    """Press every button of the inbox, some of each kind, and return how often each kind was seen."""
    pressed, kinds, waiting = set(), Counter(), deque()

    def note():
        check(person)
        for _label, data in person.shown.buttons:
            kind = data.split("|")[2]
            is_ours = data.split("|")[1] == "a" and kind.split(".")[0] in ("rev", "stuck")
            if is_ours and data not in pressed and kinds[kind] < 5 and kind not in ONLY_ONCE:
                pressed.add(data)
                kinds[kind] += 1
                waiting.append(data)

    person.says("/tinjau")
    note()
    while waiting:
        person.presses_data(waiting.popleft())
        note()
        if "Batal" in person.labels():
            person.says("/batal")
    return kinds


def check(person):
    assert len(person.screen.encode()) < 2000, person.screen
    assert len(person.shown.words.rows) <= 4, person.labels()
    assert {"Menu", "Batal"} & set(person.labels()), person.screen
    alone = [row[0].text for row in person.shown.words.rows if len(row) == 1]
    assert [] == [label for label in alone if len(label) > 42]
    beside = [label.text for row in person.shown.words.rows if len(row) == 2 for label in row]
    assert [] == [label for label in beside if len(label) > 24]


def test_every_screen_of_a_rater_with_sixty_people_fits(sixty, ani):
    kinds = walk(ani)
    expected = {"rev.open", "rev.list", "rev.who", "rev.all", "rev.check", "rev.go", "rev.return"}
    assert expected | {"stuck.open", "stuck.say", "stuck", "rev.more", "rev.next"} <= set(kinds)


def test_every_screen_of_a_leader_fits(sixty, dedi):
    assert {"rev.led", "rev.led.open", "rev.led.say", "stuck.open"} <= set(walk(dedi))


def test_every_result_of_a_long_report_is_on_one_of_its_pages(sixty, ani):
    ani.presses_data("1|a|rev.open|1")
    seen = ani.screen
    while any("Hal." in label and "›" in label for label in ani.labels()):
        ani.presses_data(next(d for t, d in ani.shown.buttons if "Hal." in t and "›" in t))
        seen += ani.screen
    assert [1] * RESULTS == [seen.count(f"<b>{n}. {n} Terselenggara") for n in range(1, 9)]


def test_a_usual_report_of_four_results_is_on_one_screen(budi, ani):
    sent(budi)
    ani.says("/tinjau").presses("Budi").sees("1. Kunjungan", "4. Pedoman")


def test_a_rater_with_sixty_people_sees_how_far_they_are_and_goes_on(sixty, ani, stage):
    ani.says("/tinjau").sees("(60)", "perlu perhatian di urutan teratas")
    for _report in range(7):
        ani.says("/tinjau").presses("Mulai").presses("Terima")
        if "Ya, terima sekarang" in ani.labels():
            ani.presses("Ya, terima sekarang")
    stage.clock.advance(timedelta(hours=5))
    ani.says("/tinjau").sees("(53)", "Selesai: 7 dari 60")
    ani.presses("Mulai").sees("Perlu perhatian").presses("Terima").presses("Laporan berikutnya")
    ani.sees("laporan Januari 2026").says("/tinjau").sees("Selesai: 8 dari 60")
