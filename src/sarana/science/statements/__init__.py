"""Who said what, what it claims, and whether the record bears it out: English and Khmer, rules only, no model.

:func:`read_text` turns a text into statements and claims, :func:`judge` holds them against the text's own arithmetic,
against each other and against published figures, and :func:`check_claim` answers about one sentence.
"""

from sarana.science.statements.kinds import (
    Claim,
    ClaimKind,
    Comparison,
    Direction,
    Figure,
    Finding,
    JudgedClaim,
    Official,
    Outcome,
    Reading,
    Statement,
    StatementKind,
    Verdict,
    Word,
)
from sarana.science.statements.periods import Period
from sarana.science.statements.reading import read_statements, read_text
from sarana.science.statements.rows import check_claim
from sarana.science.statements.verdicts import judge

__all__ = [
    "Claim",
    "ClaimKind",
    "Comparison",
    "Direction",
    "Figure",
    "Finding",
    "JudgedClaim",
    "Official",
    "Outcome",
    "Period",
    "Reading",
    "Statement",
    "StatementKind",
    "Verdict",
    "Word",
    "check_claim",
    "judge",
    "read_statements",
    "read_text",
]
