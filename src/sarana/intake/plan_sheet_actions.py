"""A ministry's sheet becomes the draft of a plan: read, shown row by row, mended, and taken as a whole or not at all."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.queries import agencies_open
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.intake.cells import fold
from sarana.intake.models import PlanSheet
from sarana.intake.plan_cells import PlanRow
from sarana.intake.plan_reading import NoPlanSheet, read_plan
from sarana.intake.reading import FileNotTaken, rows_of
from sarana.register.plans.actions import (
    add_budget_line,
    add_measure,
    add_objective,
    add_pillar,
    use_indicator,
)
from sarana.register.plans.enums import PlanState
from sarana.register.plans.models import Node, Plan

_MOST_ROWS = 3000
# Where a sheet begins with measures, they stand under a strategy without a name of its own.
_FIRST = {"title_km": "យុទ្ធសាស្ត្រទី ១", "title_en": "Strategy 1"}
_SOURCES = {"state": "state", "other": "donor", "not_covered": "not_covered"}


@transaction.atomic
def read_plan_sheet(*, by: Officer, plan: Plan, path: Path, file_name: str) -> PlanSheet:
    """Read a sheet for the draft of a plan and keep what was understood; the plan itself stays as it is.

    Raises:
        FileNotTaken: it can't be read, holds no headings that we know, or more rows than a plan has.
        ValueError: the plan is no draft.
    """
    require(by, Power.EDIT_PLAN)
    if plan.state != PlanState.DRAFT:
        raise ValueError("A sheet is brought into a draft; an adopted plan is amended.")
    cells = []
    for row in rows_of(path):
        cells.append(row)
        if len(cells) > _MOST_ROWS:
            raise FileNotTaken("The sheet has more rows than a plan; send the sheet of the plan alone.")
    try:
        read = read_plan(cells, last_day=plan.ends_on)
    except NoPlanSheet as fault:
        raise FileNotTaken(str(fault)) from fault
    known = _known_agencies()
    sheet = PlanSheet.objects.create(
        plan=plan,
        file_name=file_name[:200],
        rows=[_matched(row, known) for row in read.rows],
        passed_over=read.passed_over,
        made_by=by,
        made_at=timezone.now(),
    )
    change = {"file": file_name, "rows": len(read.rows), "passed_over": len(read.passed_over)}
    record_deed(by=by, action="read_plan_sheet", record=plan, change=change)
    return sheet


def _known_agencies() -> dict[str, Agency]:
    known: dict[str, Agency] = {}
    for agency in agencies_open():
        for name in (agency.name_km, agency.name_en, agency.code):
            known.setdefault(fold(name), agency)
    return known


def _find(text: str, known: dict[str, Agency]) -> tuple[Agency | None, bool]:
    """The agency that a cell names, and whether it was only found inside it."""
    whole = fold(text)
    if not whole:
        return None, False
    if whole in known:
        return known[whole], False
    inside = [name for name in known if len(name) > 3 and (name in whole or whole in name)]  # noqa: PLR2004 - short codes fit anywhere
    agencies = {known[name].pk: known[name] for name in inside}
    longest = max(inside, key=len, default="")
    return (known[longest], True) if len(agencies) == 1 or (longest and longest in whole) else (None, False)


def _matched(row: PlanRow, known: dict[str, Agency]) -> dict[str, Any]:
    told = row.as_json() | {"skip": False, "lead_code": "", "partner_codes": []}
    if row.kind != "measure":
        return told
    agency, only_inside = _find(row.lead, known)
    told["lead_code"] = agency.code if agency else ""
    if agency is None:
        told["doubts"].append(
            _doubt(
                "lead",
                f"No agency on record is called “{row.lead or '–'}”. Choose one.",
                f"គ្មានស្ថាប័នឈ្មោះ “{row.lead or '–'}” ក្នុងកំណត់ត្រាទេ។ សូមជ្រើសរើសមួយ។",
                blocks=True,
            )
        )
    elif only_inside:
        told["doubts"].append(
            _doubt(
                "lead",
                f"“{row.lead}” was taken for {agency.name_en}; what else it names is left out.",
                f"“{row.lead}” ត្រូវបានយកជា{agency.name_km} ហើយឈ្មោះផ្សេងត្រូវបានទុកចោល។",
            )
        )
    for name in row.partners.replace("\n", ";").replace(",", ";").replace("។", ";").split(";"):
        partner, _only = _find(name, known)
        if partner is not None:
            told["partner_codes"].append(partner.code)
        elif name.strip():
            told["doubts"].append(
                _doubt(
                    "partners",
                    f"The partner “{name.strip()}” isn't on record; the name is kept in the problem text.",
                    f"ដៃគូ “{name.strip()}” មិនមានក្នុងកំណត់ត្រា ដូច្នេះឈ្មោះត្រូវបានរក្សាទុកក្នុងអត្ថបទ។",
                )
            )
    return told


def _doubt(field: str, en: str, km: str, *, blocks: bool = False) -> dict[str, Any]:
    return {"field": field, "en": en, "km": km, "blocks": blocks}


def blocking(row: dict[str, Any]) -> bool:
    """Whether the row needs a person before it can be taken."""
    return not row["skip"] and any(doubt["blocks"] for doubt in row["doubts"])


@transaction.atomic
def mend_plan_row(
    *,
    by: Officer,
    sheet: PlanSheet,
    number: int,
    title_km: str,
    title_en: str,
    code: str,
    lead: Agency | None,
    due_on: date | None,
    skip: bool = False,
) -> PlanSheet:
    """Say what a doubtful row means, or leave it out; what a person looked at isn't doubtful any more.

    Raises:
        ValueError: there is no such row, the sheet is taken, or something that the row needs is missing.
    """
    require(by, Power.EDIT_PLAN)
    sheet = PlanSheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    row = next((one for one in sheet.rows if one["number"] == number), None)
    if row is None or sheet.taken_at is not None:
        raise ValueError("This row can't be changed any more.")
    if not skip and row["kind"] == "measure" and (lead is None or due_on is None):
        raise ValueError("A measure needs who leads it and the day it is due, or leave the row out.")
    if not skip and any(one["code"] == code and one is not row and not one["skip"] for one in sheet.rows):
        raise ValueError("Another row has this number.")
    row |= {
        "title_km": title_km, "title_en": title_en, "code": code, "skip": skip, "lead_code": lead.code if lead else "",
        "due_on": due_on.isoformat() if due_on else "",
        "doubts": [doubt | {"blocks": False} for doubt in row["doubts"]],
    }  # fmt: skip
    sheet.save(update_fields=["rows"])
    record_deed(by=by, action="mend_plan_row", record=sheet.plan, change={"row": number, "skip": skip})
    return sheet


@transaction.atomic
def take_plan_sheet(*, by: Officer, sheet: PlanSheet) -> list[Node]:
    """Bring every row that isn't left out into the draft: all of them, or none.

    Raises:
        ValueError: a doubtful row has not been looked at, the sheet is taken, or the plan is no draft any more.
    """
    require(by, Power.EDIT_PLAN)
    sheet = PlanSheet.objects.select_for_update(of=("self",)).select_related("plan").get(pk=sheet.pk)
    if sheet.taken_at is not None:
        raise ValueError("This sheet is taken already.")
    if sheet.plan.state != PlanState.DRAFT:
        raise ValueError("A sheet is brought into a draft; an adopted plan is amended.")
    if any(blocking(row) for row in sheet.rows):
        raise ValueError("Look at the doubtful rows first: mend each, or leave it out.")
    made = _written(by, sheet)
    sheet.taken_at, sheet.taken_by = timezone.now(), by
    sheet.save(update_fields=["taken_at", "taken_by"])
    record_deed(by=by, action="take_plan_sheet", record=sheet.plan, change={"nodes": len(made)})
    return made


def _written(by: Officer, sheet: PlanSheet) -> list[Node]:
    made: list[Node] = []
    pillar: Node | None = None
    parent: Node | None = None
    for row in sheet.rows:
        if row["skip"]:
            continue
        words = {
            "title_km": row["title_km"] or row["title_en"],
            "title_en": row["title_en"] or row["title_km"],
        }
        if row["kind"] == "pillar" or pillar is None:
            heading = words if row["kind"] == "pillar" else _FIRST
            pillar = parent = add_pillar(by=by, plan=sheet.plan, **heading)
            made.append(pillar)
        if row["kind"] == "objective":
            parent = add_objective(by=by, parent=pillar, code=row["code"][:16], **words)
            made.append(parent)
        elif row["kind"] == "measure":
            made.append(_measure(by, parent or pillar, row, words))
    return made


def _measure(by: Officer, parent: Node, row: dict[str, Any], words: dict[str, str]) -> Node:
    plan, due = parent.plan, date.fromisoformat(row["due_on"])
    node = add_measure(
        by=by, parent=parent, code=row["code"][:16], lead_agency=Agency.objects.get(code=row["lead_code"]),
        starts_on=min(plan.starts_on, due), due_on=due, problem_km=_partners(row),
        partners=list(Agency.objects.filter(code__in=row["partner_codes"])), **words,
    )  # fmt: skip
    for name, amount in row["costs"].items():
        add_budget_line(
            by=by, node=node, fiscal_year=due.year, source=_SOURCES[name], currency=row["currency"], planned=Decimal(amount),
            # The call for a year's budget closes in May of the year before, as Cambodia's calendar has it.
            call_on=date(due.year - 1, 5, 31) if name == "state" else None,
        )  # fmt: skip
    if row["indicator"]:
        use_indicator(
            by=by, node=node, name_km=row["indicator"][:300], name_en=row["indicator"][:300],
            definition_km=row["indicator"], definition_en=row["indicator"],
        )  # fmt: skip
    return node


def _partners(row: dict[str, Any]) -> str:
    """Partners that aren't on record, kept in words."""
    unknown = [doubt["km"] for doubt in row["doubts"] if doubt["field"] == "partners"]
    return f"ដៃគូ៖ {row['partners']}" if unknown else ""
