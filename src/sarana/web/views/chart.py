"""The link chart of a case, and of the cases joined to it: numbers and kinds, never a name; the same as a table below."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.vault.sealing import unseal
from sarana.publish.charts import Shape, Tie, legend_sign, link_chart
from sarana.register.cases.models import Case, Event, Suspect, Victim
from sarana.register.cases.queries import case_numbered
from sarana.register.traces.enums import TraceKind
from sarana.register.traces.models import Trace
from sarana.register.traces.queries import Chart, Edge, Node, cases_joined_to, chart_of
from sarana.register.traces.rules import may_read_trace, tail_of
from sarana.web.components import Column, Link
from sarana.web.views.cases import case_crumbs
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.phrases import event_words, person_facts, url_of


@for_officers(Power.SEE_CASES)
def chart(request: OfficerRequest, number: str) -> HttpResponse:
    """One case, or (``?with=joined``) every case that the officer sees and that shares somebody or something with it."""
    officer = request.user
    case = only(case_numbered(officer, number=number.upper()))
    joined, more = cases_joined_to(case, officer)
    wide = request.GET.get("with") == "joined"
    drawn = chart_of([case, *joined] if wide else [case])
    shapes = {node.key: _shape(node, officer) for node in drawn.nodes}
    path = reverse("web:case-chart", args=[case.number])
    context = {
        "case": case,
        "crumbs": [*case_crumbs(case), Link(url="", label=_("Link chart"))],
        "tabs": [
            Link(url=path, label=_("This case"), current=not wide),
            Link(url=f"{path}?with=joined", label=_("With the cases joined to it"), current=wide, count=len(joined)),
        ],
        "joined": [Link(url=url_of(other), label=other.number) for other in joined] if wide else [],
        "more": more and wide,
        "svg": _drawing(case, drawn, shapes),
        "left_out": drawn.left_out,
        "legend": _legend(drawn.nodes),
        "columns": _columns(),
        "rows": [_row(edge, shapes) for edge in drawn.edges],
    }  # fmt: skip
    return render(request, "register/chart.html", context)


def _drawing(case: Case, drawn: Chart, shapes: dict[str, Shape]) -> SafeString:
    ties = [
        Tie(edge.one, edge.other, _tie_words(edge), edge.link.confidence if edge.link else "plain")
        for edge in drawn.edges
    ]
    title = _("Link chart of the case %(number)s") % {"number": case.number}
    # Every word in it was escaped where it was drawn.
    return mark_safe(link_chart(title, list(shapes.values()), ties))  # noqa: S308


def _shape(node: Node, officer: Officer) -> Shape:
    """A node as it is drawn and heard: its number and kind; a trace's end only for those who may open identities."""
    record = node.record
    kind, name, words, url = node.shape, "", "", ""
    if isinstance(record, Case):
        name, words, url = record.number, _("Case"), url_of(record)
    elif isinstance(record, Event):
        name, words = _("Event"), event_words(record).partition(" · ")[2]
        url = f"{url_of(record.case)}#events"
    elif isinstance(record, Trace):
        kind = "premises" if record.kind == TraceKind.PREMISES else "trace"
        end = tail_of(record.kind, unseal(record)["value"]) if may_read_trace(officer, record) else ""
        name, words, url = str(record.get_kind_display()), end or record.number, url_of(record)
    else:
        name, url = record.number, url_of(record)
        words = _("Victim") if isinstance(record, Victim) else _("Suspect")
    heard = f"{name}, {words}" + (
        f", {person_facts(record)}" if isinstance(record, (Victim, Suspect)) else ""
    )
    return Shape(node.key, kind, name, words, url, heard)


def _tie_words(edge: Edge) -> str:
    if edge.relation == "same":
        return _("the same")
    return str(edge.link.get_relation_display()) if edge.link else ""


def _relation_words(edge: Edge) -> str:
    fixed = {
        "same": _("is the same as"),
        "event": _("holds the event"),
        "in_event": _("concerns"),
        "belongs": _("holds"),
    }
    return fixed.get(edge.relation) or _tie_words(edge)


def _row(edge: Edge, shapes: dict[str, Shape]) -> dict[str, object]:
    one, other, link = shapes[edge.one], shapes[edge.other], edge.link
    return {
        "one": f"{one.name} · {one.words}",
        "one_url": one.url,
        "relation": _relation_words(edge),
        "other": f"{other.name} · {other.words}",
        "other_url": other.url,
        "sure": f"{link.get_confidence_display()} · {link.get_known_from_display()}" if link else None,
    }


def _columns() -> list[Column]:
    return [
        Column(key="one", label=_("Who or what"), link="one_url"),
        Column(key="relation", label=_("What it is to them")),
        Column(key="other", label=_("To whom or what"), link="other_url"),
        Column(key="sure", label=_("How sure it is")),
    ]


def _legend(nodes: Sequence[Node]) -> list[tuple[SafeString, str]]:
    names = {
        "case": _("Case"),
        "event": _("Event"),
        "victim": _("Victim"),
        "suspect": _("Suspect"),
        "trace": _("Telephone, account, vehicle, document"),
        "premises": _("Premises"),
    }
    present = {node.shape for node in nodes}
    if any(isinstance(n.record, Trace) and n.record.kind == TraceKind.PREMISES for n in nodes):
        present.add("premises")
    return [(mark_safe(legend_sign(kind)), name) for kind, name in names.items() if kind in present]  # noqa: S308
