"""Reports about the same matter: linking two, and taking a link back."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.register.reports.actions import link_as_same_matter, unlink_reports
from sarana.register.reports.queries import links_of, report_numbered, reports_visible_to
from sarana.web.forms.base import ReasonForm
from sarana.web.forms.fields import plain
from sarana.web.forms.reports import SameMatterForm
from sarana.web.views.form_page import fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of, only
from sarana.web.views.phrases import url_of
from sarana.web.views.report_deeds import report_page


@for_officers(Power.RECORD_REPORT)
def same(request: OfficerRequest, number: str) -> HttpResponse:
    """Say that another report is about the same matter."""
    visible = reports_visible_to(request.user)
    report = one_of(visible, number)

    def act(form: SameMatterForm) -> str:
        wanted = plain(form.cleaned_data["other"]).upper()
        other = visible.filter(number=wanted).first()
        if other is None:
            raise forms.ValidationError(
                _("You can see no report with the number %(number)s.") % {"number": wanted}
            )
        link_as_same_matter(by=request.user, report=report, other=other, reason=form.cleaned_data["reason"])
        messages.success(request, _("The reports are linked; both stay as they are."))
        return url_of(report)

    lede = _("Both reports stay as they are; nothing is merged, and the link can be taken back.")
    page = report_page(report, _("About the same matter"), _("Link them"), lede=lede)
    return fill_in(request, page, SameMatterForm, act, initial={"other": request.GET.get("with", "")[:14]})


@for_officers(Power.RECORD_REPORT)
def undo(request: OfficerRequest, number: str, key: object) -> HttpResponse:
    """Take a link back, with the reason."""
    report = only(report_numbered(request.user, number=number.upper()))
    link = next((link for link, _other in links_of(report, request.user) if link.pk == key), None)
    if link is None:
        raise Http404

    def act(form: ReasonForm) -> str:
        unlink_reports(by=request.user, link=link, reason=form.cleaned_data["reason"])
        return url_of(report)

    page = report_page(report, _("Not the same matter"), _("Take the link back"), kind="danger")
    return fill_in(request, page, ReasonForm, act)
