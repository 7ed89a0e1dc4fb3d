"""Names leave for one recipient: asked for by one officer, agreed by another, sealed so that the recipient alone reads them."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.ledger.actions import record_deed
from sarana.base.vault.models import SealedWords
from sarana.base.vault.recipients import is_public_key, seal_for
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.intake.enums import ExportState
from sarana.intake.htcds_export import export_htcds
from sarana.intake.models import ExportRequest
from sarana.intake.queries import may_decide_export
from sarana.register.cases.queries import victims_visible_to
from sarana.register.referrals.enums import Purpose
from sarana.register.referrals.queries import fields_agreed

# So long a file that was agreed to may be taken; then it is asked for again.
TAKEN_WITHIN = timedelta(hours=24)


@transaction.atomic
def ask_export(
    *,
    by: Officer,
    reason: str,
    recipient_key: str,
    purpose: Purpose | str,
    recipient: Agency | None = None,
    outside_recipient: str = "",
) -> ExportRequest:
    """Ask that names may leave for a recipient.

    Args:
        by: who asks, and whose sight decides what the file holds.
        reason: what the recipient needs them for; sealed.
        recipient_key: its public key, ``age1…``.
        purpose: for which of the purposes to which victims agreed.
        recipient: the body that receives it, or
        outside_recipient: its name when it has no account; sealed.

    Raises:
        NotAllowed: he may not open identities himself.
        ValueError: no reason, no recipient or two, or a key that is none.
    """
    require(by, Power.SEE_CASES)
    require(by, Power.OPEN_IDENTITY)
    if not reason.strip():
        raise ValueError("Write down why identities leave the register, and who receives them.")
    if (recipient is None) == (not outside_recipient.strip()):
        raise ValueError(
            "Choose the body that receives the file, or write its name when it has no account; not both."
        )
    if not is_public_key(recipient_key):
        raise ValueError("This is not the recipient’s public key; it begins with age1, and is copied whole.")
    asked = ExportRequest(
        asked_by=by, recipient=recipient, recipient_key=recipient_key.strip(), purpose=Purpose(purpose)
    )
    words = {"reason": reason.strip()[:300], "recipient": outside_recipient.strip()[:200]}
    seal(asked, words, key=give_key(asked, key_of(by.agency)))
    asked.save(force_insert=True)
    change = {"recipient": recipient.code if recipient else "outside", "purpose": asked.purpose}
    record_deed(by=by, action="ask_export", record=asked, change=change)
    return asked


@transaction.atomic
def decide_export(*, by: Officer, asked: ExportRequest, grant: bool, answer: str = "") -> ExportRequest:
    """Agree as the second person, or refuse and say why.

    Raises:
        NotAllowed: it is his own request, or not his to decide.
        ValueError: it was decided already, or refused without a word.
    """
    asked = (
        ExportRequest.objects.select_for_update(of=("self",)).select_related("agency_key").get(pk=asked.pk)
    )
    if not may_decide_export(by, asked):
        raise NotAllowed(Power.GRANT_OPENING)
    if asked.state != ExportState.WAITING:
        raise ValueError("This was decided already.")
    if not grant and not answer.strip():
        raise ValueError("Write down why it is refused.")
    now = timezone.now()
    asked.state = ExportState.GRANTED if grant else ExportState.REFUSED
    asked.decided_by, asked.decided_at = by, now
    asked.until = now + TAKEN_WITHIN if grant else None
    seal(asked, {**unseal(asked), "answer": answer.strip()[:300]})
    asked.save()
    record_deed(by=by, action="decide_export", record=asked, change={"state": asked.state})
    return asked


@transaction.atomic
def take_export(*, by: Officer, asked: ExportRequest) -> bytes:
    """The agreed file, sealed for its recipient, once; what consents tell at this moment is in it.

    Raises:
        NotAllowed: somebody else asked for it.
        ValueError: it was not agreed to, was taken already, or the time is over.
    """
    asked = (
        ExportRequest.objects.select_for_update(of=("self",)).select_related("agency_key").get(pk=asked.pk)
    )
    if asked.asked_by_id != by.pk:
        raise NotAllowed(Power.OPEN_IDENTITY)
    now = timezone.now()
    if asked.state != ExportState.GRANTED or asked.until is None or asked.until < now:
        raise ValueError("This file is not to be taken: nobody agreed, or it was taken, or the day is over.")
    words = unseal(asked)
    agreed = fields_agreed(
        victims_visible_to(by),
        recipient=asked.recipient,
        purpose=Purpose(asked.purpose),
        day=timezone.localdate(),
    )
    made = export_htcds(by=by, with_identities=True, reason=str(words["reason"]), agreed=agreed)
    asked.state, asked.taken_at = ExportState.TAKEN, now
    asked.save(update_fields=["state", "taken_at"])
    record_deed(by=by, action="take_export", record=asked, change={"rows": len(made.rows)})
    return seal_for(asked.recipient_key, made.as_csv().encode("utf-8-sig"))


def read_export(*, by: Officer, asked: ExportRequest) -> SealedWords:
    """Why it is asked for and what was answered, for him who asked and for those who decide."""
    if asked.asked_by_id != by.pk and not may_decide_export(by, asked):
        raise NotAllowed(Power.GRANT_OPENING)
    return unseal(asked)
