import hashlib
import secrets

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from sarana.base.accounts.models import ApiToken, IdempotencyKey, Officer


def issue_token(*, by: Officer, name: str) -> tuple[ApiToken, str]:
    """A new token for the officer's own program; the text is shown once and kept nowhere."""
    text = f"sarana_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        officer=by, name=name[:80], digest=hashlib.sha256(text.encode()).hexdigest()
    )
    return token, text


def revoke_token(*, by: Officer, token: ApiToken) -> None:
    """End a token of the officer's own."""
    ApiToken.objects.filter(pk=token.pk, officer=by).update(revoked_at=timezone.now())


class KeyUsedOtherwise(ValueError):
    """An idempotency key came again with another request."""


def remembered_answer(*, by: Officer, key: str, request_digest: str) -> IdempotencyKey | None:
    """What the same request with the same key made before; None when the key is new.

    Raises:
        KeyUsedOtherwise: the key was used for another request.
    """
    found = IdempotencyKey.objects.filter(officer=by, key=key).first()
    if found and found.request_digest != request_digest:
        raise KeyUsedOtherwise("This idempotency key was used for another request; choose a new one.")
    return found


def remember_answer(*, by: Officer, key: str, request_digest: str, record: models.Model) -> None:
    """Keep what a request made under its key, in the same transaction.

    Raises:
        KeyUsedOtherwise: the same key is being used at this moment by another request.
    """
    try:
        with transaction.atomic():
            IdempotencyKey.objects.create(
                officer=by,
                key=key,
                request_digest=request_digest,
                record_type=record._meta.label_lower,  # noqa: SLF001
                record_id=str(record.pk),
            )
    except IntegrityError as fault:
        raise KeyUsedOtherwise("Another request with this idempotency key is under way.") from fault
