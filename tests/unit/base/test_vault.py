from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import verify_ledger
from sarana.base.ledger.models import Entry
from sarana.base.vault import keys
from sarana.base.vault.actions import (
    ErasureRefused,
    amend_identity,
    erase_identity,
    hold_identity,
    keep_identity,
    open_identity,
    open_one_identity,
    rotate_master_key,
    save_draft,
)
from sarana.base.vault.models import AgencyKey, Draft, Identity, IdentityOpening, SearchToken
from sarana.base.vault.queries import identities_like
from sarana.base.vault.rules import likeness_of
from sarana.base.vault.sealing import Erased, unseal

WORDS = {"names": ["ចាន់ សុភា", "Chan Sophea"], "birth_date": "1999-04-13", "phones": ["+855 12 345 678"]}


@pytest.fixture
def identity(world):
    return keep_identity(by=world.officers["investigator"], words=WORDS)


def everything_in_the_database() -> bytes:
    with connection.cursor() as cursor:
        found = b""
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += repr(
                [[bytes(c) if isinstance(c, memoryview) else c for c in row] for row in cursor]
            ).encode()
    return found


def test_no_name_phone_or_birth_date_stands_readable_in_the_database(identity):
    stored = everything_in_the_database()
    for secret in ("Sophea", "សុភា", "345678", "345 678", "1999-04-13"):
        assert secret.encode() not in stored
    assert unseal(identity) == WORDS


def test_a_ciphertext_moved_to_another_record_does_not_open(world, identity):
    other = keep_identity(by=world.officers["investigator"], words={"names": ["Keo Vuthy"]})
    other.sealed, other.wrapped_key = identity.sealed, identity.wrapped_key
    with pytest.raises(keys.SealBroken):
        unseal(other)


def test_a_changed_ciphertext_does_not_open(identity):
    changed = bytearray(identity.sealed)
    changed[-1] ^= 1
    identity.sealed = bytes(changed)
    with pytest.raises(keys.SealBroken):
        unseal(identity)


def test_opening_is_logged_with_its_reason(world, identity):
    case = world.case()
    officer = world.officers["investigator"]
    shown = open_identity(
        by=officer, identity=identity, reason="To call her interpreter", through=case, fields=["names"]
    )
    assert shown == {"names": WORDS["names"]}
    opening = IdentityOpening.objects.get()
    assert (opening.officer, opening.reason, opening.fields) == (officer, "To call her interpreter", "names")
    with pytest.raises(ValueError, match="why"):
        open_identity(by=officer, identity=identity, reason=" ", through=case)


@pytest.mark.parametrize(
    "name", ["secretariat", "statistician", "analyst", "auditor", "administrator", "embassy"]
)
def test_roles_without_the_power_cannot_open(world, identity, name):
    with pytest.raises(NotAllowed):
        open_identity(by=world.officers[name], identity=identity, reason="curious", through=identity)


@pytest.mark.parametrize("name", ["Chan Sophea", "Sophea Chan", "ចាន់ សុភា", "ចាន់សុភា", "Chann Sophea"])
def test_a_person_is_found_by_any_spelling(identity, name):
    found = identities_like({"names": [name]})
    assert [f.identity for f in found] == [identity]
    assert found[0].reasons


def test_more_agreement_ranks_higher(identity):
    by_name = identities_like({"names": ["Chan Sophea"]})[0].score
    with_date = identities_like({"names": ["Chan Sophea"], "birth_date": "1999-04-13"})[0].score
    assert with_date > by_name
    assert identities_like({"phones": ["012345678"]})[0].identity == identity


@pytest.mark.parametrize("name", ["Chan Sopheam", "Chan Sophe", "Chan Lophea"])
def test_a_slip_of_the_hand_in_one_word_still_finds_the_person(identity, name):
    assert [f.identity for f in identities_like({"names": [name]})] == [identity]


@pytest.mark.parametrize("born", ["1999-04-13", "1999-04-10", "1999-04-16"])
def test_a_common_name_is_told_apart_by_a_birth_date_a_few_days_off(world, identity, born):
    for _ in range(3):
        keep_identity(
            by=world.officers["investigator"], words={"names": ["Chan Sophea"], "birth_date": "1980-01-01"}
        )
    found = identities_like({"names": ["Chan Sophea"], "birth_date": born})
    assert found[0].identity == identity
    assert any(reason.startswith("born") for reason in found[0].reasons)


def test_only_those_who_may_be_looked_at_are_found(world, identity):
    other = keep_identity(by=world.officers["investigator"], words={"names": ["Chan Sophea"]})
    asked = {"names": ["Chan Sophea"], "birth_date": "1999-04-13"}
    for among in ([identity], [other], []):
        pool = Identity.objects.filter(pk__in=[one.pk for one in among])
        assert [f.identity for f in identities_like(asked, among=pool)] == among


def test_words_moved_to_another_record_are_not_read_in_a_search(world, identity):
    other = keep_identity(by=world.officers["investigator"], words={"names": ["Chan Sophea"]})
    Identity.objects.filter(pk=identity.pk).update(sealed=other.sealed)
    with pytest.raises(keys.SealBroken):
        identities_like({"names": ["Chan Sophea"]})


def test_day_and_month_exchanged_are_told(world):
    exchanged = keep_identity(
        by=world.officers["investigator"], words={"names": ["Meas Bopha"], "birth_date": "1999-04-07"}
    )
    found = identities_like({"names": ["Meas Bopha"], "birth_date": "1999-07-04"})
    assert found[0].identity == exchanged
    assert "day and month of birth exchanged" in found[0].reasons


_NAMES = ["Chan Sophea", "ចាន់ សុភា", "Sophea Chann", "Keo Dara", "Nguyễn Văn Nam", "王伟强"]
_PIECES = st.fixed_dictionaries(
    {},
    optional={
        "names": st.lists(st.sampled_from(_NAMES), min_size=1, max_size=3),
        "birth_date": st.sampled_from(["1999-04-13", "1999-04-15", "1980-01-02", "1999"]),
        "phones": st.lists(st.sampled_from(["012 345 678", "+855 12 345 678", "099 111 222"]), max_size=2),
        "documents": st.lists(st.sampled_from(["N 0123456", "n0123456", "C-77"]), max_size=2),
    },
)


@given(asked=_PIECES, stored=_PIECES, more=_PIECES)
def test_a_score_never_falls_when_evidence_grows(asked, stored, more):
    """More names, numbers or dates on the stored side, or a field that was not asked before, only ever add."""
    score = likeness_of(asked, stored)[0]
    lists = {name: [*asked.get(name, []), *more.get(name, [])] for name in ("names", "phones", "documents")}
    wider = {**more, **asked, **{name: value for name, value in lists.items() if value}}
    assert likeness_of(wider, stored)[0] >= score - 1e-12
    assert 0 <= score < 1


def test_amending_renews_what_can_be_found(world, identity):
    amend_identity(by=world.officers["investigator"], identity=identity, words={"names": ["Meas Bopha"]})
    assert not identities_like({"names": ["Chan Sophea"]})
    assert identities_like({"names": ["Meas Bopha"]})
    assert unseal(Identity.objects.get(pk=identity.pk))["birth_date"] == "1999-04-13"


def test_erasing_destroys_the_key_and_leaves_the_ledger_whole(world, identity):
    case = world.case(by="investigator")
    victim = world.victim(case, words=None, identity=identity)
    erase_identity(by=world.officers["social_worker"], identity=identity, reason="Her wish")
    identity.refresh_from_db()
    with pytest.raises(Erased):
        unseal(identity)
    assert not SearchToken.objects.filter(identity=identity).exists()
    assert verify_ledger().is_whole
    assert victim.case == case


def test_a_court_order_holds_an_identity(world, identity):
    officer = world.officers["social_worker"]
    hold_identity(
        by=officer, identity=identity, authority="Court of first instance, order 12", review_on=None
    )
    with pytest.raises(ErasureRefused, match="order 12"):
        erase_identity(by=officer, identity=identity, reason="Retention over")


def test_the_master_key_rotates_without_touching_the_records(identity, settings):
    sealed_before = bytes(identity.sealed)
    settings.PREVIOUS_MASTER_KEYS = [settings.MASTER_KEY]
    settings.MASTER_KEY = "YW5vdGhlciBtYXN0ZXIga2V5IG9mIDMyIGJ5dGVzISE="
    keys.forget_keys()
    assert rotate_master_key() == AgencyKey.objects.count()
    settings.PREVIOUS_MASTER_KEYS = []
    keys.forget_keys()
    again = Identity.objects.get(pk=identity.pk)
    assert unseal(again) == WORDS
    assert bytes(again.sealed) == sealed_before
    assert rotate_master_key() == 0


def test_a_missing_or_foreign_master_key_says_what_to_do(identity, settings):
    settings.MASTER_KEY = None
    keys.forget_keys()
    with pytest.raises(keys.VaultLocked, match="master_key"):
        unseal(Identity.objects.select_related("agency_key").get(pk=identity.pk))
    settings.MASTER_KEY = "YW5vdGhlciBtYXN0ZXIga2V5IG9mIDMyIGJ5dGVzISE="
    keys.forget_keys()
    with pytest.raises(keys.VaultLocked, match="PREVIOUS"):
        unseal(Identity.objects.select_related("agency_key").get(pk=identity.pk))


def test_a_draft_is_kept_sealed_and_the_latest_counts(world):
    officer = world.officers["investigator"]
    save_draft(by=officer, form="/reports/new/", values={"narrative": ["They hold Sok Dara"]})
    save_draft(by=officer, form="/reports/new/", values={"narrative": ["They hold Sok Dara and two more"]})
    assert Draft.objects.count() == 1
    assert b"Dara" not in everything_in_the_database()


@pytest.fixture(autouse=True)
def _forget_keys():
    keys.forget_keys()
    yield
    keys.forget_keys()


def test_nobody_copies_the_register_person_by_person(world, settings):
    """The limit counts different persons; the officer is told when to go on, and the trail that he reached it."""
    settings.IDENTITIES_PER_HOUR = 3
    officer, colleague = world.officers["investigator"], world.officers["chief"]
    people = [keep_identity(by=officer, words={"names": [f"Keo Vuthy {n}"]}) for n in range(4)]
    case = world.case()

    def look(person, by=officer):
        return open_one_identity(by=by, identity=person, reason="Her hearing", through=case)

    reached = Entry.objects.filter(action="reach_opening_limit", officer=officer)
    for person in (people[0], people[0], people[1]):
        assert look(person)
    assert not reached.exists()
    assert look(people[2])
    assert reached.count() == 1
    with pytest.raises(ValueError, match=r"3 identities within an hour. Go on from \d\d:\d\d"):
        look(people[3])
    assert look(people[0]), "whom he knows already he may look up again"
    assert look(people[3], by=colleague)
    IdentityOpening.objects.filter(officer=officer, identity=people[1]).update(
        at=timezone.now() - timedelta(minutes=61)
    )
    assert look(people[3])


def test_lists_that_a_deed_needs_as_a_whole_know_no_limit(world, settings):
    settings.IDENTITIES_PER_HOUR = 1
    officer, case = world.officers["investigator"], world.case()
    for n in range(3):
        person = keep_identity(by=officer, words={"names": [f"Keo Vuthy {n}"]})
        assert open_identity(by=officer, identity=person, reason="Handover list", through=case)
