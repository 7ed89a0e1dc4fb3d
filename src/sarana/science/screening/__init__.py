"""Names against sanctions and watch lists: reading the lists, finding whom a name may mean, saying why."""

from sarana.science.screening.births import births_in
from sarana.science.screening.evidence import Query
from sarana.science.screening.exchange import read_table
from sarana.science.screening.formats import read_list
from sarana.science.screening.index import RECOMMENDED_THRESHOLD, Hit, ScreeningIndex
from sarana.science.screening.listed import (
    Birth,
    ListedAs,
    ListedEntry,
    ListedName,
    ListNotUsable,
    ListVersion,
    Regime,
    difference,
)

__all__ = [
    "RECOMMENDED_THRESHOLD",
    "Birth",
    "Hit",
    "ListNotUsable",
    "ListVersion",
    "ListedAs",
    "ListedEntry",
    "ListedName",
    "Query",
    "Regime",
    "ScreeningIndex",
    "births_in",
    "difference",
    "read_list",
    "read_table",
]
