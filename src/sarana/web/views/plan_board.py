"""The plan as a whole: a board by how measures stand, a time line, a map by province, its money, what is in its way."""

from typing import Any

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.register.plans.enums import Rag
from sarana.register.plans.models import Node, Plan
from sarana.register.plans.queries import (
    promised,
    standings,
)
from sarana.register.plans.rules import Standing
from sarana.web.components import Status
from sarana.web.forms.plan_filters import BoardFilter
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, wants_csv
from sarana.web.views.plan_frame import node_url, plan_frame
from sarana.web.views.plan_progress import REASONS, own_word, rag_status
from sarana.web.views.plans import is_late

_CARDS = 10
# Where a node stands in its column: the longest late first, then by its day (as a text) and path.
type _Place = tuple[int, str, str]
_NO_DAY = "9999"
_DAYS = [Cast(name, CharField()) for name in ("due_on", "done_on")]
# What a card shows; the rest of a node isn't read.
_SHOWN = (
    "path",
    "code",
    "title_km",
    "title_en",
    "due_on",
    "done_on",
    "state",
    "plan",
    "lead_agency__name_km",
    "lead_agency__name_en",
)
_DONE = "done"
_COLUMNS = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY, _DONE)
_CSV = {
    "number": "code",
    "title_km": "title_km",
    "title_en": "title_en",
    "lead": "lead_agency__code",
    "starts_on": "starts_on",
    "due_on": "due_on",
    "done_on": "done_on",
    "own_word": "state",
}


@for_officers(Power.SEE_FIGURES)
def board(request: OfficerRequest, key: str) -> HttpResponse:
    """Measures (or activities) in columns by how they stand by rule, the longest late first."""
    plan = get_object_or_404(Plan, pk=key)
    asked = BoardFilter(request.GET)
    found = asked.narrow(promised().filter(plan=plan))
    if wants_csv(request):
        return as_csv(request, "plan", found, _CSV)
    stands = standings(
        plan, timezone.localdate(), path=asked.cleaned_data.get("under") or "", kinds=(asked.wanted_kind,)
    )
    columns: dict[str, list[_Place]] = {str(column): [] for column in _COLUMNS}
    for path, due_on, done_on in found.order_by().values_list("path", *_DAYS):
        rule = stands[path]
        columns[_DONE if done_on else str(rule.rag)].append((-rule.days_late, due_on or _NO_DAY, path))
    chosen = request.GET.get("column", "")
    context = plan_frame(plan, "plan-board") | {
        "filter": asked,
        "csv": csv_address(request),
        "xlsx": reverse("web:plan-xlsx", args=[plan.pk]),
        "iati": reverse("web:plan-iati", args=[plan.pk]),
        "columns": _cards(found, columns, chosen, stands, request),
    }
    return render(request, "plans/board.html", context)


def _cards(
    found: QuerySet[Node],
    columns: dict[str, list[_Place]],
    chosen: str,
    stands: dict[str, Standing],
    request: OfficerRequest,
) -> list[dict[str, Any]]:
    """The columns with their first cards; only what is shown is read as a whole."""
    most = _CARDS * 6 if chosen else _CARDS
    shown = {name: sorted(places)[:most] for name, places in columns.items() if chosen in {"", name}}
    wanted = [path for places in shown.values() for *_rest, path in places]
    nodes = {node.path: node for node in found.filter(path__in=wanted).order_by().only(*_SHOWN)}
    return [
        _column(
            name,
            [nodes[path] for *_rest, path in places],
            len(columns[name]),
            stands,
            everything=bool(chosen),
            request=request,
        )
        for name, places in shown.items()
    ]


def _column(
    name: str,
    shown: list[Node],
    count: int,
    stands: dict[str, Standing],
    *,
    everything: bool,
    request: OfficerRequest,
) -> dict[str, Any]:
    query = request.GET.copy()
    query["column"] = name
    return {
        "state": Status(code="done", label=_("Done")) if name == _DONE else rag_status(name),
        "count": count,
        "more": count - len(shown),
        "more_url": "" if everything else f"?{query.urlencode()}",
        "cards": [
            {
                "code": node.code,
                "title": node.title,
                "url": node_url(node),
                "lead": node.lead_agency.name if node.lead_agency else "",
                "due": node.due_on,
                "late": stands[node.path].days_late if is_late(node, stands[node.path]) else 0,
                "word": own_word(node),
                "reasons": ", ".join(
                    str(REASONS[code]) for code in stands[node.path].reasons if code not in {"late", "done"}
                ),
            }
            for node in shown
        ],
    }
