"""A sentence's words: what spares the rules their patterns must never hide what the patterns would find."""

from hypothesis import given
from hypothesis import strategies as st

from sarana.science.statements import nouns
from sarana.science.statements.numbers import numbers_in
from sarana.science.statements.text import words_of

WORDS = (
    "Police", "rescued", "victims", "victim", "from", "a", "tip-off", "requests for help", "requests", "migrant workers", "social workers",
    "reporting units", "23", "and", "Cambodians", "South Koreans", "cases;", "casesX", "passers-by", "(arrests)", "ជនរងគ្រោះ", "ករណី",
)  # fmt: skip
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join)


def test_words_are_whole_and_keep_their_places() -> None:
    words = words_of("İt said: “he said”, unsaid_said SAID")
    assert words.places(frozenset(["said"])) == [(3, "said"), (13, "said"), (32, "said")]
    assert "unsaid_said" in words.present
    assert not words.khmer


@given(sentences, st.data())
def test_a_noun_is_found_where_its_pattern_finds_it_between_any_two_offsets(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    hits = [*nouns._NOUN.finditer(text, start, end)]
    khmer = [*nouns._KHMER_NOUN.finditer(text, start, end)]
    first = (hits or khmer or [None])[0]
    last = (khmer or hits or [None])[-1]
    for match, found in (
        (first, nouns.noun_at(text, start, end)),
        (last, nouns.noun_at(text, start, end, last=True)),
    ):
        assert found == (match and (match.lastgroup, match.start(), match.end()))


def test_a_number_in_words_is_found_in_any_case() -> None:
    found = numbers_in("TWO HUNDRED victims and Twenty-Three others, dozens of cases", [])
    assert [(int(n.value or n.low or 0), n.vague) for n in found] == [(200, False), (23, False), (24, True)]
