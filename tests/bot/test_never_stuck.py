"""Any sequence of taps, texts, files, stale taps, commands and languages leads on and loses no answer.

Three people use the whole book of conversations at random, one of them on two devices at once. After every
step: something was said; there is a button or a command that leads on; an answer that was being kept is
still kept, or the person asked for it to go (cancel, send, begin anew), which the message says.
"""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlmodel import col, select

from bot.conversations import BOOK
from bot.talk.turn import Attachment
from kinerja.database import Database
from kinerja.migrations import upgrade
from kinerja.models import Account, Draft, EvidenceKind
from tests import builders
from tests.talk import Stage

TEXTS = st.sampled_from(
    [
        "12",
        "12,5",
        "banyak",
        "",
        " ",
        "ya",
        "0",
        "-1",
        "<b>",
        "{nama}",
        "31/02",
        "kemarin",
        "x" * 3000,
        "Dua belas kunjungan posyandu tercatat sejak tanggal 3.",
        "Lengkapi daftar hadir sampai 10 Februari.",
        "5/3",
        "20/3",
    ]
) | st.text(max_size=30)
WHO = st.integers(0, 2)
CANCELLED = ("Cancelled. Nothing was sent.", "Dibatalkan. Tidak ada yang dikirim.")
COMMANDS = st.sampled_from([*sorted(BOOK.commands), "tidakada", "start abc"])
PHOTO = Attachment(
    kind=EvidenceKind.PHOTO, file_id="p", media_type="image/jpeg", size=9, sha256="b" * 64
)


class Chats(RuleBasedStateMachine):
    folder = None
    number = 0

    @initialize()
    def begin(self):
        Chats.number += 1
        database = Database(f"sqlite:///{Chats.folder / f'{Chats.number}.db'}")
        upgrade(database)
        self.stage = Stage(database)
        self.stage.clock.moment = builders.NOW
        with database.unit_of_work() as session:
            builders.agency(session)
        self.people = [self.stage.person(chat_id) for chat_id in (200, 100, 500)]
        self.old_data = []
        self.halfway()

    def halfway(self):
        """Let everybody be in the middle of something."""
        budi, ani, eka = self.people
        budi.says("/cuti").presses("Hari lain").presses("Tugas belajar").says("1/3")
        ani.says("/apresiasi").presses("Budi").presses("Harmonis")
        eka.says("/pengumuman").presses("Tulis").says("Rapat besok pukul 08.00.")

    def teardown(self):
        if hasattr(self, "stage"):
            self.stage.database.close()

    @rule(who=WHO, text=TEXTS)
    def writes(self, who, text):
        self.does(who, lambda person: person.says(text.lstrip("/") or "halo"))

    @rule(who=WHO, text=TEXTS)
    def edits_an_old_message(self, who, text):
        self.does(who, lambda person: person.edits(text))

    @rule(who=WHO)
    def cancels(self, who):
        self.does(who, lambda person: person.says("/batal"))

    @rule(who=WHO, language=st.sampled_from(["id", "en", "xx"]))
    def changes_the_language(self, who, language):
        self.does(who, lambda person: person.presses_data(f"1|a|language|{language}", 1))

    @rule(who=WHO, command=COMMANDS)
    def commands(self, who, command):
        self.does(who, lambda person: person.says(f"/{command}"))

    @rule(who=WHO)
    def sends_a_photo(self, who):
        self.does(who, lambda person: person.sends(PHOTO))

    @rule(who=WHO, choice=st.integers(0, 50))
    def taps(self, who, choice):
        self.taps_with(who, choice)

    @rule(who=WHO, choice=st.integers(0, 50), text=st.none() | TEXTS)
    def taps_on_two_devices_at_once(self, who, choice, text):
        """Both show the same message: the same tap arrives twice, perhaps with words in between."""
        tapped = self.taps_with(who, choice)
        if tapped and text:
            self.does(who, lambda person: person.says(text.lstrip("/") or "halo"))
        if tapped:
            self.does(who, lambda person: person.presses_data(*tapped))

    def taps_with(self, who, choice):
        buttons = self.people[who].shown.buttons if self.people[who].shown else []
        if not buttons:
            return None
        _label, data = buttons[choice % len(buttons)]
        self.old_data.append(data)
        number = self.people[who].shown.number
        self.does(who, lambda person: person.presses_data(data, number))
        return data, number

    @rule(who=WHO, choice=st.integers(0, 500))
    def taps_something_old_or_foreign(self, who, choice):
        if self.old_data:
            data = self.old_data[choice % len(self.old_data)]
            self.does(who, lambda person: person.presses_data(data, 1))

    def does(self, who, act):
        person = self.people[who]
        kept = self.answers(person)
        person.shown = None
        act(person)
        assert person.shown is not None, "nothing was said"
        assert person.screen.strip(), "an empty message"
        leads_on = person.labels() or "/" in person.screen or self.has_left(person)
        assert leads_on, f"a dead end:\n{person.screen}"
        assert len(person.screen) < 4096
        for name in kept - self.answers(person):
            assert self.asked_for(person, *name), f"{name} was lost by {person.latest}"

    def asked_for(self, person, form, nonce, _name):
        """Say whether somebody asked for an answer to go, and was told so."""
        data = person.latest.data
        own = (f"1|f|{form}|{nonce}|", f"1|a|anew|{form}", "1|a|data.leave.yes")
        return data.startswith(own) or any(said in person.screen for said in CANCELLED)

    def has_left(self, person):
        """Say whether somebody took the consent back: a stranger gets one sentence and no button."""
        with self.stage.database.reading() as session:
            of_chat = select(Account).where(col(Account.chat_id) == person.chat_id)
            return session.exec(of_chat).one().unlinked_at is not None

    def answers(self, person):
        """Return the answers that are kept in drafts, by form and field."""
        with self.stage.database.reading() as session:
            drafts = session.exec(select(Draft).where(col(Draft.chat_id) == person.chat_id)).all()
        return {
            (draft.form, draft.answers.get("nonce"), name)
            for draft in drafts
            if not draft.answers.get("dropped") and draft.form not in SAVED_AT_ONCE
            for name in draft.answers.get("values", {})
        }

    @invariant()
    def one_form_at_most_is_active(self):
        if hasattr(self, "stage"):
            with self.stage.database.reading() as session:
                active = session.exec(
                    select(Draft.chat_id).where(col(Draft.active).is_(True))
                ).all()
            assert len(active) == len(set(active))


SAVED_AT_ONCE = {form.name for form in BOOK.forms.values() if not form.review}
"""Forms whose last answer is saved by writing it: their answers leave the draft for the record."""


@pytest.fixture(autouse=True)
def _folder(tmp_path):
    Chats.folder = tmp_path


Chats.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestChats = Chats.TestCase
