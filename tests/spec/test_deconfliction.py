"""# Deconfliction: two units on the same trail

When another unit works on the same phone, vehicle, account, premises or suspect, both learn whom to call and nothing
else. Nobody whom the other case keeps away ever learns of it, and nobody learns of a case that is kept quiet.
"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.world import World

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.base.vault.sealing import unseal
from sarana.register.cases.actions import add_suspect, bar_officer_from_case, extend_identity, share_case
from sarana.register.cases.models import Case
from sarana.register.complicity.actions import record_allegation
from sarana.register.traces.actions import add_trace, keep_quiet, lift_quiet, note_spoken, set_contact
from sarana.register.traces.models import AgencyContact, Crossing
from sarana.register.traces.queries import contact_of, crossings_told_to
from sarana.register.traces.rules import may_learn_of

PHONE = "012 345 678"
EVERYBODY = ["investigator", "other_investigator", "chief", "secretariat", "provincial", "prosecutor"]


@pytest.fixture
def here(world: World) -> Case:
    """A case of the police of province 18."""
    return world.case("investigator")


@pytest.fixture
def there(world: World) -> Case:
    """A case of the police of province 12, which those of province 18 can't see."""
    return world.case(
        "other_investigator", place=world.places["12"], words={"title": "Villa with a red gate"}
    )


def told(world: World, name: str) -> list[str]:
    return [str(crossing.kind) for crossing in crossings_told_to(world.officers[name])]


def both_trace(world: World, here: Case, there: Case, kind: str = "phone", value: str = PHONE) -> None:
    add_trace(by=world.officers["investigator"], case=here, kind=kind, value=value)
    add_trace(by=world.officers["other_investigator"], case=there, kind=kind, value=value)


@pytest.mark.parametrize(
    ("kind", "value"), [("phone", PHONE), ("vehicle", "2A-1234"), ("account", "001234567"), ("premises", "Building 4"), ("handle", "@good_jobs")]
)  # fmt: skip
def test_both_sides_are_told_whom_to_call(world: World, here, there, kind, value):
    both_trace(world, here, there, kind, value)
    for name, other in (("investigator", "other_investigator"), ("other_investigator", "investigator")):
        crossing = crossings_told_to(world.officers[name]).get()
        assert crossing.kind == kind
        whom = contact_of(crossing, world.officers[name])
        assert whom.name == world.officers[other].name
    assert told(world, "chief") == [], "the chief sees both cases himself"
    assert told(world, "prosecutor") == []


def test_nothing_is_told_of_a_case_that_one_sees_anyway(world: World, here, there):
    both_trace(world, here, there)
    share_case(
        by=world.officers["other_investigator"],
        case=there,
        agency=world.agencies["police-18"],
        reason="Same phone",
    )
    assert told(world, "investigator") == []
    assert told(world, "other_investigator") == ["phone"]


def test_a_suspects_phone_crosses_another_units_trace(world: World, here, there):
    add_trace(by=world.officers["investigator"], case=here, kind="phone", value=PHONE)
    world.suspect(there, "other_investigator", words={"names": ["Keo Vuthy"], "phones": ["+855 12 345 678"]})
    assert told(world, "investigator") == told(world, "other_investigator") == ["phone"]


def test_a_trace_crosses_a_suspects_phone_that_was_there_before(world: World, here, there):
    world.suspect(there, "other_investigator", words={"names": ["Keo Vuthy"], "phones": ["+855 12 345 678"]})
    add_trace(by=world.officers["investigator"], case=here, kind="phone", value=PHONE)
    assert told(world, "investigator") == told(world, "other_investigator") == ["phone"]


def test_the_last_digits_alone_are_no_crossing(world: World, here, there):
    add_trace(by=world.officers["investigator"], case=here, kind="phone", value="+84 12 345 678")
    world.suspect(there, "other_investigator", words={"names": ["Keo Vuthy"], "phones": ["+855 12 345 678"]})
    assert Crossing.objects.count() == 0


@pytest.mark.parametrize(
    ("mine", "theirs", "crosses"),
    [
        ({"names": ["Keo Vuthy"], "birth_date": "1980-02-03"}, {"names": ["vuthy KEO"], "birth_date": "1980-02-03"}, True),
        ({"names": ["Keo Vuthy"], "birth_date": "1980-02-03"}, {"names": ["Keo Vuthy"], "birth_date": "1980-02-04"}, False),
        ({"names": ["Keo Vuthy"], "birth_date": "1980-02-03"}, {"names": ["Keo Vutha"], "birth_date": "1980-02-03"}, False),
        ({"names": ["Keo Vuthy"]}, {"names": ["Keo Vuthy"]}, False),
        ({"names": ["A B"], "documents": ["N 0123456"]}, {"names": ["C D"], "documents": ["n0123456"]}, True),
        ({"names": ["A B"], "phones": [PHONE]}, {"names": ["C D"], "phones": ["+85512345678"]}, True),
    ],
)  # fmt: skip
def test_a_suspect_crosses_by_document_phone_or_whole_name_with_birth_date(
    world: World, here, there, mine, theirs, crosses
):
    world.suspect(here, words=mine)
    world.suspect(there, "other_investigator", words=theirs)
    assert (
        told(world, "investigator") == told(world, "other_investigator") == (["suspect"] if crosses else [])
    )


def test_what_is_learnt_later_crosses_too(world: World, here, there):
    add_trace(by=world.officers["investigator"], case=here, kind="phone", value=PHONE)
    suspect = world.suspect(there, "other_investigator", words={"names": ["Keo Vuthy"]})
    assert told(world, "other_investigator") == []
    extend_identity(by=world.officers["other_investigator"], person=suspect, words={"phones": [PHONE]})
    assert told(world, "other_investigator") == ["phone"]


def test_one_identity_in_two_cases_crosses(world: World, here, there):
    suspect = world.suspect(here)
    add_suspect(by=world.officers["other_investigator"], case=there, identity=suspect.identity)
    assert told(world, "investigator") == ["suspect"]


def test_a_quiet_case_learns_and_is_not_learned_of(world: World, here, there):
    keep_quiet(by=world.officers["other_investigator"], case=there, reason="A colleague may be in it")
    both_trace(world, here, there)
    assert told(world, "investigator") == []
    assert told(world, "other_investigator") == ["phone"]
    lift_quiet(by=world.officers["other_investigator"], case=there)
    assert told(world, "investigator") == ["phone"]


def test_a_case_against_an_official_is_quiet_by_itself(world: World, here, there):
    both_trace(world, here, there)
    assert told(world, "investigator") == ["phone"]
    world.suspect(there, "other_investigator", is_official="yes")
    assert told(world, "investigator") == []
    assert told(world, "other_investigator") == ["phone"]


def test_of_two_quiet_cases_neither_learns(world: World, here, there):
    keep_quiet(by=world.officers["other_investigator"], case=there, reason="An official")
    keep_quiet(by=world.officers["investigator"], case=here, reason="An official")
    both_trace(world, here, there)
    assert told(world, "investigator") == told(world, "other_investigator") == []


@pytest.mark.parametrize("how", ["owner", "team"])
def test_a_barred_officer_and_his_side_never_learn(world: World, here, there, how):
    barred = world.officers["investigator" if how == "owner" else "prosecutor"]
    if how == "team":
        here.team.add(barred)
    bar_officer_from_case(
        by=world.officers["other_investigator"], case=there, officer=barred, reason="His cousin"
    )
    both_trace(world, here, there)
    assert told(world, "investigator") == []
    whom = contact_of(
        crossings_told_to(world.officers["other_investigator"]).get(), world.officers["other_investigator"]
    )
    assert whom is not None
    if how == "owner":
        assert whom.name == world.officers["secretariat"].name, "a call to the owner would tell him"


def test_a_barred_owner_is_replaced_by_the_head_of_his_agency(world: World, here, there):
    set_contact(by=world.officers["administrator"], agency=world.agencies["ncct"], phone="023 000 000")
    AgencyContact.objects.create(
        agency=world.agencies["police"], head=world.officers["chief"], phone="023 111 111"
    )
    bar_officer_from_case(
        by=world.officers["other_investigator"],
        case=there,
        officer=world.officers["investigator"],
        reason="Cousin",
    )
    both_trace(world, here, there)
    whom = contact_of(
        crossings_told_to(world.officers["other_investigator"]).get(), world.officers["other_investigator"]
    )
    assert (whom.name, whom.phone) == (world.officers["chief"].name, "023 111 111")


def test_the_head_of_the_agency_is_told_as_well(world: World, here, there):
    world.case("other_investigator")
    AgencyContact.objects.create(agency=world.agencies["police-18"], deputy=world.officers["provincial"])
    both_trace(world, here, there)
    assert told(world, "provincial") == [], "only who may see the own case is told"
    here.team.add(world.officers["provincial"])
    assert told(world, "provincial") == ["phone"]


def test_spoken_with_them_is_kept_for_ones_own_side(world: World, here, there):
    both_trace(world, here, there)
    officer = world.officers["investigator"]
    crossing = crossings_told_to(officer).get()
    note_spoken(by=officer, crossing=crossing, note="They watch him; we wait")
    assert unseal(crossing)["note"] == "They watch him; we wait"
    theirs = crossings_told_to(world.officers["other_investigator"]).get()
    assert theirs.spoken_at is None
    with pytest.raises(NotAllowed):
        note_spoken(by=officer, crossing=theirs)


def test_a_crossing_is_made_once_and_never_taken_back(world: World, here, there):
    both_trace(world, here, there)
    suspect = world.suspect(there, "other_investigator", words={"names": ["A B"], "phones": [PHONE]})
    extend_identity(by=world.officers["other_investigator"], person=suspect, words={"phones": ["012345678"]})
    assert Crossing.objects.filter(case=here).count() == 1


def test_the_trail_of_a_case_does_not_tell_that_it_crosses(world: World, here, there):
    """Whoever sees the case sees its trail; a crossing is for its owner and his head alone."""
    both_trace(world, here, there)
    cases = [str(here.pk), str(there.pk)]
    assert not Entry.objects.filter(action="find_crossing", record_id__in=cases).exists()
    assert Entry.objects.filter(action="find_crossing", officer=None).count() == 2
    assert not Entry.objects.filter(action="find_crossing", change__contains=str(there.pk)).exists()


names = st.lists(st.sampled_from(EVERYBODY), max_size=2, unique=True)


@settings(max_examples=60)
@given(
    team=names, barred_here=names, barred_there=names, quiet=st.booleans(), official=st.booleans(),
    head=st.sampled_from([None, *EVERYBODY]), shared=st.booleans(),
)  # fmt: skip
def test_query_and_rule_agree_and_a_notice_tells_nothing_but_the_contact(
    world: World, team, barred_here, barred_there, quiet, official, head, shared
):
    here, there = (
        world.case(),
        world.case("other_investigator", place=world.places["12"], words={"title": "Villa"}),
    )
    both_trace(world, here, there, value=f"+8559{here.pk.int % 10**8:08}")
    AgencyContact.objects.update_or_create(
        agency=world.agencies["police-18"], defaults={"head": world.officers.get(head or "")}
    )
    here.team.set(world.officers[name] for name in team)
    here.barred.set(world.officers[name] for name in barred_here)
    there.barred.set(world.officers[name] for name in barred_there)
    if quiet:
        keep_quiet(
            by=there.owner, case=there, reason="A colleague"
        ) if there.owner.username not in barred_there else None
    if official and there.owner.username not in barred_there:
        world.suspect(there, "other_investigator", words={"names": ["X Y"]}, is_official="yes")
    if shared:
        there.partners.add(world.agencies["police-18"])
    for officer in world.officers.values():
        listed = {c.pk for c in crossings_told_to(officer)}
        for crossing in Crossing.objects.filter(case__in=[here, there]).select_related("case", "other"):
            assert (crossing.pk in listed) == may_learn_of(officer, crossing), officer.username
            if crossing.pk not in listed:
                continue
            assert officer.username not in (barred_there if crossing.case == here else barred_here)
            whom = contact_of(crossing, officer)
            if whom is None:
                continue
            away = {*here.barred.all(), *there.barred.all()}
            assert whom.name not in {barred.name for barred in away}
            told_words = f"{crossing.kind} {whom.name} {whom.agency} {whom.phone} {whom.email}"
            other = crossing.other
            for secret in (other.number, str(other.pk), str(date(2022, 8, 9)), "Villa", "red gate"):
                assert secret not in told_words


def test_a_case_with_an_allegation_against_an_official_is_quiet(world: World, here, there):
    both_trace(world, here, there)
    record_allegation(
        by=world.officers["other_investigator"],
        made_on=date(2022, 9, 1),
        case=there,
        words={"official": "An unknown officer of the port", "narrative": "He warns them"},
    )
    assert told(world, "investigator") == []
    assert told(world, "other_investigator") == ["phone"]
