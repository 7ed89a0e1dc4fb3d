"""The net over the cases that an officer may see: ways between two, what hangs together, who stands between others."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.publish.charts import bar_chart
from sarana.register.links.queries import CASE, Bond, Network, network_visible_to
from sarana.science.links import brokers_of, components_of, groups_in, ways_between
from sarana.web.components import Link
from sarana.web.forms.links import KINDS, NetFilter, WaysForm
from sarana.web.views.drawing import drawn, language
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.link_paper import net_paper, paper_of_part, paper_of_ways, table_of
from sarana.web.views.link_parts import (
    drawing_of,
    ftm_file,
    kind_words,
    legend_of,
    net_crumbs,
    net_file,
    net_tabs,
    page_of_thing,
    relation_words,
    tie_columns,
    tie_row,
)
from sarana.web.views.link_rows import broker_columns, broker_row, by_kind, part_columns, part_row
from sarana.web.views.listing import slice_of

# More ways than these repeat what the first ones say.
_WAYS = 3
_IN_CHART = 10


def _file_address(request: HttpRequest, kind: str) -> str:
    query = request.GET.copy()
    query.pop("after", None)
    query["as"] = kind
    return f"?{query.urlencode()}"


def _file_addresses(request: HttpRequest) -> dict[str, str]:
    return {kind: _file_address(request, kind) for kind in ("csv", "ftm", "pdf")}


@for_officers(Power.SEE_CASES)
def ways(request: OfficerRequest) -> HttpResponse:
    """The shortest few ways from one thing to another."""
    form = WaysForm(request.GET) if {"one", "other"} & set(request.GET) else WaysForm()
    context: dict[str, Any] = {
        "title": _("Ways between two"),
        "tabs": net_tabs("link-ways"),
        "crumbs": net_crumbs(Link(url="", label=_("Ways between two"))),
        "form": form,
        "columns": tie_columns(),
    }
    if form.is_bound and form.is_valid():
        asked = [form.cleaned_data["one"], form.cleaned_data["other"]]
        net = network_visible_to(request.user, around=asked)
        ends = [net.numbered(number) for number in asked]
        for name, end in zip(("one", "other"), ends, strict=True):
            if end is None:
                form.add_error(
                    name, _("Nothing of this number is in the net that you see. Victims and what is theirs never are.")
                )  # fmt: skip
        if all(ends):
            found = ways_between(net.edges, *(end.key for end in ends if end), most=_WAYS)
            if wanted := request.GET.get("as"):
                if wanted == "pdf":
                    keys = [end.key for end in ends if end]
                    return paper_of_ways(request, net, keys, [_along(net, way) for way in found])
                return _ways_file(request, wanted, net, found)
            context |= _ways_found(net, found) | _file_addresses(request)
            context["same"] = ends[0] is ends[1]
    return render(request, "links/ways.html", context, status=422 if form.errors else 200)


def _ways_found(net: Network, found: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    on_way = list(dict.fromkeys(key for way in found for key in way))
    inside = net.part(on_way)
    svg, _left = drawing_of(inside, _("Ways between two"), first=on_way)
    return {
        "asked": True,
        "ways": [
            {"steps": [tie_row(bond, net.things) for bond in _along(net, way)], "length": len(way) - 1}
            for way in found
        ],
        "svg": svg,
        "legend": legend_of(inside.things.values()),
        "left_out": net.left_out,
    }


def _along(net: Network, way: Sequence[str]) -> list[Bond]:
    between = {frozenset((bond.one, bond.other)): bond for bond in net.bonds}
    return [between[frozenset(step)] for step in pairwise(way)]


def _ways_file(
    request: OfficerRequest, wanted: str, net: Network, found: Sequence[tuple[str, ...]]
) -> HttpResponse:
    if wanted == "ftm":
        return ftm_file(request, "ways", net.part(key for way in found for key in way))
    rows = [
        (at, step, bond.one, relation_words(bond), bond.other, bond.confidence)
        for at, way in enumerate(found, 1)
        for step, bond in enumerate(_along(net, way), 1)
    ]
    return net_file(request, "ways", ("way", "step", "one", "relation", "other", "confidence"), rows)


@for_officers(Power.SEE_CASES)
def parts(request: OfficerRequest) -> HttpResponse:
    """The parts of the net that hang together, the largest first."""
    asked = NetFilter(request.GET)
    asked.is_valid()
    net = network_visible_to(request.user, around=[request.GET.get("q", "")])
    if request.GET.get("as") == "ftm":
        return ftm_file(request, "links", net)
    found = [
        (part[0], things)
        for part in components_of(net.things, net.edges)
        if asked.fits(things := [net.things[key] for key in part])
    ]
    if request.GET.get("as") == "csv":
        rows = [(key, len(things), *by_kind(things).values()) for key, things in found]
        return net_file(request, "parts", ("part", "things", *KINDS), rows)
    columns = part_columns()
    if request.GET.get("as") == "pdf":
        table = table_of("", columns, [part_row(*one) for one in found])
        return net_paper(request, "parts", _("What hangs together"), [table], left_out=net.left_out)
    shown, newer, older = slice_of(request, [(key, (key, things)) for key, things in found])
    bars = [(key, float(len(things))) for key, things in found[:_IN_CHART]]
    title = _("How large the largest parts are")
    context = {
        "title": _("What hangs together"),
        "tabs": net_tabs("link-parts"),
        "crumbs": net_crumbs(Link(url="", label=_("What hangs together"))),
        "lede": _("Each part holds what is tied by a case, a person or a trace. A tie is a reason to look and no finding."),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "rows": [part_row(*one) for one in shown],
        "columns": columns,
        "newer": newer,
        "older": older,
        "chart_title": title,
        "chart": drawn(bar_chart(title, bars, language=language(), narrow=True)) if bars else "",
        **_file_addresses(request),
        "left_out": net.left_out,
    }  # fmt: skip
    return render(request, "links/list.html", context)


@for_officers(Power.SEE_CASES)
def part(request: OfficerRequest, number: str) -> HttpResponse:
    """The part that holds one thing: drawn, in groups, and every tie as a table."""
    net = network_visible_to(request.user, around=[number])
    thing = net.numbered(number)
    if thing is None:
        raise Http404
    holds = next(keys for keys in components_of(net.things, net.edges) if thing.key in keys)
    inside = net.part(holds)
    if request.GET.get("as") == "ftm":
        return ftm_file(request, f"part-{thing.key}", inside)
    if request.GET.get("as") == "csv":
        rows = [(bond.one, relation_words(bond), bond.other, bond.confidence) for bond in inside.bonds]
        return net_file(request, f"part-{thing.key}", ("one", "relation", "other", "confidence"), rows)
    if request.GET.get("as") == "pdf":
        return paper_of_part(request, thing, inside, _group_keys(holds, inside))
    title = _("What hangs together with %(number)s") % {"number": thing.key}
    svg, left = drawing_of(inside, title, first=[thing.key])
    ties = [(f"{bond.one} {bond.other}", bond) for bond in inside.bonds]
    shown, newer, older = slice_of(request, ties)
    context = {
        "title": title,
        "crumbs": net_crumbs(
            Link(url=reverse("web:link-parts"), label=_("What hangs together")), Link(url="", label=thing.key)
        ),
        "svg": svg,
        "left": left,
        "legend": legend_of(inside.things.values()),
        "groups": _groups(holds, inside),
        "rows": [tie_row(bond, inside.things) for bond in shown],
        "columns": tie_columns(),
        "newer": newer,
        "older": older,
        **_file_addresses(request),
        "left_out": net.left_out,
    }
    return render(request, "links/part.html", context)


def _group_keys(holds: Sequence[str], inside: Network) -> list[list[str]]:
    """The groups of the part; none where it is one group."""
    groups = groups_in(holds, inside.edges)
    if len(groups) < 2:  # noqa: PLR2004 - one group is the part itself
        return []
    return [list(group[:_IN_CHART]) for group in groups[:_IN_CHART]]


def _groups(holds: Sequence[str], inside: Network) -> list[list[Link]]:
    return [
        [Link(url=page_of_thing(inside.things[key]), label=key) for key in group]
        for group in _group_keys(holds, inside)
    ]


@for_officers(Power.SEE_CASES)
def brokers(request: OfficerRequest) -> HttpResponse:
    """Suspects, organisations and traces that others are tied through; a case is a file and no broker."""
    asked = NetFilter(request.GET)
    asked.is_valid()
    net = network_visible_to(request.user, around=[request.GET.get("q", "")])
    weighed = [key for key, thing in net.things.items() if thing.kind != CASE]
    all_found = brokers_of(net.things, net.edges, weighed=weighed)
    found = [one for one in all_found.found if asked.fits([net.things[one.key]])]
    if request.GET.get("as") == "csv":
        rows = [
            (one.key, net.things[one.key].kind, one.between, one.ties, len(net.things[one.key].cases))
            for one in found
        ]
        return net_file(request, "brokers", ("number", "kind", "between", "ties", "cases"), rows)
    columns = broker_columns()
    if request.GET.get("as") == "pdf":
        table = table_of("", columns, [broker_row(one, net) for one in found])
        return net_paper(
            request, "brokers", _("Who stands between"), [table], left_out=net.left_out, estimated=all_found.estimated
        )  # fmt: skip
    shown, newer, older = slice_of(request, [(one.key, one) for one in found])
    title = _("Who stands between the most pairs")
    bars = [(f"{one.key} · {kind_words(net.things[one.key])}", one.between) for one in found[:_IN_CHART]]
    context = {
        "title": _("Who stands between"),
        "tabs": net_tabs("link-brokers"),
        "crumbs": net_crumbs(Link(url="", label=_("Who stands between"))),
        "lede": _("Counted in pairs of others whose shortest way goes through it. It says where to look, never that somebody is guilty; victims are never counted."),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "rows": [broker_row(one, net) for one in shown],
        "columns": columns,
        "newer": newer,
        "older": older,
        "chart_title": title,
        "chart": drawn(bar_chart(title, bars, language=language(), narrow=True)) if bars else "",
        "csv": _file_address(request, "csv"),
        "pdf": _file_address(request, "pdf"),
        "estimated": all_found.estimated,
        "left_out": net.left_out,
    }  # fmt: skip
    return render(request, "links/list.html", context)
