"""Check whether the parts that a text lists make up its total."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from sarana.science.statements.kinds import Claim, ClaimKind, Finding, Verdict, Word
from sarana.science.statements.wording import number, sentence

if TYPE_CHECKING:
    from collections.abc import Sequence


_SEX = re.compile(r"\b(?:women|woman|men|man|females?|males?)\b|ស្ត្រី|បុរស|ស្រី|ប្រុស", re.IGNORECASE)
_AGE = re.compile(
    r"\b(?:under|over|aged|minors?|children|adults?|juveniles?|girls?|boys?|years)\b|កុមារ", re.IGNORECASE
)
_NATION = re.compile(
    r"\bfrom\b|\b[A-Z]\w+(?:ese|ians?|ans?|is)\b|\bforeign|\bnationals?\b|ជនជាតិ", re.IGNORECASE
)


def sum_verdict(total: Decimal, parts: Sequence[Decimal], *, partial: bool) -> Verdict:
    """Judge whether parts make up a total; a list that says "including" need not."""
    added = sum(parts, Decimal(0))
    listed = " + ".join(number(part) for part in parts)
    shown = (f"{listed} = {number(added)}", f"{number(total)} − {number(added)} = {number(total - added)}")
    rest = total - added
    if rest == 0:
        english, khmer = sentence("parts sum", parts=listed, sum=added)
        return Verdict(Word.SUPPORTED, Finding.CORRECT, english, khmer, shown, added, added)
    if rest < 0:
        english, khmer = sentence("parts exceed", parts=listed, sum=added, total=total, rest=-rest)
        return Verdict(Word.PARTS_DO_NOT_SUM, Finding.PARTS_EXCEED_TOTAL, english, khmer, shown, added, added)
    if partial:
        english, khmer = sentence("partial list", parts=listed, sum=added, total=total, rest=rest)
        return Verdict(Word.PARTIAL_LIST, Finding.PARTIAL_LIST, english, khmer, shown, added, added)
    english, khmer = sentence("remainder", parts=listed, sum=added, total=total, rest=rest)
    return Verdict(Word.PARTS_DO_NOT_SUM, Finding.REMAINDER_UNEXPLAINED, english, khmer, shown, added, added)


def sum_verdicts(claims: Sequence[Claim]) -> list[tuple[int, Verdict]]:
    """Return verdicts on the totals whose parts a text lists, each with the index of the total."""
    groups: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims:
        if (
            claim.kind is ClaimKind.PART
            and claim.group is not None
            and claim.value is not None
            and claim.unit == "count"
        ):
            groups[claim.group].append(claim)
    found: list[tuple[int, Verdict]] = []
    for start, parts in groups.items():
        index = next(
            (i for i, claim in enumerate(claims) if claim.start == start and claim.value is not None), None
        )
        if index is None:
            continue
        total = claims[index].value or Decimal(0)
        for members in _listed(parts, total):
            values = [member.value or Decimal(0) for member in members]
            partial = any(member.listing == "partial" for member in members)
            if len(members) > 1 or sum(values) > total:
                found.append((index, sum_verdict(total, values, partial=partial)))
    return found


def _listed(parts: list[Claim], total: Decimal) -> list[list[Claim]]:
    """Group the parts that ought to make up the total.

    Parts by sex and parts by age overlap and are summed apart, unless all together give the total ("90 men, 200 women and
    90 children").
    """
    parts = [part for part in parts if part.label not in ("of next", "of those")]
    if sum((part.value or Decimal(0) for part in parts), Decimal(0)) == total:
        return [parts]
    by_dimension: dict[str, list[Claim]] = defaultdict(list)
    for part in parts:
        by_dimension[_dimension(part)].append(part)
    return list(by_dimension.values())


def _dimension(part: Claim) -> str:
    words = f"{part.label} {part.population}"
    for name, pattern in (("age", _AGE), ("sex", _SEX), ("nation", _NATION)):
        if pattern.search(words):
            return name
    return "nation" if part.place else "status"
