"""Traces: one value in many spellings is one trace; its value is sealed; who sees it is who sees its case."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.world import World

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.base.vault.sealing import unseal
from sarana.register.traces.actions import add_trace, end_link, link_trace, open_trace
from sarana.register.traces.enums import TraceKind
from sarana.register.traces.models import Trace
from sarana.register.traces.queries import chart_of, traces_visible_to
from sarana.register.traces.rules import may_see_trace, normal_value, tail_of

OFFICERS = [
    "secretariat",
    "provincial",
    "investigator",
    "other_investigator",
    "chief",
    "prosecutor",
    "ngo_worker",
    "analyst",
]


@pytest.mark.parametrize(
    ("kind", "spellings"),
    [
        ("phone", ["012 345 678", "+855 12 345 678", "0085512345678", "855-12-345-678", "០១២ ៣៤៥ ៦៧៨", "12345678"]),
        ("account", ["001-234-567", "001 234 567", "001234567"]),
        ("handle", ["@Good_Jobs", "https://www.facebook.com/good_jobs", "t.me/good_jobs", "facebook.com/Good_Jobs?ref=1"]),
        ("vehicle", ["2A-1234", "2a 1234", "2A.1234"]),
        ("premises", ["Building 4, Otres road", "otres ROAD, building 4"]),
        ("document", ["N 0123456", "n0123456"]),
    ],
)  # fmt: skip
def test_spellings_of_one_thing_are_one(kind, spellings):
    assert len({normal_value(TraceKind(kind), text) for text in spellings}) == 1


@pytest.mark.parametrize(
    ("kind", "text"), [("phone", "123"), ("vehicle", "-"), ("handle", "@a"), ("premises", "  ")]
)
def test_too_little_tells_nothing_apart(kind, text):
    with pytest.raises(ValueError, match="digits"):
        normal_value(TraceKind(kind), text)


@given(st.sampled_from(list(TraceKind)), st.text(max_size=40))
def test_the_normal_form_is_its_own_normal_form_or_is_refused(kind, text):
    try:
        value = normal_value(kind, text)
    except ValueError:
        return
    assert normal_value(kind, value) == value


def test_a_value_stands_nowhere_in_the_database(world: World):
    trace = add_trace(by=world.officers["investigator"], case=world.case(), kind="phone", value="012 345 678")
    assert unseal(trace)["value"] == "012 345 678"
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM traces_trace")
        row = repr([bytes(v) if isinstance(v, memoryview) else v for v in cursor.fetchone()])
    # In any way of writing it; a few digits alone stand in some key or moment by chance.
    for written in ("12345678", "12 345 678", "12 34 56 78"):
        assert written not in row
        assert not Entry.objects.filter(change__contains=written).exists()
    assert tail_of("phone", "012 345 678") == "…678"
    assert tail_of("premises", "Building 4, Otres road") == ""


def test_the_same_trace_is_kept_once_in_a_case(world: World):
    case, officer = world.case(), world.officers["investigator"]
    first = add_trace(by=officer, case=case, kind="phone", value="012 345 678")
    with pytest.raises(ValueError, match=first.number):
        add_trace(by=officer, case=case, kind="phone", value="+85512345678")


def test_a_trace_is_linked_within_its_case_by_relations_that_make_sense(world: World):
    officer, case = world.officers["investigator"], world.case()
    trace = add_trace(by=officer, case=case, kind="premises", value="Building 4")
    victim, stranger = world.victim(case), world.victim(world.case())
    link = link_trace(
        by=officer, trace=trace, to=victim, relation="kept_at", known_from="victim", since=date(2022, 1, 1)
    )
    with pytest.raises(ValueError, match="own case"):
        link_trace(by=officer, trace=trace, to=stranger, relation="kept_at", known_from="victim")
    with pytest.raises(ValueError, match="such a relation"):
        link_trace(by=officer, trace=trace, to=victim, relation="called", known_from="victim")
    with pytest.raises(ValueError, match="before it began"):
        end_link(by=officer, link=link, on=date(2021, 12, 31))
    end_link(by=officer, link=link, on=date(2022, 2, 1))
    assert Entry.objects.filter(action__in=["link_trace", "end_link"], record_id=str(trace.pk)).count() == 2


def test_the_whole_value_is_opened_with_a_reason_only(world: World):
    officer = world.officers["investigator"]
    trace = add_trace(by=officer, case=world.case(), kind="phone", value="012 345 678", note="at night")
    with pytest.raises(ValueError, match="why"):
        open_trace(by=officer, trace=trace, reason=" ")
    assert open_trace(by=officer, trace=trace, reason="To call")["note"] == "at night"
    with pytest.raises(NotAllowed):
        open_trace(by=world.officers["secretariat"], trace=trace, reason="Curious")
    assert Entry.objects.get(action="open_trace").reason == "To call"


def test_those_who_may_not_change_the_case_add_nothing(world: World):
    case = world.case()
    for name in ("other_investigator", "secretariat", "analyst"):
        with pytest.raises(NotAllowed):
            add_trace(by=world.officers[name], case=case, kind="phone", value="012 345 678")


a_few = st.lists(st.sampled_from(OFFICERS), max_size=3, unique=True)


@settings(max_examples=25)
@given(team=a_few, barred=a_few, place=st.sampled_from([None, "12", "18"]))
def test_a_trace_is_listed_exactly_for_those_who_may_see_it(world: World, team, barred, place):
    case = world.case(place=world.places.get(place or ""))
    trace = add_trace(by=world.officers["investigator"], case=case, kind="vehicle", value="2A-1234")
    case.team.set(world.officers[name] for name in team)
    case.barred.set(world.officers[name] for name in barred)
    for officer in world.officers.values():
        listed = traces_visible_to(officer).filter(pk=trace.pk).exists()
        assert listed == may_see_trace(officer, Trace.objects.get(pk=trace.pk)), officer.username


def test_the_chart_ties_people_events_and_traces(world: World):
    officer, case = world.officers["investigator"], world.case()
    victim, suspect = world.victim(case), world.suspect(case)
    trace = add_trace(by=officer, case=case, kind="phone", value="012 345 678")
    link_trace(
        by=officer, trace=trace, to=suspect, relation="uses", known_from="device", confidence="confirmed"
    )
    chart = chart_of([case])
    assert {node.shape for node in chart.nodes} == {"case", "victim", "suspect", "trace"}
    assert {(e.relation, e.other) for e in chart.edges} >= {
        ("uses", f"trace-{trace.pk}"),
        ("belongs", f"victim-{victim.pk}"),
    }
