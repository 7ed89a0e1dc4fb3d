from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sarana.science.statements import Claim, ClaimKind, Direction, Finding, Word
from sarana.science.statements.arithmetic import percent_verdict
from sarana.science.statements.sums import sum_verdict


def change(stated: str, trend: Direction) -> Claim:
    return Claim(
        ClaimKind.PERCENT,
        "cases",
        stated,
        0,
        1,
        value=Decimal(stated),
        unit="percent",
        trend=trend,
        label="change",
    )


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_rounded_percentage_is_right(old: int, new: int) -> None:
    true = abs(Decimal(new - old)) / old * 100
    stated = true.quantize(Decimal("0.01"))
    trend = Direction.UP if new >= old else Direction.DOWN
    assert percent_verdict(change(str(stated), trend), Decimal(new), Decimal(old)).word is Word.SUPPORTED


def test_the_new_value_as_base_is_named() -> None:
    verdict = percent_verdict(change("16.34", Direction.UP), Decimal(104), Decimal(87))
    assert verdict.finding is Finding.WRONG_ARITHMETIC
    assert "17 was divided by the new value 104" in verdict.explanation_en
    assert "១០៤" in verdict.explanation_km


def test_the_wrong_way_round_is_wrong() -> None:
    assert (
        percent_verdict(change("25", Direction.DOWN), Decimal(125), Decimal(100)).word
        is Word.WRONG_ARITHMETIC
    )


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=8), st.integers(1, 500))
def test_sums(parts: list[int], rest: int) -> None:
    values = [Decimal(part) for part in parts]
    total = sum(values, Decimal(0))
    assert sum_verdict(total, values, partial=False).word is Word.SUPPORTED
    assert sum_verdict(total + rest, values, partial=True).word is Word.PARTIAL_LIST
    short = sum_verdict(total + rest, values, partial=False)
    assert (short.word, short.finding) == (Word.PARTS_DO_NOT_SUM, Finding.REMAINDER_UNEXPLAINED)
    if total >= rest:
        assert sum_verdict(total - rest, values, partial=True).finding is Finding.PARTS_EXCEED_TOTAL
