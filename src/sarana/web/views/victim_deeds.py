"""What is said about a victim and done for her: status, dispute, help, return."""

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.register.care.actions import move_reintegration, record_service
from sarana.register.cases.actions import assert_status, dispute_status
from sarana.register.cases.models import Victim
from sarana.register.cases.queries import victim_numbered
from sarana.register.cases.rules import ADULT, was_minor
from sarana.register.identification.models import Interview
from sarana.register.identification.queries import interviews_with
from sarana.register.identification.rules import may_read_interview, seen_in
from sarana.science.palermo import Finding, elements_seen, weigh
from sarana.web.forms.status import AssertionForm, DisputeForm, ReintegrationForm, ServiceForm
from sarana.web.views.form_page import FormPage, fill_in, show_form
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.phrases import person_facts, url_of
from sarana.web.views.victim_frame import victim_page


@for_officers(Power.ASSERT_STATUS)
def status(request: OfficerRequest, number: str) -> HttpResponse:
    """Say what the officer's agency finds; the weighing's reasons are shown before anything is saved."""
    victim = only(victim_numbered(request.user, number=number.upper()))
    page = FormPage(
        title=_("Status of the person"),
        crumbs=victim_page(victim, "", "").crumbs,
        save=_("Weigh it first"),
        back=url_of(victim),
        kicker=f"{victim.number} · {person_facts(victim)}",
        lede=_("Your agency’s word is kept beside those of others, for ever."),
        template="people/status.html",
        anchor="weighed",
    )
    if request.method == "POST":
        form = AssertionForm(request.POST)
        if form.is_valid() and not constant_time_compare(
            request.POST.get("weighed", ""), _mark(victim, form)
        ):
            finding = _weighed(victim, form)
            more = {
                "mark": _mark(victim, form),
                "finding": finding,
                "reasons": _reasons(finding),
                **_age(victim),
            }
            return show_form(request, page, form, more)

    def act(form: AssertionForm) -> str:
        assert_status(by=request.user, victim=victim, **form.cleaned_data)
        return f"{url_of(victim)}#status"

    screening = _screening(request, victim)
    more = {**_age(victim), "screening": screening}
    return fill_in(request, page, AssertionForm, act, initial=_begun(victim, screening), more=more)


def _screening(request: OfficerRequest, victim: Victim) -> Interview | None:
    """The screening whose elements are ticked beforehand, when the address names one that he may read."""
    number = request.GET.get("screening", "")
    found = interviews_with(victim, request.user).filter(number=number).first() if number else None
    return found if found and may_read_interview(request.user, found) else None


def _begun(victim: Victim, screening: Interview | None = None) -> dict[str, Any]:
    """Today, and the elements that a screening saw, or else those that the events on record already hold."""
    if screening is not None:
        seen = elements_seen(seen_in(screening.seen.all()))
        ticked = {"acts": seen["act"], "means": seen["means"], "purposes": seen["purpose"]}
        return {"asserted_on": timezone.localdate(), **ticked}
    events = list(victim.events.all())
    elements = {
        name: sorted({code for event in events for code in getattr(event, name)})
        for name in ("acts", "means", "purposes")
    }
    return {"asserted_on": timezone.localdate(), **elements}


def _age(victim: Victim) -> dict[str, object]:
    return {"minor": was_minor(victim.age_at_event) is True, "adult_age": ADULT}


def _weighed(victim: Victim, form: AssertionForm) -> Finding:
    given = form.cleaned_data
    return weigh(
        acts=given["acts"],
        means=given["means"],
        purposes=given["purposes"],
        is_minor=was_minor(victim.age_at_event),
        crossed_border_for_gain=given["crossed_border_for_gain"],
    )


def _reasons(finding: Finding) -> tuple[str, ...]:
    return finding.reasons_km if (get_language() or "km").startswith("km") else finding.reasons_en


def _mark(victim: Victim, form: AssertionForm) -> str:
    """A mark that stands in the form only after exactly this was weighed and its reasons were shown."""
    text = json.dumps([victim.number, form.cleaned_data], default=str, sort_keys=True)
    return salted_hmac("sarana.web.weighed", text, algorithm="sha256").hexdigest()


@for_officers(Power.ASSERT_STATUS)
def dispute(request: OfficerRequest, number: str, key: Any) -> HttpResponse:
    """Contradict another authority's word."""
    victim = only(victim_numbered(request.user, number=number.upper()))
    word = victim.assertions.filter(pk=key).select_related("agency").first()
    if word is None:
        raise Http404

    def act(form: DisputeForm) -> str:
        dispute_status(by=request.user, disputed=word, **form.cleaned_data)
        return f"{url_of(victim)}#status"

    lede = _("%(agency)s said on %(day)s: %(word)s. Both words stand, and the person counts as disputed.") % {
        "agency": word.agency.name,
        "day": f"{word.asserted_on:%d/%m/%Y}",
        "word": word.get_assertion_display(),
    }
    page = victim_page(victim, _("Dispute a status"), _("Save the dispute"), lede=lede)
    return fill_in(request, page, DisputeForm, act, initial={"asserted_on": timezone.localdate()})


@for_officers(Power.RECORD_CARE)
def service(request: OfficerRequest, number: str) -> HttpResponse:
    """Put help on record."""
    victim = only(victim_numbered(request.user, number=number.upper()))

    def act(form: ServiceForm) -> str:
        record_service(by=request.user, victim=victim, **form.cleaned_data)
        return f"{url_of(victim)}#care"

    page = victim_page(victim, _("Record help"), _("Save"))
    return fill_in(request, page, ServiceForm, act, initial={"started_on": timezone.localdate()})


@for_officers(Power.RECORD_CARE)
def reintegration(request: OfficerRequest, number: str) -> HttpResponse:
    """Put a stage of the return into the community on record."""
    victim = only(victim_numbered(request.user, number=number.upper()))

    def act(form: ReintegrationForm) -> str:
        move_reintegration(by=request.user, victim=victim, **form.cleaned_data)
        return f"{url_of(victim)}#care"

    page = victim_page(victim, _("Stage of the return"), _("Save"))
    return fill_in(request, page, ReintegrationForm, act, initial={"on": timezone.localdate()})
