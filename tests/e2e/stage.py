"""The builders' agency behind a real process and a real browser: Ani rates Budi, both on their phones."""

import os
import shutil
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect, sync_playwright
from sqlmodel import select

from bot.demo.player import Player
from bot.demo.server import LocalTelegram
from kinerja.database import Database
from kinerja.models import Account
from tests import builders
from tests.e2e.process import READY, Process

CHROMIUM = shutil.which("chromium")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ANI, BUDI, EKA = 100, 200, 500
CUT_OFF = "nodes => nodes.filter(n => n.scrollWidth > n.clientWidth).map(n => n.textContent)"


@contextmanager
def telegram_on_the_builders_morning(folder):
    """Yield a local Telegram whose clock stands where the builders' agency begins."""
    offset = builders.NOW - datetime.now(UTC)
    clock = folder / "clock.json"
    clock.write_text(f'{{"offset_seconds": {offset / timedelta(seconds=1)}}}')
    with LocalTelegram(offset_file=clock) as telegram:
        yield telegram


@contextmanager
def running_agency(telegram, database_url, folder, language="id", **settings):
    """Yield the assistant's process with the agency's people on the phone."""
    settings["KINERJA_CLOCK__OFFSET_FILE"] = str(folder / "clock.json")
    database = Database(database_url)
    with database.unit_of_work() as session:
        builders.agency(session)
        for account in session.exec(select(Account)).all():
            account.language = language
    database.close()
    Player.new(telegram.url, ANI, "Ani Lestari", note="Kepala puskesmas").says("/menu")
    Player.new(telegram.url, BUDI, "Budi Santoso", note="Perawat").says("/menu")
    Player.new(telegram.url, EKA, "Eka Wijaya", note="Kepegawaian").says("/menu")
    process = Process(telegram, database_url, folder, **settings)
    try:
        yield process.start()
    finally:
        process.kill()


@contextmanager
def a_browser():
    """Yield a browser; without one the test is skipped, unless it has to be there."""
    if CHROMIUM is None:
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail("chromium is missing")
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


class Phone:
    """Somebody's phone in the page, 360 pixels wide."""

    def __init__(self, browser, telegram, user_id):
        self.page = browser.new_page(viewport={"width": 360, "height": 740})
        self.page.goto(f"{telegram.url}/#users={user_id}")

    def says(self, text):
        box = self.page.get_by_placeholder("Pesan").last
        box.fill(text)
        box.press("Enter")

    def presses(self, label):
        self.page.locator(".log").get_by_role("button", name=label, exact=True).last.click()

    def sees(self, text):
        shown = self.page.locator(".log").get_by_text(text).last
        expect(shown).to_be_in_viewport(timeout=READY * 1000)

    def cut_off(self):
        """Return the labels of buttons that do not fit."""
        return self.page.locator(".log").get_by_role("button").evaluate_all(CUT_OFF)
