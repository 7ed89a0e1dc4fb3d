import pytest

from sarana.science.estimation import TableNotUsable, table_from_patterns, table_from_rows


def test_a_pattern_in_several_rows_is_summed():
    table = table_from_rows(["a", "b", "c"], [[1, 1, 0, 2], [1, 1, 0, 3], [0, 0, 1, 1]])
    assert table.counts == (0, 0, 0, 5, 1, 0, 0, 0)
    assert table.cases == 6


def test_cells_of_a_csv_file_are_read_as_they_are():
    assert table_from_rows(["a", "b", "c"], [["1", " 1", "0", "2.0"]]).counts[0b011] == 2


@pytest.mark.parametrize("count", ["nan", "inf", None, ""])
def test_what_is_no_number_is_no_count(count):
    with pytest.raises(TableNotUsable, match="is not a number"):
        table_from_rows(["a", "b", "c"], [[1, 1, 0, count]])


def test_patterns_and_rows_say_the_same():
    rows = table_from_rows(["a", "b", "c"], [[1, 1, 0, 2], [0, 0, 1, 7]])
    assert table_from_patterns(["a", "b", "c"], {0b011: 2, 0b100: 7}) == rows


def test_a_pattern_beyond_the_lists_is_refused():
    with pytest.raises(TableNotUsable, match="beyond the 3"):
        table_from_patterns(["a", "b", "c"], {0b1000: 2})


def test_patterns_are_told_by_the_names_of_their_lists():
    table = table_from_patterns(["a", "b", "c"], {0b110: 2})
    assert table.listed(0b110) == "b&c"
    assert [table.listed(pair) for pair in table.pairs] == ["a&b", "a&c", "b&c"]
