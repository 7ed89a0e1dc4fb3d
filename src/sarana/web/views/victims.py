"""Victims: the list, one victim, a new one, changes. Who she is stays sealed until somebody opens it with a reason."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import has_power
from sarana.base.once import all_of
from sarana.base.places.queries import full_name
from sarana.base.vault.queries import openings_of
from sarana.register.care.models import Reintegration, Service
from sarana.register.cases.actions import (
    add_victim,
    amend_victim,
    open_victim_identity,
)
from sarana.register.cases.models import StatusAssertion, Victim
from sarana.register.cases.queries import case_numbered, victim_numbered, victims_visible_to
from sarana.register.cases.rules import may_open_identities, sees_case_by_right
from sarana.register.operations.models import PersonFound
from sarana.register.operations.queries import operations_visible_to
from sarana.web.components import Column, Link, SummaryRow
from sarana.web.forms.editing import as_seen
from sarana.web.forms.filters import VictimFilter
from sarana.web.forms.people import VictimEditForm, VictimForm
from sarana.web.views.appearances import appearances_section
from sarana.web.views.cases import case_crumbs, casework_tabs
from sarana.web.views.consents import consent_section
from sarana.web.views.form_page import fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.identity import add_to_identity, show_identity
from sarana.web.views.interviews import interviews_section
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.newcomer import Newcomer, add_person
from sarana.web.views.phrases import code_words, person_facts, standing_of, url_of
from sarana.web.views.referrals import referral_section
from sarana.web.views.trail import story_of
from sarana.web.views.victim_frame import victim_page
from sarana.web.views.visits import visits_section

_CSV = {
    "number": "number",
    "case": "case__number",
    "sex": "sex",
    "age_at_event": "age_at_event",
    "citizenships": "citizenships",
    "forms_of_exploitation": "forms_of_exploitation",
    "status": "standing",
    "first_identified_on": "first_identified_on",
}


def victim_columns(*, with_case: bool = True) -> list[Column]:
    """The columns of a list of victims."""
    case = [Column(key="case", label=_("Case"), kind="code", link="case_url")] if with_case else []
    return [
        Column(key="number", label=_("Victim"), kind="code", link="url"),
        *case,
        Column(key="facts", label=_("Person")),
        Column(key="exploitation", label=_("Form of exploitation")),
        Column(key="identified", label=_("Identified on"), kind="date"),
        Column(key="status", label=_("Status")),
    ]


def victim_row(victim: Victim) -> dict[str, object]:
    """A victim as a line of a list."""
    return {
        "number": victim.number,
        "url": url_of(victim),
        "case": victim.case.number,
        "case_url": url_of(victim.case),
        "facts": person_facts(victim),
        "exploitation": code_words("TypeOfExploitation", victim.forms_of_exploitation) or None,
        "identified": victim.first_identified_on,
        "status": standing_of(victim),
    }


@for_officers(Power.SEE_CASES)
def victims(request: OfficerRequest) -> HttpResponse:
    """Every victim in the cases the officer may see."""
    asked = VictimFilter(request.GET)
    found = asked.narrow(victims_visible_to(request.user))
    if wants_csv(request):
        return as_csv(request, "victims", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": _("Victims"),
        "tabs": casework_tabs("victims"),
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [victim_row(victim) for victim in page.rows],
        "columns": victim_columns(),
        "csv": csv_address(request),
        "nothing": _("No victims on record"),
        "nothing_text": _("A victim is added on the page of her case."),
    }
    return render(request, "register/list.html", context)


@for_officers(Power.EDIT_CASE)
def new_victim(request: OfficerRequest, number: str) -> HttpResponse:
    """Add a victim to a case, after a look whether she is known."""
    case = only(case_numbered(request.user, number=number.upper()))
    newcomer = Newcomer(
        form=VictimForm, title=_("Add a victim"), save=_("Add as a new person"), add=add_victim
    )
    return add_person(request, case, newcomer)


@for_officers(Power.SEE_CASES)
def victim(request: OfficerRequest, number: str) -> HttpResponse:
    """One victim: facts, what each authority says, help, return, who opened her identity."""
    officer = request.user
    found = only(victim_numbered(officer, number=number.upper()))
    by_right = sees_case_by_right(officer, found.case)  # not merely opened in an emergency
    may_edit = by_right and has_power(officer, Power.EDIT_CASE)
    context = {
        "victim": found,
        "crumbs": [*case_crumbs(found.case), Link(url="", label=found.number)],
        "state": standing_of(found),
        "facts": person_facts(found),
        "may_open": may_open_identities(officer, found.case) and found.identity.erased_at is None,
        "may_edit": may_edit,
        "may_assert": by_right and has_power(officer, Power.ASSERT_STATUS),
        "may_care": by_right and has_power(officer, Power.RECORD_CARE),
        "may_erase": has_power(officer, Power.ERASE_IDENTITY)
        and may_edit
        and found.identity.erased_at is None,
        "summary": _summary(found),
        "assertions": [
            _said(word) for word in all_of(StatusAssertion, "agency", "disputes__agency", victim=found)
        ],
        "services": [
            {
                "kind": code_words("SupportPlanType", [service.kind]),
                "agency": service.agency.name,
                "started_on": service.started_on,
                "ended_on": service.ended_on,
            }
            for service in all_of(Service, "agency", victim=found)
        ],
        "service_columns": [
            Column(key="kind", label=_("Help")),
            Column(key="agency", label=_("Agency")),
            Column(key="started_on", label=_("From"), kind="date"),
            Column(key="ended_on", label=_("Until"), kind="date"),
        ],
        "reintegration": [
            SummaryRow(label=step.get_stage_display(), value=step.on)
            for step in all_of(Reintegration, victim=found)
        ],
        "operations": [
            {"number": f.operation.number, "url": url_of(f.operation), "found_as": f.get_found_as_display()}
            for f in _found_in(officer, found)
        ],
        "interviews": interviews_section(officer, found),
        "visits": visits_section(officer, found),
        "consents": consent_section(officer, found),
        "referrals": referral_section(officer, found),
        "appearances": appearances_section(officer, found),
        "openings": openings_of([found], 10),
        "story": story_of(found, limit=6),
    }
    return render(request, "people/victim.html", context)


def _found_in(officer: Officer, victim: Victim) -> list[PersonFound]:
    """In which operations she was found, of those that the officer may see."""
    found = all_of(PersonFound, "operation", victim=victim)
    if not found:
        return []
    visible = operations_visible_to(officer).filter(pk__in=[f.operation_id for f in found])
    seen = set(visible.values_list("pk", flat=True))
    return [f for f in found if f.operation_id in seen]


def _summary(victim: Victim) -> list[SummaryRow]:
    place = victim.exploitation_place
    return [
        SummaryRow(
            label=_("Form of exploitation"),
            value=code_words("TypeOfExploitation", victim.forms_of_exploitation) or None,
        ),
        SummaryRow(
            label=_("How recruited"),
            value=code_words("MethodOfRecruitment", victim.methods_of_recruitment) or None,
        ),
        SummaryRow(
            label=_("Recruited by"),
            value=code_words("RelationToRecruiter", victim.relations_to_recruiter) or None,
        ),
        SummaryRow(
            label=_("How controlled"), value=code_words("MethodsOfControl", victim.methods_of_control) or None
        ),
        SummaryRow(label=_("Where exploited"), value=full_name(place) if place else None),
        SummaryRow(label=_("Agrees to the record"), value=victim.get_consent_to_data_display()),
        SummaryRow(label=_("First identified on"), value=victim.first_identified_on),
    ]


def _said(word: StatusAssertion) -> dict[str, object]:
    km = (get_language() or "km").startswith("km")
    return {
        "label": word.get_assertion_display(),
        "agency": word.agency.name,
        "on": word.asserted_on,
        "standard": word.get_standard_display(),
        "reasons": (word.reasons_km if km else word.reasons_en).splitlines(),
        "disputes": word.disputes.agency.name if word.disputes else "",
        "dispute_url": reverse("web:victim-dispute", args=[word.victim.number, word.pk]),
    }


@for_officers(Power.EDIT_CASE)
def edit(request: OfficerRequest, number: str) -> HttpResponse:
    """Change what is on record about a victim."""
    found = only(victim_numbered(request.user, number=number.upper()))

    def act(form: VictimEditForm) -> str:
        seen = form.cleaned_data["seen_version"]
        amend_victim(by=request.user, victim=found, seen_version=seen, changes=form.changes())
        return url_of(found)

    values = {name: getattr(found, name) for name in VictimEditForm.edited}
    page = victim_page(found, _("Change the record"), _("Save the changes"))
    return fill_in(request, page, VictimEditForm, act, initial=as_seen(VictimEditForm, values, found.version))


@for_officers(Power.OPEN_IDENTITY)
def learnt(request: OfficerRequest, number: str) -> HttpResponse:
    """Add what was learnt about who it is."""
    return add_to_identity(request, only(victim_numbered(request.user, number=number.upper())))


@require_POST
@for_officers(Power.OPEN_IDENTITY)
def identity(request: OfficerRequest, number: str) -> HttpResponse:
    """Show once who she is; the reason is kept and shown to the case's owner."""
    found = only(victim_numbered(request.user, number=number.upper()))
    reason = request.POST.get("reason", "")
    return show_identity(
        request, found, lambda: open_victim_identity(by=request.user, victim=found, reason=reason)
    )
