"""What stands in the files that an archive is read into: one row a statement, and one for what a text claims itself."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from sarana.measure.press.articles import Article
from sarana.science.statements import Claim, Reading, Statement
from sarana.science.statements.likeness import signature_of

_CLAIM = pa.struct(
    [
        ("kind", pa.string()),
        ("measure", pa.string()),
        ("value", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("comparison", pa.string()),
        ("period_start", pa.date32()),
        ("period_end", pa.date32()),
        ("place", pa.string()),
        ("population", pa.string()),
        ("text", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
    ]
)
# One row a statement; what the text claims in its own voice is a row of kind "narrated" without a speaker.
SCHEMA = pa.schema(
    [
        ("archive", pa.string()),
        ("address", pa.string()),
        ("fetched_at", pa.string()),
        ("published_on", pa.date32()),
        ("title", pa.string()),
        ("language", pa.string()),
        ("digest", pa.string()),
        ("signature", pa.binary()),
        ("kind", pa.string()),
        ("speaker", pa.string()),
        ("role", pa.string()),
        ("organisation", pa.string()),
        ("cue", pa.string()),
        ("text", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("method", pa.string()),
        ("confidence", pa.float64()),
        ("claims", pa.list_(_CLAIM)),
    ]
)


def rows_of_text(
    archive: str, address: str, fetched_at: str, article: Article, reading: Reading
) -> Iterator[dict[str, Any]]:
    """The rows of one page: each statement, and what the text claims in its own voice."""
    of_text = {
        "archive": archive,
        "address": address,
        "fetched_at": fetched_at,
        "published_on": article.published_on,
        "title": article.title,
        "language": reading.language,
        "digest": hashlib.sha256(article.text.encode()).hexdigest(),
        "signature": signature_of(article.text),
    }
    for statement in reading.statements:
        yield of_text | _statement(statement)
    if reading.narrative_claims or not reading.statements:
        yield of_text | {"kind": "narrated", "claims": [_claim(claim) for claim in reading.narrative_claims]}


def _statement(said: Statement) -> dict[str, Any]:
    plain = {
        name: getattr(said, name)
        for name in ("speaker", "role", "organisation", "cue", "text", "start", "end", "method", "confidence")
    }
    return plain | {"kind": said.kind.value, "claims": [_claim(claim) for claim in said.claims]}


def _claim(claim: Claim) -> dict[str, Any]:
    numbers = {
        name: None if (number := getattr(claim, name)) is None else float(number)
        for name in ("value", "low", "high")
    }
    plain = {
        name: getattr(claim, name) for name in ("measure", "place", "population", "text", "start", "end")
    }
    period = {
        "period_start": claim.period.start if claim.period else None,
        "period_end": claim.period.end if claim.period else None,
    }
    return numbers | plain | period | {"kind": claim.kind.value, "comparison": claim.comparison.value}
