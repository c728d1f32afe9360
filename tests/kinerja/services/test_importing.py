from kinerja.services.importing import portions


def test_long_lists_come_in_portions():
    assert [1_000, 1_000, 1] == [len(portion) for portion in portions(range(2_001))]
    assert [] == list(portions([]))
