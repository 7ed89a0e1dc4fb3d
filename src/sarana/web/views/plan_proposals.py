"""What an amendment is to change in one measure: its fields, a target, a milestone."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.register.plans.actions import propose_change, propose_milestone, propose_target
from sarana.web.forms.plan_deeds import MilestoneForm, TargetForm
from sarana.web.forms.plans import ProposalForm
from sarana.web.views.form_page import fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.plan_forms import node_page, open_node
from sarana.web.views.plan_versions import open_amendment


@for_officers(Power.EDIT_PLAN)
def change(request: OfficerRequest, key: str, node: str) -> HttpResponse:
    """Say what one measure is to become."""
    found, target = open_amendment(key), open_node(node)
    back = reverse("web:amendment", args=[found.pk])

    def act(form: ProposalForm) -> str:
        given = dict(form.cleaned_data)
        given["dropped_on"] = timezone.localdate() if given.pop("drop") else None
        propose_change(by=request.user, amendment=found, node=target, changes=given)
        return back

    names = ("title_km", "title_en", "lead_agency", "starts_on", "due_on")
    page = node_page(target, _("What it is to become"), _("Save the proposal"), lede=found.reason)
    initial = {name: getattr(target, name) for name in names}
    return fill_in(request, page, ProposalForm, act, initial=initial)


@for_officers(Power.EDIT_PLAN)
def change_target(request: OfficerRequest, key: str, node: str) -> HttpResponse:
    """Say which value an indicator of one measure is to reach once the amendment is adopted."""
    found, aim = open_amendment(key), open_node(node)

    def act(form: TargetForm) -> str:
        given = form.cleaned_data
        fields = form.by_hand()
        if given["baseline"] is not None:
            fields["baseline"] = given["baseline"]
        propose_target(
            by=request.user, amendment=found, node=aim, indicator=given["indicator"], period=given["period"],
            value=given["value"], **fields,
        )  # fmt: skip
        return reverse("web:amendment", args=[found.pk])

    page = node_page(aim, _("Target that it would set"), _("Save the proposal"), lede=found.reason)
    return fill_in(request, page, TargetForm, act, initial={"period": str(timezone.localdate().year)})


@for_officers(Power.EDIT_PLAN)
def change_milestone(request: OfficerRequest, key: str, node: str) -> HttpResponse:
    """Say which milestone one measure is to get once the amendment is adopted."""
    found, aim = open_amendment(key), open_node(node)

    def act(form: MilestoneForm) -> str:
        propose_milestone(by=request.user, amendment=found, node=aim, **form.cleaned_data)
        return reverse("web:amendment", args=[found.pk])

    page = node_page(aim, _("Milestone that it would add"), _("Save the proposal"), lede=found.reason)
    return fill_in(request, page, MilestoneForm, act)
