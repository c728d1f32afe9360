from datetime import date
from decimal import Decimal

import pytest

from kinerja.models import Aspect, Indicator, Pattern, Polarity
from kinerja.rules.targets import asked_in, comes_in, is_measurable


def indicator(pattern, target=Decimal(12), **more):
    kind = {"aspect": Aspect.QUANTITY, "polarity": Polarity.MORE}
    return Indicator(
        result_id=1,
        lineage="i",
        ordinal=1,
        text="Jumlah",
        pattern=pattern,
        target=target,
        **kind,
        **more,
    )


@pytest.mark.parametrize("pattern", [p for p in Pattern if p is not Pattern.RELEASE])
def test_a_number_is_asked_in_every_month(pattern):
    assert all(asked_in(indicator(pattern), date(2026, month, 1)) for month in range(1, 13))


@pytest.mark.parametrize("pattern", list(Pattern))
def test_words_are_asked_in_no_month(pattern):
    words = indicator(pattern, target=None, target_text="Pedoman disahkan")
    assert not is_measurable(words)
    assert not any(asked_in(words, date(2026, month, 1)) for month in range(1, 13))


@pytest.mark.parametrize(("release_month", "month"), [(6, 6), (None, 12)])
def test_what_is_released_is_asked_in_its_month(release_month, month):
    released = indicator(Pattern.RELEASE, release_month=release_month)
    assert [month] == [m for m in range(1, 13) if asked_in(released, date(2026, m, 1))]
    assert date(2026, month, 1) == comes_in(released, date(2026, 2, 1))
    assert comes_in(released, date(2026, month, 1)) is None


def test_what_is_asked_or_in_words_comes_in_no_other_month():
    words = indicator(Pattern.RELEASE, target=None, target_text="Pedoman disahkan")
    for one in (indicator(Pattern.CUMULATIVE), words):
        assert comes_in(one, date(2026, 2, 1)) is None
