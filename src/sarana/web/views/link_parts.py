"""How the net is told: things as shapes and rows, the tabs, the files. Numbers and kinds, never a name or a value."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from sarana.publish.charts import Shape, Tie, legend_sign, link_chart
from sarana.publish.datasets.ftm import net_as_ftm
from sarana.register.exports import record_export
from sarana.register.links.queries import BELONGS, CASE, ORGANISATION, PERSON, Bond, Network, Thing
from sarana.register.traces.enums import Confidence, Relation, TraceKind
from sarana.web.components import Column, Link
from sarana.web.forms.links import KINDS
from sarana.web.views.downloads import download
from sarana.web.views.gate import OfficerRequest
from sarana.web.views.listing import csv_file

# A drawing of more is read by nobody; the table below it holds everything.
MOST_DRAWN = 40
_PAGES = {CASE: "web:case", PERSON: "web:suspect", ORGANISATION: "web:suspect"}
_SHAPES = {CASE: "case", PERSON: "suspect", ORGANISATION: "suspect", TraceKind.PREMISES: "premises"}


def net_tabs(current: str) -> list[Link]:
    """The pages of the net."""
    names = [
        ("link-ways", _("Ways between two")),
        ("link-parts", _("What hangs together")),
        ("link-brokers", _("Who stands between")),
    ]
    return [Link(url=reverse(f"web:{name}"), label=label, current=name == current) for name, label in names]


def net_crumbs(*last: Link) -> list[Link]:
    """The way to a page of the net."""
    return [
        Link(url=reverse("web:cases"), label=_("Cases")),
        Link(url=reverse("web:link-ways"), label=_("Links")),
        *last,
    ]


def kind_words(thing: Thing) -> str:
    """What it is."""
    return str(KINDS[thing.kind])


def page_of_thing(thing: Thing) -> str:
    """The page of its first record."""
    return reverse(_PAGES.get(thing.kind, "web:trace"), args=[thing.key])


def relation_words(bond: Bond) -> str:
    """What the one is to the other."""
    return _("is in the case") if bond.relation == BELONGS else str(Relation(bond.relation).label)


def shape_of(thing: Thing) -> Shape:
    """A thing as it is drawn and heard."""
    words = kind_words(thing)
    if len(thing.cases) > 1:
        words = _("%(kind)s, %(n)s cases") % {"kind": words, "n": len(thing.cases)}
    return Shape(
        thing.key,
        _SHAPES.get(thing.kind, "trace"),
        thing.key,
        words,
        page_of_thing(thing),
        f"{thing.key}, {words}",
    )


def drawing_of(net: Network, title: str, first: Iterable[str] = ()) -> tuple[SafeString, int]:
    """The net as SVG, and how many things did not fit: those asked for first, then what has the most ties."""
    degree: dict[str, int] = {}
    for one, other in net.edges:
        degree[one], degree[other] = degree.get(one, 0) + 1, degree.get(other, 0) + 1
    asked = {key: at for at, key in enumerate(first)}
    order = sorted(net.things, key=lambda key: (asked.get(key, len(asked)), -degree.get(key, 0), key))
    drawn = net.part(order[:MOST_DRAWN])
    if not drawn.things:
        return SafeString(""), 0
    shapes = [shape_of(drawn.things[key]) for key in order[:MOST_DRAWN]]
    ties = [
        Tie(
            bond.one,
            bond.other,
            "" if bond.relation == BELONGS else relation_words(bond),
            bond.confidence or "plain",
        )
        for bond in drawn.bonds
    ]
    # Every word in it was escaped where it was drawn.
    return mark_safe(link_chart(title, shapes, ties)), len(net.things) - len(shapes)  # noqa: S308


def legend_of(things: Iterable[Thing]) -> list[tuple[SafeString, str]]:
    """The signs that occur."""
    names = {
        "case": _("Case"),
        "suspect": _("Suspect or organisation"),
        "trace": _("Telephone, account, vehicle, document"),
        "premises": _("Premises"),
    }
    present = {_SHAPES.get(thing.kind, "trace") for thing in things}
    return [(mark_safe(legend_sign(kind)), name) for kind, name in names.items() if kind in present]  # noqa: S308


def tie_columns() -> list[Column]:
    """The columns of a table of ties."""
    return [
        Column(key="one", label=_("Who or what"), link="one_url"),
        Column(key="relation", label=_("What it is to them")),
        Column(key="other", label=_("To whom or what"), link="other_url"),
        Column(key="sure", label=_("How sure it is")),
    ]


def tie_row(bond: Bond, things: Mapping[str, Thing]) -> dict[str, object]:
    """A tie as a line."""
    one, other = things[bond.one], things[bond.other]
    return {
        "one": f"{one.key} · {kind_words(one)}",
        "one_url": page_of_thing(one),
        "relation": relation_words(bond),
        "other": f"{other.key} · {kind_words(other)}",
        "other_url": page_of_thing(other),
        "sure": Confidence(bond.confidence).label if bond.confidence else None,
    }


def net_file(
    request: OfficerRequest, name: str, head: Sequence[str], rows: Sequence[Sequence[Any]]
) -> HttpResponse:
    """A table of the net as CSV, with the ledger entry that says who took it."""
    response, count = csv_file(name, head, rows)
    net_taken(request, name, count)
    return response


def ftm_file(request: OfficerRequest, name: str, net: Network) -> HttpResponse:
    """The net as FollowTheMoney JSON lines, with the ledger entry that says who took it."""
    lines = list(net_as_ftm(net))
    net_taken(request, f"{name} (FollowTheMoney)", len(lines))
    return download(f"{name}.ftm.jsonl", "".join(f"{line}\n" for line in lines).encode())


def net_taken(request: OfficerRequest, what: str, rows: int) -> None:
    """Put on record that somebody took a page of the net away."""
    filters = sorted(key for key, value in request.GET.items() if value and key not in {"as", "after"})
    record_export(by=request.user, what=what, rows=rows, filters=filters)
