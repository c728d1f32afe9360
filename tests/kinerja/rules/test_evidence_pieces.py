import pytest

from kinerja.models import EvidenceKind
from kinerja.rules.evidence import EvidencePiece
from kinerja.rules.evidence_pieces import count_of, is_one_more, is_same


def photo(name, album=None):
    return EvidencePiece(EvidenceKind.PHOTO, sha256=name, album=album)


def number(text):
    return EvidencePiece(EvidenceKind.REFERENCE, reference=text)


@pytest.mark.parametrize(
    ("known", "piece", "same"),
    [
        (photo("a"), photo("a"), True),
        (photo("a", "x"), photo("a"), True),
        (photo("a"), photo("b"), False),
        (number("440/1"), number("440/1"), True),
        (number("440/1"), number("440/2"), False),
        (number(""), number(""), False),
        (photo("a"), number("440/1"), False),
    ],
)
def test_the_same_file_link_or_number_is_the_same_piece(known, piece, same):
    assert same is is_same(known, piece)


@pytest.mark.parametrize(
    ("pieces", "count"),
    [
        ([], 0),
        ([photo("a"), number("1")], 2),
        ([photo("a", "x"), photo("b", "x"), photo("c", "y"), photo("d")], 3),
    ],
)
def test_the_pieces_of_an_album_count_as_one(pieces, count):
    assert count == count_of(pieces)


def test_a_further_piece_of_an_album_is_not_one_more():
    present = [photo("a", "x"), number("1")]
    assert not is_one_more(photo("b", "x"), present)
    assert is_one_more(photo("b", "y"), present)
    assert is_one_more(photo("b"), present)
