"""Campaigns: what was taught to whom, how many it reached, what they know now, and what it cost."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import has_power
from sarana.publish.charts import bar_chart
from sarana.register.outreach.enums import KapItem
from sarana.register.outreach.models import Campaign
from sarana.register.outreach.queries import campaigns as all_campaigns
from sarana.register.outreach.queries import citations_in_time, people_of
from sarana.register.outreach.rules import (
    Share,
    gain,
    knowledge,
    may_run_campaign,
    per_person,
    per_point,
    share,
    shown_count,
)
from sarana.web.components import Column, Link, SummaryRow, Words
from sarana.web.forms.outreach import CampaignFilter
from sarana.web.views.drawing import drawn, language
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.plan_frame import node_link
from sarana.web.views.sections import Section
from sarana.web.views.trail import story_of
from sarana.web.wording import figure

_CSV = {
    "title_km": "title_km",
    "title_en": "title_en",
    "agency": "agency__code",
    "audience": "audience",
    "channel": "channel",
    "place": "place_id",
    "starts_on": "starts_on",
    "ends_on": "ends_on",
    "cost": "cost",
    "currency": "currency",
    "reached": "people",
}
_SESSIONS = 40


def campaigns_link() -> Link:
    """The way to the campaigns."""
    return Link(url=reverse("web:campaigns"), label=_("Campaigns"))


def campaign_url(campaign: Campaign) -> str:
    """A campaign's page."""
    return reverse("web:campaign", args=[campaign.pk])


@for_officers(Power.SEE_FIGURES)
def campaigns(request: OfficerRequest) -> HttpResponse:
    """Every campaign."""
    asked = CampaignFilter(request.GET)
    found = asked.narrow(all_campaigns())
    if wants_csv(request):
        return as_csv(request, "campaigns", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": campaigns_link().label,
        "crumbs": [],
        "page": page,
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "rows": [
            {
                "title": one.title,
                "url": campaign_url(one),
                "agency": one.agency.name,
                "audience": one.get_audience_display(),
                "starts": one.starts_on,
                "reached": people_of(one),
            }
            for one in page.rows
        ],
        "columns": [
            Column(key="title", label=_("Campaign"), link="url"),
            Column(key="agency", label=_("Agency")),
            Column(key="audience", label=_("Audience")),
            Column(key="starts", label=_("First day"), kind="date"),
            Column(key="reached", label=_("Persons reached"), kind="number"),
        ],
        "csv": csv_address(request),
        "nothing": _("No campaign yet"),
        "nothing_text": _("Who teaches the public puts the campaign on record here."),
        "add": Link(url=reverse("web:campaign-new"), label=_("New campaign"))
        if has_power(request.user, Power.NOTE_PROGRESS)
        else None,
    }
    return render(request, "register/list.html", context)


def one_campaign(key: UUID) -> Campaign:
    """A campaign with how many it reached."""
    found = all_campaigns().filter(pk=key).first()
    if found is None:
        raise Http404
    return found


@for_officers(Power.SEE_FIGURES)
def campaign(request: OfficerRequest, key: UUID) -> HttpResponse:
    """One campaign with its sessions, its surveys and what it came to."""
    found, officer = one_campaign(key), request.user
    may_run = may_run_campaign(officer, found)
    ways = [
        ("campaign-session", _("New session"), may_run),
        ("campaign-survey", _("Bring a survey"), may_run),
        ("campaign-form", _("Survey for offline use (XLSForm)"), may_run),
        ("campaign-cite", _("A report names it"), has_power(officer, Power.RECORD_REPORT)),
    ]
    surveys = {survey.round: survey for survey in found.surveys.all()}
    context = {
        "title": found.title,
        "kicker": _("Campaign"),
        "crumbs": [campaigns_link(), Link(url="", label=found.title[:60])],
        "summary": [SummaryRow(label=label, value=value) for label, value in _summary(found) if value],
        "ways": [
            Link(url=reverse(f"web:{name}", args=[found.pk]), label=label) for name, label, may in ways if may
        ],
        "message": found.message_km if language() == "km" and found.message_km else found.message_en,
        **_learned(surveys),
        "came_to": _came_to(found, surveys),
        "sections": [_sessions(found)],
        "story": story_of(found, limit=8),
    }
    return render(request, "outreach/campaign.html", context)


def _summary(campaign: Campaign) -> list[tuple[str, Any]]:
    return [
        (_("Agency that runs it"), campaign.agency.name),
        (_("Audience"), campaign.get_audience_display()),
        (_("Channel"), campaign.get_channel_display()),
        (_("Languages"), campaign.languages),
        (_("Where"), campaign.place.name if campaign.place else None),
        (_("First day"), campaign.starts_on),
        (_("Last day"), campaign.ends_on),
        (
            _("Cost"),
            f"{figure(float(campaign.cost), 0)} {campaign.currency}" if campaign.cost is not None else None,
        ),
        (_("Tricks it warns of"), ", ".join(trick.told("name") for trick in campaign.tricks.all())),
        (_("Hotline that is shown"), campaign.hotline),
        (_("Materials handed out"), campaign.materials or None),
        (_("Activity of the plan"), node_link(campaign.node) if campaign.node else None),
    ]


def _percent(found: Share | None) -> str | None:
    if found is None:
        return None
    words = {
        "percent": figure(found.percent),
        "low": figure(found.low),
        "high": figure(found.high),
        "n": figure(found.answered),
    }
    return _("%(percent)s %% (%(low)s to %(high)s, n = %(n)s)") % words


def _learned(surveys: dict[str, Any]) -> dict[str, Any]:
    rows, bars = [], []
    for item in KapItem:
        shares = {
            name: share(right, answered)
            for name, survey in surveys.items()
            for answered, right in [survey.answers.get(str(item), [0, 0])]
        }
        before, after = shares.get("before"), shares.get("after")
        if before is None and after is None:
            continue
        rose = gain(before, after)
        rows.append(
            {
                "item": item.label,
                "before": _percent(before),
                "after": _percent(after),
                "gain": _("%(points)s points (%(low)s to %(high)s)")
                % {"points": figure(rose.points), "low": figure(rose.low), "high": figure(rose.high)}
                if rose
                else None,
            }
        )
        bars += [
            (f"{item.label} – {word}", round(one.percent, 1))
            for word, one in ((_("Before"), before), (_("After"), after))
            if one
        ]
    title = _("What people know, before and after, in per cent")
    return {
        "chart_title": title,
        "chart": drawn(bar_chart(title, bars, language=language(), narrow=True)) if bars else "",
        "kap_rows": rows,
        "kap_columns": [
            Column(key="item", label=_("What was asked")),
            Column(key="before", label=_("Before")),
            Column(key="after", label=_("After")),
            Column(key="gain", label=_("Rise")),
        ],
    }


def _came_to(campaign: Campaign, surveys: dict[str, Any]) -> list[SummaryRow]:
    reached = people_of(campaign)
    shares = {name: knowledge(survey.answers) for name, survey in surveys.items()}
    rose = gain(shares.get("before"), shares.get("after"))
    person, point = per_person(campaign.cost, reached), per_point(campaign.cost, rose)
    cited = shown_count(citations_in_time(campaign))
    rows: list[tuple[Words, Any]] = [
        (_("Persons reached"), reached),
        (
            _("Cost for each person"),
            f"{figure(float(person), 2)} {campaign.currency}" if person is not None else None,
        ),
        (
            _("Cost for each point of knowledge"),
            f"{figure(float(point), 2)} {campaign.currency}"
            if point is not None
            else _("Nothing can be said: no rise above what chance gives."),
        ),
        (_("Reports that name it, within 90 days"), cited if cited is not None else _("fewer than 5")),
    ]
    return [SummaryRow(label=label, value=value) for label, value in rows]


def _sessions(campaign: Campaign) -> Section:
    rows = [
        {
            "on": session.held_on,
            "place": session.place.name if session.place else None,
            "reached": session.reached,
            "women": session.women,
            "men": session.men,
            "young": session.under_18,
            "migrants": session.migrants,
            "how": _("Guess of the crowd") if session.is_estimate else _("Counted by heads"),
        }
        for session in campaign.sessions.select_related("place")[:_SESSIONS]
    ]
    return Section(
        title=_("Sessions"),
        columns=[
            Column(key="on", label=_("Day"), kind="date"),
            Column(key="place", label=_("Where")),
            Column(key="reached", label=_("Persons reached"), kind="number"),
            Column(key="women", label=_("Women and girls"), kind="number"),
            Column(key="men", label=_("Men and boys"), kind="number"),
            Column(key="young", label=_("Under 18"), kind="number"),
            Column(key="migrants", label=_("Migrants, or about to leave"), kind="number"),
            Column(key="how", label=_("How counted")),
        ],
        rows=rows,
        nothing=_("No session is on record."),
    )
