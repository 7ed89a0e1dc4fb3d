"""Rules that hold for every name, found by trying many."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from sarana.science.names import compare, normalise, normalise_khmer, romanise, search_keys
from sarana.science.names.keys import MOST_KEYS

KHMER = st.text(alphabet=[chr(code) for code in range(0x1780, 0x17DE)], max_size=12)
WORDS = st.sampled_from(
    [
        "Sok",
        "Dara",
        "Chea",
        "Sophea",
        "Vuthy",
        "Keo",
        "Pisey",
        "Nguyen",
        "Thi",
        "Hoa",
        "Van",
        "Tran",
        "Somchai",
        "Ahmad",
        "bin",
        "Yusof",
        "al",
        "Haddad",
        "Kim",
        "Ji",
        "Woo",
        "J",
        "M",
        "ជា",
        "សុភា",
        "ហេង",
        "វុទ្ធី",
        "ស្រីពៅ",
        "Сергей",
        "Воронин",
        "يوسف",
        "حداد",
        "สมชาย",
        "Sophal",
        "Sophat",
        "Sreymom",
        "Sreypov",
        "Daramony",
        "Mony",
    ]
)
NAMES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
ANYTHING = st.text(max_size=60)


@given(ANYTHING)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(KHMER)
def test_khmer_spelling_is_stable(text: str) -> None:
    once = normalise_khmer(text)
    assert normalise_khmer(once) == once
    assert normalise(normalise(text)) == normalise(text)


@given(ANYTHING)
def test_romanisation_is_plain_latin(text: str) -> None:
    latin = romanise(text)
    assert latin.isascii()
    assert latin == latin.lower().strip()


@given(ANYTHING, ANYTHING)
def test_any_text_is_compared_both_ways_alike(one: str, other: str) -> None:
    score = compare(one, other).score
    assert 0.0 <= score <= 1.0
    assert score == compare(other, one).score


@given(ANYTHING)
def test_keys_are_few_plain_and_stable(text: str) -> None:
    keys = search_keys(text)
    assert len(keys) <= MOST_KEYS
    assert all(key.isascii() and key[0] in "wpt" for key in keys)
    assert keys == search_keys(text)


@given(NAMES)
def test_a_name_is_itself(name: str) -> None:
    assert compare(name, name).score == 1.0
    assert search_keys(name) == search_keys(name.upper())


@given(NAMES, NAMES, st.randoms(use_true_random=False))
def test_the_order_of_words_does_not_matter(one: str, other: str, chance: random.Random) -> None:
    words = one.split()
    chance.shuffle(words)
    shuffled = " ".join(words)
    assert compare(shuffled, other).score == compare(one, other).score
    assert search_keys(shuffled) == search_keys(one)


@settings(max_examples=400)
@given(NAMES, NAMES, WORDS)
def test_a_word_added_to_both_names_never_lowers_the_score(one: str, other: str, word: str) -> None:
    assert compare(f"{one} {word}", f"{other} {word}").score >= compare(one, other).score
