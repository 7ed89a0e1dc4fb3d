"""Rows and columns become headings that sort and cells that say what they hold."""

from types import SimpleNamespace

from django.test import RequestFactory

from sarana.web.components import Column
from sarana.web.tables import body, heads

CASE = Column(key="number", label="Case", link="url", sort="number")
PERSONS = Column(key="persons", label="Persons", kind="number")


def asked(query):
    return RequestFactory().get(f"/cases/?{query}")


def test_a_heading_sorts_and_keeps_the_filters_but_goes_back_to_the_first_page():
    head, unsorted = heads([CASE, PERSONS], asked("province=18&after=77"))
    assert head.url == "?province=18&sort=number"
    assert head.direction == ""
    assert unsorted.url == ""


def test_a_second_click_turns_the_order_round():
    (head,) = heads([CASE], asked("sort=number"))
    assert (head.direction, head.url) == ("ascending", "?sort=-number")
    (head,) = heads([CASE], asked("sort=-number"))
    assert (head.direction, head.url) == ("descending", "?sort=number")


def test_another_column_s_order_leaves_this_heading_alone():
    (head,) = heads([CASE], asked("sort=persons"))
    assert head.direction == ""


def test_rows_may_be_mappings_or_objects():
    mapping = {"number": "TC-1", "url": "/cases/1/", "persons": 3}
    for row in (mapping, SimpleNamespace(**mapping)):
        assert body([row], [CASE, PERSONS]) == (
            '<tr><th scope="row"><a href="/cases/1/">TC-1</a></th><td class="num" data-label="Persons">3</td></tr>\n'
        )


def test_a_dotted_key_leads_further_in_and_stops_at_nothing():
    column = Column(key="province.name", label="Province")
    full = SimpleNamespace(province=SimpleNamespace(name=lambda: "Kampot"))
    bare = SimpleNamespace(province=None)
    first, second = body([full, bare], [column]).splitlines()
    assert first == '<tr><th scope="row">Kampot</th></tr>'
    assert "–" in second


def test_a_row_without_an_address_is_not_a_link():
    assert body([{"number": "TC-1"}], [CASE]) == '<tr><th scope="row">TC-1</th></tr>\n'


def test_what_stands_in_a_row_is_never_markup():
    shown = body(
        [{"number": "<b>", "url": '"><i>', "persons": "<u>"}], [CASE, Column(key="persons", label="<s>")]
    )
    assert not {"<b>", "<i>", "<u>", "<s>"} & set(shown.replace(">", "> ").split())
