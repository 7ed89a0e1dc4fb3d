"""# A plan leaves the house in forms that others read

IATI 2.03 for donors, with the elements in the order of the published schema and small counts hidden; a workbook in the columns
in which ministries write their plans.
"""

import io
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from python_calamine import CalamineWorkbook

from sarana.measure.figures.actions import take_snapshot
from sarana.publish.datasets.plan_iati import days_of, plan_iati
from sarana.publish.datasets.plan_sheet import plan_workbook
from sarana.register.plans.actions import (
    add_budget_line,
    add_measure,
    add_pillar,
    draft_plan,
    set_target,
    use_indicator,
)
from sarana.register.plans.models import Plan

# The sequences of iati-activities-schema.xsd 2.03, as far as we write them.
ORDER = {
    "iati-activity": [
        "iati-identifier", "reporting-org", "title", "description", "participating-org", "activity-status", "activity-date",
        "result",
    ],
    "result": ["title", "indicator"],
    "indicator": ["title", "description", "baseline", "period"],
    "period": ["period-start", "period-end", "target", "actual"],
}  # fmt: skip
ONCE = {"iati-identifier", "reporting-org", "title", "activity-status", "period-start", "period-end"}


@pytest.fixture
def plan(world, settings, tmp_path) -> Plan:
    settings.SNAPSHOTS = tmp_path
    by = world.officers["secretariat"]
    made = draft_plan(
        by=by, title_km="ផែនការ", title_en="Plan", starts_on=date(2022, 1, 1), ends_on=date(2022, 12, 31)
    )
    pillar = add_pillar(by=by, plan=made, title_km="ក", title_en="One")
    measure = add_measure(
        by=by, parent=pillar, code="1.1", title_km="ខ", title_en="=Open cases", lead_agency=world.agencies["police"],
        starts_on=date(2022, 1, 1), due_on=date(2022, 12, 31),
    )  # fmt: skip
    use = use_indicator(by=by, node=measure, indicator="cases_opened", baseline=Decimal("2.50"))
    parts = {world.places["12"]: Decimal(10), world.places["18"]: Decimal(20)}
    set_target(by=by, use=use, period="2022", value=Decimal(30), parts=parts)
    by_hand = use_indicator(
        by=by, node=measure, name_en="Persons who name three risks", definition_en="Of those asked, per cent", counts="outcome"
    )  # fmt: skip
    set_target(by=by, use=by_hand, period="2022-Q4", value=Decimal("40.5"))
    for source, planned in (("state", 100), ("donor", 20), ("ngo", 5), ("not_covered", 7)):
        add_budget_line(
            by=by, node=measure, fiscal_year=2022, source=source, currency="KHR", planned=Decimal(planned),
            call_on=date(2021, 5, 31),
        )  # fmt: skip
    return made


def told(plan: Plan) -> ET.Element:
    """The file, read again."""
    return ET.fromstring(plan_iati(plan))  # noqa: S314 - our own file


def test_the_elements_stand_in_the_order_of_the_schema(plan):
    root = told(plan)
    assert (root.tag, root.get("version")) == ("iati-activities", "2.03")
    for name, order in ORDER.items():
        for element in root.iter(name):
            tags = [child.tag for child in element]
            assert set(tags) <= set(order), name
            assert tags == sorted(tags, key=order.index), name
            assert all(tags.count(tag) == 1 for tag in ONCE & set(order))
    for period in root.iter("period"):
        first, last = (period.find(name).get("iso-date") for name in ("period-start", "period-end"))
        assert first <= last


def test_baseline_target_and_actual_are_numbers(plan, world):
    for _ in range(6):
        world.case(opened_on=date(2022, 8, 1))
    take_snapshot(by=None)
    root = told(plan)
    values = [e.get("value") for e in root.iter() if e.tag in {"baseline", "target", "actual"}]
    assert sorted(values) == sorted(["2.5", "30", "10", "20", "6", "40.5"])
    assert [Decimal(value) for value in values]


def test_a_small_count_is_in_no_actual(plan, world):
    world.case(opened_on=date(2022, 8, 1))
    take_snapshot(by=None)
    assert not list(told(plan).iter("actual"))


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [("2026", "2026-01-01", "2026-12-31"), ("2026-Q1", "2026-01-01", "2026-03-31"), ("2026-Q4", "2026-10-01", "2026-12-31")],
)  # fmt: skip
def test_periods_have_days(period, first, last):
    assert tuple(day.isoformat() for day in days_of(period)) == (first, last)


def test_the_workbook_has_the_columns_of_a_ministry_and_no_formula(plan):
    book = CalamineWorkbook.from_filelike(io.BytesIO(plan_workbook(plan)))
    rows = book.get_sheet_by_name("KHR").to_python()
    measure = next(row for row in rows if row[0] == "1.1")
    assert measure[2] == "=Open cases"
    assert measure[6:9] == [100.0, 25.0, 7.0]
    assert "Cases opened 2022: 30" in measure[9]
