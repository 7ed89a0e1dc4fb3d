"""A template in use changes for periods to come: whatever was asked and entered stays, and the report of it as well."""

from datetime import date

import pytest
from django.urls import reverse
from tests.spec.test_reporting import Quarter

from sarana.register.plans.actions import add_activity, use_indicator
from sarana.register.reporting.actions import (
    add_line,
    change_template,
    close_template,
    open_slots,
    set_units,
    sign_report,
    withdraw_line,
)
from sarana.register.reporting.models import SheetValue, TemplateLine
from sarana.register.reporting.queries import lines_asked, slots, slots_of, totals
from sarana.register.reporting.rules import days_of_period, period_of


@pytest.fixture
def quarter(world) -> Quarter:
    """A quarter with one accepted sheet, and another that nobody opened yet."""
    found = Quarter(world)
    found.accepted(30, 12)
    last = days_of_period(found.period)[1]
    found.following = period_of("quarter", date(last.year + last.month // 12, last.month % 12 + 1, 1))
    return found


def another_use(quarter):
    """An indicator of an activity, which an adopted plan takes without an amendment."""
    activity = add_activity(
        by=quarter.by,
        parent=quarter.measure,
        code="1.1.1",
        title_km="ក",
        title_en="A",
        due_on=date(2030, 1, 1),
    )
    return use_indicator(by=quarter.by, node=activity, name_en="Sessions", definition_en="Held")


def test_what_is_asked_changes_from_the_next_period_on_and_no_number_is_lost(quarter):
    added = add_line(by=quarter.by, template=quarter.template, use=another_use(quarter))
    withdraw_line(by=quarter.by, line=quarter.line)
    open_slots(by=quarter.by, template=quarter.template, period=quarter.following)

    assert list(lines_asked(quarter.template, quarter.period)) == [quarter.line]
    assert list(lines_asked(quarter.template, quarter.following)) == [added]
    assert totals(quarter.template, quarter.period)[0].accepted == 42
    assert SheetValue.objects.get().line == quarter.line
    # A sheet of the open period that is sent back is still asked for what it was asked, and for nothing new.
    assert quarter.correct(25, 10).state == "accepted"
    report = sign_report(by=quarter.by, template=quarter.template, period=quarter.period)
    assert [line["value"] for line in report.content["values"]] == ["35"]
    with pytest.raises(ValueError, match="no longer already"):
        withdraw_line(by=quarter.by, line=quarter.line)
    with pytest.raises(ValueError, match="asked for already"):
        add_line(by=quarter.by, template=quarter.template, use=quarter.use)


def test_a_line_that_no_period_asked_for_goes_without_a_trace_in_any_sheet(quarter):
    added = add_line(by=quarter.by, template=quarter.template, use=another_use(quarter))
    assert withdraw_line(by=quarter.by, line=added) is None
    assert TemplateLine.objects.get() == quarter.line


def test_units_change_from_the_next_period_on(quarter, world):
    unit = world.agencies["pcct-18"]
    set_units(by=quarter.by, template=quarter.template, units=[unit])
    open_slots(by=quarter.by, template=quarter.template, period=quarter.following)
    assert slots().filter(period=quarter.period).count() == 2
    assert slots().get(period=quarter.following).unit == unit
    with pytest.raises(ValueError, match="at least one unit"):
        set_units(by=quarter.by, template=quarter.template, units=[])


def test_open_periods_keep_their_days(quarter):
    due = quarter.slot.due_on
    words = {"title_km": "ត្រីមាស", "title_en": "Sheet of the quarter"}
    change_template(by=quarter.by, template=quarter.template, due_after=10, locks_after=30, **words)
    assert quarter.slot.due_on == due
    with pytest.raises(ValueError, match="in this order"):
        change_template(by=quarter.by, template=quarter.template, due_after=30, locks_after=10, **words)


def test_a_closed_template_reminds_nobody_and_keeps_what_was_reported(quarter):
    other = slots().exclude(pk=quarter.slot.pk).get()
    with pytest.raises(ValueError, match="why the template is closed"):
        close_template(by=quarter.by, template=quarter.template, on=date(2026, 1, 1), reason=" ")
    close_template(by=quarter.by, template=quarter.template, on=date(2026, 1, 1), reason="A new form")
    quarter.template.refresh_from_db()
    with pytest.raises(ValueError, match="is closed"):
        open_slots(by=quarter.by, template=quarter.template, period=quarter.following)
    assert not slots_of(quarter.focal, other.due_on).exists()
    assert totals(quarter.template, quarter.period)[0].accepted == 42
    assert sign_report(by=quarter.by, template=quarter.template, period=quarter.period).number == 1


def test_it_is_all_done_on_pages(client, quarter, world):
    client.force_login(quarter.by)

    def post(name: str, record, **typed):
        address = reverse(f"web:{name}", args=[record.pk])
        assert client.get(address).status_code == 200
        return client.post(address, typed)

    template, here = quarter.template, reverse("web:template", args=[quarter.template.pk])
    chosen = [world.agencies["pcct-12"].pk]
    days = {"title_km": "ក", "title_en": "Provinces", "due_after": "20", "locks_after": "90"}
    for answer in (
        post("template-edit", template, **days),
        post("template-units", template, units=chosen),
        post("template-line-end", quarter.line),
        post("template-close", template, on="2026-02-01", reason="A new form"),
    ):
        assert (answer.status_code, answer.headers.get("Location")) == (302, here)
    template.refresh_from_db()
    assert (template.title_en, template.due_after, template.closed_on) == ("Provinces", 20, date(2026, 2, 1))
    assert list(template.units.values_list("pk", flat=True)) == chosen
    assert reverse("web:template-edit", args=[template.pk]) not in client.get(here).content.decode()
    assert client.get(reverse("web:template-edit", args=[template.pk])).status_code == 404
    # The sheet that was entered is where it was.
    assert client.get(reverse("web:slot", args=[quarter.slot.pk])).status_code == 200
