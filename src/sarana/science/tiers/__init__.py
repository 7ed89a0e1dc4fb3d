"""The US test of a country's efforts against trafficking in persons (22 USC 7106 and 7107) as functions with reasons.

It reads a record; it predicts nobody's judgement. The extent of the problem, the extent of the shortfall and what can
reasonably be asked (22 USC 7107(b)(3)(A)) are weighed by people and have no function here.
"""

from sarana.science.tiers.criteria import (
    CRITERIA,
    CRITERIA_VERSION,
    EFFORTS,
    INDICIA,
    STANDARDS,
    Criterion,
    Group,
)
from sarana.science.tiers.crosswalk import HEADS, SCHEMES, Head, heads_of
from sarana.science.tiers.facts import FACTS, FactKind, Facts, Silence
from sarana.science.tiers.limit import (
    EXPLAINED_BY_LIMIT,
    UNEXPLAINED,
    Ahead,
    Explained,
    Why,
    ahead,
    explain,
    most_years,
    unexplained,
)
from sarana.science.tiers.reading import Answer, Gap, Reading, Told, read, what_would_move
from sarana.science.tiers.standards import Finding, Standing, all_findings, find
from sarana.science.tiers.tier import RANK, CountryYear, History, Tier, histories

__all__ = [
    "CRITERIA", "CRITERIA_VERSION", "EFFORTS", "EXPLAINED_BY_LIMIT", "FACTS", "HEADS", "INDICIA", "RANK", "SCHEMES",
    "STANDARDS", "UNEXPLAINED", "Ahead", "Answer", "CountryYear", "Criterion", "Explained", "FactKind", "Facts", "Finding", "Gap",
    "Group", "Head", "History", "Reading", "Silence", "Standing", "Tier", "Told", "Why", "ahead", "all_findings", "explain", "find",
    "heads_of", "histories", "most_years", "read", "unexplained", "what_would_move",
]  # fmt: skip
