"""Figures: each one is (indicator, version, period, place, breakdown, snapshot), and can be computed again for ever."""

from sarana.measure.figures.queries.cells import finest_cells
from sarana.measure.figures.queries.changes import Changed, what_changed
from sarana.measure.figures.queries.coverage import COUNTRY
from sarana.measure.figures.queries.ctdc import ctdc_counts, ctdc_records
from sarana.measure.figures.queries.elements import elements_of
from sarana.measure.figures.queries.figures import (
    PLACE_UNKNOWN,
    Figure,
    facts_sql,
    figures,
    figures_of_year,
    figures_on_record,
    records_behind,
    series,
    years_of,
    years_on_record,
)
from sarana.measure.figures.queries.growth import EVENTS, MOST_MONTHS, Month, delay_triangle
from sarana.measure.figures.queries.silence import (
    MANY_SCREENED,
    Silent,
    TwoViews,
    police_against_others,
    silence_by_place,
)
from sarana.measure.figures.queries.snapshots import files_of, folder_of, latest_snapshot, opened, snapshots
from sarana.measure.figures.queries.tabulate import (
    PROVINCE,
    QUARTER,
    YEAR,
    Wanted,
    can_be_tabulated,
    counts_of_year,
    dimensions_of,
    operations_in_cells,
    tabulate,
)

__all__ = [
    "COUNTRY",
    "EVENTS",
    "MANY_SCREENED",
    "MOST_MONTHS",
    "PLACE_UNKNOWN",
    "PROVINCE",
    "QUARTER",
    "YEAR",
    "Changed",
    "Figure",
    "Month",
    "Silent",
    "TwoViews",
    "Wanted",
    "can_be_tabulated",
    "counts_of_year",
    "ctdc_counts",
    "ctdc_records",
    "delay_triangle",
    "dimensions_of",
    "elements_of",
    "facts_sql",
    "figures",
    "figures_of_year",
    "figures_on_record",
    "files_of",
    "finest_cells",
    "folder_of",
    "latest_snapshot",
    "opened",
    "operations_in_cells",
    "police_against_others",
    "records_behind",
    "series",
    "silence_by_place",
    "snapshots",
    "tabulate",
    "what_changed",
    "years_of",
    "years_on_record",
]  # fmt: skip
