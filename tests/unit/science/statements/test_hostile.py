"""Whatever is thrown at the reader, it answers, and its offsets stay true."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarana.science.statements import judge, read_text

PIECES = st.sampled_from(
    [
        "“", "”", '"', "‘", "’", "«", "»", " he said", ", she added, ", "Sok Dara, head of X, said ", "according to ",
        "1.577", "1,577", "២៣នាក់", " victims", " cases ", "in 2021", "same period last year", "up from ", "%", "\u202e", "\u2066",
        "\u200b", "\n\n", ". ", "។", "លោក សុខ ", "បានឱ្យដឹងថា ", "<script>alert(1)</script>", "\x00", "\ue000", "Tier 3", "what it called ",
        "9" * 40, "of whom ", "including ", "(", ")", "H1 2024", "31 February 2022", "’s ", "to ", "—", "\ud800", "🙂",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_crash_and_true_offsets(text: str) -> None:
    reading = read_text(text, published_on=date(2024, 1, 1))
    for statement in reading.statements:
        assert text[statement.start : statement.end] == statement.text
    for claim in reading.claims:
        assert text[claim.start : claim.end] == claim.text
    assert all(row.verdicts for row in judge(reading.statements, narrated=reading.narrative_claims))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_answered(text: str) -> None:
    read_text(text)


@pytest.mark.parametrize(
    "piece", ["“a ‘b ", "he said ", "1.577, ", "Sok, ", "on in at ", "(((", ". ", "ថា ", "and "]
)
def test_long_repetitions_end(piece: str) -> None:
    read_text(piece * 4000)


def test_direction_marks_do_not_hide_a_speaker() -> None:
    text = "\u202eSok Dara\u202c, head of the\u200b unit, said it was late."
    (statement,) = read_text(text).statements
    assert statement.speaker == "Sok Dara"
    assert text[statement.start : statement.end] == statement.text
