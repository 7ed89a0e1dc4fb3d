"""Spreading an adopted plan: publishing a version, and which agencies say that they have read it. Rating a node."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.publish.releases.actions import release_plan
from sarana.register.plans.models import Plan
from sarana.register.plans.rules import binds, may_edit_plan
from sarana.register.reporting.actions import confirm_reading, rate_node
from sarana.register.reporting.queries import agencies_of, plans_published
from sarana.register.reporting.rules import rater_of
from sarana.web.components import Column
from sarana.web.forms.faults import in_words
from sarana.web.forms.reporting import RatingForm
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.plan_forms import node_page, open_node
from sarana.web.views.plan_frame import node_url, plan_frame
from sarana.web.views.sections import Section


@for_officers(Power.SEE_FIGURES)
def dissemination(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Which version is published, and which agencies have read it."""
    plan = get_object_or_404(Plan, pk=key)
    version = plan.versions.order_by("-number").first()
    published = plans_published().filter(plan_version__plan=plan).first()
    receipts = (
        {one.agency_id: one for one in published.receipts.select_related("read_by", "agency")}
        if published
        else {}
    )
    asked = list(agencies_of(published.plan_version)) if published else []
    context = plan_frame(plan, "plan-public") | {
        "published": published,
        "may_publish": may_edit_plan(request.user, plan)
        and binds(plan)
        and version is not None
        and (published is None or published.plan_version_id != version.pk),
        "may_confirm": published is not None and request.user.agency_id not in receipts,
        "read": sum(agency.pk in receipts for agency in asked),
        "asked": len(asked),
        "sections": [
            Section(
                title=_("Who has read it"),
                columns=[
                    Column(key="agency", label=_("Agency")),
                    Column(key="by", label=_("Read by")),
                    Column(key="at", label=_("Day"), kind="date"),
                ],
                rows=[
                    {
                        "agency": agency.name,
                        "by": receipts[agency.pk].read_by.name if agency.pk in receipts else None,
                        "at": receipts[agency.pk].read_at if agency.pk in receipts else None,
                    }
                    for agency in sorted(asked, key=lambda agency: (agency.pk in receipts, agency.path))
                ],
                nothing=_("Nothing is published yet."),
            )
        ],
    }
    return render(request, "plans/public.html", context)


@require_POST
@for_officers(Power.EDIT_PLAN)
def publish(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Put the latest adopted version before the public."""
    plan = get_object_or_404(Plan, pk=key)
    version = get_object_or_404(plan.versions.order_by("-number")[:1])
    try:
        release_plan(by=request.user, version=version)
    except ValueError as fault:
        messages.error(request, in_words(fault))
    else:
        messages.success(request, _("The plan is published."))
    return redirect(reverse("web:plan-public", args=[plan.pk]))


@require_POST
@for_officers(Power.SEE_FIGURES)
def confirm(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Say for one's agency that it has read the plan."""
    plan = get_object_or_404(Plan, pk=key)
    published = plans_published().filter(plan_version__plan=plan).first()
    if published is None:
        messages.error(request, _("Nothing is published yet."))
    else:
        confirm_reading(by=request.user, published=published)
        messages.success(request, _("Your agency’s receipt is on record."))
    return redirect(reverse("web:plan-public", args=[plan.pk]))


@for_officers(Power.SEE_FIGURES)
def rate(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Say how a node stands: as its lead agency, the secretariat or civil society."""
    node = open_node(str(key))
    rater = rater_of(request.user, node)
    if rater is None:
        raise NotAllowed(Power.NOTE_PROGRESS)

    def act(form: RatingForm) -> str:
        rate_node(by=request.user, node=node, **form.cleaned_data)
        return node_url(node)

    page: FormPage = node_page(
        node,
        _("Rate it"),
        _("Save the rating"),
        lede=_(
            "Beside the rule’s word. Two steps apart opens an action point; the rule never follows a rating."
        ),
    )
    return fill_in(request, page, RatingForm, act)
