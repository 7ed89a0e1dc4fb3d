"""What a consent covers, who may see a referral, and when it is unanswered. Pure decisions."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import has_power
from sarana.register.cases.models import Victim
from sarana.register.cases.rules import is_barred_from, may_see_case, sees_case_by_right, was_minor
from sarana.register.referrals.enums import GivenBy, Purpose, ReferralState, SharedField
from sarana.register.referrals.models import Consent, Referral

# What the vault holds, and what the record of the victim holds.
SEALED = frozenset({SharedField.NAMES, SharedField.BIRTH_DATE, SharedField.PHONES, SharedField.DOCUMENTS})
LINK_LASTS = timedelta(days=7)
ANSWER_WITHIN = timedelta(hours=72)
# A code opens its link once; whoever opened it reads and answers in one sitting.
SITTING = timedelta(minutes=30)
# In these states the receiver still reads what was shared.
READABLE = frozenset({ReferralState.SENT, ReferralState.ACCEPTED, ReferralState.DONE})


def is_live(consent: Consent, day: date) -> bool:
    """Whether the consent holds on a day."""
    return consent.withdrawn_at is None and consent.given_on <= day <= consent.until


def why_not_covered(
    consent: Consent, *, receiver: Agency | None, fields: Collection[str], purpose: Purpose, day: date
) -> str | None:
    """Why these facts may not go to that body for that purpose; None when they may."""
    if not is_live(consent, day):
        return "This consent was withdrawn or has run out."
    if purpose not in consent.purposes:
        return "The person did not agree to this purpose."
    if receiver is None and not consent.outside:
        return "The person did not agree to bodies without an account."
    if receiver is not None and not consent.recipients.filter(pk=receiver.pk).exists():
        return "The person did not agree to this body."
    if set(fields) - set(consent.fields):
        return "The person did not agree to share all of this; leave out what she did not name."
    return None


def why_not_given(victim: Victim, given_by: GivenBy) -> str | None:
    """Why a consent given by this person doesn't hold; None when it does. Under 18 a guardian agrees as well."""
    if was_minor(victim.age_at_event) and given_by is GivenBy.PERSON:
        return "Under 18 a guardian has to agree as well."
    return None


def may_refer(officer: Officer, victim: Victim) -> bool:
    """Whether the officer may record a consent of the victim and refer her."""
    return has_power(officer, Power.REFER_VICTIM) and sees_case_by_right(officer, victim.case)


def is_receiver(officer: Officer, referral: Referral) -> bool:
    """Whether the officer works for the body that was asked."""
    receiver = referral.receiver
    return (
        receiver is not None
        and has_power(officer, Power.REFER_VICTIM)
        and receiver.path.startswith(officer.agency.path)
    )


def may_see_referral(officer: Officer, referral: Referral) -> bool:
    """Whether the officer may see the referral: who sees the case, and the body that was asked until it is revoked."""
    if may_see_case(officer, referral.victim.case):
        return True
    return (
        is_receiver(officer, referral)
        and referral.state != ReferralState.REVOKED
        and not is_barred_from(officer, referral.victim.case)
    )


def is_unanswered(referral: Referral, now: datetime) -> bool:
    """Whether the time to answer is over and nobody did."""
    return referral.state == ReferralState.SENT and now > referral.answer_by


def may_still_read(referral: Referral, day: date) -> bool:
    """Whether the receiver may read what was shared: the contract stands and so does the consent behind it."""
    if referral.state not in READABLE:
        return False
    return not referral.fields or (referral.consent is not None and is_live(referral.consent, day))
