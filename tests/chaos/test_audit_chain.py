"""Nobody alters the audit trail, or what was signed, unnoticed: 10,000 random alterations with ``FULL=1``."""

import os
from random import Random

import pytest

from kinerja.reports.audit_chain import verify_chain
from kinerja.rules.access import OPERATOR
from kinerja.services.sealing import head
from tests import tampering
from tests.signed_life import KEY, Year, lived, sealed

pytestmark = pytest.mark.chaos

FULL = os.environ.get("CHAOS_FULL", "") not in ("", "0")


def test_alterations_of_the_trail_are_all_found(database, capsys):
    lived(Year(database))
    sealed(database)
    random = Random()
    tries = 10_000 if FULL else 1_000
    with database.reading() as session:
        kept = [head(session)]

        def verify(session):
            return verify_chain(session, OPERATOR, KEY, kept)

        tried = [tampering.try_once(session, random, verify) for _ in range(tries)]
        assert verify(session).broken is None
    missed = [done for done, found in tried if not found]
    with capsys.disabled():
        print(f"\naudit chain: {tries} alterations, {len(missed)} not found")
    assert [] == missed
