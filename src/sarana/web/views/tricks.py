"""The catalogue of tricks: search it, read one, change it, say where one was seen."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed, has_power
from sarana.register.cases.models import Case
from sarana.register.cases.queries import case_numbered
from sarana.register.reports.models import Report
from sarana.register.reports.queries import report_numbered
from sarana.register.tricks.actions import add_trick, amend_trick, tag_tricks
from sarana.register.tricks.enums import FinanceFlag, LureChannel, Paper, Recruiter, RouteKind
from sarana.register.tricks.models import Trick
from sarana.register.tricks.queries import counts_of, tricks_by_code, tricks_in
from sarana.register.tricks.rules import may_tag
from sarana.science.disclosure import THRESHOLD
from sarana.web.components import Column, Link, Status, SummaryRow
from sarana.web.forms.editing import as_seen
from sarana.web.forms.tricks import NewTrickForm, TagForm, TrickFilter, TrickForm
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.listing import as_csv, csv_address, wants_csv
from sarana.web.views.phrases import code_words, url_of
from sarana.web.views.trail import story_of
from sarana.web.wording import figure

_CSV = {
    name: name
    for name in (
        "code", "name_km", "name_en", "state", "acts", "means", "purposes", "recruiters", "channels", "bait_km",
        "bait_en", "promised_pay", "promised_currency", "debt_from", "debt_to", "debt_currency", "papers_taken",
        "routes", "origins", "destinations", "first_seen", "last_seen", "counter_km", "counter_en", "check_km",
        "check_en", "finance_flags", "source", "confidence", "version",
    )
}  # fmt: skip


def tricks_link() -> Link:
    """The way to the catalogue, for breadcrumbs."""
    return Link(url=reverse("web:tricks"), label=_("Tricks"))


def _count(counts: dict[Any, int | None], trick: Trick) -> int | str:
    """A count as it may be shown: small ones only as small."""
    number = counts.get(trick.pk, 0)
    return f"<{THRESHOLD}" if number is None else number


def _state(trick: Trick) -> Status:
    tone: Any = "warn" if trick.state == "active" else "neutral"
    return Status(code=trick.state, label=trick.get_state_display(), tone=tone)


def _choices(enum: Any, codes: list[str]) -> str:
    names = dict(enum.choices)
    return ", ".join(str(names.get(code, code)) for code in codes)


@for_officers(Power.SEE_FIGURES)
def tricks(request: OfficerRequest) -> HttpResponse:
    """The whole catalogue; it is short enough for one page."""
    asked = TrickFilter(request.GET)
    found = asked.narrow(tricks_by_code())
    if wants_csv(request):
        return as_csv(request, "tricks", found, _CSV)
    in_reports, in_cases = counts_of("report"), counts_of("case")
    may_edit = has_power(request.user, Power.EDIT_TRICKS)
    rows = [
        {
            "name": trick.name,
            "url": reverse("web:trick", args=[trick.code]),
            "code": trick.code,
            "state": _state(trick),
            "recruiters": _choices(Recruiter, trick.recruiters),
            "reports": _count(in_reports, trick),
            "cases": _count(in_cases, trick),
        }
        for trick in found
    ]
    context = {
        "title": _("Tricks"),
        "lede": _(
            "How people are lured, held and used. Reports, cases and campaigns name a trick by its code."
        ),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": {"rows": rows},
        "rows": rows,
        "columns": [
            Column(key="name", label=_("Trick"), link="url"),
            Column(key="code", label=_("Code"), kind="code"),
            Column(key="state", label=_("State")),
            Column(key="recruiters", label=_("Who makes the offer")),
            Column(key="reports", label=_("Reports"), kind="number"),
            Column(key="cases", label=_("Cases"), kind="number"),
        ],
        "csv": csv_address(request),
        "add": Link(url=reverse("web:trick-new"), label=_("New trick")) if may_edit else None,
        "nothing": _("The catalogue is empty"),
        "nothing_text": _("`sarana migrate` loads the tricks that ship with the product."),
    }
    return render(request, "register/list.html", context)


@for_officers(Power.SEE_FIGURES)
def trick(request: OfficerRequest, code: str) -> HttpResponse:
    """One trick, whole."""
    found = get_object_or_404(tricks_by_code(), code=code)
    context = {
        "trick": found,
        "state": _state(found),
        "crumbs": [tricks_link(), Link(url="", label=found.name)],
        "bait": found.told("bait"),
        "counter": found.told("counter"),
        "check": found.told("check"),
        "summary": _summary(found),
        "reports": _count(counts_of("report"), found),
        "cases": _count(counts_of("case"), found),
        "threshold": THRESHOLD,
        "may_edit": has_power(request.user, Power.EDIT_TRICKS),
        "story": story_of(found, limit=8),
    }
    return render(request, "tricks/trick.html", context)


def _summary(found: Trick) -> list[SummaryRow]:
    pay = f"{figure(int(found.promised_pay))} {found.promised_currency}" if found.promised_pay else ""
    sums = [figure(int(one)) for one in (found.debt_from, found.debt_to) if one is not None]
    years = " – ".join(str(year) for year in (found.first_seen, found.last_seen) if year)
    told: list[tuple[Any, str]] = [
        (_("Who makes the offer"), _choices(Recruiter, found.recruiters)),
        (_("Where it is met"), _choices(LureChannel, found.channels)),
        (_("Whom it is aimed at"), found.told("targets")),
        (_("Promised monthly pay"), pay),
        (_("Fee, advance or debt"), found.told("debt")),
        (_("Sums"), f"{' – '.join(sums)} {found.debt_currency}" if sums else ""),
        (_("Control"), found.told("control")),
        (_("What is taken away"), _choices(Paper, found.papers_taken)),
        (_("Sale or transfer"), found.told("sale")),
        (_("What is demanded for leaving"), found.told("exit")),
        (_("Route"), _choices(RouteKind, found.routes)),
        (_("Countries of origin"), code_words("Country", found.origins)),
        (_("Destinations"), code_words("Country", found.destinations)),
        (_("Act: what was done"), code_words("PalermoAct", found.acts)),
        (_("Means: how it was done"), code_words("PalermoMeans", found.means)),
        (_("Purpose: what for"), code_words("PalermoPurpose", found.purposes)),
        (_("What banks see"), _choices(FinanceFlag, found.finance_flags)),
        (_("Seen"), years),
        (_("Source"), found.source),
        (_("How well it is founded"), str(found.get_confidence_display())),
    ]
    return [SummaryRow(label=label, value=value) for label, value in told if value]


@for_officers(Power.EDIT_TRICKS)
def new_trick(request: OfficerRequest) -> HttpResponse:
    """Put a trick into the catalogue."""
    page = FormPage(
        title=_("New trick"),
        crumbs=[tricks_link()],
        save=_("Save the trick"),
        back=reverse("web:tricks"),
        lede=_("Only the two names and the code must be filled in; add the rest as it becomes known."),
    )

    def act(form: NewTrickForm) -> str:
        facts = {name: form.cleaned_data[name] for name in TrickForm.fields_of_trick()}
        made = add_trick(by=request.user, code=form.cleaned_data["code"], facts=facts, red_flags=form.flags())
        return reverse("web:trick", args=[made.code])

    return fill_in(request, page, NewTrickForm, act)


@for_officers(Power.EDIT_TRICKS)
def edit_trick(request: OfficerRequest, code: str) -> HttpResponse:
    """Change a trick."""
    found = get_object_or_404(tricks_by_code(), code=code)
    url = reverse("web:trick", args=[found.code])
    page = FormPage(
        title=_("Change the trick"),
        crumbs=[tricks_link(), Link(url=url, label=found.name)],
        save=_("Save the changes"),
        back=url,
        kicker=found.code,
        lede=_("Every version stays in the audit trail."),
    )
    flags = list(found.red_flags.all())
    values: dict[str, Any] = {name: getattr(found, name) for name in TrickForm.fields_of_trick()}
    values |= {
        "flags_km": [flag.text_km for flag in flags],
        "flags_en": [flag.text_en for flag in flags],
        "flag_signs": [flag.sign or "-" for flag in flags],
    }

    def act(form: TrickForm) -> str:
        changed = form.changes()
        red_flags = form.flags() if any(name in changed for name in form.flag_fields) else None
        amend_trick(
            by=request.user,
            trick=found,
            seen_version=form.cleaned_data["seen_version"],
            changes={name: value for name, value in changed.items() if name not in form.flag_fields},
            red_flags=red_flags,
        )
        return url

    return fill_in(request, page, TrickForm, act, initial=as_seen(TrickForm, values, found.version))


@for_officers(Power.RECORD_REPORT, Power.EDIT_CASE)
def tag_report(request: OfficerRequest, number: str) -> HttpResponse:
    """Say which tricks a report shows."""
    return _tag(request, only(report_numbered(request.user, number=number.upper())))


@for_officers(Power.EDIT_CASE)
def tag_case(request: OfficerRequest, number: str) -> HttpResponse:
    """Say which tricks a case shows."""
    return _tag(request, only(case_numbered(request.user, number=number.upper())))


def _tag(request: OfficerRequest, record: Report | Case) -> HttpResponse:
    if not may_tag(request.user, record):
        raise NotAllowed(Power.EDIT_CASE if isinstance(record, Case) else Power.RECORD_REPORT)
    page = FormPage(
        title=_("Tricks in this record"),
        crumbs=[Link(url=url_of(record), label=record.number)],
        save=_("Save the tricks"),
        back=url_of(record),
        kicker=record.number,
        lede=_("Name the tricks you recognise: campaigns and warnings follow what is met now."),
    )

    def act(form: TagForm) -> str:
        tag_tricks(by=request.user, record=record, tricks=form.cleaned_data["tricks"])
        messages.success(request, _("The tricks are named."))
        return url_of(record)

    return fill_in(request, page, TagForm, act, initial={"tricks": [t.code for t in tricks_in(record)]})


def trick_links(record: Report | Case) -> list[Link]:
    """The tricks a report or case shows, as links for its page."""
    return [Link(url=reverse("web:trick", args=[t.code]), label=t.name) for t in tricks_in(record)]
