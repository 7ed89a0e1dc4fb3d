"""The real article of August 2022: every statement with its full speaker and role, and no false one."""

import csv
from datetime import date
from pathlib import Path

import pytest

from sarana.science.statements import ClaimKind, Figure, Word, check_claim, judge, read_text

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not SHARED.exists(), reason="the shared folder of real data is not beside the project"
    ),
]
SAID_ON = date(2022, 8, 11)
MINISTER = ("Sar Kheng", "Minister of Interior")
RIGHTS_GROUP = ("Am Sam Ath", "deputy director of rights group LICADHO")
IMMIGRATION = ("Kirth Chantharith", "head of the interior ministry’s General Department of Immigration")
STATE_DEPARTMENT = ("US Department of State", "")
EXPECTED = [
    MINISTER, STATE_DEPARTMENT, STATE_DEPARTMENT, MINISTER, MINISTER, RIGHTS_GROUP, RIGHTS_GROUP, RIGHTS_GROUP, RIGHTS_GROUP,
    IMMIGRATION, IMMIGRATION, IMMIGRATION, IMMIGRATION, IMMIGRATION, IMMIGRATION,
]  # fmt: skip


def figures() -> list[Figure]:
    def day(text: str) -> date | None:
        return date.fromisoformat(text) if text else None

    with (SHARED / "figures" / "figures.csv").open(encoding="utf-8") as rows:
        return [
            Figure(
                row["indicator"],
                row["value"],
                day(row["period_start"]),
                day(row["period_end"]),
                row["claimant"],
                row["scope"],
                "",
                row["source"],
                row["note"],
            )
            for row in csv.DictReader(rows)
        ]


def article() -> str:
    return (SHARED / "press" / "article-2022-08.txt").read_text(encoding="utf-8")


def test_all_fifteen_statements_and_no_other() -> None:
    statements = read_text(article(), published_on=SAID_ON).statements
    assert len(statements) == len(EXPECTED)
    for statement, (speaker, role) in zip(statements, EXPECTED, strict=True):
        assert statement.speaker == speaker
        assert statement.role.startswith(role)


def test_trend_vague_amount_tiers_and_commitments_are_found() -> None:
    reading = read_text(article(), published_on=SAID_ON)
    kinds = [claim.kind for claim in reading.claims]
    assert any(claim.vague and claim.measure == "victims_rescued" for claim in reading.claims)
    assert ClaimKind.TREND in kinds
    assert [claim.label for claim in reading.claims if claim.kind is ClaimKind.TIER] == ["3"] * 4
    assert kinds.count(ClaimKind.COMMITMENT) >= 4
    assert ClaimKind.OBLIGATION in kinds


def test_thousands_freed_holds_over_the_years_and_for_no_single_year() -> None:
    reading = read_text(article(), published_on=SAID_ON)
    judged = judge(reading.statements, figures(), narrated=reading.narrative_claims, said_on=SAID_ON)
    (freed,) = [row for row in judged if row.claim.vague]
    assert freed.verdict.word is Word.SUPPORTED_UNDER_DEFINITION
    own = [o for o in freed.verdict.outcomes if o.definition == "victims rescued"]
    assert {o.period for o in own if o.holds} == {"2016–2021"}
    assert all(not o.holds for o in own if o.period.isdigit())
    (trend,) = [
        row
        for row in judged
        if row.claim.kind is ClaimKind.TREND and row.statement and "reduction" in row.claim.text
    ]
    assert trend.verdict.word is Word.CONTRADICTED
    tiers = [row for row in judged if row.claim.kind is ClaimKind.TIER]
    assert {row.verdict.word for row in tiers} == {Word.SUPPORTED}
    assert all(row.verdict.explanation_en and row.verdict.explanation_km for row in judged)


def rows() -> list[dict[str, str]]:
    if not SHARED.exists():
        return []
    with (SHARED / "figures" / "claims.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_every_real_claim_reaches_the_careful_checkers_verdict(row: dict[str, str]) -> None:
    said_on = date.fromisoformat(
        (row["said_on"] + "-12-28")[:10] if len(row["said_on"]) < 8 else row["said_on"]
    )
    verdict = check_claim(
        row["claim_paraphrased"],
        check=row["check"],
        claimant=row["claimant"],
        said_on=said_on,
        figures=figures(),
    )
    assert verdict.finding == row["expected_verdict"]
    assert verdict.explanation_en
    assert verdict.explanation_km
