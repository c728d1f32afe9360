"""The sample agency and its story: complete, consistent, and taken by the project's own import."""

import csv
import subprocess
import sys
import zlib
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.demo import labels, pictures
from bot.demo.founding import AGENCY
from bot.demo.moments import PLAYED, Timeline, When, shifted, working_days
from bot.demo.process import Assistant, CommandFailed
from bot.demo.script import PEOPLE, PLANS, acts, cast, plans_for, scenes
from kinerja.rules.nip import read_nip

LOCALES = Path(__file__).parents[2] / "locales"
NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def people():
    return {row["nip"]: row for row in rows(PEOPLE)}


@pytest.fixture(scope="module")
def plans():
    return rows(PLANS)


@pytest.fixture(scope="module")
def results(plans):
    """The results of each person, in the order of the file."""
    found = {}
    for row in plans:
        found.setdefault(row["nip"], {}).setdefault(row["hasil_kerja"], []).append(row)
    return found


class TestPeople:
    def test_all_but_the_head_have_a_valid_number_of_their_own(self, people):
        assert len(rows(PEOPLE)) == len(people)
        outside = [row for row in people.values() if not row["jenis"]]
        assert ["BUPATI-LENTERA"] == [row["nip"] for row in outside]
        for row in people.values():
            if row["jenis"]:
                assert row["nip"] == read_nip(row["nip"], NOW.date())

    def test_numbers_fit_the_kind_of_employment(self, people):
        for row in people.values():
            contract = row["nip"][12:14] == "21"
            assert contract == row["jenis"].startswith("PPPK"), row["nama"]

    def test_the_head_is_at_the_top_of_every_chain(self, people):
        for row in people.values():
            top = row
            while top["atasan_nip"]:
                top = people[top["atasan_nip"]]
            assert "BUPATI-LENTERA" == top["nip"]

    def test_there_are_people_of_every_kind_zone_and_role(self, people):
        seen = {name: {row[name] for row in people.values()} for name in ("jenis", "zona", "peran")}
        assert {"PNS", "CPNS", "PPPK", "PPPK Paruh Waktu", ""} == seen["jenis"]
        assert {"WIB", "WITA", "WIT"} == seen["zona"]
        assert {"admin", "auditor", "pemilik", ""} == seen["peran"]
        assert 40 <= len(people) <= 45

    def test_the_agency_is_the_root_unit(self, people):
        assert {AGENCY} == {row["unit"] for row in people.values() if not row["unit_induk"]}


class TestPlans:
    def test_every_pattern_aspect_and_polarity_is_there(self, plans):
        seen = {name: {row[name] for row in plans} for name in ("pola", "aspek", "polaritas")}
        assert {"kumulatif", "posisi", "rata-rata", "rasio", "rilis"} == seen["pola"]
        assert {"kuantitas", "kualitas", "waktu", "biaya"} == seen["aspek"]
        assert {"naik", "turun", "rentang"} == seen["polaritas"]

    def test_everybody_but_the_head_has_three_to_six_results(self, people, results):
        assert {nip for nip, row in people.items() if row["jenis"]} == set(results)
        assert {3, 4, 5, 6} >= {len(theirs) for theirs in results.values()}

    def test_the_cascade_names_results_of_the_leader(self, people, results):
        for nip, theirs in results.items():
            for indicators in theirs.values():
                row = indicators[0]
                leader = row["pimpinan_nip"] or people[nip]["atasan_nip"]
                if leader in results:
                    assert row["hasil_atasan"] in results[leader], row
                else:
                    assert row["hasil_atasan"].startswith("Misi "), row

    def test_ratios_name_their_counts_and_releases_their_month(self, plans):
        for row in plans:
            assert (row["pola"] == "rasio") == bool(row["pembilang"] and row["penyebut"])
            assert (row["pola"] == "rilis") == bool(row["bulan_rilis"])

    def test_the_years_of_the_play_are_written_into_the_file(self):
        years = Counter(line.split(",")[1] for line in plans_for([2026, 2027]).splitlines()[1:])
        assert {"2026", "2027"} == set(years)
        assert years["2026"] == years["2027"] == len(rows(PLANS))


class TestStory:
    def test_everybody_of_the_cast_is_of_the_agency(self, people):
        roles = cast()
        assert {role.nip for role in roles} <= set(people)
        assert len(roles) == len({role.user_id for role in roles}) == len({r.key for r in roles})
        assert {act.who for act in acts()} <= {role.key for role in roles}

    def test_reports_answer_every_result_and_indicator(self, results):
        nips = {role.key: role.nip for role in cast()}
        for act in acts():
            if act.kind != "report":
                continue
            plan = list(results[nips[act.who]].values())
            assert len(plan) == len(act.details["lines"]), act
            for indicators, line in zip(plan, act.details["lines"], strict=True):
                values = line["value"].split("; ")
                assert values == ["-"] or len(indicators) == len(values), (act.who, line)
                for row, value in zip(indicators, values, strict=False):
                    assert (row["pola"] == "rasio") == ("/" in value), (act.who, line)

    def test_raters_answer_their_own_people(self, people):
        nips = {role.key: role.nip for role in cast()}
        for act in acts():
            if act.kind == "review":
                assert nips[act.who] == people[nips[act.details["of"]]]["atasan_nip"], act

    def test_nothing_is_reviewed_before_it_was_reported(self):
        timeline = Timeline(NOW)
        moments = {}
        for act in acts():
            if act.kind in {"report", "review"}:
                who = act.details.get("of", act.who)
                moments.setdefault((act.kind, who, act.when.month), []).append(
                    timeline.moment(act.when)
                )
        for (kind, *whose), reviews in moments.items():
            if kind == "review":
                assert moments["report", *whose] < reviews, whose

    def test_the_story_fits_before_any_day(self):
        script = [act for act in acts() if act.when.month <= PLAYED]
        for day in range(366):
            timeline = Timeline(datetime(2026, 1, 1, 1, 0, tzinfo=UTC) + timedelta(days=day))
            played = scenes(timeline)
            moments = [{timeline.moment(act.when) for act in scene} for scene in played]
            assert all(len(scene) == 1 for scene in moments)
            flat = [timeline.start, *(moment for scene in moments for moment in scene)]
            assert flat == sorted(flat)
            assert flat[-1] < timeline.now
            inside = {id(act.details) for scene in played for act in scene}
            assert len(script) <= len(inside)

    def test_moments_are_working_days(self):
        timeline = Timeline(NOW)
        assert (2026, 8) == timeline.first
        assert date(2026, 8, 11) == timeline.moment(When(on=11)).date()
        assert date(2026, 9, 1) == timeline.moment(When(after=1)).date()
        assert date(2026, 11, 20) == timeline.moment(When(ago=2)).date()
        assert "09.10" == f"{timeline.moment(When(at='09.10')):%H.%M}"
        assert all(day.weekday() < 5 for day in working_days(2026, 2))
        assert (2025, 12) == shifted(2026, 2, -2)


def catalogue():
    with (LOCALES / "id" / "LC_MESSAGES" / "kinerja.po").open("rb") as file:
        known = {m.id: m.string for m in read_po(file) if isinstance(m.id, str) and m.id}
    return {english: indonesian for english, indonesian in known.items() if indonesian}


def pairs():
    named = [value for name, value in vars(labels).items() if name.isupper()]
    return [(value[0], value[1]) for value in named if isinstance(value, tuple) and len(value) == 2]


@pytest.mark.parametrize(("indonesian", "english"), [*pairs(), *labels.EITHER.items()])
def test_labels_are_those_of_the_bot(indonesian, english):
    known = catalogue()
    bare = english.rstrip(" 2")
    found = [known[english]] if english in known else [known[k] for k in known if bare in k[:40]]
    assert not found or any(said.startswith(indonesian.rstrip(" 2")) for said in found), found


class TestEvidence:
    def test_pictures_are_whole(self):
        for picture in (pictures.photo(2), pictures.chart([3, 1, 2])):
            assert picture.startswith(b"\x89PNG\r\n\x1a\n")
            at = picture.index(b"IDAT")
            length = int.from_bytes(picture[at - 4 : at])
            pixels = zlib.decompress(picture[at + 4 : at + 4 + length])
            assert pictures.HEIGHT * (pictures.WIDTH * 3 + 1) == len(pixels)

    def test_documents_find_their_parts(self):
        document = pictures.sheet("Rekap (1)", ["Suhu 4,6 °C"])
        start = int(document.split(b"startxref\n")[1].split()[0])
        assert document[start:].startswith(b"xref")
        assert rb"Rekap \(1\)" in document


@pytest.fixture
def assistant(tmp_path):
    return Assistant(tmp_path, {"KINERJA_DATABASE__URL": f"sqlite:///{tmp_path}/agency.sqlite"})


class TestCommands:
    async def test_the_import_takes_the_sample_and_changes_nothing_the_second_time(self, assistant):
        await assistant.command("db", "upgrade")
        plans = assistant.folder / "plans.csv"
        plans.write_text(plans_for([NOW.year]), encoding="utf-8")
        for kind, path in (("people", PEOPLE), ("plans", plans)):
            first = await assistant.command("--lang", "en", "import", kind, str(path))
            again = await assistant.command("--lang", "en", "import", kind, str(path))
            assert first != again
            assert " 0 new, 0 changed" in again

    async def test_a_command_that_fails_says_why(self, assistant):
        with pytest.raises(CommandFailed, match="import people nowhere"):
            await assistant.command("import", "people", "nowhere.csv")


def test_it_knows_the_assistant_only_from_outside():
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, bot.demo.agency; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert [] == [m for m in loaded if m.split(".")[0] in {"kinerja", "telegram", "sqlalchemy"}]
