"""A plan as a workbook with the columns in which ministries write theirs: activity, responsible, partners, deadline, costs."""

import io
from collections import defaultdict
from decimal import Decimal
from typing import Any

from sarana.register.plans.enums import Currency, Money, NodeKind
from sarana.register.plans.models import BudgetLine, Node, Plan, Target
from sarana.register.plans.queries import nodes_in
from sarana.science.indicators import INDICATORS

# Khmer and English of each heading, and its width in the sheet.
_HEADS = (
    ("លេខ", "No.", 8), ("សកម្មភាព", "Activity (Khmer)", 50), ("", "Activity", 50), ("ទទួលខុសត្រូវ", "Responsible", 30),
    ("ដៃគូ", "Partners", 30), ("កាលកំណត់", "Deadline", 12), ("ថវិការដ្ឋ", "State budget", 16), ("ប្រភពផ្សេង", "Other sources", 16),
    ("មិនទាន់មានអ្នកបង់", "Not covered", 16), ("សូចនាករ", "Indicators and targets", 60),
)  # fmt: skip


def plan_workbook(plan: Plan) -> bytes:
    """The workbook: one sheet for riel, one for dollars, so that no amount is changed by a rate; a row for each node."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    nodes = list(nodes_in(plan).select_related("lead_agency").prefetch_related("partners"))
    money, targets = _money(plan), _targets(plan)
    for currency in Currency:
        sheet = workbook.add_worksheet(currency.value)
        bold = workbook.add_format({"bold": True, "text_wrap": True})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for at, (khmer, english, width) in enumerate(_HEADS):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, f"{khmer}\n{english}".strip(), bold)
        sheet.freeze_panes(1, 2)
        for row, node in enumerate(nodes, 1):
            is_head = node.kind in {NodeKind.PILLAR, NodeKind.OBJECTIVE}
            _write(
                sheet,
                row,
                node,
                money[node.pk, currency.value],
                targets[node.pk],
                bold if is_head else None,
                day,
            )
    workbook.close()
    return file.getvalue()


def _write(
    sheet: Any, row: int, node: Node, costs: dict[str, Decimal], targets: list[str], look: Any, day: Any
) -> None:
    lead = node.lead_agency
    texts = [
        node.code,
        node.title_km,
        node.title_en,
        f"{lead.name_km} / {lead.name_en}" if lead else "",
        ", ".join(agency.name_km for agency in node.partners.all()),
    ]
    for at, text in enumerate(texts):
        sheet.write_string(row, at, text, look)
    if node.due_on:
        sheet.write_datetime(row, 5, node.due_on, day)
    for at, kinds in ((6, (Money.STATE,)), (7, (Money.DONOR, Money.NGO)), (8, (Money.NOT_COVERED,))):
        amount = sum((costs.get(kind, Decimal(0)) for kind in kinds), Decimal(0))
        if amount:
            sheet.write_number(row, at, float(amount))
    sheet.write_string(row, 9, "; ".join(targets))


def _money(plan: Plan) -> dict[tuple[object, str], dict[str, Decimal]]:
    found: dict[tuple[object, str], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for line in BudgetLine.objects.filter(node__plan=plan):
        found[line.node_id, line.currency][line.source] += line.planned
    return found


def _targets(plan: Plan) -> dict[object, list[str]]:
    found: dict[object, list[str]] = defaultdict(list)
    national = (
        Target.objects.filter(use__node__plan=plan, place=None).select_related("use").order_by("period")
    )
    for target in national:
        one = INDICATORS.get(target.use.indicator)
        name = one.name_en if one else target.use.name
        found[target.use.node_id].append(f"{name} {target.period}: {target.value.normalize():f}")
    return found
