"""Hold a number that is quoted from a document against the document’s own text."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from sarana.science.statements.definitions import indicators_for, value_of
from sarana.science.statements.kinds import Claim, Figure, Finding, Verdict, Word
from sarana.science.statements.wording import number, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence


_MATCH = Decimal("0.1")
# Who publishes a document, by the words that name it: a figure from there is its own text, any other is a reading of it.
PUBLISHERS = (
    (
        re.compile(r"\bTIP\b|Trafficking in Persons Report|State Department|US report", re.IGNORECASE),
        "state.gov",
    ),
    (re.compile(r"\bUNODC\b|World Drug Report|Global Report on Trafficking", re.IGNORECASE), "unodc.org"),
    (re.compile(r"\bOHCHR\b|UN Human Rights Office", re.IGNORECASE), "ohchr.org"),
    (re.compile(r"\bFATF\b", re.IGNORECASE), "fatf-gafi.org"),
    (re.compile(r"\bILO\b", re.IGNORECASE), "ilo.org"),
    (re.compile(r"\bIOM\b", re.IGNORECASE), "iom.int"),
    (re.compile(r"\bAmnesty\b", re.IGNORECASE), "amnesty.org"),
    (re.compile(r"\bHuman Rights Watch\b|\bHRW\b", re.IGNORECASE), "hrw.org"),
)


def quotation_verdict(claim: Claim, document: str, figures: Sequence[Figure]) -> Verdict | None:
    """Compare a number quoted from a document with the document's own text; None when its text is not on file."""
    host = next((host for pattern, host in PUBLISHERS if pattern.search(document)), None)
    if host is None or (claim.value is None and claim.low is None):
        return None
    year = re.search(r"\b(20\d\d)\b", document)
    wanted = set(indicators_for(claim)) | (
        {"estimated_forced_scam_workers"} if re.search(r"estimat", document, re.IGNORECASE) else set()
    )
    own = [
        f
        for f in figures
        if (
            host in f.source
            or (
                " via " not in f.claimant
                and f.claimant
                and any(p.search(f.claimant) for p, h in PUBLISHERS if h == host)
            )
        )
        and f.indicator in wanted
        and (
            year is None
            or year.group(1) in f.source
            or (f.period_end and str(f.period_end.year) == year.group(1))
        )
    ]
    if not own:
        return None
    stated = claim.value if claim.value is not None else claim.low or Decimal(0)
    best = min(own, key=lambda f: abs((value_of(f) or Decimal(0)) - stated))
    true = value_of(best) or Decimal(0)
    right = abs(true - stated) <= true * _MATCH
    english, khmer = sentence(
        "quoted right" if right else "misquoted", true=true, who=best.claimant, stated=stated
    )
    word, finding = (Word.SUPPORTED, Finding.CORRECT) if right else (Word.MISQUOTED, Finding.MISQUOTE_LIKELY)
    return Verdict(
        word,
        finding,
        english,
        khmer,
        (f"{number(stated)} ≠ {number(true)}" if not right else number(true),),
        true,
        true,
        figures=(best,),
    )


def names_document(text: str) -> bool:
    """Tell whether a text names a document whose publisher is known."""
    return any(pattern.search(text) for pattern, _ in PUBLISHERS)
