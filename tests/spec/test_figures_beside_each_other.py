"""# Figures that stand beside each other

Victims identified by the police are among the victims identified, officials among the persons prosecuted. Papers and pages show both
side by side; the difference of two shown numbers is a number shown. Where it would be a small one, the figure that is contained
gives way.
"""

import json
import re
from dataclasses import replace

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st
from tests.releases import identify

from sarana.measure.figures.actions import take_snapshot
from sarana.measure.figures.queries import Wanted, figures, figures_on_record
from sarana.publish.crossed import publishable_table
from sarana.publish.papers.content import annual_content
from sarana.publish.papers.questionnaire import questionnaire_content
from sarana.publish.protected import (
    breakdown_parts,
    national_total,
    publishable_parts,
    publishable_value,
)
from sarana.register.cases.models import StatusAssertion
from sarana.science.disclosure import (
    ALL,
    HIDDEN,
    Crossed,
    Kind,
    State,
    Table,
    audit,
    audit_contained,
    parts_that_give_way,
    protect_parts,
    total_gives_way,
)
from sarana.science.indicators import INDICATORS
from sarana.science.questionnaires import QUESTIONNAIRES

# ## The rule

KEYS = "abcd"
pairs = st.lists(
    st.integers(0, 40).flatmap(lambda whole: st.tuples(st.just(whole), st.integers(0, whole))),
    min_size=2, max_size=4,
)  # fmt: skip


def as_shown(name, parts, secret=()):
    """Parts with their total, as a paper shows them: no part where the total is hidden, or where all are, noughts as well."""
    total = sum(parts.values())
    told = protect_parts(parts, secret=secret)
    if 0 < total < 5 or all(count is HIDDEN for count in told.values()):
        unpublished = tuple(("by", key) for key in parts)
        return Table(name, ("by",), {(ALL,): None if 0 < total < 5 else total}, unpublished)
    return Table(name, ("by",), {(ALL,): total} | {(key,): count for key, count in told.items()})


@how(max_examples=150)
@given(pairs)
def test_no_small_difference_can_be_derived_from_two_figures_and_their_parts(given):
    """The attacker is let at what is shown of both."""
    whole = {key: count for key, (count, _) in zip(KEYS, given, strict=False)}
    part = {key: count for key, (_, count) in zip(KEYS, given, strict=False)}
    if total_gives_way(sum(part.values()), sum(whole.values())):
        shown = Table("part", ("by",), {(ALL,): None}, tuple(("by", key) for key in part))
    else:
        shown = as_shown("part", part, parts_that_give_way(part, whole))
    other = as_shown("whole", whole)
    alone = {one.cell for table in (shown, other) for one in audit([table], threshold=5)}
    found = audit_contained(State((shown,)), State((other,)), threshold=5)
    assert [one for one in found if one.cell not in alone or one.kind == Kind.DIFFERENCE] == [], (
        shown,
        other,
    )


def test_where_the_difference_is_large_everywhere_nothing_gives_way():
    whole, part = {"F": 130, "M": 63}, {"F": 100, "M": 50}
    assert not total_gives_way(150, 193)
    assert parts_that_give_way(part, whole) == set()


def test_where_nobody_is_in_the_part_it_says_so():
    assert not total_gives_way(0, 3), "the three are the whole, which is hidden for itself"
    assert total_gives_way(4, 7)


def test_one_small_difference_takes_another_part_with_it():
    whole, part = {"F": 130, "M": 63, "O": 20}, {"F": 127, "M": 40, "O": 20}
    gone = parts_that_give_way(part, whole)
    assert "F" in gone
    shown = protect_parts(part, secret=gone)
    assert list(shown.values()).count(HIDDEN) > 1


# ## On paper


@pytest.fixture
def register(world, settings, tmp_path):
    settings.SNAPSHOTS = tmp_path / "snapshots"
    identify(world, [("F", 24, 90), ("M", 25, 60), ("F", 16, 40)])
    return world


def not_by_police(count, sex="F"):
    some = StatusAssertion.objects.filter(victim__sex=sex).order_by("-pk").values_list("pk", flat=True)
    StatusAssertion.objects.filter(pk__in=list(some[:count])).update(body="NGO")


def of_year(snapshot, code):
    return figures(snapshot, years=[2022], indicators=[code])


def test_three_whom_others_identified_can_not_be_told_by_subtraction(register):
    """190 identified, 187 of them by the police: the second number is not shown, in no form of the paper."""
    not_by_police(3)
    snapshot = take_snapshot(by=None)
    told = annual_content(snapshot, year=2022, calendar="unodc", language="en")
    lines = {line["name"]: line["value"] for line in told["summary"]}
    names = {one.code: one.name_en for one in INDICATORS.values()}
    assert lines[names["victims_identified"]] == "190"
    assert lines[names["victims_identified_by_police"]] == "hidden"
    section = next(one for one in told["figures"] if one["code"] == "victims_identified_by_police")
    assert section["tables"] == []
    assert not re.search(r"\b187\b", json.dumps(told))
    assert not re.search(r">187<", json.dumps(told))


def test_a_small_difference_within_a_part_takes_that_part_alone(register):
    not_by_police(3, "M")
    not_by_police(40)
    found = of_year(take_snapshot(by=None), "victims_identified_by_police")
    assert publishable_value(national_total(found)) == 147
    shown = publishable_parts(national_total(found), breakdown_parts("sex", found))
    assert shown["M"] is None, "57 of 60 men"
    assert shown["F"] is None, "or the 57 were what is left of 147"


def test_many_may_be_told(register):
    not_by_police(30)
    found = of_year(take_snapshot(by=None), "victims_identified_by_police")
    assert publishable_value(national_total(found)) == 160


def test_questionnaires_and_pages_hide_it_as_well(register, client, settings):
    settings.DEMONSTRATION = True
    not_by_police(3)
    snapshot = take_snapshot(by=None)
    for questionnaire in QUESTIONNAIRES.values():
        told = questionnaire_content(questionnaire, snapshot, year=2022, language="en")
        assert not re.search(r"\b187\b", json.dumps(told))
    client.force_login(register.officers["embassy"])
    page = client.get(
        reverse("web:figures"), {"year": 2022}, headers={"accept-language": "en"}
    ).content.decode()
    assert "190" in page
    assert not re.search(r"\b187\b", page)


def test_foreign_victims_beside_those_of_each_country(register):
    """All but Cambodians: beside 20 Vietnamese a total of 24 tells of four others."""
    from sarana.register.cases.models import Victim

    women = list(Victim.objects.filter(sex="F").values_list("pk", flat=True))
    Victim.objects.update(citizenships=["KH"])
    Victim.objects.filter(pk__in=women[:20]).update(citizenships=["VN"])
    Victim.objects.filter(pk__in=women[20:24]).update(citizenships=["CN"])
    snapshot = take_snapshot(by=None)
    foreign, every = of_year(snapshot, "victims_foreign"), of_year(snapshot, "victims_identified")
    shown = publishable_parts(national_total(every), breakdown_parts("citizenship", every))
    assert shown["CN"] is None
    if shown["VN"] is not None:
        assert publishable_value(national_total(foreign)) is None


def test_a_table_of_two_dimensions_is_not_told_beside_one_that_would_tell_of_few(register):
    """Of 40 girls and 90 women thirty were not identified by the police, three of them girls."""
    girls = StatusAssertion.objects.filter(victim__sex="F", victim__age_at_event=16).values_list(
        "pk", flat=True
    )
    women = StatusAssertion.objects.filter(victim__sex="F", victim__age_at_event=24).values_list(
        "pk", flat=True
    )
    StatusAssertion.objects.filter(pk__in=[*girls[:3], *women[:27]]).update(body="NGO")
    wanted = Wanted("victims_identified_by_police", "sex", "form", (2022,))
    crossed = Wanted("victims_identified_by_police", "sex", "age_group", (2022,))
    snapshot = take_snapshot(by=None)
    assert publishable_table(snapshot, wanted).cells
    assert publishable_table(snapshot, replace(crossed, indicator="victims_identified")).cells
    assert publishable_table(snapshot, crossed) == Crossed({}, {}, {}, None)


def test_who_may_see_small_counts_sees_every_number(register, client):
    not_by_police(3)
    snapshot = take_snapshot(by=None)
    kept = figures_on_record(str(snapshot.pk), "unodc")
    assert 187 in {one.value for one in kept if one.indicator == "victims_identified_by_police"}
