"""# Allegations of complicity: whom they name cannot see them, whatever his role

The first thing a complicit official would do with a valid account is look up what is known about him. So in the moment
in which an allegation is put on record, those it names lose sight of it and of all it touches: the case, its persons,
its proceedings and operations, the report in which it was said, the trail in the ledger, the search in the vault.
"""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.relations import bundle_for
from tests.world import World

from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.base.ledger.queries import trail_of
from sarana.register.cases.actions import bar_officer_from_case, link_report, name_to_team
from sarana.register.cases.models import Case
from sarana.register.cases.queries import cases_visible_to, identities_kept_from, victims_visible_to
from sarana.register.cases.rules import may_see_case
from sarana.register.complicity.actions import (
    lift_lock,
    read_allegation,
    record_allegation,
    relock_allegations,
    settle_allegation,
)
from sarana.register.complicity.enums import LockOrigin
from sarana.register.complicity.queries import allegations_visible_to, records_kept_from
from sarana.register.complicity.rules import may_see_allegation
from sarana.register.operations.actions import close_operation, plan_operation
from sarana.register.operations.queries import operations_visible_to
from sarana.register.operations.rules import may_see_operation
from sarana.register.reports.actions import bar_officer_from_report, link_as_same_matter
from sarana.register.reports.models import Report
from sarana.register.reports.queries import keepers_of
from sarana.register.reports.rules import may_see_report
from sarana.web.views.ledger import entries_open_to

SAID_ON = date(2022, 9, 1)


def allege(world: World, *, by="investigator", **facts):
    facts = {"made_on": SAID_ON, "words": {"narrative": "He told the owner the day before."}, **facts}
    return record_allegation(by=world.officers[by], **facts)


# ## Whatever the role


@pytest.mark.parametrize(
    "named",
    [
        "chief",
        "secretariat",
        "auditor",
        "prosecutor",
        "provincial",
        "social_worker",
        "analyst",
        "immigration",
    ],
)
def test_the_named_official_sees_nothing_of_it(world, named):
    official = world.officers[named]
    report = world.report()
    case = world.case(reports=[report])
    victim = world.victim(case)
    name_to_team(by=world.officers["investigator"], case=case, officer=official)
    operation = plan_operation(
        by=world.officers["investigator"], kind="raid", place=world.places["18"], planned_for=SAID_ON,
        cases=[case], team=[official],
    )  # fmt: skip
    allegation = allege(world, case=case, officers=[official])

    assert not may_see_case(official, case)
    assert not may_see_report(official, report)
    assert not may_see_operation(official, operation)
    assert not may_see_allegation(official, allegation)
    assert not victims_visible_to(official).filter(pk=victim.pk).exists()
    close_operation(by=world.officers["investigator"], operation=operation, carried_out_on=SAID_ON)
    assert not may_see_operation(official, operation)


def test_the_owner_of_the_case_is_locked_out_of_his_own_case_and_another_takes_it_over(world):
    case = world.case(by="investigator")
    allegation = allege(world, by="chief", case=case, officers=[world.officers["investigator"]])
    case.refresh_from_db()
    assert case.owner == world.officers["chief"]
    assert not may_see_case(world.officers["investigator"], case)
    assert may_see_allegation(world.officers["chief"], allegation)


def test_nobody_records_an_allegation_against_himself_or_his_own_unit(world):
    case = world.case()
    with pytest.raises(ValueError, match="somebody else"):
        allege(world, case=case, officers=[world.officers["investigator"]])
    with pytest.raises(ValueError, match="somebody else"):
        allege(world, case=case, units=[world.agencies["police"]])


def test_an_allegation_names_somebody(world):
    with pytest.raises(ValueError, match="Name the official"):
        allege(world, case=world.case())


# ## A whole unit


def test_a_named_unit_is_locked_out_with_everybody_below_it(world):
    case = world.case(by="chief", agency=world.agencies["police"])
    allegation = allege(world, by="chief", case=case, units=[world.agencies["police-18"]])
    assert not may_see_case(world.officers["investigator"], case)
    assert may_see_case(world.officers["chief"], case)
    assert not may_see_allegation(world.officers["investigator"], allegation)


def test_an_officer_who_joins_the_unit_later_is_locked_out_as_well(world):
    case = world.case(by="chief", agency=world.agencies["police"])
    allege(world, by="chief", case=case, units=[world.agencies["police-12"]])
    late = world.officers["investigator"]
    assert may_see_case(world.officers["chief"], case)
    late.agency = world.agencies["police-12"]
    late.save()
    name_to_team(by=world.officers["chief"], case=case, officer=late)
    assert not may_see_case(Officer.objects.get(pk=late.pk), case)


# ## A name that nobody has matched to an account


def test_whoever_bears_the_alleged_name_is_locked_out_as_a_precaution(world):
    official = world.officers["chief"]
    official.name_latin, official.name_km = "Keo Vuthy", "កែវ វុធី"
    official.save()
    case = world.case()
    allegation = allege(world, case=case, words={"official": "Vuthy KEO, deputy chief", "narrative": "…"})
    assert not may_see_case(official, case)
    assert allegation.locks.get(officer=official).origin == LockOrigin.NAMESAKE


def test_and_so_is_an_officer_of_that_name_who_is_appointed_later(world):
    case = world.case()
    allege(world, case=case, words={"official": "Keo Vuthy"})
    official = world.officers["chief"]
    official.name_latin = "Keo Vuthy"
    official.save()
    assert may_see_case(official, case)
    assert relock_allegations() == 1
    assert not may_see_case(official, case)
    assert relock_allegations() == 0


def test_a_mere_namesake_is_let_in_again_by_another_than_the_recorder_with_a_reason(world):
    """Or anybody could shut an honest investigator out by naming him."""
    official = world.officers["chief"]
    case = world.case()
    allegation = allege(world, case=case, officers=[official])
    lock = allegation.locks.get()
    with pytest.raises(NotAllowed):
        lift_lock(by=world.officers["investigator"], lock=lock, reason="It is another man.")
    with pytest.raises(ValueError, match="why"):
        lift_lock(by=world.officers["secretariat"], lock=lock, reason=" ")
    lift_lock(
        by=world.officers["secretariat"], lock=lock, reason="It is another man, born in another province."
    )
    assert may_see_case(official, case)
    assert "lift_lock" in [entry.action for entry in trail_of(allegation)]
    assert relock_allegations() == 0


def test_an_unfounded_allegation_opens_nothing_by_itself(world):
    case = world.case()
    allegation = allege(world, case=case, officers=[world.officers["chief"]])
    settle_allegation(
        by=world.officers["secretariat"], allegation=allegation, state="unfounded", reason="He was abroad."
    )
    assert not may_see_case(world.officers["chief"], case)


# ## No way round


def test_a_report_that_is_linked_later_stays_closed_to_those_named(world):
    report = world.report()
    allege(world, report=report, officers=[world.officers["chief"]])
    case = world.case()
    link_report(by=world.officers["investigator"], case=case, report=report)
    assert not may_see_case(world.officers["chief"], case)


def test_nor_is_a_case_open_to_the_unit_that_a_report_linked_later_names(world):
    chief = world.officers["chief"]
    report = world.report("chief", agency=world.agencies["police"])
    allege(world, by="chief", report=report, units=[world.agencies["police-18"]])
    assert not may_see_report(world.officers["investigator"], report)
    case = world.case(by="chief", agency=world.agencies["police"])
    name_to_team(by=chief, case=case, officer=world.officers["investigator"])
    assert may_see_case(world.officers["investigator"], case)
    link_report(by=chief, case=case, report=report)
    assert not may_see_case(world.officers["investigator"], case)


def test_nor_any_other_report_of_the_case(world):
    first, second = world.report(), world.report()
    case = world.case(reports=[first])
    allege(world, report=second, officers=[world.officers["chief"]])
    link_report(by=world.officers["investigator"], case=case, report=second)
    assert not may_see_report(world.officers["chief"], first)


@pytest.mark.parametrize("linked", ["before", "afterwards"])
def test_nor_a_report_about_the_same_matter_and_the_case_that_came_of_it(world, linked):
    report, other, by = world.report(), world.report(), world.officers["investigator"]
    case = world.case(reports=[other])

    def link():
        link_as_same_matter(by=by, report=report, other=other, reason="The same gate")

    if linked == "before":
        link()
    allege(world, report=report, officers=[world.officers["chief"]], units=[world.agencies["court-18"]])
    if linked == "afterwards":
        link()
    for who in ("chief", "prosecutor"):
        assert not may_see_report(world.officers[who], other)
        assert not may_see_case(world.officers[who], case)


@pytest.mark.parametrize("barred_from", ["report", "case"])
def test_who_is_barred_by_hand_after_they_were_linked_sees_none_of_them(world, barred_from):
    by, chief = world.officers["investigator"], world.officers["chief"]
    report, other, apart = world.report(), world.report(), world.report()
    case, elsewhere = world.case(reports=[report]), world.case(reports=[apart])
    link_as_same_matter(by=by, report=report, other=other, reason="The same gate")
    assert may_see_case(chief, case)
    if barred_from == "report":
        bar_officer_from_report(by=by, report=other, officer=chief, reason="His brother-in-law")
    else:
        bar_officer_from_case(by=by, case=case, officer=chief, reason="His brother-in-law")
    assert not may_see_case(chief, Case.objects.get(pk=case.pk))
    for told in (report, other):
        assert not may_see_report(chief, Report.objects.get(pk=told.pk))
    assert may_see_case(chief, elsewhere)
    assert may_see_report(chief, apart)


def test_a_bar_noted_on_a_case_does_not_take_its_report_from_the_last_who_sees_it(world):
    """Whoever told it keeps all of oversight out; then its own agency watches over it."""
    by = world.officers["investigator"]
    report = world.report()
    case = world.case(reports=[report])
    report.excluded_agencies.add(world.agencies["ncct"])
    last, *others = keepers_of(report)
    report.barred.add(*others)
    assert keepers_of(report) == [last]
    with pytest.raises(ValueError, match="over reports"):
        bar_officer_from_case(by=by, case=case, officer=last, reason="His brother-in-law")
    assert keepers_of(report) == [last]
    assert not case.barred.filter(pk=last.pk).exists()


@pytest.mark.parametrize("as_unit", [False, True])
def test_an_operation_that_rests_on_the_report_alone_stays_closed_to_those_named(world, as_unit):
    report, named = world.report(), world.officers["prosecutor"]
    operation = plan_operation(
        by=world.officers["investigator"], kind="raid", place=world.places["18"], planned_for=SAID_ON,
        reports=[report], team=[named],
    )  # fmt: skip
    assert may_see_operation(named, operation)
    allege(world, report=report, **({"units": [named.agency]} if as_unit else {"officers": [named]}))
    assert not may_see_operation(named, operation)
    assert not operations_visible_to(named).filter(pk=operation.pk).exists()


def test_whom_the_reporter_keeps_out_reads_no_allegation_about_his_report(world):
    report = world.public_report(agency=world.agencies["police"], excluded_agencies=[world.agencies["ncct"]])
    allegation = allege(world, by="chief", report=report, officers=[world.officers["embassy"]])
    for who in ("secretariat", "auditor"):
        assert not may_see_allegation(world.officers[who], allegation)
        assert not allegations_visible_to(world.officers[who]).exists()
    assert may_see_allegation(world.officers["chief"], allegation)


def test_not_even_the_existence_of_a_person_is_told_by_the_search(world):
    case = world.case()
    suspect = world.suspect(case, words={"names": ["Keo Vuthy"]})
    allege(world, case=case, officers=[world.officers["chief"]])
    assert identities_kept_from(world.officers["chief"]).filter(pk=suspect.identity_id).exists()
    assert not identities_kept_from(world.officers["secretariat"]).exists()


def test_the_audit_trail_hides_its_entries_from_a_named_auditor(world):
    case = world.case()
    allegation = allege(world, case=case, officers=[world.officers["auditor"]])
    kept = records_kept_from(world.officers["auditor"])
    assert str(case.pk) in kept["cases.case"]
    assert str(allegation.pk) in kept["complicity.allegation"]


@pytest.mark.parametrize("who", ["auditor", "secretariat"])
def test_the_audit_trail_tells_a_named_overseer_of_nothing_that_hangs_on_the_case(world, who):
    """Whatever kind of record points at the case or at somebody in it, also one that is thought of later."""
    bundle = bundle_for(world, world.officers[who], "conflict of interest")
    hidden = hanging_on(Case.objects.get(number=bundle.numbers["case"]))
    assert len(hidden) > 20
    entries = Entry.objects.filter(pk__in=entries_open_to(world.officers[who]).values("pk"))
    told = [e for e in entries if e.record_id in hidden or any(key in e.change for key in hidden)]
    assert not [(e.record_type, e.action, e.change) for e in told]
    another = entries_open_to(world.officers["auditor" if who == "secretariat" else "secretariat"])
    assert another.filter(record_id__in=hidden).exists()


def hanging_on(record: Any, found: dict[str, Any] | None = None) -> dict[str, Any]:
    """The record and all that points at it, by key, step by step; reports and operations of a case with it."""
    found = {} if found is None else found
    if str(record.pk) in found:
        return found
    # Short numbers stand in other entries too.
    if isinstance(record.pk, UUID):
        found[str(record.pk)] = record
    for relation in record._meta.related_objects:
        for other in relation.related_model._base_manager.filter(**{relation.field.name: record.pk}):
            hanging_on(other, found)
    for name in ("identity", "reports"):
        if hasattr(record, name):
            one = getattr(record, name)
            for other in one.all() if hasattr(one, "all") else [one]:
                hanging_on(other, found)
    return found


def test_the_words_are_sealed_and_the_ledger_tells_no_name(world):
    case = world.case()
    allegation = allege(world, case=case, words={"official": "Keo Vuthy", "narrative": "He was paid."})
    assert b"Vuthy" not in bytes(allegation.sealed)
    assert all("Vuthy" not in f"{entry.change}{entry.reason}" for entry in trail_of(allegation))
    told = read_allegation(by=world.officers["secretariat"], allegation=allegation)
    assert told["official"] == "Keo Vuthy"
    with pytest.raises(NotAllowed):
        read_allegation(by=world.officers["social_worker"], allegation=allegation)


# ## Query and predicate are the same rule

NAMES = [
    "secretariat",
    "chief",
    "prosecutor",
    "auditor",
    "social_worker",
    "embassy",
    "analyst",
    "other_investigator",
]


@settings(max_examples=25)
@given(
    named=st.lists(st.sampled_from(NAMES), max_size=3, unique=True),
    unit=st.sampled_from([None, "court-18", "ncct", "social", "police-12"]),
    on_report=st.booleans(),
)
def test_an_allegation_is_listed_exactly_for_those_who_may_see_it(world: World, named, unit, on_report):
    record = {"report": world.report()} if on_report else {"case": world.case()}
    allegation = allege(
        world,
        **record,
        words={"official": "Somebody Unknown", "narrative": "…"},
        officers=[world.officers[name] for name in named],
        units=[world.agencies[unit]] if unit else [],
    )
    for officer in world.officers.values():
        listed = allegations_visible_to(officer).filter(pk=allegation.pk).exists()
        assert listed == may_see_allegation(officer, allegation), officer.username
        if officer.username in named:
            assert not listed
            assert not cases_visible_to(officer).filter(pk=allegation.case_id).exists()
