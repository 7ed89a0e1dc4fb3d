"""What releases cost: each protection before one is chosen, and the privacy budgets of the data years."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.publish.charts import bar_chart
from sarana.publish.releases.actions import costs_compared
from sarana.publish.releases.enums import Protection
from sarana.publish.releases.queries import budget_told, budgets, release_head, releases
from sarana.web.components import Column, Link
from sarana.web.views.drawing import drawn, language
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.release_words import cost_columns, cost_row, table_title
from sarana.web.views.releases import release_url, releases_link
from sarana.web.views.sections import Section


@for_officers(Power.WRITE_REPORT)
def release_costs(request: OfficerRequest, key: UUID) -> HttpResponse:
    """What each protection would cost each table by itself, before one is chosen."""
    found = get_object_or_404(releases(), pk=key)
    words = dict(Protection.choices)
    rows = [
        {"title": table_title(table), "protection": words[kind], **cost_row(cost)}
        for table in found.tables.all()
        for kind, cost in costs_compared(table).items()
    ]
    section = Section(
        title=_("Each table by itself"),
        columns=cost_columns(),
        rows=rows,
        nothing=_("Add a table first."),
    )
    context = {
        "title": _("What protection costs"),
        "lede": _("Looking changes nothing and spends nothing. Tables of one figure and year are protected together, which may hide more."),
        "sections": [section],
        "crumbs": [releases_link(), Link(url=release_url(found), label=found.code), Link(url="", label=_("What protection costs"))],
    }  # fmt: skip
    return render(request, "releases/sections.html", context)


@for_officers(Power.WRITE_REPORT)
def release_budgets(request: OfficerRequest) -> HttpResponse:
    """What is left of each data year's privacy budget, and what spent it."""
    years = list(budgets())
    left = {one.year: budget_told(one) for one in years}
    section = Section(
        title=_("Years"),
        columns=[
            Column(key="year", label=_("Data year")),
            Column(key="allowed", label=_("Allowed (zCDP)")),
            Column(key="spent", label=_("Spent")),
            Column(key="left", label=_("Left")),
            Column(key="by", label=_("Spent by")),
        ],
        rows=[
            {
                "year": str(one.year),
                "allowed": str(left[one.year].rho),
                "spent": str(left[one.year].spent),
                "left": str(left[one.year].rho - left[one.year].spent),
                "by": ", ".join(f"{entry.release.code} ({entry.rho})" for entry in one.entries.all()),
            }
            for one in years
        ],
        nothing=_("Nothing was spent yet. Every data year has a budget of 1."),
    )
    title = _("Spent of each year’s budget")
    bars = [(str(one.year), float(left[one.year].spent)) for one in years]
    context = {
        "title": _("Privacy budgets"),
        "lede": _("How much may be learnt of any person of a data year over all releases with noise. What was spent is never given back."),
        "sections": [section],
        "chart_title": title,
        "chart": drawn(bar_chart(title, bars, language=language(), narrow=True)) if bars else "",
        "head": release_head(),
        "crumbs": [releases_link(), Link(url="", label=_("Privacy budgets"))],
    }  # fmt: skip
    return render(request, "releases/sections.html", context)
