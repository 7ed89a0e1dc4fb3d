from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import has_power
from sarana.base.once import composed_once, keeps_plan
from sarana.register.cases.models import Victim
from sarana.register.cases.queries import cases_kept_from, cases_visible_to
from sarana.register.referrals.enums import Purpose, ReferralState
from sarana.register.referrals.models import Consent, Referral
from sarana.register.referrals.rules import READABLE


def live_consents(day: date) -> QuerySet[Consent]:
    """The consents that hold on a day."""
    return Consent.objects.filter(withdrawn_at=None, given_on__lte=day, until__gte=day)


def fields_agreed(
    victims: QuerySet[Victim], *, recipient: Agency | None, purpose: Purpose, day: date
) -> dict[UUID, set[str]]:
    """What a body may be told of each victim for a purpose, by the consents that hold on a day; nothing of the others.

    Args:
        victims: of whom.
        recipient: the body; None for one without an account, which only a consent for such bodies covers.
        purpose: what it is told for.
        day: the day on which it is told.
    """
    found: dict[UUID, set[str]] = {}
    to_it = Q(outside=True) if recipient is None else Q(recipients=recipient)
    for consent in live_consents(day).filter(to_it, victim__in=victims):
        if purpose in consent.purposes:
            found.setdefault(consent.victim_id, set()).update(consent.fields)
    return found


def referrals_visible_to(officer: Officer) -> QuerySet[Referral]:
    """The referrals that ``may_see_referral`` allows, as one query."""
    seen = Q(Exists(cases_visible_to(officer).filter(pk=OuterRef("victim__case"))))
    if has_power(officer, Power.REFER_VICTIM):
        received = Q(receiver__path__startswith=officer.agency.path) & ~Q(state=ReferralState.REVOKED)
        seen |= received & ~Q(victim__case__in=cases_kept_from(officer))
    return Referral.objects.filter(seen).select_related("victim__case", "sender", "receiver", "asked_by")


def still_readable(referrals: QuerySet[Referral], day: date) -> QuerySet[Referral]:
    """Those whose receiver may still read what was shared; a consent withdrawn a moment ago counts at once."""
    live = live_consents(day).filter(pk=OuterRef("consent"))
    return referrals.filter(Q(fields=[]) | Q(Exists(live)), state__in=READABLE)


def referrals_received(officer: Officer) -> QuerySet[Referral]:
    """Referrals that the officer's body was asked to take over, the open ones first by the time to answer."""
    return (
        referrals_visible_to(officer)
        .filter(receiver__path__startswith=officer.agency.path, state=ReferralState.SENT)
        .order_by("answer_by", "pk")
    )


def referrals_unanswered(officer: Officer, now: datetime) -> QuerySet[Referral]:
    """Referrals in the officer's sight that nobody answered in time, the longest first."""
    return (
        referrals_visible_to(officer)
        .filter(state=ReferralState.SENT, answer_by__lt=now)
        .order_by("answer_by", "pk")
    )


@composed_once
@keeps_plan
def first_received(officer: Officer) -> QuerySet[Referral]:
    """Of ``referrals_received``, as many as a desk shows."""
    return referrals_received(officer)[:8]


@composed_once
@keeps_plan
def first_unanswered(officer: Officer, *, now: datetime) -> QuerySet[Referral]:
    """Of ``referrals_unanswered``, as many as a desk shows."""
    return referrals_unanswered(officer, now)[:8]
