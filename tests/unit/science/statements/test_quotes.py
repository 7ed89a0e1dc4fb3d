from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.science.statements.quotes import mask, quotations


@pytest.mark.parametrize(
    ("paragraph", "inner"),
    [
        ("“We will not stop,” he said.", ["We will not stop"]),
        ('"We will not stop," he said. "Not now."', ["We will not stop", "Not now."]),
        ("‘The workers’ pay was late,’ she said.", ["The workers’ pay was late"]),
        ("The workers' pay wasn't late.", []),
        ("“He said ‘go’ and we went,” she said.", ["He said ‘go’ and we went"]),
        ("«យើងនឹងបន្តធ្វើការងារនេះ»", ["យើងនឹងបន្តធ្វើការងារនេះ"]),
        ("“It goes on in the next paragraph.", ["It goes on in the next paragraph."]),
    ],
)
def test_quotations(paragraph: str, inner: list[str]) -> None:
    assert [paragraph[q.inner_start : q.inner_end] for q in quotations(paragraph)] == inner


@given(st.text(alphabet="ab \n.,'\"“”‘’«»", max_size=200))
def test_the_mask_keeps_every_offset(paragraph: str) -> None:
    quotes = quotations(paragraph)
    assert len(mask(paragraph, quotes)) == len(paragraph)
    assert all(q.start <= q.inner_start <= max(q.inner_start, q.inner_end) <= q.end for q in quotes)
    assert all(a.end <= b.start for a, b in pairwise(quotes))
