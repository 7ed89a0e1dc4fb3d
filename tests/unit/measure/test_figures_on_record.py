"""All years at once give the figures of each year."""

from datetime import date

import pytest

from sarana.measure.figures.actions import take_snapshot
from sarana.measure.figures.queries import figures, figures_on_record, years_of


@pytest.mark.parametrize("calendar", ["unodc", "tip"])
def test_all_years_at_once_are_the_figures_of_each_year(world, settings, tmp_path, calendar):
    settings.SNAPSHOTS = tmp_path
    for day in (date(2021, 2, 1), date(2021, 5, 1), date(2022, 1, 1)):
        world.case(opened_on=day)
    snapshot = take_snapshot(by=None)
    together = figures_on_record(str(snapshot.pk), calendar)
    years = years_of(str(snapshot.pk))
    assert years[0] == 2021
    assert sorted({figure.period.year for figure in together}) == [*years, years[-1] + 1]
    for year in (2021, 2022):
        apart = figures(snapshot, years=[year], calendar=calendar)
        assert [figure for figure in together if figure.period.year == year] == apart
