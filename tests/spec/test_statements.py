"""What was said, by whom, and what it claims: the reader of statements by example."""

from datetime import date
from decimal import Decimal

from sarana.science.statements import (
    ClaimKind,
    Comparison,
    Direction,
    Official,
    StatementKind,
    read_statements,
    read_text,
)

ARTICLE = """\
Governor Sok Dara, who also chairs the provincial committee, said the raids would go on for as long as workers are held.

“We closed two sites this month,” he said. “Nobody was hurt.”

Chan Maly, director of the shelter Phka Lotus, told reporters on 4 May that 23 women had arrived since Monday. Therefore, \
the ministry must send more social workers, she added.

The prison department disagreed with what it called an exaggeration by outsiders.

According to Maly, most of them were deceived online.
"""


def test_each_statement_has_its_full_speaker_and_role() -> None:
    statements = read_statements(ARTICLE)
    assert [(s.speaker, s.kind.value) for s in statements] == [
        ("Sok Dara", "indirect"),
        ("Sok Dara", "direct"),
        ("Sok Dara", "continuation"),
        ("Chan Maly", "indirect"),
        ("Chan Maly", "indirect"),
        ("prison department", "embedded"),
        ("Chan Maly", "indirect"),
    ]
    assert statements[1].role == "Governor; head of the provincial committee"
    assert statements[-1].role == "director of the shelter Phka Lotus"


def test_offsets_point_at_the_words_themselves() -> None:
    for statement in read_statements(ARTICLE):
        assert ARTICLE[statement.start : statement.end] == statement.text
        for claim in statement.claims:
            assert ARTICLE[claim.start : claim.end] == claim.text


def test_words_that_report_nothing_are_no_statements() -> None:
    text = "Police arrested six men. The said building was sealed. It was said to be empty. Officials added three rooms."
    assert read_statements(text) == []


def test_the_register_of_officials_gives_full_names_and_roles() -> None:
    officials = [
        Official("Kem Rithy", "provincial police chief", "Kampot provincial police", aliases=("Kem R.",))
    ]
    (statement,) = read_statements("Rithy said the road was open again.", officials=officials)
    assert (statement.speaker, statement.role) == ("Kem Rithy", "provincial police chief")


def test_a_number_without_a_noun_hangs_on_the_one_before() -> None:
    text = "In 2017, police recorded 159 cases, up from 92 in 2016, and made 203 arrests, up from 113."
    claims = [c for c in read_text(text).claims if c.value is not None]
    assert [(c.measure, int(c.value or 0), c.label, c.period.label if c.period else "") for c in claims] == [
        ("cases", 159, "", "2017"),
        ("cases", 92, "base", "2016"),
        ("arrests", 203, "", "2017"),
        ("arrests", 113, "base", "2016"),
    ]


def test_parts_belong_to_their_total() -> None:
    text = "They rescued 345 victims, of whom 138 were under 15, 40 were aged 15-17 and 167 were over 18."
    total, *parts = read_text(text).claims
    assert total.value == Decimal(345)
    assert [(p.kind, p.value, p.group) for p in parts] == [
        (ClaimKind.PART, Decimal(value), total.start) for value in (138, 40, 167)
    ]


def test_vague_amounts_keep_their_weakest_meaning() -> None:
    (claim,) = read_text("Operations freed thousands of victims.").claims
    assert (claim.measure, claim.value, claim.low, claim.vague) == (
        "victims_rescued",
        None,
        Decimal(2000),
        True,
    )


def test_separators_of_thousands_are_told_from_decimals() -> None:
    text = "They freed 1.577 victims, then 1,577 victims, or 16.34% more than before."
    assert [c.value for c in read_text(text).claims] == [Decimal(1577), Decimal(1577), Decimal("16.34")]


def test_periods_are_read_against_the_day_of_publication() -> None:
    text = "In the first ten months of last year, at least 20 victims were rescued."
    (claim,) = read_text(text, published_on=date(2023, 2, 1)).claims
    assert claim.period is not None
    assert (claim.period.start, claim.period.end) == (date(2022, 1, 1), date(2022, 10, 31))
    assert claim.comparison is Comparison.AT_LEAST


def test_tiers_trends_commitments_and_obligations_are_claims_too() -> None:
    text = (
        "The US downgraded Cambodia to Tier 3 in July 2022. There was a reduction in the number of victims. "
        "The committee will open six shelters. Ministries must share their data."
    )
    kinds = {claim.kind: claim for claim in read_text(text).claims}
    assert kinds[ClaimKind.TIER].trend is Direction.DOWN
    assert kinds[ClaimKind.TREND].trend is Direction.DOWN
    assert {ClaimKind.COMMITMENT, ClaimKind.OBLIGATION} <= set(kinds)


def test_khmer_is_read_by_the_same_door() -> None:
    text = (
        "លោក សុខ ដារ៉ា អ្នកនាំពាក្យក្រសួងមហាផ្ទៃ បានឱ្យដឹងថា នគរបាលបានសង្គ្រោះជនរងគ្រោះ២៣នាក់ នៅខេត្តកំពត ក្នុងឆ្នាំ២០២២។ "
        "លោកបានបន្ថែមថា ជនសង្ស័យ ៥នាក់ ត្រូវបានចាប់ខ្លួន។"
    )
    first, second = read_statements(text)
    assert (first.speaker, first.role) == ("សុខ ដារ៉ា", "អ្នកនាំពាក្យក្រសួងមហាផ្ទៃ")
    assert second.speaker == first.speaker
    (rescued,) = first.claims
    assert (rescued.measure, rescued.value, rescued.place) == ("victims_rescued", Decimal(23), "Kampot")
    assert [claim.value for claim in second.claims] == [Decimal(5)]
    assert first.kind is StatementKind.INDIRECT


def test_a_promise_ends_with_its_quotation() -> None:
    for text in (
        "“We will keep our word,” Sok Dara said.",
        '"We will keep our word," Sok Dara said.',
        "Sok Dara said: «We will keep our word.»",
    ):
        (claim,) = [c for c in read_text(text).claims if c.kind is ClaimKind.COMMITMENT]
        assert claim.text == "will keep our word"
