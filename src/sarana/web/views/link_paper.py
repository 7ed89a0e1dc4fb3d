"""Pages of the net as papers: the same words and numbers, and the same ledger entry as any file of it."""

from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from sarana.publish.papers.links import PaperTable, links_pdf
from sarana.register.links.queries import Bond, Network, Thing
from sarana.web.components import Column
from sarana.web.views.downloads import download
from sarana.web.views.drawing import language
from sarana.web.views.gate import OfficerRequest
from sarana.web.views.link_parts import drawing_of, net_taken, tie_columns, tie_row
from sarana.web.wording import figure


def paper_of_ways(
    request: OfficerRequest, net: Network, ends: Sequence[str], ways: Sequence[Sequence[Bond]]
) -> HttpResponse:
    """The ways between two things, drawn and step by step."""
    on_way = list(dict.fromkeys(key for way in ways for bond in way for key in (bond.one, bond.other)))
    inside = net.part(on_way)
    svg, left = drawing_of(inside, _("Ways between two"), first=ends)
    tables = [
        table_of(_("Way %(number)s") % {"number": figure(number)}, tie_columns(), _ties(way, net.things))
        for number, way in enumerate(ways, 1)
    ]
    title = _("Ways between %(one)s and %(other)s") % {"one": ends[0], "other": ends[1]}
    none = [PaperTable("", [], [])]
    return net_paper(request, "ways", title, tables or none, svg=svg, left=left, left_out=net.left_out)


def paper_of_part(
    request: OfficerRequest, thing: Thing, inside: Network, groups: Sequence[Sequence[str]]
) -> HttpResponse:
    """What hangs together with one thing: drawn, its groups, every tie."""
    title = _("What hangs together with %(number)s") % {"number": thing.key}
    svg, left = drawing_of(inside, title, first=[thing.key])
    tables = [table_of(_("Ties"), tie_columns(), _ties(inside.bonds, inside.things))]
    if groups:
        rows = [[figure(number), ", ".join(group)] for number, group in enumerate(groups, 1)]
        tables.append(PaperTable(_("Groups"), [_("Group"), _("Who or what")], rows))
    name = f"part-{thing.key}"
    return net_paper(request, name, title, tables, svg=svg, left=left, left_out=inside.left_out)


def net_paper(
    request: OfficerRequest, name: str, title: str, tables: Sequence[PaperTable], *, svg: str = "", left: int = 0,
    left_out: bool = False, estimated: bool = False,
) -> HttpResponse:  # fmt: skip
    """A page of the net as a PDF, with the ledger entry that says who took it."""
    made = links_pdf(
        title=title, tables=tables, svg=str(svg), left=left, taken_by=request.user.name, language=language(),
        left_out=left_out, estimated=estimated,
    )  # fmt: skip
    net_taken(request, f"{name} (PDF)", sum(len(table.rows) for table in tables))
    return download(f"{name}-{language()}.pdf", made)


def table_of(title: str, columns: Sequence[Column], rows: Iterable[Mapping[str, object]]) -> PaperTable:
    """A table of a page as one of a paper."""
    lines = [[_written(row.get(column.key)) for column in columns] for row in rows]
    right = frozenset(at for at, column in enumerate(columns) if column.kind == "number")
    return PaperTable(title, [str(column.label) for column in columns], lines, right)


def _written(value: object) -> str:
    if value is None:
        return "–"
    return figure(value) if isinstance(value, int | float) else str(value)


def _ties(bonds: Iterable[Bond], things: Mapping[str, Thing]) -> list[dict[str, object]]:
    return [tie_row(bond, things) for bond in bonds]
