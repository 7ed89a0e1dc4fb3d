"""# What nobody has accepted yet is told to nobody above, or is marked

Whatever way a sheet went (kept as a draft, entered, cleared, sent back, accepted, sent back after its report was published),
a value that stands unaccepted in it is on no page, paper, file or sum that the national level or the public sees; where a
sheet waits, that it waits is said beside the sum.
"""

import io
import re
from decimal import Decimal

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.pages import without_chance
from tests.spec.test_reporting import Quarter, another

from sarana.base.accounts.models import Officer
from sarana.publish.datasets.plan_iati import plan_iati
from sarana.publish.datasets.plan_sheet import plan_workbook
from sarana.publish.releases.actions import release_plan, release_report
from sarana.publish.releases.enums import DocumentKind
from sarana.publish.releases.queries import documents_out
from sarana.register.plans.actions import adopt_amendment, propose_amendment, propose_target
from sarana.register.reporting.actions import (
    Entered,
    accept_sheet,
    clear_sheet,
    enter_sheet,
    return_sheet,
    sign_report,
)
from sarana.register.reporting.queries import slots, totals

UNITS = ("pcct-12", "pcct-18")
# How far a sheet goes; ``again`` means: accepted, sent back, and entered and cleared anew with another value.
WAYS = ("nothing", "draft", "entered", "cleared", "returned", "accepted", "again")
# Numbers so large that none stands on a page by chance.
NUMBERS = st.integers(10_000_000, 99_999_999)


class Told:
    """What each unit has said so far: what was accepted of it, and what was not."""

    def __init__(self, quarter: Quarter, people: dict[str, tuple[Officer, Officer]]) -> None:
        self.quarter, self.people = quarter, people
        self.accepted: dict[str, int] = {}
        self.open: set[int] = set()
        self.waiting = 0

    def enter(self, unit: str, value: int, *, send: bool = True):
        focal, _head = self.people[unit]
        slot = slots().get(unit__code=unit, period=self.quarter.period)
        values = [Entered(self.quarter.line, Decimal(value), {"female": Decimal(value), "male": Decimal(0)})]
        self.open.add(value)
        return enter_sheet(by=focal, slot=slot, values=values, send=send)

    def go(self, unit: str, way: str, value: int) -> None:
        """Bring a unit's sheet as far as its way goes."""
        if way in {"nothing", "again"}:
            return
        sheet = self.enter(unit, value, send=way != "draft")
        if way in {"cleared", "returned", "accepted"}:
            sheet = clear_sheet(by=self.people[unit][1], sheet=sheet)
            self.waiting += way == "cleared"
        if way == "accepted":
            self._accept(unit, sheet, value)
        if way == "returned":
            return_sheet(by=self.quarter.by, sheet=sheet, reason="Whom did you count?")

    def _accept(self, unit: str, sheet, value: int) -> None:
        accept_sheet(by=self.quarter.by, sheet=sheet)
        self.open.discard(value)
        self.accepted[unit] = value

    def begin_again(self, unit: str, value: int) -> None:
        sheet = clear_sheet(by=self.people[unit][1], sheet=self.enter(unit, value))
        self._accept(unit, sheet, value)

    def say_otherwise(self, unit: str, other: int) -> None:
        sheet = slots().get(unit__code=unit, period=self.quarter.period).sheet
        return_sheet(by=self.quarter.by, sheet=sheet, reason="Counted twice.")
        clear_sheet(by=self.people[unit][1], sheet=self.enter(unit, other))
        del self.accepted[unit]
        self.waiting += 1


def digits(text: str) -> str:
    """A page's text with its numbers written without a mark between their digits."""
    return re.sub(r"(?<=\d)(?:[\s,.\u202f\u00a0]|&nbsp;|&#8239;)(?=\d)", "", text)


def seen_above(quarter: Quarter) -> dict[str, str]:
    """Every page and file about the plan and its reports that the secretariat opens; the units' own sheets aside."""
    plan, template = quarter.measure.plan, quarter.template
    client = Client()
    client.force_login(quarter.by)
    addresses = [
        reverse("web:plan", args=[plan.pk]), reverse("web:plan-board", args=[plan.pk]), reverse("web:plan-map", args=[plan.pk]),
        reverse("web:node", args=[quarter.measure.pk]), reverse("web:template", args=[template.pk]),
        reverse("web:period", args=[template.pk, quarter.period]),
        *(reverse("web:period-report", args=[one.pk]) for one in template.reports.all()),
    ]  # fmt: skip
    return {address: _page(client, address) for address in addresses} | {
        "IATI": digits(plan_iati(plan).decode()),
        "XLSX": digits(_cells(plan_workbook(plan))),
    }


def seen_by_all() -> dict[str, str]:
    """Every page that needs no name."""
    client = Client()
    addresses = [
        reverse("web:public"),
        *(reverse("web:public-plan-in", args=["en", one.code]) for one in documents_out(DocumentKind.PLAN)),
        *(reverse("web:public-plan-iati", args=[one.series]) for one in documents_out(DocumentKind.PLAN)),
        *(
            reverse("web:public-report-in", args=["en", one.code])
            for one in documents_out(DocumentKind.REPORT)
        ),
    ]
    return {address: _page(client, address) for address in addresses}


def _cells(book: bytes) -> str:
    read = CalamineWorkbook.from_filelike(io.BytesIO(book))
    return str([read.get_sheet_by_name(name).to_python() for name in read.sheet_names])


def _page(client: Client, address: str) -> str:
    answer = client.get(address, headers={"accept-language": "en"})
    assert answer.status_code == 200, address
    return digits(without_chance(answer.content.decode()))


def hold(told: Told) -> None:
    quarter = told.quarter
    above, everybody = seen_above(quarter), seen_by_all()
    for where, page in (above | everybody).items():
        for value in told.open:
            assert str(value) not in page, f"{where} tells {value}, which nobody accepted"
    total = totals(quarter.template, quarter.period)[0]
    whole = sum(told.accepted.values())
    assert (total.accepted or 0, total.waiting) == (whole, told.waiting)
    board = above[reverse("web:period", args=[quarter.template.pk, quarter.period])]
    assert not whole or str(whole) in board
    assert (f"{told.waiting} not accepted yet" in board) == bool(told.waiting)


@pytest.fixture
def quarter(world) -> Quarter:
    made = Quarter(world)
    release_plan(by=made.by, version=made.measure.plan.versions.get())
    return made


@pytest.fixture
def people(world, quarter) -> dict[str, tuple[Officer, Officer]]:
    """Who enters and who clears in each unit."""
    found = {"pcct-18": (quarter.focal, quarter.head)}
    others = [another(world, name, "provincial") for name in ("focal_12", "head_12")]
    for one in others:
        one.agency, one.place = world.agencies["pcct-12"], world.places["12"]
        one.save(update_fields=["agency", "place"])
    return found | {"pcct-12": (others[0], others[1])}


@settings(max_examples=4)
@given(
    ways=st.tuples(*(st.sampled_from(WAYS) for _ in UNITS)),
    values=st.lists(NUMBERS, min_size=4, max_size=4, unique=True),
)
@example(ways=("cleared", "accepted"), values=[10_000_019, 20_000_003, 30_000_001, 40_000_003])
@example(ways=("again", "returned"), values=[10_000_019, 20_000_003, 30_000_001, 40_000_003])
def test_a_value_that_nobody_accepted_is_told_to_nobody_above_unmarked(quarter, people, ways, values):
    with transaction.atomic():
        told = Told(quarter, people)
        steps = list(zip(UNITS, ways, values[:2], values[2:], strict=True))
        # First what was accepted and published and is said otherwise afterwards.
        again = [(unit, value, other) for unit, way, value, other in steps if way == "again"]
        for unit, value, _other in again:
            told.begin_again(unit, value)
        if again:
            report = sign_report(by=quarter.by, template=quarter.template, period=quarter.period)
            release_report(by=quarter.chair, report=report)
        for unit, _value, other in again:
            told.say_otherwise(unit, other)
        for unit, way, value, _other in steps:
            told.go(unit, way, value)
        if told.accepted and not told.waiting and not again:
            report = sign_report(by=quarter.by, template=quarter.template, period=quarter.period)
            release_report(by=quarter.chair, report=report)
        hold(told)
        transaction.set_rollback(True)


def test_a_target_that_no_published_version_holds_is_not_in_the_public_file(quarter):
    plan = quarter.measure.plan
    amendment = propose_amendment(by=quarter.by, plan=plan, reason="It is amended, and not published again")
    propose_target(
        by=quarter.by, amendment=amendment, node=quarter.measure, name_en=quarter.use.name_en, period="2031",
        value=Decimal(77_777_777),
    )  # fmt: skip
    adopt_amendment(by=quarter.by, amendment=amendment, legal_act="Decision 2")
    assert "77777777" in plan_iati(plan).decode()
    told = Client().get(reverse("web:public-plan-iati", args=[plan.pk]), follow=True).content.decode()
    assert quarter.measure.title_en in told
    assert str(quarter.measure.pk) not in told
    assert "77777777" not in told
