"""Templates: what may stand in them, and how they are filled."""

from dataclasses import asdict

import pytest

from kinerja.errors import Refused
from kinerja.rules.filing_templates import (
    LONGEST_TEMPLATE,
    PLACEHOLDERS,
    FilingTemplates,
    check_template,
    fill,
)


def test_every_template_says_what_may_stand_in_it_and_holds_no_other():
    templates = asdict(FilingTemplates())
    assert set(PLACEHOLDERS) == set(templates)
    for name, template in templates.items():
        assert template == check_template(name, template)


@pytest.mark.parametrize("template", ["", "Dinas", "{date} {{pagi}}", "{result}\n{activity}"])
def test_good_templates(template):
    assert template == check_template("day_date", template)


@pytest.mark.parametrize(
    ("template", "named"),
    [
        ("{tanggal}", "{tanggal}"),
        ("{month}", "{month}"),
        ("{}", "{}"),
        ("{0}", "{0}"),
        ("{date.year}", "{date.year}"),
        ("{date[0]}", "{date[0]}"),
        ("{date:>1000000}", "{date}"),
        ("{date!r}", "{date}"),
        ("{date", ""),
        ("date}", ""),
    ],
)
def test_wrong_templates_are_refused_with_what_is_allowed(template, named):
    with pytest.raises(Refused) as refused:
        check_template("day_date", template)
    message = refused.value.message
    said = message.id.format_map(message.values)
    assert named in said
    assert "{short_date}, {time}" in said


def test_a_template_has_a_length():
    assert check_template("day_date", "x" * LONGEST_TEMPLATE)
    with pytest.raises(Refused):
        check_template("day_date", "x" * (LONGEST_TEMPLATE + 1))


@pytest.mark.parametrize(
    ("template", "values", "filled"),
    [
        ("{actual} {unit}", {"actual": "12", "unit": "kunjungan"}, "12 kunjungan"),
        ("{actual} {unit}", {"actual": "12", "unit": ""}, "12"),
        ("{actual} {unit}", {"actual": "", "unit": ""}, ""),
        ("Jam {time}", {}, ""),
        ("Tanpa isian", {}, "Tanpa isian"),
        ("{note}", {"note": "Baris  satu\nbaris dua "}, "Baris satu\nbaris dua"),
        ("{{{note}}}", {"note": "{date}"}, "{{date}}"),
    ],
)
def test_filling(template, values, filled):
    assert filled == fill(template, values)
