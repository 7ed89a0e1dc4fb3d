"""# One person on record twice: merge, and unmerge

Two officers meet the same girl a week apart and each records her. Somebody who may change both cases looks at the pair,
says why they are one, and every record of the one moves to the other. It can be undone at any time: each record goes back,
each identity knows again what it knew, what was learnt meanwhile stays, and the ledger tells both.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.base.vault.queries import identities_like
from sarana.base.vault.sealing import Erased, unseal
from sarana.register.cases.actions import erase_victim_identity, extend_identity
from sarana.register.duplicates.actions import (
    keep_apart,
    look_for_pairs,
    look_for_pairs_at_night,
    merge_pair,
    name_pair,
    undo_merge,
)
from sarana.register.duplicates.models import Merge, Pair
from sarana.register.duplicates.queries import pairs_visible_to
from sarana.register.duplicates.rules import merged_words, words_after_undoing
from sarana.register.identification.actions import begin_interview, read_interview

SURE = "The same scar, and she says so herself"
LISTS, SINGLE = ("names", "phones", "documents"), ("birth_date", "address")
values = st.fixed_dictionaries(
    {}, optional={**{n: st.lists(st.sampled_from("abcdef"), min_size=1, unique=True) for n in LISTS},
                  **{n: st.sampled_from("uvw") for n in SINGLE}}
)  # fmt: skip


# ## The rule


@given(values, values)
def test_merging_loses_nothing_that_only_one_of_them_knew(kept, absorbed):
    merged = merged_words(kept, absorbed)
    for name in LISTS:
        assert set(merged.get(name, [])) == {*kept.get(name, []), *absorbed.get(name, [])}
    for name in SINGLE:
        assert merged.get(name) == kept.get(name, absorbed.get(name))


@given(values, values)
def test_undoing_gives_back_what_was_known_before(kept, absorbed):
    merged = merged_words(kept, absorbed)
    assert words_after_undoing(kept, merged, merged) == kept


@given(values, values, st.sampled_from(LISTS))
def test_what_was_learnt_since_stays(kept, absorbed, name):
    merged = merged_words(kept, absorbed)
    now = {**merged, name: [*merged.get(name, []), "new"]}
    assert words_after_undoing(kept, merged, now).get(name) == [*kept.get(name, []), "new"]


# ## The deed


@pytest.fixture
def twice(world):
    """The same person in two cases of one investigator."""
    one = world.victim(world.case())
    other = world.victim(
        world.case(), words={"names": ["Chan Sophea"], "phones": ["012 555 019"], "birth_date": "1999-04-13"}
    )
    return one, other


@pytest.fixture
def officer(world):
    return world.officers["investigator"]


def state_of(*people):
    """Everything a merge touches."""
    told = []
    for person in people:
        person.refresh_from_db()
        tokens = sorted((t.kind, bytes(t.token)) for t in person.identity.tokens.all())
        told.append((person.pk, person.identity_id, unseal(person.identity), tokens))
    return told


def test_merge_then_unmerge_restores_every_record_and_the_ledger_tells_both(world, twice, officer):
    one, other = twice
    interview = begin_interview(
        by=officer, victim=other, form="screening", interpretation="own_language", setting="safe_room", consent="yes",
        reason="She agreed to talk",
    )  # fmt: skip
    before, said = state_of(*twice), read_interview(by=officer, interview=interview)
    pair = name_pair(by=officer, one=one, other=other)
    merge = merge_pair(by=officer, pair=pair, keep=one.identity_id, reason=SURE)
    other.refresh_from_db()
    interview.refresh_from_db()
    assert other.identity_id == one.identity_id == interview.identity_id
    assert unseal(other.identity)["phones"] == ["012 555 019"]
    assert read_interview(by=officer, interview=interview) == said
    undo_merge(by=officer, merge=merge, reason="Two sisters")
    interview.refresh_from_db()
    assert state_of(*twice) == before
    assert read_interview(by=officer, interview=interview) == said
    for identity in (one.identity_id, other.identity_id):
        actions = Entry.objects.filter(record_id=str(identity)).values_list("action", flat=True)
        assert {"merge_pair", "undo_merge"} <= set(actions)


def test_what_is_learnt_between_merge_and_unmerge_is_not_lost(twice, officer):
    one, other = twice
    merge = merge_pair(
        by=officer, pair=name_pair(by=officer, one=one, other=other), keep=one.identity_id, reason=SURE
    )
    extend_identity(by=officer, person=one, words={"phones": ["097 555 222"]})
    undo_merge(by=officer, merge=merge, reason="Two sisters")
    one.identity.refresh_from_db()
    assert unseal(one.identity)["phones"] == ["097 555 222"]


def test_only_who_may_change_every_record_of_both_merges_them(world, twice, officer):
    one, _other = twice
    theirs = world.victim(world.case("other_investigator", place=world.places["12"]), "other_investigator")
    with pytest.raises(NotAllowed):
        name_pair(by=officer, one=one, other=theirs)
    chief = world.officers["chief"]
    pair = name_pair(by=chief, one=one, other=theirs)
    assert pair not in pairs_visible_to(officer)
    with pytest.raises(NotAllowed):
        merge_pair(by=officer, pair=pair, keep=one.identity_id, reason=SURE)
    assert merge_pair(by=chief, pair=pair, keep=one.identity_id, reason=SURE)
    assert pairs_visible_to(world.officers["ngo_worker"]).count() == 0


def test_nobody_may_move_a_record_that_he_does_not_see(world, twice, officer):
    one, other = twice
    far = world.case("other_investigator", place=world.places["12"])
    world.victim(far, "other_investigator", words=None, identity=other.identity)
    with pytest.raises(ValueError, match="ask their owners"):
        merge_pair(
            by=officer, pair=name_pair(by=officer, one=one, other=other), keep=one.identity_id, reason=SURE
        )


def test_the_look_finds_the_pair_once_and_no_name_is_stored_with_it(twice, officer):
    assert look_for_pairs(by=officer) == 1
    assert look_for_pairs(by=officer) == 0
    pair = pairs_visible_to(officer).get()
    assert pair.score >= 0.8
    assert "Sophea" not in str(Pair.objects.values())


def test_the_nightly_look_finds_what_neither_of_two_bodies_can_see_alone(world, officer):
    far = world.case("other_investigator", place=world.places["12"])
    before = timezone.now()
    world.victim(world.case())
    world.victim(far, "other_investigator")
    assert look_for_pairs(by=officer) == 0
    assert look_for_pairs_at_night(since=timezone.now() + timedelta(hours=1)) == 0
    assert look_for_pairs_at_night(since=before) == 1
    assert look_for_pairs_at_night(since=before) == 0
    for who in ("investigator", "other_investigator"):
        assert not pairs_visible_to(world.officers[who]).exists()
    assert pairs_visible_to(world.officers["chief"]).count() == 1


def test_two_persons_are_not_offered_again(twice, officer):
    look_for_pairs(by=officer)
    keep_apart(by=officer, pair=Pair.objects.get(), reason="Two sisters with one birthday")
    assert look_for_pairs(by=officer) == 0
    assert Pair.objects.get().state == "apart"


def test_who_was_taken_in_is_found_no_more_until_it_is_undone(twice, officer):
    one, other = twice
    asked = {"names": ["Chan Sophea"], "birth_date": "1999-04-13"}
    merge = merge_pair(
        by=officer, pair=name_pair(by=officer, one=one, other=other), keep=one.identity_id, reason=SURE
    )
    assert {like.identity.pk for like in identities_like(asked)} == {merge.kept_id}
    undo_merge(by=officer, merge=merge, reason="Two sisters")
    assert {like.identity.pk for like in identities_like(asked)} == {merge.kept_id, merge.absorbed_id}


def test_erasing_the_person_erases_what_her_identity_took_in(world, twice, officer):
    one, other = twice
    merge_pair(
        by=officer, pair=name_pair(by=officer, one=one, other=other), keep=one.identity_id, reason=SURE
    )
    worker = world.officers["social_worker"]
    one.case.partners.add(worker.agency)
    one.refresh_from_db()
    erase_victim_identity(by=worker, victim=one, reason="Her wish")
    merge = Merge.objects.select_related("kept__agency_key", "absorbed__agency_key").get()
    for identity in (merge.kept, merge.absorbed):
        with pytest.raises(Erased):
            unseal(identity)
    with pytest.raises(ValueError, match="erased"):
        undo_merge(by=officer, merge=merge, reason="Two sisters")
