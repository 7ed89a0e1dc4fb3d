"""Every verdict word by example, with its arithmetic, in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from sarana.science.statements import Figure, Finding, Word, check_claim, judge, read_text


def year(indicator: str, value: str, of: int, claimant: str = "Committee", **more: str) -> Figure:
    return Figure(
        indicator,
        value,
        date(of, 1, 1),
        date(of, 12, 31),
        claimant,
        "all",
        source="https://ledger.example",
        **more,
    )


def running(indicator: str, value: str, end: date) -> Figure:
    return Figure(indicator, value, date(2032, 1, 1), end, "Ministry", "all", source="https://ledger.example")


LEDGER = [
    year("cases", "150", 2031),
    year("cases", "141", 2031, "Police"),
    year("cases", "135", 2032),
    year("victims_rescued", "800", 2030),
    year("victims_rescued", "900", 2031),
    year("victims_rescued", "700", 2032),
    year("us_tip_tier", "2WL", 2031, "US State TIP"),
    year("us_tip_tier", "3", 2032, "US State TIP"),
    running("foreigners_rescued", "900", date(2032, 8, 31)),
    running("foreigners_rescued", "700", date(2032, 12, 31)),
    running("deported", "4000", date(2032, 6, 30)),
    running("deported", "60000", date(2032, 7, 31)),
]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("In 2032 there were 135 cases.", Word.SUPPORTED),
        ("In 2032 there were 200 cases.", Word.CONTRADICTED),
        ("Thousands of victims were freed.", Word.SUPPORTED_UNDER_DEFINITION),
        ("Cases fell 11.1 per cent in 2032, from 150 to 135.", Word.WRONG_ARITHMETIC),
        ("The office counted 90 requests: 50 were answered, 30 were closed.", Word.PARTS_DO_NOT_SUM),
        (
            "The ministry brought home 70 people, including 20 from Thailand and 10 from Laos.",
            Word.PARTIAL_LIST,
        ),
        ("In 2031 there were 150 cases.", Word.CONFLICT),
        ("In 2032, 700 foreigners were rescued.", Word.FALLS_OVER_TIME),
        ("By the end of July 2032, 60,000 foreigners were deported.", Word.IMPLAUSIBLE_JUMP),
        ("Over 400 suspects and victims were arrested and rescued.", Word.MIXED_UNITS),
        ("The country was downgraded to Tier 3 in 2032.", Word.SUPPORTED),
        ("In 2029 there were 12 raids.", Word.NOT_CHECKABLE),
    ],
)
def test_the_gravest_verdict_of_a_sentence(text: str, word: Word) -> None:
    reading = read_text(text, published_on=date(2033, 2, 1))
    judged = judge(reading.statements, LEDGER, narrated=reading.narrative_claims, said_on=date(2033, 2, 1))
    assert word in {row.verdict.word for row in judged}
    for row in judged:
        assert row.verdict.explanation_en.endswith((".", "?"))
        assert any("ក" <= char <= "៿" for char in row.verdict.explanation_km)


def test_opposite_statuses_are_a_dispute_and_both_are_kept() -> None:
    text = (
        "Police said the 41 men were not victims. The embassy insisted that all of them were forced to work."
    )
    judged = judge(read_text(text).statements)
    assert {row.verdict.word for row in judged} == {Word.DISPUTED_STATUS}


def test_a_later_revision_supersedes() -> None:
    figures = [
        year("boat_total_involved", "67", 2032, "Embassy"),
        year(
            "boat_total_involved",
            "71",
            2032,
            "Border guard",
            note="56 escaped, 15 handed over: revision of 67",
        ),
    ]
    verdict = check_claim("67 people were involved in the boat escape", check="superseded", figures=figures)
    assert (verdict.word, verdict.low) == (Word.SUPERSEDED, None)


def test_a_document_on_file_speaks_for_itself() -> None:
    text = "The 2032 TIP report estimates that more than 5,000 people are held"
    source = "https://www.state.gov/reports/2032-trafficking-in-persons-report/"
    figure = Figure(
        "estimated_forced_scam_workers", "50000", None, date(2032, 6, 15), "NGOs via TIP", source=source
    )
    verdict = check_claim(text, check="quote_check", figures=[figure])
    assert (verdict.word, verdict.low) == (Word.MISQUOTED, Decimal(50000))
    assert verdict.sources == (source,)


def test_not_checkable_names_the_record_that_would_help() -> None:
    verdict = check_claim("12 raids were held in 2029", figures=LEDGER)
    assert verdict.finding is Finding.NOT_CHECKABLE
    assert verdict.checkable_with


def test_thousands_hold_over_the_years_only() -> None:
    reading = read_text("Thousands of victims were freed.", published_on=date(2033, 2, 1))
    (row,) = judge((), LEDGER, narrated=reading.narrative_claims, said_on=date(2033, 2, 1))
    assert {o.period for o in row.verdict.outcomes if o.holds and o.definition == "victims rescued"} == {
        "2030–2032"
    }
    assert (row.verdict.low, row.verdict.high) == (Decimal(700), Decimal(2400))
