"""Who owes what, what came, and the sums of what was accepted: nothing that waits is ever in a total."""

from sarana.register.reporting.queries.asked import lines_asked, lines_of_node, templates, units_askable
from sarana.register.reporting.queries.owed import (
    UnitLine,
    facts_of,
    late_for_agenda,
    rates_by_unit,
    rates_of,
    slots,
    slots_of,
    slots_owed,
    slots_that_wait_for,
    unit_lines,
)
from sarana.register.reporting.queries.published import (
    agencies_of,
    changes_since_published,
    latest_ratings,
    plans_published,
    reports_published,
)
from sarana.register.reporting.queries.sums import Total, told_of_year, totals, values_by_place

__all__ = [
    "Total",
    "UnitLine",
    "agencies_of",
    "changes_since_published",
    "facts_of",
    "late_for_agenda",
    "latest_ratings",
    "lines_asked",
    "lines_of_node",
    "plans_published",
    "rates_by_unit",
    "rates_of",
    "reports_published",
    "slots",
    "slots_of",
    "slots_owed",
    "slots_that_wait_for",
    "templates",
    "told_of_year",
    "totals",
    "unit_lines",
    "units_askable",
    "values_by_place",
]
