from collections.abc import Iterable
from datetime import date

from django.db import models, transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.actions import drop_drafts_of, forget_words
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal
from sarana.register.cases.models import Victim
from sarana.register.referrals.enums import GivenBy, GivenHow, Purpose, SharedField
from sarana.register.referrals.models import Consent, Referral
from sarana.register.referrals.rules import may_refer, why_not_given


@transaction.atomic
def record_consent(
    *,
    by: Officer,
    victim: Victim,
    purposes: Iterable[str],
    fields: Iterable[str],
    recipients: Iterable[Agency],
    given_on: date,
    until: date,
    language: str,
    given_by: GivenBy | str = GivenBy.PERSON,
    given_how: GivenHow | str = GivenHow.SIGNED,
    outside: bool = False,
    words: SealedWords | None = None,
) -> Consent:
    """Put on record what a victim agreed to.

    Args:
        by: who took it down.
        victim: whose facts it is about.
        purposes: codes of ``Purpose``.
        fields: codes of ``SharedField``.
        recipients: the bodies that may be told.
        given_on: the day; not in the future.
        until: the last day on which it holds.
        language: the language in which it was explained.
        given_by: the person, a guardian, or both; under 18 a guardian agrees as well.
        given_how: signed, by thumbprint, or spoken before a witness.
        outside: whether bodies without an account may be told as well.
        words: ``guardian`` and ``witness``: sealed.

    Raises:
        ValueError: it names no purpose, the days don't fit, or a guardian is missing.
    """
    require_referring(by, victim)
    chosen = [Purpose(code).value for code in purposes]
    if not chosen:
        raise Refused("Tick at least one purpose.", field="purposes")
    if given_on > timezone.localdate() or until < given_on:
        raise Refused("A consent is given today or before, and ends after it was given.", field="given_on")
    if why_not := why_not_given(victim, GivenBy(given_by)):
        raise Refused(why_not, field="given_by")
    consent = Consent(
        victim=victim,
        purposes=chosen,
        fields=[SharedField(code).value for code in fields],
        outside=outside,
        language=language,
        given_by=given_by,
        given_how=given_how,
        given_on=given_on,
        until=until,
        recorded_by=by,
    )
    seal(consent, words or {}, key=give_key(consent, key_of(by.agency)))
    consent.save(force_insert=True)
    consent.recipients.set(recipients)
    change = {"purposes": chosen, "fields": consent.fields, "until": until, "given_by": given_by}
    record_deed(by=by, action="record_consent", record=victim, change=change)
    return consent


@transaction.atomic
def withdraw_consent(*, by: Officer, consent: Consent) -> Consent:
    """Put on record that she withdrew it: from this moment nothing is read by it, and the receivers are shown so.

    She need give no reason.
    """
    require_referring(by, consent.victim)
    consent = Consent.objects.select_for_update(of=("self",)).get(pk=consent.pk)
    if consent.withdrawn_at is None:
        consent.withdrawn_at = timezone.now()
        consent.save(update_fields=["withdrawn_at"])
        record_deed(by=by, action="withdraw_consent", record=consent.victim, change={"consent": consent})
    return consent


def require_referring(by: Officer, victim: Victim) -> None:
    """Raise NotAllowed unless the officer may record a consent of the victim and refer her."""
    if not may_refer(by, victim):
        raise NotAllowed(Power.REFER_VICTIM)


def forget_what_was_referred(identity: models.Model, **_why: object) -> None:
    """When a person is erased, what was written about her to others, her guardian's and her witness's names go as well."""
    referrals = Referral.objects.filter(victim__identity=identity.pk).select_related("agency_key")
    forget_words(referrals, "request", "answer")
    forget_words(
        Consent.objects.filter(victim__identity=identity.pk).select_related("agency_key"),
        "guardian",
        "witness",
    )
    drop_drafts_of(referral.number for referral in referrals)
