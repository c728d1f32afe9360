"""Administration: the checklist, invitations in the chat, lost phones, and what evidence may be."""

import pytest
from sqlmodel import col, select

from kinerja.models import (
    Account,
    EvidencePolicy,
    InstanceFact,
    Invitation,
    OutboxMessage,
    Role,
    Unit,
)
from tests import builders
from tests.bot.conversations.test_report import PHOTO


@pytest.fixture
def eka(stage):
    return stage.person(500)


def rows(stage, query):
    with stage.database.reading() as session:
        return session.exec(query).all()


def linked(stage, chat_id):
    query = select(Account).where(
        col(Account.chat_id) == chat_id, col(Account.unlinked_at).is_(None)
    )
    return bool(rows(stage, query))


def test_the_checklist_says_what_is_missing_and_what_to_do(fajar, eka):
    eka.says("/admin").sees("Dinas Kesehatan Kota", "✓ Pegawai: 6 orang di 3 unit")
    eka.sees("○ SKP 2026: 5 pegawai", "Berkas SKP", "Tertaut: 5 dari 6")
    eka.sees("undangan yang belum dibuka: 1", "agency.privacy_contact", "✓ Undangan")


def test_the_checklist_follows_the_data(fajar, stage, eka):
    fajar.says(f"/start {fajar.token}").presses("Setuju").says(fajar.nip).presses("Ya, benar")
    eka.says("/admin").sees("✓ Tertaut: semua")
    assert not any("Belum tertaut" in label for label in eka.labels())


@pytest.mark.parametrize(
    ("label", "names", "others"),
    [
        ("Belum tertaut (1)", ["Fajar Baru"], ["Budi"]),
        ("Tanpa penilai (3)", ["Ani Lestari", "Dedi Kurnia", "Eka Wijaya"], ["Budi", "Fajar"]),
        ("Belum ada SKP (5)", ["Fajar Baru", "Citra Dewi"], ["Budi"]),
    ],
)
def test_each_list_names_those_of_its_number(fajar, eka, label, names, others):
    eka.says("/admin").presses(label).sees(f"{label[-2]} orang", *names).sees_not(*others)


def test_the_head_of_the_agency_needs_no_rater(stage, eka):
    with stage.database.unit_of_work() as session:
        made = {p.name: p for p in session.exec(select(builders.Person))}
        posts = {p.person_id: p for p in session.exec(select(builders.Position))}
        for name in ("Ani Lestari", "Dedi Kurnia"):
            builders.rated_by(session, posts[made[name].id], made["Eka Wijaya"])
    eka.says("/admin").sees("✓ Pejabat penilai: semua")


def test_who_administers_nothing_is_told_who_gives_the_role(budi, citra):
    budi.says("/admin").sees("Belum ada unit").sees_not("Dinas")
    citra.says("/menu").presses("Lainnya")
    assert "Administrasi" not in citra.labels()


def test_a_new_invitation_replaces_the_one_before_and_opens_the_door(fajar, eka):
    eka.says("/admin").presses("Belum tertaut").sees("Fajar Baru").presses("1")
    eka.sees("Sudah diundang").presses("Undangan baru").sees("Undangan untuk Fajar Baru")
    assert eka.shown.words.protected
    fajar.says(f"/start {fajar.token}").sees("tidak berlaku")
    token = eka.data("Salin tautan").removeprefix("/start ")
    fajar.says(f"/start {token}").presses("Setuju").says(fajar.nip).presses("Ya, benar")
    eka.says("/admin").sees("Tertaut: semua")


def test_a_link_is_complete_where_the_bots_name_is_known(fajar, stage, eka):
    with stage.database.unit_of_work() as session:
        moment = stage.clock.now()
        session.merge(InstanceFact(name="bot_name", value="contoh_bot", updated_at=moment))
    eka.says("/admin").presses("Belum tertaut").presses("1").presses("Undangan baru")
    assert eka.data("Salin tautan").startswith("https://t.me/contoh_bot?start=")


def test_a_superior_without_nip_gets_a_code_apart(stage, eka):
    with stage.database.unit_of_work() as session:
        root = session.exec(select(Unit).where(col(Unit.parent_id).is_(None))).one()
        builders.position(session, builders.person(session, "Gani", kind=None), root, "Bupati")
    eka.says("/admin").presses("Belum tertaut").presses("1").presses("Undang").sees("Kode")


def test_an_invitation_is_revoked(fajar, eka):
    eka.says("/admin").presses("Belum tertaut").presses("1").presses("Cabut undangan")
    eka.sees("dicabut", "Belum diundang")
    fajar.says(f"/start {fajar.token}").sees("tidak berlaku")


def test_a_lost_phone_is_unlinked_with_one_tap_and_a_confirmation(stage, eka, budi):
    budi.says("/lapor").presses("1").presses("Kendala").says("Kendaraan rusak.")
    eka.says("/admin").presses("Cari pegawai").says("budi").presses("1").sees("Tertaut sejak")
    eka.presses("Ganti ponsel").sees("Putuskan tautan Budi").presses("Tidak").sees("Tertaut")
    assert linked(stage, 200)
    eka.presses("Ganti ponsel").presses("Ya, putuskan").sees("sudah diputuskan", "Belum diundang")
    assert not linked(stage, 200)
    budi.says("/menu").sees("undangan")
    again = eka.data("Undang")
    eka.presses_data(again).sees("Undangan untuk Budi")


def test_unlinking_twice_and_unlinking_oneself_are_refused(stage, eka):
    eka.says("/admin").presses("Cari pegawai").says("budi").presses("1").presses("Ganti ponsel")
    yes = eka.data("Ya, putuskan")
    eka.presses_data(yes).presses_data(yes).sees("sudah tidak tertaut")
    eka.says("/admin").presses("Cari pegawai").says("eka").presses("1").presses("Ganti ponsel")
    eka.presses("Ya, putuskan").sees("/datasaya")
    assert linked(stage, 500)


def test_a_unit_is_switched_to_numbers_and_links(stage, eka, budi):
    eka.says("/admin").presses("Bentuk bukti dukung").sees("Puskesmas Mawar: foto").presses("2")
    eka.presses("Nomor atau tautan saja").sees("Tersimpan", "nomor atau tautan")
    budi.says("/lapor").presses("1").presses("Bukti dukung").sends(PHOTO).sees("tidak menyimpan")
    eka.presses("Foto dan dokumen juga").sees("foto dan dokumen")
    budi.sends(PHOTO).sees("1")


def test_a_unit_below_a_strict_one_has_no_switch(stage, eka):
    eka.says("/admin").presses("Bentuk bukti dukung").presses("1").presses("Nomor atau tautan")
    eka.presses("Unit").presses("2").sees("Unit di atasnya")
    assert ["‹ Unit", "Menu"] == eka.labels()


def test_an_administrator_reaches_the_own_subtree_only(stage, ani, fajar, eka):
    with stage.database.unit_of_work() as session:
        place = session.exec(select(Unit).where(col(Unit.name) == "Puskesmas Melati")).one()
        dedi = session.exec(
            select(builders.Person).where(col(builders.Person.name) == "Dedi Kurnia")
        ).one()
        builders.grant(session, dedi, place, Role.ADMIN)
    dedi = stage.person(400).says("/admin").sees("Puskesmas Melati", "Pegawai: 2 orang")
    dedi.presses("Cari pegawai").says("budi").sees("tidak ditemukan")
    eka.says("/admin").presses("Belum tertaut").presses("1")
    for data in (eka.data("Undangan baru"), eka.data("Cabut undangan")):
        dedi.presses_data(data).sees_not("Fajar")
    eka.says("/admin").presses("Bentuk bukti").presses("2")
    dedi.presses_data(eka.data("Nomor atau tautan")).sees_not("Mawar")
    for data in ("1|a|adm.unlink.yes|2", "1|a|adm.who|3", "1|a|adm.list|unlinked"):
        dedi.presses_data(data).sees_not("Budi", "Fajar", "Ani")
    assert linked(stage, 200)
    assert 1 == len(rows(stage, select(Invitation).where(col(Invitation.revoked_at).is_(None))))
    strict = col(Unit.evidence_policy) == EvidencePolicy.REFERENCE_ONLY
    assert [] == rows(stage, select(Unit).where(strict))


@pytest.mark.parametrize(
    "data", ["1|a|adm.list|x", "1|a|adm.policy|1|x", "1|a|adm.unit|999", "1|a|adm.who|999"]
)
def test_forged_buttons_lead_on(eka, data):
    eka.presses_data(data)
    assert "Menu" in eka.labels()


def test_a_long_list_is_paged(stage, eka):
    with stage.database.unit_of_work() as session:
        place = session.exec(select(Unit).where(col(Unit.name) == "Puskesmas Mawar")).one()
        for number in range(10):
            somebody = builders.person(session, f"Pegawai {number:02}")
            builders.position(session, somebody, place)
    eka.says("/admin").presses("Belum tertaut").sees("10 orang", "8. Pegawai 07")
    eka.presses("Hal. 2").sees("10. Pegawai 09").presses("10").presses("Daftar").sees("Pegawai 09")
    eka.says("/admin").presses("Cari pegawai").says("pegawai").sees("lebih banyak")


def test_the_link_is_marked_as_secret(fajar, stage, eka):
    eka.says("/admin").presses("Belum tertaut").presses("1").presses("Undangan baru")
    last = rows(stage, select(OutboxMessage).order_by(col(OutboxMessage.id).desc()))[0]
    assert last.content["secret"]
