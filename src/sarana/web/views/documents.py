"""Documents that left by the gate, for officers: all of them with where everybody reads them, and taking one back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.publish.releases.actions import withdraw_document
from sarana.publish.releases.enums import DocumentKind
from sarana.publish.releases.models import ReleasedDocument
from sarana.publish.releases.queries import documents
from sarana.web.components import Column, Link, Status
from sarana.web.forms.releases import ReleaseFilter, WithdrawForm
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.release_words import title_of
from sarana.web.views.releases import releases_link

_CSV = {"code": "code", "kind": "kind", "title_en": "title_en", "title_km": "title_km", "digest": "digest", "published_at": "published_at", "withdrawn": "is_withdrawn"}  # fmt: skip


def _list_link() -> Link:
    return Link(url=reverse("web:documents-out"), label=_("Documents that are out"))


def public_page(document: ReleasedDocument) -> str:
    """Where everybody reads it; numbers of others have no page of their own."""
    if document.kind == DocumentKind.CITED:
        return ""
    return reverse(f"web:public-{document.kind}", args=[document.code])


@for_officers(Power.WRITE_REPORT)
def document_list(request: OfficerRequest) -> HttpResponse:
    """Every document that has a line in the release ledger, the latest first, found by its code or title."""
    asked = ReleaseFilter(request.GET)
    records = asked.narrowed(documents())
    if wants_csv(request):
        return as_csv(request, "documents", records, _CSV)
    page = page_of(request, records)
    context = {
        "title": _list_link().label,
        "lede": _("Reports, plans, self-assessments and numbers of others, each with its line in the release ledger. What is withdrawn keeps its address, with the reason."),
        "filter": asked,
        "filtered": asked.words,
        "page": page,
        "csv": csv_address(request),
        "columns": [
            Column(key="title", label=_("Title"), link="url"),
            Column(key="code", label=_("Code")),
            Column(key="state", label=_("State")),
            Column(key="on", label=_("Published on"), kind="date"),
            Column(key="leave", label=_("Withdraw"), link="leave_url"),
        ],
        "rows": [_row(one) for one in page.rows],
        "nothing": _("No document is out yet"),
        "nothing_text": _("Reports, plans and self-assessments stand here once they are published."),
        "crumbs": [releases_link(), Link(url="", label=_list_link().label)],
    }  # fmt: skip
    return render(request, "register/list.html", context)


def _row(one: ReleasedDocument) -> dict[str, object]:
    gone = getattr(one, "is_withdrawn", False)
    return {
        "code": one.code,
        "url": public_page(one),
        "title": title_of(one),
        "state": Status(code="withdrawn", label=_("Withdrawn"), tone="neutral")
        if gone
        else Status(code="published", label=_("Published"), tone="good"),
        "on": one.published_at,
        "leave": "" if gone else _("Withdraw it"),
        "leave_url": "" if gone else reverse("web:document-withdraw", args=[one.code]),
    }


@for_officers(Power.WRITE_REPORT)
def document_withdraw(request: OfficerRequest, code: str) -> HttpResponse:
    """Take it back, with the reason that everybody reads."""
    found = get_object_or_404(documents(), code=code)
    page = FormPage(
        title=_("Withdraw the document"),
        crumbs=[releases_link(), _list_link(), Link(url=public_page(found), label=found.code)],
        save=_("Withdraw it"),
        back=reverse("web:documents-out"),
        lede=_("%(title)s. Its address stays, with your words in the place of its own. What it told counts as published for ever.")
        % {"title": title_of(found)},
        kind="danger",
    )  # fmt: skip

    def act(form: WithdrawForm) -> str:
        withdraw_document(by=request.user, document=found, **form.cleaned_data)
        return page.back

    return fill_in(request, page, WithdrawForm, act)
