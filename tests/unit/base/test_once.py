"""Queries put together once answer as if they were put together each time, and never with yesterday's facts."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Q, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.world import World

from sarana.base.accounts.models import Officer
from sarana.base.constants import Constant
from sarana.base.once import composed_once, keeps_plan, once_in_a_request, one_request
from sarana.base.sets import with_sets
from sarana.register.cases.models import Case
from sarana.register.cases.queries import case_numbered, cases_kept_from, cases_visible_to
from sarana.register.reports.models import Report
from sarana.register.reports.queries import reports_visible_to
from sarana.register.reports.rules import may_see_report


@composed_once
def cases_between(*, one: UUID, other: UUID) -> QuerySet[Case]:
    return Case.objects.filter(Q(pk=one) | Q(pk=other)).select_related("agency").prefetch_related("barred")


@composed_once
def reports_since(*, since: datetime, number: str) -> QuerySet[Report]:
    return Report.objects.filter(received_at__gte=since, number=number)


def test_the_values_of_each_call_are_its_own(world: World):
    first, second, third = world.case(), world.case(), world.case()
    assert set(cases_between(one=first.pk, other=second.pk)) == {first, second}
    assert set(cases_between(one=second.pk, other=third.pk)) == {second, third}
    assert set(cases_between(one=third.pk, other=third.pk)) == {third}


def test_moments_and_texts_are_values_as_well(world: World):
    report = world.report()
    hour = timedelta(hours=1)
    assert reports_since(since=report.received_at - hour, number=report.number) == [report]
    assert reports_since(since=report.received_at - hour, number="R-OTHER-NUMBR") == []
    assert reports_since(since=timezone.now() + hour, number=report.number) == []


def test_numbers_are_values_as_well(world: World):
    @composed_once
    def officers_with(*, key: int) -> QuerySet[Officer]:
        return Officer.objects.filter(pk=key, is_active=True)

    one, other = world.officers["secretariat"], world.officers["auditor"]
    assert officers_with(key=one.pk) == [one]
    assert officers_with(key=other.pk) == [other]
    assert officers_with(key=0) == []


def test_a_query_with_a_value_and_one_without_are_two(world: World):
    @composed_once
    def officers(*, key: int, role: str | None = None) -> QuerySet[Officer]:
        found = Officer.objects.filter(pk=key)
        return found if role is None else found.filter(role=role)

    one = world.officers["secretariat"]
    assert officers(key=one.pk) == [one]
    assert officers(key=one.pk, role="auditor") == []
    assert officers(role="secretariat", key=one.pk) == [one]
    assert officers(key=one.pk) == [one]


def test_a_code_that_stands_in_the_query_itself_means_the_same(world: World):
    case = world.case()
    asked = Case.objects.filter(state=Constant(case.state))
    assert set(asked) == set(Case.objects.filter(state=case.state))
    assert f"'{case.state}'" in asked.query.sql_with_params()[0]
    assert not asked.query.sql_with_params()[1]
    with pytest.raises(ValueError, match="can't stand"):
        Constant("open' OR '1'='1")


def test_rows_of_values_come_as_well_also_of_two_queries_together(world: World):
    @composed_once
    def kept_from(*, officer: int, agency: int) -> QuerySet[Any, tuple[UUID]]:
        units = Case.barred_agencies.through.objects.filter(agency=agency).values_list("case")
        return Case.barred.through.objects.filter(officer=officer).values_list("case").union(units)

    by_name, by_unit, officer = world.case(), world.case(), world.officers["prosecutor"]
    by_name.barred.add(officer)
    by_unit.barred_agencies.add(officer.agency)
    assert set(kept_from(officer=officer.pk, agency=officer.agency_id)) == {(by_name.pk,), (by_unit.pk,)}
    assert kept_from(officer=officer.pk, agency=0) == [(by_name.pk,)]
    assert kept_from(officer=0, agency=0) == []


def test_who_is_named_in_many_cases_sees_the_same_as_who_is_named_in_few(world: World, monkeypatch):
    ngo = world.officers["ngo_worker"]
    cases = [world.case() for _ in range(3)]
    for case in cases[:2]:
        case.partners.add(ngo.agency)
    few = set(cases_visible_to(ngo))
    monkeypatch.setattr("sarana.base.accounts.queries._FEW", 1)
    # What is put together and kept in mind here counts for this test alone.
    monkeypatch.setattr("sarana.base.accounts.queries._many", set())
    monkeypatch.setattr("sarana.base.once._kept", {})
    assert set(cases_visible_to(ngo)) == few
    assert "cases_case_partners" in str(cases_visible_to(ngo).query), "asked record for record"
    assert few == set(cases[:2])


def test_what_is_fetched_beside_comes_along(world: World):
    case = world.case()
    case.barred.add(world.officers["prosecutor"])
    found = cases_between(one=case.pk, other=case.pk)[0]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert found.agency.code
        assert [officer.pk for officer in found.barred.all()] == [world.officers["prosecutor"].pk]
    assert len(asked) == 0


def test_a_bar_counts_at_the_next_reading_and_so_does_its_end(world: World):
    case, officer = world.case(), world.officers["secretariat"]
    assert case_numbered(officer, number=case.number) == [case]
    case.barred.add(officer)
    assert case_numbered(officer, number=case.number) == []
    case.barred.remove(officer)
    assert case_numbered(officer, number=case.number) == [case]


def test_another_role_agency_or_place_is_another_sight(world: World):
    case, officer = world.case(), world.officers["secretariat"]
    assert case_numbered(officer, number=case.number) == [case]
    officer.role = "embassy"
    assert case_numbered(officer, number=case.number) == []
    officer.role, officer.is_active = "secretariat", False
    assert case_numbered(officer, number=case.number) == []


def test_what_is_no_fact_may_not_be_asked_meanwhile(world: World):
    @composed_once
    def cases_of_all_agencies(officer: Officer) -> QuerySet[Case]:
        return Case.objects.filter(agency__in=list(Officer.objects.values_list("agency", flat=True)))

    with pytest.raises(RuntimeError, match="asked the database"):
        cases_of_all_agencies(world.officers["secretariat"])


def test_a_value_that_does_not_reach_the_query_is_refused(world: World):
    @composed_once
    def cases_begun_with(*, number: str) -> QuerySet[Case]:
        return Case.objects.filter(number__startswith=number)

    with pytest.raises(RuntimeError, match="number"):
        cases_begun_with(number="C-")


def test_a_fact_is_asked_once_in_a_request_and_anew_in_the_next(world: World):
    asked = []

    @once_in_a_request
    def number_of_cases(officer: Officer) -> int:
        asked.append(officer)
        return cases_visible_to(officer).count()

    officer = world.officers["secretariat"]
    with one_request():
        assert number_of_cases(officer) == 0
        world.case()
        assert number_of_cases(officer) == 0
    with one_request():
        assert number_of_cases(officer) == 1
    world.case()
    assert number_of_cases(officer) == 2
    assert len(asked) == 3


def test_outside_a_request_nothing_is_kept(world: World):
    case, officer = world.case(), world.officers["secretariat"]
    assert cases_kept_from(officer) == frozenset()
    case.barred.add(officer)
    assert cases_kept_from(officer) == {case.pk}


def test_a_few_keys_are_one_value_and_forms_of_a_query_are_told_apart(world: World):
    @composed_once
    def cases_of(
        officer: Officer, newest: bool, *, keys: tuple[UUID, ...], agencies: tuple[int, ...]
    ) -> QuerySet[Case]:
        found = cases_visible_to(officer).filter(pk__in=keys, agency__in=agencies)
        return found.order_by("-pk" if newest else "pk")

    officer, cases = world.officers["secretariat"], [world.case() for _ in range(6)]
    keys, agencies = tuple(case.pk for case in cases), (cases[0].agency_id,)
    assert cases_of(officer, False, keys=keys[:1], agencies=agencies) == cases[:1]
    assert cases_of(officer, False, keys=keys[2:5], agencies=agencies) == cases[2:5]
    assert cases_of(officer, True, keys=keys, agencies=agencies) == cases[::-1]
    assert cases_of(officer, True, keys=keys, agencies=(0,)) == []
    for number in (0, 101):
        with pytest.raises(ValueError, match="1 to 100"):
            cases_of(officer, True, keys=keys[:1] * number, agencies=agencies)


def test_sets_come_with_a_record_in_one_question_when_they_are_empty(world: World):
    names = ("barred", "barred_agencies", "partners")
    free, kept = world.case(), world.case()
    kept.barred.add(world.officers["prosecutor"])
    kept.partners.add(world.officers["ngo_worker"].agency)
    with CaptureQueriesContext(connection) as asked:
        with_sets(free, *names)
        assert [list(getattr(free, name).all()) for name in names] == [[], [], []]
        assert not free.barred.filter(pk=world.officers["prosecutor"].pk).exists()
    assert len(asked) == 1
    with_sets(kept, *names)
    with CaptureQueriesContext(connection) as asked:
        assert list(kept.barred.all()) == [world.officers["prosecutor"]]
        assert list(kept.partners.all()) == [world.officers["ngo_worker"].agency]
        assert list(kept.barred_agencies.all()) == []
    assert len(asked) == 0
    free.barred.add(world.officers["prosecutor"])
    assert list(free.barred.all()) == [world.officers["prosecutor"]], "what is added counts at once"


def test_reports_kept_from_an_officer_are_kept_whether_few_or_many(world: World, monkeypatch):
    officer = world.officers["investigator"]
    reports = [world.report() for _ in range(4)]
    reports[0].barred.add(officer)
    reports[1].excluded_agencies.add(officer.agency)
    reports[2].excluded_provinces.add(world.places["18"])
    for few in (50, 1):
        monkeypatch.setattr("sarana.base.accounts.queries._FEW", few)
        seen = set(reports_visible_to(officer)) & set(reports)
        assert seen == {one for one in reports if may_see_report(officer, one)} == {reports[3]}


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite plans nothing that would be worth keeping"
)
def test_whole_answers_keep_their_plan_and_what_is_cut_short_does_not(world: World):
    @composed_once
    def cases_of_agency(*, agency: int) -> QuerySet[Case]:
        return Case.objects.filter(agency=agency)

    @composed_once
    def newest_case_of_agency(*, agency: int) -> QuerySet[Case]:
        return Case.objects.filter(agency=agency).order_by("-pk")[:1]

    @composed_once
    @keeps_plan
    def first_by_number(*, agency: int) -> QuerySet[Case]:
        return Case.objects.filter(agency=agency).order_by("number")[:1]

    def plans() -> int:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%\"cases_case\"%'"
            )
            return int(cursor.fetchone()[0])

    case, before = world.case(), plans()
    for more, read in ((1, cases_of_agency), (0, newest_case_of_agency), (1, first_by_number)):
        for _ in range(5):
            assert read(agency=case.agency_id) == [case]
        assert plans() == before + more
        before += more
