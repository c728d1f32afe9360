"""The chat page in a real browser, as wide as a small phone."""

import os
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from bot.demo.control_client import ControlClient
from bot.demo.player import Player
from bot.demo.server import LocalTelegram

pytestmark = pytest.mark.browser
CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LONG = "Ingatkan saya kembali besok pagi pukul 08.00 WIB sebelum apel"
LOG = ".log"
CUT_OFF = "nodes => nodes.filter(n => n.scrollWidth > n.clientWidth).map(n => n.textContent)"


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("chromium is missing")
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def telegram():
    with LocalTelegram() as telegram:
        yield telegram


@pytest.fixture
def budi(telegram):
    Player.new(telegram.url, 12, "Ani", note="Atasan")
    return Player.new(telegram.url, 11, "Budi", note="Pegawai").says("/start")


@pytest.fixture
def page(browser, telegram, budi):
    page = browser.new_page(viewport={"width": 360, "height": 740})
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{telegram.url}/#users=11")
    expect(page.locator(LOG).get_by_text("/start")).to_be_visible()
    yield page
    page.close()
    assert troubles == []


class Face:
    """Calls the Bot API as a bot would."""

    def __init__(self, telegram):
        self.client = ControlClient(telegram.url)
        self.token = telegram.token

    def __call__(self, method, **wish):
        return self.client.post(f"/bot{self.token}/{method}", chat_id=11, **wish)["result"]


@pytest.fixture
def face(telegram):
    return Face(telegram)


def keyboard(*rows):
    return {"inline_keyboard": [[{"text": t, "callback_data": t[:9]} for t in r] for r in rows]}


def test_no_label_is_cut_off(page, face):
    rows = keyboard([LONG], ["Kirim laporan", "Ubah jawaban", "Batalkan"])
    face("sendMessage", text="x", reply_markup=rows)
    board = {"keyboard": [[LONG, "Bagikan kontak saya"], ["Lainnya"]]}
    face("sendMessage", text="y", reply_markup=board)
    expect(page.get_by_role("button", name=LONG).last).to_be_visible()
    assert page.locator(".key, .chip").evaluate_all(CUT_OFF) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_tap_is_answered_and_the_message_changes_in_place(page, face, telegram):
    sent = face("sendMessage", text="Kirim?", reply_markup=keyboard(["Ya"]))
    page.get_by_role("button", name="Ya", exact=True).click()
    expect(page.locator(".key.busy")).to_have_count(1)
    tap = face.client.unanswered()[0]
    face("answerCallbackQuery", callback_query_id=tap["id"], text="Terkirim")
    expect(page.get_by_role("status").filter(has_text="Terkirim")).to_be_visible()
    expect(page.locator(".key.busy")).to_have_count(0)
    face("editMessageText", message_id=sent["message_id"], text="<b>Sudah</b>", parse_mode="HTML")
    expect(page.locator(".message strong").filter(has_text="Sudah")).to_be_visible()
    expect(page.locator(LOG).get_by_text("Kirim?")).to_have_count(0)
    expect(page.locator(".key")).to_have_count(0)


def test_an_alert_waits_to_be_closed(page, face):
    face("sendMessage", text="x", reply_markup=keyboard(["Ya"]))
    page.get_by_role("button", name="Ya", exact=True).click()
    expect(page.locator(".key.busy")).to_have_count(1)
    tap = face.client.unanswered()[0]
    face("answerCallbackQuery", callback_query_id=tap["id"], text="Kedaluwarsa", show_alert=True)
    expect(page.get_by_role("dialog")).to_contain_text("Kedaluwarsa")
    page.get_by_role("button", name="Baik").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_deleted_messages_vanish_and_protected_ones_are_marked(page, face):
    first = face("sendMessage", text="rahasia", protect_content=True, disable_notification=True)
    expect(page.get_by_role("img", name="Dilindungi")).to_be_visible()
    expect(page.get_by_role("img", name="tanpa suara")).to_be_visible()
    face("deleteMessage", message_id=first["message_id"])
    expect(page.locator(LOG).get_by_text("rahasia")).to_have_count(0)


def test_a_deep_link_starts_the_bot(page, face, budi):
    link = "https://t.me/kinerja_demo_bot?start=undangan-1"
    face("sendMessage", text=f"Buka {link}")
    page.get_by_role("link", name=link).click()
    expect(page.locator(LOG).get_by_text("/start undangan-1")).to_be_visible()
    page.get_by_label("Pesan", exact=True).fill(link.replace("-1", "-2"))
    page.keyboard.press("Enter")
    expect(page.locator(LOG).get_by_text("/start undangan-2")).to_be_visible()


def test_commands_files_people_language_and_clock(page, face, budi, tmp_path):
    face("setMyCommands", commands=[{"command": "lapor", "description": "Laporan bulanan"}])
    page.get_by_role("button", name="Menu perintah").click()
    page.get_by_role("button", name="Laporan bulanan").click()
    expect(page.locator(".own").filter(has_text="/lapor")).to_be_visible()
    file = tmp_path / "bukti.pdf"
    file.write_bytes(b"%PDF-1.4")
    page.get_by_role("button", name="Lampirkan").click()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("menuitem", name="Berkas", exact=True).click()
    chooser.value.set_files(file)
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh: bukti.pdf").click()
    assert download.value.path().read_bytes() == b"%PDF-1.4"
    before = face.client.get("/control/clock")["offset_seconds"]
    page.get_by_role("button", name="+1 hari").click()
    expect(page.locator("#clock")).not_to_be_empty()
    page.get_by_label("Anda sebagai").select_option("12")
    expect(page.get_by_role("button", name="Mulai")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Start", exact=True)).to_be_visible()
    assert face.client.get("/control/clock")["offset_seconds"] == before + 86400


def test_the_clock_goes_to_the_next_deadline_where_somebody_knows_of_one(page, telegram):
    button = page.locator("#next-deadline")
    expect(button).to_be_hidden()

    async def known():
        return "2030-03-10T08:00+07:00"

    telegram.world.next_deadline = known
    page.reload()
    expect(button).to_be_visible()
    button.click()
    expect(page.locator("#clock")).to_contain_text("10 Mar 2030, 08.00")
    assert page.locator(".chip").evaluate_all(CUT_OFF) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
