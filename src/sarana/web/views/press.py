"""What was said, held against the record: check a text, the texts that were checked, the numbers that were published."""

from decimal import Decimal, InvalidOperation

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.measure.figures.queries import latest_snapshot
from sarana.measure.press.actions import keep_check
from sarana.measure.press.desk import Promise, follow_ups, links_of, promises_in
from sarana.measure.press.enums import TextState
from sarana.measure.press.models import CheckedText, PublishedFigure, TextLink
from sarana.measure.press.queries import checked_texts, figures_on_file, inbox, topics_of
from sarana.measure.press.rules import keeps_the_desk
from sarana.publish.charts import bar_chart
from sarana.web.components import Column, Link, Status, Tone
from sarana.web.forms.press import CheckForm, FigureFilter, TextFilter
from sarana.web.views.drawing import drawn
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.press_text import marked, narrated_in, parts_of, statements_in, verdicts_of
from sarana.web.views.press_words import measure_name, period_words

_CSV = {
    name: name
    for name in ("indicator", "value", "period_start", "period_end", "claimant", "scope", "note", "source")
}
_MOST_VERSIONS = 25
_MOST_TOPICS = 20
_TONES: dict[str, Tone] = {TextState.NEW: "info", TextState.REVIEWED: "good", TextState.SET_ASIDE: "neutral"}


_TEXT_CSV = {
    "title": "title",
    "published_on": "published_on",
    "source": "source__name",
    "address": "address",
    "state": "state",
    "copies": "copies",
    "checked_at": "checked_at",
}


def press_link() -> Link:
    """The way to the inbox."""
    return Link(url=reverse("web:press"), label=_("Press check"))


@for_officers(Power.CHECK_PRESS)
def press(request: OfficerRequest) -> HttpResponse:
    """The inbox: the texts that were checked, newest first; repetitions are folded under the first."""
    asked = TextFilter(request.GET, officer=request.user)
    told = asked.cleaned_data if asked.is_valid() else {}
    source, topic = told.get("source"), told.get("topic")
    found = inbox(
        words=told.get("q", ""),
        state=told.get("state", ""),
        source=source.pk if source else None,
        topic=topic.pk if topic else None,
    )
    if wants_csv(request):
        return as_csv(request, "checked-texts", found, _TEXT_CSV)
    page = page_of(request, found.defer("text", "signature"))
    context = {
        "filter": asked,
        "filtered": any(told.values()),
        "page": page,
        "rows": [_checked_row(checked) for checked in page.rows],
        "columns": [
            Column(key="title", label=_("Text"), link="url"),
            Column(key="source", label=_("Source")),
            Column(key="published_on", label=_("Published on"), kind="date"),
            Column(key="state", label=_("State")),
            Column(key="statements", label=_("Statements"), kind="number"),
            Column(key="claims", label=_("Claims"), kind="number"),
            Column(key="copies", label=_("Repeated by"), kind="number"),
            Column(key="checked_at", label=_("Checked on"), kind="date"),
        ],
        "csv": csv_address(request),
        "topics": [topic for topic in topics_of(request.user)[:_MOST_TOPICS] if getattr(topic, "waiting", 0)],
    }
    return render(request, "press/list.html", context)


def _checked_row(checked: CheckedText) -> dict[str, object]:
    statements = checked.result.get("statements", [])
    claims = sum(len(one["claims"]) for one in statements) + len(checked.result.get("narrative_claims", []))
    return {
        "title": checked.title,
        "url": reverse("web:press-check", args=[checked.pk]),
        "source": checked.source.name if checked.source else None,
        "published_on": checked.published_on,
        "state": state_of(checked),
        "statements": len(statements),
        "claims": claims,
        "copies": getattr(checked, "copies", 0) or None,
        "checked_at": checked.checked_at,
    }


def state_of(checked: CheckedText) -> Status:
    """Where the text stands, as a mark."""
    return Status(code=checked.state, label=checked.get_state_display(), tone=_TONES[checked.state])


@for_officers(Power.CHECK_PRESS)
def new_check(request: OfficerRequest) -> HttpResponse:
    """Hold a text against the latest snapshot and the published figures, and keep the outcome."""
    page = FormPage(
        title=_("Check a text"),
        crumbs=[press_link()],
        save=_("Check it"),
        back=reverse("web:press"),
        lede=_("Who said what, and whether the record bears it out. The text and the outcome are kept."),
        with_file=True,
    )

    def act(form: CheckForm) -> str:
        data = form.cleaned_data
        checked = keep_check(
            by=request.user,
            title=data["title"],
            text=data["text"],
            published_on=data["published_on"],
            snapshot=latest_snapshot(),
        )
        return reverse("web:press-check", args=[checked.pk])

    return fill_in(request, page, CheckForm, act)


@for_officers(Power.CHECK_PRESS)
def check(request: OfficerRequest, key: str) -> HttpResponse:
    """The outcome: the text with its statements marked, each claim with its verdict, the text's own claims apart."""
    checked = get_object_or_404(checked_texts(), pk=key)
    parts = parts_of(checked)
    asked = request.GET.get("part", "1")
    number = min(max(int(asked), 1), len(parts)) if asked.isdecimal() and len(asked) < 6 else 1  # noqa: PLR2004
    start, end = parts[number - 1] if parts else (0, 0)
    language = "km" if (get_language() or "km").startswith("km") else "en"
    statements = statements_in(checked, start, end, language)
    context = {
        "checked": checked,
        "crumbs": [press_link(), Link(url="", label=checked.title)],
        "words": marked(checked, start, end),
        "verdicts": verdicts_of(checked),
        "judged": [one for one in statements if one.claims],
        "unjudged": [one for one in statements if not one.claims],
        "narrated": narrated_in(checked, start, end, language),
        "snapshot": checked.result.get("snapshot"),
        "language": written if (written := checked.result.get("language")) in {"en", "km"} else "",
        "part": number,
        "parts": len(parts),
        "earlier": f"?part={number - 1}" if number > 1 else "",
        "later": f"?part={number + 1}" if number < len(parts) else "",
        "state": state_of(checked),
        "keeps": keeps_the_desk(request.user),
        "copies": [
            Link(url=reverse("web:press-check", args=[one.pk]), label=one.title)
            for one in checked.repeated_by.defer("text", "result")[:_MOST_TOPICS]
        ],
        "first": checked.repeats,
        "promises": [_promised(one) for one in promises_in(checked)[:_MOST_TOPICS]],
        "questions": follow_ups(text=checked.pk)[:_MOST_TOPICS],
        "links": [_link_row(one) for one in links_of(request.user, checked)[:_MOST_TOPICS]],
    }
    return render(request, "press/check.html", context)


def _promised(one: Promise) -> dict[str, object]:
    node = one.link.node
    way = Link(url=reverse("web:node", args=[node.pk]), label=f"{node.code} {node.title}")
    return {"words": one.words, "speaker": one.speaker, "node": way}


def _link_row(one: TextLink) -> Link:
    if one.case is not None:
        return Link(url=reverse("web:case", args=[one.case.number]), label=one.case.number)
    trick = one.trick
    return Link(
        url=reverse("web:trick", args=[trick.code]) if trick else "", label=str(trick.name) if trick else ""
    )


@for_officers(Power.CHECK_PRESS)
def published(request: OfficerRequest) -> HttpResponse:
    """Numbers that were published, with their sources."""
    asked = FigureFilter(request.GET)
    asked.is_valid()
    wanted = asked.cleaned_data
    found = figures_on_file(
        indicator=wanted.get("q", ""), claimant=wanted.get("claimant", ""), year=wanted.get("year")
    )
    if wants_csv(request):
        return as_csv(request, "published-figures", found, _CSV)
    page = page_of(request, found)
    context = {
        "filter": asked,
        "filtered": any(wanted.values()),
        "crumbs": [press_link(), Link(url="", label=_("Published figures"))],
        "page": page,
        "rows": [_published_row(figure) for figure in page.rows],
        "columns": _published_columns(with_indicator=True),
        "csv": csv_address(request),
    }
    return render(request, "press/published.html", context)


def _published_columns(*, with_indicator: bool) -> list[Column]:
    columns = [
        Column(key="period", label=_("Period")),
        Column(key="value", label=_("Number"), kind="number"),
        Column(key="claimant", label=_("Who published it")),
        Column(key="scope", label=_("Of what")),
        Column(key="source", label=_("Source")),
    ]
    first = Column(key="indicator", label=_("What was counted"), link="url")
    return [first, *columns] if with_indicator else [*columns, Column(key="note", label=_("Note"))]


def _published_row(figure: PublishedFigure) -> dict[str, object]:
    start = figure.period_start.isoformat() if figure.period_start else None
    end = figure.period_end.isoformat() if figure.period_end else None
    number = _number(figure.value)
    return {
        "indicator": measure_name(figure.indicator),
        "url": reverse("web:published-figure", args=[figure.indicator]),
        "value": figure.value if number is None else number,
        "period": period_words(start, end) or None,
        "claimant": figure.claimant,
        "scope": figure.scope or None,
        "source": Link(url=figure.source, label=figure.source.split("/")[2].removeprefix("www.")),
        # Notes stand as they were taken down, in English.
        "note": format_html('<span lang="en">{}</span>', figure.note) if figure.note else None,
    }


def _period_of(figure: PublishedFigure) -> str:
    days = (day.isoformat() if day else None for day in (figure.period_start, figure.period_end))
    return period_words(*days)


def _number(text: str) -> int | float | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


@for_officers(Power.CHECK_PRESS)
def published_figure(request: OfficerRequest, indicator: str) -> HttpResponse:
    """Every version of one number that was published: by whom, for which period, side by side."""
    versions = list(
        PublishedFigure.objects.filter(indicator=indicator).order_by("period_end", "claimant", "pk")
    )
    if not versions:
        raise Http404
    shown = versions[-_MOST_VERSIONS:]
    name = measure_name(indicator)
    numbers = [_number(version.value) for version in shown]
    language = "km" if (get_language() or "km").startswith("km") else "en"
    rows = [_published_row(version) for version in shown]
    bars = [
        (" · ".join(str(row[part]) for part in ("period", "claimant", "scope") if row[part]), number)
        for row, number in zip(rows, numbers, strict=True)
    ]
    several = len(bars) > 1 and None not in numbers
    chart = bar_chart(name, bars, language=language, narrow=True) if several else ""
    context = {
        "name": name,
        "code": indicator,
        "crumbs": [
            press_link(),
            Link(url=reverse("web:published"), label=_("Published figures")),
            Link(url="", label=name),
        ],
        "title": _("%(name)s: every version on file") % {"name": name},
        "chart": drawn(chart),
        "rows": rows,
        "columns": _published_columns(with_indicator=False),
        "older": len(versions) - len(shown),
        "wrong": [(one, _period_of(one)) for one in shown] if keeps_the_desk(request.user) else [],
    }
    return render(request, "press/published_figure.html", context)
