"""What units reported of a measure, drawn over time beside its targets: of the country for all, of a province for who may."""

from decimal import Decimal

import pytest
from tests.spec.test_reporting import Quarter

from sarana.register.plans.models import Target
from sarana.register.reporting.actions import return_sheet
from sarana.register.reporting.rules import may_read_place
from sarana.web.views.plan_values import values_part


@pytest.fixture
def quarter(world) -> Quarter:
    """A quarter in which one province reported 42 persons, with targets of the country and of that province."""
    found = Quarter(world)
    found.accepted(30, 12)
    for place, value in ((None, 80), (world.places["18"], 50)):
        Target.objects.create(use=found.use, period=found.period, place=place, value=Decimal(value))
    return found


def told(officer, quarter, place=""):
    """Value, target and share of the last period, as the table beside the drawing has them."""
    (drawing,) = values_part(officer, quarter.measure, place).drawings
    assert "<svg" in str(drawing.chart)
    row = drawing.rows[0]
    return row["period"], row["value"], row["aim"], row["share"]


def test_a_province_stands_beside_its_own_target_and_the_country_beside_the_sum_s(quarter):
    assert told(quarter.by, quarter) == (quarter.period, 42, 80, 52)
    assert told(quarter.by, quarter, "18") == (quarter.period, 42, 50, 84)


def test_only_who_may_read_the_sheet_of_a_province_may_choose_it(quarter, world):
    units = list(quarter.template.units.all())
    reads = {name for name, officer in world.officers.items() if may_read_place(officer, "18", units)}
    assert reads == {"secretariat", "provincial", "auditor"}
    assert not may_read_place(quarter.focal, "12", units)
    assert not may_read_place(quarter.focal, "07", units)
    for name in ("ngo_worker", "statistician"):
        part = values_part(world.officers[name], quarter.measure, "18")
        assert (part.places, part.place) == ([], "")


def test_a_small_count_is_hidden_in_the_sum_and_in_its_share(quarter, world):
    quarter.correct(2, 1)
    _period, value, _aim, share = told(world.officers["statistician"], quarter)
    assert (isinstance(value, str), share) == (True, None)
    assert told(quarter.focal, quarter, "18")[1] == 3


def test_what_was_sent_back_is_not_drawn(quarter):
    return_sheet(by=quarter.by, sheet=quarter.slot.sheet, reason="Whom did you count?")
    assert values_part(quarter.by, quarter.measure, "").drawings == []
