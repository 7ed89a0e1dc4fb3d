from hypothesis import given
from hypothesis import strategies as st

from sarana.science.statements.nearest import ranked

PLAN = {
    "1.1": ("Open shelters for victims", "បើកទីជម្រកសម្រាប់ជនរងគ្រោះ"),
    "1.2": ("Compensate victims from seized assets", "ផ្តល់សំណងដល់ជនរងគ្រោះ"),
    "2.1": ("Inspect employment agencies", "ត្រួតពិនិត្យទីភ្នាក់ងារជ្រើសរើសពលករ"),
}


def first(words: str) -> str:
    return ranked(words, PLAN)[0][0]


def test_the_title_with_most_of_the_rare_words_comes_first() -> None:
    assert first("The ministry will open a new shelter for victims in the north") == "1.1"
    assert first("We promise compensation to all victims") == "1.2"
    assert first("Inspectors will visit every recruitment agency") == "2.1"


def test_khmer_needs_no_spaces() -> None:
    assert first("រដ្ឋាភិបាលនឹងបើកទីជម្រកថ្មី") == "1.1"
    assert first("យើងនឹងផ្តល់សំណងជូនពួកគេ") == "1.2"


def test_what_shares_no_word_is_not_offered() -> None:
    assert ranked("The road will be mended", PLAN) == []
    assert ranked("", PLAN) == []
    assert [key for key, _ in ranked("agencies", PLAN)] == ["2.1"]


@given(st.text(max_size=80), st.dictionaries(st.integers(), st.tuples(st.text(max_size=40)), max_size=5))
def test_shares_lie_between_none_and_all_and_fall(words: str, titles: dict[int, tuple[str]]) -> None:
    shares = [share for _, share in ranked(words, titles, most=3)]
    assert len(shares) <= 3
    assert shares == sorted(shares, reverse=True)
    assert all(0 < share <= 1.000001 for share in shares)
