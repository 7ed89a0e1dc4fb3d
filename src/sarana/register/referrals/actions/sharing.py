import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.actions import open_identity
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import unseal
from sarana.register.referrals.actions.consents import require_referring
from sarana.register.referrals.enums import SharedField
from sarana.register.referrals.models import Referral, ReferralLink
from sarana.register.referrals.rules import (
    LINK_LASTS,
    SEALED,
    SITTING,
    is_receiver,
    may_see_referral,
    may_still_read,
)
from sarana.register.reports.rules import fits, slow_hash_of

_CODE_DIGITS = 8
_TOKEN_BYTES = 24


class LinkRefused(Exception):
    """A link that opens nothing; the message is the same whatever the reason."""

    def __init__(self) -> None:
        super().__init__("This link opens nothing. Ask the body that gave it to you.")


def make_link(referral: Referral) -> tuple[str, str]:
    """A link for a body without account: its token and the code, both told once and kept as hashes only."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    code = f"{secrets.randbelow(10**_CODE_DIGITS):0{_CODE_DIGITS}}"
    ReferralLink.objects.update_or_create(
        referral=referral,
        defaults={
            "token_hash": _digest(token),
            "code_hash": slow_hash_of(code),
            "expires_at": timezone.now() + LINK_LASTS,
            "tries_left": 5,
            "opened_at": None,
        },
    )
    return token, code


@transaction.atomic
def renew_link(*, by: Officer, referral: Referral) -> tuple[str, str]:
    """A new link and code for the body without account; the ones before open nothing any more.

    Raises:
        NotAllowed: he does not work on her case.
        ValueError: the body has an account, or the referral has ended.
    """
    require_referring(by, referral.victim)
    if referral.receiver_id is not None:
        raise Refused("This body has an account; it needs no link.", field=None)
    if referral.ended_at is not None:
        raise Refused("This referral has ended already.", field=None)
    made = make_link(referral)
    record_deed(by=by, action="renew_referral_link", record=referral)
    return made


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def read_shared(*, by: Officer, referral: Referral) -> SealedWords:
    """What was shared, for an officer of the body that was asked; each reading of who it is stands in the log.

    Raises:
        NotAllowed: he is not of that body, or the contract or the consent behind it no longer stands.
    """
    current = Referral.objects.select_related("consent", "victim__identity__agency_key").get(pk=referral.pk)
    if not (is_receiver(by, current) and may_see_referral(by, current)):
        raise NotAllowed(Power.REFER_VICTIM)
    if not may_still_read(current, timezone.localdate()):
        raise NotAllowed(Power.REFER_VICTIM)
    shown = facts_of(current)
    sealed = [field for field in current.fields if field in SEALED]
    # Who was erased since is not told any more; the rest of what she agreed to is.
    if sealed and current.victim.identity.erased_at is None:
        shown |= open_identity(
            by=by,
            identity=current.victim.identity,
            reason=f"Referral {current.number}",
            through=current,
            fields=sealed,
        )
    return shown


def open_link(*, token: str, code: str) -> Referral:
    """The referral that a link and its code open, once and for one sitting; each wrong code costs one of five tries.

    Raises:
        LinkRefused: there is no such link, it ran out, the code is wrong, or what was shared may not be read any more.
    """
    link = ReferralLink.objects.filter(token_hash=_digest(token)).first()
    now = timezone.now()
    if link is None or link.expires_at < now or link.tries_left == 0:
        raise LinkRefused
    if link.opened_at and link.opened_at + SITTING < now:
        raise LinkRefused
    if not fits(link.code_hash, code.replace(" ", "")):
        # Outside a transaction that the refusal would undo.
        ReferralLink.objects.filter(pk=link.pk, tries_left__gt=0).update(tries_left=F("tries_left") - 1)
        raise LinkRefused
    referral = Referral.objects.select_related("consent", "victim__identity__agency_key").get(
        pk=link.referral_id
    )
    if not may_still_read(referral, timezone.localdate()):
        raise LinkRefused
    return referral


@transaction.atomic
def read_by_link(*, referral: Referral) -> SealedWords:
    """What was shared with a body without account, once ``open_link`` let it in; put on record each time."""
    ReferralLink.objects.filter(referral=referral, opened_at=None).update(opened_at=timezone.now())
    record_deed(by=None, action="open_referral_link", record=referral)
    identity = referral.victim.identity
    words = unseal(identity) if identity.erased_at is None else {}
    sealed = {field: words[field] for field in referral.fields if field in SEALED and words.get(field)}
    return facts_of(referral) | sealed


def facts_of(referral: Referral) -> dict[str, Any]:
    """The shared facts that are no part of who she is, by the code of the field."""
    victim = referral.victim
    facts: dict[SharedField, Any] = {
        SharedField.SEX: victim.get_sex_display(),
        SharedField.AGE: victim.age_at_event,
        SharedField.CITIZENSHIP: victim.citizenships,
        SharedField.EXPLOITATION: victim.forms_of_exploitation,
        SharedField.STATUS: victim.get_standing_display(),
    }
    return {field.value: value for field, value in facts.items() if field in referral.fields}
