"""Which verdict a reader should see first when several are true of one claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sarana.science.statements.kinds import Verdict, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

_ORDER = (
    Word.WRONG_ARITHMETIC,
    Word.MIXED_UNITS,
    Word.FALLS_OVER_TIME,
    Word.MISQUOTED,
    Word.PARTS_DO_NOT_SUM,
    Word.CONTRADICTED,
    Word.IMPLAUSIBLE_JUMP,
    Word.CONFLICT,
    Word.DISPUTED_STATUS,
    Word.SUPERSEDED,
    Word.SUPPORTED_UNDER_DEFINITION,
    Word.PARTIAL_LIST,
    Word.SUPPORTED,
    Word.NOT_CHECKABLE,
)


def gravest(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Sort verdicts, the gravest first; equal ones keep their order."""
    return sorted(verdicts, key=lambda verdict: _ORDER.index(verdict.word))
