"""Secrets and numbers of people stay out of the log, tracebacks included."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.logs import redact

ROOT = Path(__file__).parents[2]
TOKEN = "123456789:AAE-canary_canary_canary_canary_cana"
NIP = "198001012005011001"
PROGRAM = f"""
import logging, sys, threading, warnings
import structlog
from bot.logs import set_up_logs
set_up_logs("DEBUG", sys.argv[1], ["hunter2"])
structlog.get_logger("a").info("event {NIP}", url="https://x/bot{TOKEN}/getMe", password="hunter2")
logging.getLogger("library").debug("%s", {{"nip": "19800101 200501 1 001"}})
warnings.warn("{NIP}")
def fail():
    canary = "{NIP}"
    raise ValueError("{TOKEN} {NIP}")
thread = threading.Thread(target=fail); thread.start(); thread.join()
try:
    fail()
except ValueError:
    structlog.get_logger("b").exception("failed")
fail()
"""


@pytest.mark.parametrize("form", ["text", "json"])
def test_canaries_do_not_appear(form):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, form], cwd=ROOT, capture_output=True, text=True, check=False
    )

    for canary in (TOKEN, NIP, "hunter2", "19800101 200501"):
        assert canary not in done.stderr
    assert 3 == done.stderr.count("ValueError: [token] [nip]")
    if form == "json":
        assert all(isinstance(json.loads(line), dict) for line in done.stderr.splitlines())


@pytest.mark.parametrize("number", ["1980010120050110011", "12345678901234567", "2026-02-02"])
def test_other_numbers_stay(number):
    assert number == redact(number, ())
