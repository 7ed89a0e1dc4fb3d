"""# One person on record twice: merge, and unmerge

Two officers meet the same girl a week apart and each records her. Somebody who may change both cases looks at the pair,
says why they are one, and every record of the one moves to the other. It can be undone at any time: each record goes back,
each identity knows again what it knew, what was learnt meanwhile stays, and the ledger tells both.
"""

import json
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
from sarana.register.duplicates import actions as duplicates
from sarana.register.duplicates.actions import (
    keep_apart,
    leave_undecided,
    look_for_pairs,
    look_for_pairs_at_night,
    merge_pair,
    name_pair,
    undo_merge,
)
from sarana.register.duplicates.models import Merge, Pair
from sarana.register.duplicates.queries import (
    contradictions,
    doubtful_pairs,
    pairs_visible_to,
    quality_of_review,
    strongest_pairs,
)
from sarana.register.duplicates.rules import (
    agreement_of_words,
    merged_words,
    review_quality,
    words_after_undoing,
)
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


# ## What to look at first, and what decisions contradict


def three(world):
    """Three records of one name and birth, A, B and C."""
    case = world.case(by="investigator")
    words = {"names": ["Sok Chanthy"], "birth_date": "2001-05-05"}
    return [world.victim(case, words=words) for _ in "ABC"]


def test_what_cannot_be_told_stays_open_and_can_be_decided_later(world, twice, officer):
    pair = name_pair(by=officer, one=twice[0], other=twice[1])
    with pytest.raises(ValueError, match="Write down"):
        leave_undecided(by=officer, pair=pair, reason=" ")
    pair = leave_undecided(by=officer, pair=pair, reason="Her mother is asked first")
    assert pair.state == "unsure"
    assert pair in strongest_pairs(officer, 5) + doubtful_pairs(officer, 5)
    assert keep_apart(by=officer, pair=pair, reason="Two sisters").state == "apart"
    with pytest.raises(ValueError, match="decided"):
        leave_undecided(by=officer, pair=pair, reason="Late")


def test_the_likeliest_come_first_and_of_the_others_the_nearest_to_the_border(world, officer):
    people = [world.victim(world.case(by="investigator")) for _ in range(5)]
    keys = [person.identity_id for person in people]
    scores = dict(zip(keys[1:], (0.95, 0.99, 0.81, 0.88), strict=True))
    for key, score in scores.items():
        first, second = sorted((keys[0], key))
        Pair.objects.create(first_id=first, second_id=second, score=score)
    assert [pair.score for pair in strongest_pairs(officer, 5)] == [0.99, 0.95]
    assert [pair.score for pair in doubtful_pairs(officer, 5)] == [0.81, 0.88]


def test_a_proposal_about_the_absorbed_is_one_about_the_kept_now(world, officer):
    a, b, c = three(world)
    name_pair(by=officer, one=b, other=c)
    first = name_pair(by=officer, one=a, other=b)
    merge_pair(by=officer, pair=first, keep=a.identity_id, reason=SURE)
    carried = Pair.objects.get(
        first_id=min(a.identity_id, c.identity_id), second_id=max(a.identity_id, c.identity_id)
    )
    assert carried in pairs_visible_to(officer)
    assert quality_of_review().open == 1


def test_two_merges_against_one_refusal_are_told_from_either_side(world, officer):
    a, b, c = three(world)
    apart = keep_apart(by=officer, pair=name_pair(by=officer, one=a, other=c), reason="Two sisters")
    one = name_pair(by=officer, one=a, other=b)
    other = name_pair(by=officer, one=b, other=c)
    assert contradictions() == {}
    merge = merge_pair(by=officer, pair=one, keep=b.identity_id, reason=SURE)
    assert contradictions()[other.pk] == [apart]
    merge_pair(by=officer, pair=other, keep=b.identity_id, reason=SURE)
    told = contradictions()
    assert {pair.pk for pair in told[apart.pk]} == {one.pk, other.pk}
    assert told[other.pk] == [apart]
    undo_merge(by=officer, merge=merge, reason="Two sisters after all")
    assert apart.pk not in contradictions()


# ## What the review says of the proposals


@given(st.integers(0, 200), st.integers(0, 200), st.integers(0, 200), st.integers(0, 50))
def test_the_share_lies_in_its_interval_and_more_decisions_narrow_it(merged, apart, weak, waiting):
    def asked(times):
        return review_quality({("merged", True): merged * times, ("apart", True): apart * times,
                               ("merged", False): weak * times, ("waiting", True): waiting})  # fmt: skip

    told, more = asked(1), asked(4)
    for one, narrower in zip((told.precision, told.recall), (more.precision, more.recall), strict=True):
        assert 0 <= one.low <= (one.value if one.seen else 1) <= one.high + 1e-9 <= 1 + 2e-9
        assert narrower.high - narrower.low <= one.high - one.low + 1e-9
    assert told.open == told.open_strong == waiting


def test_nine_of_ten_has_the_interval_of_wilson():
    precision = review_quality({("merged", True): 9, ("apart", True): 1}).precision
    assert (round(precision.low, 4), round(precision.high, 4)) == (0.5958, 0.9821)


def test_what_officers_named_themselves_is_no_proposal_when_precision_is_told(world, officer):
    """They name whom they are nearly sure of: counted as proposals, every look would seem better than it is."""
    words = {"names": ["Chan Sophea"], "birth_date": "1999-04-13"}
    found = [world.victim(world.case(), words=words) for _ in range(2)]
    look_for_pairs(by=officer)
    [pair] = Pair.objects.all()
    keep_apart(by=officer, pair=pair, reason=SURE)
    told = quality_of_review()
    assert (told.precision.right, told.precision.seen) == (0, 1)
    named = name_pair(by=officer, one=found[0], other=world.victim(world.case(), words=words))
    assert quality_of_review().open_strong == 0
    merge_pair(by=officer, pair=named, keep=found[0].identity_id, reason=SURE)
    told = quality_of_review()
    assert (told.precision.right, told.precision.seen) == (0, 1)
    # She was on record twice and nothing had proposed it: that is what recall is about.
    assert (told.recall.right, told.recall.seen) == (0, 1)


def test_naming_what_a_look_has_found_takes_nothing_from_the_look(twice, officer):
    look_for_pairs(by=officer)
    pair = name_pair(by=officer, one=twice[0], other=twice[1])
    assert not pair.named
    merge_pair(by=officer, pair=pair, keep=twice[0].identity_id, reason=SURE)
    assert quality_of_review().precision.right == 1


# ## A look that breaks off


@pytest.mark.parametrize("at", range(1, 6))
def test_a_nightly_look_that_breaks_off_and_is_begun_again_finds_each_pair_once(world, monkeypatch, at):
    since = timezone.now()
    for name in ("Chan Sophea", "Keo Vuthy", "Heng Mony"):
        for _ in range(2):
            world.victim(world.case(), words={"names": [name], "birth_date": "1999-04-13"})
    monkeypatch.setattr(duplicates, "_AT_ONCE", 1)
    asked, like = [], duplicates.identities_like

    def breaks_off(*arguments, **more):
        asked.append(1)
        if len(asked) == at:
            raise KeyboardInterrupt
        return like(*arguments, **more)

    monkeypatch.setattr(duplicates, "identities_like", breaks_off)
    with pytest.raises(KeyboardInterrupt):
        look_for_pairs_at_night(since=since)
    before = Pair.objects.count()
    assert look_for_pairs_at_night(since=since) == 3 - before
    pairs = {(pair.first_id, pair.second_id) for pair in Pair.objects.all()}
    assert len(pairs) == Pair.objects.count() == 3
    told = Entry.objects.filter(action="look_for_pairs").values_list("change", flat=True)
    assert sum(json.loads(change)["found"] for change in told) == 3


@pytest.mark.parametrize("seen", [1, 69, 138, 1000])
def test_none_and_all_lie_in_their_own_intervals(seen):
    none = review_quality({("apart", True): seen}).precision
    every = review_quality({("merged", True): seen}).precision
    assert (none.low, every.high) == (0.0, 1.0)


# ## Side by side


def test_side_by_side_each_field_says_how_far_it_agrees():
    one = {"names": ["សុខ ចាន់ធី"], "birth_date": "2001-05-04", "phones": ["012 345 678"], "address": "Kampot"}
    other = {"names": ["Sok Chanthy"], "birth_date": "2001-04-05", "phones": ["012 999 999"]}
    told = {field.field: field for field in agreement_of_words(one, other)}
    assert told["names"].told.en in {"names sound the same", "names have the same consonants"}
    assert told["birth_date"].told.en == "day of birth nearly the same, or day and month exchanged"
    assert told["phones"].level == told["phones"].of == 1
    assert told["address"].told is None
    assert told["documents"].told is None


@given(values, values)
def test_the_order_of_the_two_changes_no_level(one, other):
    levels = [[field.level for field in agreement_of_words(*pair)] for pair in ((one, other), (other, one))]
    assert levels[0] == levels[1]
