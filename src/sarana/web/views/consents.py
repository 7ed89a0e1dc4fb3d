"""What somebody agreed to: taken down, shown, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.register.cases.models import Victim
from sarana.register.cases.queries import victim_numbered
from sarana.register.referrals.actions import (
    record_consent,
    withdraw_consent,
)
from sarana.register.referrals.enums import Purpose, SharedField
from sarana.register.referrals.rules import is_live, may_refer
from sarana.web.components import Column, Link, Status
from sarana.web.forms.base import RecordForm
from sarana.web.forms.referrals import ConsentForm
from sarana.web.views.form_page import fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.phrases import url_of
from sarana.web.views.sections import Section
from sarana.web.views.victim_frame import victim_page


def consent_section(officer: Officer, victim: Victim) -> Section:
    """What somebody agreed to, the latest first."""
    may = may_refer(officer, victim)
    today = timezone.localdate()
    purposes, fields = dict(Purpose.choices), dict(SharedField.choices)
    rows = []
    for consent in victim.consents.prefetch_related("recipients"):
        live = is_live(consent, today)
        rows.append(
            {
                "purposes": ", ".join(str(purposes[code]) for code in consent.purposes),
                "fields": ", ".join(str(fields[code]) for code in consent.fields) or None,
                "to": ", ".join(agency.name for agency in consent.recipients.all()) or None,
                "until": consent.until,
                "state": Status(code="accepted", label=_("Holds"))
                if live
                else Status(
                    code="closed", label=_("Withdrawn") if consent.withdrawn_at else _("Has run out")
                ),
                "deed": _("Withdraw") if may and live else "",
                "deed_url": reverse("web:consent-withdraw", args=[victim.number, consent.pk]) if may else "",
            }
        )
    columns = [
        Column(key="purposes", label=_("What for")),
        Column(key="fields", label=_("What may be told")),
        Column(key="to", label=_("To whom")),
        Column(key="until", label=_("Holds until"), kind="date"),
        Column(key="state", label=_("State")),
    ]
    if any(row["deed"] for row in rows):
        columns.append(Column(key="deed", label=_("Withdraw"), link="deed_url"))
    add = Link(url=reverse("web:consent-new", args=[victim.number]), label=_("Record a consent"))
    return Section(
        title=_("Consent"),
        columns=columns,
        rows=rows,
        nothing=_("None on record; help is given all the same, and nothing is told of who it is."),
        add=add if may else None,
    )


@for_officers(Power.REFER_VICTIM)
def new_consent(request: OfficerRequest, number: str) -> HttpResponse:
    """Take down what somebody agrees to."""
    victim = only(victim_numbered(request.user, number=number.upper()))

    def act(form: ConsentForm) -> str:
        record_consent(by=request.user, victim=victim, **form.facts())
        return url_of(victim)

    lede = _("Explain it in her own language, point by point; what she does not tick is not told.")
    page = victim_page(victim, _("Record a consent"), _("Save the consent"), lede=lede)
    return fill_in(request, page, ConsentForm, act, initial=ConsentForm.start())


@for_officers(Power.REFER_VICTIM)
def withdraw(request: OfficerRequest, number: str, key: UUID) -> HttpResponse:
    """Take a consent back at her wish."""
    victim = only(victim_numbered(request.user, number=number.upper()))
    consent = victim.consents.filter(pk=key).first()
    if consent is None:
        raise Http404

    def act(_form: RecordForm) -> str:
        withdraw_consent(by=request.user, consent=consent)
        messages.success(request, _("Withdrawn. Nothing is told by it any more."))
        return url_of(victim)

    lede = _("From this moment nobody reads anything by it. She need not say why.")
    page = victim_page(victim, _("Withdraw the consent"), _("Withdraw it"), lede=lede, kind="danger")
    return fill_in(request, page, RecordForm, act)
