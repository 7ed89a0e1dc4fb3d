"""The national report of a period: frozen from accepted values, signed by one, published by another; corrected with errata."""

import hashlib
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.ledger.actions import record_deed
from sarana.base.ledger.rules import canonical
from sarana.base.refused import Refused
from sarana.register.plans.enums import Adds
from sarana.register.reporting.enums import Punctuality, ReportState, SheetState
from sarana.register.reporting.models import Erratum, PeriodReport, Sheet, Template
from sarana.register.reporting.queries import Total, told_of_year, totals, unit_lines
from sarana.register.reporting.rules import (
    HIDDEN,
    can_be_derived,
    days_of_period,
    may_publish,
    may_replace,
    number_told,
    shown_to_public,
)


def content_of(template: Template, period: str) -> dict[str, Any]:
    """What a report says: national sums of accepted values with small counts hidden, and how each unit reported.

    No unit's own numbers are in it, so that none can be told by a difference.
    """
    today = timezone.localdate()
    units = unit_lines(template, period, today)
    came = [
        one
        for one in units
        if one.state == SheetState.ACCEPTED and one.punctuality in {Punctuality.ON_TIME, Punctuality.LATE_IN}
    ]
    return {
        "template": template.code,
        "title_km": template.title_km,
        "title_en": template.title_en,
        "period": period,
        "as_of": today.isoformat(),
        "expected": len(units),
        "reported": len(came),
        "on_time": sum(one.punctuality == Punctuality.ON_TIME for one in came),
        "values": [_line(total) for total in totals(template, period)],
        "units": [
            {
                "code": one.slot.unit.code,
                "name_km": one.slot.unit.name_km,
                "name_en": one.slot.unit.name_en,
                "reported": str(one.punctuality),
            }
            for one in units
        ],
    }


def _line(total: Total) -> dict[str, Any]:
    use, line = total.line.use, total.line
    shown = shown_to_public(total.accepted, line.of_persons)
    parts = {name: amount for name, amount in total.parts.items() if amount}
    may_split = shown is not None and all(
        shown_to_public(amount, line.of_persons) is not None for amount in parts.values()
    )
    return {
        "line": str(line.pk),
        "name_km": use.name_km or use.name_en,
        "name_en": use.name_en or use.name_km,
        "unit_km": use.unit_km,
        "unit_en": use.unit_en,
        "definition_km": use.definition_km,
        "definition_en": use.definition_en,
        "value": _written(shown) if shown is not None else (HIDDEN if total.accepted is not None else ""),
        "units": total.units,
        "parts": {name: _written(amount) for name, amount in parts.items()} if may_split else {},
    }


@transaction.atomic
def sign_report(*, by: Officer, template: Template, period: str, reason: str = "") -> PeriodReport:
    """Freeze a period's accepted values under a hash and sign it; a later one corrects what was published.

    Raises:
        ValueError: the period isn't over, nothing was accepted, sheets wait, one is signed already, or a correction
            gives no reason or changes nothing.
    """
    require(by, Power.EDIT_PLAN)
    Template.objects.select_for_update().get(pk=template.pk)
    if days_of_period(period)[1] >= timezone.localdate():
        raise Refused("The period isn't over yet.", field=None)
    sheets = Sheet.objects.filter(slot__template=template, slot__period=period)
    if sheets.filter(state=SheetState.CLEARED).exists():
        raise Refused("Sheets wait to be accepted or sent back; settle them first.", field=None)
    if not sheets.filter(state=SheetState.ACCEPTED).exists():
        raise Refused("No unit's sheet is accepted yet.", field=None)
    before = template.reports.filter(period=period).order_by("-number").first()
    if before is not None and before.state == ReportState.SIGNED:
        raise Refused("This period's report is signed and waits to be published.", field=None)
    content = content_of(template, period)
    _keep_what_subtraction_gives(content, template, period)
    changed = []
    if before is not None:
        if not reason.strip():
            raise Refused("Say why the published report is corrected.", field="reason")
        _keep_small_differences(content, before, template)
        changed = _changed(content, before)
        if not changed and content["reported"] == before.content["reported"]:
            raise Refused("Nothing that was published has changed.", field=None)
    report = PeriodReport.objects.create(
        template=template, period=period, number=(before.number if before else 0) + 1, content=content,
        digest=hashlib.sha256(canonical(content).encode()).hexdigest(), signed_by=by, signed_at=timezone.now(),
        reason=reason.strip(),
    )  # fmt: skip
    Erratum.objects.bulk_create(
        Erratum(report=report, line_id=line, before=one or "–", after=other or "–")
        for line, one, other in changed
    )
    change = {"period": period, "number": report.number, "digest": report.digest, "errata": len(changed)}
    record_deed(by=by, action="sign_report", record=report, change=change, reason=reason)
    return report


def _keep_small_differences(content: dict[str, Any], before: PeriodReport, template: Template) -> None:
    """A corrected count of persons that differs by a small count would tell that count: it waits until more has changed."""
    of_persons = {str(line.pk): line.of_persons for line in template.lines.all()}
    old = {line["line"]: line for line in before.content["values"]}
    for at, line in enumerate(content["values"]):
        was = old.get(line["line"])
        if was is None or not of_persons[line["line"]]:
            continue
        if not may_replace(number_told(was["value"]), number_told(line["value"]), of_persons=True):
            content["values"][at] = was
        elif line["value"] != was["value"]:
            # The parts of both would give the parts of the difference away.
            line["parts"] = {}


def _keep_what_subtraction_gives(content: dict[str, Any], template: Template, period: str) -> None:
    """A year less three quarters is the fourth: a count that would give a small one away is hidden, or its parts are."""
    lines = {str(line.pk): line for line in template.lines.select_related("use")}
    for told in content["values"]:
        line = lines[told["line"]]
        if not line.of_persons or line.use.across_periods != Adds.SUM:
            continue
        known: dict[str, list[dict[str, Any]]] = {period: [told]}
        for when, other in told_of_year(period, line):
            known.setdefault(when, []).append(other)
        if number_told(told["value"]) is not None and can_be_derived(known, period):
            told["value"], told["parts"] = HIDDEN, {}
        for name in list(told["parts"]):
            if can_be_derived(known, period, name):
                told["parts"] = {}
                break


def _written(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _changed(content: dict[str, Any], before: PeriodReport) -> list[tuple[str, str, str]]:
    old = {line["line"]: line["value"] for line in before.content["values"]}
    return [
        (line["line"], old.get(line["line"], ""), line["value"])
        for line in content["values"]
        if old.get(line["line"], "") != line["value"]
    ]


@transaction.atomic
def publish_report(*, by: Officer, report: PeriodReport) -> PeriodReport:
    """Put a signed report before the public; what it corrects stays readable, marked as replaced.

    Raises:
        ValueError: who signed it publishes it, or it is published.
    """
    require(by, Power.EDIT_PLAN)
    report = PeriodReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.state != ReportState.SIGNED:
        raise Refused("Only a report that is signed and not published yet is published.", field=None)
    if by.pk == report.signed_by_id:
        raise Refused("Another person than the one who signed it publishes it.", field=None)
    if not may_publish(by, report):
        raise NotAllowed(Power.EDIT_PLAN)
    PeriodReport.objects.filter(
        template=report.template_id, period=report.period, state=ReportState.PUBLISHED
    ).update(state=ReportState.REPLACED)
    report.state, report.published_by, report.published_at = ReportState.PUBLISHED, by, timezone.now()
    report.save(update_fields=["state", "published_by", "published_at"])
    record_deed(by=by, action="publish_report", record=report, change={"digest": report.digest})
    return report
