"""Records that leave: as a file of HTCDS, and with names only for one recipient and with a second officer's word."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.vault.recipients import seal_for
from sarana.intake.enums import ExportState
from sarana.intake.export_actions import ask_export, decide_export, read_export, take_export
from sarana.intake.htcds_export import export_htcds
from sarana.intake.models import ExportRequest
from sarana.intake.queries import exports_to_decide, exports_visible_to, may_decide_export
from sarana.web.components import Column, Link, Status, Tone
from sarana.web.forms.base import RecordForm
from sarana.web.forms.care_filters import ExportFilter
from sarana.web.forms.exchange import ExportDecisionForm, ExportForm
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.sections import Section

_CSV = {
    "asked_at": "asked_at",
    "asked_by": "asked_by__username",
    "agency": "asked_by__agency__code",
    "recipient": "recipient__code",
    "purpose": "purpose",
    "state": "state",
    "decided_by": "decided_by__username",
    "taken_at": "taken_at",
}
_TONES: dict[str, Tone] = {
    ExportState.WAITING: "warn", ExportState.GRANTED: "info", ExportState.TAKEN: "neutral", ExportState.REFUSED: "bad"
}  # fmt: skip
_SEALED_FILE = "application/octet-stream"


@for_officers(Power.SEE_CASES)
def export(request: OfficerRequest) -> HttpResponse:
    """Victims and suspects that the officer sees, as a file of HTCDS 2.0; with names, a request to a second officer."""

    def act(form: ExportForm) -> str | HttpResponse:
        given = dict(form.cleaned_data)
        if given.pop("with_identities"):
            try:
                ask_export(by=request.user, **given)
            except NotAllowed as fault:
                raise ValueError("You may not open all of these identities; export without them.") from fault
            messages.success(
                request, _("A second officer is asked. When he agrees you take the file here, once.")
            )
            return reverse("web:exports")
        text = export_htcds(by=request.user).as_csv().encode("utf-8-sig")
        if key := given["recipient_key"]:
            return _file(seal_for(key, text), "htcds-2.0.csv.age", _SEALED_FILE)
        return _file(text, "htcds-2.0.csv", "text/csv; charset=utf-8")

    page = FormPage(
        title=_("Export as HTCDS 2.0"),
        crumbs=[_exports_link()],
        save=_("Go on"),
        back=reverse("web:exports"),
        lede=_(
            "What you see and nothing else, as a file that other systems read. That you took it is on record."
        ),
    )
    return fill_in(request, page, ExportForm, act)


def _exports_link() -> Link:
    return Link(url=reverse("web:exports"), label=_("Names that leave"))


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store, private"
    return response


def _columns() -> list[Column]:
    return [
        Column(key="at", label=_("Asked on"), kind="date", link="url"),
        Column(key="by", label=_("Asked by")),
        Column(key="recipient", label=_("Who receives it")),
        Column(key="purpose", label=_("What for")),
        Column(key="state", label=_("State")),
    ]


def _row(officer: Officer, asked: ExportRequest) -> dict[str, object]:
    url = ""
    if asked.state == ExportState.WAITING and may_decide_export(officer, asked):
        url = reverse("web:export-decide", args=[asked.pk])
    elif asked.state == ExportState.GRANTED and asked.asked_by_id == officer.pk:
        url = reverse("web:export-take", args=[asked.pk])
    return {
        "at": asked.asked_at,
        "url": url,
        "by": f"{asked.asked_by.name}, {asked.asked_by.agency.name}",
        "recipient": asked.recipient.name if asked.recipient else _("A body without an account"),
        "purpose": asked.get_purpose_display(),
        "state": Status(code=asked.state, label=asked.get_state_display(), tone=_TONES[asked.state]),
    }


@for_officers(Power.SEE_CASES)
def exports(request: OfficerRequest) -> HttpResponse:
    """Requests to take names out: one's own, and for those who decide all of them."""
    asked = ExportFilter(request.GET)
    found = asked.narrow(exports_visible_to(request.user))
    if wants_csv(request):
        return as_csv(request, "exports", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": _("Names that leave"),
        "lede": _("Only for one recipient who alone opens the file, and only when a second officer agrees."),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [_row(request.user, one) for one in page.rows],
        "columns": _columns(),
        "csv": csv_address(request),
        "add": Link(url=reverse("web:export"), label=_("Export as HTCDS 2.0")),
        "nothing": _("No names have left"),
        "nothing_text": _("An export without names needs nobody’s word."),
    }
    return render(request, "register/list.html", context)


def exports_section(officer: Officer, shown: int) -> Section | None:
    """For my day: requests that wait for this officer's word."""
    rows = [_row(officer, asked) for asked in exports_to_decide(officer)[:shown]]
    return Section(title=_("Names that leave"), columns=_columns(), rows=rows, nothing="") if rows else None


def _asked(officer: Officer, key: UUID) -> ExportRequest:
    found = exports_visible_to(officer).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _page(officer: Officer, asked: ExportRequest, title: str, save: str) -> FormPage:
    words = read_export(by=officer, asked=asked)
    recipient = asked.recipient.name if asked.recipient else words["recipient"]
    return FormPage(
        title=title,
        crumbs=[_exports_link()],
        save=save,
        back=reverse("web:exports"),
        kicker=f"{asked.asked_by.name}, {asked.asked_by.agency.name} → {recipient}",
        lede=f"{asked.get_purpose_display()}: {words['reason']}",
    )


@for_officers(Power.GRANT_OPENING)
def decide(request: OfficerRequest, key: UUID) -> HttpResponse:
    """The second officer's word."""
    officer = request.user
    asked = _asked(officer, key)
    if not may_decide_export(officer, asked):
        raise Http404

    def act(form: ExportDecisionForm) -> str:
        grant = form.cleaned_data["decision"] == "grant"
        decide_export(by=officer, asked=asked, grant=grant, answer=form.cleaned_data["answer"])
        return reverse("web:exports")

    page = _page(officer, asked, _("May these names leave?"), _("Save the decision"))
    return fill_in(request, page, ExportDecisionForm, act)


@for_officers(Power.OPEN_IDENTITY)
def take(request: OfficerRequest, key: UUID) -> HttpResponse:
    """The agreed file, once, sealed for its recipient."""
    officer = request.user
    asked = _asked(officer, key)
    if asked.asked_by_id != officer.pk:
        raise Http404

    def act(_form: RecordForm) -> HttpResponse:
        return _file(take_export(by=officer, asked=asked), "htcds-2.0.csv.age", _SEALED_FILE)

    page = _page(officer, asked, _("Take the file"), _("Download it"))
    return fill_in(request, page, RecordForm, act)
