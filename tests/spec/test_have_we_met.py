"""# Have we met her?

Somebody sits at the desk and says who she is. Before she is put on record the register answers whether it knows her, among a
million persons in a few thousandths of a second, though every name is sealed: it looks for keyed tokens of two or three facts
at once, each of which few persons share.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.base.ledger.models import Entry
from sarana.base.vault.actions import (
    build_identity,
    erase_identity,
    keep_identity,
    keep_tokens,
)
from sarana.base.vault.enums import TokenKind
from sarana.base.vault.indexing import index_identities
from sarana.base.vault.meeting import identities_met, identities_met_or_like, keys_met
from sarana.base.vault.models import Identity, SearchToken
from sarana.base.vault.sealing import key_of
from sarana.base.vault.together import asked_together, facts_together, places_in

HER = {
    "names": ["Chan Sreyleak"],
    "birth_date": "1998-03-07",
    "phones": ["012 345 678"],
    "address": "Phum Thmei, Sangkat Svay Por, Battambang province",
}
days = st.dates().map(lambda day: day.isoformat())
persons = st.fixed_dictionaries(
    {"names": st.lists(st.sampled_from(["Sok Dara", "សុខ ដារ៉ា", "Kim", "លី ស្រីមុំ", "", "王小明"]), max_size=2)},
    optional={
        "birth_date": days | st.sampled_from(["1999", "1999-04", "no day", ""]),
        "address": st.sampled_from(["Kampot", "ឃុំស្វាយ, ខេត្តកំពត", "?!"]),
    },
)


@pytest.fixture
def her(world):
    """The girl on record."""
    return keep_identity(by=world.officers["investigator"], words=HER)


def best(**words):
    """The first of those who are met."""
    return next((one.identity for one in identities_met(words)), None)


# ## Whatever differs, as long as two facts agree


def test_she_is_met_in_another_script(her):
    assert best(names=["ចាន់ ស្រីលក្ខណ៍", "ចាន់ ស្រីលាក់"], birth_date="1998-03-07") == her


@pytest.mark.parametrize(
    "born",
    ["1998-03-07", "1998-07-03", "1998-01-01", "1998", "1997-03-07", "1999-03-07", "1998-11-30", ""],
    ids=["day", "exchanged", "first of January", "year", "year before", "year after", "other day", "unsaid"],
)
def test_she_is_met_whatever_became_of_her_birth(her, born):
    assert best(names=["Sreyleak Chan"], birth_date=born) == her


def test_she_is_met_by_a_word_of_her_name_and_the_day(her):
    assert best(names=["Chan Xaviera"], birth_date="1998-03-07") == her


def test_she_is_met_by_her_phone_with_the_country_code(her):
    assert best(names=["Somebody Else"], phones=["+855 12 345 678"]) == her


def test_she_is_met_by_name_and_home_without_a_birth(her):
    assert best(names=["Chan Sreyleak"], address="Svay Por, ខេត្តបាត់ដំបង") == her


def test_who_shares_nothing_is_not_met(her):
    assert identities_met({"names": ["Prak Vuthy"], "birth_date": "1971-05-05"}) == []
    assert identities_met({}) == []


def test_a_place_is_one_in_khmer_and_latin_letters():
    assert places_in("ខេត្តបាត់ដំបង") == places_in("Battambang Province") != places_in("Kampot province")


# ## Among many of her name


def test_among_three_hundred_of_her_name_she_comes_first(world, her):
    agency_key = key_of(world.officers["investigator"].agency)
    made, tokens = [], []
    for number in range(300):
        born = f"{1950 + number % 60}-{number % 12 + 1:02d}-{number % 27 + 2:02d}"
        identity, own = build_identity(
            words={"names": ["Chan Sreyleak"], "birth_date": born}, agency_key=agency_key
        )
        made.append(identity)
        tokens += own
    Identity.objects.bulk_create(made)
    keep_tokens(tokens)
    assert best(names=["ចាន់ ស្រីលាក់"], birth_date="1998-03-07") == her
    assert len(keys_met({"names": ["Chan Sreyleak"]})) == 10


def test_ten_are_opened_at_most_and_each_says_why(her):
    [met] = identities_met({"names": ["Chan Sreyleak"], "birth_date": "1998-03-07"})
    assert "born on the same day" in met.reasons
    assert met.score > 0.9


def test_when_nobody_is_surely_she_everybody_like_her_is_shown(her):
    asked = {"names": ["Chan Srayleac"], "birth_date": "1970-09-09"}
    assert her in [one.identity for one in identities_met_or_like(asked)]


@given(persons)
def test_who_says_the_same_again_shares_every_token_that_is_looked_for_as_hers(words):
    asked = asked_together(words)
    if asked:
        assert max(asked, key=lambda text: sum(asked[text])) in facts_together(words)


# ## The tokens


def test_what_is_kept_for_looking_can_not_be_read(her):
    tokens = b"".join(bytes(token) for token in her.tokens.values_list("token", flat=True))
    assert not any(word in tokens for word in (b"Chan", b"1998", b"CNSR", b"12345678"))


def test_the_forgotten_are_not_met(her, world):
    erase_identity(by=world.officers["social_worker"], identity=her, reason="She asked for it")
    assert identities_met(HER) == []


# ## Persons put on record by an older version


def test_older_records_are_indexed_once(her):
    SearchToken.objects.filter(kind=TokenKind.TOGETHER).delete()
    assert index_identities() == 1
    assert best(**HER) == her
    assert index_identities() == 0
    assert index_identities(every=True) == 1
    assert Entry.objects.filter(action="index_identities").count() == 2


def test_who_was_merged_into_another_is_not_found_again(her):
    her.tokens.all().delete()
    assert index_identities(every=True) == 0
    assert identities_met(HER) == []
