"""Checks of claims as schema.org ClaimReview, the form that search engines and fact-checking tools read."""

from datetime import date
from typing import Any

from sarana.science.statements import JudgedClaim, Verdict, Word

_BEST, _WORST = 5, 1
# Only what is plainly right or wrong gets a number; everything else is told in words.
_RATED = {
    Word.SUPPORTED: _BEST,
    Word.CONTRADICTED: _WORST,
    Word.WRONG_ARITHMETIC: _WORST,
    Word.MISQUOTED: _WORST,
}


def claim_review(
    judged: JudgedClaim, *, sentence: str, address: str, said_on: date | None, checked_on: date
) -> dict[str, Any]:
    """One claim's verdict; the reviewer is named by what it is, since every country has its own.

    Args:
        judged: the claim with its verdicts.
        sentence: what was said, whole.
        address: where the check stands.
        said_on: the day of speaking, if it is known.
        checked_on: the day of checking.
    """
    claim: dict[str, Any] = {"@type": "Claim", "text": sentence}
    if said_on:
        claim["datePublished"] = said_on.isoformat()
    speaker = judged.statement.speaker if judged.statement else ""
    if speaker:
        claim["author"] = {"@type": "Person", "name": speaker}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": address,
        "datePublished": checked_on.isoformat(),
        "author": {"@type": "Organization", "name": "Sarana, published figures"},
        "claimReviewed": judged.claim.text if len(sentence) > len(judged.claim.text) else sentence,
        "itemReviewed": claim,
        "reviewRating": _rating(judged.verdict),
        "citation": list(judged.verdict.sources),
    }


def _rating(verdict: Verdict) -> dict[str, Any]:
    told: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": verdict.word.value,
        "ratingExplanation": verdict.explanation_en,
    }
    if verdict.word in _RATED:
        told |= {"ratingValue": _RATED[verdict.word], "bestRating": _BEST, "worstRating": _WORST}
    return told
