"""Tables that can be shown without showing a person, and the attacker who tries them first."""

from sarana.science.disclosure.agreeing import Drawn, agreeing_tables
from sarana.science.disclosure.attack import Finding, Kind, audit, bounds, dominated
from sarana.science.disclosure.complementary import FLOOR, suppress
from sarana.science.disclosure.contained import (
    parts_that_give_way,
    total_gives_way,
    whole_of_some_gives_way,
)
from sarana.science.disclosure.crossed import Crossed, protect_crossed
from sarana.science.disclosure.history import State, audit_contained, audit_states
from sarana.science.disclosure.noise import (
    Budget,
    BudgetSpent,
    expected_error,
    noisy,
    noisy_finest,
    noisy_table,
    not_negative,
    variance_for,
)
from sarana.science.disclosure.opendp_noise import SamplerMissing, opendp_noisy, opendp_version
from sarana.science.disclosure.periods import gives_away, sums_of
from sarana.science.disclosure.reading import TableUnreadable, tables_of
from sarana.science.disclosure.releases import differences
from sarana.science.disclosure.rounding import Rounded, ranges_of, round_tables
from sarana.science.disclosure.suppression import HIDDEN, THRESHOLD, protect_parts
from sarana.science.disclosure.synthesis import Synthetic, synthesize
from sarana.science.disclosure.tables import ALL, Cell, Key, Table, with_totals

__all__ = [
    "ALL",
    "FLOOR",
    "HIDDEN",
    "THRESHOLD",
    "Budget",
    "BudgetSpent",
    "Cell",
    "Crossed",
    "Drawn",
    "Finding",
    "Key",
    "Kind",
    "Rounded",
    "SamplerMissing",
    "State",
    "Synthetic",
    "Table",
    "TableUnreadable",
    "agreeing_tables",
    "audit",
    "audit_contained",
    "audit_states",
    "bounds",
    "differences",
    "dominated",
    "expected_error",
    "gives_away",
    "noisy",
    "noisy_finest",
    "noisy_table",
    "not_negative",
    "opendp_noisy",
    "opendp_version",
    "parts_that_give_way",
    "protect_crossed",
    "protect_parts",
    "ranges_of",
    "round_tables",
    "sums_of",
    "suppress",
    "synthesize",
    "tables_of",
    "total_gives_way",
    "variance_for",
    "whole_of_some_gives_way",
    "with_totals",
]
