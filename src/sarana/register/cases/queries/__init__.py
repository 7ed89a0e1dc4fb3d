"""Which cases, victims and suspects an officer sees, and what the pages about them read."""

from sarana.register.cases.queries.desk import first_own_cases, openings_in_cases_of
from sarana.register.cases.queries.emergency import glass_breaks_visible_to, glass_broken, glass_to_show
from sarana.register.cases.queries.lists import newest_cases, with_counts
from sarana.register.cases.queries.pages import (
    assertions_of_case,
    case_numbered,
    cases_of_report,
    events_of_case,
    reports_of_case,
    suspects_of_case,
    victim_numbered,
    victims_of_case,
)
from sarana.register.cases.queries.sight import (
    cases_broken_open,
    cases_kept_from,
    cases_visible_to,
    identities_kept_from,
    overseers_of,
    suspects_visible_to,
    victims_visible_to,
)

__all__ = [
    "assertions_of_case",
    "case_numbered",
    "cases_broken_open",
    "cases_kept_from",
    "cases_of_report",
    "cases_visible_to",
    "events_of_case",
    "first_own_cases",
    "glass_breaks_visible_to",
    "glass_broken",
    "glass_to_show",
    "identities_kept_from",
    "newest_cases",
    "openings_in_cases_of",
    "overseers_of",
    "reports_of_case",
    "suspects_of_case",
    "suspects_visible_to",
    "victim_numbered",
    "victims_of_case",
    "victims_visible_to",
    "with_counts",
]
