"""Which results lead up to a leader's, and by what way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.models import Support
from kinerja.rules.cascade import Mark, Reach, marks_of, reaches

OWN = ("waiting", "vaccines")
ABOVE = {
    "counter": ("waiting", Support.DIRECT),
    "data": ("waiting", Support.INDIRECT),
    "unsaid": ("vaccines", None),
    "through": ("counter", Support.DIRECT),
    "far": ("through", Support.DIRECT),
    "loose": (None, None),
    "elsewhere": ("somebody else's", Support.DIRECT),
    "round": ("about", Support.DIRECT),
    "about": ("round", Support.DIRECT),
}


@pytest.mark.parametrize(
    ("lineage", "expected"),
    [
        ("counter", Reach("waiting", Mark.DIRECT)),
        ("data", Reach("waiting", Mark.INDIRECT)),
        ("unsaid", Reach("vaccines", Mark.DIRECT)),
        ("through", Reach("waiting", Mark.INDIRECT)),
        ("far", Reach("waiting", Mark.INDIRECT)),
        ("loose", None),
        ("elsewhere", None),
        ("round", None),
        ("about", None),
    ],
)
def test_what_a_result_leads_up_to(lineage, expected):
    assert expected == reaches(ABOVE, OWN).get(lineage)


def test_a_direct_support_outweighs_an_indirect_one_in_any_order():
    found = [Reach("waiting", Mark.INDIRECT), None, Reach("waiting", Mark.DIRECT)]
    for reached in (found, found[::-1]):
        assert (Mark.DIRECT, Mark.NONE) == marks_of(reached, OWN)


@given(
    st.dictionaries(
        st.integers(2, 30).map(str),
        st.tuples(st.integers(0, 30).map(str), st.sampled_from([*Support, None])),
    )
)
def test_only_what_ends_at_an_own_result_reaches_it(above):
    own = ("0", "1")
    found = reaches(above, own)
    for lineage in above:
        seen, place = {lineage}, above[lineage][0]
        while place not in own and place in above and place not in seen:
            seen.add(place)
            place = above[place][0]
        assert (place if place in own else None) == (
            found[lineage].lineage if lineage in found else None
        )
