"""Numbers, dates and states as the two languages write them."""

from datetime import UTC, date, datetime

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import override

from sarana.web.components import Link, Status
from sarana.web.wording import day, figure, labelled, shown, status, unbroken


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("en", 1234567, "1,234,567"),
        ("km", 1234567, "1.234.567"),
        ("en", 16.34, "16.3"),
        ("km", 16.34, "16,3"),
        ("en", "<5", "<5"),
        ("en", None, "–"),
        ("en", -1200, "-1,200"),
    ],
)
def test_a_figure_is_grouped_as_its_language_does_it(language, value, written):
    with override(language):
        assert figure(value) == written


def test_the_day_comes_first_in_both_languages():
    with override("en"):
        assert ">19 August 2022<" in day(date(2022, 8, 19))
        assert ">19 Aug 2022<" in day(date(2022, 8, 19), short=True)
    with override("km"):
        assert ">ថ្ងៃទី 19 ខែសីហា ឆ្នាំ 2022<" in day(date(2022, 8, 19))
        assert ">19 សីហា 2022<" in day(date(2022, 8, 19), short=True)


def test_a_moment_is_told_in_the_country_s_own_time():
    with override("en"):
        assert day(datetime(2022, 8, 19, 23, 30, tzinfo=UTC)) == (
            '<time datetime="2022-08-20T06:30+07:00">20 August 2022, 06:30</time>'
        )


def test_a_state_is_never_told_by_colour_alone():
    assert status("overdue", "Overdue") == (
        '<span class="status bad"><span class="icon icon-bad" aria-hidden="true"></span>Overdue</span>'
    )


def test_a_record_s_number_stays_in_one_line_wherever_it_stands():
    whole = '<span class="whole">C-7KQ2Z-PM4RT</span>'
    assert unbroken("Case C-7KQ2Z-PM4RT <new>") == f"Case {whole} &lt;new&gt;"
    assert shown("V-7KQ2Z-PM4RT; uses") == '<span class="whole">V-7KQ2Z-PM4RT</span>; uses'
    assert shown(Link(url="/cases/C-7KQ2Z-PM4RT/", label="C-7KQ2Z-PM4RT")) == (
        f'<a href="/cases/C-7KQ2Z-PM4RT/">{whole}</a>'
    )
    assert unbroken("well-known") == "well-known"


def test_what_is_html_already_is_left_alone_for_its_addresses_hold_numbers():
    html = SafeString('<a href="/cases/C-7KQ2Z-PM4RT/">it</a>')
    assert unbroken(html) == html == shown(html)


def test_khmer_has_a_colon_of_its_own_and_a_question_has_none():
    with override("en"):
        assert labelled("Place", "in Kampot") == "Place: in Kampot"
        assert labelled("Since when?", "Say a day.") == "Since when? Say a day."
    with override("km"):
        assert labelled("កន្លែង", "កំពត") == "កន្លែង៖ កំពត"


def test_an_unknown_state_is_neutral_until_the_page_says_its_tone():
    assert 'class="status neutral"' in status("somewhere_else", "Elsewhere")
    assert 'class="status warn"' in status("somewhere_else", "Elsewhere", "warn")


@pytest.mark.parametrize("nothing", [None, ""])
def test_an_empty_value_is_a_dash_that_can_be_heard(nothing):
    with override("en"):
        assert "not recorded" in shown(nothing)


def test_what_people_typed_is_never_markup():
    assert shown("<b>Sok</b>") == "&lt;b&gt;Sok&lt;/b&gt;"
    assert shown("<script>", "code") == "<code>&lt;script&gt;</code>"
    assert "&lt;i&gt;" in shown(Link(url="/", label="<i>"))
    assert "&lt;i&gt;" in shown(Status(code="open", label="<i>"))


def test_zero_is_a_number_and_not_nothing():
    assert shown(0, "number") == "0"
    assert shown(0.0, "percent") == "0.0%" or shown(0.0, "percent") == "0,0%"
