"""What units report, campaigns and agreements, for the matrix of rights: one of each, of the officer's own agency."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from sarana.base.accounts.models import Officer
from sarana.base.vault.sealing import give_key, key_of, seal
from sarana.intake.models import PlanSheet
from sarana.intake.plan_cells import PlanRow
from sarana.publish.releases.actions import enter_what_is_out, release_plan
from sarana.publish.releases.enums import DocumentKind
from sarana.publish.releases.queries import documents_out
from sarana.register.cooperation.actions import record_instrument
from sarana.register.outreach.actions import record_campaign
from sarana.register.plans.actions import (
    add_measure,
    add_pillar,
    draft_plan,
    set_plan_state,
    use_indicator,
)
from sarana.register.plans.models import Node, Plan
from sarana.register.reporting.actions import (
    add_line,
    make_template,
    open_review,
    open_slots,
)
from sarana.register.reporting.actions.reports import content_of
from sarana.register.reporting.models import PeriodReport, Sheet, SheetValue
from sarana.register.reporting.rules import period_before
from tests.world import World

DAY = date(2022, 9, 17)


def report_bundle(world: World, officer: Officer, plan: Plan, measure: Node) -> tuple[dict[str, Any], str]:
    """A slot of the officer's own agency with a sheet, a signed report, published plan and report; a review, a sheet, a campaign."""
    by = world.officers["secretariat"]
    use = use_indicator(by=by, node=measure, name_km="ក", name_en="Taught", definition_en="Who came")
    template = make_template(
        by=by, plan=plan, code="quarterly", title_km="ក", title_en="A", units=[officer.agency], due_after=30
    )
    line = add_line(by=by, template=template, use=use)
    period = period_before("quarter", timezone.localdate())
    (slot,) = open_slots(by=by, template=template, period=period)
    sheet = Sheet(slot=slot, state="draft")
    seal(sheet, {}, key=give_key(sheet, key_of(officer.agency)))
    sheet.save(force_insert=True)
    SheetValue.objects.create(sheet=sheet, line=line, value=Decimal(12))
    content = content_of(template, period)
    signed, _published = (
        PeriodReport.objects.create(
            template=template, period=period, number=number, state=state, content=content, digest="0" * 64, signed_by=by,
            signed_at=timezone.now(),
        )
        for number, state in ((2, "signed"), (1, "published"))
    )  # fmt: skip
    running = draft_plan(by=by, title_km="គ", title_en="C", starts_on=DAY, ends_on=DAY + timedelta(days=9))
    pillar = add_pillar(by=by, plan=running, title_km="ក", title_en="A")
    # Civil society rates what others lead.
    leads = world.agencies["social"] if officer.agency.kind == "ngo" else officer.agency
    rated = add_measure(
        by=by,
        parent=pillar,
        code="7.7",
        title_km="ក",
        title_en="A",
        lead_agency=leads,
        starts_on=DAY,
        due_on=DAY,
    )
    set_plan_state(by=by, plan=running, state="adopted", on=DAY)
    release_plan(by=by, version=running.versions.get())
    enter_what_is_out()
    sheet_read = PlanSheet.objects.create(
        plan=plan, file_name="a.xlsx", rows=[], made_by=by, made_at=timezone.now()
    )
    sheet_read.rows = [
        PlanRow(4, "pillar", "1", "ក", "A").as_json() | {"skip": False, "lead_code": "", "partner_codes": []}
    ]
    sheet_read.save()
    campaign = record_campaign(
        by=by,
        title_km="ក",
        title_en="A",
        agency=officer.agency,
        audience="public",
        channel="radio",
        starts_on=DAY,
        ends_on=DAY,
    )
    instrument = record_instrument(
        by=by, kind="mou", title_km="ក", title_en="A", agency=officer.agency, countries=["TH"], signed_on=DAY
    )
    report, spread = (documents_out(kind).get() for kind in (DocumentKind.REPORT, DocumentKind.PLAN))
    keys = {
        "template": template.pk, "template-line": line.pk, "slot": slot.pk, "period-report": signed.pk, "published-report": report.code,
        "published-plan": spread.code, "plan-series": spread.series, "running-plan": running.pk, "rated": rated.pk,
        "review": open_review(by=by, plan=running, kind="annual").pk, "plan-sheet": sheet_read.pk,
        "campaign": campaign.pk, "instrument": instrument.pk,
    }  # fmt: skip
    return keys, period
