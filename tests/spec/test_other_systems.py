"""# Other systems: HTCDS out and in again, Primero, OSCaR

What leaves the register in the standard's own words comes in again as the same record. Records of Primero and OSCaR, in the
shapes in which these systems publish them, come in by a table that officers edit; whatever does not come along is named.
"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.base.vault.models import Identity, IdentityOpening
from sarana.base.vault.sealing import unseal
from sarana.base.vocabulary.actions import load_vocabulary
from sarana.intake.actions import import_htcds
from sarana.intake.htcds_export import export_htcds
from sarana.intake.other_systems import NoRecords, Rule, fields_of, read_record, records_in
from sarana.intake.other_systems_actions import (
    check_coverage,
    import_records,
    load_field_rules,
    rules_of,
    set_field_rule,
)
from sarana.register.care.models import Service
from sarana.register.cases.actions import assert_status, record_event
from sarana.register.cases.models import Case, Event, StatusAssertion, Suspect, Victim
from sarana.register.cases.queries import victims_visible_to

# ## HTCDS: out, in, and out again

TO_IOM = "For IOM's regional office"


@pytest.fixture
def country(world):
    """A few persons as officers record them."""
    load_vocabulary()
    chief, case = world.officers["chief"], world.case("chief")
    first = world.victim(
        case, "chief", citizenships=["KH", "VN"], forms_of_exploitation=["ForcedLabour", "ForcedCriminality"],
        methods_of_control=["DebtBondage"], consent_to_data="yes",
        words={"names": ["ចាន់ សុភា", "Chan Sophea"], "birth_date": "1999-04-13", "phones": ["012 555 019"],
               "documents": ["N 00112233"], "address": "Street 9, Battambang"},
    )  # fmt: skip
    world.victim(case, "chief", sex="M", age_at_event=None, words={"names": ["Li Wei"]})
    world.suspect(case, "chief", roles=["RecruiterOrIntermediary"], citizenships=["KH"])
    record_event(by=chief, case=case, started_on=case.opened_on, place=world.places["18"], victims=[first])
    assert_status(
        by=chief, victim=first, assertion="ActualVictimOfTrafficking", asserted_on=case.opened_on, standard="other",
        acts=[], means=[], purposes=[],
    )  # fmt: skip
    return world


def empty_register():
    for model in (StatusAssertion, Service):
        model.objects.all().delete()
    Event.victims.through.objects.all().delete()
    Event.suspects.through.objects.all().delete()
    IdentityOpening.objects.all().delete()
    for model in (Event, Victim, Suspect, Case, Identity):
        model.objects.all().delete()


def test_export_import_into_an_empty_register_export_again_equal(country, tmp_path):
    chief = country.officers["chief"]
    first = export_htcds(by=chief, with_identities=True, reason=TO_IOM)
    assert len(first.rows) == 3
    empty_register()
    file = tmp_path / "register.csv"
    file.write_text(first.as_csv(), encoding="utf-8", newline="")
    batch = import_htcds(by=chief, path=file, file_name="register.csv")
    assert (batch.imported, batch.quarantined, batch.unknown_columns) == (3, 0, [])
    again = export_htcds(by=chief, with_identities=True, reason=TO_IOM)
    assert again.as_csv() == first.as_csv()


def test_what_the_standard_has_no_field_for_is_named(country):
    lost = export_htcds(by=country.officers["chief"], with_identities=True, reason=TO_IOM).losses
    assert lost["further names"] == 1
    assert lost["title and summary of a case"] == 3
    assert lost["ages of suspects"] == 1


def test_without_identities_nothing_tells_who_somebody_is(country):
    told = export_htcds(by=country.officers["chief"]).as_csv()
    for word in ("Sophea", "សុភា", "1999-04-13", "012 555 019", "00112233", "Street 9", "Vuthy"):
        assert word not in told
    assert "ForcedLabour" in told
    assert not IdentityOpening.objects.exists()


def test_everybody_exports_what_he_sees_and_the_ledger_says_so(country):
    other = country.officers["other_investigator"]
    assert export_htcds(by=other).rows == []
    assert len(export_htcds(by=country.officers["secretariat"]).rows) == 3
    for nobody in ("statistician", "embassy", "administrator"):
        with pytest.raises(NotAllowed):
            export_htcds(by=country.officers[nobody])
    assert Entry.objects.filter(action="export_records").count() == 2


def test_identities_leave_with_a_reason_and_each_is_logged(country):
    with pytest.raises(ValueError, match="why identities leave"):
        export_htcds(by=country.officers["chief"], with_identities=True)
    with pytest.raises(NotAllowed):
        export_htcds(by=country.officers["secretariat"], with_identities=True, reason=TO_IOM)
    export_htcds(by=country.officers["chief"], with_identities=True, reason=TO_IOM)
    assert IdentityOpening.objects.filter(reason=TO_IOM).count() == 3


# ## Primero and OSCaR

PRIMERO = {
    "data": [
        {
            "id": "6d4b7d0c-93a1-4d39-9d54-0c6a2f1c9b11", "case_id_display": "9b11", "status": "open",
            "name_first": "Sreymom", "name_last": "Ouk", "sex": "female", "date_of_birth": "2008-03-04", "age": 14,
            "nationality": ["cambodia"], "registration_date": "2022-06-01", "location_current": "18010101",
            "protection_concerns": ["sexually_exploited", "street_child"], "owned_by": "worker1",
            "consent_for_services": True, "favourite_game": "football",
            "services_section": [
                {"unique_id": "1", "service_type": "anti_trafficking",
                 "service_subtype": ["anti_trafficking_transitional_accomodation"],
                 "service_response_day_time": "2022-06-03T00:00:00.000Z"},
                {"unique_id": "2", "service_type": "legal_support", "service_subtype": ["legal_support_representation"]},
            ],
        }
    ],
    "metadata": {"total": 1, "per": 20, "page": 1},
}  # fmt: skip
OSCAR = {
    "total": 1,
    "data": [
        {
            "global_id": "c1a2", "slug": "abc-12", "given_name": "Dara", "family_name": "Sok", "gender": "male",
            "date_of_birth": "2007-01-09", "status": "Active", "organization_name": "abc", "is_referred": False,
            "location_current_village_code": "12010101", "referral_source_category": "Police",
            "services": [{"uuid": "u1", "name": "Rescue Services", "enrollment_date": "2022-05-02"},
                         {"uuid": "u2", "name": "Music lessons", "enrollment_date": "2022-05-02"}],
        }
    ],
}  # fmt: skip


@pytest.fixture
def worker(world):
    load_vocabulary()
    load_field_rules()
    return world.officers["social_worker"]


def bring(worker, system, told):
    return import_records(by=worker, system=system, text=json.dumps(told), file_name=f"{system}.json")


def test_a_primero_case_comes_in_with_every_loss_named(worker):
    batch = bring(worker, "primero", PRIMERO)
    assert (batch.rows, batch.imported, batch.quarantined) == (1, 1, 0)
    victim = victims_visible_to(worker).get()
    assert (victim.sex, victim.citizenships, victim.forms_of_exploitation) == (
        "F",
        ["KH"],
        ["SexualExploitation"],
    )
    assert unseal(victim.identity)["names"] == ["Sreymom Ouk"]
    assert victim.case.place_id == "18"
    service = victim.services.get()
    assert service.service_group == "anti_trafficking_transitional_accommodation"
    assert f"{service.started_on}" == "2022-06-03"
    assert batch.unknown_codes == {
        "location_current": {"places below the province": 1},
        "protection_concerns": {"street_child": 1},
        "services_section.service_subtype": {"legal_support_representation (no first day)": 1},
    }
    named = {entry.rsplit(" (", 1)[0] for entry in batch.unknown_columns}
    assert {"favourite_game", "owned_by", "age", "id"} <= named


def test_an_oscar_client_comes_in_with_every_loss_named(worker):
    batch = bring(worker, "oscar", OSCAR)
    victim = victims_visible_to(worker).get()
    assert (victim.sex, unseal(victim.identity)["names"]) == ("M", ["Dara Sok"])
    assert victim.services.get().service_group == "anti_trafficking_rescue"
    assert batch.unknown_codes["services.name"] == {"Music lessons": 1}
    assert "referral_source_category (1)" in batch.unknown_columns


def test_the_same_record_comes_in_once_and_a_wrong_one_is_set_aside(worker):
    bring(worker, "oscar", OSCAR)
    assert bring(worker, "oscar", OSCAR).already_there == 1
    wrong = {"data": [{**OSCAR["data"][0], "global_id": "c9", "date_of_birth": "2107-01-09"}]}
    assert bring(worker, "oscar", wrong).quarantined == 1


@pytest.mark.parametrize("text", ["", "[]", "7", '{"data": [1]}', "<html>"])
def test_what_holds_no_records_says_so(worker, text):
    with pytest.raises(NoRecords):
        import_records(by=worker, system="oscar", text=text, file_name="x.json")
    with pytest.raises(NoRecords):
        records_in(text)


def test_the_coverage_is_told_before_and_a_new_rule_betters_it(worker):
    before = check_coverage(by=worker, system="primero", text=json.dumps(PRIMERO))
    assert before.unknown_fields == {"favourite_game": 1}
    set_field_rule(by=worker, system="primero", their_field="favourite_game", note="Not about help")
    set_field_rule(
        by=worker, system="primero", their_field="protection_concerns", their_code="street_child",
        field="vic_TypeOfExploitation", code="Other",
    )  # fmt: skip
    after = check_coverage(by=worker, system="primero", text=json.dumps(PRIMERO))
    assert before.share < after.share == 1.0
    assert "protection_concerns" not in after.unknown_codes


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ({"field": "no_such"}, "no such field"),
        ({}, "left behind"),
        ({"field": "prs_Gender", "their_code": "x", "code": "Purple"}, "no such code"),
        ({"field": "prs_Gender", "service_group": "anti_trafficking_rescue"}, "group of help"),
    ],
)
def test_a_rule_must_lead_somewhere(worker, rule, said):
    with pytest.raises(ValueError, match=said):
        set_field_rule(by=worker, system="oscar", their_field="colour", **rule)


def test_the_rules_we_begin_with_lead_into_fields_and_codes_of_the_standard(worker):
    for system in ("primero", "oscar"):
        for (their_field, their_code), rule in rules_of(system).items():
            set_field_rule(
                by=worker, system=system, their_field=their_field, their_code=their_code, field=rule.field,
                code=rule.code, service_group=rule.service_group, note=rule.note,
            )  # fmt: skip


leaves = st.sampled_from(["word", "", 7, True, None])
groups = st.dictionaries(st.sampled_from(["a", "x"]), leaves, max_size=2)
records = st.dictionaries(
    st.sampled_from(["a", "b", "id", "c"]),
    leaves | groups | st.lists(leaves | groups, max_size=3),
    max_size=4,
)


@given(records)
def test_whatever_a_record_holds_is_read_left_behind_or_named(record):
    rules = {("a", ""): Rule("prs_FirstName"), ("b", ""): Rule("", note="left")}
    read = read_record(record, rules, "primero", {})
    paths = {path for path, _value in fields_of(record)}
    assert paths - {"a"} == (read.unknown_fields.keys() | read.left_behind.keys()) - {"a"}
    assert ("a" in paths) == ("prs_FirstName" in read.values)
