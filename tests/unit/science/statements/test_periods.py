from datetime import date

import pytest

from sarana.science.statements.period_grammar import periods_in
from sarana.science.statements.periods import same_period, whole_year

TODAY = date(2023, 8, 12)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("in 2021", "2021-01-01", "2021-12-31"),
        ("H1 2022", "2022-01-01", "2022-06-30"),
        ("in the second half of last year", "2022-07-01", "2022-12-31"),
        ("in the first ten months of 2022", "2022-01-01", "2022-10-31"),
        ("from January to September this year", "2023-01-01", "2023-09-30"),
        ("in the third quarter of 2021", "2021-07-01", "2021-09-30"),
        ("between 2016 and 2021", "2016-01-01", "2021-12-31"),
        ("in July", "2023-07-01", "2023-07-31"),
        ("in December", "2022-12-01", "2022-12-31"),
        ("on August 9, 2022", "2022-08-09", "2022-08-09"),
        ("since January 2022", "2022-01-01", "2023-08-12"),
        ("so far this year", "2023-01-01", "2023-08-12"),
        ("last year", "2022-01-01", "2022-12-31"),
        ("in fiscal year 2022", "2021-10-01", "2022-09-30"),
        ("by the end of March 2022", "2022-01-01", "2022-03-31"),
        ("ក្នុងឆមាសទី១ ឆ្នាំ២០២២", "2022-01-01", "2022-06-30"),
        ("ថ្ងៃទី១២ ខែសីហា ឆ្នាំ២០២២", "2022-08-12", "2022-08-12"),
        ("១០ខែដើមឆ្នាំ២០២២", "2022-01-01", "2022-10-31"),
    ],
)
def test_the_grammar_of_periods(text: str, start: str, end: str) -> None:
    found = periods_in(text, published_on=TODAY)
    assert [(str(f.period.start), str(f.period.end)) for f in found] == [(start, end)]


@pytest.mark.parametrize("text", ["31 February 2022", "2022 people came", "the 100 km road", "no dates here"])
def test_what_is_no_period(text: str) -> None:
    assert all(f.period.precision != "day" for f in periods_in(text, published_on=TODAY))


def test_the_same_period_of_a_leap_year_ends_on_the_last_day() -> None:
    leap = periods_in("in February 2024", published_on=TODAY)[0].period
    assert same_period(leap, 2023).end == date(2023, 2, 28)
    assert whole_year(2022).label == "2022"
