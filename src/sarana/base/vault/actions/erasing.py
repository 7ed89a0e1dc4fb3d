"""Forget who somebody was, unless a court's order holds it."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.vault.actions.drafts import drop_drafts_that_name
from sarana.base.vault.actions.identities import require_nameless
from sarana.base.vault.models import Identity, SealedRecord
from sarana.base.vault.rules import is_held
from sarana.base.vault.sealing import seal, unseal


class ErasureRefused(Exception):
    """A court's order holds this identity; the message names it."""


@transaction.atomic
def erase_identity(*, by: Officer, identity: Identity, reason: str) -> None:
    """Destroy the identity's key: the person is forgotten, statistics and ledger stay whole.

    Raises:
        ErasureRefused: a court's order holds it. ValueError: the reason tells who she is.
    """
    require(by, Power.ERASE_IDENTITY)
    identity = Identity.objects.select_for_update().get(pk=identity.pk)
    if is_held(identity.hold):
        raise ErasureRefused(f"This identity is held by {identity.hold}.")
    require_nameless(reason, [identity])
    words = unseal(identity) if identity.erased_at is None else {}
    drop_drafts_that_name(words)
    identity.tokens.all().delete()
    identity.wrapped_key = identity.sealed = identity.whereabouts = None
    identity.erased_at = timezone.now()
    identity.save(update_fields=["wrapped_key", "sealed", "whereabouts", "erased_at"])
    record_deed(by=by, action="erase_identity", record=identity, reason=reason)


@transaction.atomic
def hold_identity(*, by: Officer, identity: Identity, authority: str, review_on: date | None) -> None:
    """Keep an identity from erasure by a court's order, or lift the order with an empty authority."""
    require(by, Power.ERASE_IDENTITY)
    identity.hold, identity.hold_review_on = authority, review_on
    identity.save(update_fields=["hold", "hold_review_on"])
    record_deed(
        by=by, action="hold_identity", record=identity, change={"authority": authority}, reason=authority
    )


def forget_words(records: Iterable[SealedRecord], *names: str) -> None:
    """Take these words out of what records keep sealed under keys of their own; their other words stay."""
    for record in records:
        words = unseal(record)
        if any(name in words for name in names):
            seal(record, {name: value for name, value in words.items() if name not in names})
            record.save(update_fields=["sealed"])
