"""The living style page: every component of the design system, drawn by the tags that all pages use."""

from datetime import UTC, date, datetime

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sarana.web.components import Column, Link, Status, Step, SummaryRow, TimelineEntry, Tone, Words

TONES: list[tuple[Tone, Words]] = [
    ("neutral", gettext_lazy("Closed")),
    ("info", gettext_lazy("Open")),
    ("good", gettext_lazy("Accepted")),
    ("warn", gettext_lazy("Waiting")),
    ("bad", gettext_lazy("Overdue")),
    ("disputed", gettext_lazy("Disputed")),
]
YEARS = {2019: 81, 2020: 104, 2021: 87, 2022: 133, 2023: 126}


class SampleForm(forms.Form):
    """One field of each kind; nothing is saved."""

    what = forms.CharField(
        label=gettext_lazy("What was reported"),
        help_text=gettext_lazy("Write what you were told, in the words it was told."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    number = forms.CharField(label=gettext_lazy("Number of the report"), required=False, max_length=12)
    persons = forms.IntegerField(label=gettext_lazy("How many persons"), min_value=1)
    on = forms.DateField(
        label=gettext_lazy("Day of the event"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    province = forms.ChoiceField(
        label=gettext_lazy("Province"),
        choices=[("", "–"), ("01", gettext_lazy("Banteay Meanchey")), ("18", gettext_lazy("Preah Sihanouk"))],
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        choices=[
            ("f", gettext_lazy("Female")),
            ("m", gettext_lazy("Male")),
            ("x", gettext_lazy("Not known")),
        ],
        widget=forms.RadioSelect,
    )
    means = forms.MultipleChoiceField(
        label=gettext_lazy("Means used"),
        help_text=gettext_lazy("Tick all that apply."),
        required=False,
        choices=[
            ("f", gettext_lazy("Force")),
            ("d", gettext_lazy("Deception")),
            ("v", gettext_lazy("Abuse of need")),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    paper = forms.FileField(label=gettext_lazy("Attachment"), required=False)
    agreed = forms.BooleanField(
        label=gettext_lazy("The person agrees that this is recorded"),
        help_text=gettext_lazy("Without consent only the figures are kept."),
    )


class SampleSearch(forms.Form):
    """A search with two filters."""

    q = forms.CharField(label=gettext_lazy("Search the cases"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            ("open", gettext_lazy("Open")),
            ("closed", gettext_lazy("Closed")),
        ],
    )
    since = forms.DateField(
        label=gettext_lazy("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


def style_page(request: HttpRequest) -> HttpResponse:
    """Show the components; nothing on the page comes from the register."""
    context = {
        "tones": TONES,
        "sample": SampleForm(prefix="a"),
        "wrong": SampleForm({"w-persons": "0", "w-on": ""}, prefix="w"),
        "search": SampleSearch(request.GET or None, prefix=None),
        **_records(),
        **_figures(),
    }
    return render(request, "style.html", context)


def _records() -> dict[str, object]:
    cases: list[dict[str, object]] = [
        {"number": "TC-2022-0104", "url": "#", "place": _("Preah Sihanouk"), "persons": 12, "on": date(2022, 8, 19),
         "state": Status(code="open", label=_("Open"))},
        {"number": "TC-2022-0103", "url": "#", "place": _("Banteay Meanchey"), "persons": 1204, "on": date(2022, 8, 3),
         "state": Status(code="overdue", label=_("Overdue"))},
        {"number": "TC-2022-0098", "url": "#", "place": _("Battambang"), "persons": 3, "on": None,
         "state": Status(code="disputed", label=_("Disputed"))},
    ]  # fmt: skip
    columns = [
        Column(key="number", label=_("Case"), kind="code", link="url", sort="number"),
        Column(key="place", label=_("Province")),
        Column(key="on", label=_("Opened on"), kind="date", sort="on"),
        Column(key="state", label=_("State")),
        Column(key="persons", label=_("Persons"), kind="number", sort="persons"),
    ]
    return {
        "cases": cases,
        "columns": columns,
        "tabs": [
            Link(url="#records", label=_("Overview"), current=True),
            Link(url="#records", label=_("Victims"), count=12),
            Link(url="#records", label=_("Audit trail")),
        ],
        "summary": [
            SummaryRow(label=_("Number"), value="TC-2022-0104"),
            SummaryRow(label=_("Province"), value=_("Preah Sihanouk"), change_url="#records"),
            SummaryRow(label=_("Opened on"), value=date(2022, 8, 19), change_url="#records"),
            SummaryRow(label=_("State"), value=Status(code="open", label=_("Open"))),
            SummaryRow(label=_("Closed on"), value=None),
        ],
        "story": _story(),
        "stages": _stages(),
        "known": Status(code="identified", label=_("Identified")),
    }


def _story() -> list[TimelineEntry]:
    return [
        TimelineEntry(
            at=datetime(2022, 8, 21, 2, 40, tzinfo=UTC),
            title=_("Status disputed"),
            by=_("Provincial prosecution"),
            text=_("The court’s clerk found no evidence of purpose."),
            mark="9f2c61d4",
        ),
        TimelineEntry(
            at=datetime(2022, 8, 19, 7, 5, tzinfo=UTC),
            title=_("Case opened"),
            by=_("Provincial officer"),
            mark="03ab77e0",
        ),
    ]


def _stages() -> list[Step]:
    return [
        Step(label=_("Complaint"), state="done", on=date(2022, 8, 19)),
        Step(label=_("Arrest"), state="skipped", note=_("The suspect came of his own accord.")),
        Step(
            label=_("Charge"), state="current", on=date(2022, 9, 2), note=_("Article 12 of the law of 2008")
        ),
        Step(label=_("Trial"), state="ahead"),
        Step(label=_("Verdict"), state="ahead"),
    ]


def _figures() -> dict[str, object]:
    return {
        "drawing": _bars(YEARS),
        "years": [{"year": str(year), "cases": cases} for year, cases in YEARS.items()],
        "year_columns": [
            Column(key="year", label=_("Year")),
            Column(key="cases", label=_("Cases opened"), kind="number"),
        ],
        "big_number": 1234567,
        "share": 16.34,
    }


def _bars(values: dict[int, int]) -> SafeString:
    """A small bar chart in the form all charts take: classes for colours, no style attribute, a title and a text."""
    top = max(values.values())
    bars = format_html_join(
        "\n",
        '<rect class="s1" x="{}" y="{}" width="56" height="{}"/><text x="{}" y="{}" text-anchor="middle">{}</text>'
        '<text x="{}" y="196" text-anchor="middle">{}</text>',
        (
            (
                40 + i * 88,
                170 - n * 140 // top,
                n * 140 // top,
                68 + i * 88,
                162 - n * 140 // top,
                n,
                68 + i * 88,
                year,
            )
            for i, (year, n) in enumerate(values.items())
        ),
    )
    return format_html(
        '<svg viewBox="0 0 480 205" role="img" aria-label="{}" font-size="15">{}'
        '<path class="axis" d="M24 170h440"/></svg>',
        _("Cases opened by year, 2019 to 2023: 81, 104, 87, 133, 126"),
        bars,
    )
