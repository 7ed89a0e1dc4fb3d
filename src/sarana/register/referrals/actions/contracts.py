from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.register.cases.models import Victim
from sarana.register.referrals.actions.consents import require_referring
from sarana.register.referrals.actions.sharing import make_link
from sarana.register.referrals.enums import Purpose, ReferralState, SharedField
from sarana.register.referrals.models import Consent, Referral
from sarana.register.referrals.rules import (
    ANSWER_WITHIN,
    is_receiver,
    may_see_referral,
    may_still_read,
    why_not_covered,
)


@transaction.atomic
def refer_victim(
    *,
    by: Officer,
    victim: Victim,
    services: Iterable[str],
    request: str,
    receiver: Agency | None = None,
    outside_receiver: str = "",
    fields: Collection[str] = (),
    consent: Consent | None = None,
    purpose: Purpose | str = Purpose.CARE,
    answer_by: datetime | None = None,
) -> tuple[Referral, tuple[str, str] | None]:
    """Ask another body to help a victim; it sees what was agreed and nothing else.

    Args:
        by: who refers her.
        victim: who is referred.
        services: what is asked for, HTCDS codes.
        request: what is asked, in words without a name; sealed.
        receiver: the body, when it has an account here.
        outside_receiver: its name, when it has none; then a link and a code are made.
        fields: what is shared, codes of ``SharedField``; nothing when she agreed to nothing.
        consent: the consent that covers the fields.
        purpose: what for.
        answer_by: until when an answer is due; three days when not given.

    Returns:
        The referral and, for a body without account, the link's token and the code, told once.

    Raises:
        ValueError: nothing is asked, nobody is asked, or the consent doesn't cover what is shared.
    """
    require_referring(by, victim)
    wanted = list(services)
    if not wanted or not request.strip():
        raise Refused("Say which help is asked for, and what for, in a sentence.", field="request")
    if (receiver is None) == (not outside_receiver.strip()):
        raise Refused(
            "Choose the body that is asked, or write its name when it has no account; not both.",
            field="receiver",
        )
    _require_consent(victim, consent, receiver, fields, Purpose(purpose))
    referral = Referral(
        victim=victim,
        sender=by.agency,
        asked_by=by,
        receiver=receiver,
        services=wanted,
        fields=[SharedField(code).value for code in fields],
        consent=consent if fields else None,
        answer_by=answer_by or timezone.now() + ANSWER_WITHIN,
    )
    referral.number = number_of("F", referral.id)
    words = {"request": request.strip(), "receiver": outside_receiver.strip()}
    seal(referral, {k: v for k, v in words.items() if v}, key=give_key(referral, key_of(by.agency)))
    referral.save(force_insert=True)
    change = {
        "receiver": receiver.code if receiver else "outside",
        "services": wanted,
        "fields": referral.fields,
    }
    record_deed(by=by, action="refer_victim", record=referral, change=change)
    return referral, None if receiver else make_link(referral)


@transaction.atomic
def answer_referral(*, by: Officer | None, referral: Referral, accept: bool, reason: str = "") -> Referral:
    """Accept or reject a referral, for the body that was asked; a rejection says why.

    Args:
        by: an officer of the body; None when it answers through its link.
        referral: a referral that was not answered yet.
        accept: whether it takes the victim on.
        reason: needed to reject.
    """
    referral = _for_answer(by, referral, {ReferralState.SENT})
    if not accept and not reason.strip():
        raise Refused("Write down why it is rejected.", field="reason")
    referral.state = ReferralState.ACCEPTED if accept else ReferralState.REJECTED
    referral.answered_at, referral.answered_by = timezone.now(), by
    if not accept:
        referral.ended_at = referral.answered_at
    _keep_answer(referral, reason)
    record_deed(by=by, action="accept_referral" if accept else "reject_referral", record=referral)
    return referral


@transaction.atomic
def finish_referral(*, by: Officer | None, referral: Referral, outcome: str) -> Referral:
    """Say that the help was given, and what came of it."""
    referral = _for_answer(by, referral, {ReferralState.ACCEPTED})
    if not outcome.strip():
        raise Refused("Write down what came of it.", field="outcome")
    referral.state, referral.ended_at = ReferralState.DONE, timezone.now()
    _keep_answer(referral, outcome)
    record_deed(by=by, action="finish_referral", record=referral)
    return referral


@transaction.atomic
def revoke_referral(*, by: Officer, referral: Referral, reason: str) -> Referral:
    """Take a referral back; the body that was asked can't see it any more."""
    require_referring(by, referral.victim)
    if not reason.strip():
        raise Refused("Write down why it is revoked.", field="reason")
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if referral.ended_at is not None:
        raise Refused("This referral has ended already.", field=None)
    referral.state, referral.ended_at = ReferralState.REVOKED, timezone.now()
    referral.save(update_fields=["state", "ended_at"])
    record_deed(by=by, action="revoke_referral", record=referral, reason=reason)
    return referral


def _require_consent(
    victim: Victim,
    consent: Consent | None,
    receiver: Agency | None,
    fields: Collection[str],
    purpose: Purpose,
) -> None:
    if not fields:
        return
    if consent is None or consent.victim_id != victim.pk:
        raise Refused(
            "Without her consent nothing that tells who she is goes along; leave the facts out.",
            field="consent",
        )
    why_not = why_not_covered(
        consent, receiver=receiver, fields=fields, purpose=purpose, day=timezone.localdate()
    )
    if why_not:
        raise Refused(why_not, field="consent")


def _for_answer(by: Officer | None, referral: Referral, states: set[ReferralState]) -> Referral:
    """The referral as it stands now, for somebody who may answer; ``by`` is None where a link was opened."""
    current = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("receiver", "consent", "victim__case")
        .get(pk=referral.pk)
    )
    by_link = by is None and current.receiver_id is None
    by_officer = by is not None and is_receiver(by, current) and may_see_referral(by, current)
    if not (by_link or by_officer):
        raise NotAllowed(Power.REFER_VICTIM)
    if current.state not in states:
        raise Refused("This referral was answered already.", field=None)
    if by_link and not may_still_read(current, timezone.localdate()):
        raise NotAllowed(Power.REFER_VICTIM)
    return current


def _keep_answer(referral: Referral, text: str) -> None:
    if text.strip():
        seal(referral, {**unseal(referral), "answer": text.strip()})
    referral.save(update_fields=["sealed", "state", "answered_at", "answered_by", "ended_at"])
