"""What is done with a campaign: put on record, sessions held, surveys counted, named by a report."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.intake.kap_form import count_kap_rows, kap_workbook
from sarana.intake.reading import FileNotTaken
from sarana.register.outreach.actions import cite_campaign, hold_session, keep_survey, record_campaign
from sarana.register.outreach.models import Campaign
from sarana.register.outreach.rules import (
    may_run_campaign,
)
from sarana.register.reports.queries import reports_visible_to
from sarana.web.components import Link, Words
from sarana.web.forms.intake import why_not_taken
from sarana.web.forms.outreach import CampaignForm, CitationForm, SessionForm, SurveyForm
from sarana.web.views.campaigns import campaign_url, campaigns_link, one_campaign
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, one_of


def _page(
    campaign: Campaign, title: Words, save: Words, *, with_file: bool = False, lede: Words = ""
) -> FormPage:
    crumbs = [campaigns_link(), Link(url=campaign_url(campaign), label=campaign.title[:60])]
    return FormPage(
        title=title, crumbs=crumbs, save=save, back=campaign_url(campaign), with_file=with_file, lede=lede
    )


@for_officers(Power.NOTE_PROGRESS)
def new_campaign(request: OfficerRequest) -> HttpResponse:
    """Put a campaign on record."""
    page = FormPage(
        title=_("New campaign"),
        crumbs=[campaigns_link()],
        save=_("Save the campaign"),
        back=campaigns_link().url,
    )

    def act(form: CampaignForm) -> str:
        return campaign_url(record_campaign(by=request.user, **form.cleaned_data))

    initial = {"agency": request.user.agency, "starts_on": timezone.localdate(), "currency": "USD"}
    return fill_in(request, page, CampaignForm, act, initial=initial)


def _run_by(request: OfficerRequest, key: UUID) -> Campaign:
    found = one_campaign(key)
    if not may_run_campaign(request.user, found):
        raise NotAllowed(Power.NOTE_PROGRESS)
    return found


@for_officers(Power.NOTE_PROGRESS)
def new_session(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Say how many a session reached."""
    found = _run_by(request, key)

    def act(form: SessionForm) -> str:
        hold_session(by=request.user, campaign=found, **form.cleaned_data)
        return campaign_url(found)

    page = _page(found, _("New session"), _("Save the session"), lede=_("Counts only; no names."))
    return fill_in(request, page, SessionForm, act)


@for_officers(Power.NOTE_PROGRESS)
def survey_form(request: OfficerRequest, key: UUID) -> HttpResponse:
    """The survey as an XLSForm."""
    found = _run_by(request, key)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(kap_workbook(found), content_type=kind)
    response["Content-Disposition"] = 'attachment; filename="kap-survey.xlsx"'
    return response


@for_officers(Power.NOTE_PROGRESS)
def bring_survey(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Count the rows of a survey; the rows themselves aren't kept."""
    found = _run_by(request, key)

    def act(form: SurveyForm) -> str:
        given = dict(form.cleaned_data)
        file = given.pop("file")
        with NamedTemporaryFile(suffix=Path(file.name).suffix) as kept:
            kept.write(file.read())
            kept.flush()
            try:
                counts = count_kap_rows(Path(kept.name), found)
            except FileNotTaken as fault:
                raise ValueError(why_not_taken(fault)) from fault
        keep_survey(
            by=request.user, campaign=found, asked=counts.asked, answers=counts.answers, digest=counts.digest, **given
        )  # fmt: skip
        return campaign_url(found)

    lede = _("One row is one person; only the counts are kept, with the hash of the file.")
    page = _page(found, _("Bring a survey"), _("Count the rows"), with_file=True, lede=lede)
    return fill_in(request, page, SurveyForm, act, initial={"held_on": timezone.localdate()})


@for_officers(Power.RECORD_REPORT)
def cite(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Say that whoever told a report named this campaign."""
    found = one_campaign(key)

    def act(form: CitationForm) -> str:
        report = one_of(reports_visible_to(request.user), form.cleaned_data["number"].strip())
        cite_campaign(by=request.user, campaign=found, report=report)
        return campaign_url(found)

    return fill_in(request, _page(found, _("A report names it"), _("Save")), CitationForm, act)
